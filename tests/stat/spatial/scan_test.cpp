// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/scan.hpp"

#include <simdjson.h>

#include "stat/random.hpp"
#include "stat/reference.hpp"

namespace trede::stat {
namespace {

using test::read_columns;
using test::reference;

struct Map {
  std::vector<double> x, y, expected, population;
  std::vector<std::uint32_t> cases;
  [[nodiscard]] ScanInput input() const { return {x, y, cases, expected, population}; }
};

Map map_of(const std::string& file, const char* x, const char* y, const char* expected) {
  const auto t = read_columns(reference(file));
  Map m{t.numbers(x), t.numbers(y), t.numbers(expected), t.numbers(expected), {}};
  for (const double c : t.numbers("cases")) m.cases.push_back(static_cast<std::uint32_t>(c));
  return m;
}

void expect_the_clusters_of(const std::string& file, const Map& m, std::size_t clusters) {
  const auto got = scan(m.input(), {.replications = 999, .threads = 2});
  ASSERT_TRUE(got);
  simdjson::dom::parser parser;
  const auto want = parser.load(reference(file).string())["clusters"].get_array().value();
  for (std::size_t k = 0; k < clusters; ++k) {
    const auto one = want.at(k);
    EXPECT_NEAR((*got)[k].ratio, std::stod(std::string(one["llr"])), 1e-5);
    EXPECT_EQ(std::to_string((*got)[k].cases), std::string(one["cases"]));
    EXPECT_NEAR((*got)[k].expected, std::stod(std::string(one["expected"])), 0.005);
    // Both p-values are ranks among 999 random maps.
    const double p = std::stod(std::string(one["p"]));
    EXPECT_NEAR((*got)[k].p, p, 3.0 * std::sqrt(2.0 * p * (1.0 - p) / 999) + 0.002);
    std::vector<std::string> ids, names;
    for (const std::uint32_t a : (*got)[k].areas) ids.push_back(std::to_string(a + 1));
    for (const auto id : one["ids"].get_array()) names.emplace_back(std::string_view(id));
    std::sort(ids.begin(), ids.end());
    std::sort(names.begin(), names.end());
    EXPECT_EQ(ids, names);
  }
}

TEST(Scan, LungCancerInPennsylvaniaHasThePublishedClusters) {
  NEEDS_REFERENCE("pennlc_scan_input.csv");
  expect_the_clusters_of("pennlc_satscan_expected.json", map_of("pennlc_scan_input.csv", "xgrid", "ygrid", "expected"), 4);
}

TEST(Scan, SuddenInfantDeathInNorthCarolinaHasThePublishedClusters) {
  NEEDS_REFERENCE("ncsids74_scan_input.csv");
  expect_the_clusters_of("ncsids74_satscan_expected.json", map_of("ncsids74_scan_input.csv", "x", "y", "pop"), 3);
}

Map lattice(std::uint32_t side, std::uint64_t seed) {
  Map m;
  for (std::uint32_t i = 0; i < side * side; ++i) {
    Philox random(seed, 0, i);
    m.x.push_back(i % side + 0.3 * random.uniform());
    m.y.push_back(i / side + 0.3 * random.uniform());
    m.population.push_back(100.0 + 900.0 * random.uniform());
    m.expected.push_back(m.population.back());
    m.cases.push_back(binomial(random, 1000, m.population.back() / 40000.0));
  }
  return m;
}

TEST(Scan, OneAndTwoThreadsGiveTheSame) {
  const Map m = lattice(20, 7);
  const auto one = scan(m.input(), {.most_share = 0.2, .replications = 100, .threads = 1});
  const auto two = scan(m.input(), {.most_share = 0.2, .replications = 100, .threads = 2});
  ASSERT_EQ(one->size(), two->size());
  for (std::size_t k = 0; k < one->size(); ++k) {
    EXPECT_EQ((*one)[k].ratio, (*two)[k].ratio);
    EXPECT_EQ((*one)[k].p, (*two)[k].p);
    EXPECT_EQ((*one)[k].areas, (*two)[k].areas);
  }
}

TEST(Scan, OnNoiseTheStrongestClusterIsSignificantAboutAsOftenAsStated) {
  int significant = 0;
  constexpr int kMaps = 60;
  for (int k = 0; k < kMaps; ++k) {
    const Map m = lattice(10, 1000 + static_cast<std::uint64_t>(k));
    if (scan(m.input(), {.most_share = 0.3, .replications = 99, .seed = 5, .threads = 2})->front().p <= 0.1) ++significant;
  }
  EXPECT_LE(significant, 14);  // binomial(60, 0.1) is above 14 once in 2,500
}

TEST(Scan, APlantedClusterIsFound) {
  Map m = lattice(20, 11);
  std::vector<std::uint32_t> planted;
  for (std::uint32_t i = 0; i < 400; ++i)
    if (std::hypot(m.x[i] - 10, m.y[i] - 10) < 2.6) planted.push_back(i);
  for (const std::uint32_t i : planted) m.cases[i] *= 2;
  const auto got = scan(m.input(), {.most_share = 0.2, .replications = 999, .threads = 2});
  EXPECT_LE(got->front().p, 0.001 + 1e-12);
  std::size_t inside = 0;
  for (const std::uint32_t a : got->front().areas) inside += std::count(planted.begin(), planted.end(), a) > 0 ? 1U : 0U;
  EXPECT_GE(inside * 10, planted.size() * 8);
  EXPECT_GE(inside * 10, got->front().areas.size() * 8);
}

TEST(Scan, UnusableInputIsRefused) {
  const Map m = lattice(3, 1);
  EXPECT_FALSE(scan(m.input(), {.most_share = 0.9}));
  EXPECT_FALSE(scan(m.input(), {.model = ScanModel::permutation}));  // one period only
  EXPECT_FALSE(scan(m.input(), {.model = ScanModel::bernoulli}));    // persons that are no whole number
  EXPECT_FALSE(scan({m.x, m.y, {}, m.expected, m.population}, {}));
}

TEST(Random, BinomialNumbersHaveTheirMeanAndVariance) {
  for (const auto& [n, p] : {std::pair{20U, 0.3}, {2000U, 0.2}, {5U, 0.9}}) {
    double sum = 0, squares = 0;
    constexpr std::uint32_t kDraws = 20000;
    for (std::uint32_t k = 0; k < kDraws; ++k) {
      Philox random(3, k, n);
      const double v = binomial(random, n, p);
      sum += v;
      squares += v * v;
    }
    const double mean = sum / kDraws, variance = squares / kDraws - mean * mean, want = n * p * (1 - p);
    EXPECT_NEAR(mean, n * p, 5 * std::sqrt(want / kDraws));
    EXPECT_NEAR(variance, want, 0.06 * want);
  }
}

TEST(Random, PhiloxGivesThePublishedNumbers) {
  // Known answer of the authors' Random123: counter 0, key 0 → 6627e8d5 e169c58d bc57ac4c 9b00dbd8.
  Philox random(0, 0, 0);
  EXPECT_EQ(random.next(), 0x9b00dbd8U);
  EXPECT_EQ(random.next(), 0xbc57ac4cU);
  EXPECT_EQ(random.next(), 0xe169c58dU);
  EXPECT_EQ(random.next(), 0x6627e8d5U);
}

}  // namespace
}  // namespace trede::stat
