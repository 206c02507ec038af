// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The conditional permutation test of permutation.hpp without permutations: the exact chance over all ways to deal the values of the other
// areas to the neighbours of an area. For local Moran, Gi and Gi*, which depend on what is dealt through the sum alone. No seed, no noise,
// and p-values as small as they are: with many areas, 999 permutations end at 0.002 where false-discovery control asks for 0.000003.
//
// Idea. Put the values on whole numbers g(1) … g(n). The number of ways to choose k of them with sum s is the coefficient of y^k q^s in
// Π (1 + y q^g(i)): the k-th elementary symmetric polynomial of the q^g(i). At q = exp(−2πi f/L) the power sums of these are values of one
// Fourier transform of the histogram (that of the j-th powers at f is that of the first at j·f), Newton's identities turn power sums into
// elementary symmetric polynomials, and the transform back gives all sums at once. Leaving out area i divides by (1 + y q^g(i)): the tail
// without it is an alternating sum of k + 1 tails with it. (Newton's identities and the fast Fourier transform are old; for the same idea
// in tests with two samples see Pagano & Tritchler 1983.)
//
// Whole numbers. Figures with few decimals (percentages with one) become whole numbers as they are, and the result is exact. Others are
// rounded to a grid over their range, finer the fewer neighbours there are: at least 1,000 steps. The test is then exact for the rounded
// figures. Rounding errors of the transforms stay below kSmallestP, and no p is given below it.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stat/spatial/neighbours.hpp"

namespace trede::stat {

inline constexpr double kSmallestP = 1e-12;
inline constexpr std::size_t kMostNeighbours = 64;

// By area: twice the smaller tail, at most 1; 1 for an area without neighbours. Values known, weights equal within a row, no area among its
// own neighbours. nullopt: an area has more than kMostNeighbours neighbours, or so large a share of all areas (about a quarter) that
// Newton's identities lose their digits: use permutations.
std::optional<std::vector<double>> exact_lag(std::span<const double> values, const Neighbours& w, unsigned threads = 1);
// The same with every area among its own neighbours and its value dealt as well, so the chance is that of the sum of all values in the row.
// That is the distribution of which Gi* takes the mean and the variance; it finds more than the test that keeps the own value.
std::optional<std::vector<double>> exact_sum(std::span<const double> values, const Neighbours& with_self, unsigned threads = 1);

}  // namespace trede::stat
