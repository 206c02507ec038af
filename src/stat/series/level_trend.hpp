// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Quasi-Poisson regression of counts on a level per group and, if asked, one trend: log E(y_i) = α_{g(i)} + β t_i, Var = φ E. The kernel of
// the Farrington algorithms, fitted 750,000 times for the last year of weeks of all buurten of the country.
//
// Method: iteratively reweighted least squares (Nelder & Wedderburn 1972). The normal equations are diagonal but for one row, so a step
// costs one pass over the data and no matrix. Start, stop and step are those of R's glm (start at y + 0.1, stop when the deviance changes
// by less than 1e-8 of itself + 0.1, at most 25 steps), because a group of zeros has no finite level: its fitted mean then depends on the
// number of steps, and results should equal those of R's packages there too.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace trede::stat {

// One set of counts to fit; spans of equal length n.
struct LevelData {
  std::span<const double> count;        // ≥ 0
  std::span<const double> start;        // log(count + 0.1)
  std::span<const double> constant;     // count × (log count − 1), 0 for a count of 0
  std::span<const double> time;         // centred near 0
  std::span<const std::uint8_t> group;  // below `groups`; a group may be empty
  std::size_t groups = 1;
  double time_step = 0.0;  // above 0: time is first + step × place, with place:
  std::span<const std::uint32_t> place;
  std::uint32_t places = 0;  // one above the largest place
};

// Room to work in, to be reused between fits; one per thread.
class LevelTrend {
 public:
  // Weights: empty = 1 each. False when the steps do not settle.
  bool fit(const LevelData& data, bool with_trend, std::span<const double> weights);

  [[nodiscard]] double slope() const { return slope_; }
  [[nodiscard]] double level(std::size_t group) const { return level_[group]; }
  [[nodiscard]] const std::vector<double>& mean() const { return mean_; }
  // n − number of coefficients.
  [[nodiscard]] double degrees() const { return degrees_; }
  // Pearson's χ² / degrees.
  [[nodiscard]] double dispersion() const { return dispersion_; }
  // Influence of an observation on its own fit.
  [[nodiscard]] double leverage(std::size_t i) const;
  // Variance of slope and of level + slope × time, before multiplication by a dispersion.
  [[nodiscard]] double slope_variance() const { return 1.0 / spread_; }
  [[nodiscard]] double predictor_variance(std::size_t group, double time) const;

 private:
  void means(const LevelData& data);

  LevelData data_;
  bool trend_ = false;
  double slope_ = 0, spread_ = 0, degrees_ = 0, dispersion_ = 0;
  std::vector<double> level_, expected_level_, weight_sum_, time_sum_, answer_sum_;  // by group
  std::vector<double> predictor_, mean_, working_weight_, growth_;
};

}  // namespace trede::stat
