// SPDX-License-Identifier: EUPL-1.2
#include "edition/write.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <random>

#include <duckdb.h>
#include <gtest/gtest.h>
#include <simdjson.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/compress.hpp"
#include "base/csv.hpp"
#include "base/json_writer.hpp"
#include "edition/folders.hpp"
#include "edition/numbers.hpp"
#include "edition/read/manifest.hpp"
#include "edition/read/tables.hpp"
#include "edition/read/verify.hpp"
#include "edition/small_town.hpp"

namespace trede::testing_edition {
namespace {

EditionWritten written(const fs::path& editions, const SmallTown& town, unsigned threads = 1) {
  auto done = write_edition(editions, town.input(), {.threads = threads});
  if (!done) throw std::runtime_error(sentences(done.error()));
  return *done;
}

// One edition of the small town for all tests that only look at it.
class WrittenTown : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TemporaryFolder>();
    town_ = std::make_unique<SmallTown>();
    done_ = std::make_unique<EditionWritten>(written(folder_->path(), *town_));
  }
  static void TearDownTestSuite() {
    done_.reset();
    town_.reset();
    folder_.reset();
  }
  static simdjson::dom::element resource(const std::string& name) {
    parser_ = std::make_unique<simdjson::dom::parser>();
    return parser_->parse(json(name));
  }
  static std::string json(const std::string& name) { return read_all(done_->path / "v1" / (name + ".json")); }
  static std::vector<std::vector<std::string>> table(const std::string& name) {
    const std::string text = gunzip(read_all(done_->path / "tabellen" / (name + ".csv.gz")), 1U << 30U, name).value();
    auto csv = CsvReader::open(text, {.delimiter = ';'});
    std::vector<std::vector<std::string>> rows = {csv->header()};
    while (csv->next()) {
      rows.emplace_back();
      for (std::size_t i = 0; i < csv->size(); ++i) rows.back().emplace_back(csv->field(i));
    }
    return rows;
  }

  static inline std::unique_ptr<TemporaryFolder> folder_;
  static inline std::unique_ptr<SmallTown> town_;
  static inline std::unique_ptr<EditionWritten> done_;
  static inline std::unique_ptr<simdjson::dom::parser> parser_;
};

TEST_F(WrittenTown, Verifies) { EXPECT_EQ(sentences(verify(done_->path)), ""); }

TEST_F(WrittenTown, HasEveryFileOfTheContract) {
  for (const TableContract& contract : edition_tables())
    for (const char* kind : {".csv.gz", ".parquet"})
      EXPECT_TRUE(fs::exists(done_->path / "tabellen" / (std::string(contract.name) + kind))) << contract.name << kind;
  for (const char* name :
       {"editie", "gebieden", "ladder", "indicatoren", "bronnen", "concordantie", "kaarten/2020", "profielen/GM9999",
        "waarnemingen/t1-angst/buurt", "waarnemingen/t1-angst/wijk", "waarnemingen/t1-angst/gemeente", "waarnemingen/t2-hulp/buurt"})
    for (const char* twin : {"", ".br", ".gz"})
      EXPECT_TRUE(fs::exists(done_->path / "v1" / (std::string(name) + ".json" + twin))) << name << twin;
  EXPECT_FALSE(fs::exists(done_->path / "v1/waarnemingen/t1-eenzaam/buurt.json")) << "nothing is said about buurten";
  EXPECT_FALSE(fs::exists(done_->path / "v1/waarnemingen/t1-zonder"));
  EXPECT_EQ(read_all(done_->path / "catalogus/ladder/wonen.toml"), "# wonen\n");
  EXPECT_EQ(read_all(done_->path / "kaarten/2020.topojson"), json("kaarten/2020"));
}

