// SPDX-License-Identifier: EUPL-1.2
#include "estimate/estimates.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/chi_squared.hpp>

#include "base/parallel.hpp"

namespace trede {
namespace {

constexpr double kZ = 1.959963984540054;  // 97.5 % point of the normal distribution
constexpr double kExactBelow = 10.0;      // Byar's approximation is used from here

struct Interval {
  double lower = 0, upper = 0;
};

Interval wilson(double x, double n) {
  const double p = x / n;
  const double z2 = kZ * kZ;
  const double centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
  const double half = kZ / (1.0 + z2 / n) * std::sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n));
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

Interval byar(double x) {
  if (x < kExactBelow) {
    // Exact Poisson limits by the chi-squared distribution (Garwood 1936).
    const double lower = x <= 0.0 ? 0.0 : boost::math::quantile(boost::math::chi_squared(2.0 * x), 0.025) / 2.0;
    const double upper = boost::math::quantile(boost::math::chi_squared(2.0 * x + 2.0), 0.975) / 2.0;
    return {lower, upper};
  }
  const auto cube = [](double v) { return v * v * v; };
  const double lower = x * cube(1.0 - 1.0 / (9.0 * x) - kZ / (3.0 * std::sqrt(x)));
  const double y = x + 1.0;
  const double upper = y * cube(1.0 - 1.0 / (9.0 * y) + kZ / (3.0 * std::sqrt(y)));
  return {lower, upper};
}

// x of n in the indicator's unit; the count is first widened by half the base to which the source rounds.
Interval of_counts(const Indicator& indicator, double x, double n, double half_base) {
  const double scale = unit_scale(indicator.unit);
  const double low = std::max(0.0, x - half_base);
  const double high = x + half_base;
  const bool share = indicator.measure == Measure::register_share && x <= n;
  if (share) return {scale * wilson(std::min(low, n), n).lower, scale * wilson(std::min(high, n), n).upper};
  return {scale * byar(low).lower / n, scale * byar(high).upper / n};
}

SeriesEstimate intervals(const Catalogue& catalogue, const PublishedSeries& s) {
  const Indicator& indicator = *catalogue.indicator(s.indicator);
  const Source* source = catalogue.source(s.lineage.numerator.source);
  const double half_base = source == nullptr ? 0.0 : source->rounding_base / 2.0;
  const std::size_t n = s.value.size();
  SeriesEstimate out;
  out.lower.assign(n, 0.0);
  out.upper.assign(n, 0.0);
  out.has.assign(n, 0);
  bool any = false;
  const auto give = [&](std::size_t a, Interval i) {
    out.lower[a] = i.lower;
    out.upper[a] = i.upper;
    out.has[a] = 1;
    any = true;
  };
  for (std::size_t a = 0; a < n; ++a) {
    if (s.missing[a] != Missing::none) continue;
    if (!s.lower.empty()) {
      if (std::isfinite(s.lower[a]) && std::isfinite(s.upper[a])) give(a, {s.lower[a], s.upper[a]});
    } else if (!s.effective_n.empty()) {
      const Interval i = wilson(s.value[a] / 100.0 * s.effective_n[a], s.effective_n[a]);
      give(a, {100.0 * i.lower, 100.0 * i.upper});
    } else if (!s.numerator.empty() && !s.denominator.empty() && s.denominator[a] > 0.0) {
      give(a, of_counts(indicator, s.numerator[a], s.denominator[a], half_base));
    }
  }
  if (!any) return {};
  return out;
}

double rounded(double value, int decimals) {
  const double power = std::pow(10.0, decimals);
  return std::round(value * power) / power;
}

// Quintiles of all published values of buurten and wijken over all periods; so classes mean the same in every year and level.
std::vector<double> class_breaks(const Indicator& indicator, const std::vector<const PublishedSeries*>& series, const AreaSet& areas) {
  std::vector<double> values;
  const AreaIndex first = areas.run(AreaLevel::wijk).first;
  for (const PublishedSeries* s : series)
    for (AreaIndex a = first; a < areas.size(); ++a)
      if (s->missing[a] == Missing::none) values.push_back(s->value[a]);
  std::vector<double> breaks;
  if (values.size() < 5) return breaks;
  std::sort(values.begin(), values.end());
  for (int k = 1; k < 5; ++k) {
    const double b = rounded(values[values.size() * static_cast<std::size_t>(k) / 5], indicator.decimals);
    if (b > values.front() && (breaks.empty() || b > breaks.back())) breaks.push_back(b);
  }
  return breaks;
}

}  // namespace

Estimates estimate(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, AreaIndex /*reference*/,
                   unsigned threads) {
  Estimates out;
  out.series.resize(figures.series().size());
  parallel_for(out.series.size(), threads, [&](std::size_t i) { out.series[i] = intervals(catalogue, figures.series()[i]); });
  out.breaks.resize(catalogue.indicators.size());
  parallel_for(out.breaks.size(), threads, [&](std::size_t i) {
    std::vector<const PublishedSeries*> mine;
    for (const PublishedSeries& s : figures.series())
      if (s.indicator == catalogue.indicators[i].id) mine.push_back(&s);
    out.breaks[i] = class_breaks(catalogue.indicators[i], mine, areas);
  });
  return out;
}

}  // namespace trede
