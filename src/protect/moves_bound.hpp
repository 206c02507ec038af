// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A lower bound on the cost of any safe pattern, from single equations.
//
// A sensitive cell can only move when the other cells of each of its equations take up its width. Where the cells that are withheld anyhow
// cannot, one of the free cells of that equation must be withheld as well. These are covering rows; a feasible solution of the dual of
// their linear program, raised row by row, is a bound (Chvátal 1979). It is cheap and weak: it sees no circuits.

#include <vector>

#include "protect/system.hpp"

namespace trede::protect::moves {

// `unprotected`, in order: sensitive cells that ask for nothing because nothing can hide them.
double covering_bound(const System& system, const std::vector<CellIndex>& unprotected);

}  // namespace trede::protect::moves
