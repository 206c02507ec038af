// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Conditional permutation (Anselin 1995): an area keeps its own value, and values of other areas are dealt at random to its neighbours. How
// often is what comes out at least, or at most, as large as what is seen?
//
// Idea. The statistics of local Moran, Gi and Gi* of an area differ only in how they dress up the sum over its neighbours, so one test
// serves all three. One table of draws serves all areas: in row r the first k draws are dealt to every area with k neighbours. Their sum is
// then the same for all those areas, and one search in the sorted observed sums counts it for all of them at once. An area that finds
// itself among its draws takes the next draw instead; it meets that about k times in n rows, and those cases are put right one by one. Each
// area has exactly the null distribution of its own table of draws (without replacement from all other areas); only between areas the draws
// are shared, as in the fast mode of other programs.
//
// Exactness. Values are put on a grid of 2⁻⁴⁰ of their range and summed as whole numbers, and sums that differ less than rounding can
// explain count as equal. So equal sums of equal figures are ties, in whatever order they were added. Row r is a function of (seed, r): the
// result is the same for any number of threads.
//
// In all functions: values known, weights equal within a row, and no area among its own neighbours.

#include <cstdint>
#include <span>
#include <vector>

#include "stat/spatial/neighbours.hpp"

namespace trede::stat {

enum class Drawing : std::uint8_t {
  shared,            // one table of draws for all areas, without replacement
  independent,       // draws of its own for every area, without replacement
  with_replacement,  // draws of its own for every area; a value may be dealt twice. For comparison with programs that do so
};

struct Permutations {
  std::uint32_t count = 999;  // 1 … 4294967294
  std::uint64_t seed = 1;
  Drawing drawing = Drawing::shared;
  unsigned threads = 1;
};

// By area: in how many permutations the statistic was at least, and at most, what is seen. 0 neighbours: all of them.
struct Exceedances {
  std::vector<std::uint32_t> at_least, at_most;
  std::uint32_t of = 0;

  // Two-sided: twice the smaller tail, the seen value counted as one of the permutations (Phipson & Smyth 2010): from 2/(of + 1), never 0.
  [[nodiscard]] std::vector<double> p_two() const;
};

// Of Σ_j w_ij x_j: local Moran, Gi, Gi*.
Exceedances permute_lag(std::span<const double> values, const Neighbours& w, const Permutations& how);
// Of Σ_j w_ij (x_i − x_j)²: local Geary. Drawing::shared only.
Exceedances permute_geary(std::span<const double> values, const Neighbours& w, const Permutations& how);

// All values dealt anew over all areas. Of ΣΣ w_ij z_i z_j (Moran; with 0 and 1 also join counts) and of ΣΣ w_ij (z_i − z_j)² (Geary).
enum class Whole : std::uint8_t { moran, geary };
struct WholeExceedances {
  std::uint32_t at_least = 0, at_most = 0, of = 0;
  [[nodiscard]] double p_two() const;
};
WholeExceedances permute_all(std::span<const double> values, const Neighbours& w, Whole statistic, const Permutations& how);

}  // namespace trede::stat
