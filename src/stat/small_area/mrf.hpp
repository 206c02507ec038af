// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A spatial smooth as a penalised regression: η = covariates + f, with the penalty λ Σ (f_i − f_j)² over neighbours, λ by restricted
// marginal likelihood in Laplace's approximation (Wood 2011; Wood 2017, § 5.8.1 and § 6.2.5). The non-Bayesian relative of BYM2 with ρ = 1:
// no independent part, no prior on λ, areas without neighbours free. For comparing with other programs; for showing rates use bym2.hpp.
//
// f is spanned by the `rank` directions that the penalty holds least (0 = all of them). Dense algebra: at most kMostAreas areas.

#include <cstddef>
#include <span>
#include <vector>

#include <tl/expected.hpp>

#include "stat/small_area/bym2.hpp"
#include "stat/spatial/neighbours.hpp"

namespace trede::stat {

struct MrfInput {
  Family family = Family::poisson;
  std::span<const double> events, size;    // by area; size > 0
  std::span<const double> covariate = {};  // `covariates` an area, area after area
  std::size_t covariates = 0;
  std::size_t rank = 0;  // 0 = all; never fewer than the number of connected parts, which are free
};

struct MrfFit {
  std::vector<double> eta, standard_error;  // by area; rate = exp(η) or the inverse logit
  std::vector<double> coefficient;          // intercept first
  double lambda = 0, reml = 0;              // −log of the restricted likelihood
  double edf = 0;                           // effective degrees of freedom of f
};

inline constexpr std::size_t kMostAreas = 2000;

// Errors: collinear; no_events; unsettled (also where a free area has no event).
tl::expected<MrfFit, NoBym2> mrf(const Neighbours& around, const MrfInput& input);

}  // namespace trede::stat
