// SPDX-License-Identifier: EUPL-1.2
#include "stat/spc.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stat/random.hpp"

namespace trede::stat {
namespace {

using Cells = std::vector<std::optional<double>>;

TEST(ControlChart, ShareLimitsStayBetweenNothingAndAll) {
  const auto got = control_chart(Chart::p, Cells{1, 0, 2, 9}, Cells{10, 10, 10, 10});
  EXPECT_DOUBLE_EQ(got->centre, 0.3);
  EXPECT_DOUBLE_EQ(*got->points[0].lower, 0.0);
  EXPECT_NEAR(*got->points[0].upper, 0.3 + 3 * std::sqrt(0.021), 1e-15);
  EXPECT_TRUE(got->points[3].outside);
}

TEST(ControlChart, GapsAreSteppedOverAndNothingAtAllHasNoChart) {
  const auto got = control_chart(Chart::u, Cells{4, std::nullopt, 6, 5}, Cells{100, 100, 100, 0});
  EXPECT_DOUBLE_EQ(got->centre, 0.05);
  EXPECT_FALSE(got->points[1].value);
  EXPECT_FALSE(got->points[3].value);
  EXPECT_EQ(got->useful, 2U);
  EXPECT_FALSE(control_chart(Chart::c, Cells{std::nullopt}, Cells{std::nullopt}));
  EXPECT_FALSE(control_chart(Chart::p, Cells{3}, Cells{0}));
}

TEST(ControlChart, OnePointAndEqualPointsLieOnTheCentreLine) {
  for (const std::size_t size : {1U, 12U}) {
    const auto got = control_chart(Chart::c, Cells(size, 7.0), {});
    EXPECT_EQ(got->useful, 0U);
    EXPECT_FALSE(got->runs);
    EXPECT_FALSE(got->points[0].outside);
  }
  EXPECT_DOUBLE_EQ(control_chart(Chart::u_prime, Cells(3, 0.0), Cells(3, 10.0))->sigma_z, 1.0);
}

TEST(ControlChart, AShiftHalfwayIsALongRunWithFewCrossings) {
  Cells cells;
  for (int i = 0; i < 12; ++i) cells.emplace_back(10 + i % 2);
  for (int i = 0; i < 12; ++i) cells.emplace_back(14 + i % 2);
  const auto got = control_chart(Chart::c, cells, {});
  EXPECT_EQ(got->longest_run, 12U);
  EXPECT_EQ(got->longest_run_allowed, 8U);  // round(log2 24) + 3
  EXPECT_EQ(got->crossings, 1U);
  EXPECT_TRUE(got->runs);
}

TEST(ControlChart, FewestCrossingsIsTheFivePercentQuantileOfFairCoins) {
  EXPECT_EQ(fewest_crossings(0), 0U);
  EXPECT_EQ(fewest_crossings(9), 2U);
  EXPECT_EQ(fewest_crossings(23), 8U);
  EXPECT_EQ(fewest_crossings(99), 41U);
}

// Large denominators and a share that moves a little by itself: the p chart calls almost every month unusual, Laney's does not.
TEST(ControlChart, LaneysLimitsHoldASeriesWithMoreThanChance) {
  Cells x, n;
  for (std::uint32_t i = 0; i < 60; ++i) {
    Philox random(20260107, 0, i);
    const double share = 0.10 + 0.005 * (random.uniform() + random.uniform() + random.uniform() - 1.5) * 2.0;
    n.emplace_back(200000.0);
    x.emplace_back(binomial(random, 200000, share));
  }
  const auto count = [](const ControlChart& chart) {
    int outside = 0;
    for (const ChartPoint& point : chart.points) outside += point.outside ? 1 : 0;
    return outside;
  };
  const auto plain = control_chart(Chart::p, x, n), laney = control_chart(Chart::p_prime, x, n);
  EXPECT_GT(count(*plain), 20);
  EXPECT_LE(count(*laney), 2);
  EXPECT_GT(laney->sigma_z, 3.0);
}

}  // namespace
}  // namespace trede::stat
