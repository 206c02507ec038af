// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The integer program behind controlled rounding, for some cells of a system while others have their rounded value already.
//
// Units of the base: with v = base·q + f the result is base·(q + y + up − down). y is 0 or 1 and costs base − 2f; up and down are steps
// beyond and cost ten times the base each, so that no step is taken before y and few are taken at all. Vertices of the relaxation are
// whole when every cell stands in at most two equations that can be given opposite signs; otherwise branch and bound decides.

#include <cstdint>
#include <optional>
#include <vector>

#include "protect/system.hpp"

namespace trede::protect {

struct RoundingPart {
  std::vector<CellIndex> cells;          // to be decided; ascending
  std::vector<std::uint32_t> equations;  // that hold some of them, and beside them decided cells only
};

struct RoundingAnswer {
  bool feasible = false;  // the relaxation has a solution
  bool solved = false;    // `value` holds whole multiples
  bool relaxed = false;   // the vertex of the relaxation was whole
  double bound = 0.0;     // lower bound of the change of the part
};

struct RoundingLimits {
  bool branch = true;  // false: the relaxation only
  int nodes = 100;     // of branch and bound
};

// Decides the cells of the part: writes them to `value`, which holds the rounded value of all decided cells.
RoundingAnswer round_part(const System& system, const RoundingPart& part, int base, int steps, const RoundingLimits& limits,
                          std::vector<std::int32_t>& value);

// Σ |rounded − value| over the cells that are shown.
std::int64_t change_of(const System& system, const std::vector<std::int32_t>& value);

}  // namespace trede::protect
