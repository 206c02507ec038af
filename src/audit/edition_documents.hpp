// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The documents of an edition (v1/*.json) as a second witness: each shows the same figures again, with intervals, classes, z-scores and
// scores. What a table withholds may not stand in any of them, and nothing that is derived may have been made with it.

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "audit/edition_facts.hpp"
#include "audit/edition_findings.hpp"

namespace trede::audit {

// What the documents say of how an indicator was counted.
struct Lineage {
  bool own_denominator = false;  // from the same municipal source as its numerator
  std::string rule;              // counting rule with what it was asked, empty = none
};
std::map<std::string, Lineage> lineages_of(const std::filesystem::path& edition, const EditionFacts& facts);

struct DocumentsSeen {
  std::vector<EditionFinding> findings;
  std::vector<EditionAttempt> attempts;
};
DocumentsSeen look_at_documents(const std::filesystem::path& edition, const EditionFacts& facts);

}  // namespace trede::audit
