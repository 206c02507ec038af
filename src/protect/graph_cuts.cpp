// SPDX-License-Identifier: EUPL-1.2
#include "protect/graph_cuts.hpp"

#include <algorithm>
#include <cstdint>

namespace trede::protect {
namespace {

constexpr double kMet = 1.0 - 1e-4;       // a row with this sum counts as met
constexpr std::uint32_t kManyCells = 64;  // at a node; beyond it its dead ends are left to the cuts

// The row that holds when one of the two does: the larger share of each cell.
Covering::Row either(Covering::Row a, const Covering::Row& b) {
  a.terms.insert(a.terms.end(), b.terms.begin(), b.terms.end());
  std::sort(a.terms.begin(), a.terms.end(), [](const Covering::Term& left, const Covering::Term& right) {
    return left.cell != right.cell ? left.cell < right.cell : left.share > right.share;
  });
  const auto same = [](const Covering::Term& left, const Covering::Term& right) { return left.cell == right.cell; };
  a.terms.erase(std::unique(a.terms.begin(), a.terms.end(), same), a.terms.end());
  return a;
}

Covering::Row row_of(const std::vector<CellIndex>& cells, CellIndex needs = kNoNode) {
  Covering::Row row{{}, needs};
  for (const CellIndex cell : cells) row.terms.push_back({cell, 1.0});
  return row;
}

}  // namespace

GraphCuts::GraphCuts(const System& system, const CellGraph& graph, Covering& covering)
    : system_(system), graph_(graph), covering_(covering), flow_(graph), inside_(graph.nodes(), 0), given_up_(system.size(), 0) {}

void GraphCuts::add_first_rows() {
  for (CellIndex cell = 0; cell < system_.size(); ++cell)
    if (system_.state[cell] == CellState::sensitive && !graph_.loose(cell)) ends_of(cell);
  for (NodeIndex node = 0; node < graph_.nodes(); ++node) dead_ends(node);
}

// A cell that can move one way only must go on at the end and be come by at the start.
void GraphCuts::ends_of(CellIndex cell) {
  const bool grows = graph_.up[cell] >= system_.width[cell], shrinks = graph_.down[cell] >= system_.width[cell];
  if (grows == shrinks) return;
  const NodeIndex end = grows ? graph_.head[cell] : graph_.tail[cell];
  for (const bool outwards : {true, false}) {
    Covering::Row row = border(cell, {outwards ? end : graph_.other(cell, end)}, outwards);
    if (!row.terms.empty()) covering_.add(std::move(row));
  }
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
    covering_.add(row_of(free));
    return;
  }
  if (free.size() < 2 || free.size() > kManyCells) return;
  for (const CellIndex cell : free) {
    std::vector<CellIndex> rest;
    for (const CellIndex other : free)
      if (other != cell) rest.push_back(other);
    covering_.add(row_of(rest, cell));
  }
}

Covering::Row GraphCuts::border(CellIndex cell, const std::vector<NodeIndex>& nodes, bool outwards) {
  ++borders_;
  for (const NodeIndex node : nodes) inside_[node] = borders_;
  std::vector<std::pair<CellIndex, std::int32_t>> carries;
  std::int64_t missing = system_.width[cell];
  for (const NodeIndex node : nodes)
    for (std::uint32_t i = graph_.first[node]; i < graph_.first[node + 1]; ++i) {
      const CellIndex on = graph_.at[i];
      if (on == cell || inside_[graph_.other(on, node)] == borders_) continue;
      const std::int32_t most = outwards ? graph_.out_of(on, node) : graph_.into(on, node);
      if (most <= 0) continue;
      if (always(on)) missing -= most;
      if (system_.state[on] == CellState::free) carries.emplace_back(on, most);
    }
  Covering::Row row;
  if (missing <= 0) return row;
  std::sort(carries.begin(), carries.end());
  for (const auto& [on, most] : carries) row.terms.push_back({on, std::min(1.0, static_cast<double>(most) / static_cast<double>(missing))});
  return row;
}

void GraphCuts::rows_of(CellIndex cell, const std::vector<std::uint8_t>& withheld) {
  const NodeIndex tail = graph_.tail[cell], head = graph_.head[cell];
  const std::int32_t width = system_.width[cell];
  const bool grows = graph_.up[cell] >= width, shrinks = graph_.down[cell] >= width;
  rows_.clear();
  if (grows && shrinks && !flow_.send(head, tail, cell, withheld, width, true)) {
    // Too little between the two ends in any direction: one border blocks both ways.
    for (const bool start : {true, false}) {
      const std::vector<NodeIndex> nodes = start ? flow_.near_start(withheld) : flow_.near_end(withheld);
      rows_.push_back(either(border(cell, nodes, start), border(cell, nodes, !start)));
    }
  } else {
    std::vector<Covering::Row> first(1), last(1);
    for (const bool up : {true, false}) {
      if (!(up ? grows : shrinks)) continue;
      flow_.send(up ? head : tail, up ? tail : head, cell, withheld, width);
      first.push_back(border(cell, flow_.near_start(withheld), true));
      last.push_back(border(cell, flow_.near_end(withheld), false));
    }
    for (const auto& ways : {first, last}) {
      Covering::Row row;
      for (const Covering::Row& way : ways) row = either(std::move(row), way);
      rows_.push_back(std::move(row));
    }
  }
  // A row without cells, or one that all its cells do not meet, cannot be met: whatever is withheld, this cell fails.
  const auto hopeless = [](const Covering::Row& row) {
    double most = 0.0;
    for (const Covering::Term& term : row.terms) most += term.share;
    return most < kMet;
  };
  if (std::none_of(rows_.begin(), rows_.end(), hopeless)) return;
  rows_.clear();
  given_up_[cell] = 1;
  impossible_.push_back(cell);
}

std::size_t GraphCuts::separate(const std::vector<std::uint8_t>& withheld, const std::vector<double>& x) {
  std::size_t added = 0;
  for (const CellIndex cell : unsafe_cells(system_, graph_, withheld)) {
    if (given_up_[cell] != 0) continue;
    rows_of(cell, withheld);
    for (Covering::Row& row : rows_) {
      double sum = 0.0;
      for (const Covering::Term& term : row.terms) sum += term.share * x[term.cell];
      if (sum < kMet && covering_.add(std::move(row))) ++added;
    }
  }
  return added;
}

}  // namespace trede::protect
