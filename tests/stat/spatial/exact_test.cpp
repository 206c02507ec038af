// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/exact.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "stat/random.hpp"
#include "stat/spatial/autocorrelation.hpp"
#include "stat/spatial/fourier.hpp"
#include "stat/spatial/permutation.hpp"

namespace trede::stat {
namespace {

Neighbours ring(std::uint32_t n, std::uint32_t reach) {  // every area borders on the `reach` before and after it
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t i = 0; i < n; ++i)
    for (std::uint32_t d = 1; d <= reach; ++d) pairs.emplace_back(i, (i + d) % n);
  return neighbours(n, pairs, Weights::row);
}

// By writing out all ways to deal the whole numbers of the others.
double by_hand(const std::vector<int>& x, const Neighbours& w, std::size_t i) {
  std::vector<int> others;
  for (std::size_t j = 0; j < x.size(); ++j)
    if (j != i) others.push_back(x[j]);
  int seen = 0;
  for (std::uint32_t e = w.first[i]; e < w.first[i + 1]; ++e) seen += x[w.index[e]];
  std::vector<bool> take(others.size(), false);
  std::fill(take.begin(), take.begin() + static_cast<std::ptrdiff_t>(w.count(i)), true);
  double all = 0, least = 0, most = 0;
  do {
    int sum = 0;
    for (std::size_t j = 0; j < others.size(); ++j) sum += take[j] ? others[j] : 0;
    all += 1;
    least += sum >= seen ? 1 : 0;
    most += sum <= seen ? 1 : 0;
  } while (std::prev_permutation(take.begin(), take.end()));
  return std::min(1.0, 2.0 * std::min(least, most) / all);
}

TEST(Exact, EqualsTheShareOfAllWaysToDealTheValues) {
  std::vector<int> x;
  for (std::uint32_t i = 0; i < 20; ++i) x.push_back(static_cast<int>(Philox(1, 0, i).uniform() * 12.0) - 3);
  std::vector<double> tenths;
  for (const int v : x) tenths.push_back(v / 10.0);  // percentages with one decimal are whole numbers of tenths
  const auto w = ring(20, 2);
  const auto p = exact_lag(tenths, w);
  ASSERT_TRUE(p);
  for (std::size_t i = 0; i < 20; ++i) EXPECT_NEAR((*p)[i], by_hand(x, w, i), 1e-12) << i;
}

TEST(Exact, OfAnAreaWithItsNeighboursItIsTheShareOfAllWaysToDealAllValues) {
  std::vector<int> x;
  for (std::uint32_t i = 0; i < 14; ++i) x.push_back(static_cast<int>(Philox(3, 0, i).uniform() * 20.0));
  const std::vector<double> values(x.begin(), x.end());
  const auto w =
      neighbours(14, {{0, 1}, {1, 2}, {2, 3}, {3, 0}, {4, 5}, {4, 6}, {4, 7}, {8, 9}, {10, 11}, {12, 13}}, Weights::binary, true);
  const auto p = exact_sum(values, w);
  ASSERT_TRUE(p);
  // An area that does not take part and borders on as many areas has the same ways to deal.
  for (std::size_t i = 0; i < 14; ++i) {
    std::vector<int> more(x);
    more.push_back(0);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::uint32_t e = w.first[i]; e < w.first[i + 1]; ++e) pairs.emplace_back(14U, w.index[e]);
    EXPECT_NEAR((*p)[i], by_hand(more, neighbours(15, pairs, Weights::binary), 14), 1e-12) << i;
  }
}

