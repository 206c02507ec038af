// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/synthetic.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "stat/small_area/simulated_map.hpp"

namespace trede::stat {
namespace {

// A gemeente with a known truth: each buurt's share from two covariates and a part of its own; a wijk's share from its buurten.
struct Town {
  std::vector<double> value, variance, persons, covariate, truth;
  std::vector<std::uint32_t> wijk;

  Town(std::uint32_t replication, std::size_t wijken, double residual) {
    Philox random(77, replication, 0);
    for (std::uint32_t w = 0; w < wijken; ++w) {
      const double shared = test::normal(random);
      double sum = 0.0, total = 0.0;
      for (int b = 0; b < 3 + static_cast<int>(5.0 * random.uniform()); ++b) {
        const double n = std::ceil(800.0 * std::exp(0.7 * test::normal(random)));
        const double income = shared + 0.7 * test::normal(random), alone = test::normal(random);
        const double eta = -2.0 + 0.5 * income - 0.3 * alone + residual * test::normal(random);
        const double share = 1.0 / (1.0 + std::exp(-eta));
        wijk.push_back(w);
        persons.push_back(n);
        covariate.insert(covariate.end(), {income, alone});
        truth.push_back(share);
        sum += n * share;
        total += n;
      }
      value.push_back(sum / total);
      variance.push_back(0.0);
    }
  }
  [[nodiscard]] SyntheticInput input() const {
    return {.wijk_value = value,
            .wijk_variance = variance,
            .wijk = wijk,
            .persons = persons,
            .covariate = covariate,
            .covariates = 2,
            .level = 0.9};
  }
};

void expect_benchmarked(const SyntheticFit& fit, const Town& town) {
  std::vector<double> sum(town.value.size(), 0.0), total(sum);
  for (std::size_t b = 0; b < town.persons.size(); ++b) {
    if (!fit.buurt[b]) continue;
    sum[town.wijk[b]] += town.persons[b] * fit.buurt[b]->value;
    total[town.wijk[b]] += town.persons[b];
  }
  for (std::size_t w = 0; w < sum.size(); ++w) EXPECT_NEAR(sum[w] / total[w] / town.value[w], 1.0, 1e-12);
}

TEST(Synthetic, BuurtenWeightedByPersonsGiveTheWijkBackOnEveryScale) {
  const Town town(1, 20, 0.2);
  for (const Scale scale : {Scale::identity, Scale::log, Scale::logit}) {
    SyntheticInput in = town.input();
    in.scale = scale;
    const auto fit = synthetic(in);
    ASSERT_TRUE(fit);
    expect_benchmarked(*fit, town);
    for (const auto& b : fit->buurt) {
      EXPECT_LT(b->lower, b->value);
      EXPECT_GT(b->upper, b->value);
    }
  }
}

TEST(Synthetic, IntervalsHoldTheTruthNineTimesOutOfTen) {
  const std::uint32_t towns = test::long_run() ? 2000 : 120;
  for (const bool with_known : {false, true}) {
    double covered = 0.0, count = 0.0, error = 0.0, flat_error = 0.0;
    for (std::uint32_t r = 0; r < towns; ++r) {
      const Town town(r, 24, 0.25);
      SyntheticInput in = town.input();
      std::vector<std::optional<KnownFigure>> known(town.persons.size());
      for (std::size_t b = 0; with_known && b < known.size(); b += 4) known[b] = KnownFigure{town.truth[b], 0.0};
      if (with_known) in.known = known;
      const auto fit = synthetic(in);
      ASSERT_TRUE(fit);
      for (std::size_t b = 0; b < town.truth.size(); ++b) {
        if (known[b]) continue;
        covered += fit->buurt[b]->lower <= town.truth[b] && town.truth[b] <= fit->buurt[b]->upper ? 1.0 : 0.0;
        error += std::pow(fit->buurt[b]->value - town.truth[b], 2);
        flat_error += std::pow(town.value[town.wijk[b]] - town.truth[b], 2);
        ++count;
      }
    }
    std::printf("%u towns, spread from %s: coverage %.4f, RMSE %.4f against %.4f for the wijk's own figure\n", towns,
                with_known ? "known buurten" : "wijken", covered / count, std::sqrt(error / count), std::sqrt(flat_error / count));
    EXPECT_GT(covered / count, 0.87);
    EXPECT_LT(covered / count, 0.95);
    EXPECT_LT(error, flat_error);
  }
}

TEST(Synthetic, FindsCoefficientsInTheCovariatesOwnUnit) {
  Town town(5, 300, 0.05);
  for (std::size_t b = 0; b < town.persons.size(); ++b) town.covariate[2 * b] = 1000.0 + 10.0 * town.covariate[2 * b];
  const auto fit = synthetic(town.input());
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->coefficient[1], 0.05, 0.005);
  EXPECT_NEAR(fit->coefficient[2], -0.3, 0.05);
  EXPECT_GT(fit->explained, 0.9);
}

TEST(Synthetic, AWijkOfOneBuurtKeepsItsFigureAndItsOwnVariance) {
  Town town(2, 20, 0.2);
  town.wijk.push_back(20);
  town.persons.push_back(500.0);
  town.covariate.insert(town.covariate.end(), {0.1, 0.2});
  town.value.push_back(0.2);
  town.variance.push_back(1e-4);
  const auto fit = synthetic(town.input());
  ASSERT_TRUE(fit);
  const SyntheticEstimate own = *fit->buurt.back();
  EXPECT_NEAR(own.value, 0.2, 1e-12);
  EXPECT_NEAR((own.upper - own.lower) / 2.0, 1.74 * 0.01, 0.001);  // t of 18 at 90 %
}

TEST(Synthetic, GivesNothingWhereNothingCanBeSaid) {
  Town town(3, 20, 0.2);
  town.persons[0] = 0.0;
  town.wijk[4] = kNoWijk;
  const std::uint32_t whole = town.wijk.back();
  town.value[whole] = 0.0;  // outside the open range of logit
  const auto fit = synthetic(town.input());
  ASSERT_TRUE(fit);
  EXPECT_FALSE(fit->buurt[0]);
  EXPECT_FALSE(fit->buurt[4]);
  EXPECT_FALSE(fit->buurt.back());
  EXPECT_EQ(fit->wijken, 19U);
  EXPECT_EQ(synthetic(Town(3, 7, 0.2).input()).error(), NoSynthetic::too_few_wijken);
  for (std::size_t b = 0; b < town.persons.size(); ++b) town.covariate[2 * b + 1] = 2.0 * town.covariate[2 * b];
  EXPECT_EQ(synthetic(town.input()).error(), NoSynthetic::collinear);
}

}  // namespace
}  // namespace trede::stat
