// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Walks over withheld cells: the exact audit for width 1, and the circuits that prove it.

#include <cstdint>
#include <vector>

#include "protect/graph_shape.hpp"

namespace trede::protect {

enum class Walk : std::uint8_t { forward, backward, any };  // along the arcs, against them, or over either

class GraphWalk {
 public:
  explicit GraphWalk(const CellGraph& graph);

  // Goes from a node over withheld cells, never over `without`, until it meets `goal`; with kNoNode everywhere it can. Afterwards
  // reached() tells the nodes that were met, in order. True when the goal was met.
  bool go(NodeIndex from, NodeIndex goal, CellIndex without, const std::vector<std::uint8_t>& withheld, Walk walk);
  [[nodiscard]] const std::vector<NodeIndex>& reached() const { return queue_; }
  [[nodiscard]] bool met(NodeIndex node) const { return stamp_[node] == now_; }
  // The cells of the last walk that found its goal, appended to `cells`.
  void trace(NodeIndex goal, std::vector<CellIndex>& cells) const;

  // Whether a directed circuit of withheld cells runs through `cell` without going back along it; its cells (cell included) replace
  // `circuit`.
  bool circuit(CellIndex cell, const std::vector<std::uint8_t>& withheld, std::vector<CellIndex>& circuit);

 private:
  const CellGraph& graph_;
  std::uint32_t now_ = 0;
  std::vector<std::uint32_t> stamp_;  // by node
  std::vector<CellIndex> came_by_;    // by node
  std::vector<NodeIndex> came_from_;  // by node
  std::vector<NodeIndex> queue_;
};

// The sensitive cells without a circuit, ascending. Cost is about that of one walk per circuit.
std::vector<CellIndex> unsafe_cells(const System& system, const CellGraph& graph, const std::vector<std::uint8_t>& withheld);

}  // namespace trede::protect