TEST(Exact, AgreesWithManyPermutations) {
  std::vector<double> x;
  for (std::uint32_t i = 0; i < 400; ++i) x.push_back(std::exp(Philox(2, 0, i).uniform() * 3.0));  // skewed, no decimals to count in
  const auto w = ring(400, 3);
  const auto p = exact_lag(x, w);
  const auto drawn = permute_lag(x, w, {.count = 200'000, .seed = 3}).p_two();
  ASSERT_TRUE(p);
  for (std::size_t i = 0; i < 400; ++i) EXPECT_NEAR((*p)[i], drawn[i], 2e-3 + 4.5 * std::sqrt(2.0 * (*p)[i] / 200'000.0)) << i;
}

TEST(Exact, WithMarksItIsTheHypergeometricDistribution) {
  std::vector<double> x(200, 0.0);
  std::vector<std::uint8_t> marked(200, 0);
  for (const std::size_t i : {10U, 11U, 12U, 13U, 14U, 60U, 90U, 140U}) {
    x[i] = 1.0;
    marked[i] = 1;
  }
  const auto w = ring(200, 2);
  const auto p = exact_lag(x, w);
  const auto joins = local_join_count(marked, w);
  ASSERT_TRUE(p);
  EXPECT_NEAR((*p)[12], 2.0 * joins.p[12], 1e-12);
  EXPECT_LT((*p)[12], 2e-6);
  EXPECT_GT((*p)[12], 0.0);
}

TEST(Exact, ItsTailsPassFalseDiscoveryControlWhere999PermutationsCannot) {
  // A block of 30 high areas among 10,000. Each of the 30 is found; with 999 permutations not one is.
  std::vector<double> x;
  for (std::uint32_t i = 0; i < 10'000; ++i) x.push_back(std::round(10.0 * (Philox(5, 0, i).uniform() + (i < 30 ? 0.9 : 0.0))) / 10.0);
  const auto w = ring(10'000, 3);
  const auto p = exact_lag(x, w);
  ASSERT_TRUE(p);
  const auto q = false_discovery(*p), drawn = false_discovery(permute_lag(x, w, {.count = 999}).p_two());
  EXPECT_GE(std::count_if(q.begin(), q.begin() + 30, [](double one) { return one <= 0.05; }), 24);
  EXPECT_EQ(std::count_if(drawn.begin(), drawn.end(), [](double one) { return one <= 0.05; }), 0);
}

TEST(Exact, OnNoiseFalseSignalsStayAtTheStatedRateAndAPlantedBlockIsFound) {
  const auto w = ring(300, 3);
  int maps = 0, found = 0, right = 0, called = 0;
  constexpr int kMaps = 100;
  for (std::uint32_t map = 0; map < kMaps; ++map) {
    std::vector<double> x;
    for (std::uint32_t i = 0; i < 300; ++i) x.push_back(std::round(-100.0 * std::log(Philox(6, map, i).uniform())));  // skewed
    const auto none = false_discovery(*exact_lag(x, w));
    maps += std::any_of(none.begin(), none.end(), [](double one) { return one <= 0.05; }) ? 1 : 0;
    for (std::size_t i = 100; i < 115; ++i) x[i] += 400.0;
    const auto q = false_discovery(*exact_lag(x, w));
    for (std::size_t i = 0; i < 300; ++i) {
      const bool inside = i >= 100 && i < 115;
      called += q[i] <= 0.05 ? 1 : 0;
      right += q[i] <= 0.05 && i >= 97 && i < 118 ? 1 : 0;  // the neighbours of the block have high neighbours as well
      found += q[i] <= 0.05 && inside ? 1 : 0;
    }
  }
  EXPECT_LE(maps, kMaps * 0.05 + 2.5 * std::sqrt(kMaps * 0.05 * 0.95));
  EXPECT_GE(found / (15.0 * kMaps), 0.8);
  EXPECT_GE(right / double(called), 0.95);
}

TEST(Exact, IsTheSameForOneTwoAndEightThreads) {
  std::vector<double> x;
  for (std::uint32_t i = 0; i < 500; ++i) x.push_back(Philox(7, 0, i).uniform());
  const auto w = ring(500, 4);
  const auto one = exact_lag(x, w, 1);
  EXPECT_EQ(one, exact_lag(x, w, 2));
  EXPECT_EQ(one, exact_lag(x, w, 8));
}

TEST(Exact, RefusesWhatItCannotDoWell) {
  std::vector<double> x;
  for (std::uint32_t i = 0; i < 300; ++i) x.push_back(i % 7);
  EXPECT_FALSE(exact_lag(x, ring(300, 40)));                                              // 80 neighbours
  EXPECT_FALSE(exact_lag(std::vector<double>(x.begin(), x.begin() + 60), ring(60, 20)));  // 40 of 60 areas
  EXPECT_TRUE(exact_lag(x, ring(300, 20)));
}

TEST(Fourier, ThereAndBackGivesTheSame) {
  const Fourier fourier(6);
  std::vector<Complex> x(64);
  for (std::uint32_t i = 0; i < 64; ++i) x[i] = {Philox(1, 0, i).uniform(), Philox(2, 0, i).uniform()};
  auto y = x;
  fourier.forward(y);
  fourier.backward(y);
  for (std::size_t i = 0; i < 64; ++i) EXPECT_NEAR(y[i].re / 64.0, x[i].re, 1e-15);
}

}  // namespace
}  // namespace trede::stat
