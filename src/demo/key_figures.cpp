// SPDX-License-Identifier: EUPL-1.2
// Tables in the form of CBS's "Kerncijfers wijken en buurten": one a year, on the areas of that year, whose keys end in a position number
// that shifts, with CBS's random rounding to 5 and 10, confidential small numbers, and columns that are still empty.

#include <array>

#include <fmt/format.h>

#include "demo/project.hpp"
#include "demo/random.hpp"

namespace trede::demo {
namespace {

// What one cell is made from.
struct Origin {
  const Counts& counts;
  bool exact;  // the gemeente is not rounded
  Random& random;
  std::int64_t middle;  // centrality of the area
};

Cell round_to(const Origin& origin, std::int64_t value, std::int64_t base) {
  if (origin.exact) return Cell::number(value);
  const std::int64_t rest = value % base;
  const bool up = origin.random.below(base) < rest;  // unbiased: up with probability rest / base
  return Cell::number(value - rest + (up ? base : 0));
}

Cell count(const Origin& origin, Quantity q) { return round_to(origin, origin.counts[q], 5); }
Cell benefit(const Origin& origin, Quantity q) {
  return origin.counts[kInhabitants] < 50 ? Cell::secret() : round_to(origin, origin.counts[q], 10);
}
Cell care(const Origin& origin, Quantity q) { return origin.counts[q] <= 7 ? Cell::secret() : round_to(origin, origin.counts[q], 5); }

// part / whole × factor with so many decimals; withheld when the whole is below `least`.
Cell ratio(std::int64_t part, std::int64_t whole, std::int64_t factor, int decimals, std::int64_t least) {
  if (whole < least || whole == 0) return Cell::secret();
  return Cell::number(rounded(part * factor * (decimals == 1 ? 10 : 1), whole), decimals);
}

Cell percent(const Origin& o, Quantity part, Quantity whole, int decimals, std::int64_t least) {
  return ratio(o.counts[part], o.counts[whole], 100, decimals, least);
}

Cell distance(const Origin& o, std::int64_t nearest) {
  return Cell::number((nearest + (1000 - o.middle) * 2 + o.random.between(0, 300)) / 100, 1);
}

struct Column {
  const char* stem;
  int from;
  int to;
  Cell (*make)(const Origin&);
};

template <Quantity Q>
Cell counted(const Origin& o) {
  return count(o, Q);
}

constexpr int kOldOrigin = 2022;

const std::vector<Column>& columns() {
  static const std::vector<Column> list = {
      {"AantalInwoners", 2017, 2024, counted<kInhabitants>},
      {"Mannen", 2017, 2024, counted<kMen>},
      {"Vrouwen", 2017, 2024, counted<kWomen>},
      {"k_0Tot15Jaar", 2017, 2024, counted<kAge0To15>},
      {"k_15Tot25Jaar", 2017, 2024, counted<kAge15To25>},
      {"k_25Tot45Jaar", 2017, 2024, counted<kAge25To45>},
      {"k_45Tot65Jaar", 2017, 2024, counted<kAge45To65>},
      {"k_65JaarOfOuder", 2017, 2024, counted<kAge65>},
      {"Ongehuwd", 2017, 2024, counted<kUnmarried>},
      {"Gehuwd", 2017, 2024, counted<kMarried>},
      {"Gescheiden", 2017, 2024, counted<kDivorced>},
      {"Verweduwd", 2017, 2024, counted<kWidowed>},
      {"WestersTotaal", 2017, kOldOrigin, counted<kOriginEurope>},
      {"NietWestersTotaal", 2017, kOldOrigin, counted<kOriginOther>},
      {"Nederland", kOldOrigin + 1, 2024, counted<kOriginDutch>},
      {"EuropaExclusiefNederland", kOldOrigin + 1, 2024, counted<kOriginEurope>},
      {"BuitenEuropa", kOldOrigin + 1, 2024, counted<kOriginOther>},
      {"GeboorteTotaal", 2019, 2024, counted<kBirths>},
      {"SterfteTotaal", 2019, 2024, counted<kDeaths>},
      {"HuishoudensTotaal", 2017, 2024, counted<kHouseholds>},
      {"Eenpersoonshuishoudens", 2017, 2024, counted<kOnePerson>},
      {"HuishoudensZonderKinderen", 2017, 2024, counted<kWithoutChildren>},
      {"HuishoudensMetKinderen", 2017, 2024, counted<kWithChildren>},
      {"GemiddeldeHuishoudensgrootte", 2017, 2024,
       [](const Origin& o) { return ratio(o.counts[kInhabitants], o.counts[kHouseholds], 1, 1, 5); }},
      {"Bevolkingsdichtheid", 2017, 2024, [](const Origin& o) { return ratio(o.counts[kInhabitants], o.counts[kLandAre], 10'000, 0, 1); }},
      {"Woningvoorraad", 2017, 2024, [](const Origin& o) { return Cell::number(o.counts[kDwellings]); }},
      {"Koopwoningen", 2017, 2024, [](const Origin& o) { return percent(o, kOwned, kDwellings, 0, 20); }},
      {"HuurwoningenTotaal", 2017, 2024, [](const Origin& o) { return percent(o, kRented, kDwellings, 0, 20); }},
      {"InBezitWoningcorporatie", 2017, 2024, [](const Origin& o) { return percent(o, kRentedAssociation, kDwellings, 0, 20); }},
      {"InBezitOverigeVerhuurders", 2017, 2024, [](const Origin& o) { return percent(o, kRentedOther, kDwellings, 0, 20); }},
      {"OpleidingsniveauLaag", 2018, 2022, counted<kLowEducation>},
      {"OpleidingsniveauMiddelbaar", 2018, 2022, counted<kMiddleEducation>},
      {"OpleidingsniveauHoog", 2018, 2022, counted<kHighEducation>},
      {"BasisonderwijsVmboMbo1", 2023, 2024, counted<kLowEducation>},
      {"HavoVwoMbo24", 2023, 2024, counted<kMiddleEducation>},
      {"HboWo", 2023, 2024, counted<kHighEducation>},
      {"NettoArbeidsparticipatie", 2018, 2022, [](const Origin& o) { return percent(o, kEmployed, kAge15To74, 0, 100); }},
      {"Nettoarbeidsparticipatie", 2023, 2024, [](const Origin& o) { return percent(o, kEmployed, kAge15To74, 0, 100); }},
      {"k_40HuishoudensMetLaagsteInkomen", 2017, 2024,
       [](const Origin& o) { return percent(o, kLowIncomeHouseholds, kHouseholds, 1, 100); }},
      {"HuishoudensMetEenLaagInkomen", 2018, 2023, [](const Origin& o) { return percent(o, kPoor, kInhabitants, 1, 200); }},
      {"PersonenInArmoede", 2024, 2024, [](const Origin& o) { return percent(o, kPoor, kInhabitants, 1, 200); }},
      {"MediaanVermogenVanParticuliereHuish", 2017, 2024, [](const Origin&) { return Cell::empty(); }},
      {"PersonenPerSoortUitkeringBijstand", 2017, 2024, [](const Origin& o) { return benefit(o, kAssistance); }},
      {"PersonenPerSoortUitkeringAO", 2017, 2024, [](const Origin& o) { return benefit(o, kDisability); }},
      {"PersonenPerSoortUitkeringWW", 2017, 2024, [](const Origin& o) { return benefit(o, kUnemployment); }},
      {"PersonenPerSoortUitkeringAOW", 2017, 2024, [](const Origin& o) { return benefit(o, kPension); }},
      {"JongerenMetJeugdzorgInNatura", 2018, 2024, [](const Origin& o) { return care(o, kYouthCare); }},
      {"PercentageJongerenMetJeugdzorg", 2018, 2024,
       [](const Origin& o) { return o.counts[kYouthCare] <= 7 ? Cell::secret() : percent(o, kYouthCare, kUnder23, 1, 50); }},
      {"WmoClienten", 2018, 2024, [](const Origin& o) { return care(o, kSocialSupport); }},
      {"WmoClientenRelatief", 2018, 2024,
       [](const Origin& o) {
         return o.counts[kSocialSupport] <= 7 ? Cell::secret() : ratio(o.counts[kSocialSupport], o.counts[kInhabitants], 1000, 0, 50);
       }},
      {"PersonenautoSTotaal", 2017, 2024, counted<kCars>},
      {"PersonenautoSPerHuishouden", 2017, 2024, [](const Origin& o) { return ratio(o.counts[kCars], o.counts[kHouseholds], 1, 1, 20); }},
      {"AfstandTotHuisartsenpraktijk", 2017, 2024, [](const Origin& o) { return distance(o, 400); }},
      {"AfstandTotGroteSupermarkt", 2017, 2024, [](const Origin& o) { return distance(o, 300); }},
      {"OppervlakteTotaal", 2017, 2024, [](const Origin& o) { return Cell::number((o.counts[kLandAre] + o.counts[kWaterAre]) / 100); }},
      {"OppervlakteLand", 2017, 2024, [](const Origin& o) { return Cell::number(o.counts[kLandAre] / 100); }},
      {"OppervlakteWater", 2017, 2024, [](const Origin& o) { return Cell::number(o.counts[kWaterAre] / 100); }},
      {"MateVanStedelijkheid", 2017, 2024,
       [](const Origin& o) {
         return Cell::number(o.middle > 800 ? 1 : o.middle > 550 ? 2 : o.middle > 300 ? 3 : 4);
       }},
      {"Omgevingsadressendichtheid", 2017, 2024, [](const Origin& o) { return Cell::number(600 + o.middle * 24 / 10); }},
  };
  return list;
}

// Counts that CBS gives as 0 where nobody lives; everything else is left out there.
bool zero_when_empty(std::string_view stem) {
  return stem.starts_with("AantalInwoners") || stem.starts_with("HuishoudensTotaal") || stem.starts_with("k_") ||
         stem.starts_with("Woningvoorraad");
}
bool of_the_ground(std::string_view stem) { return stem.starts_with("Oppervlakte"); }

// Not yet published in the latest table.
bool not_yet(std::string_view stem, int year) {
  return year == kLastYear && (stem == "Nettoarbeidsparticipatie" || stem.starts_with("AfstandTot"));
}

const char* kind_of(Level level) { return level == Level::gemeente ? "Gemeente" : level == Level::wijk ? "Wijk" : "Buurt"; }

Table key_figures(const Town& town, const Ledger& ledger, int year) {
  Table table;
  table.columns = {"WijkenEnBuurten", "Gemeentenaam_1", "SoortRegio_2", "Codering_3", "IndelingswijzigingWijkenEnBuurten_4"};
  std::vector<const Column*> used;
  for (const Column& column : columns()) {
    if (year < column.from || year > column.to) continue;
    used.push_back(&column);
    table.columns.push_back(fmt::format("{}_{}", column.stem, used.size() + 4));
  }
  int index = 0;
  for (const Area* area : town.division(year).areas()) {
    const Counts counts = ledger.sum(*area, year);
    std::int64_t middle = 0;
    for (const int atom : area->atoms) middle += town.atoms[static_cast<std::size_t>(atom)].centrality;
    middle /= static_cast<std::int64_t>(area->atoms.size());
    const std::string code = padded(area->code, 10);
    std::vector<Cell> row = {Cell::text(code), Cell::text(padded(kGemeenteName, 40)), Cell::text(padded(kind_of(area->level), 10)),
                             Cell::text(code), Cell::text(area->level == Level::gemeente ? "." : "1")};
    for (std::size_t c = 0; c < used.size(); ++c) {
      const std::string_view stem = used[c]->stem;
      Random random(town.seed, "kwb", {year, index, static_cast<std::int64_t>(c)});
      const bool nobody = counts[kInhabitants] == 0;
      if (not_yet(stem, year)) row.push_back(Cell::empty());
      else if (nobody && zero_when_empty(stem)) row.push_back(stem.starts_with("k_40") ? Cell::empty() : Cell::number(0));
      else if (nobody && !of_the_ground(stem)) row.push_back(Cell::empty());
      else row.push_back(used[c]->make({.counts = counts, .exact = area->level == Level::gemeente, .random = random, .middle = middle}));
    }
    table.rows.push_back(std::move(row));
    ++index;
  }
  return table;
}

constexpr std::array<const char*, kYears> kTables = {"83765NED", "84286NED", "84583NED", "84799NED",
                                                     "85039NED", "85318NED", "85618NED", "85984NED"};

}  // namespace

void add_key_figures(Project& project, const Town& town, const Ledger& ledger) {
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    const std::string id = kTables[static_cast<std::size_t>(year - kFirstYear)];
    const Table table = key_figures(town, ledger, year);
    const std::string modified = fmt::format("modified = \"{}-12-17T02:00:00\"", year);
    if (year == 2017) {
      project.add(
          {.source = "kwb", .path = "sources/open/kwb-2017_UntypedDataSet.json", .table = id, .format = "odata3", .lines = {modified}},
          to_odata_untyped(table, "opendata.cbs.nl", id));
    } else if (year == 2021 || year == 2023) {
      project.add({.source = "kwb",
                   .path = fmt::format("sources/open/kwb-{}_TypedDataSet.json", year),
                   .table = id,
                   .format = "odata3",
                   .lines = {modified}},
                  to_odata_typed(table, "opendata.cbs.nl", id));
    } else {
      project.add({.source = "kwb",
                   .path = fmt::format("sources/open/kwb-{}.csv", year),
                   .table = id,
                   .format = "csv",
                   .lines = {modified, "dialect = { delimiter = \",\", decimal = \".\" }"}},
                  to_csv(table, {.delimiter = ',', .decimal = '.', .secret = ""}));
    }
  }
}

}  // namespace trede::demo
