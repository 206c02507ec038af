// SPDX-License-Identifier: EUPL-1.2
// Model estimates in the form of RIVM's "Gezondheid per wijk en buurt": two tables with other keys, two age groups, published margins.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "demo/project.hpp"
#include "demo/random.hpp"

namespace trede::demo {
namespace {

struct Topic {
  const char* old_stem;  // in 50120NED; nullptr = not in that table
  const char* new_stem;  // in 50150NED
  ModelledShare share;
  std::int64_t elder;  // at 65 and older, in percent of the whole
  bool complement;     // the table gives the favourable side
};

constexpr std::array<Topic, 13> kTopics = {{
    {"ErvarenGezondheidGoedZeerGoed", "GoedErvarenGezondheid", {.base = 2200, .slope = 260, .per_year = 30}, 165, true},
    {"Eenzaam", "Eenzaam", {.base = 4500, .slope = 90, .per_year = 35}, 112, false},
    {"ErnstigZeerErnstigEenzaam", "SterkEenzaam", {.base = 1250, .slope = 240, .per_year = 25}, 96, false},
    {"HoogRisicoOpAngstOfDepressie",
     "HoogRisicoAngststoornisOfDepressie",
     {.base = 760, .slope = 330, .per_year = 30, .with_cluster = true},
     62,
     false},
    {"HeelVeelStressInAfgelopen4Weken",
     "HeelVeelStressAfg4Weken",
     {.base = 1850, .slope = 150, .per_year = 35, .with_cluster = true},
     48,
     false},
    {"MatigVeelRegieOverEigenLeven", "MatigVeelRegieOverHetEigenLeven", {.base = 950, .slope = 300, .per_year = 15}, 130, true},
    {"BeperktVanwegeGezondheid", "LangdurigBeperkt", {.base = 3050, .slope = 180, .per_year = 10}, 150, false},
    {"Roker", "RooktTabak", {.base = 1950, .slope = 220, .per_year = -40}, 60, false},
    {"OvermatigeDrinker", "OvermatigDrinken", {.base = 720, .slope = -60, .per_year = -8}, 90, false},
    {"Mantelzorger", "Mantelzorger", {.base = 1380, .slope = 25, .per_year = 5}, 105, false},
    {"MoeiteMetRondkomen", "MoeiteMetRondkomen", {.base = 1450, .slope = 380, .per_year = 10}, 70, false},
    {"ErnstigeGeluidhinderDoorBuren",
     "ErnstigeGeluidhinderDoorBuren",
     {.base = 690, .slope = 250, .per_year = 12, .with_cluster = true},
     70,
     false},
    {nullptr, "TevredenMetDeWoning", {.base = 1250, .slope = 320, .per_year = 20}, 60, true},
}};

constexpr std::int64_t kFewest = 10;  // adults; below it the source gives a dot

const char* kind_of(Level level) { return level == Level::gemeente ? "Gemeente" : level == Level::wijk ? "Wijk" : "Buurt"; }

// Hundredths of a percent to one decimal, kept inside 0 … 100.
Cell share_cell(std::int64_t hundredths) { return Cell::number(rounded(std::clamp<std::int64_t>(hundredths, 0, 10'000), 10), 1); }

Table health(const Town& town, const Ledger& ledger, int division_year, bool old_table, const std::vector<int>& years) {
  Table table;
  table.columns = {"Leeftijd", "Marges", "WijkenEnBuurten", "Perioden", "Gemeentenaam_1", "SoortRegio_2", "Codering_3"};
  std::vector<const Topic*> used;
  for (const Topic& topic : kTopics) {
    const char* stem = old_table ? topic.old_stem : topic.new_stem;
    if (stem == nullptr) continue;
    used.push_back(&topic);
    table.columns.push_back(fmt::format("{}_{}", stem, used.size() + 3));
  }
  constexpr std::array<std::pair<const char*, int>, 3> kMargins = {{{"MW00000", 0}, {"MOG0095", -1}, {"MBG0095", 1}}};
  for (const bool elder : {false, true}) {
    for (const auto& [margin, side] : kMargins) {
      for (const Area* area : town.division(division_year).areas()) {
        for (const int year : years) {
          const Counts counts = ledger.sum(*area, year);
          const std::int64_t adults = elder ? counts[kAge65] : counts[kFrom18];
          std::vector<Cell> row = {Cell::text(elder ? "80200" : "20300"),
                                   Cell::text(margin),
                                   Cell::text(area->code),
                                   Cell::text(fmt::format("{}JJ00", year)),
                                   Cell::text(kGemeenteName),
                                   Cell::text(kind_of(area->level)),
                                   Cell::text(area->code)};
          for (const Topic* topic : used) {
            if (adults < kFewest) {
              row.push_back(Cell::secret());
              continue;
            }
            std::int64_t value = modelled(town, ledger, *area, year, topic->share);
            if (elder) value = value * topic->elder / 100;
            // A model's margin narrows with the number of adults, but not to nothing.
            const std::int64_t half = 40 + integer_root(std::clamp<std::int64_t>(value, 50, 9950) * 600 / integer_root(adults));
            value = (topic->complement ? 10'000 - value : value) + side * half;
            row.push_back(share_cell(value));
          }
          table.rows.push_back(std::move(row));
        }
      }
    }
  }
  return table;
}

}  // namespace

void add_health(Project& project, const Town& town, const Ledger& ledger) {
  const CsvStyle style{.delimiter = ',', .decimal = '.', .secret = "."};
  const std::string dialect = "dialect = { delimiter = \",\", decimal = \".\" }";
  project.add({.source = "smap",
               .path = "sources/open/gezondheid-50120NED.csv",
               .table = "50120NED",
               .format = "csv",
               .lines = {"vintage = 2022", dialect}},
              to_csv(health(town, ledger, 2022, true, {2020, 2022}), style));
  project.add({.source = "smap", .path = "sources/open/gezondheid-50150NED.csv", .table = "50150NED", .format = "csv", .lines = {dialect}},
              to_csv(health(town, ledger, 2024, false, {2024}), style));
}

}  // namespace trede::demo
