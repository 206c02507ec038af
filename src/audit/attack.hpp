// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The attack: between which whole numbers must each unknown lie?
//
// The answer is the smallest and the largest value of the unknown over all (also fractional) solutions of the Relations, rounded inwards
// to whole numbers. When only a width is asked, two solutions in which the unknown differs by so much are proof enough that its
// interval is at least that wide, and most of the work is finding such pairs for many unknowns at once (Fischetti & Salazar 2001 for the
// two programs per cell; the pairs are what makes it affordable). Steps: bounds pushed along the rows until nothing changes, parts that
// share no row apart, pairs of solutions per part, place by place where a part is large, the two linear programs for what is left.
//
// The intervals are outer bounds for somebody who reasons in whole numbers: he may know more where a solution needs fractions.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "audit/relations.hpp"

namespace trede::audit {

struct AttackOptions {
  std::int64_t width = 1;                 // an interval narrower than this (highest − lowest < width) is reported; ≥ 1
  bool intervals = false;                 // the whole interval of every target, not only whether it is wide enough
  unsigned threads = 0;                   // 0 = as many as the machine has; the result is the same
  std::vector<std::uint8_t> target = {};  // by unknown, 1 = asked for; empty = all
  // The caller knows that solutions exist: parts in which nothing is asked are passed over. Without it every part is looked at.
  bool known_possible = false;
  // Also reason in whole numbers, in parts that are not cut: an interval that is wide only by way of fractions is looked at by branching
  // (Land & Doig 1960), at most kBranches programs per end; then its ends are those of whole solutions.
  bool whole_numbers = false;
  std::size_t largest_block = 4000;  // unknowns; a part with more is cut along the tree of places. The intervals do not depend on it
};

inline constexpr int kBranches = 60;

enum class Verdict : std::uint8_t {
  not_asked,
  exact,   // lowest = highest: recalculated
  narrow,  // lowest and highest are its interval, narrower than the width asked
  wide,    // at least as wide as asked; lowest and highest are values that it takes, its whole interval when intervals were asked
  open,    // not settled (the solver gave up); who must be sure counts it as narrow
};

struct Findings {
  bool possible = true;  // false: no values fit all rows and bounds; nothing else is filled then
  // A row that cannot hold when the contradiction shows in one row; rows() of the Relations otherwise.
  std::size_t contradiction = 0;
  std::vector<Verdict> verdict;               // by unknown
  std::vector<std::int64_t> lowest, highest;  // by unknown; highest = kUnbounded when there is no bound
  // Of the wide ones: how many are known to be so for whole solutions. Counted when whole numbers were asked for.
  std::size_t wide_in_whole_numbers = 0;
  std::size_t exact = 0, narrow = 0, wide = 0, open = 0;  // how many of the targets
  // The narrowest interval among the targets; 0 when one is exact. When no target is exact or narrow and intervals were not asked this is
  // the width asked: it is at least that.
  std::int64_t narrowest = 0;
  bool narrowest_is_bound = false;  // true: `narrowest` says "at least"
};

Findings attack(const Relations& relations, const AttackOptions& options);

}  // namespace trede::audit