TEST_F(WrittenTown, EveryJsonFileIsValidJsonAndHoldsNoMachinePath) {
  int seen = 0;
  for (fs::recursive_directory_iterator at(done_->path), end; at != end; ++at) {
    const std::string name = at->path().filename().string();
    if (!name.ends_with(".json") && !name.ends_with(".topojson")) continue;
    const std::string text = read_all(at->path());
    simdjson::dom::parser parser;
    EXPECT_EQ(parser.parse(text).error(), simdjson::SUCCESS) << at->path();
    EXPECT_EQ(text.find(folder_->path().string()), std::string::npos) << at->path();
    ++seen;
  }
  EXPECT_GT(seen, 15);
}

TEST_F(WrittenTown, EditieSaysWhatIsInIt) {
  const auto editie = resource("editie");
  EXPECT_EQ(std::string_view(editie["id"]), done_->id);
  EXPECT_EQ(int64_t(editie["volgnummer"]), 1);
  EXPECT_TRUE(bool(editie["fictief"]));
  EXPECT_EQ(std::string_view(editie["contact"]["email"]), "monitor@voorbeeld.nl");
  EXPECT_TRUE(editie["contact"]["url"].is_null());
  EXPECT_EQ(int64_t(editie["gebieden"]["buurt"]), 12);
  EXPECT_EQ(int64_t(editie["gebieden"]["land"]), 1);
  EXPECT_EQ(int64_t(editie["indicatoren"]["metCijfers"]), 3);
  EXPECT_EQ(int64_t(editie["indicatoren"]["catalogus"]), static_cast<int64_t>(town_->input().catalogue.ladder_size()));
  EXPECT_EQ(int64_t(editie["cijfers"]["gepubliceerd"]), done_->published);
  EXPECT_EQ(simdjson::to_string(editie["perioden"]), R"(["2012","2016","2020"])");
  EXPECT_EQ(simdjson::to_string(editie["niveaus"]), R"(["gemeente","wijk","buurt"])");
}

TEST_F(WrittenTown, TheCountsOfTheSummaryAreThoseOfTheTable) {
  std::int64_t values = 0;
  std::map<std::string, std::int64_t> without;
  for (const auto& row : table("waarnemingen")) {
    if (row[0] == "indicator") continue;
    if (!row[5].empty()) ++values;
    else ++without[row[14]];
  }
  EXPECT_EQ(values, done_->published);
  EXPECT_EQ(without, done_->without);
  EXPECT_GT(without["onderdrukt"], 1) << "the small count and what protects it";
}

TEST_F(WrittenTown, GebiedenAreColumnsByCodeWithTheirFormerCodesAndNames) {
  const auto buurten = resource("gebieden")["niveaus"]["buurt"];
  EXPECT_EQ(simdjson::dom::array(buurten["code"]).size(), 12U);
  EXPECT_EQ(std::string_view(buurten["code"].at(0)), "BU99990000");
  EXPECT_EQ(std::string_view(buurten["naam"].at(0)), "=SOM(A1;A2)");
  EXPECT_EQ(int64_t(buurten["wijk"].at(11)), 2);
  EXPECT_EQ(int64_t(buurten["gemeente"].at(11)), 0);
  EXPECT_TRUE(bool(buurten["leeg"].at(11)));
  EXPECT_EQ(simdjson::to_string(buurten["voorheen"].at(3)), R"(["BU99990503"])");
  EXPECT_EQ(simdjson::to_string(buurten["voorheen"].at(2)), R"(["BU99990502"])");
  EXPECT_EQ(simdjson::to_string(buurten["vroegereNamen"].at(2)), R"(["BUURT 0.2"])");
  EXPECT_EQ(simdjson::to_string(buurten["vroegereNamen"].at(3)), "[]");
  EXPECT_GT(int64_t(buurten["x"].at(0)), 160000);
  EXPECT_TRUE(resource("gebieden")["niveaus"]["land"]["inwoners"].at(0).is_null());
}

