// SPDX-License-Identifier: EUPL-1.2
#include "stat/series/detectors.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "stat/intervals.hpp"
#include "stat/random.hpp"
#include "stat/series/count_regression.hpp"
#include "stat/series/counts.hpp"

namespace trede::stat {
namespace {

TEST(Ears, TheBoundIsMeanPlusZTimesDeviationOfThePeriodsBefore) {
  const std::vector<double> y = {1, 2, 3, 4, 5, 6, 7, 50, 9, 10};
  const double z = normal_quantile(0.999), sd = std::sqrt(28.0 / 6.0);
  const auto c1 = ears_bounds(y, {.method = Ears::c1});
  EXPECT_FALSE(c1[6]);
  EXPECT_NEAR(*c1[7], 4.0 + z * sd, 1e-12);
  const auto c2 = ears_bounds(y, {.method = Ears::c2});
  EXPECT_FALSE(c2[8]);
  EXPECT_NEAR(*c2[9], 4.0 + z * sd, 1e-12);  // the 50 lies in the gap
}

TEST(Ears, C3AddsUpTheExcessOfTheTwoPeriodsBefore) {
  std::vector<double> y(20, 5.0);
  for (std::size_t i = 0; i < y.size(); ++i) y[i] += i % 2 == 0 ? 1.0 : -1.0;
  y[17] = y[18] = 9.0;
  y[19] = 8.0;
  const auto c3 = ears_bounds(y, {.method = Ears::c3, .alpha = 0.025});
  // Each of 9 and 9 is more than one deviation above; together they bring the bound below the 8 that C2 alone lets pass.
  EXPECT_LT(*c3[19], 8.0);
  EXPECT_GT(*c3[17], 9.0 - 1e-9 + normal_quantile(0.975) - 4.0);
}

TEST(Ears, APeriodWithoutAFigureLeavesTheBoundsThatNeedItUndefined) {
  std::vector<double> y(20, 5.0);
  y[4] = std::nan("");
  const auto c1 = ears_bounds(y, {});
  EXPECT_FALSE(c1[8]);
  EXPECT_FALSE(c1[11]);
  EXPECT_TRUE(c1[12]);
}

TEST(Cusum, TheUpperBoundIsTheCountAtWhichTheAlarmSounds) {
  for (const CusumScale scale : {CusumScale::rossi, CusumScale::standard, CusumScale::anscombe}) {
    const std::vector<double> y = {3, 5, 4, 6, 5};
    const CusumSettings settings{.scale = scale};
    const auto steps = cusum(y, std::vector<double>{4.0}, settings);
    for (std::size_t t = 0; t < y.size(); ++t) {
      std::vector<double> changed(y.begin(), y.begin() + static_cast<std::ptrdiff_t>(t) + 1);
      changed[t] = steps[t].upper + 1e-9;
      EXPECT_TRUE(cusum(changed, std::vector<double>{4.0}, settings).back().alarm) << t;
      changed[t] = std::max(0.0, steps[t].upper - (scale == CusumScale::standard ? 1.0 : 1e-6));
      EXPECT_FALSE(cusum(changed, std::vector<double>{4.0}, settings).back().alarm) << t;
    }
  }
}

TEST(Glr, ForOnePoissonCountItIsTheKnownLikelihoodRatio) {
  const auto steps = glr(std::vector<double>{9}, std::vector<double>{4.0}, 0.0, {});
  EXPECT_NEAR(steps[0].statistic, 9.0 * std::log(9.0 / 4.0) - 5.0, 1e-10);
  EXPECT_EQ(glr(std::vector<double>{2}, std::vector<double>{4.0}, 0.3, {})[0].statistic, 0.0);
}

TEST(Glr, ALittleOverdispersionIsCloseToPoissonAndLessSure) {
  const std::vector<double> y = {5, 8, 9, 11, 7}, mean(5, 5.0);
  const auto poisson = glr(y, mean, 0.0, {}), nearly = glr(y, mean, 1e-7, {}), wide = glr(y, mean, 0.5, {});
  EXPECT_NEAR(nearly.back().statistic, poisson.back().statistic, 1e-4);
  EXPECT_LT(wide.back().statistic, poisson.back().statistic);
}

TEST(Glr, AfterAnAlarmTheSearchStartsAnew) {
  const auto steps = glr(std::vector<double>{30, 4, 4}, std::vector<double>(3, 4.0), 0.0, {});
  EXPECT_TRUE(steps[0].alarm);
  EXPECT_FALSE(steps[1].alarm);
  EXPECT_NEAR(steps[1].statistic, 0.0, 1e-12);
}

TEST(CountRegression, FindsTheCourseAndTheOverdispersionThatWerePutIn) {
  Philox random(5, 0, 0);
  std::vector<double> y, design;
  for (std::size_t t = 1; t <= 2000; ++t) {
    const auto row = season_row(static_cast<double>(t), true, 1, 52.0);
    const double mean = std::exp(1.5 + 0.0002 * static_cast<double>(t) + 0.4 * row[2] - 0.2 * row[3]);
    y.push_back(count_quantile(random.uniform(), mean, 1.0 + 0.3 * mean));
    design.insert(design.end(), row.begin(), row.end());
  }
  const auto model = count_regression(y, design, 4, std::nullopt);
  ASSERT_TRUE(model);
  EXPECT_NEAR(model->coefficients[0], 1.5, 0.08);
  EXPECT_NEAR(model->coefficients[1], 0.0002, 0.00007);
  EXPECT_NEAR(model->coefficients[2], 0.4, 0.05);
  EXPECT_NEAR(model->coefficients[3], -0.2, 0.05);
  EXPECT_NEAR(model->overdispersion, 0.3, 0.05);
}

TEST(CountRegression, AColumnThatRepeatsAnotherIsRefused) {
  EXPECT_FALSE(count_regression(std::vector<double>{1, 2, 3, 4}, std::vector<double>{1, 2, 1, 2, 1, 2, 1, 2}, 2, 0.0));
}

}  // namespace
}  // namespace trede::stat
