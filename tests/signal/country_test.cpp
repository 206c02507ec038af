// SPDX-License-Identifier: EUPL-1.2
// The whole country: as many areas as the Netherlands has, forty indicators over eight years in which nothing is going on. Takes a minute
// and a gigabyte, so only when asked for: TREDE_LONG=1 test_signal --gtest_filter='Country.*'. Says how long the search took.
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <map>

#include "signal/town.hpp"

namespace trede {
namespace {

constexpr int kAcross = 117;  // buurten in a row of the map
constexpr int kCounted = 14;  // indicators with counts beside the rate: about as many as open sources give by buurt

void map_of(const drawn::Country& country, SignalInput& input) {
  input.x.assign(country.areas.size(), NAN);
  input.y.assign(country.areas.size(), NAN);
  for (std::size_t b = 0; b < country.size(); ++b) {
    const int row = static_cast<int>(b) / kAcross, column = static_cast<int>(b) % kAcross;
    input.x[country.buurt(b)] = 1000.0 * column;
    input.y[country.buurt(b)] = 1000.0 * row;
    for (const auto& [dr, dc] : {std::pair{0, 1}, {1, -1}, {1, 0}, {1, 1}}) {
      if (column + dc < 0 || column + dc >= kAcross) continue;
      const auto other = static_cast<std::size_t>((row + dr) * kAcross + column + dc);
      if (other < country.size()) input.borders.emplace_back(country.buurt(b), country.buurt(other));
    }
  }
}

void give_leefgebieden(drawn::Country& country) {
  for (int l = 0; l < 9; ++l) {
    Leefgebied leefgebied;
    leefgebied.id = LeefgebiedId("l" + std::to_string(l));
    leefgebied.name = {leefgebied.id.str(), leefgebied.id.str()};
    leefgebied.treden = {TredeId("0-1")};
    country.catalogue.leefgebieden.push_back(leefgebied);
  }
  country.catalogue.treden = {{TredeId("0-1"), {}, {}}};
}

// The signals of the whole country, and the processor seconds that finding them took.
std::pair<Signals, double> searched(drawn::Country& country) {
  const Estimates estimates = country.estimates();
  const Scores scores = score(country.catalogue, *country.figures, country.areas, 1, 1);
  SignalInput input{.catalogue = country.catalogue,
                    .figures = *country.figures,
                    .areas = country.areas,
                    .estimates = estimates,
                    .scores = scores,
                    .reference = 0,
                    .borders = {},
                    .x = {},
                    .y = {},
                    .threads = 1};
  map_of(country, input);
  const std::clock_t start = std::clock();
  Signals signals = find_signals(input);
  return {std::move(signals), static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC};
}

TEST(Country, is_searched_in_seconds_and_gives_no_more_than_chance) {
  if (std::getenv("TREDE_LONG") == nullptr) GTEST_SKIP() << "takes a minute: TREDE_LONG=1";
  drawn::Country country(342, 10, 4);
  std::mt19937_64 random(7);
  give_leefgebieden(country);
  const std::vector<double> persons(country.size(), 700.0);
  for (int k = 0; k < 40; ++k) {
    const std::string id = "i" + std::to_string(k);
    Indicator& i = country.indicator(id, Measure::register_rate, Unit::per_1000);
    i.leefgebied = LeefgebiedId("l" + std::to_string(k % 9));
    if (k < 8) i.pairs = {{k % 2 == 0 ? PairRole::perceived : PairRole::registered, IndicatorId("i" + std::to_string(k ^ 1))}};
    std::vector<double> x(country.size());
    for (int year = 2013; year <= 2020; ++year) {
      for (double& v : x) v = drawn::poisson_draw(random, 700.0 * 0.01 * (1 + k % 7));
      Series& series = country.counts(id, year, x, persons);
      if (k >= kCounted) {  // only the rate is published, as of most open figures
        series.numerator.clear();
        series.denominator.clear();
      }
    }
  }
  const auto [signals, seconds] = searched(country);
  std::map<SignalKind, std::array<int, 3>> count;  // families, with a finding, findings
  for (const SignalFamily& f : signals.families) {
    ++count[f.kind][0];
    count[f.kind][1] += f.found > 0 ? 1 : 0;
    count[f.kind][2] += static_cast<int>(f.found);
  }
  std::printf("%zu areas, 40 indicators, 8 years: %.2f s CPU\n", country.areas.size(), seconds);
  for (const auto& [kind, n] : count) {
    const double expected = 0.05 * n[0];
    std::printf("%s: %d families, %d with a finding, %d findings\n", std::string(published_word(kind)).c_str(), n[0], n[1], n[2]);
    EXPECT_LE(n[1], expected + 3.0 * std::sqrt(expected) + 1.0);
  }
  EXPECT_LE(seconds, 10.0);
}

// Places that differ in waves: hundreds of clusters for every indicator. Each is held against other methods over the whole country, which
// must be done once for all of them.
TEST(Country, with_thousands_of_clusters_is_searched_in_seconds) {
  if (std::getenv("TREDE_LONG") == nullptr) GTEST_SKIP() << "takes a minute: TREDE_LONG=1";
  drawn::Country country(342, 10, 4);
  std::mt19937_64 random(8);
  give_leefgebieden(country);
  const std::vector<double> persons(country.size(), 700.0);
  for (int k = 0; k < 8; ++k) {
    const std::string id = "i" + std::to_string(k);
    Indicator& i = country.indicator(id, Measure::register_rate, Unit::per_1000);
    i.leefgebied = LeefgebiedId("l" + std::to_string(k));
    std::vector<double> x;
    for (std::size_t b = 0; b < country.size(); ++b) {
      const double row = static_cast<double>(b / kAcross), column = static_cast<double>(b % kAcross);
      x.push_back(drawn::poisson_draw(random, 700.0 * 0.05 * (1.0 + 0.6 * std::sin(row / 1.5 + k) * std::sin(column / 1.5))));
    }
    country.counts(id, 2020, x, persons);
  }
  const auto [signals, seconds] = searched(country);
  const auto found = std::count_if(signals.list.begin(), signals.list.end(), [](const Signal& s) { return s.kind == SignalKind::cluster; });
  std::printf("%zu areas, 8 indicators, %td clusters: %.2f s CPU\n", country.areas.size(), found, seconds);
  EXPECT_GT(found, 1000);
  EXPECT_LE(seconds, 20.0);
}

}  // namespace
}  // namespace trede
