// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Rows that every safe pattern meets (graph.hpp).
//
// Around what a sensitive cell's flow can reach runs a border that too little can cross: what crosses over the sensitive cells falls short
// of the width by b, so of the free cells j on the border, which carry c(j), every safe pattern has Σ min(c(j), b) · x(j) ≥ b. Where the
// cell may move up or down, one border for each: the larger of the two shares min(c, b) / b serves both.

#include <cstdint>
#include <vector>

#include "protect/covering.hpp"
#include "protect/graph_flow.hpp"
#include "protect/graph_shape.hpp"

namespace trede::protect {

class GraphCuts {
 public:
  GraphCuts(const System& system, const CellGraph& graph, Covering& covering);

  // What one equation already asks: a sensitive cell goes on at each of its ends, and a cell that is withheld to protect goes on too.
  void add_first_rows();
  // Rows for the sensitive cells that fail under `withheld`, as far as fractions x do not meet them yet. Gives the number added.
  // Cells that fail whatever is withheld go to impossible().
  std::size_t separate(const std::vector<std::uint8_t>& withheld, const std::vector<double>& x);
  [[nodiscard]] const std::vector<CellIndex>& impossible() const { return impossible_; }

 private:
  void ends_of(CellIndex cell);
  void dead_ends(NodeIndex node);
  // The row of the border around `nodes`: what crosses it outwards, or inwards, over other cells than `cell`.
  Covering::Row border(CellIndex cell, const std::vector<NodeIndex>& nodes, bool outwards);
  // The rows of one unsafe cell into rows_; none = impossible.
  void rows_of(CellIndex cell, const std::vector<std::uint8_t>& withheld);
  [[nodiscard]] bool always(CellIndex cell) const {
    return system_.state[cell] == CellState::sensitive || system_.state[cell] == CellState::latent;
  }

  const System& system_;
  const CellGraph& graph_;
  Covering& covering_;
  GraphFlow flow_;
  std::vector<std::uint32_t> inside_;  // by node: border() it was last part of
  std::uint32_t borders_ = 0;
  std::vector<Covering::Row> rows_;
  std::vector<std::uint8_t> given_up_;  // by cell
  std::vector<CellIndex> impossible_;
};

}  // namespace trede::protect
