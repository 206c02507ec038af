// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Controlled rounding: every cell becomes a multiple of a base, and the table still adds up.
//
// A cell with value v = base·q + f becomes base·q or base·(q + 1); a multiple of the base, so also a zero, stays what it is ("zero
// restricted"). Among all tables that fulfil every equation the one with the least total change Σ |rounded − value| is taken. In one tree,
// and in two dimensions of which one is flat, the linear program has whole vertices: such a table always exists and is found. Beyond
// that an integer program decides; for a large system part by part, from the roots of its regions down, each part with what is above it
// already decided. A part without such a table lets cells take the next multiples too, as few and as near as it can, up to three steps:
// `steps` says how far it went.
//
// What is promised about a table in which every cell is a sum of leaves: an outsider who knows the base, the number of steps and that
// zeros stay can only say that a cell lies within base − 1 of what is printed (and is not negative), and every one of these values
// is possible: the printed table itself, raised or lowered by the same amount in one leaf and all its totals, is a table that fits. The
// interval is 2·(base − 1) wide, and base − 1 for a printed zero. Open cells and narrow bounds are further knowledge: `trede audit` says
// what they leave of it. docs/concepts/rounding-and-cell-key.md has the proof and what a guesser of the objective may add.
//
// Cox (1987), Journal of the American Statistical Association 82, 520–524; Salazar-González (2006), Mathematical Programming 105,
// 583–603.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "protect/system.hpp"
#include "protect/table.hpp"

namespace trede::protect {

struct Rounded {
  std::vector<std::int32_t> value;  // by cell; a multiple of the base; of a latent cell what the equations need
  int base = 5;
  int steps = 0;                 // 0: every |rounded − value| < base; k: < (k + 1)·base
  std::int64_t change = 0;       // Σ |rounded − value| over the cells that are shown
  std::int64_t lower_bound = 0;  // no such table changes less
  bool optimal = false;          // change equals the lower bound
  std::string engine;            // "linear program", "integer program", "integer program by parts"
};

// An open cell keeps its value, which must be a multiple of the base; a latent one is any multiple of the base from zero, at no cost.
// Bounds hold rounded outwards. Errors: protect.rounding.base (base < 2), protect.rounding.impossible (no multiples of the base fulfil
// the equations, or none was found within the limits, which count nodes and not seconds).
Checked<Rounded> round_system(const System& system, int base);

// All cells of a table, zeros included; `value` is by table cell.
Checked<Rounded> round_table(const Table& table, int base);

}  // namespace trede::protect
