// SPDX-License-Identifier: EUPL-1.2
// Open tables that stop at the gemeente, and the municipality's own counts of people and dwellings.

#include <array>

#include <fmt/format.h>

#include "demo/project.hpp"
#include "demo/random.hpp"

namespace trede::demo {
namespace {

// One figure of the gemeente a year: a level, a yearly drift and some noise, in units of 10^-decimals.
struct Series {
  const char* source;
  const char* table;
  const char* file;
  const char* column;
  const char* period;  // "JJ00" or "SJ00"
  int from;
  int to;
  std::int64_t level;
  std::int64_t drift;
  std::int64_t noise;
  int decimals;
  const char* dimension;  // nullptr = none
  const char* key;
};

constexpr std::array<Series, 8> kSeries = {{
    {"cbs-vsv", "84780NED", "vsv-84780NED", "VoortijdigSchoolverlatersRelatief_1", "SJ00", 2017, 2023, 21, 1, 1, 1, nullptr, nullptr},
    {"cbs-tienermoeders", "jeugdmonitor", "tienermoeders", "TienermoedersPer1000_1", "JJ00", 2017, 2024, 41, -2, 2, 1, nullptr, nullptr},
    {"cbs-wanbetalers", "81064ned", "wanbetalers-81064ned", "WanbetalersRelatief_1", "JJ00", 2017, 2024, 19, -1, 1, 1, nullptr, nullptr},
    {"cbs-schulden", "schuldenproblematiek-in-beeld", "schulden", "ProblematischeSchuldenRelatief_1", "JJ00", 2017, 2024, 96, -1, 2, 1,
     nullptr, nullptr},
    {"cbs-verdachten", "81960NED", "verdachten-81960NED", "VerdachtenPer10000_1", "JJ00", 2017, 2022, 142, -3, 4, 0, nullptr, nullptr},
    {"cbs-huiselijk-geweld", "85361NED", "huiselijk-geweld-85361NED", "OntvangenMeldingen_1", "JJ00", 2019, 2024, 540, 18, 20, 0, nullptr,
     nullptr},
    {"cbs-geneesmiddelen", "83251NED", "geneesmiddelen-83251NED", "PersonenMetGeneesmiddelenRelatief_1", "JJ00", 2017, 2024, 72, -1, 1, 1,
     "Middel", "N05"},
    {"ethos", "ethos-telling", "ethos-telling", "Personen", "", 2023, 2024, 690, 25, 15, 0, nullptr, nullptr},
}};

void add_series(Project& project, const Town& town, const Series& series) {
  const bool plain = std::string_view(series.period).empty();
  Table table{.columns = {plain ? "gebied" : "RegioS", plain ? "jaar" : "Perioden", series.column}, .rows = {}};
  if (series.dimension != nullptr) table.columns.insert(table.columns.begin(), series.dimension);
  for (int year = series.from; year <= series.to; ++year) {
    Random random(town.seed, series.source, {year});
    const std::int64_t value = series.level + series.drift * (year - series.from) + random.noise(series.noise);
    std::vector<Cell> row = {Cell::text(plain ? std::string(kGemeenteCode) : padded(kGemeenteCode, 10)),
                             Cell::text(fmt::format("{}{}", year, series.period)), Cell::number(value, series.decimals)};
    if (series.dimension != nullptr) row.insert(row.begin(), Cell::text(series.key));
    table.rows.push_back(std::move(row));
  }
  project.add({.source = series.source,
               .path = fmt::format("sources/open/{}.csv", series.file),
               .table = series.table,
               .format = "csv",
               .lines = {"vintage = 2024", "dialect = { delimiter = \";\", decimal = \".\" }"}},
              to_csv(table, {}));
}

void add_safety(Project& project, const Town& town) {
  Table table{.columns = {"Marges", "RegioS", "Perioden", "VoeltZichWeleensOnveiligInBuurt_1"}, .rows = {}};
  for (const int year : {2021, 2023}) {
    const std::int64_t value = 168 + Random(town.seed, "veiligheidsmonitor", {year}).between(-6, 9);
    for (const auto& [margin, shift] : {std::pair{"MW00000", 0}, std::pair{"MOG0095", -17}, std::pair{"MBG0095", 17}}) {
      table.rows.push_back({Cell::text(margin), Cell::text(padded(kGemeenteCode, 10)), Cell::text(fmt::format("{}JJ00", year)),
                            Cell::number(value + shift, 1)});
    }
  }
  project.add({.source = "cbs-veiligheidsmonitor",
               .path = "sources/open/veiligheidsmonitor-85146NED.csv",
               .table = "85146NED",
               .format = "csv",
               .lines = {"vintage = 2024", "dialect = { delimiter = \";\", decimal = \".\" }"}},
              to_csv(table, {}));
}

}  // namespace

void add_gemeente_tables(Project& project, const Town& town, const Ledger&) {
  for (const Series& series : kSeries) add_series(project, town, series);
  add_safety(project, town);
}

void add_municipal_tables(Project& project, const Town& town, const Ledger& ledger) {
  constexpr std::array<std::pair<const char*, Quantity>, 13> kPopulations = {{{"inwoners", kInhabitants},
                                                                              {"inwoners_18plus", kFrom18},
                                                                              {"inwoners_12plus", kFrom12},
                                                                              {"inwoners_onder_18", kUnder18},
                                                                              {"inwoners_onder_23", kUnder23},
                                                                              {"inwoners_onder_27", kUnder27},
                                                                              {"inwoners_5_17", kAge5To17},
                                                                              {"meisjes_15_19", kGirls15To19},
                                                                              {"leerlingen_12_22", kPupils12To22},
                                                                              {"huishoudens", kHouseholds},
                                                                              {"woningen", kDwellings},
                                                                              {"huurwoningen", kRented},
                                                                              {"verzekerden", kInsured}}};
  Table table{.columns = {"gebied", "jaar"}, .rows = {}};
  for (const auto& [name, quantity] : kPopulations) table.columns.emplace_back(name);
  for (const Area* area : town.after.areas()) {
    for (int year = kFirstYear; year <= kLastYear; ++year) {
      const Counts counts = ledger.sum(*area, year);
      std::vector<Cell> row = {Cell::text(area->code), Cell::number(year)};
      for (const auto& [name, quantity] : kPopulations) row.push_back(Cell::number(counts[quantity]));
      table.rows.push_back(std::move(row));
    }
  }
  project.add({.source = "gemeente-bevolking",
               .path = "sources/gemeente/bevolking.csv",
               .table = "bevolking",
               .format = "csv",
               .lines = {"vintage = 2024", "dialect = { delimiter = \";\", decimal = \".\" }"}},
              to_csv(table, {}));
}

}  // namespace trede::demo
