// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The spatial scan statistic (Kulldorff 1997), Poisson model: in which circle are there more cases than expected, and how often would a map
// without clusters show one as strong?
//
// A circle lies around an area's point and holds the nearest areas, as long as at most `most_share` of the population lies in it. For c
// cases where E are expected of C in all, E < c, the log-likelihood ratio is c ln(c/E) + (C − c) ln((C − c)/(C − E)). The p-value is the
// rank among maps in which the C cases fall at random in proportion to the expected numbers (Dwass 1957); so it is at least 1 /
// (replications + 1). Secondary clusters share no area with a stronger one.
//
// Of the replications only the largest ratio matters. It rises in c and falls in E, so a table of the least c that could still beat the
// largest so far replaces nearly all logarithms, and sixteen replications are counted side by side.

#include <cstdint>
#include <span>
#include <vector>

#include "base/error.hpp"

namespace trede::stat {

struct ScanInput {               // by area, all of one length
  std::span<const double> x, y;  // metres, any plane
  std::span<const std::uint32_t> cases;
  std::span<const double> expected;    // > 0 in total; scaled so that it adds up to the cases
  std::span<const double> population;  // ≥ 0; for the size of circles only
};

struct ScanOptions {
  double most_share = 0.5;  // of the population, in one circle; 0 < … ≤ 0.5
  unsigned replications = 999;
  std::uint64_t seed = 1;
  unsigned threads = 0;  // the result is the same for any number
};

struct Cluster {
  std::vector<std::uint32_t> areas;  // the centre first, then by distance
  double radius = 0;
  std::uint32_t cases = 0;
  double expected = 0, ratio = 0;  // ratio: log-likelihood ratio
  double p = 1;
};

// Strongest first; only circles with more cases than expected. Errors: stat.scan_input (lengths differ, nothing expected, no cases, a share
// out of range).
Result<std::vector<Cluster>> scan(const ScanInput& input, const ScanOptions& options);

// c ln(c/E) + (C − c) ln((C − c)/(C − E)) for c > E, else 0.
double poisson_ratio(double cases, double expected, double all);

}  // namespace trede::stat
