// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The cheapest safe pattern of a system in which every cell stands in at most two independent equations whose signs can be made opposite:
// a hierarchy beside a flat dimension, two hierarchies over the same leaves, any tree.
//
// Such a system is a graph: equations are nodes, cells are edges, a cell in one equation only runs to an extra node, the ground. A move
// is a circulation, and a circulation of whole numbers falls apart into circuits. A withheld cell that can grow and shrink is an edge that
// can be walked both ways; one that cannot shrink (a one) is a one-way arc. A sensitive cell has width 1 iff it lies on a directed circuit
// of withheld cells that does not go straight back along itself. That audit is exact, also for an attacker who reasons in whole numbers.
//
// The optimum is found as a hitting set: for an unsafe sensitive cell the cells around the part that can be reached from it are a set of
// which every safe pattern withholds at least one (a cut). Cuts are added to a covering program, first on its linear relaxation, then on
// the whole-number program by parts, until no sensitive cell fails. Limits count nodes and rounds, never seconds; when they are
// reached the pattern is completed by cheapest circuits and pruned, and `lower_bound` says how far off it can be.
//
// Cox (1980), JASA 75, 377–385 (suppression as network flow); Kelly, Golden & Assad (1992), Networks 22, 397–417; Fischetti & Salazar
// (1999), Math. Program. 84, 283–312 (cuts); Boesch & Tindell (1980), Amer. Math. Monthly 87, 716–719 (mixed graphs).

#include <optional>

#include "protect/system.hpp"

namespace trede::protect {

// nullopt when the system has no such shape or asks for more width than 1 anywhere. `engine` is "graph".
std::optional<Pattern> protect_graph(const System& system, const Options& options);

}  // namespace trede::protect
