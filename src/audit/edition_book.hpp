// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The outsider's notebook: every count he has heard of, known or not, and every sum in which they stand.
//
// A count is named by what it counts (numerator or a register's own denominator), the indicator, the period, and the area with the year
// of its division; the same name in two editions is the same count. The newest edition that shows it is believed.

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "audit/edition_facts.hpp"

namespace trede::audit {

enum class RowKind : std::uint8_t { area_sum, own_denominator, own_area, linked, pooled, boundary, earlier };

using Entry = std::uint32_t;

struct BookEntry {
  std::string indicator, period, area;  // area: a code, or the id of an own area
  std::string source;
  bool base = false;   // the denominator
  bool known = false;  // then least = most
  bool target = false;
  std::int64_t least = 0, most = 0;  // most = kUnbounded when there is no bound
  std::int64_t public_base = -1;     // the denominator when everybody knows it
  bool sensitive = false, events = false;
  double least_base = 0.0;
};

struct BookTerm {
  Entry entry = 0;
  int sign = 1;
};
struct BookRow {
  std::vector<BookTerm> terms;
  std::int64_t low = 0, high = 0;  // kUnbounded = no end
  RowKind kind = RowKind::area_sum;
};

// A figure that two editions show with different counts.
struct Changed {
  std::string indicator, period, area, source;
  std::int64_t difference = 0;
};

struct Book {
  std::vector<BookEntry> entries;
  std::vector<BookRow> rows;
  std::vector<Changed> changed;
};

Book write_book(const std::vector<EditionFacts>& editions);

// Whether the rule lets this count of this entry be shown.
bool may_be_shown(const BookEntry& entry, const DisclosureConfig& rule, std::int64_t count);

}  // namespace trede::audit
