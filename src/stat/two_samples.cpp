// SPDX-License-Identifier: EUPL-1.2
#include "stat/two_samples.hpp"

#include <algorithm>
#include <cmath>

#include "stat/intervals.hpp"

namespace trede::stat {
namespace {

constexpr double kCountOutBelow = 100.0;  // smallest expected number
constexpr double kClearlyNot = 1.0, kClearly = 7.0;

double two_sided(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

// ln Γ(v), v > 0: Stirling's series after a shift to 10 and above; std::lgamma writes a global.
double log_gamma(double v) {
  double shift = 0.0;
  while (v < 10.0) shift -= std::log(v++);
  const double i = 1.0 / v, i2 = i * i;
  return shift + (v - 0.5) * std::log(v) - v + 0.91893853320467274178 + i * (1.0 / 12 - i2 * (1.0 / 360 - i2 * (1.0 / 1260 - i2 / 1680)));
}
double log_choose(double n, double k) { return log_gamma(n + 1.0) - log_gamma(k + 1.0) - log_gamma(n - k + 1.0); }

double part(double observed, double expected) { return observed <= 0.0 ? 0.0 : observed * std::log(observed / expected); }

bool whole(double v) { return v == std::floor(v); }

// The chance of x counted half and of all beyond it, away from the expected number; `ratio(k)` = P(k ± 1) / P(k) outwards.
template <class Ratio>
double mid_tail(double log_p, double x, double step, double end, const Ratio& ratio) {
  double term = std::exp(log_p), sum = 0.5 * term;
  for (double k = x; k != end; k += step) {
    term *= ratio(k);
    sum += term;
    if (term < 1e-12 * sum) break;
  }
  return sum;
}

TwoSamples counted_out(double tail, bool higher) {
  const double p = std::clamp(2.0 * tail, 1e-300, 1.0);
  const double z = p >= 1.0 ? 0.0 : -normal_quantile(p / 2.0);
  return {higher ? z : -z, p};
}

// x of t with chance π.
TwoSamples binomial_tail(double x, double t, double chance) {
  const bool higher = x > t * chance;
  const double odds = chance / (1.0 - chance);
  const double log_p = log_choose(t, x) + x * std::log(chance) + (t - x) * std::log1p(-chance);
  const double tail = higher ? mid_tail(log_p, x, 1.0, t, [&](double k) { return (t - k) / (k + 1.0) * odds; })
                             : mid_tail(log_p, x, -1.0, 0.0, [&](double k) { return k / (t - k + 1.0) / odds; });
  return counted_out(tail, higher);
}

// x in a sample of n from n + m of whom t have it.
TwoSamples hypergeometric_tail(double x, double n, double m, double t) {
  const bool higher = x * (n + m) > n * t;
  const double log_p = log_choose(n, x) + log_choose(m, t - x) - log_choose(n + m, t);
  const double tail =
      higher ? mid_tail(log_p, x, 1.0, std::min(n, t), [&](double k) { return (n - k) * (t - k) / ((k + 1.0) * (m - t + k + 1.0)); })
             : mid_tail(log_p, x, -1.0, std::max(0.0, t - m), [&](double k) { return k * (m - t + k) / ((n - k + 1.0) * (t - k + 1.0)); });
  return counted_out(tail, higher);
}

TwoSamples of_root(double deviance, double difference, double variance, double error) {
  const double root = std::sqrt(2.0 * std::max(0.0, deviance)) * std::sqrt(variance / (variance + error));
  return {difference < 0.0 ? -root : root, two_sided(root)};
}

bool undecided(double z) { return std::abs(z) > kClearlyNot && std::abs(z) < kClearly; }

}  // namespace

std::optional<TwoSamples> compare_rates(const Counted& first, const Counted& second) {
  if (first.n <= 0.0 || second.n <= 0.0 || first.x < 0.0 || second.x < 0.0) return std::nullopt;
  const double total = first.x + second.x;
  if (total <= 0.0) return TwoSamples{};
  const double share = first.n / (first.n + second.n);
  const double expected = total * share, other = total - expected;
  const double error = (1.0 - share) * (1.0 - share) * first.error + share * share * second.error;
  const TwoSamples root = of_root(part(first.x, expected) + part(second.x, other), first.x - expected, expected * (1.0 - share), error);
  if (error > 0.0 || !undecided(root.z) || std::min(expected, other) >= kCountOutBelow || !whole(first.x) || !whole(second.x)) return root;
  return binomial_tail(first.x, total, share);
}

std::optional<TwoSamples> compare_shares(const Counted& first, const Counted& second) {
  const auto valid = [](const Counted& c) { return c.n > 0.0 && c.x >= 0.0 && c.x <= c.n; };
  if (!valid(first) || !valid(second)) return std::nullopt;
  const double n = first.n + second.n, total = first.x + second.x, rest = n - total;
  if (total <= 0.0 || rest <= 0.0) return TwoSamples{};
  const double share = first.n / n;
  const double error = (1.0 - share) * (1.0 - share) * first.error + share * share * second.error;
  const double e1 = total * share, e2 = total - e1, f1 = first.n - e1, f2 = second.n - e2;
  const double deviance = part(first.x, e1) + part(second.x, e2) + part(first.n - first.x, f1) + part(second.n - second.x, f2);
  const TwoSamples root = of_root(deviance, first.x - e1, e1 * (1.0 - share) * rest / n, error);
  const bool counts = whole(first.x) && whole(first.n) && whole(second.x) && whole(second.n);
  if (error > 0.0 || !counts || !undecided(root.z) || std::min({e1, e2, f1, f2}) >= kCountOutBelow) return root;
  return hypergeometric_tail(first.x, first.n, second.n, total);
}

}  // namespace trede::stat
