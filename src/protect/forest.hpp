// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The independent equations of a system read as a forest: a parent cell and its parts.

#include <cstdint>
#include <optional>
#include <vector>

#include "protect/system.hpp"

namespace trede::protect {

struct Forest {
  std::vector<std::vector<CellIndex>> parts;  // by cell; empty for a leaf
  std::vector<CellIndex> bottom_up;           // every part before its parent
  std::vector<CellIndex> roots;
};

// nullopt when some equation does not set one cell against the others, a cell is parent or part of two equations, or there is a circle.
std::optional<Forest> forest_of(const System& system);

}  // namespace trede::protect
