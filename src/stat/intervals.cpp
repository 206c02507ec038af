// SPDX-License-Identifier: EUPL-1.2
#include "stat/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <boost/math/special_functions/erf.hpp>

#include "stat/distributions.hpp"

namespace trede::stat {
namespace {

// Half of what lies outside a two-sided interval.
double tail(double z) { return boost::math::erfc(z * (1.0 / std::numbers::sqrt2)) / 2.0; }

double cube(double x) { return x * x * x; }
double byar_lower(double x, double z) { return x * cube(1.0 - 1.0 / (9.0 * x) - z / (3.0 * std::sqrt(x))); }
double byar_upper(double x, double z) {
  const double y = x + 1.0;
  return y * cube(1.0 - 1.0 / (9.0 * y) + z / (3.0 * std::sqrt(y)));
}

constexpr double kExactBelow = 10.0;

}  // namespace

double normal_quantile(double p) { return -std::numbers::sqrt2 * boost::math::erfc_inv(2.0 * p); }
double normal_cdf(double x) { return boost::math::erfc(-x * (1.0 / std::numbers::sqrt2)) / 2.0; }

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
  if (x > 0.0) out.lower = beta_quantile(a, x, n - x + 1.0);
  if (x < n) out.upper = beta_upper_quantile(a, x + 1.0, n - x);
  return out;
}

std::optional<Interval> poisson_exact(double x, double z) {
  if (!(x >= 0.0)) return std::nullopt;
  const double a = tail(z);
  return Interval{x == 0.0 ? 0.0 : gamma_quantile(a, x, 1.0), gamma_upper_quantile(a, x + 1.0, 1.0)};
}

std::optional<Interval> byar(double x, double z) {
  if (!(x >= kExactBelow)) return poisson_exact(x, z);
  return Interval{byar_lower(x, z), byar_upper(x, z)};
}

StandardisedRate standardised_rate_or_reason(std::span<const double> events, std::span<const double> persons,
                                             std::span<const double> standard, double z) {
  StandardisedRate out;
  double weight = 0.0, sum = 0.0, variance = 0.0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    out.events += events[i];
    out.persons += persons[i];
    weight += standard[i];
    if (standard[i] == 0.0) continue;
    if (!(persons[i] > 0.0)) {
      out.refused = NoRate::band_without_persons;
      continue;
    }
    const double scaled = standard[i] / persons[i];
    sum += scaled * events[i];
    variance += scaled * scaled * events[i];
  }
  if (!(weight > 0.0)) out.refused = NoRate::no_standard;
  if (!(out.events >= kFewestEvents)) out.refused = NoRate::too_few_events;
  if (out.refused != NoRate::none) return out;
  out.value = sum / weight;
  const double spread = std::sqrt(variance / (weight * weight) / out.events);
  const Interval count = *byar(out.events, z);
  out.interval = {out.value + spread * (count.lower - out.events), out.value + spread * (count.upper - out.events)};
  return out;
}

std::optional<StandardisedRate> standardised_rate(std::span<const double> events, std::span<const double> persons,
                                                  std::span<const double> standard, double z) {
  if (events.size() != persons.size() || events.size() != standard.size()) return std::nullopt;
  const StandardisedRate out = standardised_rate_or_reason(events, persons, standard, z);
  if (out.refused != NoRate::none) return std::nullopt;
  return out;
}

std::optional<Ratio> standardised_ratio(double observed, double expected, double z) {
  if (!(expected > 0.0) || !(observed >= 0.0)) return std::nullopt;
  const Interval count = *byar(observed, z);
  return Ratio{observed / expected, {count.lower / expected, count.upper / expected}};
}

std::optional<Interval> survey_share(double share, double n, double design_effect, double z) {
  if (!(design_effect > 0.0) || !(n > 0.0) || !(share >= 0.0) || !(share <= 1.0)) return std::nullopt;
  const double effective = n / design_effect;
  return wilson(std::min(effective, share * effective), effective, z);
}

std::optional<double> kish_design_effect(std::span<const double> weights) {
  double sum = 0.0, squares = 0.0, count = 0.0;
  for (const double w : weights) {
    if (!(w > 0.0)) continue;
    sum += w;
    squares += w * w;
    count += 1.0;
  }
  if (!(sum > 0.0)) return std::nullopt;
  return std::max(1.0, count * squares / (sum * sum));
}

double rounding_variance(double base) { return base * base / 12.0; }

double rounded_share_variance(double x, double n, double base_x, double base_n) {
  const double p = x / n;
  return (rounding_variance(base_x) + p * p * rounding_variance(base_n)) / (n * n);
}

Interval widened(double value, Interval interval, double variance, double z) {
  const double extra = z * z * variance;
  return {value - std::sqrt((value - interval.lower) * (value - interval.lower) + extra),
          value + std::sqrt((interval.upper - value) * (interval.upper - value) + extra)};
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

}  // namespace trede::stat
