// SPDX-License-Identifier: EUPL-1.2
#include "audit/edition.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

#include "audit/edition_documents.hpp"
#include "audit/edition_facts.hpp"
#include "audit/edition_metadata.hpp"
#include "audit/edition_relations.hpp"
#include "audit/edition_rules.hpp"

namespace trede::audit {
namespace {

namespace fs = std::filesystem;

template <class Seen>
void take(Seen seen, EditionAudit& audit) {
  audit.findings.insert(audit.findings.end(), seen.findings.begin(), seen.findings.end());
  audit.attempts.insert(audit.attempts.end(), seen.attempts.begin(), seen.attempts.end());
}

// Newest first, and the edition itself not among them.
Checked<std::vector<EditionFacts>> facts_of_earlier(const std::vector<fs::path>& editions, const std::string& own_id) {
  std::vector<std::pair<Manifest, fs::path>> list;
  Errors errors;
  for (const fs::path& edition : editions) {
    auto manifest = read_manifest(edition);
    if (!manifest) errors.add(std::move(manifest.error()));
    else if (manifest->id != own_id) list.emplace_back(std::move(*manifest), edition);
  }
  std::sort(list.begin(), list.end(),
            [](const auto& a, const auto& b) { return std::tie(b.first.sequence, a.first.id) < std::tie(a.first.sequence, b.first.id); });
  std::vector<EditionFacts> facts;
  for (const auto& [manifest, edition] : list) {
    auto one = read_facts(edition, manifest);
    if (one) facts.push_back(std::move(*one));
    else errors.add(std::move(one.error()));
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return facts;
}

// The stable codes of docs/formats/errors.md: a finding's word after "audit.".
constexpr std::array<std::string_view, 22> kCodes = {
    "audit.small_count", "audit.complement",    "audit.group",           "audit.denominator", "audit.sensitive_zero",
    "audit.respondents", "audit.half_width",    "audit.recalculated",    "audit.narrow",      "audit.own_denominator",
    "audit.linked",      "audit.pooled",        "audit.own_area",        "audit.boundary",    "audit.difference_between_editions",
    "audit.unsettled",   "audit.rate_inverted", "audit.shown_elsewhere", "audit.order",       "audit.score",
    "audit.metadata",    "audit.canary"};

std::string code_of(const std::string& kind) {
  for (const std::string_view code : kCodes)
    if (code.substr(std::string_view("audit.").size()) == kind) return std::string(code);
  throw std::logic_error("a finding of a kind that has no code");
}

// What earlier editions give away by themselves is out; a new edition neither makes nor mends it. Only what it adds counts.
void set_apart_what_is_out(const std::vector<EditionFacts>& earlier, const EditionAuditOptions& options, EditionAttack& attack) {
  if (earlier.empty()) return;
  std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> out;
  for (const EditionFinding& finding : attack_editions(earlier, {options.width, options.threads}).findings)
    out.emplace(std::tuple(finding.indicator, finding.period, finding.area), finding.width);
  EditionAttempt attempt{"already_public",
                         out.size(),
                         0,
                         0,
                         {"wat eerdere edities zonder deze al weggeven", "what earlier editions give away without this one"}};
  const auto is_out = [&](const EditionFinding& finding) {
    const auto at = out.find({finding.indicator, finding.period, finding.area});
    return at != out.end() && at->second <= finding.width;
  };
  attack.findings.erase(std::remove_if(attack.findings.begin(), attack.findings.end(), is_out), attack.findings.end());
  attack.attempts.push_back(std::move(attempt));
}

}  // namespace

Checked<EditionAudit> audit_edition(const fs::path& edition, const Manifest& manifest, const EditionAuditOptions& options) {
  auto own = read_facts(edition, manifest);
  if (!own) return tl::unexpected(std::move(own.error()));
  auto earlier = facts_of_earlier(options.earlier, manifest.id);
  if (!earlier) return tl::unexpected(std::move(earlier.error()));
  EditionAudit audit;
  audit.rules = manifest.rules;
  take(look_at_rules(*own), audit);
  take(look_at_documents(edition, *own), audit);
  take(look_at_metadata(edition, !manifest.rules.empty(), options.threads), audit);
  std::vector<EditionFacts> all;
  all.push_back(std::move(*own));
  for (EditionFacts& one : *earlier) {
    audit.earlier.push_back(one.id);
    all.push_back(std::move(one));
  }
  EditionAttack attack = attack_editions(all, {options.width, options.threads});
  all.erase(all.begin());
  set_apart_what_is_out(all, options, attack);
  for (EditionAttempt& attempt : attack.attempts)
    for (const EditionFinding& finding : attack.findings)
      attempt.found +=
          attempt.name == finding.kind || (attempt.name == std::string(found::kRecalculated) && finding.kind == found::kNarrow) ? 1U : 0U;
  audit.unknowns = attack.unknowns;
  audit.relations = attack.rows;
  audit.parts = attack.parts;
  audit.indicators = attack.indicators;
  take(std::move(attack), audit);
  if (!options.canaries.empty()) {
    EditionAttempt attempt{found::kCanary,
                           options.canaries.size(),
                           0,
                           0,
                           {"waarden die nergens mogen staan, in elk bestand", "values that may stand nowhere, in every file"}};
    const auto found = search_canaries(edition, options.canaries, options.threads);
    attempt.found = found.size();
    audit.findings.insert(audit.findings.end(), found.begin(), found.end());
    audit.attempts.push_back(std::move(attempt));
  }
  std::stable_sort(audit.findings.begin(), audit.findings.end(), [](const EditionFinding& a, const EditionFinding& b) {
    return std::tie(a.indicator, a.period, a.area, a.kind, a.file) < std::tie(b.indicator, b.period, b.area, b.kind, b.file);
  });
  return audit;
}

Checked<EditionAudit> audit_edition(const fs::path& edition, const EditionAuditOptions& options) {
  auto manifest = read_manifest(edition);
  if (!manifest) return tl::unexpected(std::move(manifest.error()));
  return audit_edition(edition, *manifest, options);
}

Errors errors_of(const EditionAudit& audit) {
  Errors errors;
  for (const EditionFinding& finding : audit.findings) {
    const bool about_figure = !finding.indicator.empty();
    const std::string what = about_figure ? fmt::format("{} {} {}", finding.indicator, finding.period, finding.area) : finding.area;
    errors.add({code_of(finding.kind),
                Failure::disclosure,
                fmt::format("{}{}{}", what, what.empty() ? "" : ": ", finding.how.nl),
                fmt::format("{}{}{}", what, what.empty() ? "" : ": ", finding.how.en),
                {.file = finding.file}});
  }
  return errors;
}

}  // namespace trede::audit
