// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Everything that an outsider can write down as a sum about the counts of one or more editions, and what follows from it.
//
// Unknown: a count that no edition shows. Rows, in the order of their trust: areas add up to the area above them; own areas are sums of
// buurten; a part is at most its whole; years add up to their window; areas keep their people across a change of boundaries; an earlier
// edition told the same count. Bounds: at least 1 where zeros are shown, at most the denominator where that is public. A row that no whole
// numbers can fulfil is refuted by the published figures themselves: nobody can use it, and it is dropped, the least trusted first.
//
// What counts as found: an interval narrower than the rule's width (or than what the bounds alone allow) that holds a count which the rule
// does not let be shown. So every withheld figure whose interval reaches below the minimum must have the full width.

#include <cstddef>
#include <vector>

#include "audit/edition_facts.hpp"
#include "audit/edition_findings.hpp"

namespace trede::audit {

struct EditionAttackOptions {
  int width = 0;  // 0 = that of each source's rule
  unsigned threads = 0;
};

struct EditionAttack {
  std::vector<EditionFinding> findings;
  std::vector<EditionAttempt> attempts;  // one per kind of row
  std::vector<IndicatorResult> indicators;
  std::size_t unknowns = 0, rows = 0, parts = 0;
};

// `editions[0]` is attacked; the others are earlier ones, newest first.
EditionAttack attack_editions(const std::vector<EditionFacts>& editions, const EditionAttackOptions& options);

}  // namespace trede::audit
