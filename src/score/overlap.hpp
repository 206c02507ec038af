// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How much the indicators of an edition say the same: correlations of their scores over the areas of one level, the pairs that lie
// together, and the effective number. Two indicators that say the same count twice in a score.

#include "score/scores.hpp"

namespace trede {

Overlap find_overlap(const Catalogue& catalogue, const AreaSet& areas, const Scores& scores, unsigned threads);

}  // namespace trede
