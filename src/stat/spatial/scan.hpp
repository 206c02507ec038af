// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Scan statistics: in which circle, and in which window of time, are there more cases than expected, and how often would a map without
// clusters show one as strong?
//
// A circle lies around an area's point and holds the nearest areas, as long as it is not too large; a cylinder is a circle with a window of
// consecutive periods. For c cases where E are expected, of C in all, the log-likelihood ratio is
//   Poisson (Kulldorff 1997) and permutation (Kulldorff et al. 2005)   c ln(c/E) + (C − c) ln((C − c)/(C − E))
//   Bernoulli (Kulldorff & Nagarwalla 1995), n of N persons inside     the same of two binomial shares against one
// The p-value is the rank among random maps (Dwass 1957), so at least 1 / (replications + 1): the C cases fall in proportion to the
// expected numbers (Poisson), over the persons (Bernoulli), or keep place and time but not their pairing (permutation). p_gumbel fits the
// extreme-value distribution to the same random maps (Abrams, Kleinman & Kulldorff 2010) and so goes beyond that rank.
// Secondary clusters share no area (in the same period) with a stronger one; their p compares them with the strongest of each random map,
// so it is on the safe side. With `iterative` each significant cluster is taken out and the rest is tested anew (Zhang, Assunção &
// Kulldorff 2010). Errors: stat.scan_input.

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace trede::stat {

enum class ScanModel : std::uint8_t { poisson, bernoulli, permutation };
enum class ScanRates : std::uint8_t { high, low, both };

struct ScanInput {               // by area; cases and expected by area and period, the periods of an area side by side
  std::span<const double> x, y;  // any plane; or degrees east and north
  std::span<const std::uint32_t> cases;
  std::span<const double> expected;    // Poisson: > 0 in total, scaled to the cases. Bernoulli: persons, whole. Permutation: not used
  std::span<const double> population;  // ≥ 0; for the size of circles only
  std::size_t periods = 1;
  bool degrees = false;
  std::span<const std::pair<std::uint32_t, std::uint32_t>> neighbours = {};  // for flexible shapes; one way round is enough
};

struct ScanOptions {
  double most_share = 0.5;  // of the population, in one circle; 0 < … ≤ 0.5
  unsigned replications = 999;
  std::uint64_t seed = 1;
  unsigned threads = 0;  // the result is the same for any number
  ScanModel model = ScanModel::poisson;
  ScanRates rates = ScanRates::high;
  double most_radius = std::numeric_limits<double>::infinity();  // in the unit of x and y; km for degrees
  std::size_t most_periods = 0;                                  // in one window; 0 = half of the study
  bool prospective = false;                                      // only windows that last to the end of the study
  bool iterative = false;
  double iterative_level = 0.05;  // goes on while p is at most this
  // Flexible shapes (Tango & Takahashi 2005) instead of circles: every connected set of areas that holds the centre and otherwise only
  // areas of the so many nearest to it, itself included. 0 = circles; at most 20. In space only.
  std::size_t flexible_areas = 0;
};

struct Cluster {
  std::vector<std::uint32_t> areas;  // the centre first, then by distance
  double radius = 0;                 // to the area furthest from the centre
  std::uint32_t cases = 0;
  double expected = 0, ratio = 0;  // ratio: log-likelihood ratio
  double p = 1;
  double p_gumbel = 1;
  double population = 0;
  std::size_t from = 0, to = 0;         // first and last period
  std::optional<double> relative_risk;  // inside against outside; none when all cases lie inside
  bool low = false;                     // fewer than expected
};

// Strongest first (with `iterative`: in the order of finding).
Result<std::vector<Cluster>> scan(const ScanInput& input, const ScanOptions& options);

// c ln(c/E) + (C − c) ln((C − c)/(C − E)) for c > E, else 0.
double poisson_ratio(double cases, double expected, double all);

}  // namespace trede::stat
