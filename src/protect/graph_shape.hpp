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
  std::vector<std::uint8_t> grows;    // by cell: it may be walked from tail to head
  std::vector<std::uint8_t> shrinks;  // by cell: it may be walked from head to tail
  std::vector<std::uint32_t> first;   // cells at node v are at[first[v]] .. at[first[v + 1]]
  std::vector<CellIndex> at;

  [[nodiscard]] std::size_t nodes() const { return first.size() - 1; }
  [[nodiscard]] NodeIndex other(CellIndex cell, NodeIndex node) const { return tail[cell] == node ? head[cell] : tail[cell]; }
  [[nodiscard]] bool out_of(CellIndex cell, NodeIndex node) const { return tail[cell] == node ? grows[cell] != 0 : shrinks[cell] != 0; }
  [[nodiscard]] bool into(CellIndex cell, NodeIndex node) const { return tail[cell] == node ? shrinks[cell] != 0 : grows[cell] != 0; }
  [[nodiscard]] bool loose(CellIndex cell) const { return tail[cell] == head[cell]; }
};

// nullopt when a cell is in three independent equations, twice in one, or the signs cannot be made opposite.
std::optional<CellGraph> graph_of(const System& system);

}  // namespace trede::protect
