// SPDX-License-Identifier: EUPL-1.2
#include "estimate/interval.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace trede {
namespace {

// The exact limits of small whole counts, which are most counts there are, are computed once.
const stat::Interval& few_events(std::size_t x) {
  static const std::array<stat::Interval, 10> kLimits = [] {
    std::array<stat::Interval, 10> out{};
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = stat::byar(static_cast<double>(i)).value();
    return out;
  }();
  return kLimits[x];
}

stat::Interval events(double x) {
  if (x < 10.0 && x == std::floor(x)) return few_events(static_cast<std::size_t>(x));
  return stat::byar(x).value();
}

}  // namespace

stat::Interval interval_of(const Basis& basis, AreaIndex a) {
  if (basis.rests() == Rests::published) return {basis.lower(a), basis.upper(a)};
  const double n = basis.n(a), x = basis.x(a), scale = basis.scale();
  const double error = basis.error(a) / (n * n);
  if (basis.rests() == Rests::rate) {
    const stat::Interval counted = events(x);
    const stat::Interval i = stat::widened(x / n, {counted.lower / n, counted.upper / n}, error);
    return {scale * std::max(0.0, i.lower), scale * i.upper};
  }
  const double top = std::min(x, n);
  const stat::Interval i = stat::widened(top / n, stat::wilson(top, n).value(), error);
  return {scale * std::max(0.0, i.lower), scale * std::min(1.0, i.upper)};
}

SeriesIntervals intervals_of(const Basis& basis) {
  SeriesIntervals out;
  if (basis.rests() == Rests::nothing) return out;
  const std::size_t n = basis.series().value.size();
  out.lower.assign(n, 0.0);
  out.upper.assign(n, 0.0);
  out.has.assign(n, 0);
  bool any = false;
  for (AreaIndex a = 0; a < n; ++a) {
    if (!basis.has(a)) continue;
    const stat::Interval i = interval_of(basis, a);
    out.lower[a] = i.lower;
    out.upper[a] = i.upper;
    out.has[a] = 1;
    any = true;
  }
  if (!any) return {};
  return out;
}

Text interval_words(const Basis& basis) {
  Text out;
  switch (basis.rests()) {
    case Rests::nothing:
      return {"Bij dit cijfer hoort geen aantal, geen steekproef en geen marge van de bron. Daarom rekenen we er geen marge bij.",
              "This figure comes without a count, a sample or an interval of its source. So we compute no interval."};
    case Rests::published: return {"De marge is die van de bron.", "The interval is the source's own."};
    case Rests::survey:
      out = {"De marge is van Wilson (95%), met het aantal antwoorden dat na weging meetelt.",
             "The interval is Wilson's (95%), with the number of answers that count after weighting."};
      break;
    case Rests::share: out = {"De marge is van Wilson (95%), voor een aandeel.", "The interval is Wilson's (95%), for a share."}; break;
    case Rests::rate:
      out = {"De marge is van Byar (95%), exact bij minder dan tien gevallen.", "The interval is Byar's (95%), exact below ten cases."};
      break;
  }
  if (basis.borrowed()) {
    out.nl += " De bron geeft het aantal niet; we nemen het cijfer maal het aantal inwoners, huishoudens of woningen van het gebied.";
    out.en += " The source does not give the count; we take the figure times the residents, households or dwellings of the area.";
  }
  if (basis.rounded()) {
    out.nl += " Afronding van de aantallen telt mee.";
    out.en += " Rounding of the counts is taken into account.";
  }
  return out;
}

}  // namespace trede
