// SPDX-License-Identifier: EUPL-1.2
// The publication level and own areas in what is written: resources, tables, report.
#include <gtest/gtest.h>
#include <simdjson.h>

#include "base/compress.hpp"
#include "edition/folders.hpp"
#include "edition/read/check_table.hpp"
#include "edition/read/tables.hpp"
#include "edition/read/verify.hpp"
#include "edition/small_town.hpp"

namespace trede::testing_edition {
namespace {

class Levels : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TemporaryFolder>();
    const SmallTown usual;
    const SmallTown rare(false, 7.0, true);
    usual_ = write_edition(folder_->path() / "usual", usual.input(), {.threads = 1}).value().path;
    rare_ = write_edition(folder_->path() / "rare", rare.input(), {.threads = 1}).value().path;
  }
  static void TearDownTestSuite() { folder_.reset(); }

  simdjson::dom::element json(const fs::path& edition, const std::string& name) { return parser_.load((edition / name).string()); }
  simdjson::dom::element indicator(const fs::path& edition, std::string_view id) {
    for (const auto one : simdjson::dom::array(json(edition, "v1/indicatoren.json")["indicatoren"]))
      if (std::string_view(one["id"]) == id) return one;
    throw std::runtime_error("no such indicator");
  }
  static std::string csv(const fs::path& edition, const std::string& name) {
    return gunzip(read_all(edition / "tabellen" / (name + ".csv.gz")), 1U << 30U, name).value();
  }

  simdjson::dom::parser parser_;
  static inline std::unique_ptr<TemporaryFolder> folder_;
  static inline fs::path usual_, rare_;
};

TEST_F(Levels, BothEditionsVerify) {
  EXPECT_EQ(sentences(verify(usual_)), "");
  EXPECT_EQ(sentences(verify(rare_)), "");
}

TEST_F(Levels, AnIndicatorOfFewPeopleIsShownPerWijkAndOverYearsTogetherWithTheReason) {
  const auto one = indicator(rare_, "t2-hulp");
  EXPECT_EQ(std::string_view(one["publicatie"]["niveau"]), "wijk");
  EXPECT_EQ(int64_t(one["publicatie"]["jaren"]), 3);
  EXPECT_FALSE(bool(one["publicatie"]["geen"]));
  EXPECT_FALSE(std::string_view(one["publicatie"]["uitleg"]["nl"]).empty());
  EXPECT_FALSE(std::string_view(one["publicatie"]["uitleg"]["en"]).empty());
  EXPECT_EQ(simdjson::to_string(one["perioden"]), R"(["2019-2021"])");
  EXPECT_EQ(simdjson::to_string(one["niveaus"]), R"(["gemeente","wijk"])") << "levels with figures of their own";
  EXPECT_TRUE(indicator(rare_, "t1-angst")["publicatie"].is_null()) << "an open source has no publication level";
}

TEST_F(Levels, AFinerLevelSaysSoForEveryAreaInTheResourceTheProfileAndTheTable) {
  const auto buurten = json(rare_, "v1/waarnemingen/t2-hulp/buurt.json");
  const auto series = buurten["reeks"].at(0);
  EXPECT_EQ(std::string_view(series["periode"]), "2019-2021");
  std::size_t said = 0;
  for (std::size_t i = 0; i < 12; ++i) {
    EXPECT_TRUE(series["waarde"].at(i).is_null());
    said += std::string_view(buurten["redenen"].at(size_t(int64_t(series["reden"].at(i))))) == "niet_op_dit_niveau" ? 1 : 0;
  }
  EXPECT_GE(said, 11U) << "all but at most the uninhabited one";
  const auto wijken = json(rare_, "v1/waarnemingen/t2-hulp/wijk.json");
  EXPECT_EQ(simdjson::to_string(wijken["reeks"].at(0)["teller"].at(0)), "24");
  const std::string rows = csv(rare_, "waarnemingen");
  EXPECT_NE(rows.find("t2-hulp;2019-2021;BU99990100;2020;buurt;;;;;;;per_1000;personen;ontbreekt;niet_op_dit_niveau;"), std::string::npos);
  EXPECT_NE(csv(rare_, "indicatoren").find(";wijk;3;"), std::string::npos);
}

TEST_F(Levels, OwnAreasAreInTheResourceAndTheTableWithTheirBuurten) {
  const auto own = json(usual_, "v1/eigen-gebieden.json");
  ASSERT_EQ(simdjson::dom::array(own["gebieden"]).size(), 1U);
  EXPECT_EQ(std::string_view(own["gebieden"].at(0)["id"]), "team-oost");
  EXPECT_EQ(simdjson::to_string(own["gebieden"].at(0)["gebieden"]), R"(["BU99990100","BU99990101","BU99990200","BU99990201"])");
  ASSERT_EQ(simdjson::dom::array(own["reeksen"]).size(), 1U);
  const auto series = own["reeksen"].at(0);
  EXPECT_EQ(std::string_view(series["indicator"]), "t2-hulp");
  EXPECT_EQ(simdjson::to_string(series["teller"]), "[158]") << "32 + 35 + 44 + 47";
  EXPECT_EQ(simdjson::to_string(series["noemer"]), "[4000]");
  EXPECT_EQ(simdjson::to_string(series["waarde"]), "[39.5]");
  EXPECT_EQ(simdjson::to_string(series["reden"]), "[0]");
  EXPECT_EQ(csv(usual_, "eigen_gebieden"),
            "eigen_gebied;naam;gebieden;indicator;periode;waarde;teller;noemer;eenheid;telt;status;reden;bron\n"
            "team-oost;Team Oost;BU99990100 BU99990101 BU99990200 BU99990201;t2-hulp;2020;39.5;158;4000;per_1000;personen;gemeten;;mo\n");
}

TEST_F(Levels, TheBuildReportNamesLevelsAndEveryNumberOfARule) {
  const auto report = json(rare_, "rapport/bouw.json");
  EXPECT_EQ(std::string_view(report["publicatie"].at(0)["niveau"]), "wijk");
  std::string_view source;
  for (const auto rule : simdjson::dom::array(report["regels"]))
    if (std::string_view(rule["bron"]) == "mo") {
      source = "mo";
      EXPECT_EQ(int64_t(rule["minimumAantal"]), 10);
      EXPECT_EQ(double(rule["groepsaandeel"]), 0.9);
      EXPECT_EQ(int64_t(rule["breedte"]), 3);
      EXPECT_EQ(std::string_view(rule["methode"]), "suppression");
      EXPECT_TRUE(rule["goedgekeurdDoor"].is_null());
    }
  EXPECT_EQ(source, "mo");
}

// As the editions of trede 0.1 that knew no publication level: the last three columns of `indicatoren` are not there.
TEST(TableContracts, ATableWithoutTheColumnsThatWereAddedLaterIsStillGood) {
  const TableContract& contract = *edition_table("indicatoren");
  const auto table = [&](std::size_t columns) {
    std::string header;
    for (std::size_t i = 0; i < columns; ++i) header += std::string(i == 0 ? "" : ";") + std::string(contract.columns[i].name);
    return check_table("tabellen/indicatoren.csv.gz", "indicatoren", gzip(header + "\n"));
  };
  EXPECT_FALSE(table(contract.columns.size()).fatal());
  EXPECT_FALSE(table(contract.first_columns).fatal());
  for (const std::size_t columns : {contract.first_columns - 1, contract.first_columns + 1, contract.columns.size() - 1})
    EXPECT_TRUE(table(columns).fatal()) << columns;
}

}  // namespace
}  // namespace trede::testing_edition
