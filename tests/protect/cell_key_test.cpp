// SPDX-License-Identifier: EUPL-1.2
#include "protect/cell_key.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "protect/table_csv.hpp"

namespace trede::protect {
namespace {

Perturbation table_of(const CellKeyRule& rule) {
  auto made = Perturbation::make(rule);
  EXPECT_TRUE(made.has_value());
  return *std::move(made);
}

double entropy(const std::vector<double>& p) {
  double h = 0.0;
  for (const double x : p) h -= x > 0 ? x * std::log(x) : 0.0;
  return h;
}

// Computed with OpenSSL's command line, which knows nothing of this code:
//   printf 'record\nwhat do ya want for nothing?' | openssl dgst -sha256 -hmac Jefe
TEST(CellKey, OfARecordIsTheStartOfItsKeyedHash) {
  EXPECT_EQ(record_key("Jefe", "what do ya want for nothing?"), 0xa75b709eU);
  EXPECT_NE(record_key("Jeff", "what do ya want for nothing?"), 0xa75b709eU);
}

TEST(CellKey, PerturbationHasMeanZeroTheAskedVarianceAndKeepsItsBounds) {
  for (const CellKeyRule rule :
       {CellKeyRule{}, CellKeyRule{.max_change = 5, .variance = 2.0, .hidden = 0},
        CellKeyRule{.max_change = 4, .variance = 1.0, .hidden = 3}, CellKeyRule{.max_change = 10, .variance = 30.0, .hidden = 9}}) {
    const Perturbation perturbation = table_of(rule);
    for (std::int32_t n = 1; n <= rule.max_change + rule.hidden + 3; ++n) {
      const Perturbation::Row& row = perturbation.row(n);
      EXPECT_NEAR(std::accumulate(row.probability.begin(), row.probability.end(), 0.0), 1.0, 1e-9);
      double mean = 0.0;
      double square = 0.0;
      for (std::size_t i = 0; i < row.change.size(); ++i) {
        mean += row.probability[i] * row.change[i];
        square += row.probability[i] * row.change[i] * row.change[i];
        EXPECT_LE(std::abs(row.change[i]), rule.max_change);
        EXPECT_TRUE(n + row.change[i] == 0 || n + row.change[i] > rule.hidden) << n;
        EXPECT_GT(row.probability[i], 0.0);
      }
      EXPECT_NEAR(mean, 0.0, 1e-8) << n;
      if (n > rule.max_change + rule.hidden) {
        EXPECT_NEAR(square, rule.variance, 1e-8) << n;
      }
    }
  }
}

TEST(CellKey, SmallCountsGetTheNearestVarianceThatExists) {
  // 1 may become 0 or 4 … 5 only: the variance is at least 1·3 with mean zero, and 1 was asked.
  const Perturbation perturbation = table_of({.max_change = 4, .variance = 1.0, .hidden = 3});
  EXPECT_EQ(perturbation.row(1).change, (std::vector<std::int32_t>{-1, 3}));
  EXPECT_NEAR(perturbation.row(1).probability[0], 0.75, 1e-12);
  EXPECT_NEAR(perturbation.row(1).variance, 3.0, 1e-9);
}

// Nudging a distribution along a direction that keeps sum, mean and variance only lowers its entropy.
TEST(CellKey, NoOtherDistributionWithTheseMomentsHasMoreEntropy) {
  const Perturbation perturbation = table_of({});
  for (const std::int32_t n : {1, 2, 3, 5, 9, 40}) {
    const std::vector<double>& p = perturbation.row(n).probability;
    const std::vector<std::int32_t>& d = perturbation.row(n).change;
    if (p.size() < 4) continue;
    for (std::size_t at = 0; at + 4 <= p.size(); ++at) {
      // w with Σw = Σwd = Σwd² = 0 on four neighbours: the third divided difference.
      std::vector<double> w(p.size(), 0.0);
      for (std::size_t i = at; i < at + 4; ++i) {
        w[i] = 1.0;
        for (std::size_t j = at; j < at + 4; ++j)
          if (j != i) w[i] /= d[i] - d[j];
      }
      for (const double size : {1e-4, -1e-4}) {
        std::vector<double> other = p;
        bool inside = true;
        for (std::size_t i = 0; i < p.size(); ++i) {
          other[i] += size * w[i];
          inside = inside && other[i] >= 0.0;
        }
        if (inside) {
          EXPECT_LE(entropy(other), entropy(p) + 1e-12) << n;
        }
      }
    }
  }
}

TEST(CellKey, OverAllKeysTheChangeIsUnbiasedAndHasTheVarianceOfItsRow) {
  const Perturbation perturbation = table_of({});
  for (const std::int32_t n : {1, 3, 7, 10, 25, 1000}) {
    double sum = 0.0;
    double square = 0.0;
    constexpr int kDraws = 1 << 18;
    for (int i = 0; i < kDraws; ++i) {  // keys spread evenly over all of 2³²
      const double change = perturbation.apply(n, static_cast<CellKey>(i) << 14) - n;
      sum += change;
      square += change * change;
    }
    EXPECT_NEAR(sum / kDraws, 0.0, 1e-3) << n;
    EXPECT_NEAR(square / kDraws, perturbation.row(n).variance, 5e-3) << n;
  }
}

TEST(CellKey, KeysOfRecordsAreSpreadEvenly) {
  const Perturbation perturbation = table_of({});
  double sum = 0.0;
  double square = 0.0;
  constexpr int kCells = 1500;
  for (int cell = 0; cell < kCells; ++cell) {
    CellKey key = 0;
    for (int record = 0; record < 12; ++record) key += record_key("a secret", std::to_string(cell * 100 + record));
    const double change = perturbation.apply(12, key) - 12;
    sum += change;
    square += change * change;
  }
  EXPECT_NEAR(sum / kCells, 0.0, 4 * 2.5 / std::sqrt(kCells));
  EXPECT_NEAR(square / kCells, 6.25, 0.9);
}

TEST(CellKey, AZeroStaysZeroWhateverItsKey) {
  const Perturbation perturbation = table_of({});
  for (std::uint64_t key = 0; key <= 0xFFFFFFFFU; key += 0x01010101U) EXPECT_EQ(perturbation.apply(0, static_cast<CellKey>(key)), 0);
}

TEST(CellKey, TheHighestKeyPicksTheHighestChange) {
  const Perturbation perturbation = table_of({});
  for (std::int32_t n = 1; n < 20; ++n) {
    EXPECT_EQ(perturbation.apply(n, 0xFFFFFFFFU), n + perturbation.row(n).change.back());
    EXPECT_EQ(perturbation.apply(n, 0), n + perturbation.row(n).change.front());
  }
}

TEST(CellKey, RecordsGiveTheSameFigureInWhateverOrderAndTableTheyStand) {
  std::vector<std::string> records;
  for (int i = 0; i < 40; ++i) records.push_back("p" + std::to_string(i));
  CellKey forward = 0;
  for (const std::string& record : records) forward += record_key("s", record);
  std::reverse(records.begin(), records.end());
  CellKey backward = 0;
  for (const std::string& record : records) backward += record_key("s", record);
  EXPECT_EQ(forward, backward);
}

TEST(CellKey, ALeafThatGrowsByOneKeepsTheRecordsThatItHad) {
  const CellKey three = leaf_key("s", "BU1|x", 3);
  const CellKey four = leaf_key("s", "BU1|x", 4);
  const CellKey five = leaf_key("s", "BU1|x", 5);
  EXPECT_NE(four - three, 0U);
  EXPECT_NE(five - four, four - three);
  EXPECT_EQ(leaf_key("s", "BU1|x", 0), 0U);
  EXPECT_NE(leaf_key("s", "BU1|y", 3), three);
  EXPECT_NE(leaf_key("t", "BU1|x", 3), three);
}

Table kinds() {
  std::vector<Dimension> dimensions;
  dimensions.push_back(*parse_dimension("code,parent\nGM,\nW1,GM\nB1,W1\nB2,W1\nW2,GM\nB3,W2\nB4,W2\n", "area.csv", "area"));
  dimensions.push_back(*parse_dimension("code,parent\nT,\nx,T\ny,T\n", "kind.csv", "kind"));
  return *parse_cells("area,kind,n\nB1,x,14\nB1,y,0\nB2,x,0\nB2,y,0\nB3,x,22\nB3,y,31\nB4,x,0\nB4,y,17\n", "cells.csv",
                      std::move(dimensions));
}

// T28 of the threat table: a table that is built again and again must not let its noise be averaged out.
TEST(CellKey, AHundredBuildsGiveOneTable) {
  const Table table = kinds();
  std::set<std::vector<std::int32_t>> printed;
  for (int build = 0; build < 100; ++build) printed.insert(perturb_table(table, table_of({}), "a secret"));
  EXPECT_EQ(printed.size(), 1U);
  EXPECT_NE(perturb_table(table, table_of({}), "another secret"), *printed.begin());
}

TEST(CellKey, ATotalWithTheRecordsOfOneLeafIsPrintedAsThatLeaf) {
  const Table table = kinds();
  const std::vector<std::int32_t> printed = perturb_table(table, table_of({}), "a secret");
  const auto at = [&](const std::string& area, const std::string& kind) {
    const auto& areas = table.dimensions[0].code;
    const auto& codes = table.dimensions[1].code;
    const auto a = static_cast<std::size_t>(std::find(areas.begin(), areas.end(), area) - areas.begin());
    const auto k = static_cast<std::size_t>(std::find(codes.begin(), codes.end(), kind) - codes.begin());
    return printed[a * codes.size() + k];
  };
  EXPECT_EQ(at("W1", "x"), at("B1", "x"));
  EXPECT_EQ(at("W1", "T"), at("B1", "x"));
  EXPECT_EQ(at("B2", "T"), 0);
}

// Whoever subtracts one area from another that holds a single record more gets a difference that hardly depends on that record.
TEST(CellKey, ADifferenceOfOneRecordIsHiddenByTheNoise) {
  const Perturbation perturbation = table_of({});
  int guessed = 0;
  double sum = 0.0;
  double square = 0.0;
  constexpr int kPairs = 6000;
  for (int pair = 0; pair < kPairs; ++pair) {
    const std::string leaf = "leaf " + std::to_string(pair);
    const int difference = perturbation.apply(31, leaf_key("s", leaf, 31)) - perturbation.apply(30, leaf_key("s", leaf, 30));
    guessed += difference == 1 ? 1 : 0;
    sum += difference;
    square += (difference - 1.0) * (difference - 1.0);
  }
  EXPECT_LT(guessed, kPairs / 5);
  EXPECT_NEAR(sum / kPairs, 1.0, 0.19);
  EXPECT_NEAR(square / kPairs, 12.5, 1.0);  // twice the variance: the two changes have nothing to do with each other
}

TEST(CellKey, RefusesNumbersThatDoNotGoTogether) {
  for (const CellKeyRule rule :
       {CellKeyRule{.max_change = 0}, CellKeyRule{.max_change = 5, .variance = 0.0, .hidden = 0},
        CellKeyRule{.max_change = 5, .variance = 11.0, .hidden = 0}, CellKeyRule{.max_change = 5, .variance = 2.0, .hidden = 5},
        CellKeyRule{.max_change = 5, .variance = 2.0, .hidden = -1}, CellKeyRule{.max_change = 5, .variance = NAN, .hidden = 0}}) {
    const auto made = Perturbation::make(rule);
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().list().front().code, "protect.cell_key.rule");
  }
}

}  // namespace
}  // namespace trede::protect