TEST_F(WrittenTown, WaarnemingenHoldTheFiguresWithReferenceBreakAndLineage) {
  const auto one = resource("waarnemingen/t1-angst/buurt");
  EXPECT_EQ(simdjson::dom::array(one["reeks"]).size(), 3U);
  const auto latest = one["reeks"].at(2);
  const AreaIndex first = town_->areas().run(AreaLevel::buurt).first;
  EXPECT_EQ(simdjson::to_string(latest["waarde"].at(0)), format_number(6.0 + 0.35 * first, 1));
  EXPECT_TRUE(latest["waarde"].at(11).is_null());
  EXPECT_EQ(std::string_view(one["redenen"].at(size_t(int64_t(latest["reden"].at(11))))), "niet_van_toepassing");
  EXPECT_EQ(std::string_view(one["statussen"].at(size_t(int64_t(latest["status"].at(0))))), "modelschatting");
  EXPECT_EQ(int64_t(latest["reden"].at(0)), 0);
  EXPECT_EQ(std::string_view(latest["referentie"]["gebied"]), "GM9999");
  EXPECT_EQ(simdjson::to_string(latest["land"]["waarde"]), "6");
  EXPECT_TRUE(latest["teller"].is_null());
  EXPECT_TRUE(one["reeks"].at(0)["breuk"].is_null());
  EXPECT_EQ(std::string_view(one["reeks"].at(1)["breuk"]["nl"]), "andere vraag");
  EXPECT_EQ(std::string_view(latest["herkomst"]["rijen"]["Marges"]), "MW00000");
  EXPECT_GT(simdjson::dom::array(latest["herkomst"]["stappen"]).size(), 1U);
}

TEST_F(WrittenTown, AWithheldCellShowsNothingButThatItIsWithheld) {
  const auto one = resource("waarnemingen/t2-hulp/buurt");
  const auto series = one["reeks"].at(0);
  for (const char* column : {"waarde", "ondergrens", "bovengrens", "teller", "noemer"})
    EXPECT_TRUE(series[column].at(0).is_null()) << column;
  EXPECT_EQ(std::string_view(one["redenen"].at(size_t(int64_t(series["reden"].at(0))))), "onderdrukt");
  EXPECT_TRUE(series["land"].is_null());
  for (const auto& row : table("waarnemingen"))
    if (row[0] == "t2-hulp" && row[2] == "BU99990000") {
      EXPECT_EQ(row, (std::vector<std::string>{"t2-hulp", "2020", "BU99990000", "2020", "buurt", "", "", "", "", "", "", "per_1000",
                                               "personen", "achtergehouden", "onderdrukt", "drempel", "mo", ""}));
    }
}

TEST_F(WrittenTown, AHiddenCountThatChangesBelowTheThresholdLeavesNoTraceInTheFiguresOfItsBuurt) {
  const TemporaryFolder other;
  const EditionWritten changed = written(other.path(), SmallTown(false, 4.0));
  const auto strip = [](std::string text) { return text.substr(text.find("\"reeks\"")); };
  simdjson::dom::parser parser;
  for (const auto& path : {done_->path, changed.path}) {
    const auto series = parser.load((path / "v1/waarnemingen/t2-hulp/buurt.json").string())["reeks"].at(0);
    EXPECT_TRUE(simdjson::dom::element(series["waarde"].at(0)).is_null());
  }
  EXPECT_EQ(strip(read_all(done_->path / "v1/waarnemingen/t2-hulp/buurt.json")).substr(0, 400),
            strip(read_all(changed.path / "v1/waarnemingen/t2-hulp/buurt.json")).substr(0, 400));
}

