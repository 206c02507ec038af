// SPDX-License-Identifier: EUPL-1.2
// Tables in the form of the police figures: crimes as an untyped OData answer, nuisance as CSV. Registered where it happens, so also
// where nobody lives; small numbers in a buurt are withheld as null.

#include <array>

#include <fmt/format.h>

#include "demo/project.hpp"
#include "demo/random.hpp"

namespace trede::demo {
namespace {

struct Kind {
  const char* key;
  std::int64_t per_1000;  // registrations per 1,000 inhabitants a year, times 1000
  std::int64_t slope;
  std::int64_t pull;      // how many times more in the middle of the town, in percent
  std::int64_t per_year;  // growth a year, in percent
};

constexpr std::array<Kind, 2> kCrimes = {{{"0.0.0 ", 27'000, 260, 190, -2}, {"1.1.1 ", 1'700, 120, 90, -3}}};
constexpr std::array<Kind, 5> kNuisance = {{{"jeugd", 4'600, 240, 60, -1},
                                            {"alcohol_drugs", 2'600, 280, 220, 1},
                                            {"burengerucht", 4'400, 330, 20, 1},
                                            {"zwervers", 700, 180, 420, 2},
                                            {"verward", 5'200, 300, 110, 3}}};

std::int64_t registered(const Town& town, const Ledger& ledger, int atom, int year, const Kind& kind) {
  const Atom& place = town.atoms[static_cast<std::size_t>(atom)];
  Random random(town.seed, kind.key, {atom, year});
  // Streets, harbour and parks have events without inhabitants.
  const std::int64_t people = ledger.of(atom, year)[kInhabitants] + static_cast<std::int64_t>(place.cells.size()) * 3;
  const std::int64_t pull = 100 + kind.pull * place.centrality * place.centrality / 1'000'000;
  const std::int64_t trend = 100 + kind.per_year * (year - kFirstYear);
  return random.count(people * scaled(kind.per_1000, kind.slope, place.deprivation) / 1000 * pull / 100 * trend / 100);
}

template <std::size_t N>
Table police(const Town& town, const Ledger& ledger, const std::array<Kind, N>& kinds, const char* dimension, const char* topic) {
  Table table;
  table.columns = {dimension, "WijkenEnBuurten", "Perioden", topic};
  for (const Kind& kind : kinds) {
    for (const Area* area : town.after.areas()) {
      for (int year = kFirstYear; year <= kLastYear; ++year) {
        std::int64_t sum = 0;
        for (const int atom : area->atoms) sum += registered(town, ledger, atom, year, kind);
        const bool withheld = area->level == Level::buurt && sum > 0 && sum < 3;
        table.rows.push_back({Cell::text(kind.key), Cell::text(padded(area->code, 10)), Cell::text(fmt::format("{}JJ00", year)),
                              withheld ? Cell::secret() : Cell::number(sum)});
      }
    }
  }
  return table;
}

}  // namespace

void add_police(Project& project, const Town& town, const Ledger& ledger) {
  project.add(
      {.source = "politie-misdrijven",
       .path = "sources/open/politie-47018NED_UntypedDataSet.json",
       .table = "47018NED",
       .format = "odata3",
       .lines = {"vintage = 2024"}},
      to_odata_untyped(police(town, ledger, kCrimes, "SoortMisdrijf", "GeregistreerdeMisdrijven_1"), "dataderden.cbs.nl", "47018NED"));
  project.add({.source = "politie-overlast",
               .path = "sources/open/politie-47024NED.csv",
               .table = "47024NED",
               .format = "csv",
               .lines = {"vintage = 2024", "dialect = { delimiter = \";\", decimal = \".\" }"}},
              to_csv(police(town, ledger, kNuisance, "Overlast", "GeregistreerdeOverlast_1"),
                     {.delimiter = ';', .decimal = '.', .secret = "", .bom = true}));
}

}  // namespace trede::demo
