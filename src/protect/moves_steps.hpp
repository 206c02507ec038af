// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The steps of the general method: withhold what is cheapest, show what is not needed, and rearrange.

#include <cstdint>
#include <vector>

#include "protect/moves_cover.hpp"
#include "protect/moves_prover.hpp"

namespace trede::protect::moves {

// Proves `cells` in order, each by its cheapest move over everything; returns those for which no move exists.
std::vector<CellIndex> withhold_for(const std::vector<CellIndex>& cells, const Breadth& breadth, Cover& cover, Prover& prover);

// Shows every secondary cell of `cells` without which all sensitive cells still have a move; true when any was shown.
bool prune(const std::vector<CellIndex>& cells, const Breadth& breadth, Cover& cover, Prover& prover);

// Shows a few neighbouring secondary cells, protects anew, and goes on from what is hardly dearer, until `pivots` have been spent; the
// choices follow from the seed. Ends with the cheapest pattern met.
void rearrange(const System& system, const Relations& relations, std::uint64_t pivots, std::uint64_t seed, const Breadth& breadth,
               Cover& cover, Prover& prover);

}  // namespace trede::protect::moves
