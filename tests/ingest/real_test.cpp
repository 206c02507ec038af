// SPDX-License-Identifier: EUPL-1.2
// Ingest on real public data. Skipped, loudly, where the data is not.

#include <chrono>
#include <cmath>

#include "fixture.hpp"

namespace trede::testing {
namespace {

class Real : public ::testing::Test {
 protected:
  void SetUp() override {
    data_ = real_data();
    if (data_.empty()) GTEST_SKIP() << "real data not found: set TREDE_REAL_DATA";
    project_.salt = "zout-van-een-klein-dorp";
  }

  std::string data_;
  Project project_;
  Catalogue catalogue_;

  AreaSet division(bool national = false) {
    const std::vector<AreaCode> only = national ? std::vector<AreaCode>{} : std::vector<AreaCode>{code("GM0772")};
    CodeListSpec spec;
    spec.path = data_ + "/kwb2020/84799NED_WijkenEnBuurten.csv.gz";
    spec.code_column = "Key";
    spec.name_column = "Title";
    auto rows = read_code_list(spec, only);
    EXPECT_TRUE(rows.has_value());
    auto set = AreaSet::build(Vintage{2020}, std::move(*rows));
    EXPECT_TRUE(set.has_value());
    return *set;
  }

  Source& add_source(const std::string& id, const std::string& table) {
    Source source;
    source.id = SourceId(id);
    source.area_column = "WijkenEnBuurten";
    source.missing = {{".", Missing::confidential}};
    source.null_column_empty = Missing::not_published_yet;
    source.null_area_empty = Missing::not_applicable;
    source.null_otherwise = Missing::confidential;
    SourceTable t;
    t.id = TableId(table);
    t.vintage = Vintage{2020};
    source.tables = {t};
    catalogue_.sources.push_back(source);
    return catalogue_.sources.back();
  }

  SourceFileConfig& add_file(const std::string& id, const std::string& path, const std::string& table) {
    auto found = std::find_if(project_.sources.begin(), project_.sources.end(), [&](const SourceConfig& s) { return s.id.str() == id; });
    if (found == project_.sources.end()) {
      SourceConfig config;
      config.id = SourceId(id);
      project_.sources.push_back(config);
      found = project_.sources.end() - 1;
    }
    SourceFileConfig file;
    file.path = data_ + "/" + path;
    file.shown = path;
    file.table = TableId(table);
    file.retrieved = Date{2022, 3, 27};
    found->files.push_back(file);
    return found->files.back();
  }

  void want(const std::string& source, const std::vector<std::string>& stems, Unit unit, bool count = false) {
    for (const std::string& stem : stems) {
      Figures figures;
      figures.source = SourceId(source);
      if (count) figures.columns.numerator = {stem};
      else figures.columns.value = stem;
      Indicator indicator;
      indicator.id = IndicatorId("i-" + std::to_string(catalogue_.indicators.size()));
      indicator.unit = unit;
      indicator.figures = {figures};
      catalogue_.indicators.push_back(indicator);
    }
  }

  void kwb() {
    add_source("kwb", "84799NED").tables[0].period = Period::year(2020);
    want("kwb", {"AantalInwoners", "HuishoudensTotaal", "PersonenPerSoortUitkeringBijstand", "WmoClienten"}, Unit::number, true);
    DivisionConfig config;
    config.vintage = Vintage{2020};
    config.inhabitants_source = SourceId("kwb");
    config.inhabitants_column = "AantalInwoners";
    project_.divisions = {config};
    project_.vintage = Vintage{2020};
    project_.from = Period::year(2008);
    project_.to = Period::year(2022);
  }

  void eindhoven() { project_.gemeenten = {code("GM0772")}; }

