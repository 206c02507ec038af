// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A system as a graph: the independent equations are nodes, the cells are edges, a move is a circulation (graph.hpp).

#include <cstdint>
#include <optional>
#include <vector>

#include "protect/system.hpp"

namespace trede::protect {

using NodeIndex = std::uint32_t;

// A cell that grows by one carries one unit from its tail to its head. A cell in no equation at all has tail = head = ground.
struct CellGraph {
  NodeIndex ground = 0;               // the last node
  std::vector<NodeIndex> tail, head;  // by cell
  std::vector<std::int32_t> up;       // by cell: how much it can grow; so much may run from tail to head
  std::vector<std::int32_t> down;     // by cell: how much it can shrink; so much may run from head to tail
  std::vector<std::uint32_t> first;   // cells at node v are at[first[v]] .. at[first[v + 1]]
  std::vector<CellIndex> at;

  [[nodiscard]] std::size_t nodes() const { return first.size() - 1; }
  [[nodiscard]] NodeIndex other(CellIndex cell, NodeIndex node) const { return tail[cell] == node ? head[cell] : tail[cell]; }
  // How much may run over a cell away from a node, and towards it.
  [[nodiscard]] std::int32_t out_of(CellIndex cell, NodeIndex node) const { return tail[cell] == node ? up[cell] : down[cell]; }
  [[nodiscard]] std::int32_t into(CellIndex cell, NodeIndex node) const { return tail[cell] == node ? down[cell] : up[cell]; }
  [[nodiscard]] bool loose(CellIndex cell) const { return tail[cell] == head[cell]; }
};

// nullopt when a cell is in three independent equations, twice in one, or the signs cannot be made opposite.
std::optional<CellGraph> graph_of(const System& system);

}  // namespace trede::protect
