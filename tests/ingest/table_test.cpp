// SPDX-License-Identifier: EUPL-1.2
// Tables: what is read of a CSV file.

#include <cmath>
#include <set>

#include <fmt/format.h>

#include "table_support.hpp"

namespace trede::testing {
namespace {

TEST(Tables, ColumnsAreReadByNameInAnyOrderWithTheirReasons) {
  SmallProject setup;
  setup.file("t.csv",
             "saldo;extra;inwoners;deel;gebied;jaar\n"
             "-3,25;noot;100;12,5;BU00010101;2020\n"
             "-0;;0;.;BU00010102;2020\n"
             ";;-99999999;x;WK000101  ;2020\n"
             "1;;9;100;GM0001;2020JJ00\n"
             "1;;17000000;50;NL01;2020\n"
             "9;;9;9;BU00020101;2020\n"
             "9;;9;9;PV20;2020\n");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(staging->tables[0].area.size(), 5U);
  EXPECT_EQ(staging->tables[0].from.rows, 7);
  EXPECT_EQ(at(*staging, "saldo", "BU00010101", 2020), -3.25);
  EXPECT_FALSE(std::signbit(at(*staging, "saldo", "BU00010102", 2020)));
  Missing why{};
  at(*staging, "deel", "BU00010102", 2020, &why);
  EXPECT_EQ(why, Missing::confidential);
  at(*staging, "inwoners", "WK000101", 2020, &why);
  EXPECT_EQ(why, Missing::not_published_yet);
  at(*staging, "saldo", "WK000101", 2020, &why);
  EXPECT_EQ(why, Missing::confidential);  // empty, but the column is not
  EXPECT_EQ(at(*staging, "inwoners", "NL00", 2020), 17000000);
}

TEST(Tables, AnEmptyColumnAnUninhabitedAreaAndAnEmptyCellHaveThreeReasons) {
  SmallProject setup;
  DivisionConfig division;
  division.vintage = Vintage{2020};
  division.inhabitants_source = SourceId("tabel");
  division.inhabitants_column = "inwoners";
  setup.project.divisions = {division};
  setup.file("t.csv", kHeader + "BU00010101;2020;0;;\nBU00010102;2020;5;;\nBU00010103;2020;5;50;\n");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  Missing why{};
  at(*staging, "deel", "BU00010101", 2020, &why);
  EXPECT_EQ(why, Missing::not_applicable);
  at(*staging, "deel", "BU00010102", 2020, &why);
  EXPECT_EQ(why, Missing::confidential);
  at(*staging, "saldo", "BU00010103", 2020, &why);
  EXPECT_EQ(why, Missing::not_published_yet);
}

TEST(Tables, StemsAliasesAndFullKeysFindTheirColumnAndTwoCandidatesAreAnError) {
  SmallProject setup;
  setup.source().tables[0].aliases = {{"Percentage", "deel"}};
  setup.file("t.csv", "gebied_1;jaar_2;inwoners_5;Percentage_64;saldo\nBU00010101;2020;1;2;3\n").table = TableId("T1");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(at(*staging, "deel", "BU00010101", 2020), 2);
  EXPECT_EQ(staging->tables[0].column("inwoners")->key, "inwoners_5");
  SmallProject twice;
  twice.file("t.csv", "gebied;jaar;inwoners_5;inwoners_9;deel;saldo\nBU00010101;2020;1;2;3;4\n");
  auto refused = twice.run();
  ASSERT_FALSE(refused.has_value());
  EXPECT_TRUE(has(refused.error(), "ingest.header.ambiguous"));
  SmallProject full;
  full.catalogue.denominators[0].figures[0].columns.numerator = {"inwoners_9"};
  full.file("t.csv", "gebied;jaar;inwoners_5;inwoners_9;deel;saldo\nBU00010101;2020;1;2;3;4\n");
  auto exact = full.run();
  ASSERT_TRUE(exact.has_value()) << all(exact.error());
  EXPECT_EQ(at(*exact, "inwoners_9", "BU00010101", 2020), 2);
}

TEST(Tables, OnlyRowsThatSomeMappingSelectsAreKept) {
  SmallProject setup;
  setup.source().select = {{"leeftijd", "18"}};
  setup.source().margin_dimension = "marge";
  setup.source().margin_lower = "L";
  setup.source().margin_upper = "U";
  setup.source().select["marge"] = "M";
  setup.file(
      "t.csv",
      "gebied;jaar;leeftijd;marge;inwoners;deel;saldo\nBU00010101;2020;18 ;M;1;10;1\nBU00010101;2020;18;L;1;9;1\nBU00010101;2020;18;U;1;11;1\nBU00010101;2020;65;M;1;50;1\n");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(staging->tables[0].dimensions.at("marge"), (std::vector<std::string>{"L", "M", "U"}));
  EXPECT_EQ(staging->tables[0].dimensions.at("leeftijd"), (std::vector<std::string>{"18", "18", "18"}));
}

TEST(Tables, TheOrderOfRowsFilesAndThreadsDoesNotMatter) {
  const std::string a = kHeader + "BU00010101;2020;1;1;1\nBU00010102;2020;2;2;2\nGM0001;2019;3;3;3\n";
  const std::string b = kHeader + "GM0001;2019;3;3;3\nBU00010102;2020;2;2;2\nBU00010101;2020;1;1;1\n";
  const std::string c = kHeader + "BU00010201;2018;7;7;7\n";
  const auto print = [](const Staging& staging) {
    std::string out;
    for (const StagedTable& table : staging.tables)
      for (std::size_t row = 0; row < table.area.size(); ++row)
        out += fmt::format("{} {} {}|", table.area[row], table.period[row].str(), table.columns[1].value[row]);
    return out;
  };
  std::set<std::string> seen;
  for (const unsigned threads : {1U, 2U, 8U}) {
    for (const bool turn : {false, true}) {
      SmallProject setup;
      setup.options.threads = threads;
      setup.file("1.csv", turn ? c : a);
      setup.file("2.csv", turn ? b : c);
      auto staging = setup.run();
      ASSERT_TRUE(staging.has_value()) << all(staging.error());
      seen.insert(print(*staging));
    }
  }
  EXPECT_EQ(seen.size(), 1U);
}

TEST(Tables, WijkenInOneFileAndBuurtenInAnotherAreOneTable) {
  const std::string buurten = kHeader + "BU00010102;2020;2;2;2\nBU00010101;2020;1;1;1\n";
  const std::string wijken = kHeader + "WK000101;2020;3;3;3\nBU00010101;2020;1;1;1\n";
  std::set<std::string> hashes;
  for (const bool turn : {false, true}) {
    SmallProject setup;
    setup.file(turn ? "wijken.csv" : "buurten.csv", turn ? wijken : buurten);
    setup.file(turn ? "buurten.csv" : "wijken.csv", turn ? buurten : wijken);
    auto staging = setup.run();
    ASSERT_TRUE(staging.has_value()) << all(staging.error());
    ASSERT_EQ(staging->tables.size(), 1U);
    const StagedTable& table = staging->tables[0];
    ASSERT_EQ(table.area.size(), 3U);  // the buurt that is in both is there once
    EXPECT_EQ(table.column("inwoners")->value, (std::vector<double>{3, 1, 2}));
    EXPECT_EQ(staging->divisions[0].code(table.area[0]).str(), "WK000101");
    EXPECT_EQ(table.from.file, "buurten.csv, wijken.csv");
    EXPECT_EQ(table.from.rows, 4);
    EXPECT_TRUE(has(staging->warnings, "ingest.table.repeated_file"));
    hashes.insert(table.from.sha256);
  }
  EXPECT_EQ(hashes.size(), 1U);
}

TEST(Tables, AFileWithColumnsOfItsOwnFillsTheRowsOfTheOther) {
  SmallProject setup;
  setup.file("a.csv", "gebied;jaar;inwoners\nBU00010101;2020;1\nBU00010102;2020;2\n");
  setup.file("b.csv", "gebied;jaar;saldo\nBU00010101;2020;7\n");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  ASSERT_EQ(staging->tables.size(), 1U);
  const StagedTable& table = staging->tables[0];
  EXPECT_EQ(table.column("inwoners")->value, (std::vector<double>{1, 2}));
  EXPECT_EQ(table.column("saldo")->value, (std::vector<double>{7, 0}));
  EXPECT_EQ(table.column("saldo")->missing, (std::vector<Missing>{Missing::none, Missing::unknown}));
}

TEST(Tables, FilesOfOtherPeriodsOrOtherKeysStayApart) {
  SmallProject years;
  years.file("2019.csv", kHeader + "BU00010101;2019;1;1;1\n");
  years.file("2020.csv", kHeader + "BU00010101;2020;2;2;2\n");
  auto apart = years.run();
  ASSERT_TRUE(apart.has_value()) << all(apart.error());
  EXPECT_EQ(apart->tables.size(), 2U);
  SmallProject ages;
  for (Indicator& indicator : ages.catalogue.indicators) indicator.figures[0].columns.select = {{"Leeftijd", "18+"}};
  ages.catalogue.indicators[1].figures[0].columns.select = {{"Leeftijd", "65+"}};
  ages.file("18.csv", "gebied;jaar;Leeftijd;deel;saldo\nBU00010101;2020;18+;1;1\n");
  ages.file("65.csv", "gebied;jaar;Leeftijd;deel;saldo\nBU00010101;2020;65+;2;2\n");
  ages.catalogue.denominators.clear();
  auto by_age = ages.run();
  ASSERT_TRUE(by_age.has_value()) << all(by_age.error());
  ASSERT_EQ(by_age->tables.size(), 2U);
  EXPECT_EQ(by_age->tables[0].from.file.find(','), std::string::npos);
}

TEST(Tables, AreasAreFoundByNameWithoutMindingAccentsAndByNumber) {
  SmallProject setup;
  SourceFileConfig& named =
      setup.file("t.csv", kHeader + "castilielaan;2020;1;1;1\nT HOOL;2020;2;2;2\nOver het spoor;2020;3;3;3\nOnbekend;2020;4;4;4\n");
  named.area_by = AreaBy::name;
  named.area_level = AreaLevel::buurt;
  named.aliases = setup.folder.write("a.csv", "naam;code\nover het Spoor;BU00010201\nonbekend;\n");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(staging->tables[0].area.size(), 3U);
  EXPECT_EQ(at(*staging, "inwoners", "BU00010103", 2020), 1);
  EXPECT_EQ(at(*staging, "inwoners", "BU00010201", 2020), 3);
  SmallProject numbered;
  SourceFileConfig& file = numbered.file("t.csv", kHeader + "10101;2020;1;1;1\n00010102;2020;2;2;2\n20101;2020;9;9;9\n");
  file.area_by = AreaBy::number;
  file.area_level = AreaLevel::buurt;
  auto by_number = numbered.run();
  ASSERT_TRUE(by_number.has_value()) << all(by_number.error());
  EXPECT_EQ(at(*by_number, "inwoners", "BU00010102", 2020), 2);
  EXPECT_EQ(by_number->tables[0].area.size(), 2U);
}

TEST(Tables, ATableWithoutHeaderIsReadByPosition) {
  SmallProject setup;
  SourceFileConfig& file = setup.file("t.csv", "BU00010101;2020;7;7;7\nBU00010102;2020;7;7;8\n");
  file.dialect.header = false;
  file.columns = {{"area", "1"}, {"period", "2"}, {"inwoners", "3"}, {"deel", "4"}, {"saldo", "5"}};
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(at(*staging, "saldo", "BU00010102", 2020), 8);
}

}  // namespace
}  // namespace trede::testing
