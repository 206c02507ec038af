// SPDX-License-Identifier: EUPL-1.2
#include "protect/graph_shape.hpp"

#include <array>

namespace trede::protect {
namespace {

struct Places {  // the equations of a cell and its signs there
  std::array<NodeIndex, 2> node = {kNoNode, kNoNode};
  std::array<int, 2> sign = {0, 0};
};

class Builder {
 public:
  explicit Builder(const System& system) : system_(system), places_(system.size()) {}

  std::optional<CellGraph> build() {
    if (!find_places() || !colour()) return std::nullopt;
    add_edges();
    add_incidence();
    return std::move(graph_);
  }

 private:
  bool find_places() {
    const Equations& equations = system_.equations;
    for (std::size_t e = 0; e < equations.size(); ++e) {
      if (equations.independent[e] == 0) continue;
      for (std::uint32_t term = equations.first[e]; term < equations.first[e + 1]; ++term) {
        Places& place = places_[equations.cell[term]];
        if (place.node[0] == nodes_ || place.node[1] != kNoNode) return false;
        const std::size_t side = place.node[0] == kNoNode ? 0 : 1;
        place.node[side] = nodes_;
        place.sign[side] = equations.sign[term];
      }
      equation_.push_back(static_cast<std::uint32_t>(e));
      ++nodes_;
    }
    return true;
  }

  // A factor of +1 or −1 for every equation, such that the signs of a cell in two equations become opposite.
  bool colour() {
    const Equations& equations = system_.equations;
    factor_.assign(nodes_, 0);
    std::vector<NodeIndex> open;
    for (NodeIndex start = 0; start < nodes_; ++start) {
      if (factor_[start] != 0) continue;
      factor_[start] = 1;
      open.push_back(start);
      while (!open.empty()) {
        const NodeIndex node = open.back();
        open.pop_back();
        const std::uint32_t e = equation_[node];
        for (std::uint32_t term = equations.first[e]; term < equations.first[e + 1]; ++term) {
          const Places& place = places_[equations.cell[term]];
          if (place.node[1] == kNoNode) continue;
          const std::size_t mine = place.node[0] == node ? 0 : 1;
          const NodeIndex there = place.node[1 - mine];
          const int wanted = -factor_[node] * place.sign[mine] * place.sign[1 - mine];
          if (factor_[there] == 0) {
            factor_[there] = wanted;
            open.push_back(there);
          } else if (factor_[there] != wanted) {
            return false;
          }
        }
      }
    }
    return true;
  }

  void add_edges() {
    const std::size_t cells = system_.size();
    graph_.ground = nodes_;
    graph_.tail.assign(cells, nodes_);
    graph_.head.assign(cells, nodes_);
    graph_.up.resize(cells);
    graph_.down.resize(cells);
    for (CellIndex cell = 0; cell < cells; ++cell) {
      const Places& place = places_[cell];
      for (std::size_t side = 0; side < 2; ++side)
        if (place.node[side] != kNoNode)
          (factor_[place.node[side]] * place.sign[side] > 0 ? graph_.head : graph_.tail)[cell] = place.node[side];
      graph_.up[cell] = system_.most[cell] == kNoBound ? kNoBound : system_.most[cell] - system_.value[cell];
      graph_.down[cell] = system_.value[cell] - system_.least[cell];
    }
  }

  void add_incidence() {
    graph_.first.assign(nodes_ + 2, 0);
    const auto cells = static_cast<CellIndex>(system_.size());
    for (CellIndex cell = 0; cell < cells; ++cell)
      if (!graph_.loose(cell)) ++graph_.first[graph_.tail[cell] + 1], ++graph_.first[graph_.head[cell] + 1];
    for (std::size_t node = 0; node <= nodes_; ++node) graph_.first[node + 1] += graph_.first[node];
    graph_.at.resize(graph_.first.back());
    std::vector<std::uint32_t> next(graph_.first.begin(), graph_.first.end() - 1);
    for (CellIndex cell = 0; cell < cells; ++cell)
      if (!graph_.loose(cell)) graph_.at[next[graph_.tail[cell]]++] = cell, graph_.at[next[graph_.head[cell]]++] = cell;
  }

  const System& system_;
  NodeIndex nodes_ = 0;
  std::vector<Places> places_;
  std::vector<std::uint32_t> equation_;  // by node
  std::vector<int> factor_;
  CellGraph graph_;
};

}  // namespace

std::optional<CellGraph> graph_of(const System& system) { return Builder(system).build(); }

}  // namespace trede::protect
