// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Flows over withheld cells: the exact audit, and the moves that prove it. Units are whole, so that a move found here is one for an
// attacker who reasons in whole numbers too. Augmenting paths: Ford & Fulkerson (1956); shortest ones first: Edmonds & Karp (1972).

#include <cstdint>
#include <utility>
#include <vector>

#include "protect/graph_shape.hpp"

namespace trede::protect {

// A cell and by how many units the move changes it.
using Change = std::pair<CellIndex, std::int32_t>;

class GraphFlow {
 public:
  explicit GraphFlow(const CellGraph& graph);

  // Sends `wanted` units over withheld cells, never over `without`. With `either` a cell carries in both directions the larger of what it
  // can carry in one. True when all arrives; else what did is a largest flow.
  bool send(NodeIndex from, NodeIndex to, CellIndex without, const std::vector<std::uint8_t>& withheld, std::int32_t wanted,
            bool either = false);
  // After a flow that fell short: the nodes that more could reach from the start, or from which more could reach the end. No more can cross
  // the border of either.
  const std::vector<NodeIndex>& near_start(const std::vector<std::uint8_t>& withheld);
  const std::vector<NodeIndex>& near_end(const std::vector<std::uint8_t>& withheld);
  [[nodiscard]] bool met(NodeIndex node) const { return stamp_[node] == now_; }

  // Whether the sensitive cell can change by its width, up or down, and everything else with it; the move replaces `move` (cell first).
  bool prove(const System& system, CellIndex cell, const std::vector<std::uint8_t>& withheld, std::vector<Change>& move);

 private:
  [[nodiscard]] std::int32_t room(CellIndex cell, NodeIndex node) const;
  bool search(NodeIndex from, NodeIndex to, const std::vector<std::uint8_t>& withheld, bool backward);
  std::int32_t push(std::int32_t most);
  void take(std::vector<Change>& move) const;

  const CellGraph& graph_;
  NodeIndex start_ = 0, end_ = 0;
  CellIndex without_ = kNoNode;
  bool either_ = false;
  std::uint32_t now_ = 0;
  std::vector<std::uint32_t> stamp_;  // by node
  std::vector<CellIndex> by_;         // by node
  std::vector<NodeIndex> from_;       // by node
  std::vector<NodeIndex> queue_;
  std::vector<std::int32_t> flow_;  // by cell, tail → head
  std::vector<CellIndex> touched_;  // cells that had flow, once each
  std::vector<std::uint8_t> touch_;
};

// The sensitive cells that cannot change by their width, ascending. Cost is about that of one search per move.
std::vector<CellIndex> unsafe_cells(const System& system, const CellGraph& graph, const std::vector<std::uint8_t>& withheld);

}  // namespace trede::protect
