// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The boundary. Everything after this room is computed from PublishedFigures, and only this room can make one: the constructor is
// private and Gate, its only friend, is defined in disclose/gate.cpp. A raw count therefore cannot reach an estimate, a score, an
// edition or the server (docs/concepts/disclosure.md).

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "area/area_set.hpp"
#include "base/disclosure_rule.hpp"
#include "base/missing.hpp"
#include "base/period.hpp"
#include "catalogue/catalogue.hpp"

namespace trede {

// Where a published figure came from; for municipal sources file names are labels and hashes are salted.
struct PublishedSource {
  SourceId source;
  TableId table;
  std::string file, sha256, retrieved, modified;
  int vintage = 0;
  std::int64_t rows = 0;  // 0 for municipal record-level sources (a row count is a count too)
  friend bool operator==(const PublishedSource&, const PublishedSource&) = default;
};

struct PublishedLineage {
  PublishedSource numerator;
  std::optional<PublishedSource> denominator;
  std::vector<std::string> columns, denominator_columns;
  Selection rows;
  std::string rule;
  bool complement = false;
  int carried_from = 0;     // 0 = native
  std::vector<Text> steps;  // the lineage in words, in order
};

// One own area in one series: like an area of the division, but outside the ladder of levels.
struct OwnAreaFigure {
  double value = 0.0, numerator = 0.0, denominator = 0.0;  // nothing to be read where missing is not none
  Missing missing = Missing::none;
  Status status = Status::measured;
};
struct OwnArea {
  std::string id;
  Text name;
  std::vector<AreaCode> areas;
};

class PublishedSeries {
 public:
  IndicatorId indicator;
  Period period;
  PublishedLineage lineage;
  std::string treatment;  // "bron_afgerond_5+drempel", see edition.md
  // By area. Where missing is not none, all figures of that area are absent (0 and not to be read).
  std::vector<double> value, numerator, denominator, lower, upper, respondents, effective_n;  // all but value may be empty as a whole
  std::vector<Missing> missing;
  std::vector<Status> status;
  std::vector<OwnAreaFigure> own_areas;  // by PublishedFigures::own_areas(); empty where the series has no counts to add up

 private:
  PublishedSeries() = default;
  friend class Gate;
};

// The rule that was applied to a source; every number of DisclosureConfig that weakens or strengthens.
struct RuleUsed {
  SourceId source;
  DisclosureConfig rule;
};

// The finest area level and length of window at which an indicator is shown: chosen for the indicator as a whole, before any cell is
// withheld, so that it tells nothing about one area.
struct PublicationLevel {
  IndicatorId indicator;
  AreaLevel level = AreaLevel::buurt;
  int years = 1;
  bool none = false;  // not even the gemeente can be shown
  Text why;           // "hier tonen we de wijk, omdat …"; empty when nothing was given up
};

class PublishedFigures {
 public:
  [[nodiscard]] Vintage vintage() const { return vintage_; }
  [[nodiscard]] const std::vector<PublishedSeries>& series() const { return series_; }   // by (catalogue order, period)
  [[nodiscard]] const std::vector<double>& inhabitants() const { return inhabitants_; }  // public CBS figure by area; -1 = not known
  [[nodiscard]] const std::vector<std::uint8_t>& uninhabited() const { return uninhabited_; }
  [[nodiscard]] const std::vector<std::pair<IndicatorId, Text>>& without() const { return without_; }
  [[nodiscard]] const std::vector<RuleUsed>& rules() const { return rules_; }
  [[nodiscard]] const std::vector<PublicationLevel>& levels() const { return levels_; }  // in catalogue order; municipal counts only
  [[nodiscard]] const std::vector<OwnArea>& own_areas() const { return own_areas_; }
  [[nodiscard]] const std::vector<PublishedSource>& sources() const { return sources_; }  // all files used, sorted

 private:
  PublishedFigures() = default;
  friend class Gate;
  Vintage vintage_;
  std::vector<PublishedSeries> series_;
  std::vector<double> inhabitants_;
  std::vector<std::uint8_t> uninhabited_;
  std::vector<std::pair<IndicatorId, Text>> without_;
  std::vector<RuleUsed> rules_;
  std::vector<PublicationLevel> levels_;
  std::vector<OwnArea> own_areas_;
  std::vector<PublishedSource> sources_;
};

}  // namespace trede
