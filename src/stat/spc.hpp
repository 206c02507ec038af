// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Control charts of numbers over time: is this month more than chance? Limits at three standard deviations about the mean of all points
// (Shewhart; Montgomery 2009, ch. 7), and the runs rules of Anhøj & Olesen (2014): a run on one side of the centre longer than
// log₂ m + 3 (rounded), or fewer crossings than the 5 % quantile of a fair coin's m − 1 throws; m counts the points that are not on the
// centre line. With large denominators limits of p and u charts become too narrow; the charts p′ and u′ of Laney (2002) widen them by the
// spread that neighbouring points show.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace trede::stat {

enum class Chart : std::uint8_t {
  c,        // numbers of events
  u,        // events per unit
  p,        // share
  u_prime,  // events per unit, Laney
  p_prime,  // share, Laney
};

struct ChartPoint {
  std::optional<double> value;  // as plotted; none where there is no figure or no denominator
  std::optional<double> lower, upper;
  bool outside = false;
};
struct ControlChart {
  double centre = 0;
  double sigma_z = 1;  // Laney's widening; 1 on the other charts
  std::vector<ChartPoint> points;
  std::uint32_t useful = 0;  // points off the centre line
  std::uint32_t longest_run = 0, longest_run_allowed = 0;
  std::uint32_t crossings = 0, fewest_crossings_allowed = 0;
  bool runs = false;  // one of the two runs rules speaks
};

// Points in time order, nullopt where a figure is absent; `n` (for c charts not read) is 0 or absent where there is nothing to divide by.
// nullopt when no point can be plotted.
std::optional<ControlChart> control_chart(Chart chart, std::span<const std::optional<double>> events,
                                          std::span<const std::optional<double>> n);

// The smallest k with P(X ≤ k) ≥ 0.05 for X of `throws` fair coins.
std::uint32_t fewest_crossings(std::uint32_t throws);

}  // namespace trede::stat
