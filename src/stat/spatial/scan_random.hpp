// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Random maps without clusters, thirty-two side by side. Used by the scan alone.
//
// C cases over cells in proportion to what is expected: independent Poisson numbers with a little too small a mean, then one by one the
// cases that are still missing (given their total, independent Poisson numbers are multinomial; so are both together). Bernoulli: binomial
// numbers and then persons who are no case yet. Permutation: the periods of the cases, shuffled.

#include <cstdint>
#include <vector>

#include "stat/random.hpp"
#include "stat/spatial/scan_study.hpp"

namespace trede::stat {

inline constexpr std::size_t kScanLanes = 32;

class RandomMaps {
 public:
  RandomMaps(const ScanStudy& study, std::uint64_t seed);

  // Maps 32·first … 32·(first + batches) − 1 into batches × cells × lanes: the cases less ScanStudy::round, summed over time.
  template <class Count>
  void deal(std::uint32_t first, std::uint32_t batches, Count* out) const;

 private:
  template <class Count>
  void shuffle(std::uint32_t map, Count* lane) const;
  template <class Count>
  void draw(std::uint32_t first, std::uint32_t batches, Count* out, std::vector<std::int64_t>& missing) const;
  template <class Count>
  void complete(std::uint32_t map, std::int64_t missing, Count* lane) const;
  [[nodiscard]] std::size_t pick(Philox& random) const;  // a cell, in proportion to what is expected

  const ScanStudy& study_;
  std::uint64_t seed_;
  std::size_t cells_;
  double share_ = 0;  // of what is expected, in the first step
  std::vector<double> keep_;
  std::vector<std::uint32_t> other_;    // alias table
  std::vector<std::uint32_t> persons_;  // Bernoulli, by cell
  std::vector<std::uint32_t> case_place_, case_period_;
};

}  // namespace trede::stat
