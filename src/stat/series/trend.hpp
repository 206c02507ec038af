// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Trend and breaks of one series of figures in time order. The values need not be equally spaced; only their order counts, but for the
// slope.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stat/intervals.hpp"

namespace trede::stat {

// Mann (1945) and Kendall (1975): S = Σ_{i<j} sign(y_j − y_i), its variance with the correction for ties, τ_b, the two-sided p with
// continuity correction, and the slope of Theil (1950) and Sen (1968), the median of all (y_j − y_i)/(t_j − t_i).
struct Trend {
  std::int64_t s = 0;
  double variance = 0, tau = 0, z = 0, p = 1, slope = 0;
};
// `time` may be empty (0, 1, 2 …) or strictly increasing and as long as `values`. nullopt below three values or when all are equal.
std::optional<Trend> mann_kendall(std::span<const double> values, std::span<const double> time = {});
// The same within each season only, added up (Hirsch, Slack & Smith 1982): January with January, so that a season is no trend. Seasons are
// taken as independent. `season` names the season of each value; a season with fewer than two values or equal ones adds nothing; τ_b is
// S over the sum of its denominators. nullopt when no season has three values that differ.
std::optional<Trend> seasonal_mann_kendall(std::span<const double> values, std::span<const double> time,
                                           std::span<const std::uint32_t> season);

// Changes of the mean of a normal series with variance one: PELT (Killick, Fearnhead & Eckley 2012), exact, about linear in the length.
// bic: 2 log n per change (mean and place). mbic: 3 log n per change and the logarithm of each segment's length (Zhang & Siegmund 2007).
// With bic the pruning is exact; with mbic the cost of a segment can rise by cutting it, and a change may come out a place or two beside
// the optimum, as in the authors' own program, with which the results are compared.
enum class Penalty : std::uint8_t { bic, mbic };
// Last position of each segment but the last, 1-based: {103, 203} = three segments. `shortest` ≥ 1 values per segment.
std::vector<std::size_t> changes_of_mean(std::span<const double> values, Penalty penalty, std::size_t shortest = 1);
// Changes of mean or variance of a normal series: cost n (log 2πσ̂² + 1), one parameter more in the price (bic 3 log n, mbic 4 log n);
// `shortest` ≥ 2. A segment without any spread gets σ̂² = 1e-11, as in the authors' program.
std::vector<std::size_t> changes_of_mean_and_variance(std::span<const double> values, Penalty penalty, std::size_t shortest = 2);

// A straight line by weighted least squares, weights 1/error². The standard error of the slope is widened by the scale √(χ²/(n − 2)) when
// the figures lie further from the line than their errors let expect (Birge 1932), never narrowed; without errors the scale is the residual
// standard deviation. p and interval from the t distribution with n − 2 degrees of freedom.
struct WeightedTrend {
  double slope = 0, intercept = 0;  // intercept: at the weighted mean of time
  double standard_error = 0, p = 1, scale = 1;
  Interval interval;
  bool same_sign = false;  // the slope keeps its sign, whichever one figure is left out
};
// `time` may be empty (0, 1, 2 …) or strictly increasing; `error` may be empty (equal) or all above 0. nullopt below four values (with
// three, leaving one out leaves a line through two points).
std::optional<WeightedTrend> weighted_trend(std::span<const double> values, std::span<const double> time, std::span<const double> error,
                                            double level = 0.95);

}  // namespace trede::stat
