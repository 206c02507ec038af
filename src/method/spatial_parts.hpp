// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the methods on neighbours have in common: reading values of which some are missing, and putting results back in their rows.

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "method/method.hpp"
#include "stat/spatial/autocorrelation.hpp"
#include "stat/spatial/known.hpp"
#include "stat/spatial/permutation.hpp"

namespace trede::method {

inline constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

// The areas with a figure and what they are to each other.
struct Areas {
  stat::Known known;
  std::vector<double> values;  // by place
  stat::Weights weights = stat::Weights::row;
  bool as_written = false;

  [[nodiscard]] stat::Neighbours neighbours(bool self = false) const { return known.neighbours(weights, self, as_written); }
  [[nodiscard]] std::vector<double> rows(const std::vector<double>& by_place, const std::vector<std::uint8_t>& has) const {
    return known.spread<double>(by_place, kNoNumber, has);
  }
};

struct Deal {  // how p-values are found
  bool exact = false;
  stat::Permutations permutations;  // count 0: from the normal distribution
};

// Column `value`, an empty cell for an area without a figure. Errors: those of Table, and stat.spatial_input when fewer than four areas
// have a figure, all figures are the same, or no two areas with a figure are neighbours.
Checked<Areas> read_areas(const Call& call, std::vector<double> value, std::string_view column);
Checked<Areas> read_values(const Call& call);
// Columns x and n: the deviate of each rate (Assunção & Reis 1999). No n, or n = 0, is an area without a figure.
Checked<Areas> read_rates(const Call& call);
Checked<Deal> read_deal(const Call& call);

// "" where there is a result, "no_value" or "no_neighbours" where there is none.
std::vector<std::string> status(const stat::Known& known, const std::vector<std::uint8_t>& has);
// Benjamini & Hochberg over the areas that have a p-value.
std::vector<double> q_values(const std::vector<double>& p);

inline const Setting kWeights = {"weights", "row", "row: neighbours of an area share a weight of 1; binary: each neighbour weighs 1"};
inline const Setting kPairs = {"pairs", "both",
                               "both: a pair counts both ways; given: j is a neighbour of i only where the pair i,j is written"};
inline const Setting kIslands = {"islands", "drop", "drop: areas without neighbours do not count in n, as in spdep; count: they do"};
inline const Setting kPermutations = {
    "permutations", "0", "0: p from the normal distribution; else p from so many permutations, never below 2/(permutations + 1)"};
inline const Setting kSeed = {"seed", "1", "of the permutations; the same seed gives the same result, on any number of threads"};
inline const Setting kDraws = {
    "draws", "shared",
    "shared: one table of draws for all areas; independent: draws of its own for each area; replacement: the same, and a "
    "value may be dealt twice, as spdep does"};
inline const Setting kExact = {"exact", "no", "yes: the exact chance over all ways to deal the values, without permutations"};

void add_neighbour_tools(std::vector<Method>& list);  // fdr, nearest

}  // namespace trede::method
