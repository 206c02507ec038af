// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The replications of the Monte Carlo for the areas of one group: draws of its figures, laid along the rulers of the edition, through all
// levels of the ladder.

#include <vector>

#include "score/uncertainty.hpp"

namespace trede {

// By group of the ladder: scores as [replication][area of the group]; empty where no area has a score.
std::vector<std::vector<float>> replicate(const UncertaintyInput& input, const Scores& scores, std::size_t group, std::size_t replications);

}  // namespace trede
