// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/smoothing.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stat/distributions.hpp"

namespace trede::stat {
namespace {

constexpr Smoother kAll[] = {Smoother::marshall,  Smoother::gamma,    Smoother::clayton_kaldor,
                             Smoother::lognormal, Smoother::binomial, Smoother::beta_binomial};

void expect_sound(const Smoothed& fit, const std::string& what) {
  for (std::size_t i = 0; i < fit.value.size(); ++i) {
    EXPECT_TRUE(std::isfinite(fit.value[i])) << what << " " << i;
    EXPECT_TRUE(std::isfinite(fit.interval[i].lower) && std::isfinite(fit.interval[i].upper)) << what << " " << i;
    EXPECT_LE(fit.interval[i].lower, fit.value[i]) << what << " " << i;
    EXPECT_GE(fit.interval[i].upper, fit.value[i]) << what << " " << i;
  }
}

TEST(Smoothing, EveryMethodGivesAFigureWithItsIntervalOnAwkwardTables) {
  const std::vector<std::pair<std::vector<double>, std::vector<double>>> tables = {
      {{0, 0, 0, 0}, {10, 20, 30, 5}},                     // no events at all
      {{7}, {100}},                                        // one area
      {{0}, {3}},                                          // one area, nothing seen
      {{5, 5, 5}, {50, 50, 50}},                           // all the same
      {{10, 0, 30, 2}, {10, 20, 30, 5}},                   // shares of 0 and 1
      {{1, 0, 4, 0}, {20, 0, 35, 0}},                      // areas without persons
      {{3e8, 4e8, 5e8}, {1e10, 1.1e10, 9e9}},              // very large
      {{10, 20, 30}, {10, 20, 30}},                        // everybody
      {{0.5, 12.5, 3.25, 40}, {11.5, 100.5, 12, 333.75}},  // not whole
  };
  for (std::size_t t = 0; t < tables.size(); ++t)
    for (const Smoother method : kAll)
      for (const Certainty certainty : {Certainty::full, Certainty::plugin}) {
        const auto fit = smoothed(method, tables[t].first, tables[t].second, kZ95, certainty);
        ASSERT_TRUE(fit);
        expect_sound(*fit, std::to_string(t) + "/" + std::to_string(static_cast<int>(method)));
      }
  EXPECT_FALSE(smoothed(Smoother::marshall, std::vector<double>{0.0}, std::vector<double>{0.0}));
}

TEST(Smoothing, AFullIntervalHasWidthAlsoWhereAreasDoNotDiffer) {
  for (const Smoother method : kAll) {
    const auto fit = smoothed(method, std::vector<double>{5, 10, 5, 10}, std::vector<double>{50, 100, 50, 100});
    EXPECT_GT(fit->interval[0].upper - fit->interval[0].lower, 0.02) << static_cast<int>(method);
  }
}

TEST(Smoothing, PlugInIntervalsAreQuantilesOfTheGammaAndTheBeta) {
  const std::vector<double> x{1, 5, 9, 2, 14, 30, 3, 0}, n{20, 25, 30, 40, 50, 60, 70, 15};
  const auto gamma = smoothed(Smoother::gamma, x, n, kZ95, Certainty::plugin);
  EXPECT_NEAR(gamma->interval[1].lower, gamma_quantile(0.025, *gamma->shape + 5, *gamma->rate + 25), 1e-10);
  EXPECT_NEAR(gamma->value[1], (*gamma->shape + 5) / (*gamma->rate + 25), 1e-12);
  const auto beta = smoothed(Smoother::beta_binomial, x, n, kZ95, Certainty::plugin);
  EXPECT_NEAR(beta->interval[4].upper, beta_upper_quantile(0.025, *beta->shape + 14, *beta->rate + 36), 1e-10);
}

TEST(Smoothing, TheOrderOfTheAreasDoesNotMatter) {
  const std::vector<double> x{1, 5, 9, 2, 14}, n{20, 25, 30, 40, 50}, xr{14, 2, 9, 5, 1}, nr{50, 40, 30, 25, 20};
  for (const Smoother method : kAll) {
    const auto a = smoothed(method, x, n), b = smoothed(method, xr, nr);
    for (std::size_t i = 0; i < 5; ++i) {
      EXPECT_NEAR(a->value[i], b->value[4 - i], 1e-9);
      EXPECT_NEAR(a->interval[i].upper, b->interval[4 - i].upper, 1e-6);
    }
  }
}

TEST(Smoothing, LocallyAnAreaWithoutPersonsGetsTheMeanOfItsNeighboursAndAnIslandKeepsItsOwnRate) {
  const std::vector<double> x{4, 0, 6, 9}, n{40, 0, 60, 30};
  const Neighbours around = neighbours(4, {{0, 1}, {1, 2}}, Weights::binary, true);
  for (const Certainty certainty : {Certainty::full, Certainty::plugin}) {
    const auto local = smoothed_locally(x, n, around, kZ95, certainty);
    EXPECT_EQ(local.has, (std::vector<std::uint8_t>{1, 1, 1, 1}));
    EXPECT_NEAR(local.value[1], 0.1, 1e-12);
    EXPECT_NEAR(local.value[3], 0.3, 1e-12);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_LE(local.interval[i].lower, local.interval[i].upper);
  }
  const auto alone = smoothed_locally(std::vector<double>{0}, std::vector<double>{0}, neighbours(1, {}, Weights::binary, true));
  EXPECT_EQ(alone.has[0], 0);
}

}  // namespace
}  // namespace trede::stat
