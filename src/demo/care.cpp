// SPDX-License-Identifier: EUPL-1.2
// Tables on care and support: by wijk from CBS (rounded to 5, a dot below 10), by buurt from RIVM and Vektis, and a liveability score.
// Two of them name their buurten instead of giving codes: one with an alias table, one in Windows-1252 with decimal commas.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "demo/project.hpp"
#include "demo/random.hpp"

namespace trede::demo {
namespace {

struct Form {
  const char* key;
  std::int64_t per_10000;
  std::int64_t slope;
};

constexpr std::array<Form, 5> kProvisions = {{{"totaal", 660, 300},
                                              {"ondersteuning_thuis", 190, 380},
                                              {"hulp_huishouden", 330, 240},
                                              {"verblijf_opvang", 22, 300},
                                              {"hulpmiddelen", 280, 200}}};
constexpr std::array<Form, 4> kYouthForms = {
    {{"totaal", 1150, 260}, {"verblijf", 130, 320}, {"jeugdbescherming", 125, 380}, {"jeugdreclassering", 35, 380}}};
constexpr std::array<Form, 3> kSectors = {{{"ggz", 640, 190}, {"wijkverpleging", 370, 110}, {"huisarts", 7700, 20}}};

constexpr std::int64_t kInstitutionBeds = 140;
constexpr const char* kComma = "dialect = { delimiter = \";\", decimal = \".\" }";

std::int64_t clients(const Town& town, const Ledger& ledger, int atom, int year, const Form& form, Quantity of) {
  const std::int64_t z = town.atoms[static_cast<std::size_t>(atom)].deprivation;
  Random random(town.seed, form.key, {atom, year, static_cast<std::int64_t>(of)});
  std::int64_t n = random.count(ledger.of(atom, year)[of] * scaled(form.per_10000, form.slope, z) / 10);
  if (std::string_view(form.key) == "verblijf_opvang" && atom == town.planted.institution_atom) n += kInstitutionBeds;
  return n;
}

std::int64_t clients_in(const Town& town, const Ledger& ledger, const Area& area, int year, const Form& form, Quantity of) {
  std::int64_t sum = 0;
  for (const int atom : area.atoms) sum += clients(town, ledger, atom, year, form, of);
  return sum;
}

// A count rounded to 5 and the rate that goes with it, both withheld below 10.
void count_and_rate(std::vector<Cell>& row, std::int64_t count, std::int64_t population) {
  const bool hidden = count < 10 || population == 0;
  row.push_back(hidden ? Cell::secret() : Cell::number(rounded(count, 5) * 5));
  row.push_back(hidden ? Cell::secret() : Cell::number(rounded(count * 10'000, population), 1));
}

template <std::size_t N>
Table by_wijk(const Town& town, const Ledger& ledger, int year, const std::array<Form, N>& forms, Quantity of,
              std::vector<std::string> columns) {
  Table table{.columns = std::move(columns), .rows = {}};
  for (const Form& form : forms) {
    for (const Area* area : town.division(year).areas()) {
      if (area->level == Level::buurt) continue;
      std::vector<Cell> row = {Cell::text(padded(area->code, 10)), Cell::text(form.key)};
      count_and_rate(row, clients_in(town, ledger, *area, year, form, of), ledger.sum(*area, year)[of]);
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

void add_by_wijk(Project& project, const Town& town, const Ledger& ledger) {
  constexpr std::array<std::pair<int, const char*>, 4> kTables = {
      {{2017, "84751NED"}, {2019, "86186NED"}, {2021, "86188NED"}, {2023, "85639NED"}}};
  for (const auto& [year, id] : kTables) {
    const Table table = by_wijk(town, ledger, year, kProvisions, kInhabitants,
                                {"WijkenEnBuurten", "TypeMaatwerkvoorziening", "WmoClienten_1", "WmoClientenPer1000Inwoners_2"});
    project.add(
        {.source = "cbs-wmo", .path = fmt::format("sources/open/wmo-{}.csv", year), .table = id, .format = "csv", .lines = {kComma}},
        to_csv(table, {}));
  }
  const Table youth = by_wijk(town, ledger, 2021, kYouthForms, kUnder18, {"WijkenEnBuurten", "Vorm", "Jongeren_1", "JongerenPer1000_2"});
  project.add(
      {.source = "cbs-jeugdzorg", .path = "sources/open/jeugdzorg-2021.csv", .table = "85075NED", .format = "csv", .lines = {kComma}},
      to_csv(youth, {}));

  Table stacked{.columns = {"WijkenEnBuurten", "HuishoudensDrieOfMeer_1", "HuishoudensDrieOfMeerRelatief_2"}, .rows = {}};
  constexpr Form kStacked = {"stapeling", 240, 420};
  for (const Area* area : town.after.areas()) {
    if (area->level == Level::buurt) continue;
    const std::int64_t households = ledger.sum(*area, 2024)[kHouseholds];
    const std::int64_t count = clients_in(town, ledger, *area, 2024, kStacked, kHouseholds);
    const bool hidden = count < 10 || households == 0;
    stacked.rows.push_back({Cell::text(padded(area->code, 10)), hidden ? Cell::secret() : Cell::number(rounded(count, 5) * 5),
                            hidden ? Cell::secret() : Cell::number(rounded(count * 1000, households), 1)});
  }
  project.add(
      {.source = "cbs-stapeling", .path = "sources/open/stapeling-2024.csv", .table = "85994NED", .format = "csv", .lines = {kComma}},
      to_csv(stacked, {}));
}

void add_households(Project& project, const Town& town, const Ledger& ledger) {
  Table table{.columns = {"WijkenEnBuurten", "Perioden", "Eenouderhuishoudens_1", "EenouderhuishoudensRelatief_2"}, .rows = {}};
  for (const Area* area : town.after.areas()) {
    for (int year = kFirstYear; year <= kLastYear; ++year) {
      const Counts c = ledger.sum(*area, year);
      const bool hidden = c[kHouseholds] < 20;
      table.rows.push_back({Cell::text(padded(area->code, 10)), Cell::text(fmt::format("{}JJ00", year)),
                            hidden ? Cell::secret() : Cell::number(rounded(c[kSingleParent], 5) * 5),
                            hidden ? Cell::secret() : Cell::number(rounded(c[kSingleParent] * 1000, c[kHouseholds]), 1)});
    }
  }
  project.add({.source = "cbs-huishoudens",
               .path = "sources/open/huishoudens-85252NED.csv",
               .table = "85252NED",
               .format = "csv",
               .lines = {"vintage = 2024", kComma}},
              to_csv(table, {}));
}

void add_sectors(Project& project, const Town& town, const Ledger& ledger) {
  Table table{.columns = {"WijkenEnBuurten", "Sector", "Perioden", "PatientenPer10000_1"}, .rows = {}};
  for (const Form& sector : kSectors) {
    for (const Area* area : town.after.areas()) {
      for (int year = kFirstYear; year <= 2023; ++year) {
        const std::int64_t insured = ledger.sum(*area, year)[kInsured];
        table.rows.push_back({Cell::text(padded(area->code, 10)), Cell::text(sector.key), Cell::text(fmt::format("{}JJ00", year)),
                              insured < 100
                                  ? Cell::secret()
                                  : Cell::number(rounded(clients_in(town, ledger, *area, year, sector, kInsured) * 10'000, insured))});
      }
    }
  }
  project.add({.source = "rivm-zorggebruik",
               .path = "sources/open/zorggebruik-50149NED.csv",
               .table = "50149NED",
               .format = "csv",
               .lines = {"vintage = 2024", kComma}},
              to_csv(table, {}));
}

// Buurten by name; a few under another name than CBS's, which the alias table leads back.
void add_day_activities(Project& project, const Town& town, const Ledger& ledger) {
  Table table{.columns = {"Buurt", "Jaar", "Voorziening", "ClientenPer1000"}, .rows = {}};
  Table aliases{.columns = {"naam", "code"}, .rows = {}};
  constexpr std::array<Form, 2> kKinds = {{{"dagbesteding", 80, 340}, {"begeleiding", 150, 340}}};
  for (std::size_t b = 0; b < town.after.buurten.size(); ++b) {
    const Area& buurt = town.after.buurten[b];
    std::string name = buurt.name;
    if (b % 25 == 3) {
      name = fmt::format("{} ({})", buurt.name, town.after.wijken[static_cast<std::size_t>(buurt.wijk)].name);
      aliases.rows.push_back({Cell::text(name), Cell::text(buurt.code)});
    }
    for (const Form& kind : kKinds) {
      for (int year = 2019; year <= kLastYear; ++year) {
        const std::int64_t people = ledger.sum(buurt, year)[kInhabitants];
        const std::int64_t count = clients_in(town, ledger, buurt, year, kind, kInhabitants);
        const bool hidden = count < 10 || people == 0;
        table.rows.push_back({Cell::text(name), Cell::number(year), Cell::text(kind.key),
                              hidden ? Cell::secret() : Cell::number(rounded(rounded(count, 10) * 100'000, people), 1)});
      }
    }
  }
  project.files["sources/open/aliassen-gemeentezorgspiegel.csv"] = to_csv(aliases, {});
  project.add({.source = "vektis-wmo",
               .path = "sources/open/gemeentezorgspiegel-wmo.csv",
               .table = "gemeentezorgspiegel-wmo",
               .format = "csv",
               .lines = {"vintage = 2024", kComma, "columns = { area = \"Buurt\", period = \"Jaar\" }",
                         "area = { by = \"name\", level = \"buurt\", aliases = \"sources/open/aliassen-gemeentezorgspiegel.csv\" }"}},
              to_csv(table, {.secret = "<10"}));
}

void add_liveability(Project& project, const Town& town, const Ledger& ledger) {
  Table table{.columns = {"Buurtnaam", "Jaar", "Score"}, .rows = {}};
  for (std::size_t b = 0; b < town.after.buurten.size(); ++b) {
    const Area& buurt = town.after.buurten[b];
    for (const int year : {2018, 2020, 2022, 2024}) {
      std::int64_t weighted = 0;
      std::int64_t homes = 0;
      for (const int atom : buurt.atoms) {
        weighted += ledger.of(atom, year)[kDwellings] * town.atoms[static_cast<std::size_t>(atom)].deprivation;
        homes += ledger.of(atom, year)[kDwellings];
      }
      Random random(town.seed, "leefbaarheid", {static_cast<std::int64_t>(b), year});
      const std::int64_t score = homes == 0 ? 0 : 4150 - weighted / homes * 9 / 100 + random.noise(25);  // thousandths
      table.rows.push_back({Cell::text(buurt.name), Cell::number(year), homes < 20 ? Cell::secret() : Cell::number(score, 3)});
    }
  }
  project.add(
      {.source = "leefbaarometer",
       .path = "sources/open/leefbaarheid.csv",
       .table = "leefbaarometer-3",
       .format = "csv",
       .lines = {"vintage = 2024",
                 "dialect = { delimiter = \";\", decimal = \",\", encoding = \"windows-1252\", missing = { \"-\" = \"confidential\" } }",
                 "columns = { area = \"Buurtnaam\", period = \"Jaar\", Leefbaarheid = \"Score\" }",
                 "area = { by = \"name\", level = \"buurt\" }"}},
      to_windows_1252(to_csv(table, {.delimiter = ';', .decimal = ',', .secret = "-"})));
}

}  // namespace

void add_care(Project& project, const Town& town, const Ledger& ledger) {
  add_by_wijk(project, town, ledger);
  add_households(project, town, ledger);
  add_sectors(project, town, ledger);
  add_day_activities(project, town, ledger);
  add_liveability(project, town, ledger);
}

}  // namespace trede::demo
