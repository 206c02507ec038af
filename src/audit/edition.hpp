// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The attack on an edition, as anybody could make it who downloads its files: nothing but published files is read, and no code is shared
// with the room that protects (docs/concepts/attacker.md).
//
// What is tried: every shown figure against the rules; every withheld count from all sums at once (edition_relations.hpp), with earlier
// editions; counts from rates and intervals; every other document beside the tables; scores and classes; the headers, statistics and
// dictionaries of files; and, when asked, every byte of every file for values that may not occur (canary.hpp).
//
// Errors: those of read_facts. Findings are not errors: audit_edition gives what it found, and the caller refuses.

#include <filesystem>
#include <string>
#include <vector>

#include "audit/canary.hpp"
#include "audit/edition_findings.hpp"
#include "base/error.hpp"
#include "edition/read/manifest.hpp"

namespace trede::audit {

struct EditionAuditOptions {
  std::vector<std::filesystem::path> earlier = {};  // editions; in any order
  int width = 0;                                    // 0 = that of each source's rule
  unsigned threads = 0;                             // 0 = as many as the machine has; the result is the same
  std::vector<Canary> canaries = {};
};

struct EditionAudit {
  std::vector<ManifestRule> rules;
  std::vector<std::string> earlier;      // ids
  std::vector<EditionFinding> findings;  // by indicator, period, area, kind, file
  std::vector<EditionAttempt> attempts;
  std::vector<IndicatorResult> indicators;
  std::size_t unknowns = 0, relations = 0, parts = 0, files = 0;

  [[nodiscard]] bool safe() const { return findings.empty(); }
};

// `manifest`: of the edition, or of one that is being made: then it has no files and no id yet, and the files are those in the folder.
Checked<EditionAudit> audit_edition(const std::filesystem::path& edition, const Manifest& manifest, const EditionAuditOptions& options);
// Reads the manifest first.
Checked<EditionAudit> audit_edition(const std::filesystem::path& edition, const EditionAuditOptions& options);

// One located error per finding, for the person who must decide: which figure, how it can be found, what to do. Never a count.
Errors errors_of(const EditionAudit& audit);

}  // namespace trede::audit
