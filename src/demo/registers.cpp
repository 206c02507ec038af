// SPDX-License-Identifier: EUPL-1.2
// Registers at record level: one row per registration with a pseudonym, dates and the last known buurt in the latest division. With what
// real registers have: people in two buurten, moves within the year, open ends, rows entered twice, and buurten that are not known.

#include <algorithm>
#include <array>
#include <functional>
#include <tuple>

#include <fmt/format.h>

#include "demo/project.hpp"
#include "demo/random.hpp"

namespace trede::demo {
namespace {

// Days since 1 January 1970 in the proleptic Gregorian calendar and back (Hinnant, "chrono-compatible low-level date algorithms").
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

struct Row {
  std::string person;
  std::int64_t begin = 0;
  std::int64_t end = 0;  // after kExtract: still open
  int atom = -1;         // -1: not known
  std::vector<std::string> extra;
};

const std::int64_t kExtract = day_number(kLastYear, 12, 31);
const std::int64_t kFirstDay = day_number(kFirstYear, 1, 1);
constexpr int kRunUp = 3;  // years in which a register fills before the first year, so that the first year is like the others

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
  std::function<std::vector<std::string>(Random&)> extra = {};
};

using Rows = std::vector<Row>;

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

// The spells of one person who first appears in `year` in `atom`.
void add_person(Rows& rows, const Town& town, const Plan& plan, int atom, int year, Random& random) {
  const std::string person = pseudonym(random);
  const bool unknown = random.chance(plan.unknown);
  std::int64_t begin = day_number(year, 1, 1) + random.below(365);
  const std::int64_t spells = random.between(plan.spells.least, plan.spells.most);
  const std::vector<std::string> extra = plan.extra(random);
  for (std::int64_t s = 0; s < spells && begin <= kExtract; ++s) {
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
    if (first.end - first.begin < 30 || first.begin + 20 > kExtract) return;
    Row second = first;
    first.end = first.begin + (first.end - first.begin) / 2;
    second.begin = first.end + 1;
    second.atom = other_atom(town, first.atom, random);
    if (second.begin <= kExtract) rows.push_back(std::move(second));
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
  rows.erase(std::remove_if(rows.begin(), rows.end(), [](const Row& row) { return row.end < kFirstDay || row.begin > kExtract; }),
             rows.end());
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::tie(a.begin, a.person, a.end, a.atom, a.extra) < std::tie(b.begin, b.person, b.end, b.atom, b.extra);
  });
  std::string out = "persoon;begin;einde;buurt";
  for (const std::string& column : plan.columns) out += ";" + column;
  out += '\n';
  for (const Row& row : rows) {
    out += fmt::format(
        "{};{};{};{}", row.person, day_text(row.begin), row.end > kExtract ? "" : day_text(row.end),
        row.atom < 0 ? "" : town.after.buurten[static_cast<std::size_t>(town.atoms[static_cast<std::size_t>(row.atom)].new_buurt)].code);
    for (const std::string& value : row.extra) out += ";" + value;
    out += '\n';
  }
  project.register_rows += rows.size();
  project.add({.source = plan.source,
               .path = fmt::format("sources/registers/{}.csv", plan.source),
               .table = "",
               .format = "csv",
               .lines = {"vintage = 2024", "dialect = { delimiter = \";\" }"}},
              std::move(out));
}

std::function<std::vector<std::string>(Random&)> always(const char* kind) {
  return [kind](Random&) { return std::vector<std::string>{kind}; };
}

// One of several kinds, with weights in thousandths that add up to 1000.
std::function<std::vector<std::string>(Random&)> one_of(std::vector<std::pair<const char*, std::int64_t>> kinds) {
  return [kinds = std::move(kinds)](Random& random) {
    std::int64_t left = random.below(1000);
    for (const auto& [kind, weight] : kinds) {
      if (left < weight) return std::vector<std::string>{kind};
      left -= weight;
    }
    return std::vector<std::string>{kinds.back().first};
  };
}

