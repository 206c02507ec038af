// SPDX-License-Identifier: EUPL-1.2
#include "demo/register_rows.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace trede::demo {

// The proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
std::int64_t day_number(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = year / 400;
  const std::int64_t of_era = year - era * 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
}

std::string day_text(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = days / 146'097;
  const std::int64_t of_era = days - era * 146'097;
  const std::int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * of_year + 2) / 153;
  const std::int64_t month = shifted + (shifted < 10 ? 3 : -9);
  return fmt::format("{:04}-{:02}-{:02}", year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, of_year - (153 * shifted + 2) / 5 + 1);
}

std::int64_t extract_day() { return day_number(kLastYear, 12, 31); }

std::string pseudonym(Random& random) {
  const std::uint64_t bits = random.bits();
  return fmt::format("p-{:04x}-{:04x}", (bits >> 48U) & 0xFFFFU, (bits >> 32U) & 0xFFFFU);
}

int other_atom(const Town& town, int atom, Random& random) {
  const auto n = static_cast<std::int64_t>(town.atoms.size());
  for (int tries = 0; tries < 20; ++tries) {
    const int next = static_cast<int>(random.below(n));
    if (next != atom && town.atoms[static_cast<std::size_t>(next)].density > 0) return next;
  }
  return atom;
}

void add_person(Rows& rows, const Town& town, const Plan& plan, int atom, int year, Random& random) {
  const std::string person = pseudonym(random);
  const bool unknown = random.chance(plan.unknown);
  std::int64_t begin = day_number(year, 1, 1) + random.below(365);
  const std::int64_t spells = random.between(plan.spells.least, plan.spells.most);
  const std::vector<std::string> extra = plan.extra(random);
  for (std::int64_t s = 0; s < spells && begin <= extract_day(); ++s) {
    if (s > 0 && random.chance(plan.moves)) atom = other_atom(town, atom, random);
    const std::int64_t end = begin + random.between(plan.days.least, plan.days.most);
    rows.push_back(
        {.person = person, .begin = begin, .end = end, .atom = unknown ? -1 : atom, .extra = s == 0 ? extra : plan.extra(random)});
    if (random.chance(plan.doubles)) rows.push_back(rows.back());
    begin = end + random.between(1, 60);
  }
  // A move without a break: the same registration goes on in another buurt.
  if (spells == 1 && !unknown && plan.days.most > 60 && random.chance(plan.moves)) {
    Row& first = rows.back();
    if (first.end - first.begin < 30 || first.begin + 20 > extract_day()) return;
    Row second = first;
    first.end = first.begin + (first.end - first.begin) / 2;
    second.begin = first.end + 1;
    second.atom = other_atom(town, first.atom, random);
    if (second.begin <= extract_day()) rows.push_back(std::move(second));
  }
}

Rows fill(const Town& town, const Ledger& ledger, const Plan& plan) {
  Rows rows;
  for (int year = plan.from - (plan.from == kFirstYear ? kRunUp : 0); year <= kLastYear; ++year) {
    for (int atom = 0; atom < static_cast<int>(town.atoms.size()); ++atom) {
      const Atom& place = town.atoms[static_cast<std::size_t>(atom)];
      Random random(town.seed, plan.source, {atom, year});
      const std::int64_t z = place.deprivation + (plan.with_cluster && place.cluster ? 3200 : 0);
      const std::int64_t persons = random.count(ledger.of(atom, year)[plan.of] * scaled(plan.per_10000 * 10, plan.slope, z) / 100);
      for (std::int64_t i = 0; i < persons; ++i) add_person(rows, town, plan, atom, year, random);
    }
  }
  return rows;
}

void write(Project& project, const Town& town, const Plan& plan, Rows rows) {
  rows.erase(std::remove_if(rows.begin(), rows.end(),
                            [](const Row& row) { return row.end < day_number(kFirstYear, 1, 1) || row.begin > extract_day(); }),
             rows.end());
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::tie(a.begin, a.person, a.end, a.atom, a.extra) < std::tie(b.begin, b.person, b.end, b.atom, b.extra);
  });
  std::string out = "persoon;begin;einde;buurt";
  for (const std::string& column : plan.columns) out += ";" + column;
  out += '\n';
  for (const Row& row : rows) {
    out += fmt::format(
        "{};{};{};{}", row.person, day_text(row.begin), row.end > extract_day() ? "" : day_text(row.end),
        row.atom < 0 ? "" : town.after.buurten[static_cast<std::size_t>(town.atoms[static_cast<std::size_t>(row.atom)].new_buurt)].code);
    for (const std::string& value : row.extra) out += ";" + value;
    out += '\n';
  }
  project.register_rows += rows.size();
  std::vector<std::string> lines = {"vintage = 2024", fmt::format("period = \"{}-{}\"", plan.from, kLastYear),
                                    "dialect = { delimiter = \";\" }"};
  if (*plan.mapped != '\0') lines.push_back(fmt::format("columns = {{ {} }}", plan.mapped));
  project.add({.source = plan.source,
               .path = fmt::format("sources/registers/{}.csv", plan.source),
               .table = "",
               .format = "csv",
               .lines = std::move(lines)},
              std::move(out));
}

}  // namespace trede::demo
