// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Do areas look like their neighbours, and where? Global and local measures with analytic moments; permutation.hpp and exact.hpp hold the
// tests that need no normal distribution. All values must be known (known.hpp leaves areas without a figure out first), there must be at
// least four of them and they may not all be the same. An area without neighbours counts in the mean, but has no local value: has[i] = 0.
// Never use on modelled or smoothed figures: smoothing makes the likeness that is tested for.

#include <cstdint>
#include <span>
#include <vector>

#include "stat/spatial/neighbours.hpp"

namespace trede::stat {

struct GlobalMeasure {
  double value = 0, expected = 0, variance = 0, z = 0, p_two = 1;
};
// Moran (1950) and Geary (1954), moments under randomisation (Cliff & Ord 1981, pp. 21 and 46). At least four areas.
// Areas without neighbours add nothing to the sums; by default they do not count as areas either, but for the mean and the spread.
enum class Islands : std::uint8_t { drop, count };
GlobalMeasure moran(std::span<const double> values, const Neighbours& w, Islands islands = Islands::drop);
GlobalMeasure geary(std::span<const double> values, const Neighbours& w, Islands islands = Islands::drop);

enum class Quadrant : std::uint8_t { low_low, low_high, high_low, high_high };  // the area itself, then its neighbours

struct LocalMoran {
  std::vector<std::uint8_t> has;
  std::vector<double> ii;
  std::vector<double> expected, variance, z, p_two;    // conditional on the area's own value (Sokal, Oden & Thomson 1998)
  std::vector<double> expected_total, variance_total;  // total randomisation (Anselin 1995)
  std::vector<Quadrant> quadrant;
};
LocalMoran local_moran(std::span<const double> values, const Neighbours& w);

// Getis & Ord (1992), Ord & Getis (1995): standard deviates. `star`: w must hold the area itself (neighbours(…, self = true)).
struct LocalG {
  std::vector<std::uint8_t> has;
  std::vector<double> g;  // Σ w x / Σ x, over the others (Gi) or over all (Gi*); 0 where Σ x is 0
  std::vector<double> z, p_two;
};
LocalG local_g(std::span<const double> values, const Neighbours& w, bool star);

// Σ_j w_ij (z_i − z_j)² with z in standard deviations (n − 1): Anselin (1995, 2019). Moments conditional on the area's own value: those of
// a mean of draws without replacement from (z_i − z_j)² over all others (Cochran 1977, § 2.6).
struct LocalGeary {
  std::vector<std::uint8_t> has;
  std::vector<double> ci, expected, variance, z, p_two;
};
LocalGeary local_geary(std::span<const double> values, const Neighbours& w);

// Joins of areas that both have a mark (0 or 1), binary weights; moments without replacement (Cliff & Ord 1981, p. 19).
GlobalMeasure join_count(std::span<const std::uint8_t> marked, const Neighbours& w);
// For a marked area: the chance of at least so many marked neighbours when the other marks are dealt at random: exact, hypergeometric
// (Anselin & Li 2019). 1 for an area without a mark or without marked neighbours.
struct LocalJoins {
  std::vector<std::uint32_t> joins;
  std::vector<double> p;
};
LocalJoins local_join_count(std::span<const std::uint8_t> marked, const Neighbours& w);

// Rates of small areas, made comparable before Moran's I (Assunção & Reis 1999).
std::vector<double> rate_deviates(std::span<const double> events, std::span<const double> persons);

// Benjamini & Hochberg (1995): the q-value of each p-value in its family (step-up, monotone).
std::vector<double> false_discovery(std::span<const double> p);

}  // namespace trede::stat
