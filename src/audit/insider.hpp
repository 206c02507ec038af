// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The insider: somebody who is counted in a cell and knows that he is the only one there, such as a shelter's sole guest or the one
// institution of a buurt. He puts 1 in that cell and looks what else becomes known.
//
// He reasons by bounds, as one does with pencil and paper; what he finds is true, and linear programming may find more. A cell that is
// known without him is not counted.

#include <cstdint>
#include <vector>

#include "audit/relations.hpp"

namespace trede::audit {

struct InsiderFinding {
  Unknown insider = 0;   // who knows this one …
  Unknown recovers = 0;  // … learns this one: the first of those that are asked for
};

// By insider, at most one finding each. `target` by unknown: 1 = must stay unknown.
std::vector<InsiderFinding> attack_from_inside(const Relations& relations, const std::vector<std::uint8_t>& target);

}  // namespace trede::audit
