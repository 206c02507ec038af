// SPDX-License-Identifier: EUPL-1.2
#include "stat/intervals.hpp"

#include "stat/reference.hpp"

namespace trede::stat {
namespace {

using test::read_columns;
using test::reference;

void expect_close(double got, double want, double relative) { EXPECT_NEAR(got, want, relative * std::max(1e-3, std::abs(want))); }

TEST(Intervals, WilsonAndClopperPearsonEqualTheReference) {
  NEEDS_REFERENCE("proportion_wilson.csv");
  const auto t = read_columns(reference("proportion_wilson.csv"));
  const auto x = t.numbers("x"), n = t.numbers("n");
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto at95 = wilson(x[i], n[i]), at998 = wilson(x[i], n[i], kZ998), exact = clopper_pearson(x[i], n[i]);
    expect_close(100 * at95->lower, t.numbers("lower95_0cl")[i], 1e-9);
    expect_close(100 * at95->upper, t.numbers("upper95_0cl")[i], 1e-9);
    expect_close(100 * at998->lower, t.numbers("lower99_8cl")[i], 1e-9);
    expect_close(100 * at998->upper, t.numbers("upper99_8cl")[i], 1e-9);
    expect_close(exact->lower, t.numbers("cp_lower95")[i], 1e-9);
    expect_close(exact->upper, t.numbers("cp_upper95")[i], 1e-9);
  }
}

TEST(Intervals, ByarAndExactPoissonEqualTheReference) {
  NEEDS_REFERENCE("rate_byars_exact.csv");
  const auto t = read_columns(reference("rate_byars_exact.csv"));
  const auto x = t.numbers("x"), n = t.numbers("n");
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto at95 = byar(x[i]), at998 = byar(x[i], kZ998), exact = poisson_exact(x[i]);
    const double per = 1000.0 / n[i];
    expect_close(per * at95->lower, t.numbers("lower95_0cl")[i], 1e-9);
    expect_close(per * at95->upper, t.numbers("upper95_0cl")[i], 1e-9);
    expect_close(per * at998->lower, t.numbers("lower99_8cl")[i], 1e-9);
    expect_close(per * at998->upper, t.numbers("upper99_8cl")[i], 1e-9);
    expect_close(per * exact->lower, t.numbers("exact_lower95")[i], 1e-9);
    expect_close(per * exact->upper, t.numbers("exact_upper95")[i], 1e-9);
  }
}

TEST(Intervals, DirectlyStandardisedRatesEqualTheReferenceAndAreRefusedBelowTenEvents) {
  NEEDS_REFERENCE("dsr_input.csv");
  const auto in = read_columns(reference("dsr_input.csv")), want = read_columns(reference("dsr_dobson_expected.csv"));
  const auto area = in.numbers("area"), n = in.numbers("n"), x = in.numbers("x"), w = in.numbers("stdpop");
  for (std::size_t k = 0; k < want.numbers("area").size(); ++k) {
    std::vector<double> events, persons, standard;
    for (std::size_t i = 0; i < area.size(); ++i) {
      if (area[i] != want.numbers("area")[k]) continue;
      events.push_back(x[i]);
      persons.push_back(n[i]);
      standard.push_back(w[i]);
    }
    const auto got = standardised_rate(events, persons, standard);
    if (std::isnan(want.numbers("value")[k])) {
      EXPECT_FALSE(got);
      continue;
    }
    ASSERT_TRUE(got);
    expect_close(1e5 * got->value, want.numbers("value")[k], 1e-9);
    expect_close(1e5 * got->interval.lower, want.numbers("lower95_0cl")[k], 1e-9);
    expect_close(1e5 * got->interval.upper, want.numbers("upper95_0cl")[k], 1e-9);
  }
  const std::vector<double> seven{3, 4}, persons{100, 120}, standard{5000, 5500};
  EXPECT_FALSE(standardised_rate(seven, persons, standard));
}

TEST(Intervals, IndirectRatiosEqualTheReference) {
  NEEDS_REFERENCE("isr_expected.csv");
  const auto t = read_columns(reference("isr_expected.csv"));
  const auto observed = t.numbers("observed"), expected = t.numbers("expected");
  for (std::size_t i = 0; i < observed.size(); ++i) {
    const auto got = standardised_ratio(observed[i], expected[i]);
    expect_close(100 * got->value, t.numbers("value")[i], 1e-9);
    expect_close(100 * got->interval.lower, t.numbers("lowercl")[i], 1e-9);
    expect_close(100 * got->interval.upper, t.numbers("uppercl")[i], 1e-9);
  }
}

TEST(Intervals, FunnelLimitsEqualTheReference) {
  NEEDS_REFERENCE("funnel_proportion_limits.csv");
  const auto share = read_columns(reference("funnel_proportion_limits.csv"));
  for (std::size_t i = 0; i < share.numbers("baseline").size(); ++i) {
    const double p = share.numbers("baseline")[i] / 100, n = share.numbers("Population")[i];
    expect_close(100 * funnel_share(p, n, kZ95).upper, share.numbers("upper_2s_limit")[i], 1e-6);
    expect_close(100 * funnel_share(p, n, kZ998).lower, share.numbers("lower_3s_limit")[i], 1e-6);
  }
  const auto rate = read_columns(reference("funnel_rate_limits.csv"));
  for (std::size_t i = 0; i < rate.numbers("Events").size(); ++i) {
    const auto got = funnel_rate_denominators(rate.numbers("Events")[i], rate.numbers("baseline")[i] / 1000, kZ95);
    expect_close(got->upper, rate.numbers("lower_2s_population_1_year")[i], 1e-6);
    // The reference program finds its limits by stepping; at one event it stops 4e-6 away from the quantile.
    expect_close(got->lower, rate.numbers("upper_2s_population_1_year")[i], i == 0 ? 5e-6 : 1e-6);
  }
}

TEST(Intervals, WhatIsNotDefinedHasNoInterval) {
  EXPECT_FALSE(wilson(3, 0));
  EXPECT_FALSE(wilson(5, 4));
  EXPECT_FALSE(byar(-1));
  EXPECT_FALSE(standardised_ratio(3, 0));
  EXPECT_DOUBLE_EQ(overdispersion({}), 1.0);
}

}  // namespace
}  // namespace trede::stat
