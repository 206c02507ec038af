// SPDX-License-Identifier: EUPL-1.2
#include "protect/graph_walk.hpp"

namespace trede::protect {

GraphWalk::GraphWalk(const CellGraph& graph)
    : graph_(graph), stamp_(graph.nodes(), 0), came_by_(graph.nodes(), kNoNode), came_from_(graph.nodes(), kNoNode) {}

bool GraphWalk::go(NodeIndex from, NodeIndex goal, CellIndex without, const std::vector<std::uint8_t>& withheld, Walk walk) {
  ++now_;
  queue_.assign(1, from);
  stamp_[from] = now_;
  if (from == goal) return true;
  for (std::size_t at = 0; at < queue_.size(); ++at) {
    const NodeIndex node = queue_[at];
    for (std::uint32_t i = graph_.first[node]; i < graph_.first[node + 1]; ++i) {
      const CellIndex cell = graph_.at[i];
      if (withheld[cell] == 0 || cell == without) continue;
      const NodeIndex next = graph_.other(cell, node);
      if (stamp_[next] == now_) continue;
      const bool passes = (walk != Walk::backward && graph_.out_of(cell, node)) || (walk != Walk::forward && graph_.into(cell, node));
      if (!passes) continue;
      stamp_[next] = now_;
      came_by_[next] = cell;
      came_from_[next] = node;
      queue_.push_back(next);
      if (next == goal) return true;
    }
  }
  return false;
}

void GraphWalk::trace(NodeIndex goal, std::vector<CellIndex>& cells) const {
  for (NodeIndex node = goal; node != queue_.front(); node = came_from_[node]) cells.push_back(came_by_[node]);
}

bool GraphWalk::circuit(CellIndex cell, const std::vector<std::uint8_t>& withheld, std::vector<CellIndex>& circuit) {
  circuit.assign(1, cell);
  if (graph_.loose(cell)) return graph_.grows[cell] != 0 || graph_.shrinks[cell] != 0;
  const NodeIndex tail = graph_.tail[cell], head = graph_.head[cell];
  if (graph_.grows[cell] != 0 && go(head, tail, cell, withheld, Walk::forward)) {
    trace(tail, circuit);
    return true;
  }
  if (graph_.shrinks[cell] != 0 && go(tail, head, cell, withheld, Walk::forward)) {
    trace(head, circuit);
    return true;
  }
  return false;
}

std::vector<CellIndex> unsafe_cells(const System& system, const CellGraph& graph, const std::vector<std::uint8_t>& withheld) {
  GraphWalk walk(graph);
  std::vector<std::uint8_t> proven(system.size(), 0);
  std::vector<CellIndex> circuit, unsafe;
  for (CellIndex cell = 0; cell < system.size(); ++cell) {
    if (system.state[cell] != CellState::sensitive || proven[cell] != 0) continue;
    if (!walk.circuit(cell, withheld, circuit)) {
      unsafe.push_back(cell);
      continue;
    }
    for (const CellIndex on : circuit) proven[on] = 1;
  }
  return unsafe;
}

}  // namespace trede::protect
