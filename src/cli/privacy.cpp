// SPDX-License-Identifier: EUPL-1.2
#include "cli/privacy.hpp"

#include <optional>

#include "audit/dpia.hpp"
#include "audit/edition.hpp"
#include "audit/report.hpp"
#include "base/files.hpp"
#include "edition/read/earlier.hpp"

namespace trede::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFigures = "tabellen/waarnemingen.csv.gz";
constexpr const char* kOwnAreas = "tabellen/eigen_gebieden.csv.gz";

bool same_figures(const fs::path& staged, const Manifest& earlier) {
  for (const char* table : {kFigures, kOwnAreas}) {
    const auto hash = hash_input(staged / table);
    const ManifestFile* file = earlier.file(table);
    if (hash.has_value() != (file != nullptr) || (file != nullptr && file->sha256 != *hash)) return false;
  }
  return true;
}

Checked<std::vector<ExtraFile>> examine(const fs::path& editions, unsigned threads, const fs::path& staged, const Manifest& manifest) {
  audit::EditionAuditOptions options;
  options.threads = threads;
  Errors told_before;  // the build warned of what is damaged when it read the figures
  const auto published = published_before(editions, !manifest.rules.empty(), told_before);
  if (!published) return tl::unexpected(published.error());
  for (const EditionEntry& entry : *published)
    if (!same_figures(staged, entry.manifest)) options.earlier.push_back(entry.path);
  auto audit = audit::audit_edition(staged, manifest, options);
  if (!audit) return tl::unexpected(std::move(audit.error()));
  if (!audit->safe()) return tl::unexpected(audit::errors_of(*audit));
  // What is written down is the attack on this edition alone: which earlier ones happen to be on this disk is no part of the edition.
  if (!options.earlier.empty()) {
    options.earlier.clear();
    audit = audit::audit_edition(staged, manifest, options);
    if (!audit) return tl::unexpected(std::move(audit.error()));
    if (!audit->safe()) return tl::unexpected(audit::errors_of(*audit));
  }
  return std::vector<ExtraFile>{{"privacy/rapport.json", audit::report_json(*audit)},
                                {"privacy/rapport.html", audit::report_html(*audit, manifest)},
                                {"privacy/dpia-bijlage.json", audit::dpia_json(*audit, manifest)},
                                {"privacy/dpia-bijlage.html", audit::dpia_html(*audit, manifest)}};
}

}  // namespace

Examine examine_for_privacy(fs::path editions, unsigned threads) {
  return [editions = std::move(editions), threads](const fs::path& staged, const Manifest& manifest) {
    return examine(editions, threads, staged, manifest);
  };
}

}  // namespace trede::cli
