// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The cheapest safe pattern of a system in which every cell stands in at most two independent equations whose signs can be made opposite:
// a hierarchy beside a flat dimension, two hierarchies over the same leaves, any tree.
//
// Such a system is a graph: equations are nodes, cells are edges, a cell in one equation only runs to an extra node, the ground. A move
// is a circulation: a cell that grows carries units from its tail to its head, one that shrinks the other way, no more than the distance
// to its bound. So a sensitive cell can change by its width iff that many units can flow from one of its ends to the other over the other
// withheld cells. Units are whole: the verdict is exact, also for an attacker who reasons in whole numbers. With width 1 a flow is
// a circuit, and cells of one are one-way arcs.
//
// The optimum is found as a hitting set: around what an unsafe cell's flow can reach runs a border that lets too little through, which
// gives a row that every safe pattern meets (graph_cuts.hpp). Rows are added to a covering program, first on its linear relaxation, then on
// the whole-number program by parts, until no sensitive cell fails. Limits count iterations and nodes, never seconds; every round also
// completes its pattern by cheap flows and prunes it, so that there is a safe one to stop with, and `lower_bound` says how far off it can
// be.
//
// Cox (1980), JASA 75, 377–385 (suppression as network flow); Kelly, Golden & Assad (1992), Networks 22, 397–417; Fischetti & Salazar
// (1999), Math. Program. 84, 283–312 (cuts); Boesch & Tindell (1980), Amer. Math. Monthly 87, 716–719 (mixed graphs).

#include <optional>

#include "protect/system.hpp"

namespace trede::protect {

// nullopt when the system has no such shape. `engine` is "graph".
std::optional<Pattern> protect_graph(const System& system, const Options& options);

}  // namespace trede::protect
