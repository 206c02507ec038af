// SPDX-License-Identifier: EUPL-1.2
#include "stat/funnel.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stat/random.hpp"

namespace trede::stat {
namespace {

TEST(Funnel, AnAreaOnTheLimitHasAWilsonIntervalThatJustReachesTheCommonShare) {
  const auto got = funnel(FunnelKind::share, std::vector<double>{10}, std::vector<double>{100}, 0.2, Overdispersion::none);
  const double upper = *got->areas[0].upper_95;
  EXPECT_NEAR(wilson(upper * 100, 100)->lower, 0.2, 1e-12);
}

TEST(Funnel, ARateOnItsLimitHasTheExpectedNumberAsItsExactLimit) {
  const auto got = funnel(FunnelKind::rate, std::vector<double>{12}, std::vector<double>{500}, 0.01, Overdispersion::none);
  const double persons = 12.0 / *got->areas[0].upper_998;
  EXPECT_NEAR(poisson_exact(12, kZ998)->lower, persons * 0.01, 1e-9);
  EXPECT_EQ(got->areas[0].place, FunnelClass::high_95);
}

TEST(Funnel, LimitsByHalvingStayNearTheQuantile) {
  for (const double x : {2.0, 5.0, 40.0, 900.0}) {
    const auto exact = funnel_rate_denominators(x, 0.02, kZ95), halved = funnel_rate_denominators_by_halving(x, 0.02, kZ95);
    EXPECT_NEAR(halved->lower / exact->lower, 1.0, 1e-6) << x;
    EXPECT_NEAR(halved->upper / exact->upper, 1.0, 1e-6) << x;
  }
}

TEST(Funnel, AreasWithoutPersonsHaveNoPlaceAndWithoutEventsNoUpperLimitOfARate) {
  const auto got =
      funnel(FunnelKind::rate, std::vector<double>{0, 0, 30}, std::vector<double>{0, 1000, 1000}, std::nullopt, Overdispersion::none);
  EXPECT_FALSE(got->areas[0].value);
  EXPECT_EQ(got->areas[0].place, FunnelClass::none);
  EXPECT_FALSE(got->areas[1].upper_95);
  EXPECT_EQ(got->areas[1].place, FunnelClass::low_998);
}

TEST(Funnel, WithoutACommonValueThereIsNone) {
  const std::vector<double> none{0, 0}, n{0, 0}, persons{10, 10};
  EXPECT_FALSE(funnel(FunnelKind::share, none, n, std::nullopt, Overdispersion::none));
  EXPECT_FALSE(funnel(FunnelKind::rate, none, persons, std::nullopt, Overdispersion::none));
  EXPECT_FALSE(funnel(FunnelKind::share, none, persons, 1.5, Overdispersion::none));
  EXPECT_TRUE(funnel(FunnelKind::share, none, persons, std::nullopt, Overdispersion::none));
}

TEST(Funnel, OneAreaAndEqualAreasAreNotOverdispersed) {
  for (const std::size_t areas : {1U, 2U, 5U}) {
    const std::vector<double> x(areas, 10.0), n(areas, 100.0);
    for (const FunnelKind kind : {FunnelKind::share, FunnelKind::rate}) {
      const auto got = funnel(kind, x, n, std::nullopt, Overdispersion::added);
      EXPECT_DOUBLE_EQ(got->phi, 1.0);
      EXPECT_DOUBLE_EQ(got->tau2, 0.0);
      EXPECT_EQ(got->areas[0].place, FunnelClass::inside);
    }
  }
}

TEST(Funnel, WinsorisingDrawsInTheTails) {
  const std::vector<double> z{-9, -1, 0, 1, 2, 3, 4, 5, 6, 30};
  EXPECT_EQ(winsorise(z, 0.1), (std::vector<double>{-1, -1, 0, 1, 2, 3, 4, 5, 6, 6}));
  EXPECT_EQ(winsorise(std::vector<double>{3}, 0.49), std::vector<double>{3});
}

// Areas that differ by more than chance: about everything lies outside the plain limits, about 95 % inside the wide ones.
TEST(Funnel, LimitsWithOverdispersionHoldAreasThatDifferByMoreThanChance) {
  std::vector<double> x, n;
  for (std::uint32_t i = 0; i < 400; ++i) {
    Philox random(20260106, 0, i);
    const double share = 0.2 + 0.04 * normal_quantile(random.uniform());
    n.push_back(300.0 + 5.0 * i);
    x.push_back(binomial(random, static_cast<std::uint32_t>(n.back()), share));
  }
  const auto outside = [&](Overdispersion how, FunnelKind kind) {
    const auto got = funnel(kind, x, n, std::nullopt, how, 0.0);
    double count = 0.0;
    for (const FunnelArea& area : got->areas) count += area.place == FunnelClass::inside ? 0.0 : 1.0;
    return count / 400.0;
  };
  for (const FunnelKind kind : {FunnelKind::share, FunnelKind::rate}) {
    EXPECT_GT(outside(Overdispersion::none, kind), 0.3);
    EXPECT_NEAR(outside(Overdispersion::added, kind), 0.05, 0.03);
    EXPECT_NEAR(outside(Overdispersion::multiplied, kind), 0.05, 0.04);
  }
  const auto got = funnel(FunnelKind::share, x, n, std::nullopt, Overdispersion::added, 0.0);
  EXPECT_NEAR(std::sqrt(got->tau2), 0.04, 0.008);
}

}  // namespace
}  // namespace trede::stat
