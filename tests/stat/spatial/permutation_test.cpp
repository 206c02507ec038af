// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/permutation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "stat/random.hpp"
#include "stat/spatial/autocorrelation.hpp"
#include "stat/spatial/draws.hpp"

namespace trede::stat {
namespace {

// A chessboard of side × side areas, neighbours by side and by corner.
Neighbours board(std::uint32_t side) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t y = 0; y < side; ++y)
    for (std::uint32_t x = 0; x < side; ++x)
      for (int dy = 0; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx) {
          const int xx = static_cast<int>(x) + dx, yy = static_cast<int>(y) + dy;
          if (xx < 0 || xx >= static_cast<int>(side) || yy >= static_cast<int>(side)) continue;
          pairs.emplace_back(y * side + x, static_cast<std::uint32_t>(yy) * side + static_cast<std::uint32_t>(xx));
        }
  return neighbours(std::size_t{side} * side, pairs, Weights::row);
}

std::vector<double> noise(std::size_t n, std::uint64_t seed) {
  std::vector<double> out(n);
  for (std::uint32_t i = 0; i < n; ++i) out[i] = Philox(seed, 0, i).uniform();
  return out;
}

// By writing out all ways to deal the values of the others to the neighbours of area i.
struct ByHand {
  double at_least = 0, at_most = 0;
};
ByHand by_hand(const std::vector<int>& x, const Neighbours& w, std::size_t i) {
  std::vector<int> others;
  for (std::size_t j = 0; j < x.size(); ++j)
    if (j != i) others.push_back(x[j]);
  const std::size_t k = w.count(i);
  int seen = 0;
  for (std::uint32_t e = w.first[i]; e < w.first[i + 1]; ++e) seen += x[w.index[e]];
  std::vector<bool> take(others.size(), false);
  std::fill(take.begin(), take.begin() + static_cast<std::ptrdiff_t>(k), true);
  double all = 0, least = 0, most = 0;
  do {
    int sum = 0;
    for (std::size_t j = 0; j < others.size(); ++j) sum += take[j] ? others[j] : 0;
    all += 1;
    least += sum >= seen ? 1 : 0;
    most += sum <= seen ? 1 : 0;
  } while (std::prev_permutation(take.begin(), take.end()));
  return {least / all, most / all};
}

TEST(Permutation, EveryWayOfDrawingApproachesTheShareOfAllWaysToDealTheValues) {
  const std::vector<int> x{4, 7, 1, 3, 3, 9, 2, 8, 3, 5, 6, 1};
  const std::vector<double> values(x.begin(), x.end());
  const auto w = neighbours(
      12, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {0, 4}, {5, 6}, {6, 7}, {5, 7}, {0, 5}, {8, 9}, {8, 4}, {9, 3}, {0, 9}, {7, 0}}, Weights::row);
  for (const Drawing drawing : {Drawing::shared, Drawing::independent}) {
    const auto found = permute_lag(values, w, {.count = 40000, .seed = 5, .drawing = drawing});
    for (std::size_t i = 0; i < 10; ++i) {
      const ByHand want = by_hand(x, w, i);
      EXPECT_NEAR(found.at_least[i] / 40000.0, want.at_least, 0.012) << i;
      EXPECT_NEAR(found.at_most[i] / 40000.0, want.at_most, 0.012) << i;
    }
    EXPECT_EQ(found.at_least[10], 40000U);  // no neighbours: nothing to deal
    EXPECT_EQ(found.p_two()[11], 1.0);
  }
}

TEST(Permutation, TheResultIsTheSameForOneTwoAndEightThreads) {
  const auto w = board(40);
  const auto x = noise(1600, 1);
  for (const Drawing drawing : {Drawing::shared, Drawing::independent, Drawing::with_replacement}) {
    const std::uint32_t count = drawing == Drawing::shared ? 4999 : 99;
    const auto one = permute_lag(x, w, {.count = count, .seed = 3, .drawing = drawing, .threads = 1});
    for (const unsigned threads : {2U, 8U}) {
      const auto many = permute_lag(x, w, {.count = count, .seed = 3, .drawing = drawing, .threads = threads});
      EXPECT_EQ(one.at_least, many.at_least);
      EXPECT_EQ(one.at_most, many.at_most);
    }
  }
  const auto geary = permute_geary(x, w, {.count = 499, .threads = 1});
  const auto whole = permute_all(x, w, Whole::moran, {.count = 999, .threads = 1});
  for (const unsigned threads : {2U, 8U}) {
    const auto many = permute_geary(x, w, {.count = 499, .threads = threads});
    EXPECT_EQ(geary.at_least, many.at_least);
    EXPECT_EQ(geary.at_most, many.at_most);
    EXPECT_EQ(whole.at_least, permute_all(x, w, Whole::moran, {.count = 999, .threads = threads}).at_least);
  }
  EXPECT_NE(permute_lag(x, w, {.count = 999, .seed = 3}).at_least, permute_lag(x, w, {.count = 999, .seed = 4}).at_least);
}

