// SPDX-License-Identifier: EUPL-1.2
#include "signal/pair_columns.hpp"

#include <algorithm>
#include <cmath>

#include "stat/median.hpp"

namespace trede::signal {
namespace {

double squared(double x) { return x * x; }

// Weighted line; returns {intercept, slope}.
std::pair<double, double> fit(std::span<const double> x, std::span<const double> y, const std::vector<double>& w) {
  double sw = 0, sx = 0, sy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sw += w[i];
    sx += w[i] * x[i];
    sy += w[i] * y[i];
  }
  const double mx = sx / sw, my = sy / sw;
  double sxx = 0, sxy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sxx += w[i] * squared(x[i] - mx);
    sxy += w[i] * (x[i] - mx) * (y[i] - my);
  }
  const double slope = sxx > 0 ? sxy / sxx : 0.0;
  return {my - slope * mx, slope};
}

}  // namespace

std::vector<SideBySide> side_by_side(const SignalInput& input, const Indicator& one, const Indicator& other) {
  for (const AreaLevel level : {AreaLevel::buurt, AreaLevel::wijk}) {
    const auto a = latest(input, one.id, level, kFewest);
    const auto b = latest(input, other.id, level, kFewest);
    if (!a || !b) continue;
    SideBySide out;
    out.level = level;
    out.indicator = {&one, &other};
    out.series = {a->series, b->series};
    out.period = {a->period, b->period};
    for (std::size_t i = 0; i < a->size(); ++i) {
      const auto j = position(*b, a->areas[i]);
      if (!j) continue;
      out.areas.push_back(a->areas[i]);
      out.value[0].push_back(a->value[i]);
      out.value[1].push_back(b->value[*j]);
      out.error[0].push_back(a->error[i]);
      out.error[1].push_back(b->error[*j]);
    }
    if (out.areas.size() >= kFewest) return {out};
  }
  return {};
}

Robust robust(std::span<const double> values) {
  Robust out;
  std::vector<double> v(values.begin(), values.end());
  out.middle = stat::median(v);
  for (double& x : v) x = std::abs(x - out.middle);
  out.spread = 1.4826 * stat::median(v);
  return out;
}

Line line_through(std::span<const double> x, std::span<const double> y, std::span<const double> x_error, std::span<const double> y_error) {
  const std::size_t n = x.size();
  std::vector<double> w(n, 1.0);
  Line out;
  for (int round = 0; round < 20; ++round) {
    const auto [intercept, slope] = fit(x, y, w);
    // Moments: what the squared residuals are, less what the errors alone would give.
    double excess = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double own = squared(std::max(0.0, y_error[i])) + squared(slope * std::max(0.0, x_error[i]));
      excess += squared(y[i] - intercept - slope * x[i]) * static_cast<double>(n) / static_cast<double>(n - 2) - own;
    }
    const double between = std::max(0.0, excess / static_cast<double>(n));
    const bool settled =
        std::abs(between - out.between) <= 1e-10 * (1.0 + between) && std::abs(slope - out.slope) <= 1e-10 * (1.0 + std::abs(slope));
    out = {intercept, slope, between};
    if (settled) break;
    for (std::size_t i = 0; i < n; ++i) {
      const double variance = between + squared(std::max(0.0, y_error[i])) + squared(slope * std::max(0.0, x_error[i]));
      w[i] = variance > 0 ? 1.0 / variance : 1.0;
    }
  }
  return out;
}

}  // namespace trede::signal
