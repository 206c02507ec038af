// SPDX-License-Identifier: EUPL-1.2
#include "estimate/reliability.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace trede {

using namespace reliability;

namespace {

Reliability at_most(Reliability found, Reliability cap) { return std::min(found, cap); }

Reliability by_width(double width, double good, double moderate, double low) {
  if (width <= good) return Reliability::good;
  if (width <= moderate) return Reliability::moderate;
  return width <= low ? Reliability::low : Reliability::none;
}

// value and half width in percent.
Reliability of_share(double value, double half) {
  Reliability found = by_width(half, kShareGood, kShareModerate, kShareLow);
  const double side = std::max(0.0, std::min(value, 100.0 - value));
  if (half > kSideModerate * side) found = at_most(found, Reliability::moderate);
  if (half > kSideLow * side) found = at_most(found, Reliability::low);
  return found;
}

Reliability of_rate(double value, double half) {
  return value > 0.0 ? by_width(half / value, kRateGood, kRateModerate, kRateLow) : Reliability::none;
}

Reliability lowered(Reliability found) {
  return found == Reliability::none ? found : static_cast<Reliability>(static_cast<int>(found) - 1);
}

}  // namespace

Reliability reliability_of(const Basis& basis, AreaIndex a, double lower, double upper) {
  const PublishedSeries& s = basis.series();
  const double half = (upper - lower) / 2.0;
  const bool share =
      basis.rests() == Rests::share || basis.rests() == Rests::survey || (basis.rests() == Rests::published && basis.scale() == 100.0);
  Reliability found = share ? of_share(s.value[a] * 100.0 / basis.scale(), half * 100.0 / basis.scale()) : of_rate(s.value[a], half);
  if (basis.modelled()) found = at_most(found, Reliability::moderate);
  if (basis.rests() == Rests::share || basis.rests() == Rests::rate) {
    const double other = basis.rests() == Rests::share ? basis.n(a) - basis.x(a) : basis.x(a);
    if (std::min(basis.x(a), other) < kFewCases) found = at_most(found, Reliability::low);
  }
  if (basis.rests() == Rests::survey) {
    const double answers = s.respondents.empty() ? basis.n(a) : s.respondents[a];
    if (answers < kFewAnswers) found = at_most(found, Reliability::low);
    else if (answers < kSomeAnswers) found = at_most(found, Reliability::moderate);
  }
  if (s.status[a] == Status::carried_over) found = lowered(found);
  return found;
}

Text reliability_rule(const Indicator& indicator) {
  const bool share = indicator.unit == Unit::percent;
  Text out;
  if (share) {
    out = {
        fmt::format("Goed: het cijfer kan hooguit {:.0f} procentpunt hoger of lager zijn. Matig: hooguit {:.0f}. Laag: hooguit {:.0f}. "
                    "Daarboven: geen uitspraak. Is de marge meer dan de helft van het aandeel zelf, dan is het hooguit matig; meer dan het "
                    "hele aandeel, dan laag.",
                    kShareGood, kShareModerate, kShareLow),
        fmt::format("Good: the figure can be at most {:.0f} percentage points higher or lower. Moderate: at most {:.0f}. Low: at most "
                    "{:.0f}. Beyond that: no statement. If the margin is more than half of the share itself it is moderate at best; more "
                    "than the whole share, low.",
                    kShareGood, kShareModerate, kShareLow)};
  } else {
    out = {
        fmt::format("Goed: het cijfer kan hooguit {:.0f}% van zichzelf hoger of lager zijn. Matig: hooguit {:.0f}%. Laag: hooguit "
                    "{:.0f}%. Daarboven: geen uitspraak.",
                    100 * kRateGood, 100 * kRateModerate, 100 * kRateLow),
        fmt::format("Good: the figure can be at most {:.0f}% of itself higher or lower. Moderate: at most {:.0f}%. Low: at most {:.0f}%. "
                    "Beyond that: no statement.",
                    100 * kRateGood, 100 * kRateModerate, 100 * kRateLow)};
  }
  switch (indicator.measure) {
    case Measure::survey_share:
      out.nl +=
          fmt::format(" Bij minder dan {:.0f} antwoorden is het laag, bij minder dan {:.0f} hooguit matig.", kFewAnswers, kSomeAnswers);
      out.en +=
          fmt::format(" With fewer than {:.0f} answers it is low, with fewer than {:.0f} moderate at best.", kFewAnswers, kSomeAnswers);
      break;
    case Measure::modelled_share:
      out.nl += " Een modelschatting is hooguit matig: de marge van de bron kent niet alles wat een model mist.";
      out.en += " A model estimate is moderate at best: the source's interval does not know all that a model misses.";
      break;
    default:
      out.nl += fmt::format(" Bij minder dan {:.0f} gevallen is het laag.", kFewCases);
      out.en += fmt::format(" With fewer than {:.0f} cases it is low.", kFewCases);
      break;
  }
  out.nl += " Een cijfer dat is omgerekend naar andere grenzen zakt een klasse. Zonder marge: geen uitspraak.";
  out.en += " A figure that was brought to other borders drops one class. Without an interval: no statement.";
  return out;
}

}  // namespace trede
