// SPDX-License-Identifier: EUPL-1.2
#include "stat/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>

namespace trede::stat {
namespace {

using boost::math::complement;

double chi_squared_quantile(double p, double degrees) { return boost::math::quantile(boost::math::chi_squared(degrees), p); }
double chi_squared_upper_quantile(double p, double degrees) {
  return boost::math::quantile(complement(boost::math::chi_squared(degrees), p));
}

// Half of what lies outside a two-sided interval.
double tail(double z) { return boost::math::cdf(complement(boost::math::normal(), z)); }

double cube(double x) { return x * x * x; }
double byar_lower(double x, double z) { return x * cube(1.0 - 1.0 / (9.0 * x) - z / (3.0 * std::sqrt(x))); }
double byar_upper(double x, double z) {
  const double y = x + 1.0;
  return y * cube(1.0 - 1.0 / (9.0 * y) + z / (3.0 * std::sqrt(y)));
}

constexpr double kExactBelow = 10.0;

}  // namespace

double normal_quantile(double p) { return boost::math::quantile(boost::math::normal(), p); }
double normal_cdf(double x) { return boost::math::cdf(boost::math::normal(), x); }

std::optional<Interval> wilson(double x, double n, double z) {
  if (!(n > 0.0) || !(x >= 0.0) || !(x <= n)) return std::nullopt;
  const double middle = x + z * z / 2.0;
  const double half = z * std::sqrt(z * z / 4.0 + x * (1.0 - x / n));
  const double scale = n + z * z;
  return Interval{x == 0.0 ? 0.0 : (middle - half) / scale, x == n ? 1.0 : (middle + half) / scale};
}

std::optional<Interval> clopper_pearson(double x, double n, double z) {
  if (!(n > 0.0) || !(x >= 0.0) || !(x <= n)) return std::nullopt;
  const double a = tail(z);
  Interval out{0.0, 1.0};
  if (x > 0.0) out.lower = boost::math::quantile(boost::math::beta_distribution<>(x, n - x + 1.0), a);
  if (x < n) out.upper = boost::math::quantile(complement(boost::math::beta_distribution<>(x + 1.0, n - x), a));
  return out;
}

std::optional<Interval> poisson_exact(double x, double z) {
  if (!(x >= 0.0)) return std::nullopt;
  const double a = tail(z);
  return Interval{x == 0.0 ? 0.0 : chi_squared_quantile(a, 2.0 * x) / 2.0, chi_squared_upper_quantile(a, 2.0 * x + 2.0) / 2.0};
}

std::optional<Interval> byar(double x, double z) {
  if (!(x >= kExactBelow)) return poisson_exact(x, z);
  return Interval{byar_lower(x, z), byar_upper(x, z)};
}

std::optional<StandardisedRate> standardised_rate(std::span<const double> events, std::span<const double> persons,
                                                  std::span<const double> standard, double z) {
  if (events.size() != persons.size() || events.size() != standard.size()) return std::nullopt;
  StandardisedRate out;
  double weight = 0.0, sum = 0.0, variance = 0.0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    out.events += events[i];
    out.persons += persons[i];
    weight += standard[i];
    if (standard[i] == 0.0) continue;
    if (!(persons[i] > 0.0)) return std::nullopt;
    const double scaled = standard[i] / persons[i];
    sum += scaled * events[i];
    variance += scaled * scaled * events[i];
  }
  if (!(out.events >= kFewestEvents) || !(weight > 0.0)) return std::nullopt;
  out.value = sum / weight;
  const double spread = std::sqrt(variance / (weight * weight) / out.events);
  const Interval count = *byar(out.events, z);
  out.interval = {out.value + spread * (count.lower - out.events), out.value + spread * (count.upper - out.events)};
  return out;
}

std::optional<Ratio> standardised_ratio(double observed, double expected, double z) {
  if (!(expected > 0.0) || !(observed >= 0.0)) return std::nullopt;
  const Interval count = *byar(observed, z);
  return Ratio{observed / expected, {count.lower / expected, count.upper / expected}};
}

Interval funnel_share(double p, double n, double z) {
  const double half = z * std::sqrt(p * (1.0 - p) / n);
  return {std::max(0.0, p - half), std::min(1.0, p + half)};
}

std::optional<Interval> funnel_rate_denominators(double x, double rate, double z) {
  if (!(rate > 0.0)) return std::nullopt;
  const auto count = poisson_exact(x, z);
  if (!count) return std::nullopt;
  return Interval{count->lower / rate, count->upper / rate};
}

double overdispersion(std::span<const double> z_scores, double winsorised) {
  if (z_scores.empty()) return 1.0;
  std::vector<double> sorted(z_scores.begin(), z_scores.end());
  std::sort(sorted.begin(), sorted.end());
  const auto cut = static_cast<std::size_t>(winsorised * static_cast<double>(sorted.size()));
  const double low = sorted[cut], high = sorted[sorted.size() - 1 - cut];
  double sum = 0.0;
  for (const double z : sorted) {
    const double kept = std::clamp(z, low, high);
    sum += kept * kept;
  }
  return std::max(1.0, sum / static_cast<double>(sorted.size()));
}

}  // namespace trede::stat
