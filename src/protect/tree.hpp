// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The cheapest safe pattern of a tree of counts (a total, its parts, their parts), exactly and in time linear in the cells.
//
// A move along a tree is a flow: it comes down through a chain of withheld cells, each one growing, or up, each one shrinking, and at an
// equation whose parent is published what comes in through one child leaves through another. Growing is always possible; shrinking asks
// that the value lies above its least. A sensitive cell is protected with width 1 when some flow passes through it. Read from the bottom
// up, all that matters of a cell to the cells above it is: is it withheld; can a flow come up through it from a leaf; and what do the
// sensitive cells on the chain below it still need: nothing, any flow through it, or a flow that comes down. That is one state of seven;
// the best cost of each follows from those of the children by adding them one at a time (dynamic programming).
//
// With one tree no cell follows from the equations alone iff every equation holds none or at least two unknown cells. With least = 1 an
// equation whose parent is published also needs a withheld child above one, which is what "can come up" keeps track of.

#include <optional>

#include "protect/system.hpp"

namespace trede::protect {

// nullopt when the system is no tree with width 1: every independent equation sets one parent against children of the other sign, a
// cell is in at most one of them as parent and one as child, no circle, and every cell that may be withheld can grow (value < most).
// The pattern is optimal; `engine` is "tree".
std::optional<Pattern> protect_tree(const System& system);

}  // namespace trede::protect
