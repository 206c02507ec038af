// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The rules of the manifest held against every figure that is shown: the count itself, who is not counted, the share, the denominator, the
// answers behind a survey's figure; and whether the rate and its interval say more than the count beside them.

#include <vector>

#include "audit/edition_facts.hpp"
#include "audit/edition_findings.hpp"

namespace trede::audit {

struct RulesSeen {
  std::vector<EditionFinding> findings;
  std::vector<EditionAttempt> attempts;
};
RulesSeen look_at_rules(const EditionFacts& facts);

// The counts k of `base` whose rate, rounded to `decimals`, is the value shown: what everybody can compute from a rate.
struct Counts {
  std::int64_t least = 0, most = -1;  // empty when most < least
};
Counts counts_of_rate(double value, double base, double scale, int decimals);

}  // namespace trede::audit