  static double at(const StagedTable& table, const AreaSet& set, const std::string& stem, const std::string& area, const Period& period) {
    const StagedColumn* column = table.column(stem);
    if (column == nullptr) return NAN;
    for (std::size_t row = 0; row < table.area.size(); ++row)
      if (set.code(table.area[row]).str() == area && table.period[row] == period)
        return column->missing[row] == Missing::none ? column->value[row] : NAN;
    return NAN;
  }
};

TEST_F(Real, KwbOfAllTheNetherlandsHas17341AreasAnd465BuurtenWithoutInhabitants) {
  kwb();
  project_.all_gemeenten = true;
  add_file("kwb", "kwb2020/84799NED_TypedDataSet.csv.gz", "84799NED");
  const auto begin = std::chrono::steady_clock::now();
  auto staging = ingest(project_, catalogue_, {division(true)}, {});
  const auto took = std::chrono::steady_clock::now() - begin;
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  std::cerr << "KWB national: " << std::chrono::duration_cast<std::chrono::milliseconds>(took).count() << " ms\n";
  ASSERT_EQ(staging->tables.size(), 1U);
  EXPECT_EQ(staging->tables[0].area.size(), 17341U);
  EXPECT_EQ(staging->tables[0].from.rows, 17341);
  std::size_t uninhabited = 0;
  const AreaSet& set = staging->divisions[0];
  for (AreaIndex i = set.run(AreaLevel::buurt).first; i < set.run(AreaLevel::buurt).last; ++i) uninhabited += staging->uninhabited[0][i];
  EXPECT_EQ(uninhabited, 465U);
}

TEST_F(Real, KwbOfEindhovenHas138RowsAndFourBuurtenWithoutInhabitants) {
  kwb();
  eindhoven();
  add_file("kwb", "kwb2020/84799NED_TypedDataSet.csv.gz", "84799NED").metadata = data_ + "/kwb2020/cbs.v3.84799NED_Metadata.json";
  auto staging = ingest(project_, catalogue_, {division()}, {});
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  const StagedTable& table = staging->tables.at(0);
  const AreaSet& set = staging->divisions[0];
  EXPECT_EQ(table.area.size(), 138U);  // land, gemeente, 20 wijken, 116 buurten
  EXPECT_EQ(table.from.modified, "2021-03-26T02:00:00");
  EXPECT_EQ(table.from.file, "84799NED_TypedDataSet.csv.gz");
  EXPECT_EQ(table.column("AantalInwoners")->key, "AantalInwoners_5");
  EXPECT_EQ(at(table, set, "AantalInwoners", "GM0772", Period::year(2020)), 234394);
  EXPECT_EQ(at(table, set, "AantalInwoners", "NL00", Period::year(2020)), 17407585);
  EXPECT_EQ(std::count(staging->uninhabited[0].begin(), staging->uninhabited[0].end(), 1), 4);
  int secret = 0, not_applicable = 0, not_yet = 0;
  for (std::size_t row = 0; row < table.area.size(); ++row) {
    if (set.level(table.area[row]) != AreaLevel::buurt) continue;
    secret += table.column("PersonenPerSoortUitkeringBijstand")->missing[row] == Missing::confidential ? 1 : 0;
    not_applicable += table.column("PersonenPerSoortUitkeringBijstand")->missing[row] == Missing::not_applicable ? 1 : 0;
    not_yet += table.column("WmoClienten")->missing[row] == Missing::not_published_yet ? 1 : 0;
  }
  EXPECT_EQ(secret + not_applicable, 13);
  EXPECT_EQ(not_applicable, 4);
  EXPECT_EQ(not_yet, 116);
}

TEST_F(Real, SmapOfThreeYearsAndTwoAgesGivesThePublishedValues) {
  eindhoven();
  project_.to = Period::year(2022);
  Source& source = add_source("smap", "50120NED");
  source.period_column = "Perioden";
  source.select = {{"Leeftijd", "20300"}, {"Marges", "MW00000"}};
  source.margin_dimension = "Marges";
  source.margin_lower = "MOG0095";
  source.margin_upper = "MBG0095";
  source.null_column_empty = Missing::not_surveyed;
  want("smap", {"HoogRisicoOpAngstOfDepressie", "ErnstigZeerErnstigEenzaam", "HeelVeelStressInAfgelopen4Weken"}, Unit::percent);
  catalogue_.indicators.front().figures.push_back(catalogue_.indicators.front().figures.front());
  catalogue_.indicators.front().figures.back().columns.select = {{"Leeftijd", "80200"}};
  for (const char* year : {"2012", "2016", "2020"})
    for (const char* age : {"18plus", "65plus"}) add_file("smap", std::string("smap/smap_") + year + "_" + age + ".csv.gz", "50120NED");
  auto staging = ingest(project_, catalogue_, {division()}, {});
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  ASSERT_EQ(staging->tables.size(), 6U);
  const AreaSet& set = staging->divisions[0];
  std::map<std::pair<std::string, std::string>, std::vector<double>> got;
  int not_asked = 0;
  for (const StagedTable& table : staging->tables) {
    ASSERT_EQ(table.area.size(), 138U);
    if (table.dimensions.at("Leeftijd").front() != "20300") continue;
    for (const char* area : {"GM0772", "BU07721110"}) {
      got[{area, "angst"}].push_back(at(table, set, "HoogRisicoOpAngstOfDepressie", area, table.period.front()));
      got[{area, "eenzaam"}].push_back(at(table, set, "ErnstigZeerErnstigEenzaam", area, table.period.front()));
    }
    if (table.column("HeelVeelStressInAfgelopen4Weken")->missing.front() == Missing::not_surveyed) ++not_asked;
  }
  EXPECT_EQ((got[{"GM0772", "angst"}]), (std::vector<double>{8.2, 8.4, 8.7}));
  EXPECT_EQ((got[{"GM0772", "eenzaam"}]), (std::vector<double>{11.8, 13.6, 14.0}));
  EXPECT_EQ((got[{"BU07721110", "angst"}]), (std::vector<double>{7.9, 8.3, 9.5}));
  EXPECT_EQ((got[{"BU07721110", "eenzaam"}]), (std::vector<double>{12.4, 13.6, 15.5}));
  EXPECT_EQ(not_asked, 2);  // the question on stress was put in 2020 only
}

TEST_F(Real, TheSeriesOfEindhovenByNameIsReadFromAWideTable) {
  eindhoven();
  project_.to = Period::year(2022);
  Source& source = add_source("gemeente", "bevolking");
  source.access = Access::municipal;
  want("gemeente", {"inwoners"}, Unit::number, true);
  SourceFileConfig& file = add_file("gemeente", "eindhoven/timed_data-Population.csv", "bevolking");
  file.dialect.delimiter = ';';
  file.area_by = AreaBy::name;
  file.area_level = AreaLevel::buurt;
  file.wide = "Population|{period}";
  file.columns = {{"area", "NbName"}, {"inwoners", "Population"}};
  file.dialect.missing = {{"x", Missing::confidential}, {".", Missing::unknown}, {"-", Missing::unknown}};
  auto refused = ingest(project_, catalogue_, {division()}, {});
  ASSERT_FALSE(refused.has_value());
  EXPECT_TRUE(has(refused.error(), "ingest.area.unknown_name"));  // the row "Onbekend"
  EXPECT_EQ(refused.error().list().size(), 1U) << all(refused.error());
  Folder folder;
  file.aliases = folder.write("aliassen.csv", "naam;code\nOnbekend;\n");
  auto staging = ingest(project_, catalogue_, {division()}, {});
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  const StagedTable& table = staging->tables.at(0);
  EXPECT_EQ(table.area.size(), 116U * 14U);
  EXPECT_EQ(table.from.file, "gemeente #1");
  EXPECT_EQ(at(table, staging->divisions[0], "inwoners", "BU07721110", Period::year(2020)), 3750);
}

TEST_F(Real, AFileThatMixesDecimalCommasAndPointsIsRefusedWithTheirNumbers) {
  eindhoven();
  project_.to = Period::year(2022);
  add_source("gemeente", "mostrecent");
  want("gemeente",
       {"number of residents", "NumberShops", "ScoreDiversity", "PctComplainsAQ", "PctComplainsNoise", "PctUnhappy",
        "Distance2Trainstation", "Distance2Cafe", "PctUnemployed"},
       Unit::score);
  SourceFileConfig& file = add_file("gemeente", "eindhoven/mostrecent_data.csv", "mostrecent");
  file.area_by = AreaBy::name;
  file.area_level = AreaLevel::buurt;
  file.columns = {{"area", "NbName"}};
  file.period = Period::year(2021);
  file.dialect.missing = {{".", Missing::confidential}, {"-", Missing::unknown}, {"x", Missing::confidential}};
  auto staging = ingest(project_, catalogue_, {division()}, {});
  ASSERT_FALSE(staging.has_value());
  EXPECT_EQ(staging.error().failure(), Failure::input);
  const Error* mixed = find(staging.error(), "ingest.number.mixed_marks");
  ASSERT_NE(mixed, nullptr) << all(staging.error());
  std::cerr << to_line(*mixed, "en") << "\n";
  EXPECT_TRUE(has(staging.error(), "ingest.number.decimal_mark"));
}

TEST_F(Real, TwoODataPagesAreOneTableAndTheFirstAloneIsIncomplete) {
  kwb();
  eindhoven();
  add_file("kwb", "odata/v3/84799NED/TypedDataSet_page1.json", "84799NED").format = FileFormat::odata3;
  auto half = ingest(project_, catalogue_, {division()}, {});
  ASSERT_FALSE(half.has_value());
  EXPECT_TRUE(has(half.error(), "ingest.odata.incomplete")) << all(half.error());
  add_file("kwb", "odata/v3/84799NED/TypedDataSet_page2.json", "84799NED").format = FileFormat::odata3;
  auto whole = ingest(project_, catalogue_, {division()}, {});
  ASSERT_TRUE(whole.has_value()) << all(whole.error());
  ASSERT_EQ(whole->tables.size(), 1U);
  EXPECT_EQ(whole->tables[0].area.size(), 138U);
  EXPECT_EQ(whole->tables[0].from.file, "TypedDataSet_page1.json, TypedDataSet_page2.json");
}

TEST_F(Real, TheNdjsonAndTheCsvOfOneTableGiveTheSameStaging) {
  kwb();
  eindhoven();
  add_file("kwb", "kwb2020/84799NED_TypedDataSet.ndjson.gz", "84799NED").format = FileFormat::odata3;
  auto json = ingest(project_, catalogue_, {division()}, {});
  ASSERT_TRUE(json.has_value()) << all(json.error());
  project_.sources.clear();
  add_file("kwb", "kwb2020/84799NED_TypedDataSet.csv.gz", "84799NED");
  auto csv = ingest(project_, catalogue_, {division()}, {});
  ASSERT_TRUE(csv.has_value()) << all(csv.error());
  const StagedTable& a = json->tables.at(0);
  const StagedTable& b = csv->tables.at(0);
  EXPECT_EQ(a.area, b.area);
  ASSERT_EQ(a.columns.size(), b.columns.size());
  for (std::size_t c = 0; c < a.columns.size(); ++c) {
    EXPECT_EQ(a.columns[c].value, b.columns[c].value) << a.columns[c].stem;
    EXPECT_EQ(a.columns[c].missing, b.columns[c].missing) << a.columns[c].stem;
  }
}

}  // namespace
}  // namespace trede::testing
