// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The attack on a published table: what comes back, at each assumption on how small a gap can be.
//
// lower = 0: the outsider knows nothing of the gaps. lower = 1: he knows that zeros are shown, so a gap is at least one. What holds at 1
// with room to spare holds at 0 as well, for every solution of the one is a solution of the other; only the rest is attacked twice.

#include <cstdint>
#include <vector>

#include "audit/table.hpp"

namespace trede::audit {

struct TableAttackOptions {
  std::vector<std::int64_t> lower = {0, 1};
  std::int64_t width = 1;    // the interval that every protected cell must have
  std::int64_t minimum = 0;  // the rule: 0 < n < minimum may not be shown; 0 = not given
  std::int64_t rounded = 0;  // the base of a rounded table: what is shown and what is true differ by less; 0 = gaps, not rounding
  bool nearest = false;      // rounded to the nearest: they differ by at most half the base
  bool intervals = false;
  bool insider = false;
  bool whole_numbers = false;  // attack.hpp
  unsigned threads = 0;
};

struct RecoveredCell {
  std::uint32_t cell = 0;
  Verdict verdict = Verdict::exact;
  std::int64_t lowest = 0, highest = 0;
};

struct InsiderCell {
  std::uint32_t cell = 0;      // who knows that this cell is one …
  std::uint32_t recovers = 0;  // … knows this one, too (the first of them)
};

struct TableFindings {
  std::int64_t lower = 0;
  bool possible = true;  // false: no counts fit what is shown
  std::size_t exact = 0, narrow = 0, open = 0, wide = 0, wide_in_whole_numbers = 0;
  std::int64_t narrowest = 0;
  bool narrowest_is_bound = false;
  std::vector<RecoveredCell> recovered;  // exact, narrow or open, by cell
  std::vector<RecoveredCell> intervals;  // of every cell that was asked for, when intervals were
  std::vector<InsiderCell> insider;
};

struct TableAudit {
  std::size_t cells = 0, withheld = 0, primary = 0;
  bool says_primary = false;            // the file tells which gaps the rule made; otherwise every gap is to be protected
  std::vector<std::uint32_t> below;     // cells shown though the rule forbids it
  std::vector<TableFindings> findings;  // in the order of options.lower
  [[nodiscard]] bool safe() const;
};

TableAudit attack_table(const PublishedTable& table, const TableAttackOptions& options);

}  // namespace trede::audit
