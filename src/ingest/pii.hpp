// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Finds personal data that should not be in a file: citizen service numbers by their 11-test, names and birth dates by the header,
// addresses by postcode and house number together. It looks at every column of the file, also those that nobody asked for, and it
// never repeats a value.
//
// A column is taken for BSNs when at least 20 of its values have nine digits, nine in ten of those pass the 11-test, and they are most
// of its filled values: of random nine-digit numbers one in eleven passes. Columns of areas are exempt. The column that says who a
// registration or an answer is of is looked at harder: 3 values are enough, also between other ones, and points, spaces and a lost
// leading zero do not hide a number. A header that says BSN is one, whatever stands below it.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace trede {

// The 11-test of the citizen service number: nine digits, weights 9 8 7 6 5 4 3 2 -1, sum a multiple of 11.
bool passes_eleven_test(std::string_view nine_digits);

enum class FeedKind : std::uint8_t { aggregate, records };  // records: a register or a survey, one row per registration or respondent

class PiiDetector {
 public:
  // `exempt`: headers that are allowed to look like personal data (the column of areas; columns that the catalogue declares).
  // `person`: the header of the column with the person or respondent, or "".
  PiiDetector(std::vector<std::string> header, std::set<std::string> exempt, FeedKind kind, const std::string& person = {});

  // One value, untrimmed. Cheap: most values are settled by their length.
  void look(std::size_t column, std::string_view text);

  // Errors: ingest.pii.bsn, ingest.pii.header, ingest.pii.address. `where.file` is given by the caller.
  [[nodiscard]] Errors verdict(const std::string& shown_file) const;

 private:
  struct Seen {
    std::int64_t filled = 0, nine = 0, passed = 0, postcode6 = 0, numeric = 0;
  };
  std::vector<std::string> header_;
  std::vector<std::string> folded_;
  std::vector<bool> exempt_;
  std::vector<bool> person_;
  std::vector<bool> watch_;  // headers that need a count of filled values
  FeedKind kind_;
  std::vector<Seen> seen_;
};

}  // namespace trede
