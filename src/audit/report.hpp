// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The privacy report of an edition: what was attacked, how, and what came of it (docs/formats/privacy-report.md). For a privacy officer:
// Dutch first, English second, no count anywhere. The same audit gives the same bytes; no clock is read.

#include <string>

#include "audit/edition.hpp"

namespace trede::audit {

std::string report_json(const EditionAudit& audit);
std::string report_html(const EditionAudit& audit, const Manifest& manifest);

// The rules of the manifest that are weaker than the default, by source: "minimum_count 5 (10)".
struct Weakening {
  std::string source, what, reason, approved_by;
};
std::vector<Weakening> weakenings_of(const std::vector<ManifestRule>& rules);

}  // namespace trede::audit
