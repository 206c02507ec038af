// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From what a file writes in its area column to an area of one division: by CBS code, by name or by number, with an alias table for
// what a municipality spells in its own way. Nothing is repaired: what looks like a known slip (a lost zero, a date made by a
// spreadsheet, lower case) is a fault of its own, so that the message can say what happened.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "area/area_set.hpp"
#include "base/error.hpp"
#include "ingest/project.hpp"

namespace trede {

enum class AreaFault : std::uint8_t {
  none,
  empty,
  lower_case,    // bu07721110
  lost_prefix,   // 7721110, 07721110: the letters, perhaps also zeros, are gone
  date,          // 1-2-2020: made by a spreadsheet
  scientific,    // 7,72E+06
  total_row,     // "Totaal", the name of the gemeente in a list of buurten
  malformed,     // no code at all
  unknown_code,  // a code of a selected gemeente that the division does not have
  wrong_level,   // a wijk in a column of buurten
  unknown_name,
  ambiguous_name,
  bad_number,  // no number, or too short to be a CBS code without its letters
};

struct AreaMatch {
  AreaIndex area = kNoArea;
  bool outside = false;  // a well-formed area of another gemeente: passed over
  AreaFault fault = AreaFault::none;
  std::vector<Vintage> other_divisions;  // with unknown_code: divisions of the project that do have it
  [[nodiscard]] bool found() const { return area != kNoArea; }
};

// Area codes of countries, gemeenten, wijken and buurten; also knows CBS's other regions (provinces, COROP areas …), which a table by
// region holds beside the gemeenten.
bool is_other_region(std::string_view code);

class AreaMatcher {
 public:
  // `divisions` is the project's list, of which `division` is one; both must outlive the matcher. `whole_country`: the division holds
  // every gemeente, so that no code lies outside it.
  AreaMatcher(const AreaSet& division, const std::vector<AreaSet>& divisions, AreaBy by, std::optional<AreaLevel> level,
              bool whole_country);

  // Reads naam;code (UTF-8). A line without a code means: leave this row out on purpose. Errors: those of base/csv.hpp and base/files.hpp,
  // ingest.alias.columns, ingest.alias.code, ingest.alias.twice, ingest.text.encoding.
  Errors read_aliases(const std::string& path, const std::string& shown);

  [[nodiscard]] AreaMatch match(std::string_view text) const;

 private:
  [[nodiscard]] AreaMatch by_code(std::string_view text) const;
  [[nodiscard]] AreaMatch by_name(std::string_view text) const;
  [[nodiscard]] AreaMatch by_number(std::string_view text) const;
  [[nodiscard]] AreaMatch resolve(const AreaCode& code) const;
  [[nodiscard]] std::string alias_key(std::string_view text) const;

  const AreaSet* division_;
  const std::vector<AreaSet>* divisions_;
  AreaBy by_;
  std::optional<AreaLevel> level_;
  bool whole_country_;
  std::map<std::string, std::optional<AreaIndex>> aliases_;  // nullopt: leave out
};

std::string_view code_of(AreaFault fault);  // the error code
// What to do; `open` says whether the text may be shown.
Text advice(const AreaMatch& match, std::string_view text, bool open, Vintage vintage);

}  // namespace trede
