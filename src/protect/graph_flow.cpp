// SPDX-License-Identifier: EUPL-1.2
#include "protect/graph_flow.hpp"

#include <algorithm>
#include <cstdlib>

namespace trede::protect {

GraphFlow::GraphFlow(const CellGraph& graph)
    : graph_(graph),
      stamp_(graph.nodes(), 0),
      by_(graph.nodes(), kNoNode),
      from_(graph.nodes(), kNoNode),
      flow_(graph.tail.size(), 0),
      touch_(graph.tail.size(), 0) {}

// How much more may run over `cell` away from `node`.
std::int32_t GraphFlow::room(CellIndex cell, NodeIndex node) const {
  const std::int32_t out = graph_.out_of(cell, node);
  const std::int32_t carries = either_ ? std::max(out, graph_.into(cell, node)) : out;
  const std::int32_t runs = graph_.tail[cell] == node ? flow_[cell] : -flow_[cell];
  return carries == kNoBound ? kNoBound : carries - runs;
}

bool GraphFlow::search(NodeIndex from, NodeIndex to, const std::vector<std::uint8_t>& withheld, bool backward) {
  ++now_;
  queue_.assign(1, from);
  stamp_[from] = now_;
  if (from == to) return true;
  for (std::size_t at = 0; at < queue_.size(); ++at) {
    const NodeIndex node = queue_[at];
    for (std::uint32_t i = graph_.first[node]; i < graph_.first[node + 1]; ++i) {
      const CellIndex cell = graph_.at[i];
      if (withheld[cell] == 0 || cell == without_) continue;
      const NodeIndex next = graph_.other(cell, node);
      if (stamp_[next] == now_ || room(cell, backward ? next : node) <= 0) continue;
      stamp_[next] = now_;
      by_[next] = cell;
      from_[next] = node;
      queue_.push_back(next);
      if (next == to) return true;
    }
  }
  return false;
}

// Along the path that was found, at most `most`.
std::int32_t GraphFlow::push(std::int32_t most) {
  for (NodeIndex node = end_; node != start_; node = from_[node]) most = std::min(most, room(by_[node], from_[node]));
  for (NodeIndex node = end_; node != start_; node = from_[node]) {
    const CellIndex cell = by_[node];
    if (touch_[cell] == 0) touch_[cell] = 1, touched_.push_back(cell);
    flow_[cell] += graph_.tail[cell] == from_[node] ? most : -most;
  }
  return most;
}

bool GraphFlow::send(NodeIndex from, NodeIndex to, CellIndex without, const std::vector<std::uint8_t>& withheld, std::int32_t wanted,
                     bool either) {
  for (const CellIndex cell : touched_) flow_[cell] = 0, touch_[cell] = 0;
  touched_.clear();
  start_ = from, end_ = to, without_ = without, either_ = either;
  while (wanted > 0 && search(from, to, withheld, false)) {
    if (from == to) return true;
    wanted -= push(wanted);
  }
  return wanted == 0;
}

const std::vector<NodeIndex>& GraphFlow::near_start(const std::vector<std::uint8_t>& withheld) {
  search(start_, kNoNode, withheld, false);
  return queue_;
}

const std::vector<NodeIndex>& GraphFlow::near_end(const std::vector<std::uint8_t>& withheld) {
  search(end_, kNoNode, withheld, true);
  return queue_;
}

void GraphFlow::take(std::vector<Change>& move) const {
  for (const CellIndex cell : touched_)
    if (flow_[cell] != 0) move.emplace_back(cell, flow_[cell]);
}

bool GraphFlow::prove(const System& system, CellIndex cell, const std::vector<std::uint8_t>& withheld, std::vector<Change>& move) {
  const std::int32_t width = system.width[cell];
  const NodeIndex tail = graph_.tail[cell], head = graph_.head[cell];
  for (const bool grows : {true, false}) {
    if ((grows ? graph_.up[cell] : graph_.down[cell]) < width) continue;
    move.assign(1, {cell, grows ? width : -width});
    if (graph_.loose(cell)) return true;
    if (!send(grows ? head : tail, grows ? tail : head, cell, withheld, width)) continue;
    take(move);
    return true;
  }
  return false;
}

std::vector<CellIndex> unsafe_cells(const System& system, const CellGraph& graph, const std::vector<std::uint8_t>& withheld) {
  GraphFlow flow(graph);
  std::vector<std::uint8_t> proven(system.size(), 0);
  std::vector<Change> move;
  std::vector<CellIndex> unsafe;
  for (CellIndex cell = 0; cell < system.size(); ++cell) {
    if (system.state[cell] != CellState::sensitive || proven[cell] != 0) continue;
    if (!flow.prove(system, cell, withheld, move)) {
      unsafe.push_back(cell);
      continue;
    }
    for (const auto& [on, change] : move)
      if (std::abs(change) >= system.width[on]) proven[on] = 1;
  }
  return unsafe;
}

}  // namespace trede::protect
