// SPDX-License-Identifier: EUPL-1.2
#include "stat/funnel.hpp"

#include <algorithm>
#include <cmath>

#include "stat/distributions.hpp"

namespace trede::stat {
namespace {

std::optional<double> common_value(FunnelKind kind, std::span<const double> x, std::span<const double> n, std::optional<double> reference) {
  double value = reference.value_or(0.0);
  if (!reference) {
    double events = 0.0, persons = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (!(n[i] > 0.0)) continue;
      events += x[i];
      persons += n[i];
    }
    if (!(persons > 0.0)) return std::nullopt;
    value = events / persons;
  }
  const bool good = kind == FunnelKind::share ? value >= 0.0 && value <= 1.0 : value > 0.0;
  return good ? std::optional(value) : std::nullopt;
}

FunnelClass place_of(bool below_998, bool below_95, bool above_998, bool above_95) {
  if (below_998) return FunnelClass::low_998;
  if (below_95) return FunnelClass::low_95;
  if (above_998) return FunnelClass::high_998;
  return above_95 ? FunnelClass::high_95 : FunnelClass::inside;
}

void place_by_limits(FunnelArea& area) {
  const double v = *area.value;
  area.place = place_of(v<*area.lower_998, v<*area.lower_95, v> * area.upper_998, v> * area.upper_95);
}

void share_limits(FunnelArea& area, double p, double n) {
  const Interval at95 = funnel_share(p, n, kZ95), at998 = funnel_share(p, n, kZ998);
  area.lower_95 = at95.lower;
  area.upper_95 = at95.upper;
  area.lower_998 = at998.lower;
  area.upper_998 = at998.upper;
  place_by_limits(area);
}

void rate_limits(FunnelArea& area, double rate, double x, double n, FunnelLimits limits) {
  // x over the number of persons at which x lies on the limit.
  const auto on = [&](double persons) { return persons > 0.0 ? std::optional(x / persons) : std::nullopt; };
  const auto denominators = limits == FunnelLimits::exact ? funnel_rate_denominators : funnel_rate_denominators_by_halving;
  const auto at95 = denominators(x, rate, kZ95), at998 = denominators(x, rate, kZ998);
  area.lower_95 = on(at95->upper);
  area.upper_95 = on(at95->lower);
  area.lower_998 = on(at998->upper);
  area.upper_998 = on(at998->lower);
  const double expected = rate * n;
  const Interval own95 = *byar(x, kZ95), own998 = *byar(x, kZ998);
  area.place = place_of(own998.upper<expected, own95.upper<expected, own998.lower> expected, own95.lower> expected);
}

// The scale on which an area is about normal: its z-score and the standard error that goes with it.
struct Scaled {
  double z = 0, s = 0;
};
Scaled scaled(FunnelKind kind, double x, double n, double reference) {
  if (kind == FunnelKind::share) {
    const double s = std::sqrt(reference * (1.0 - reference) / n);
    return {s > 0.0 ? (x / n - reference) / s : 0.0, s};
  }
  const double expected = reference * n, s = 0.5 / std::sqrt(expected);
  return {(std::sqrt(x / expected) - 1.0) / s, s};
}

void spread_limits(FunnelArea& area, FunnelKind kind, double reference, double s) {
  const auto lower = [&](double z) {
    if (kind == FunnelKind::share) return std::max(0.0, reference - z * s);
    const double root = std::max(0.0, 1.0 - z * s);
    return reference * root * root;
  };
  const auto upper = [&](double z) {
    if (kind == FunnelKind::share) return std::min(1.0, reference + z * s);
    return reference * (1.0 + z * s) * (1.0 + z * s);
  };
  area.lower_95 = lower(kZ95);
  area.upper_95 = upper(kZ95);
  area.lower_998 = lower(kZ998);
  area.upper_998 = upper(kZ998);
  place_by_limits(area);
}

void estimate_spread(Funnel& out, FunnelKind kind, std::span<const double> x, std::span<const double> n, double winsorised) {
  std::vector<double> z, s;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!(n[i] > 0.0)) continue;
    const Scaled at = scaled(kind, x[i], n[i], out.reference);
    if (!(at.s > 0.0)) continue;
    z.push_back(at.z);
    s.push_back(at.s);
  }
  out.phi = overdispersion(z, winsorised);
  out.tau2 = between_variance(winsorise(z, winsorised), s);
}

}  // namespace

std::optional<Interval> funnel_rate_denominators_by_halving(double x, double rate, double z) {
  if (!(rate > 0.0) || !(x >= 0.0)) return std::nullopt;
  const double tail = normal_cdf(-z);
  const auto seek = [&](const auto& above) {
    double v = 0.5;
    for (double step = 0.25; step >= 0x1p-24; step /= 2.0) v += above((1.0 + x) * v / (1.0 - v)) ? -step : step;
    return (1.0 + x) * v / (1.0 - v) / rate;
  };
  const double lower = x > 0.0 ? seek([&](double mean) { return poisson_at_least(x, mean) > tail; }) : 0.0;
  return Interval{lower, seek([&](double mean) { return poisson_at_most(x, mean) < tail; })};
}

std::vector<double> winsorise(std::span<const double> z_scores, double winsorised) {
  std::vector<double> out(z_scores.begin(), z_scores.end());
  if (out.empty()) return out;
  std::vector<double> sorted = out;
  std::sort(sorted.begin(), sorted.end());
  const auto cut = std::min((sorted.size() - 1) / 2, static_cast<std::size_t>(winsorised * static_cast<double>(sorted.size())));
  for (double& z : out) z = std::clamp(z, sorted[cut], sorted[sorted.size() - 1 - cut]);
  return out;
}

double overdispersion(std::span<const double> z_scores, double winsorised) {
  if (z_scores.empty()) return 1.0;
  double sum = 0.0;
  for (const double z : winsorise(z_scores, winsorised)) sum += z * z;
  return std::max(1.0, sum / static_cast<double>(z_scores.size()));
}

double between_variance(std::span<const double> z_scores, std::span<const double> s) {
  double q = 0.0, sum = 0.0, squares = 0.0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const double w = 1.0 / (s[i] * s[i]);
    q += z_scores[i] * z_scores[i];
    sum += w;
    squares += w * w;
  }
  const double spread = sum > 0.0 ? sum - squares / sum : 0.0;
  const double excess = q - (static_cast<double>(s.size()) - 1.0);
  return spread > 0.0 ? std::max(0.0, excess / spread) : 0.0;
}

std::optional<Funnel> funnel(FunnelKind kind, std::span<const double> x, std::span<const double> n, std::optional<double> reference,
                             Overdispersion overdispersed, double winsorised, FunnelLimits limits) {
  const auto common = common_value(kind, x, n, reference);
  if (!common) return std::nullopt;
  Funnel out;
  out.reference = *common;
  out.areas.resize(x.size());
  estimate_spread(out, kind, x, n, winsorised);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!(n[i] > 0.0)) continue;
    FunnelArea& area = out.areas[i];
    area.value = x[i] / n[i];
    const double s = scaled(kind, x[i], n[i], out.reference).s;
    if (overdispersed == Overdispersion::multiplied) spread_limits(area, kind, out.reference, s * std::sqrt(out.phi));
    else if (overdispersed == Overdispersion::added) spread_limits(area, kind, out.reference, std::sqrt(s * s + out.tau2));
    else if (kind == FunnelKind::share) share_limits(area, out.reference, n[i]);
    else rate_limits(area, out.reference, x[i], n[i], limits);
  }
  return out;
}

}  // namespace trede::stat
