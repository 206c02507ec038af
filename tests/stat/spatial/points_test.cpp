// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/points.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "stat/random.hpp"

namespace trede::stat {
namespace {

// Points in clumps, some of them twice in the same place.
std::pair<std::vector<double>, std::vector<double>> clumps(std::size_t n) {
  std::vector<double> x, y;
  for (std::uint32_t i = 0; i < n; ++i) {
    Philox random(4, 0, i);
    const double clump = std::floor(random.uniform() * 7.0);
    x.push_back(std::floor(100.0 * clump + 30.0 * random.uniform()));
    y.push_back(std::floor(50.0 * std::fmod(clump, 3.0) + 30.0 * random.uniform()));
  }
  return {x, y};
}

std::vector<std::uint32_t> all_by_distance(const std::vector<double>& x, const std::vector<double>& y, std::uint32_t i) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t j = 0; j < x.size(); ++j)
    if (j != i) out.push_back(j);
  const auto square = [&](std::uint32_t j) { return (x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]); };
  std::sort(out.begin(), out.end(),
            [&](std::uint32_t a, std::uint32_t b) { return square(a) != square(b) ? square(a) < square(b) : a < b; });
  return out;
}

TEST(Points, TheNearestAreThoseOfASearchThroughAll) {
  const auto [x, y] = clumps(600);
  const PointTree tree(x, y);
  for (std::uint32_t i = 0; i < 600; i += 7) {
    auto want = all_by_distance(x, y, i);
    want.resize(9);
    EXPECT_EQ(tree.nearest(i, 9), want) << i;
  }
  EXPECT_EQ(tree.nearest(3, 5000).size(), 599U);
  EXPECT_TRUE(tree.nearest(3, 0).empty());
}

TEST(Points, ADistanceTakesAllPointsUpToAndIncludingIt) {
  const auto [x, y] = clumps(600);
  const PointTree tree(x, y);
  for (std::uint32_t i = 0; i < 600; i += 11) {
    std::vector<std::uint32_t> want;
    for (std::uint32_t j = 0; j < 600; ++j)
      if (j != i && (x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]) <= 25.0) want.push_back(j);
    EXPECT_EQ(tree.within(i, 5.0), want) << i;
  }
}

TEST(Points, PairsAreTheSameForAnyNumberOfThreads) {
  const auto [x, y] = clumps(1500);
  EXPECT_EQ(nearest_pairs(x, y, 6, 1), nearest_pairs(x, y, 6, 8));
  const Pairs band = pairs_within(x, y, 4.0, 2);
  EXPECT_EQ(band, pairs_within(x, y, 4.0, 1));
  for (const auto& [i, j] : band) EXPECT_TRUE(std::find(band.begin(), band.end(), std::pair{j, i}) != band.end());
}

TEST(Points, OnePointHasNoNeighbours) {
  EXPECT_TRUE(nearest_pairs(std::vector<double>{1.0}, std::vector<double>{2.0}, 6).empty());
  EXPECT_TRUE(pairs_within(std::vector<double>{1.0}, std::vector<double>{2.0}, 6.0).empty());
}

}  // namespace
}  // namespace trede::stat