TEST_F(WrittenTown, IndicatorenSayWhyThereAreNoFigures) {
  const auto list = resource("indicatoren")["indicatoren"];
  EXPECT_EQ(simdjson::dom::array(list).size(), 6U);
  EXPECT_TRUE(list.at(0)["waaromGeenCijfers"].is_null());
  EXPECT_EQ(std::string_view(list.at(2)["waaromGeenCijfers"]["nl"]), "Er is geen bron.");
  EXPECT_EQ(simdjson::to_string(list.at(2)["perioden"]), "[]");
  EXPECT_TRUE(list.at(2)["bron"].is_null());
  EXPECT_EQ(simdjson::to_string(list.at(1)["niveaus"]), R"(["gemeente","wijk"])");
  EXPECT_EQ(std::string_view(list.at(4)["variantVan"]), "t1-angst");
  EXPECT_TRUE(list.at(5)["trede"].is_null());
  EXPECT_EQ(std::string_view(list.at(5)["groep"]), "omgeving");
  EXPECT_EQ(std::string_view(list.at(0)["paren"].at(0)["met"]), "t2-hulp");
}

TEST_F(WrittenTown, AProfileHasAllIndicatorsWithTheirCourseAndTheLadder) {
  const auto profile = resource("profielen/GM9999");
  EXPECT_EQ(simdjson::dom::array(profile["indicatoren"]).size(), 5U);
  const auto open = profile["indicatoren"].at(0);
  EXPECT_EQ(std::string_view(open["periode"]), "2020");
  EXPECT_EQ(simdjson::to_string(open["verloop"]["perioden"]), R"(["2012","2016","2020"])");
  EXPECT_EQ(simdjson::dom::array(open["verloop"]["buurt"]).size(), 3U);
  EXPECT_FALSE(open["niveaus"]["buurt"]["z"].at(0).is_null());
  EXPECT_TRUE(profile["indicatoren"].at(4)["niveaus"]["buurt"]["z"].is_null()) << "a context figure has no z";
  int given = 0;
  for (const auto cell : simdjson::dom::array(profile["ladder"]["cellen"])) {
    if (!bool(cell["toepassing"])) continue;
    for (const auto score : simdjson::dom::array(cell["niveaus"]["buurt"]["score"])) given += score.is_null() ? 0 : 1;
  }
  EXPECT_GT(given, 5);
}

TEST_F(WrittenTown, TextCellsOfACsvAreQuotedAndCannotBecomeAFormula) {
  const std::string text = gunzip(read_all(done_->path / "tabellen/gebieden.csv.gz"), 1U << 20U, "").value();
  EXPECT_NE(text.find("BU99990000;2020;buurt;\"'=SOM(A1;A2)\";WK999900;GM9999;1000;"), std::string::npos) << text;
  EXPECT_NE(text.find("\"Hof \"\"De Linde\"\"; oost\""), std::string::npos);
  EXPECT_EQ(text.find('\r'), std::string::npos);
}

TEST_F(WrittenTown, WaarnemingenAreSortedByIndicatorPeriodAndArea) {
  auto rows = table("waarnemingen");
  rows.erase(rows.begin());
  std::vector<std::vector<std::string>> keys;
  for (const auto& row : rows) keys.push_back({row[0], row[1], row[2]});
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
  EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end()), keys.end()) << "one row per figure";
}

// What DuckDB reads back from a Parquet file, as text with ';' between cells.
std::vector<std::string> parquet_rows(const fs::path& path, std::size_t columns) {
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  duckdb_open(nullptr, &database);
  duckdb_connect(database, &connection);
  duckdb_result result;
  const std::string sql = "SELECT * FROM read_parquet('" + path.string() + "')";
  EXPECT_EQ(duckdb_query(connection, sql.c_str(), &result), DuckDBSuccess) << duckdb_result_error(&result);
  EXPECT_EQ(duckdb_column_count(&result), columns);
  std::vector<std::string> rows(1);
  for (idx_t c = 0; c < duckdb_column_count(&result); ++c) rows[0] += std::string(c == 0 ? "" : ";") + duckdb_column_name(&result, c);
  for (idx_t r = 0; r < duckdb_row_count(&result); ++r) {
    rows.emplace_back();
    for (idx_t c = 0; c < duckdb_column_count(&result); ++c) {
      if (c > 0) rows.back() += ';';
      if (duckdb_value_is_null(&result, c, r)) continue;
      if (duckdb_column_type(&result, c) == DUCKDB_TYPE_DOUBLE) {
        std::array<char, 40> text{};  // the shortest text that reads back as the same double
        rows.back().append(text.data(), std::to_chars(text.data(), text.data() + text.size(), duckdb_value_double(&result, c, r)).ptr);
      } else {
        char* text = duckdb_value_varchar(&result, c, r);
        rows.back() += text;
        duckdb_free(text);
      }
    }
  }
  duckdb_destroy_result(&result);
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  return rows;
}

