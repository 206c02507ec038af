// SPDX-License-Identifier: EUPL-1.2
#include "stat/series/trend.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <utility>

#include "stat/intervals.hpp"
#include "stat/median.hpp"
#include "stat/series/counts.hpp"

namespace trede::stat {
namespace {

// Σ over groups of equal values of f(size).
template <class F>
double over_ties(std::vector<double> values, F f) {
  std::sort(values.begin(), values.end());
  double sum = 0.0;
  for (std::size_t i = 0; i < values.size();) {
    std::size_t j = i;
    while (j < values.size() && values[j] == values[i]) ++j;
    sum += f(static_cast<double>(j - i));
    i = j;
  }
  return sum;
}

// Σ (y − mean)² of a stretch, from running sums.
class Stretches {
 public:
  explicit Stretches(std::span<const double> y) : sum_(y.size() + 1, 0.0), square_(y.size() + 1, 0.0) {
    for (std::size_t i = 0; i < y.size(); ++i) {
      sum_[i + 1] = sum_[i] + y[i];
      square_[i + 1] = square_[i] + y[i] * y[i];
    }
  }
  [[nodiscard]] double cost(std::size_t from, std::size_t to) const {
    const double sum = sum_[to] - sum_[from];
    return square_[to] - square_[from] - sum * sum / static_cast<double>(to - from);
  }

 private:
  std::vector<double> sum_, square_;
};

// Least Σ (cost + price) over all ways to cut n values into segments of at least `shortest`. Optimal partitioning; a cut that can never
// be best again is dropped (PELT).
template <class Cost>
std::vector<std::size_t> pelt(std::size_t n, std::size_t shortest, double price, Cost cost) {
  if (n < 2 * shortest) return {};
  std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
  std::vector<std::size_t> last(n + 1, 0), candidates{0};
  best[0] = -price;
  for (std::size_t t = shortest; t <= n; ++t) {
    for (const std::size_t s : candidates) {
      if (t - s < shortest) continue;
      const double total = best[s] + cost(s, t) + price;
      if (total < best[t]) {
        best[t] = total;
        last[t] = s;
      }
    }
    std::erase_if(candidates, [&](std::size_t s) { return t - s >= shortest && best[s] + cost(s, t) > best[t]; });
    if (t + 1 >= 2 * shortest) candidates.push_back(t + 1 - shortest);
  }
  std::vector<std::size_t> out;
  for (std::size_t t = last[n]; t > 0; t = last[t]) out.push_back(t);
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace

namespace {

// What one series, or one season of it, adds to the test.
struct Signs {
  std::int64_t s = 0;
  double variance = 0, scale = 0;  // scale: the denominator of τ_b
};

// Adds the slopes of all pairs to `slopes`.
Signs signs_of(std::span<const double> y, std::span<const double> time, std::vector<double>& slopes) {
  const std::size_t n = y.size();
  Signs out;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      out.s += (y[j] > y[i]) - (y[j] < y[i]);
      slopes.push_back((y[j] - y[i]) / (time.empty() ? static_cast<double>(j - i) : time[j] - time[i]));
    }
  }
  const double size = static_cast<double>(n), pairs = size * (size - 1.0) / 2.0;
  const std::vector<double> values(y.begin(), y.end());
  const double tied = over_ties(values, [](double t) { return t * (t - 1.0) / 2.0; });
  if (tied >= pairs) return out;
  out.variance =
      (size * (size - 1.0) * (2.0 * size + 5.0) - over_ties(values, [](double t) { return t * (t - 1.0) * (2.0 * t + 5.0); })) / 18.0;
  out.scale = std::sqrt((pairs - tied) * pairs);
  return out;
}

std::optional<Trend> trend_of(const Signs& signs, std::vector<double> slopes) {
  if (!(signs.variance > 0.0) || slopes.empty()) return std::nullopt;
  const double s = static_cast<double>(signs.s);
  Trend out{.s = signs.s, .variance = signs.variance, .tau = s / signs.scale};
  out.z = signs.s == 0 ? 0.0 : (s - std::copysign(1.0, s)) / std::sqrt(signs.variance);
  out.p = std::min(1.0, 2.0 * normal_cdf(-std::abs(out.z)));
  out.slope = median(std::move(slopes));
  return out;
}

}  // namespace

std::optional<Trend> mann_kendall(std::span<const double> y, std::span<const double> time) {
  if (y.size() < 3 || (!time.empty() && time.size() != y.size())) return std::nullopt;
  std::vector<double> slopes;
  slopes.reserve(y.size() * (y.size() - 1) / 2);
  const Signs signs = signs_of(y, time, slopes);
  return trend_of(signs, std::move(slopes));
}

std::optional<Trend> seasonal_mann_kendall(std::span<const double> y, std::span<const double> time, std::span<const std::uint32_t> season) {
  if (season.size() != y.size() || time.size() != y.size()) return std::nullopt;
  std::map<std::uint32_t, std::pair<std::vector<double>, std::vector<double>>> seasons;
  for (std::size_t i = 0; i < y.size(); ++i) {
    seasons[season[i]].first.push_back(y[i]);
    seasons[season[i]].second.push_back(time[i]);
  }
  Signs sum;
  std::vector<double> slopes;
  bool enough = false;
  for (const auto& [name, values] : seasons) {
    const Signs one = signs_of(values.first, values.second, slopes);
    sum.s += one.s;
    sum.variance += one.variance;
    sum.scale += one.scale;
    enough = enough || (values.first.size() >= 3 && one.variance > 0.0);
  }
  if (!enough) return std::nullopt;
  return trend_of(sum, std::move(slopes));
}

std::vector<std::size_t> changes_of_mean(std::span<const double> y, Penalty penalty, std::size_t shortest) {
  const double log_n = std::log(static_cast<double>(y.size()));
  const bool modified = penalty == Penalty::mbic;
  const Stretches stretch(y);
  // MBIC adds the logarithm of every segment's length.
  return pelt(y.size(), std::max<std::size_t>(shortest, 1), modified ? 3.0 * log_n : 2.0 * log_n, [&](std::size_t from, std::size_t to) {
    return stretch.cost(from, to) + (modified ? std::log(static_cast<double>(to - from)) : 0.0);
  });
}

std::vector<std::size_t> changes_of_mean_and_variance(std::span<const double> y, Penalty penalty, std::size_t shortest) {
  const double log_n = std::log(static_cast<double>(y.size()));
  const bool modified = penalty == Penalty::mbic;
  const Stretches stretch(y);
  return pelt(y.size(), std::max<std::size_t>(shortest, 2), modified ? 4.0 * log_n : 3.0 * log_n, [&](std::size_t from, std::size_t to) {
    const double size = static_cast<double>(to - from), square = stretch.cost(from, to);
    const double variance = square > 0.0 ? square / size : 1e-11;
    return size * (std::log(2.0 * std::numbers::pi * variance) + 1.0) + (modified ? std::log(size) : 0.0);
  });
}

namespace {

struct Line {
  double slope = 0, mean = 0, middle = 0, spread = 0;
};
// Weighted least squares without the point `left_out` (n = none).
Line line_through(std::span<const double> y, std::span<const double> t, std::span<const double> w, std::size_t left_out) {
  double weight = 0.0, sum_t = 0.0, sum_y = 0.0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (i == left_out) continue;
    weight += w[i];
    sum_t += w[i] * t[i];
    sum_y += w[i] * y[i];
  }
  Line out{.slope = 0.0, .mean = sum_y / weight, .middle = sum_t / weight, .spread = 0.0};
  double covariance = 0.0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (i == left_out) continue;
    out.spread += w[i] * (t[i] - out.middle) * (t[i] - out.middle);
    covariance += w[i] * (t[i] - out.middle) * (y[i] - out.mean);
  }
  out.slope = covariance / out.spread;
  return out;
}

