// SPDX-License-Identifier: EUPL-1.2
// What goes wrong in a catalogue is told at its place, all at once (F35, F36).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "catalogue/catalogue.hpp"

namespace trede {
namespace {
namespace fs = std::filesystem;

class Overrides : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() /
        ("trede-catalogue-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()) + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  Checked<Catalogue> load(const std::string& toml) {
    std::ofstream(folder_ / "eigen.toml") << toml;
    return load_catalogue(std::string(TREDE_SOURCE_DIR) + "/catalogue", folder_.string());
  }
  // The codes and lines of all problems, "code@line".
  std::vector<std::string> problems(const std::string& toml) {
    auto loaded = load(toml);
    std::vector<std::string> out;
    if (!loaded)
      for (const Error& e : loaded.error().list()) {
        out.push_back(e.code + "@" + std::to_string(e.where.line));
        EXPECT_EQ(e.failure, Failure::input);
        EXPECT_FALSE(e.nl.empty());
        EXPECT_FALSE(e.en.empty());
        EXPECT_EQ(e.where.file, "project/eigen.toml") << e.en;
      }
    return out;
  }
  fs::path folder_;
};

const char* const kFull = R"(
[[indicator]]
id = "t1-eigen-cijfer"
trede = "0-1"
leefgebied = "huisvesting"
name = { nl = "Eigen cijfer", en = "Own figure" }
definition = { nl = "d", en = "d" }
why = { nl = "w", en = "w" }
how_to_read = { nl = "h", en = "h" }
use_for = { nl = "u", en = "u" }
not_for = { nl = "n", en = "n" }
counts = "persons"
unit = "percent"
decimals = 1
measure = "register_share"
direction = "higher_worse"
finest_level = "buurt"
access = "open"
licence = "CC-BY-4.0"
periodicity = "yearly"
verified = "yes"
)";

TEST_F(Overrides, one_file_carries_a_whole_weighting_and_goes_before_monitor_toml) {
  const auto loaded = load(
      "schema = 1\n[score]\nweights = { huisvesting = 1.5, familie = 0 }\ntreden = { \"2\" = 0.5 }\ntotal = true\n"
      "[[override]]\nindicator = \"t1-bijstand\"\nweight = 0\n");
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->score, (ScoreWeights{{{"familie", 0.0}, {"huisvesting", 1.5}}, {{"2", 0.5}}, true}));
  EXPECT_EQ(loaded->indicator(IndicatorId("t1-bijstand"))->weight, 0.0);
  ScoreSettings monitor;
  monitor.weights = {{"huisvesting", 3.0}, {"criminaliteit", 2.0}};
  const ScoreSettings both = scored_with(monitor, loaded->score);
  EXPECT_EQ(both.weights, (std::map<std::string, double>{{"criminaliteit", 2.0}, {"familie", 0.0}, {"huisvesting", 1.5}}));
  EXPECT_EQ(both.treden, (std::map<std::string, double>{{"2", 0.5}}));
  EXPECT_TRUE(both.total);
  EXPECT_FALSE(scored_with(monitor, {}).total);
}

TEST_F(Overrides, a_weighting_with_unknown_names_or_weights_that_cannot_be_is_told_at_its_place) {
  EXPECT_EQ(problems("schema = 1\n[score]\nweights = { huisvestig = 1.5 }\n"),
            (std::vector<std::string>{"catalogue.leefgebied_unknown@3"}));
  EXPECT_EQ(problems("schema = 1\n[score]\ntreden = { \"5\" = 1 }\n"), (std::vector<std::string>{"catalogue.trede_unknown@3"}));
  EXPECT_EQ(problems("schema = 1\n[score]\nweights = { huisvesting = 101 }\n"), (std::vector<std::string>{"catalogue.value_wrong@3"}));
  EXPECT_EQ(problems("schema = 1\n[score]\ntotaal = true\n"), (std::vector<std::string>{"catalogue.key_unknown@3"}));
}

TEST_F(Overrides, two_files_that_weigh_the_same_differently_are_refused) {
  std::ofstream(folder_ / "eerder.toml") << "schema = 1\n[score]\nweights = { huisvesting = 2, familie = 2 }\n";
  EXPECT_EQ(problems("schema = 1\n[score]\nweights = { familie = 2 }\n"), (std::vector<std::string>{}));
  const auto loaded = load("schema = 1\n[score]\nweights = { huisvesting = 1 }\n");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().list().front().code, "catalogue.score_twice");
}

TEST_F(Overrides, moves_weighs_renames_switches_off_and_adds_without_copying_the_rest) {
  auto c = load(
      "schema = 1\n[[override]]\nindicator = \"t1-bijstand\"\ntrede = \"2\"\nweight = 2.5\nname = { nl = \"Bijstand\", en = \"Benefit\" }\n"
      "[[override]]\nindicator = \"t1-rookt\"\nenabled = false\n" +
      std::string(kFull));
  ASSERT_TRUE(c) << to_line(c.error().list().front(), "en");
  const Indicator* moved = c->indicator(IndicatorId("t1-bijstand"));
  ASSERT_NE(moved, nullptr);
  EXPECT_EQ(moved->trede.str(), "2");
  EXPECT_EQ(moved->weight, 2.5);
  EXPECT_EQ(moved->name.nl, "Bijstand");
  EXPECT_FALSE(moved->definition.nl.empty());
  EXPECT_EQ(c->indicator(IndicatorId("t1-rookt")), nullptr);
  EXPECT_NE(c->indicator(IndicatorId("t1-eigen-cijfer")), nullptr);
  EXPECT_EQ(c->ladder_size(), 75U);
}

