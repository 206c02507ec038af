// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Split wijk: a wijk whose average hides two halves.
//
// Every buurt gets the mean of its leefgebied scores (measured figures only). A wijk is split when its buurten differ more from each other
// than as many buurten drawn at random from the whole gemeente (a permutation, one-sided; the variance less what the errors of the figures
// give by themselves), when they differ beyond those errors (Cochran's Q, 1954), and when the better group lies on the favourable side of
// the gemeente and the other on the unfavourable side, so that the average of the wijk shows neither. The p-value is the larger of the two
// tests. The groups are the two that lie closest together inside (exact k-means with k = 2 on a line). Benjamini–Hochberg over the wijken
// of a gemeente.
//
// Buurten of one wijk are mostly more alike than buurten at random, so the first test is on the careful side.

#include <span>

#include "signal/leefgebieden.hpp"

namespace trede::signal {

// How many of the values, from the smallest, form the first of the two groups with the least variance inside; values ascending, at least 2.
std::size_t two_groups(std::span<const double> ascending);
// Q = Σ w (x − x̄)², w = 1/error²; the chance of at least as much under χ² with one degree less than values.
double heterogeneity_p(std::span<const double> values, std::span<const double> errors);

Found split_wijken(const SignalInput& input);

}  // namespace trede::signal
