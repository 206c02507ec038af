// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What an outsider has in his hands: the figures of an edition that come from municipal sources, arranged as series by area, and
// everything the edition says about them: rules, denominators, links between indicators, own areas. Read from published files only.
//
// Unit: counts. An area of a series is shown (a count, with or without its denominator), withheld (somebody decided not to show it),
// nought (there is nobody), absent (nothing is known) or not there at all.

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/disclosure_rule.hpp"
#include "base/error.hpp"
#include "base/period.hpp"
#include "edition/read/figures.hpp"
#include "edition/read/manifest.hpp"

namespace trede::audit {

enum class Cell : std::uint8_t { none, shown, withheld, above_level, nought, absent };

struct AuditedSeries {
  std::string indicator, source;
  Period period;
  bool own_denominator = false;      // the denominator is a count of the same register
  std::vector<Cell> cell;            // by area
  std::vector<double> count, base;   // by area: numerator and denominator; −1 = not shown
  std::vector<double> value;         // by area: the rate as shown; NaN = not shown
  std::vector<double> lower, upper;  // by area: the interval as shown; NaN = not shown
  std::vector<double> respondents;   // by area: surveys; −1 = not shown
};

struct AuditedIndicator {
  std::string variant_of, denominator, unit;
  bool sensitive = false;  // its zeros are not shown
  bool events = false;     // can outnumber its denominator
  bool homes = false;      // counted per household or dwelling
  int decimals = 0;
};

// Counts that add up: total = Σ parts, or total = Σ parts + a rest that no indicator counts.
struct AuditedTerm {
  std::string indicator;
  bool base = false;  // the denominator of its counting rule
};
struct AuditedLink {
  AuditedTerm total;
  std::vector<AuditedTerm> parts;
  bool rest = false;
};

struct AuditedOwnArea {
  std::string id, indicator;
  Period period;
  std::vector<std::uint32_t> areas;  // positions; empty when one of them is not in the division
  bool shown = false;
  double count = -1.0, base = -1.0;  // −1 = not shown
};

struct EditionFacts {
  std::string id;
  int vintage = 0;
  PublishedAreas areas;
  std::vector<std::vector<std::uint32_t>> children;  // by area
  std::vector<PublishedLink> links_of_areas;
  std::map<std::string, DisclosureConfig> rules;  // by source
  std::set<std::string> surveys;                  // sources that are surveys
  std::map<std::string, AuditedIndicator> indicators;
  std::vector<AuditedLink> links;
  std::vector<AuditedSeries> series;  // of sources with a rule, by (indicator, period)
  std::vector<AuditedOwnArea> own_areas;

  [[nodiscard]] const AuditedIndicator& indicator(const std::string& name) const;
  [[nodiscard]] const DisclosureConfig& rule(const std::string& source) const;
  // The least denominator of an indicator under a rule.
  [[nodiscard]] double least_base(const AuditedSeries& one) const;
};

// `manifest`: its rules are used, the list of files is not (an edition that is being made has none yet).
// Errors: those of read_figures, and edition.table_damaged for the other tables.
Checked<EditionFacts> read_facts(const std::filesystem::path& edition, const Manifest& manifest);

}  // namespace trede::audit