int sign(double x) { return (x > 0.0) - (x < 0.0); }

}  // namespace

std::optional<WeightedTrend> weighted_trend(std::span<const double> y, std::span<const double> time, std::span<const double> error,
                                            double level) {
  const std::size_t n = y.size();
  if (n < 4 || (!time.empty() && time.size() != n) || (!error.empty() && error.size() != n)) return std::nullopt;
  std::vector<double> t(n), w(n, 1.0);
  for (std::size_t i = 0; i < n; ++i) {
    t[i] = time.empty() ? static_cast<double>(i) : time[i];
    if (!error.empty()) w[i] = 1.0 / (error[i] * error[i]);
  }
  const Line line = line_through(y, t, w, n);
  double chi = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double residual = y[i] - line.mean - line.slope * (t[i] - line.middle);
    chi += w[i] * residual * residual;
  }
  const double degrees = static_cast<double>(n) - 2.0;
  WeightedTrend out;
  out.slope = line.slope;
  out.intercept = line.mean;
  out.scale = std::sqrt(chi / degrees);
  if (!error.empty()) out.scale = std::max(1.0, out.scale);
  out.standard_error = out.scale / std::sqrt(line.spread);
  const double half = t_quantile(0.5 + level / 2.0, degrees) * out.standard_error;
  out.interval = {out.slope - half, out.slope + half};
  if (out.standard_error > 0.0) out.p = t_two_sided(out.slope / out.standard_error, degrees);
  else out.p = out.slope == 0.0 ? 1.0 : 0.0;
  out.same_sign = out.slope != 0.0;
  for (std::size_t i = 0; i < n && out.same_sign; ++i) out.same_sign = sign(line_through(y, t, w, i).slope) == sign(out.slope);
  return out;
}

}  // namespace trede::stat
