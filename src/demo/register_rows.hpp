// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The machinery behind a register: persons who appear, stay, move and come back, and the file that is written of them.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "demo/people.hpp"
#include "demo/project.hpp"
#include "demo/random.hpp"

namespace trede::demo {

// Days since 1 January 1970.
std::int64_t day_number(std::int64_t year, std::int64_t month, std::int64_t day);
std::string day_text(std::int64_t days);  // 2020-03-26

// The day on which every register was extracted: the last day of the last year.
std::int64_t extract_day();

struct Row {
  std::string person;
  std::int64_t begin = 0;
  std::int64_t end = 0;  // after the extract: still open
  int atom = -1;         // -1: not known
  std::vector<std::string> extra;
};

using Rows = std::vector<Row>;

struct Span {
  std::int64_t least, most;
};

// How a register fills: new persons a year per atom, how long they stay, how sloppily they are registered. Chances in parts per million.
struct Plan {
  const char* source;
  Quantity of;
  std::int64_t per_10000;  // new persons a year, of the population `of`
  std::int64_t slope;
  Span days;
  int from = kFirstYear;
  Span spells = {1, 1};
  std::int64_t unknown = 40'000;  // buurt not known
  std::int64_t moves = 60'000;    // another buurt in a later spell
  std::int64_t doubles = 10'000;  // row entered twice
  bool with_cluster = false;
  std::vector<std::string> columns = {"soort"};
  const char* mapped = "";  // what monitor.toml says of the columns
  std::function<std::vector<std::string>(Random&)> extra = {};
};

// Years in which a register fills before the first year, so that the first year is like the others.
inline constexpr int kRunUp = 3;

std::string pseudonym(Random& random);
// Another atom where people live.
int other_atom(const Town& town, int atom, Random& random);
// The spells of one person who first appears in `year` in `atom`.
void add_person(Rows& rows, const Town& town, const Plan& plan, int atom, int year, Random& random);
// All persons of a register.
Rows fill(const Town& town, const Ledger& ledger, const Plan& plan);
// Rows that ended before the first year or begin after the extract are left out; the rest is ordered by date.
void write(Project& project, const Town& town, const Plan& plan, Rows rows);

}  // namespace trede::demo
