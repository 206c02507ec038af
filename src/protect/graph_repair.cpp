// SPDX-License-Identifier: EUPL-1.2
#include "protect/graph_repair.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <queue>

#include "protect/graph_flow.hpp"

namespace trede::protect {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

// Flows over cells that may be withheld, by cheapest paths one after the other (Dijkstra): withheld cells and those taken before cost
// nothing.
class CheapFlow {
 public:
  CheapFlow(const System& system, const CellGraph& graph)
      : system_(system),
        graph_(graph),
        stamp_(graph.nodes(), 0),
        cost_(graph.nodes()),
        by_(graph.nodes()),
        from_(graph.nodes()),
        flow_(system.size(), 0) {}

  // What it costs to send `wanted` units; the cells it runs over replace `cells`. kNever when they cannot be sent below `limit`.
  double send(NodeIndex from, NodeIndex to, CellIndex without, const std::vector<std::uint8_t>& withheld, std::int32_t wanted, double limit,
              std::vector<CellIndex>& cells) {
    std::vector<CellIndex> touched;
    while (wanted > 0 && find(from, to, without, withheld, limit)) wanted -= push(from, to, wanted, touched);
    double cost = 0.0;
    cells.clear();
    for (const CellIndex cell : touched) {
      if (flow_[cell] == 0) continue;
      cells.push_back(cell);
      if (withheld[cell] == 0) cost += system_.cost[cell];
      flow_[cell] = 0;
    }
    return wanted > 0 || cost >= limit ? kNever : cost;
  }

 private:
  [[nodiscard]] std::int32_t room(CellIndex cell, NodeIndex node) const {
    const std::int32_t carries = graph_.out_of(cell, node);
    return carries == kNoBound ? kNoBound : carries - (graph_.tail[cell] == node ? flow_[cell] : -flow_[cell]);
  }

  bool find(NodeIndex from, NodeIndex to, CellIndex without, const std::vector<std::uint8_t>& withheld, double limit) {
    ++now_;
    using Entry = std::pair<double, NodeIndex>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    stamp_[from] = now_;
    cost_[from] = 0.0;
    open.emplace(0.0, from);
    while (!open.empty()) {
      const auto [cost, node] = open.top();
      open.pop();
      if (cost > cost_[node]) continue;
      if (cost >= limit) return false;
      if (node == to) return true;
      for (std::uint32_t i = graph_.first[node]; i < graph_.first[node + 1]; ++i) {
        const CellIndex cell = graph_.at[i];
        if (cell == without || (withheld[cell] == 0 && system_.state[cell] != CellState::free) || room(cell, node) <= 0) continue;
        const NodeIndex next = graph_.other(cell, node);
        const double reached = cost + (withheld[cell] != 0 || flow_[cell] != 0 ? 0.0 : system_.cost[cell]);
        if (stamp_[next] == now_ && cost_[next] <= reached) continue;
        stamp_[next] = now_;
        cost_[next] = reached;
        by_[next] = cell;
        from_[next] = node;
        open.emplace(reached, next);
      }
    }
    return false;
  }

  std::int32_t push(NodeIndex from, NodeIndex to, std::int32_t most, std::vector<CellIndex>& touched) {
    for (NodeIndex node = to; node != from; node = from_[node]) most = std::min(most, room(by_[node], from_[node]));
    for (NodeIndex node = to; node != from; node = from_[node]) {
      if (flow_[by_[node]] == 0) touched.push_back(by_[node]);
      flow_[by_[node]] += graph_.tail[by_[node]] == from_[node] ? most : -most;
    }
    return most;
  }

  const System& system_;
  const CellGraph& graph_;
  std::uint32_t now_ = 0;
  std::vector<std::uint32_t> stamp_;
  std::vector<double> cost_;
  std::vector<CellIndex> by_;
  std::vector<NodeIndex> from_;
  std::vector<std::int32_t> flow_;  // by cell, tail → head
};

}  // namespace

std::vector<CellIndex> complete(const System& system, const CellGraph& graph, std::vector<std::uint8_t>& withheld) {
  CheapFlow search(system, graph);
  GraphFlow flow(graph);
  std::vector<CellIndex> impossible, cells, best;
  std::vector<Change> move;
  for (const CellIndex cell : unsafe_cells(system, graph, withheld)) {
    if (flow.prove(system, cell, withheld, move)) continue;  // an earlier repair helped
    const std::int32_t width = system.width[cell];
    double least = kNever;
    const auto look = [&](std::int32_t room, NodeIndex from, NodeIndex to) {
      if (room < width || graph.loose(cell)) return;
      const double cost = search.send(from, to, cell, withheld, width, least, cells);
      if (cost < least) least = cost, best = cells;
    };
    look(graph.up[cell], graph.head[cell], graph.tail[cell]);
    look(graph.down[cell], graph.tail[cell], graph.head[cell]);
    if (least == kNever) impossible.push_back(cell);
    else
      for (const CellIndex on : best) withheld[on] = 1;
  }
  return impossible;
}

namespace {

// Sensitive cells with the move that proves each; only those whose move loses a cell are looked at again.
class Pruner {
 public:
  Pruner(const System& system, const CellGraph& graph, std::vector<std::uint8_t>& withheld)
      : system_(system), withheld_(withheld), flow_(graph), users_(system.size()), proof_of_(system.size(), kNoNode) {
    for (CellIndex cell = 0; cell < system.size(); ++cell)
      if (system.state[cell] == CellState::sensitive && proof_of_[cell] == kNoNode) prove(cell);
  }

  void run() {
    std::vector<CellIndex> order;
    for (CellIndex cell = 0; cell < system_.size(); ++cell)
      if (system_.state[cell] == CellState::free && withheld_[cell] != 0) order.push_back(cell);
    std::sort(order.begin(), order.end(),
              [&](CellIndex a, CellIndex b) { return system_.cost[a] != system_.cost[b] ? system_.cost[a] > system_.cost[b] : a < b; });
    for (const CellIndex cell : order) try_without(cell);
  }

 private:
  bool prove(CellIndex cell) {
    if (!flow_.prove(system_, cell, withheld_, move_)) return false;
    const auto number = static_cast<std::uint32_t>(moves_.size());
    for (const auto& [on, change] : move_) {
      users_[on].push_back(number);
      if (system_.state[on] == CellState::sensitive && std::abs(change) >= system_.width[on]) proof_of_[on] = number;
    }
    moves_.push_back(move_);
    return true;
  }

  void try_without(CellIndex cell) {
    withheld_[cell] = 0;
    std::vector<std::pair<CellIndex, std::uint32_t>> before;
    for (const std::uint32_t number : users_[cell])
      for (const auto& [on, change] : moves_[number])
        if (system_.state[on] == CellState::sensitive && proof_of_[on] == number) before.emplace_back(on, number);
    for (const auto& [hit, number] : before) {
      if (proof_of_[hit] != number || prove(hit)) continue;
      withheld_[cell] = 1;
      for (const auto& [back, old] : before) proof_of_[back] = old;
      return;
    }
    // The moves that changed the cell are void; nobody relies on them any more.
  }

  const System& system_;
  std::vector<std::uint8_t>& withheld_;
  GraphFlow flow_;
  std::vector<std::vector<Change>> moves_;
  std::vector<std::vector<std::uint32_t>> users_;  // by cell: moves that change it
  std::vector<std::uint32_t> proof_of_;            // by sensitive cell: the move that proves it
  std::vector<Change> move_;
};

}  // namespace

void prune(const System& system, const CellGraph& graph, std::vector<std::uint8_t>& withheld) { Pruner(system, graph, withheld).run(); }

}  // namespace trede::protect
