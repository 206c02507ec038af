// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cctype>
#include <cmath>
#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "demo/random.hpp"
#include "demo_folder.hpp"

namespace trede::demo {
namespace {

using testing::demo;

TEST(Reproducible, TheSameSeedGivesTheSameBytesInEveryFile) {
  const auto again = testing::generated(kDefaultSeed, "again");
  ASSERT_EQ(again.size(), demo().size());
  for (const auto& [path, bytes] : demo()) EXPECT_EQ(sha256_hex(bytes), sha256_hex(again.at(path))) << path;
}

TEST(Reproducible, AnotherSeedGivesAnotherTown) {
  const auto other = testing::generated(kDefaultSeed + 1, "other");
  ASSERT_FALSE(other.empty());
  for (const char* path : {"indelingen/2023/buurten.geojson", "sources/open/kwb-2020.csv", "sources/registers/mo-maatwerk.csv",
                           "sources/enquete/inwonersenquete-2021.csv", "waarheid.json"}) {
    EXPECT_NE(demo().at(path), other.at(path)) << path;
  }
}

// Fixed for ever: a change here changes every demo town.
TEST(Reproducible, TheRandomStreamIsWrittenDown) {
  Random random(2024, "vertex", {3, 4});
  EXPECT_EQ(random.bits(), Random(2024, "vertex", {3, 4}).bits());
  EXPECT_NE(Random(2024, "vertex", {3, 4}).bits(), Random(2024, "vertex", {4, 3}).bits());
  EXPECT_NE(Random(2024, "vertex", {3, 4}).bits(), Random(2024, "edge", {3, 4}).bits());
}

TEST(Reproducible, CountsHaveTheExpectationTheyAreAskedFor) {
  for (const std::int64_t milli : {300, 4'000, 40'000, 900'000}) {
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i < 4000; ++i) sum += Random(7, "count", {milli, i}).count(milli);
    // Four standard errors of a Poisson mean over 4,000 draws.
    const double mean = static_cast<double>(sum) / 4000.0;
    const double expected = static_cast<double>(milli) / 1000.0;
    EXPECT_NEAR(mean, expected, 4.0 * std::sqrt(expected / 4000.0)) << milli;
  }
}

TEST(Reproducible, TheFolderStaysSmall) {
  std::size_t bytes = 0;
  for (const auto& [path, content] : demo()) bytes += content.size();
  EXPECT_LT(bytes, std::size_t{25} << 20);
  EXPECT_GT(demo().size(), 50U);
}

TEST(Reproducible, AFolderWithSomebodyElsesProjectIsRefused) {
  const auto folder = std::filesystem::temp_directory_path() / ("trede-demo-foreign-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "monitor.toml") << "schema = 1\n[monitor]\nname = \"Eindhoven\"\n";
  const auto refused = generate({.seed = 1, .out_dir = folder});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().list().front().code, "demo.not_ours");
  EXPECT_EQ(testing::files_of(folder).size(), 1U);
  std::filesystem::remove_all(folder);
}

TEST(Reproducible, AFolderThatTheGeneratorMadeMayBeMadeAgain) {
  const auto folder = std::filesystem::temp_directory_path() / ("trede-demo-twice-" + std::to_string(::getpid()));
  EXPECT_TRUE(generate({.seed = 1, .out_dir = folder}).has_value());
  EXPECT_TRUE(generate({.seed = kDefaultSeed, .out_dir = folder}).has_value());
  EXPECT_EQ(testing::files_of(folder), demo());
  std::filesystem::remove_all(folder);
}

// Eight or nine digits in a row could be read as a citizen service number.
TEST(Privacy, NoRegisterOrSurveyHoldsAnythingLikeACitizenServiceNumber) {
  for (const auto& [path, bytes] : demo()) {
    if (!path.starts_with("sources/registers/") && !path.starts_with("sources/enquete/")) continue;
    std::size_t run = 0;
    std::size_t longest = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const bool digit = std::isdigit(static_cast<unsigned char>(bytes[i])) != 0;
      const bool code = run == 0 && i >= 2 && (bytes.compare(i - 2, 2, "BU") == 0 || bytes.compare(i - 2, 2, "WK") == 0);
      if (code) {
        i += bytes.compare(i - 2, 2, "BU") == 0 ? 7 : 5;
        continue;
      }
      run = digit ? run + 1 : 0;
      longest = std::max(longest, run);
    }
    EXPECT_LT(longest, 8U) << path;
  }
}

TEST(Privacy, NoRegisterOrSurveyHasAColumnThatNamesAPerson) {
  const std::set<std::string> personal = {"naam", "bsn", "geboortedatum", "adres", "straat", "postcode", "huisnummer", "telefoon", "email"};
  for (const auto& [path, bytes] : demo()) {
    if (!path.starts_with("sources/registers/") && !path.starts_with("sources/enquete/")) continue;
    auto csv = CsvReader::open(bytes, {.delimiter = ';', .file = path});
    ASSERT_TRUE(csv.has_value()) << path;
    for (const std::string& header : csv->header()) EXPECT_FALSE(personal.contains(header)) << path << " " << header;
  }
}

TEST(Labels, EveryFileThatAllowsAWordSaysThatTheTownIsFictitious) {
  for (const auto& [path, bytes] : demo()) {
    if (path.starts_with("sources/") || path.ends_with("codes.csv")) continue;
    EXPECT_NE(bytes.find("FICTITIOUS"), std::string::npos) << path;
  }
  EXPECT_NE(demo().at("monitor.toml").find("\nfictional = true\n"), std::string::npos);
}

}  // namespace
}  // namespace trede::demo