TEST(Permutation, EveryAreaIsDrawnEquallyOften) {
  // Others have given the first and the last area half the weight of the rest.
  constexpr std::uint32_t kAreas = 11, kRows = 60000, kWidth = 4;
  Draws draws(kAreas, kWidth);
  std::array<double, kAreas> times{};
  for (std::uint32_t r = 0; r < kRows; ++r) {
    const auto row = draws.row(9, r, 0);
    EXPECT_EQ(std::set<std::uint32_t>(row.begin(), row.end()).size(), kWidth);
    for (const std::uint32_t a : row) times[a] += 1.0;
  }
  const double wanted = kRows * kWidth / double{kAreas}, deviation = std::sqrt(wanted * (1.0 - kWidth / double{kAreas}));
  for (const double t : times) EXPECT_NEAR(t, wanted, 4.0 * deviation);
}

TEST(Permutation, EqualSumsAreTiesWhateverTheOrderInWhichTheyWereAdded) {
  // (0.1 + 0.2) + 0.3 differs from 0.1 + (0.2 + 0.3) in floating point. Every way to deal these values gives the same sum.
  const std::vector<double> values{0.3, 0.1, 0.2, 0.1, 0.2, 0.3};
  const auto w = neighbours(6, {{0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 5}}, Weights::row);
  const auto found = permute_lag(values, w, {.count = 999});
  EXPECT_EQ(found.at_least[0], 999U);
  EXPECT_EQ(found.at_most[0], 999U);
  const auto squares = permute_geary(values, w, {.count = 999});
  EXPECT_EQ(squares.at_least[0], 999U);
  EXPECT_EQ(squares.at_most[0], 999U);
}

TEST(Permutation, PIsTwoSidedAndNeverZero) {
  const auto w = board(20);
  std::vector<double> x = noise(400, 2);
  for (std::size_t y = 5; y < 9; ++y)
    for (std::size_t c = 5; c < 9; ++c) x[y * 20 + c] = 10.0;
  const auto p = permute_lag(x, w, {.count = 999}).p_two();
  for (const double one : p) {
    EXPECT_GE(one, 2.0 / 1000.0);
    EXPECT_LE(one, 1.0);
  }
  EXPECT_EQ(p[6 * 20 + 6], 2.0 / 1000.0);
  // On noise a two-sided p below 0.05 comes in one of twenty cases, not in one of ten.
  const auto many = board(50);
  const auto none = permute_lag(noise(2500, 8), many, {.count = 999, .drawing = Drawing::independent}).p_two();
  const auto low = static_cast<double>(std::count_if(none.begin(), none.end(), [](double one) { return one <= 0.05; }));
  EXPECT_NEAR(low / 2500.0, 0.05, 0.02);
}

TEST(Permutation, MoreValuesThanTheGridHasPlacesOrLargeOnesMakeNoDifference) {
  const auto w = board(12);
  std::vector<double> x = noise(144, 6), shifted(x), scaled(x);
  for (double& v : shifted) v = v + 1024.0;
  for (double& v : scaled) v *= 0x1.0p300;
  const auto found = permute_lag(x, w, {.count = 999});
  EXPECT_EQ(found.at_least, permute_lag(shifted, w, {.count = 999}).at_least);
  EXPECT_EQ(found.at_least, permute_lag(scaled, w, {.count = 999}).at_least);
}

TEST(Permutation, GearyEqualsDealingTheValuesByHand) {
  const std::vector<int> x{4, 7, 1, 3, 2, 9, 2, 8};
  const std::vector<double> values(x.begin(), x.end());
  const auto w = neighbours(8, {{0, 1}, {0, 2}, {0, 3}, {4, 5}, {5, 6}, {6, 7}, {1, 7}}, Weights::row);
  const auto found = permute_geary(values, w, {.count = 40000, .seed = 2});
  // Area 0 has three neighbours: 35 ways to choose three of the seven others.
  const auto square = [&](int a) { return (x[0] - a) * (x[0] - a); };
  const int seen = square(7) + square(1) + square(3);
  double all = 0, least = 0;
  for (std::size_t a = 1; a < 8; ++a)
    for (std::size_t b = a + 1; b < 8; ++b)
      for (std::size_t c = b + 1; c < 8; ++c) {
        all += 1;
        least += square(x[a]) + square(x[b]) + square(x[c]) >= seen ? 1 : 0;
      }
  EXPECT_NEAR(found.at_least[0] / 40000.0, least / all, 0.012);
}

TEST(Permutation, OfTheWholeAgreesWithTheNormalDistributionOnALargeBoard) {
  const auto w = board(25);
  const auto x = noise(625, 4);
  const auto found = permute_all(x, w, Whole::moran, {.count = 1999});
  EXPECT_NEAR(found.p_two(), moran(x, w).p_two, 0.04);
  const auto squares = permute_all(x, w, Whole::geary, {.count = 1999});
  EXPECT_NEAR(squares.p_two(), geary(x, w).p_two, 0.04);
}

}  // namespace
}  // namespace trede::stat