TEST_F(Overrides, lists_every_problem_at_once_with_its_line) {
  EXPECT_EQ(problems("schema = 1\n[[override]]\nindicator = \"t1-bijstnd\"\n\n[[override]]\nindicator = \"t1-armoede\"\nwieght = 3\n"
                     "[[figures]]\nfor = \"t9-niets\"\nsource = \"kwb\"\nvalue = \"X\"\n"),
            (std::vector<std::string>{"catalogue.override_unknown@2", "catalogue.key_unknown@7", "catalogue.target_unknown@8"}));
}

struct Fault {
  std::string name, toml, code;
};

TEST_F(Overrides, names_each_fault_by_its_own_code) {
  const std::string full = kFull;
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = "schema = 1\n" + full;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  const std::vector<Fault> faults = {
      {"no definition", with("definition = { nl = \"d\", en = \"d\" }\n", ""), "catalogue.key_missing"},
      {"definition in one language", with("definition = { nl = \"d\", en = \"d\" }", "definition = { nl = \"d\" }"),
       "catalogue.key_missing"},
      {"unknown trede", with("trede = \"0-1\"", "trede = \"7\""), "catalogue.trede_unknown"},
      {"no leefgebied", with("leefgebied = \"huisvesting\"\n", ""), "catalogue.key_missing"},
      {"two indicators with one id", with("t1-eigen-cijfer", "t1-bijstand"), "catalogue.id_twice"},
      {"unit does not fit the measure", with("unit = \"percent\"", "unit = \"per_1000\""), "catalogue.unit_measure"},
      {"no direction", with("direction = \"higher_worse\"\n", ""), "catalogue.key_missing"},
      {"unknown key", with("verified = \"yes\"", "verified = \"yes\"\ncolour = \"red\""), "catalogue.key_unknown"},
      {"unknown word", with("direction = \"higher_worse\"", "direction = \"up\""), "catalogue.value_wrong"},
      {"yes/no instead of true/false", with("verified = \"yes\"", "verified = \"yes\"\nsensitive = \"no\""), "catalogue.type_wrong"},
      {"duplicate key", with("verified = \"yes\"", "verified = \"yes\"\nverified = \"no\""), "catalogue.toml_damaged"},
      {"missing denominator", with("verified = \"yes\"", "verified = \"yes\"\ndenominator = \"inwonrs\""), "catalogue.denominator_unknown"},
      {"unknown source", with("verified = \"yes\"", "verified = \"yes\"\n[[indicator.figures]]\nsource = \"kwbb\"\nvalue = \"X\""),
       "catalogue.source_unknown"},
      {"unknown table",
       with("verified = \"yes\"", "verified = \"yes\"\n[[indicator.figures]]\nsource = \"kwb\"\ntables = [\"1\"]\nvalue = \"X\""),
       "catalogue.table_unknown"},
      {"two ways to a figure",
       with("verified = \"yes\"", "verified = \"yes\"\n[[indicator.figures]]\nsource = \"kwb\"\nvalue = \"X\"\nrule = \"y\""),
       "catalogue.figures_unclear"},
      {"numerator without denominator",
       with("verified = \"yes\"", "verified = \"yes\"\n[[indicator.figures]]\nsource = \"kwb\"\nnumerator = [\"X\"]"),
       "catalogue.denominator_missing"},
      {"newer schema", "schema = 2\n" + full, "catalogue.schema_unknown"},
      {"three brackets", "schema = 1\n[[[x]]]\n", "catalogue.toml_damaged"},
      {"a tab-indented broken table", "schema = 1\n[[indicator\n", "catalogue.toml_damaged"},
      {"cell that does not apply", "schema = 1\n[[override]]\nindicator = \"t1-bijstand\"\ntrede = \"3\"\n",
       "catalogue.cell_not_applicable"},
      {"control character", "schema = 1\n[[override]]\nindicator = \"t1-bijstand\"\nname = { nl = \"a\\u202Eb\", en = \"b\" }\n",
       "catalogue.value_wrong"},
  };
  for (const Fault& fault : faults) {
    auto loaded = load(fault.toml);
    ASSERT_FALSE(loaded) << fault.name;
    bool found = false;
    std::string all;
    for (const Error& e : loaded.error().list()) {
      found = found || e.code == fault.code;
      all += to_line(e, "en") + "\n";
      EXPECT_EQ(e.failure, Failure::input);
    }
    EXPECT_TRUE(found) << fault.name << ": expected " << fault.code << ", got\n" << all;
  }
}

}  // namespace
}  // namespace trede