TEST_F(WrittenTown, ParquetAndCsvHoldTheSame) {
  for (const TableContract& contract : edition_tables()) {
    const std::string name(contract.name);
    std::vector<std::string> csv;
    for (const auto& row : table(name)) {
      csv.emplace_back();
      for (std::size_t i = 0; i < row.size(); ++i)
        csv.back() += (i == 0 ? "" : ";") + (row[i].starts_with("'=") ? row[i].substr(1) : row[i]);
    }
    EXPECT_EQ(parquet_rows(done_->path / "tabellen" / (name + ".parquet"), contract.columns.size()), csv) << name;
  }
}

TEST_F(WrittenTown, TheBytesAreTheSameForTwoThreadsAndForAreasGivenInAnotherOrder) {
  const auto expected = tree(folder_->path());
  const TemporaryFolder two, permuted;
  written(two.path(), *town_, 2);
  EXPECT_EQ(tree(two.path()), expected);
  written(permuted.path(), SmallTown(true), 2);
  EXPECT_EQ(tree(permuted.path()), expected);
}

// As in publish_test.cpp, with everything an edition has: the tables that DuckDB writes too. Every thirteenth step.
TEST(WriteCrash, KilledInTheMiddleOfAWholeEditionTheRerunGivesTheSameBytes) {
  const SmallTown town;
  const TemporaryFolder undisturbed;
  const std::string id = written(undisturbed.path(), town).id;
  const auto expected = tree(undisturbed.path());
  bool finished = false;
  for (long step = 3; !finished; step += 13) {
    const TemporaryFolder folder;
    const pid_t child = ::fork();
    if (child == 0) {
      ::setenv("TREDE_CRASH_AT", std::to_string(step).c_str(), 1);
      ::_exit(write_edition(folder.path(), town.input(), {.threads = 1}) ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 137)) << "step " << step;
    finished = WEXITSTATUS(status) == 0;
    const auto current = current_edition(folder.path());
    ASSERT_TRUE(current);
    EXPECT_EQ(*current ? (*current)->filename().string() : id, id) << "step " << step;
    EXPECT_TRUE(list_editions(folder.path()).damaged.empty()) << "step " << step;
    written(folder.path(), town);
    EXPECT_EQ(tree(folder.path()), expected) << "killed at step " << step;
  }
}

TEST(Numbers, AreTheSameTextAsTheJsonWriterGives) {
  std::mt19937_64 random(20201122);
  std::uniform_real_distribution<double> exponent(-6, 16);
  for (int i = 0; i < 200'000; ++i) {
    const double size = std::pow(10.0, exponent(random));
    const double value = (i % 2 == 0 ? 1 : -1) * size;
    const int decimals = i % 7;
    std::string text;
    append_number(text, value, decimals);
    ASSERT_EQ(text, format_number(value, decimals)) << value << " with " << decimals;
  }
  for (const double value : {0.0, -0.0, 0.05, -0.05, 8.25, 8.35, 0.5, 1.5, 2.5, -0.04, 99.95, 1e15, 123456789.125})
    for (int decimals = 0; decimals < 4; ++decimals) {
      std::string text;
      append_number(text, value, decimals);
      EXPECT_EQ(text, format_number(value, decimals)) << value << " with " << decimals;
    }
}

}  // namespace
}  // namespace trede::testing_edition
