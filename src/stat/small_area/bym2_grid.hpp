// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The two hyperparameters of BYM2 on a grid: their joint mode, the axes of the curvature there (Rue, Martino & Chopin 2009, § 3.1), points
// along and between the axes one standard deviation apart, and a smooth surface through them for the hyperparameters' own intervals.

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include <Eigen/Dense>

#include "stat/small_area/bym2_laplace.hpp"

namespace trede::stat::bym2_detail {

// Fills `out` with the log posterior density of (log σ, logit ρ) at each of `at`; −∞ where there is none. Several at a time, so that they
// can be shared among threads.
using LogDensity = std::function<void(std::span<const Hyper> at, std::span<double> out)>;

template <class T>
struct Weighted {
  double weight = 0;
  T value;
};

// θ = mode + axes · z.
struct Frame {
  Hyper mode;
  Eigen::Matrix2d axes;
  [[nodiscard]] Hyper at(double z1, double z2) const {
    return {mode.log_sd + axes(0, 0) * z1 + axes(0, 1) * z2, mode.logit_mixing + axes(1, 0) * z1 + axes(1, 1) * z2};
  }
};

// `moved` is told each new best place.
std::optional<Frame> find_frame(const LogDensity& density, const std::function<void(const Hyper&)>& moved);

// Points at whole z, in the order in which they were asked for.
struct Grid {
  std::vector<int> first, second;
  std::vector<double> value;
  double top = 0;
};
Grid make_grid(const LogDensity& density, const Frame& frame);

struct HyperSummary {
  Posterior sd, mixing;
  double log_integral = 0;
};
HyperSummary summarise(const Grid& grid, const Frame& frame, double level);

}  // namespace trede::stat::bym2_detail
