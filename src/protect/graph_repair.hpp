// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From a pattern that is nearly safe to one that is, and to one from which no cell can be taken.

#include <cstdint>
#include <vector>

#include "protect/graph_shape.hpp"

namespace trede::protect {

// Gives every unsafe sensitive cell a cheap move, cells in order; with width 1 the cheapest. Those for which there is none are listed.
std::vector<CellIndex> complete(const System& system, const CellGraph& graph, std::vector<std::uint8_t>& withheld);

// Shows again every free cell without which all cells that are safe stay so, dearest first.
void prune(const System& system, const CellGraph& graph, std::vector<std::uint8_t>& withheld);

}  // namespace trede::protect
