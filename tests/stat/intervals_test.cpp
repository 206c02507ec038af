// SPDX-License-Identifier: EUPL-1.2
#include "stat/intervals.hpp"

#include "stat/random.hpp"
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

TEST(Intervals, AreFiniteAndInOrderFromNothingToVeryMuch) {
  for (const double x : {0.0, 0.5, 1.0, 9.999, 10.0, 1e3, 1e6, 1e9, 1e12, 1e15}) {
    for (const auto& found : {poisson_exact(x), byar(x), wilson(x, 2 * x + 1), clopper_pearson(x, 2 * x + 1), wilson(x, x + 0.0001)}) {
      ASSERT_TRUE(found);
      const double top = std::max(1.0, found->upper);
      EXPECT_TRUE(std::isfinite(found->lower) && std::isfinite(found->upper)) << x;
      EXPECT_LE(found->lower, top) << x;
      EXPECT_GE(found->lower, 0.0) << x;
      EXPECT_LT(found->lower, found->upper) << x;
    }
  }
}

// Exact, by adding up the chances of all outcomes: how often the interval holds the truth.
TEST(Intervals, CoverageOfSharesIsWhatTheirMethodsPromise) {
  double wilson_sum = 0.0, count = 0.0, wilson_least = 1.0, exact_least = 1.0;
  for (const int n : {10, 25, 60, 150})
    for (double p = 0.02; p < 0.99; p += 0.02) {
      double in_wilson = 0.0, in_exact = 0.0;
      for (int x = 0; x <= n; ++x) {
        const double chance =
            std::exp(std::lgamma(n + 1.0) - std::lgamma(x + 1.0) - std::lgamma(n - x + 1.0) + x * std::log(p) + (n - x) * std::log1p(-p));
        const auto w = wilson(x, n), e = clopper_pearson(x, n);
        if (w->lower <= p && p <= w->upper) in_wilson += chance;
        if (e->lower <= p && p <= e->upper) in_exact += chance;
      }
      wilson_sum += in_wilson;
      count += 1.0;
      wilson_least = std::min(wilson_least, in_wilson);
      exact_least = std::min(exact_least, in_exact);
    }
  EXPECT_NEAR(wilson_sum / count, 0.95, 0.005);
  EXPECT_GE(wilson_least, 0.83);
  EXPECT_GE(exact_least, 0.95);
}

TEST(Intervals, CoverageOfNumbersIsWhatTheirMethodsPromise) {
  double byar_least = 1.0, exact_least = 1.0;
  for (double mean = 0.2; mean < 60.0; mean *= 1.07) {
    double in_byar = 0.0, in_exact = 0.0;
    for (int x = 0; x < 200; ++x) {
      const double chance = std::exp(-mean + x * std::log(mean) - std::lgamma(x + 1.0));
      const auto b = byar(x), e = poisson_exact(x);
      if (b->lower <= mean && mean <= b->upper) in_byar += chance;
      if (e->lower <= mean && mean <= e->upper) in_exact += chance;
    }
    byar_least = std::min(byar_least, in_byar);
    exact_least = std::min(exact_least, in_exact);
  }
  EXPECT_GE(exact_least, 0.95);
  EXPECT_GE(byar_least, 0.948);
}

TEST(Intervals, CoverageOfStandardisedRatesIsNear95Percent) {
  const std::vector<double> persons{900, 1100, 1400, 1300, 800, 500, 260, 120}, standard{16, 12, 14, 14, 13, 12, 11, 8};
  const std::vector<double> rate{0.001, 0.002, 0.004, 0.008, 0.012, 0.02, 0.04, 0.09};
  double truth = 0.0, weight = 0.0, held = 0.0, count = 0.0;
  for (std::size_t i = 0; i < rate.size(); ++i) {
    truth += standard[i] * rate[i];
    weight += standard[i];
  }
  truth /= weight;
  for (std::uint32_t round = 0; round < 4000; ++round) {
    std::vector<double> events;
    for (std::size_t i = 0; i < rate.size(); ++i) {
      Philox random(20260104, round, static_cast<std::uint32_t>(i));
      events.push_back(binomial(random, static_cast<std::uint32_t>(persons[i]), rate[i]));
    }
    const auto got = standardised_rate(events, persons, standard);
    if (!got) continue;
    held += got->interval.lower <= truth && truth <= got->interval.upper ? 1.0 : 0.0;
    count += 1.0;
  }
  EXPECT_GE(held / count, 0.945);
  EXPECT_LE(held / count, 0.975);
}

TEST(Intervals, ARefusedRateSaysWhy) {
  const std::vector<double> events{6, 5}, persons{100, 0}, standard{5000, 5500}, none{0, 0};
  EXPECT_EQ(standardised_rate_or_reason(events, persons, standard).refused, NoRate::band_without_persons);
  EXPECT_EQ(standardised_rate_or_reason(events, std::vector<double>{100, 90}, none).refused, NoRate::no_standard);
  EXPECT_EQ(standardised_rate_or_reason(std::vector<double>{4, 5}, std::vector<double>{100, 90}, standard).refused, NoRate::too_few_events);
  EXPECT_EQ(standardised_rate_or_reason(std::vector<double>{5, 5}, std::vector<double>{100, 90}, standard).refused, NoRate::none);
}

TEST(Intervals, ADesignEffectMakesASurveyShareLessSure) {
  const auto plain = survey_share(0.15, 200, 1.0), weighted = survey_share(0.15, 200, 2.0);
  EXPECT_DOUBLE_EQ(plain->lower, wilson(30, 200)->lower);
  EXPECT_DOUBLE_EQ(weighted->upper, wilson(15, 100)->upper);
  EXPECT_FALSE(survey_share(1.2, 200, 1.0));
  EXPECT_DOUBLE_EQ(*kish_design_effect(std::vector<double>{1, 1, 1}), 1.0);
  EXPECT_DOUBLE_EQ(*kish_design_effect(std::vector<double>{1, 3}), 2.0 * 10.0 / 16.0);
  EXPECT_FALSE(kish_design_effect(std::vector<double>{0, 0}));
}

// The true number is Poisson and is published rounded to 5: with the rounding in it the interval holds the truth as often as it says.
TEST(Intervals, RoundingBelongsInTheIntervalOfASmallRoundedNumber) {
  EXPECT_DOUBLE_EQ(rounding_variance(5), 25.0 / 12.0);
  double with = 0.0, without = 0.0, count = 0.0;
  for (std::uint32_t round = 0; round < 20000; ++round) {
    Philox random(20260105, round, 0);
    const double mean = 12.0 + 20.0 * random.uniform();
    const double x = binomial(random, 100000, mean / 100000.0), seen = 5.0 * std::round(x / 5.0);
    const Interval narrow = *byar(seen), wide = widened(seen, narrow, rounding_variance(5));
    with += wide.lower <= mean && mean <= wide.upper ? 1.0 : 0.0;
    without += narrow.lower <= mean && mean <= narrow.upper ? 1.0 : 0.0;
    count += 1.0;
  }
  EXPECT_GE(with / count, 0.945);
  EXPECT_LT(without / count, with / count);
}

}  // namespace
}  // namespace trede::stat
