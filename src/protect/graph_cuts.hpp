// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Rows that every safe pattern meets (graph.hpp).

#include <cstdint>
#include <vector>

#include "protect/covering.hpp"
#include "protect/graph_shape.hpp"
#include "protect/graph_walk.hpp"

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
  void ends_of(CellIndex cell, NodeIndex node, bool leaving);
  void dead_ends(NodeIndex node);
  // The free cells that lead out of (into, across the border of) the part that a walk from `from` reaches.
  void border(NodeIndex from, CellIndex without, const std::vector<std::uint8_t>& withheld, Walk walk, std::vector<CellIndex>& cells);
  // The rows of one unsafe cell into rows_; none = impossible.
  void rows_of(CellIndex cell, const std::vector<std::uint8_t>& withheld);
  [[nodiscard]] bool always(CellIndex cell) const {
    return system_.state[cell] == CellState::sensitive || system_.state[cell] == CellState::latent;
  }

  const System& system_;
  const CellGraph& graph_;
  Covering& covering_;
  GraphWalk walk_;
  std::vector<std::vector<CellIndex>> rows_;
  std::vector<std::uint8_t> given_up_;  // by cell
  std::vector<CellIndex> impossible_;
};

}  // namespace trede::protect