std::vector<Plan> plans() {
  return {
      {.source = "mo-buitenslapers",
       .of = kFrom18,
       .per_10000 = 14,
       .slope = 260,
       .days = {0, 0},
       .spells = {1, 6},
       .unknown = 350'000,
       .moves = 300'000,
       .extra = always("waarneming")},
      {.source = "mo-basisopvang",
       .of = kFrom18,
       .per_10000 = 38,
       .slope = 330,
       .days = {2, 70},
       .spells = {1, 4},
       .unknown = 220'000,
       .moves = 120'000,
       .extra = one_of({{"nachtopvang", 720}, {"dagopvang", 280}})},
      {.source = "vroegsignalering",
       .of = kHouseholds,
       .per_10000 = 190,
       .slope = 420,
       .days = {20, 160},
       .from = 2021,
       .spells = {1, 3},
       .unknown = 10'000,
       .moves = 30'000,
       .extra = one_of({{"huur", 330}, {"energie", 240}, {"water", 110}, {"zorgverzekering", 320}})},
      {.source = "schuldhulp",
       .of = kHouseholds,
       .per_10000 = 62,
       .slope = 400,
       .days = {120, 1200},
       .unknown = 20'000,
       .extra = always("schuldhulp")},
      {.source = "corporatie-meldingen",
       .of = kRented,
       .per_10000 = 105,
       .slope = 330,
       .days = {10, 90},
       .spells = {1, 2},
       .unknown = 5'000,
       .extra = one_of({{"dreigend", 920}, {"uitgevoerd", 80}})},
      {.source = "woningvervuiling",
       .of = kDwellings,
       .per_10000 = 15,
       .slope = 260,
       .days = {20, 300},
       .spells = {1, 2},
       .unknown = 10'000,
       .extra = one_of({{"vervuiling", 680}, {"verzamelen", 320}})},
      {.source = "woonoverlast",
       .of = kDwellings,
       .per_10000 = 80,
       .slope = 380,
       .days = {15, 240},
       .spells = {1, 2},
       .unknown = 10'000,
       .doubles = 20'000,
       .with_cluster = true,
       .extra = one_of({{"geluid", 520}, {"gedrag", 330}, {"overig", 150}})},
      {.source = "leerplicht",
       .of = kAge5To17,
       .per_10000 = 62,
       .slope = 330,
       .days = {8, 240},
       .unknown = 10'000,
       .extra = one_of({{"verzuim", 620}, {"niet-ingeschreven", 380}})},
      {.source = "veiligheidshuis",
       .of = kFrom12,
       .per_10000 = 5,
       .slope = 520,
       .days = {300, 1500},
       .unknown = 60'000,
       .extra = one_of({{"veelpleger", 700}, {"top-x", 300}})},
      {.source = "nazorg-detentie",
       .of = kFrom18,
       .per_10000 = 15,
       .slope = 480,
       .days = {30, 200},
       .unknown = 110'000,
       .extra = always("nazorg")},
      {.source = "dji-gedetineerden",
       .of = kFrom12,
       .per_10000 = 14,
       .slope = 480,
       .days = {14, 700},
       .unknown = 100'000,
       .extra = always("detentie")},
      {.source = "oggz-bemoeizorg",
       .of = kFrom18,
       .per_10000 = 26,
       .slope = 380,
       .days = {40, 700},
       .unknown = 40'000,
       .extra = always("bemoeizorg")},
      {.source = "verslavingszorg",
       .of = kFrom18,
       .per_10000 = 40,
       .slope = 330,
       .days = {30, 600},
       .unknown = 50'000,
       .extra = one_of({{"ambulant", 850}, {"klinisch", 150}})},
      {.source = "vrouwenopvang",
       .of = kInhabitants,
       .per_10000 = 5,
       .slope = 330,
       .days = {20, 300},
       .unknown = 80'000,
       .extra = one_of({{"vrouw", 560}, {"kind", 440}})},
      {.source = "wvggz",
       .of = kFrom18,
       .per_10000 = 11,
       .slope = 260,
       .days = {3, 180},
       .from = 2020,
       .unknown = 60'000,
       .extra = one_of({{"crisismaatregel", 520}, {"zorgmachtiging", 480}})},
  };
}

// Tailored shelter support; one institution registers its residents at its own address.
void add_tailored(Project& project, const Town& town, const Ledger& ledger) {
  const Plan plan{.source = "mo-maatwerk",
                  .of = kFrom18,
                  .per_10000 = 20,
                  .slope = 330,
                  .days = {40, 520},
                  .unknown = 120'000,
                  .moves = 90'000,
                  .doubles = 20'000,
                  .extra = always("maatwerk")};
  Rows rows = fill(town, ledger, plan);
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    Random random(town.seed, "institution", {year});
    const std::int64_t residents = random.between(52, 64);
    for (std::int64_t i = 0; i < residents; ++i) {
      const std::int64_t begin = day_number(year, 1, 1) + random.below(200);
      rows.push_back({.person = pseudonym(random),
                      .begin = begin,
                      .end = begin + random.between(30, 150),
                      .atom = town.planted.institution_atom,
                      .extra = {"maatwerk"}});
    }
    project.planted_counts["instelling_bewoners"].push_back(residents);
  }
  write(project, town, plan, std::move(rows));
}

