// SPDX-License-Identifier: EUPL-1.2
// Which earlier periods are the reference of each period.
#include <algorithm>
#include <cmath>

#include "stat/series/farrington.hpp"

namespace trede::stat {
namespace {

constexpr std::uint8_t kUnused = 255;

// The original: windows of 2w + 1 periods around the same period in earlier years, as far as the series goes back.
void choose_windows(const TimeAxis& axis, const FarringtonSettings& s, FarringtonPlan::Baseline& out) {
  const std::size_t k = out.place;
  if (k + 1 + s.half_window < std::size_t{s.years} * axis.per_year) return;
  for (unsigned year = s.years; year >= 1; --year) {
    const auto middle = axis.same_period(k, year);
    if (!middle) continue;
    const std::size_t from = *middle >= s.half_window ? *middle - s.half_window : 0;
    for (std::size_t i = from; i <= std::min(*middle + s.half_window, k); ++i) out.periods.push_back(static_cast<std::uint32_t>(i));
  }
  std::sort(out.periods.begin(), out.periods.end());
  out.periods.erase(std::unique(out.periods.begin(), out.periods.end()), out.periods.end());
  if (!out.periods.empty() && out.periods.back() == k) out.periods.pop_back();
  out.level.assign(out.periods.size(), 0);
  out.enough = !out.periods.empty();
}

// The flexible: every period since the oldest window has the level of the window (the last one) or of one of levels − 1 stretches of
// nearly equal length between two windows; the longer stretches come first.
void choose_levels(const TimeAxis& axis, const FarringtonSettings& s, FarringtonPlan::Baseline& out) {
  const std::size_t k = out.place, w = s.half_window;
  const auto oldest = axis.same_period(k, s.years);
  if (!oldest || *oldest < w) return;
  std::vector<std::uint8_t> level(k + 1, kUnused);
  const auto window = static_cast<std::uint8_t>(s.levels - 1);
  std::fill(level.begin() + static_cast<std::ptrdiff_t>(k - w), level.end(), window);
  std::size_t newer = k;
  for (unsigned year = 1; year <= s.years; ++year) {
    const auto middle = axis.same_period(k, year);
    if (!middle || newer < *middle + 2 * w + 1) return;
    for (std::size_t i = *middle - w; i <= *middle + w; ++i) level[i] = window;
    const std::size_t between = newer - *middle - 2 * w - 1;
    if (s.levels > 1) {
      const std::size_t stretches = s.levels - 1;
      if (between < stretches) return;
      std::size_t at = *middle + w + 1;
      for (std::size_t j = 0; j < stretches; ++j) {
        const std::size_t length = between / stretches + (j < between % stretches ? 1 : 0);
        for (std::size_t i = 0; i < length; ++i) level[at++] = static_cast<std::uint8_t>(j);
      }
    }
    newer = *middle;
  }
  const std::size_t from = k >= s.left_out ? k - s.left_out : 0;
  for (std::size_t i = 0; i < from; ++i) {
    if (level[i] == kUnused) continue;
    out.periods.push_back(static_cast<std::uint32_t>(i));
    out.level.push_back(level[i]);
  }
  out.enough = !out.periods.empty();
}

}  // namespace

FarringtonSettings farrington_settings(FarringtonMethod method, unsigned per_year) {
  FarringtonSettings out;
  out.method = method;
  if (per_year < 52) {
    out.half_window = per_year >= 12 ? 1 : 0;
    out.left_out = per_year / 2;
    out.levels = per_year >= 12 ? 10 : per_year;
  }
  if (method == FarringtonMethod::original) {
    out.weights_threshold = 1.0;
    out.trend_p = 0.05;
    out.threshold = Threshold::delta;
    out.levels = 1;
  }
  return out;
}

FarringtonPlan::FarringtonPlan(const TimeAxis& axis, const FarringtonSettings& settings, std::size_t first) : settings_(settings) {
  settings_.levels = std::max(1U, settings_.levels);
  const bool original = settings_.method == FarringtonMethod::original;
  if (original) {
    settings_.levels = 1;
    settings_.threshold = Threshold::delta;
  }
  // The original counts time in periods; with dates the other counts it in days over the first step.
  const std::vector<double> time = original ? TimeAxis::by_order(axis.length, axis.per_year).regression_time() : axis.regression_time();
  for (std::size_t i = 1; i < time.size(); ++i) equal_steps_ = equal_steps_ && time[i] - time[i - 1] == 1.0;
  for (std::size_t k = first; k < axis.length; ++k) {
    Baseline one;
    one.place = k;
    if (original) choose_windows(axis, settings_, one);
    else choose_levels(axis, settings_, one);
    if (one.enough) {
      const double middle = std::floor((time[one.periods.front()] + time[one.periods.back()]) / 2.0);
      one.now = time[k] - middle;
      for (const std::uint32_t i : one.periods) one.time.push_back(time[i] - middle);
    }
    baselines_.push_back(std::move(one));
  }
}

std::size_t FarringtonPlan::first_possible(const TimeAxis& axis, const FarringtonSettings& settings) {
  const std::size_t years = std::size_t{settings.years} * axis.per_year;
  std::size_t k = years > settings.half_window ? years - settings.half_window - 1 : 0;
  if (settings.method == FarringtonMethod::original) return std::min(k, axis.length);
  for (; k < axis.length; ++k) {
    const auto oldest = axis.same_period(k, settings.years);
    if (oldest && *oldest >= settings.half_window) return k;
  }
  return axis.length;
}

}  // namespace trede::stat
