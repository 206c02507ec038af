// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What ingest hands to observe: typed columns with a reason for every missing value, on the areas of one division, with provenance.
// Rows are sorted by (period, area, dimension keys), so that the order of the input does not matter.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "area/area_set.hpp"
#include "base/error.hpp"
#include "base/missing.hpp"
#include "base/period.hpp"
#include "catalogue/catalogue.hpp"
#include "ingest/project.hpp"

namespace trede {

// Of a table that came in several files (unite.hpp): `file` is their names with ", " between, in order of name; `sha256` that of their
// hashes written one after the other in that order; `retrieved` and `modified` the newest; `rows` the sum. The same for surveys.
struct Provenance {
  SourceId source;
  TableId table;
  std::string file;    // base name; for municipal sources a label such as "mo-maatwerk #1"
  std::string sha256;  // of the file on disk; salted for municipal sources
  std::optional<Date> retrieved;
  std::string modified;  // the table's own stamp, or empty
  Vintage vintage;
  std::int64_t rows = 0;  // data rows read
};

// Beside the count of a rule, where the register could tell; for the disclosure rules only, never published.
inline constexpr const char* kLargestColumn = "grootste";                   // of aantal: what the largest institution provides
inline constexpr const char* kHouseholdsColumn = "huishoudens";             // behind aantal
inline constexpr const char* kPersonsColumn = "personen";                   // behind aantal, when that counts registrations
inline constexpr const char* kWindowPersonsColumn = "personen_in_venster";  // in the whole window of years that the year lies in

struct StagedColumn {
  std::string stem;
  std::string key;               // as in the file: "AantalInwoners_5"
  std::vector<double> value;     // by row
  std::vector<Missing> missing;  // by row; value is 0 where not none
};

// One file of a source of kind table (several where they hold parts of the same figures), or the counts of one rule over a register.
struct StagedTable {
  Provenance from;
  std::vector<AreaIndex> area;                                 // by row, in the AreaSet of from.vintage
  std::vector<Period> period;                                  // by row
  std::map<std::string, std::vector<std::string>> dimensions;  // stem → key by row, trimmed (only those that some mapping selects on)
  std::vector<StagedColumn> columns;
  std::string rule;  // name of the counting rule, else empty; columns are then "aantal" and perhaps "noemer" and those below
  [[nodiscard]] const StagedColumn* column(const std::string& stem) const;
};

// Survey answers, one row per respondent, ordered by (period, respondent).
struct StagedSurvey {
  Provenance from;
  std::vector<Period> period;
  std::vector<AreaIndex> area;  // buurt; not known: kNoArea, or the survey's gemeente when the project has more of them
  std::vector<double> weight;
  std::vector<std::int32_t> stratum;  // -1 when there are none
  struct Item {
    std::string name;
    std::vector<std::string> codes;
    std::vector<std::int16_t> answer;
  };  // answer: index into codes, -1 = none
  std::vector<Item> items;
};

struct Staging {
  std::vector<AreaSet> divisions;                      // by vintage; the whole selection of the project (gemeenten + NL00)
  std::vector<std::vector<std::uint8_t>> uninhabited;  // per division, by area: 1 = known to have no inhabitants
  std::vector<StagedTable> tables;
  std::vector<StagedSurvey> surveys;
  Errors warnings;  // duplicates with equal values and the like
  [[nodiscard]] const AreaSet* division(Vintage vintage) const;
};

struct IngestOptions {
  unsigned threads = 0;
  std::size_t max_field_bytes = std::size_t{1} << 20U;
};

// Reads everything that the catalogue's mappings ask of the project's files. All problems of all files at once.
Checked<Staging> ingest(const Project& project, const Catalogue& catalogue, std::vector<AreaSet> divisions, const IngestOptions& options);

// Runs one counting rule over rows given as text (the worked examples and their test use this).
struct RuleCount {
  std::string niveau, gebied, periode;
  std::int64_t aantal = 0;
  std::optional<std::int64_t> noemer;
};
Checked<std::vector<RuleCount>> run_rule_example(const Rule& rule);

}  // namespace trede
