// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A hierarchical model of events in areas: each area's rate is drawn towards that of its neighbours and towards the whole, as far as the
// counts ask for it. BYM2 (Riebler, Sørbye, Simpson & Rue 2016):
//
//   events_i ~ Poisson(size_i · exp(η_i))            size = expected events or persons; rate = exp(η)
//   events_i ~ Binomial(size_i, 1 / (1 + exp(−η_i)))  size = persons; rate = the share
//   η = intercept + covariates · β + σ (√(1 − ρ) v + √ρ u),  v independent standard normal, u the scaled spatial part of car.hpp
//
// Priors: β flat; P(σ > sd_upper) = sd_tail, exponential; P(ρ < mixing_upper) = mixing_tail (MixingPrior).
//
// Method (Rue, Martino & Chopin 2009): a Laplace approximation at each of some tens of values of (log σ, logit ρ) around their joint mode,
// on a grid along the axes of the curvature. v is eliminated area by area, so each step is one sparse factor of the size of the map. Mean
// and variance of the linear predictor are then those of the Gaussian nearest to the posterior in the variational sense, started from
// Laplace's (as in Van Niekerk & Rue 2024), and each area's own density is that Gaussian without the area's own term, times its true
// likelihood, over the grid. Checked by simulation-based calibration and against long chains (tests/stat/small_area).
//
// For: showing rates of small areas with their uncertainty. Not for: tests or hot spots on the outcome, since neighbours resemble one
// another by construction.
//
// Unit: rate in events per unit of size. Result: the same for any number of threads.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <tl/expected.hpp>

#include "stat/small_area/car.hpp"

namespace trede::stat {

enum class Family : std::uint8_t { poisson, binomial };

struct Bym2Priors {
  double sd_upper = 1.0, sd_tail = 0.01;               // 0 < tail < 1
  double mixing_upper = 0.5, mixing_tail = 2.0 / 3.0;  // both between 0 and 1
};

// A map and what is computed once for all indicators on it. Cheap to read from many threads.
class Bym2Map {
 public:
  explicit Bym2Map(const Neighbours& around) : car_(scaled_car(around)), structure_(car_.precision) {}
  [[nodiscard]] const ScaledCar& car() const { return car_; }
  [[nodiscard]] const SparseStructure& structure() const { return structure_; }

 private:
  ScaledCar car_;
  SparseStructure structure_;
};

struct Bym2Input {
  Family family = Family::poisson;
  std::span<const double> events, size;    // by area; ≥ 0; an area with size 0 tells nothing and gets what its neighbours say
  std::span<const double> covariate = {};  // `covariates` an area, area after area; finite
  std::size_t covariates = 0;
  std::span<const double> compare = {};  // by area: the rate of Bym2Fit::above; empty: the overall rate Σ events / Σ size everywhere
  double level = 0.95;
  unsigned threads = 1;
};

struct Posterior {
  double mean = 0, sd = 0, lower = 0, upper = 0;
};

struct Bym2Fit {
  std::vector<Posterior> rate;         // by area
  std::vector<Posterior> linear;       // η, by area
  std::vector<Posterior> spatial;      // σ √ρ u, by area
  std::vector<double> above;           // by area: chance that the rate is above Bym2Input::compare
  std::vector<Posterior> coefficient;  // intercept first
  Posterior sd, mixing;                // σ, ρ
  double log_evidence = 0;             // log of the integrated likelihood, up to the flat prior of β
  std::size_t points = 0;              // of the grid
};

enum class NoBym2 : std::uint8_t {
  no_events,  // no event at all, or (binomial) nothing but events
  collinear,  // the covariates repeat one another or the intercept
  unsettled,  // the iteration found no mode
};

tl::expected<Bym2Fit, NoBym2> bym2(const Bym2Map& map, const MixingPrior& mixing, const Bym2Input& input, const Bym2Priors& priors = {});
tl::expected<Bym2Fit, NoBym2> bym2(const Bym2Map& map, const Bym2Input& input, const Bym2Priors& priors = {});

}  // namespace trede::stat
