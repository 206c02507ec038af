// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How much work goes where. All of it is counted, none of it is timed.

#include <cstdint>

#include "protect/moves_prover.hpp"
#include "protect/system.hpp"

namespace trede::protect::moves {

struct Plan {
  double share = 0.004;  // first price of a withheld cell, as a share of the cheapest free one
  Breadth first;         // to withhold
  Breadth trial;         // to show again: no prices, only whether a move is left
  int trials = 2;        // passes over the secondary cells
  double rearrange_share = 0.05;
  Breadth rearrange;
  std::uint64_t rearrange_pivots = 0;  // for each secondary cell
};

Plan plan_of(const System& system, Effort effort);
Pattern protect_by_plan(const System& system, const Plan& plan, unsigned threads);

}  // namespace trede::protect::moves
