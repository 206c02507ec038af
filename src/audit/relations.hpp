// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What an outsider knows: unknown whole numbers, each between bounds, and rows that tie them together.
//
// A row says low ≤ Σ coefficient · unknown ≤ high; an equation has low = high. Everything published stands on the right-hand side, so the
// true values are nowhere in here: this is all that the attacker works with. Unit: counts. The room builds Relations from a table
// (table.hpp) or from an edition, and attack() (attack.hpp) tells what follows.
//
// Invariants: node is empty or by unknown; an unknown stands at most once in a row; coefficients are not 0.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace trede::audit {

using Unknown = std::uint32_t;
inline constexpr std::int64_t kUnbounded = std::numeric_limits<std::int64_t>::max();  // as `most`, `low` (negated) or `high`: no bound
inline constexpr std::uint32_t kNoNode = std::numeric_limits<std::uint32_t>::max();

struct Term {
  Unknown unknown = 0;
  std::int32_t coefficient = 1;
};

struct Relations {
  std::vector<std::int64_t> least, most;  // by unknown: what is known beforehand; most = kUnbounded without one

  std::vector<std::size_t> first = {0};  // row r holds terms first[r] .. first[r + 1]
  std::vector<Term> terms;
  std::vector<std::int64_t> low, high;    // by row; −kUnbounded and kUnbounded where there is none
  std::vector<std::uint8_t> independent;  // by row; 0 = follows from the others, and is used for reasoning by bounds only

  // A tree of places (buurt below wijk below gemeente) and the place of each unknown. Only speed depends on it. Empty = none is known.
  std::vector<std::uint32_t> node;         // by unknown; kNoNode = outside the tree
  std::vector<std::uint32_t> node_parent;  // by node; kNoNode for a root

  [[nodiscard]] std::size_t size() const { return least.size(); }
  [[nodiscard]] std::size_t rows() const { return low.size(); }
  [[nodiscard]] std::span<const Term> row(std::size_t r) const { return {terms.data() + first[r], first[r + 1] - first[r]}; }

  Unknown add_unknown(std::int64_t lower, std::int64_t upper = kUnbounded);
  void add_row(std::span<const Term> row_terms, std::int64_t row_low, std::int64_t row_high, bool is_independent = true);
  void add_equation(std::span<const Term> row_terms, std::int64_t total, bool is_independent = true) {
    add_row(row_terms, total, total, is_independent);
  }
  void add_equation(std::initializer_list<Term> row_terms, std::int64_t total) {
    add_row(std::span(row_terms.begin(), row_terms.size()), total, total);
  }
};

// By unknown: the rows in which it stands.
struct RowsOfUnknown {
  std::vector<std::size_t> first;
  std::vector<std::uint32_t> row;
  [[nodiscard]] std::span<const std::uint32_t> of(Unknown u) const { return {row.data() + first[u], first[u + 1] - first[u]}; }
};
RowsOfUnknown rows_of_unknowns(const Relations& relations);

}  // namespace trede::audit
