// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The cheapest move of one cell: a linear program that is solved where it happens.
//
//   minimise Σ cost_i·|delta_i|   so that   every equation keeps its sum,  least_i ≤ value_i + delta_i ≤ most_i,  delta_p = amount.
//
// With costs ≥ 0 the basis of all slacks is dual feasible, so the dual simplex method may start there (Dantzig 1963; the bounded long
// step is that of Fourer 1994 and Maros 2003). Only the equations of p are then out of balance, and every pivot repairs one of them and
// touches only its neighbours: the work depends on the size of the answer, not on the size of the table. The search therefore builds no
// region and no matrix; it keeps a dense inverse of the few equations that have been pivoted and lists of what was touched.
//
// A cell moves up or down at the same cost, so each cell is one column with a convex cost that has its kink at nought.

#include <cstdint>
#include <vector>

#include "protect/moves_scope.hpp"
#include "protect/system.hpp"

namespace trede::protect::moves {

// The independent equations by row and by column; cells that can never move (open, or least = value = most) are left out.
struct Relations {
  std::vector<std::uint32_t> row_first, row_cell;
  std::vector<std::int8_t> row_sign;
  std::vector<std::uint32_t> column_first, column_row;
  std::vector<std::int8_t> column_sign;
  std::vector<double> up, down;  // most − value (infinite without a bound) and value − least, by cell

  [[nodiscard]] std::size_t rows() const { return row_first.size() - 1; }
  [[nodiscard]] std::size_t cells() const { return up.size(); }
};
Relations relations_of(const System& system);

struct Step {
  CellIndex cell;
  double delta;
};

enum class Found : std::uint8_t { move, none, dear, lost };  // lost: the numbers went bad or the limit of pivots was reached

class MoveSearch {
 public:
  // Looks within `scope` as it stands at each call.
  MoveSearch(const Relations& relations, const Scope& scope);

  // `cost` by cell; cells dearer than `limit` may not move. `dear` when the cheapest move is sure to cost more than `cutoff`; `lost`
  // when more than `reach` equations would have to be worked out.
  Found find(CellIndex cell, double amount, const std::vector<double>& cost, double limit, double cutoff, std::size_t reach);
  // After Found::move: the cells that move, in the order in which they were reached; and what it costs.
  [[nodiscard]] const std::vector<Step>& move() const { return move_; }
  [[nodiscard]] double objective() const { return objective_; }
  [[nodiscard]] std::uint64_t pivots() const { return pivots_; }

 private:
  enum class At : std::uint8_t { nought, top, bottom, basic_up, basic_down, barred };
  struct Break {
    double ratio, range, pivot;  // pivot = |alpha|
    std::uint32_t cell;
    std::int8_t direction;  // +1: the cell goes up
    bool second;            // the segment beyond nought
  };
  struct Leaving {
    std::uint32_t row = 0, position = 0;
    bool slack = true;
    double violation = 0.0;
    int raise = 0;  // +1: the leaving variable must grow
    double bound = 0.0;
  };

  void start(CellIndex cell, double amount);
  void clear();
  bool choose(Leaving& leaving);
  void multipliers(const Leaving& leaving);
  void tableau_row();
  void breakpoints(const Leaving& leaving, const std::vector<double>& cost, double limit);
  void breakpoints_of(std::uint32_t cell, double alpha, int raise, double cost);
  bool pass(Leaving& leaving, Break& entering);
  void flip(const Break& past);
  void shift_by_flips();
  void enter(const Leaving& leaving, const Break& entering, const std::vector<double>& cost);
  void prices(const Leaving& leaving, const Break& entering, double slope, double alpha);
  void widen(const Leaving& leaving, double alpha, std::uint32_t cell);
  void replace(std::uint32_t position, std::uint32_t cell);
  void leave(const Leaving& leaving);
  void change(std::uint32_t cell, double delta);  // nonbasic or basic: the cell and the equations outside the basis
  void reach(std::uint32_t cell);
  double* inverse(std::size_t position) { return inverse_.data() + position * stride_; }
  [[nodiscard]] const double* inverse(std::size_t position) const { return inverse_.data() + position * stride_; }

  const Relations& relations_;
  const Scope& scope_;
  // By cell.
  std::vector<double> delta_, price_, alpha_;
  std::vector<At> at_;
  std::vector<std::uint32_t> position_of_cell_;
  std::vector<std::uint8_t> reached_, in_row_;
  // By row.
  std::vector<double> imbalance_, flipped_;
  std::vector<std::uint32_t> position_of_row_;
  std::vector<std::uint32_t> place_;  // in touched_rows_
  std::vector<std::uint8_t> flip_listed_;
  // The basis: rows pivoted and the cells that are basic, by position.
  std::vector<std::uint32_t> basis_row_, basis_cell_;
  std::size_t stride_ = 32;
  std::vector<double> inverse_;  // dense, rows of stride_
  // Work space.
  std::vector<double> rho_, column_, shift_;
  std::vector<std::uint32_t> touched_cells_, touched_rows_, candidates_, flip_rows_, filled_;
  std::vector<Break> breaks_;
  std::vector<Step> move_;
  std::size_t balanced_ = 0;  // the touched rows before this one are in balance or in the basis
  double objective_ = 0.0;
  std::uint64_t pivots_ = 0;
};

}  // namespace trede::protect::moves
