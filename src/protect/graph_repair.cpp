// SPDX-License-Identifier: EUPL-1.2
#include "protect/graph_repair.hpp"

#include <algorithm>
#include <limits>
#include <queue>

#include "protect/graph_walk.hpp"

namespace trede::protect {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

// Cheapest directed paths where withheld cells cost nothing (Dijkstra).
class CheapestPath {
 public:
  CheapestPath(const System& system, const CellGraph& graph)
      : system_(system), graph_(graph), stamp_(graph.nodes(), 0), cost_(graph.nodes()), by_(graph.nodes()), from_(graph.nodes()) {}

  // Its cost; its cells replace `cells`. kNever when there is none below `limit`.
  double find(NodeIndex from, NodeIndex to, CellIndex without, const std::vector<std::uint8_t>& withheld, double limit,
              std::vector<CellIndex>& cells) {
    ++now_;
    cells.clear();
    using Entry = std::pair<double, NodeIndex>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    stamp_[from] = now_;
    cost_[from] = 0.0;
    open.emplace(0.0, from);
    while (!open.empty()) {
      const auto [cost, node] = open.top();
      open.pop();
      if (cost > cost_[node]) continue;
      if (cost >= limit) return kNever;
      if (node == to) {
        for (NodeIndex at = to; at != from; at = from_[at]) cells.push_back(by_[at]);
        return cost;
      }
      for (std::uint32_t i = graph_.first[node]; i < graph_.first[node + 1]; ++i) {
        const CellIndex cell = graph_.at[i];
        if (cell == without || !graph_.out_of(cell, node) || (withheld[cell] == 0 && system_.state[cell] != CellState::free)) continue;
        const NodeIndex next = graph_.other(cell, node);
        const double reached = cost + (withheld[cell] != 0 ? 0.0 : system_.cost[cell]);
        if (stamp_[next] == now_ && cost_[next] <= reached) continue;
        stamp_[next] = now_;
        cost_[next] = reached;
        by_[next] = cell;
        from_[next] = node;
        open.emplace(reached, next);
      }
    }
    return kNever;
  }

 private:
  const System& system_;
  const CellGraph& graph_;
  std::uint32_t now_ = 0;
  std::vector<std::uint32_t> stamp_;
  std::vector<double> cost_;
  std::vector<CellIndex> by_;
  std::vector<NodeIndex> from_;
};

}  // namespace

std::vector<CellIndex> complete(const System& system, const CellGraph& graph, std::vector<std::uint8_t>& withheld) {
  CheapestPath search(system, graph);
  GraphWalk walk(graph);
  std::vector<CellIndex> impossible, path, best;
  for (const CellIndex cell : unsafe_cells(system, graph, withheld)) {
    if (walk.circuit(cell, withheld, path)) continue;  // an earlier repair helped
    double least = kNever;
    const auto look = [&](NodeIndex from, NodeIndex to) {
      const double cost = search.find(from, to, cell, withheld, least, path);
      if (cost < least) least = cost, best = path;
    };
    if (graph.grows[cell] != 0) look(graph.head[cell], graph.tail[cell]);
    if (graph.shrinks[cell] != 0) look(graph.tail[cell], graph.head[cell]);
    if (least == kNever) impossible.push_back(cell);
    else
      for (const CellIndex on : best) withheld[on] = 1;
  }
  return impossible;
}

namespace {

// Sensitive cells with the circuit that proves each; only those whose circuit loses a cell are looked at again.
class Pruner {
 public:
  Pruner(const System& system, const CellGraph& graph, std::vector<std::uint8_t>& withheld)
      : system_(system), graph_(graph), withheld_(withheld), walk_(graph), users_(system.size()), circuit_of_(system.size(), kNoNode) {
    for (CellIndex cell = 0; cell < system.size(); ++cell)
      if (system.state[cell] == CellState::sensitive && circuit_of_[cell] == kNoNode) prove(cell);
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
    if (!walk_.circuit(cell, withheld_, path_)) return false;
    const auto number = static_cast<std::uint32_t>(circuits_.size());
    for (const CellIndex on : path_) {
      users_[on].push_back(number);
      if (system_.state[on] == CellState::sensitive) circuit_of_[on] = number;
    }
    circuits_.push_back(path_);
    return true;
  }

  void try_without(CellIndex cell) {
    withheld_[cell] = 0;
    std::vector<std::pair<CellIndex, std::uint32_t>> before;
    for (const std::uint32_t number : users_[cell])
      for (const CellIndex on : circuits_[number])
        if (system_.state[on] == CellState::sensitive && circuit_of_[on] == number) before.emplace_back(on, number);
    for (const auto& [hit, number] : before) {
      if (circuit_of_[hit] != number || prove(hit)) continue;
      withheld_[cell] = 1;
      for (const auto& [back, old] : before) circuit_of_[back] = old;
      return;
    }
    // The circuits through the cell are void; nobody relies on them any more.
  }

  const System& system_;
  const CellGraph& graph_;
  std::vector<std::uint8_t>& withheld_;
  GraphWalk walk_;
  std::vector<std::vector<CellIndex>> circuits_;
  std::vector<std::vector<std::uint32_t>> users_;  // by cell: circuits through it
  std::vector<std::uint32_t> circuit_of_;          // by sensitive cell: the circuit that proves it
  std::vector<CellIndex> path_;
};

}  // namespace

void prune(const System& system, const CellGraph& graph, std::vector<std::uint8_t>& withheld) { Pruner(system, graph, withheld).run(); }

}  // namespace trede::protect