// Clients of shelter and sheltered living with what the intake says.
void add_clients(Project& project, const Town& town, const Ledger& ledger) {
  const auto answer = [](Random& random, std::int64_t yes) { return random.chance(60'000) ? "" : random.chance(yes) ? "ja" : "nee"; };
  const Plan plan{.source = "mo-clienten",
                  .of = kFrom18,
                  .per_10000 = 42,
                  .slope = 300,
                  .days = {30, 500},
                  .spells = {1, 2},
                  .unknown = 300'000,
                  .moves = 150'000,
                  .columns = {"soort", "dagbesteding", "ggz", "verslaving", "leeftijdsgroep"},
                  .extra = [answer](Random& random) {
                    return std::vector<std::string>{random.chance(640'000) ? "opvang" : "beschermd wonen", answer(random, 340'000),
                                                    answer(random, 560'000), answer(random, 380'000),
                                                    random.chance(210'000) ? "0-26" : "27+"};
                  }};
  write(project, town, plan, fill(town, ledger, plan));
}

// Benefits: short and long ones, many of which began long before the first year.
void add_benefits(Project& project, const Town& town, const Ledger& ledger) {
  Plan plan{.source = "participatiewet",
            .of = kFrom18,
            .per_10000 = 85,
            .slope = 480,
            .days = {90, 900},
            .unknown = 0,
            .moves = 80'000,
            .doubles = 0,
            .extra = always("bijstand")};
  Rows rows = fill(town, ledger, plan);
  for (int atom = 0; atom < static_cast<int>(town.atoms.size()); ++atom) {
    Random random(town.seed, "long benefits", {atom});
    const std::int64_t persons =
        random.count(ledger.of(atom, kFirstYear)[kFrom18] * scaled(330, 480, town.atoms[static_cast<std::size_t>(atom)].deprivation) / 10);
    for (std::int64_t i = 0; i < persons; ++i) {
      const std::int64_t begin = day_number(random.between(1998, 2021), random.between(1, 12), random.between(1, 28));
      const std::int64_t end = begin + random.between(1500, 7500);
      Row row{.person = pseudonym(random), .begin = begin, .end = end, .atom = atom, .extra = {"bijstand"}};
      if (random.chance(150'000)) {  // a move: the row ends and another begins within a month, which is no break
        Row next = row;
        row.end = begin + (end - begin) / 2;
        next.begin = row.end + random.between(1, 25);
        next.atom = other_atom(town, atom, random);
        if (next.begin <= kExtract) rows.push_back(std::move(next));
      }
      rows.push_back(std::move(row));
    }
  }
  Random random(town.seed, "homeless benefits");
  for (int year = kFirstYear - kRunUp; year <= kLastYear; ++year) {
    for (std::int64_t i = 0; i < 75; ++i) {
      const std::int64_t begin = day_number(year, 1, 1) + random.below(365);
      rows.push_back(
          {.person = pseudonym(random), .begin = begin, .end = begin + random.between(90, 900), .atom = -1, .extra = {"dakloos"}});
    }
  }
  write(project, town, plan, std::move(rows));
}

// The hotline: reports about persons. In one wijk they multiply from 2023 on.
void add_hotline(Project& project, const Town& town, const Ledger& ledger) {
  const Plan plan{.source = "meldpunt-zorg-overlast",
                  .of = kInhabitants,
                  .per_10000 = 62,
                  .slope = 380,
                  .days = {1, 40},
                  .spells = {1, 3},
                  .unknown = 30'000,
                  .moves = 30'000,
                  .doubles = 0,
                  .extra = one_of({{"zorg", 540}, {"overlast", 380}, {"wvggz", 80}})};
  Rows rows = fill(town, ledger, plan);
  for (const Area& wijk : town.after.wijken) {
    if (wijk.code != town.planted.rise_wijk) continue;
    for (const int atom : wijk.atoms) {
      for (int year = kNewDivisionFrom; year <= kLastYear; ++year) {
        Random random(town.seed, "rise", {atom, year});
        const std::int64_t persons = random.count(ledger.of(atom, year)[kInhabitants] * 130 / 10);
        for (std::int64_t i = 0; i < persons; ++i) add_person(rows, town, plan, atom, year, random);
      }
    }
    std::vector<std::int64_t> reports(kYears, 0);
    for (const Row& row : rows) {
      if (std::find(wijk.atoms.begin(), wijk.atoms.end(), row.atom) == wijk.atoms.end()) continue;
      const int year = std::stoi(day_text(row.begin).substr(0, 4));
      if (year >= kFirstYear && year <= kLastYear) ++reports[static_cast<std::size_t>(year - kFirstYear)];
    }
    project.planted_counts["stijging_meldingen"] = std::move(reports);
  }
  write(project, town, plan, std::move(rows));
}

}  // namespace

void add_registers(Project& project, const Town& town, const Ledger& ledger) {
  add_tailored(project, town, ledger);
  for (const Plan& plan : plans()) write(project, town, plan, fill(town, ledger, plan));
  add_clients(project, town, ledger);
  add_benefits(project, town, ledger);
  add_hotline(project, town, ledger);
}

}  // namespace trede::demo
