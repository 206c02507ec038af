// SPDX-License-Identifier: EUPL-1.2
// Registers at record level: one row per registration with a pseudonym, dates and the last known buurt in the latest division. With what
// real registers have: people in two buurten, moves within the year, open ends, rows entered twice, and buurten that are not known.

#include <algorithm>
#include <functional>
#include <map>

#include "demo/project.hpp"
#include "demo/random.hpp"
#include "demo/register_rows.hpp"

namespace trede::demo {
namespace {

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

// Pupils at home. Brothers and sisters are one household, and the register says so.
void add_pupils(Project& project, const Town& town, const Ledger& ledger) {
  const Plan plan{.source = "leerplicht",
                  .of = kAge5To17,
                  .per_10000 = 62,
                  .slope = 330,
                  .days = {8, 240},
                  .unknown = 10'000,
                  .columns = {"soort", "huishouden"},
                  .mapped = "household = \"huishouden\"",
                  .extra = one_of({{"verzuim", 620}, {"niet-ingeschreven", 380}})};
  Rows rows = fill(town, ledger, plan);
  Random random(town.seed, "pupils' households");
  std::map<std::string, std::string> household_of;
  std::map<int, std::string> last_in;
  for (Row& row : rows) {
    const auto [place, fresh] = household_of.try_emplace(row.person);
    if (fresh) {
      std::string& last = last_in[row.atom];
      const bool sibling = random.chance(140'000) && !last.empty() && row.atom >= 0;
      place->second = sibling ? last : "h" + pseudonym(random).substr(1);
      last = place->second;
    }
    row.extra.push_back(place->second);
  }
  write(project, town, plan, std::move(rows));
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
                  .columns = {"soort", "instelling"},
                  .mapped = "institution = \"instelling\"",
                  .extra = [](Random&) {
                    return std::vector<std::string>{"maatwerk", ""};
                  }};
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
                      .extra = {"maatwerk", "instelling-1"}});
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
        if (next.begin <= extract_day()) rows.push_back(std::move(next));
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
  add_pupils(project, town, ledger);
  for (const Plan& plan : plans()) write(project, town, plan, fill(town, ledger, plan));
  add_clients(project, town, ledger);
  add_benefits(project, town, ledger);
  add_hotline(project, town, ledger);
}

}  // namespace trede::demo
