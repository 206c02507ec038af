// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "demo_folder.hpp"

namespace trede::demo {
namespace {

using testing::demo;
using testing::json_of;
using testing::rows_of;
using testing::words;

std::int64_t whole(const std::string& text) { return std::stoll(text); }

std::string trimmed(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

// The key of a stem in a table of key figures, such as HuishoudensTotaal_21.
std::string key_of(const std::string& path, const std::string& stem) {
  const std::string& bytes = demo().at(path);
  const auto begin = bytes.find(stem + "_");
  return begin == std::string::npos ? "" : bytes.substr(begin, bytes.find_first_of(",\"\n", begin) - begin);
}

std::map<std::string, double> health_2024(const std::string& column) {
  std::map<std::string, double> values;
  for (const auto& row : rows_of("sources/open/gezondheid-50150NED.csv", ',')) {
    if (row.at("Leeftijd") == "20300" && row.at("Marges") == "MW00000" && row.at(column) != ".")
      values[row.at("WijkenEnBuurten")] = std::stod(row.at(column));
  }
  return values;
}

TEST(Front, TheOwnAreaIsMadeOfBuurtenOfMoreThanOneWijkWherePeopleLive) {
  const std::string& monitor = demo().at("monitor.toml");
  const auto at = monitor.find("[[own_area]]\nid = \"werkgebied-noord\"");
  ASSERT_NE(at, std::string::npos);
  const std::string areas = monitor.substr(monitor.find("areas = [", at));
  const auto truth = json_of("waarheid.json");
  const std::vector<std::string> uninhabited = words(truth["bijzonder"]["onbewoond"]);
  std::set<std::string> buurten, wijken;
  for (const auto& row : rows_of("indelingen/2023/codes.csv")) {
    const std::string& code = row.at("code");
    if (!code.starts_with("BU") || areas.find('"' + code + '"') == std::string::npos) continue;
    buurten.insert(code);
    wijken.insert(code.substr(2, 6));
    EXPECT_EQ(std::count(uninhabited.begin(), uninhabited.end(), code), 0) << code;
  }
  EXPECT_EQ(buurten.size(), 3U) << "buurten of the division that is shown";
  EXPECT_GE(wijken.size(), 2U);
}

TEST(KeyFigures, ThePositionInAKeyShiftsFromYearToYear) {
  EXPECT_EQ(key_of("sources/open/kwb-2018.csv", "AantalInwoners"), "AantalInwoners_5");
  EXPECT_EQ(key_of("sources/open/kwb-2024.csv", "AantalInwoners"), "AantalInwoners_5");
  std::set<std::string> keys;
  for (const char* path :
       {"sources/open/kwb-2018.csv", "sources/open/kwb-2019.csv", "sources/open/kwb-2023_TypedDataSet.json", "sources/open/kwb-2024.csv"}) {
    const std::string key = key_of(path, "PersonenPerSoortUitkeringBijstand");
    EXPECT_FALSE(key.empty()) << path;
    keys.insert(key);
  }
  EXPECT_GE(keys.size(), 3U);
  EXPECT_EQ(key_of("sources/open/kwb-2022.csv", "BasisonderwijsVmboMbo1"), "");
  EXPECT_NE(key_of("sources/open/kwb-2022.csv", "OpleidingsniveauLaag"), "");
}

TEST(KeyFigures, CountsOfABuurtAreMultiplesOfFiveAndTheGemeenteIsExact) {
  std::int64_t of_gemeente = 0;
  std::int64_t of_buurten = 0;
  for (const auto& row : rows_of("sources/open/kwb-2020.csv", ',')) {
    const std::int64_t n = whole(row.at("AantalInwoners_5"));
    if (row.at("SoortRegio_2") == "Gemeente  ") of_gemeente = n;
    else EXPECT_EQ(n % 5, 0) << row.at("WijkenEnBuurten");
    if (row.at("SoortRegio_2") == "Buurt     ") of_buurten += n;
    EXPECT_EQ(row.at("WijkenEnBuurten").size(), 10U);
  }
  EXPECT_EQ(of_gemeente, json_of("waarheid.json")["inwoners"][3].GetInt64());
  EXPECT_NE(of_gemeente, of_buurten);
  EXPECT_LT(std::abs(of_gemeente - of_buurten), 150);
}

TEST(KeyFigures, SomeFiguresAreWithheldAndSomeAreNotYetThere) {
  const std::string benefit = key_of("sources/open/kwb-2024.csv", "WmoClientenRelatief");
  const std::string work = key_of("sources/open/kwb-2024.csv", "Nettoarbeidsparticipatie");
  std::size_t withheld = 0;
  std::size_t filled = 0;
  for (const auto& row : rows_of("sources/open/kwb-2024.csv", ',')) {
    (row.at(benefit).empty() ? withheld : filled)++;
    EXPECT_TRUE(row.at(work).empty());
  }
  EXPECT_GT(withheld, 4U);
  EXPECT_GT(filled, 90U);
}

TEST(Health, EveryEstimateLiesBetweenItsMargins) {
  std::map<std::string, std::map<std::string, double>> seen;
  for (const auto& row : rows_of("sources/open/gezondheid-50120NED.csv", ',')) {
    const std::string& text = row.at("HoogRisicoOpAngstOfDepressie_7");
    if (text != ".") seen[row.at("Leeftijd") + row.at("WijkenEnBuurten") + row.at("Perioden")][row.at("Marges")] = std::stod(text);
  }
  ASSERT_GT(seen.size(), 400U);
  for (const auto& [key, margins] : seen) {
    EXPECT_LT(margins.at("MOG0095"), margins.at("MW00000")) << key;
    EXPECT_GT(margins.at("MBG0095"), margins.at("MW00000")) << key;
  }
}

TEST(Truth, TheClusterStandsOutInTheEstimatesOfAnxiety) {
  const auto truth = json_of("waarheid.json");
  const auto values = health_2024("HoogRisicoAngststoornisOfDepressie_7");
  const std::vector<std::string> cluster = words(truth["cluster"]["buurten"]);
  ASSERT_GE(cluster.size(), 4U);
  for (const std::string& buurt : cluster) EXPECT_GT(values.at(buurt), 1.25 * values.at("GM9901")) << buurt;
}

TEST(Truth, TheClusterStandsOutInTheSurveyAndInTheRegisterOfNuisance) {
  const auto truth = json_of("waarheid.json");
  const std::vector<std::string> cluster = words(truth["cluster"]["buurten"]);
  const auto inside = [&](const std::string& buurt) { return std::find(cluster.begin(), cluster.end(), buurt) != cluster.end(); };
  std::map<bool, std::pair<double, double>> share;
  for (const auto& row : rows_of("sources/enquete/inwonersenquete-2023.csv")) {
    if (row.at("woonoverlast").empty()) continue;
    auto& [yes, all] = share[inside(row.at("buurt"))];
    all += std::stod(row.at("gewicht"));
    if (row.at("woonoverlast") != "1") yes += std::stod(row.at("gewicht"));
  }
  EXPECT_GT(share[true].first / share[true].second, 1.5 * share[false].first / share[false].second);
  std::map<bool, double> cases;
  for (const auto& row : rows_of("sources/registers/woonoverlast.csv")) {
    if (!row.at("buurt").empty()) ++cases[inside(row.at("buurt"))];
  }
  std::map<bool, double> homes;
  for (const auto& row : rows_of("sources/gemeente/bevolking.csv")) {
    if (row.at("jaar") == "2024" && row.at("gebied").starts_with("BU")) homes[inside(row.at("gebied"))] += std::stod(row.at("woningen"));
  }
  EXPECT_GT(cases[true] / homes[true], 1.5 * cases[false] / homes[false]);
}

TEST(Truth, TheRiseOfReportsIsInTheRegisterAsStated) {
  const auto truth = json_of("waarheid.json");
  const std::string wijk = truth["stijging"]["wijk"].GetString();
  std::map<int, std::int64_t> reports;
  for (const auto& row : rows_of("sources/registers/meldpunt-zorg-overlast.csv")) {
    if (row.at("buurt").starts_with("BU" + wijk.substr(2))) ++reports[std::stoi(row.at("begin").substr(0, 4))];
  }
  std::int64_t before = 0;
  std::int64_t after = 0;
  for (int year = 2017; year <= 2024; ++year) {
    EXPECT_EQ(reports[year], truth["stijging"]["stijging_meldingen"][static_cast<rapidjson::SizeType>(year - 2017)].GetInt64()) << year;
    (year < 2023 ? before : after) += reports[year];
  }
  EXPECT_GT(after * 6, before * 2 * 2);  // more than twice as many a year
}

TEST(Truth, OneInstitutionMakesMostOfTheCountInItsBuurt) {
  const auto truth = json_of("waarheid.json");
  const std::string home = truth["instelling"]["buurt"].GetString();
  std::map<std::string, std::set<std::string>> persons;
  for (const auto& row : rows_of("sources/registers/mo-maatwerk.csv")) {
    const bool in_2023 = row.at("begin") <= "2023-12-31" && (row.at("einde").empty() || row.at("einde") >= "2023-01-01");
    if (in_2023 && !row.at("buurt").empty()) persons[row.at("buurt")].insert(row.at("persoon"));
  }
  const auto residents = static_cast<std::size_t>(truth["instelling"]["instelling_bewoners"][6].GetInt64());
  EXPECT_GE(persons[home].size(), residents);
  EXPECT_GT(residents * 2, persons[home].size());
  for (const auto& [buurt, people] : persons)
    if (buurt != home) {
      EXPECT_LT(people.size() * 2, persons[home].size()) << buurt;
    }
}

TEST(Truth, TheSplitWijkHidesTwoHalves) {
  const auto truth = json_of("waarheid.json");
  const auto values = health_2024("MoeiteMetRondkomen_14");
  double worst_good = 0;
  double best_bad = 100;
  for (const std::string& buurt : words(truth["gespleten_wijk"]["goed"])) worst_good = std::max(worst_good, values.at(buurt));
  for (const std::string& buurt : words(truth["gespleten_wijk"]["slecht"])) best_bad = std::min(best_bad, values.at(buurt));
  EXPECT_GT(best_bad, 2 * worst_good);
  const double wijk = values.at(truth["gespleten_wijk"]["wijk"].GetString());
  EXPECT_GT(wijk, 0.6 * values.at("GM9901"));
  EXPECT_LT(wijk, 1.4 * values.at("GM9901"));
}

TEST(Truth, BuurtenWithoutInhabitantsAreEmptyInEverySourceOfPeople) {
  const auto empty = words(json_of("waarheid.json")["bijzonder"]["onbewoond"]);
  const auto is_empty = [&](const std::string& code) { return std::find(empty.begin(), empty.end(), code) != empty.end(); };
  for (const auto& row : rows_of("sources/gemeente/bevolking.csv")) {
    if (row.at("gebied").starts_with("BU")) {
      EXPECT_EQ(row.at("inwoners") == "0", is_empty(row.at("gebied"))) << row.at("gebied");
    }
  }
  for (const auto& row : rows_of("sources/enquete/inwonersenquete-2023.csv")) EXPECT_FALSE(is_empty(row.at("buurt")));
  for (const auto& row : rows_of("sources/open/kwb-2024.csv", ',')) {
    if (is_empty(trimmed(row.at("WijkenEnBuurten")))) {
      EXPECT_EQ(row.at("AantalInwoners_5"), "0");
    }
  }
}

TEST(Registers, EveryRegisterHasWhatMakesCountingHard) {
  std::size_t registers = 0;
  std::size_t with_two_buurten = 0;
  std::size_t with_doubles = 0;
  for (const auto& [path, bytes] : demo()) {
    if (!path.starts_with("sources/registers/")) continue;
    ++registers;
    std::map<std::string, std::set<std::string>> places;
    std::set<std::vector<std::string>> rows;
    bool open = false;
    bool unknown = false;
    bool twice = false;
    for (const auto& row : rows_of(path)) {
      open = open || row.at("einde").empty();
      unknown = unknown || row.at("buurt").empty();
      EXPECT_TRUE(row.at("einde").empty() || row.at("begin") <= row.at("einde"));
      places[row.at("persoon")].insert(row.at("buurt"));
      std::vector<std::string> all;
      for (const auto& [column, value] : row) all.push_back(value);
      twice = !rows.insert(all).second || twice;
    }
    EXPECT_TRUE(unknown) << path;
    EXPECT_TRUE(open || path.ends_with("mo-buitenslapers.csv")) << path;
    with_two_buurten += std::any_of(places.begin(), places.end(), [](const auto& p) { return p.second.size() > 1; }) ? 1 : 0;
    with_doubles += twice ? 1 : 0;
  }
  EXPECT_EQ(registers, 19U);
  EXPECT_GE(with_two_buurten, 15U);
  EXPECT_GE(with_doubles, 12U);
}

TEST(Files, MonitorTomlNamesEverySourceFileAndNothingElse) {
  const std::string& toml = demo().at("monitor.toml");
  std::set<std::string> named;
  for (std::size_t at = toml.find("path = \""); at != std::string::npos; at = toml.find("path = \"", at + 1)) {
    named.insert(toml.substr(at + 8, toml.find('"', at + 8) - at - 8));
  }
  for (const std::string& path : named) EXPECT_TRUE(demo().contains(path)) << path;
  for (const auto& [path, bytes] : demo()) {
    if (path.starts_with("sources/") && path.find("aliassen") == std::string::npos) {
      EXPECT_TRUE(named.contains(path)) << path;
    }
  }
}

TEST(Files, OneFileIsWindows1252WithDecimalCommasAndOneNeedsItsAliasTable) {
  const std::string& liveability = demo().at("sources/open/leefbaarheid.csv");
  EXPECT_NE(liveability.find('\xEB'), std::string::npos);  // ë in Windows-1252
  EXPECT_EQ(liveability.find("\xC3\xAB"), std::string::npos);
  EXPECT_NE(liveability.find(";4,"), std::string::npos);
  std::set<std::string> names;
  for (const auto& row : rows_of("indelingen/2023/codes.csv")) names.insert(row.at("naam"));
  std::set<std::string> aliases;
  for (const auto& row : rows_of("sources/open/aliassen-gemeentezorgspiegel.csv")) aliases.insert(row.at("naam"));
  std::size_t by_alias = 0;
  for (const auto& row : rows_of("sources/open/gemeentezorgspiegel-wmo.csv")) {
    EXPECT_TRUE(names.contains(row.at("Buurt")) || aliases.contains(row.at("Buurt"))) << row.at("Buurt");
    by_alias += aliases.contains(row.at("Buurt")) ? 1 : 0;
  }
  EXPECT_GT(by_alias, 0U);
}

}  // namespace
}  // namespace trede::demo
