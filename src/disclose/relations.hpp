// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The counts of one family of figures and what everybody can write down about them, before protection.
//
// Published figures do not always add up: who has no known buurt counts in the gemeente only, and who moved counts in two buurten. An
// outsider writes "parent = sum of children" all the same. So an equation here may have a rest: Σ sign · value + constant = rest ≠ 0. While
// an equation holds no withheld cell, the rest is there for all to see and says nothing. As soon as it holds one, the outsider computes
// with rest 0, and the counts that he then finds possible (not the true ones) decide what is safe: those are called supposed
// counts. Where no supposed counts fit at all, the outsider sees that the equation is wrong, and it is dropped.
//
// Unit: whole counts. Invariant: least ≤ value ≤ most, where least may be what an outsider wrongly takes for granted; an equation names a
// cell at most once.

#include <cstdint>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "protect/system.hpp"

namespace trede {

using Cell = std::uint32_t;
inline constexpr Cell kNoCell = UINT32_MAX;  // a shown zero: known to all, and in no equation

struct CountCell {
  std::int32_t value = 0;
  std::int32_t least = 0, most = protect::kNoBound;
  protect::CellState state = protect::CellState::free;
  std::int32_t width = 1;
  double cost = 1.0;
  std::uint32_t node = 0;
};

struct CountTerm {
  Cell cell = 0;
  int sign = 1;
};
struct CountEquation {
  std::vector<CountTerm> terms;
  std::int64_t constant = 0;
  bool follows = false;  // from the other equations when all of those hold
};

struct CountRelations {
  std::vector<CountCell> cells;
  std::vector<CountEquation> equations;
  std::vector<std::uint32_t> node_parent;  // the tree of places, for protect::System

  Cell add(const CountCell& cell) {
    cells.push_back(cell);
    return static_cast<Cell>(cells.size() - 1);
  }
  // Terms without a cell (shown zeros) are left out; an equation without terms is none.
  void relate(std::vector<CountTerm> terms, std::int64_t constant = 0, bool follows = false);
};

// The rest of an equation at the values.
std::int64_t rest_of(const CountEquation& equation, const std::vector<std::int32_t>& value);

// What an outsider supposes of the withheld cells: whole numbers within their bounds that fulfil every equation that holds a withheld
// cell, as near to `value` as possible. Shown cells keep their value. Equations that then cannot hold are marked in `dropped`.
struct Supposed {
  std::vector<std::int32_t> value;
  std::vector<std::uint8_t> dropped;  // by equation
  bool changed = false;               // some value differs, or something was dropped
  bool whole = true;                  // false: no whole numbers were found; the caller must fail closed
};
Supposed suppose(const CountRelations& relations, const std::vector<std::int32_t>& value, const std::vector<std::uint8_t>& withheld);

// The safe pattern: withheld by cell; `unprotected` are sensitive cells that no pattern protects.
struct SafePattern {
  std::vector<std::uint8_t> withheld;
  std::vector<Cell> unprotected;
};
SafePattern protect_relations(const CountRelations& relations);

}  // namespace trede
