// SPDX-License-Identifier: EUPL-1.2
#include "protect/graph_cuts.hpp"

#include <algorithm>

namespace trede::protect {
namespace {

constexpr double kMet = 1.0 - 1e-4;       // a row with this sum counts as met
constexpr std::uint32_t kManyCells = 64;  // at a node; beyond it its dead ends are left to the cuts

}  // namespace

GraphCuts::GraphCuts(const System& system, const CellGraph& graph, Covering& covering)
    : system_(system), graph_(graph), covering_(covering), walk_(graph), given_up_(system.size(), 0) {}

void GraphCuts::add_first_rows() {
  for (CellIndex cell = 0; cell < system_.size(); ++cell) {
    if (system_.state[cell] != CellState::sensitive || graph_.loose(cell)) continue;
    const bool both = graph_.grows[cell] != 0 && graph_.shrinks[cell] != 0;
    if (both) continue;
    const NodeIndex end = graph_.grows[cell] != 0 ? graph_.head[cell] : graph_.tail[cell];
    ends_of(cell, end, true);
    ends_of(cell, graph_.other(cell, end), false);
  }
  for (NodeIndex node = 0; node < graph_.nodes(); ++node) dead_ends(node);
}

// A one-way cell ends at `node` and must go on there (or starts there and must be come by).
void GraphCuts::ends_of(CellIndex cell, NodeIndex node, bool leaving) {
  std::vector<CellIndex> others;
  for (std::uint32_t i = graph_.first[node]; i < graph_.first[node + 1]; ++i) {
    const CellIndex other = graph_.at[i];
    if (other == cell || !(leaving ? graph_.out_of(other, node) : graph_.into(other, node))) continue;
    if (always(other)) return;
    if (system_.state[other] == CellState::free) others.push_back(other);
  }
  if (!others.empty()) covering_.add(std::move(others));
}

// One sensitive cell at a node wants another; and no cell is withheld to end at a node where nothing else is.
void GraphCuts::dead_ends(NodeIndex node) {
  std::vector<CellIndex> free;
  std::size_t sensitive = 0, others = 0;
  for (std::uint32_t i = graph_.first[node]; i < graph_.first[node + 1]; ++i) {
    const CellIndex cell = graph_.at[i];
    if (system_.state[cell] == CellState::free) free.push_back(cell);
    else if (always(cell)) ++(system_.state[cell] == CellState::sensitive ? sensitive : others);
  }
  if (others > 0 || sensitive > 1 || free.empty()) return;
  if (sensitive == 1) {
    covering_.add(std::move(free));
    return;
  }
  if (free.size() < 2 || free.size() > kManyCells) return;
  for (const CellIndex cell : free) {
    std::vector<CellIndex> rest;
    for (const CellIndex other : free)
      if (other != cell) rest.push_back(other);
    covering_.add(std::move(rest), cell);
  }
}

void GraphCuts::border(NodeIndex from, CellIndex without, const std::vector<std::uint8_t>& withheld, Walk walk,
                       std::vector<CellIndex>& cells) {
  walk_.go(from, kNoNode, without, withheld, walk);
  for (const NodeIndex node : walk_.reached())
    for (std::uint32_t i = graph_.first[node]; i < graph_.first[node + 1]; ++i) {
      const CellIndex cell = graph_.at[i];
      if (cell == without || system_.state[cell] != CellState::free || withheld[cell] != 0 || walk_.met(graph_.other(cell, node))) continue;
      if ((walk != Walk::backward && graph_.out_of(cell, node)) || (walk != Walk::forward && graph_.into(cell, node)))
        cells.push_back(cell);
    }
}

void GraphCuts::rows_of(CellIndex cell, const std::vector<std::uint8_t>& withheld) {
  const NodeIndex tail = graph_.tail[cell], head = graph_.head[cell];
  const bool grows = graph_.grows[cell] != 0, shrinks = graph_.shrinks[cell] != 0;
  rows_.clear();
  const auto keep = [&](std::vector<CellIndex>& cells) {
    std::sort(cells.begin(), cells.end());
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    rows_.push_back(std::move(cells));
    cells.clear();
  };
  std::vector<CellIndex> cells;
  if (grows && shrinks && !walk_.go(tail, head, cell, withheld, Walk::any)) {
    for (const NodeIndex end : {tail, head}) {
      border(end, cell, withheld, Walk::any, cells);
      keep(cells);
    }
  } else {
    for (const Walk walk : {Walk::forward, Walk::backward}) {
      // Forward: where a circuit goes on after the cell; backward: where it comes from.
      if (grows) border(walk == Walk::forward ? head : tail, cell, withheld, walk, cells);
      if (shrinks) border(walk == Walk::forward ? tail : head, cell, withheld, walk, cells);
      keep(cells);
    }
  }
  // A row without cells cannot be met: whatever is withheld, this cell fails.
  if (std::none_of(rows_.begin(), rows_.end(), [](const auto& row) { return row.empty(); })) return;
  rows_.clear();
  given_up_[cell] = 1;
  impossible_.push_back(cell);
}

std::size_t GraphCuts::separate(const std::vector<std::uint8_t>& withheld, const std::vector<double>& x) {
  std::size_t added = 0;
  for (const CellIndex cell : unsafe_cells(system_, graph_, withheld)) {
    if (given_up_[cell] != 0) continue;
    rows_of(cell, withheld);
    for (std::vector<CellIndex>& row : rows_) {
      double sum = 0.0;
      for (const CellIndex on : row) sum += x[on];
      if (sum < kMet && covering_.add(std::move(row))) ++added;
    }
  }
  return added;
}

}  // namespace trede::protect
