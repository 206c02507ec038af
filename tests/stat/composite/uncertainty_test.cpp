// SPDX-License-Identifier: EUPL-1.2
// Outliers, correlations, Monte Carlo and Sobol shares.
#include "stat/composite/uncertainty.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "stat/composite/correlation.hpp"
#include "stat/composite/draws.hpp"
#include "stat/random.hpp"

namespace trede::stat::composite {
namespace {

TEST(Treatment, pulls_in_one_far_value_and_leaves_a_quiet_column_alone) {
  std::vector<double> x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 100}, work(10);
  const Treated done = treat(x.data(), nullptr, 10, {}, work);
  EXPECT_EQ(done.what, Treatment::winsorised);
  EXPECT_EQ(done.points, 1U);
  EXPECT_EQ(x[9], 9);
  EXPECT_EQ(treat(x.data(), nullptr, 10, {}, work).what, Treatment::none);
}

TEST(Treatment, leaves_a_column_without_spread_when_only_one_value_differed) {
  std::vector<double> x(20, 0.1), work(20);
  x[3] = 1e6;
  EXPECT_EQ(treat(x.data(), nullptr, 20, {}, work).what, Treatment::winsorised);
  EXPECT_EQ(x, std::vector<double>(20, 0.1));
}

TEST(Treatment, takes_the_logarithm_of_the_column_as_it_was_when_pulling_in_is_not_enough) {
  std::vector<double> x;
  for (int i = 0; i < 100; ++i) x.push_back(std::exp(0.6 * i));
  const std::vector<double> before = x;
  std::vector<double> work(x.size());
  const Treated done = treat(x.data(), nullptr, x.size(), {}, work);
  EXPECT_EQ(done.what, Treatment::logged);
  EXPECT_EQ(done.points, x.size());
  EXPECT_NEAR(x[0], std::log(0.01 * (before.back() - before[0])), 1e-12);
  EXPECT_TRUE(std::is_sorted(x.begin(), x.end()));
}

TEST(Draws, the_table_of_normal_numbers_has_mean_0_and_variance_1) {
  const auto& normal = NormalTable::get();
  double sum = 0.0, squares = 0.0, largest = 0.0;
  const std::uint32_t step = 2039;  // a prime: over all steps and all places within them
  double count = 0.0;
  for (std::uint64_t u = 0; u < (std::uint64_t{1} << 32); u += step) {
    const double z = normal(static_cast<std::uint32_t>(u));
    sum += z;
    squares += z * z;
    largest = std::max(largest, std::abs(z));
    count += 1.0;
  }
  EXPECT_NEAR(sum / count, 0.0, 1e-5);
  EXPECT_NEAR(squares / count, 1.0, 5e-5);
  EXPECT_GT(largest, 5.0);
}

TEST(Correlation, finds_pairs_that_say_the_same_and_counts_them_once) {
  std::vector<double> a, b, c;
  for (std::uint32_t i = 0; i < 400; ++i) {
    Philox random(1, 0, i);
    a.push_back(random.uniform());
    b.push_back(-2.0 * a.back());
    c.push_back(random.uniform());
  }
  const std::vector<Column> columns = {{a.data(), nullptr}, {b.data(), nullptr}, {c.data(), nullptr}};
  const Correlations found = correlations(columns, a.size());
  EXPECT_NEAR(found.at(0, 1), -1.0, 1e-12);
  const auto pairs = collinear_pairs(found, 0.9);
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_EQ(pairs[0].first, 0U);
  EXPECT_EQ(pairs[0].second, 1U);
  // eigenvalues 2, 1, 0: (√2 + 1)² / 3
  EXPECT_NEAR(effective_number(found), std::pow(std::sqrt(2.0) + 1.0, 2) / 3.0, 0.05);
  const auto parts = principal_components(columns, a.size());
  EXPECT_FALSE(!parts);
  EXPECT_NEAR(parts->deviation[0], std::sqrt(2.0), 0.01);
}

// One group of equal weights over k columns of n units; the last column of a unit may be withheld.
struct Town {
  std::vector<std::vector<double>> value, lower, upper;
  std::vector<std::uint8_t> all, known;
  Indicators indicators;
  Levels levels;
  Town(std::size_t n, std::size_t k, double half) : all(n, 1), known(n, 1) {
    value.resize(k);
    lower.resize(k);
    upper.resize(k);
    levels.groups.resize(1);
    for (std::size_t i = 0; i < k; ++i) {
      for (std::uint32_t a = 0; a < n; ++a) {
        value[i].push_back(static_cast<double>(a));
        lower[i].push_back(value[i].back() - half);
        upper[i].push_back(value[i].back() + half);
      }
      levels.groups[0].child.push_back(static_cast<std::uint32_t>(i));
      levels.groups[0].weight.push_back(1.0);
      levels.groups[0].modelled.push_back(0);
      levels.groups[0].vary.push_back(1);
    }
    link();
  }
  void link() {
    indicators = {.n = all.size(), .value = {}, .lower = {}, .upper = {}, .sign = std::vector<double>(value.size(), 1.0)};
    for (std::size_t i = 0; i < value.size(); ++i) {
      indicators.value.push_back({value[i].data(), i + 1 == value.size() ? known.data() : all.data()});
      indicators.lower.push_back({lower[i].data(), all.data()});
      indicators.upper.push_back({upper[i].data(), all.data()});
    }
  }
};

TEST(RankUncertainty, is_nothing_where_figures_are_exact_and_wide_where_they_overlap) {
  Town town(20, 1, 0.0);
  Choices choices{.scales = {{.method = Normalisation::min_max, .a = 0, .b = 100}}, .sampling = true};
  const auto exact = rank_uncertainty(town.indicators, town.levels, choices, 100, 5, 1);
  for (std::size_t a = 0; a < 20; ++a) EXPECT_EQ(exact.lower[a], exact.upper[a]);
  EXPECT_EQ(exact.top_kept, 1.0);
  Town loose(20, 1, 20.0);
  const auto wide = rank_uncertainty(loose.indicators, loose.levels, choices, 400, 5, 1);
  EXPECT_GT(wide.upper[10] - wide.lower[10], 10.0);
  EXPECT_LT(wide.top_kept, 0.8);
}

TEST(RankUncertainty, two_units_that_cannot_be_told_apart_change_places_half_of_the_time) {
  Town town(2, 1, 1.96);
  town.value[0] = {1.0, 1.0000001};
  town.lower[0] = {0.0, 0.0000001};
  town.upper[0] = {2.0, 2.0000001};
  Choices choices{.scales = {{.method = Normalisation::scaled, .a = 0, .b = 1}}, .sampling = true};
  const auto found = rank_uncertainty(town.indicators, town.levels, choices, 4000, 1, 1);
  EXPECT_NEAR(found.in_top[1], 0.5, 0.03);
  EXPECT_NEAR(found.mean[0], 1.5, 0.03);
}

TEST(RankUncertainty, a_withheld_figure_lies_anywhere_between_its_bounds_and_never_at_the_mean_alone) {
  Town town(11, 2, 0.0);
  town.known[5] = 0;
  for (std::size_t a = 0; a < 11; ++a) town.value[0][a] = 5.0;  // only the last column tells units apart
  town.value[0][0] = 4.99;
  town.lower[0] = town.upper[0] = town.value[0];
  town.lower[1][5] = 0.0;
  town.upper[1][5] = 10.0;
  town.link();
  Choices choices{.scales = {{.method = Normalisation::scaled, .a = 0, .b = 10}}, .sampling = true};
  const auto found = rank_uncertainty(town.indicators, town.levels, choices, 2000, 3, 1);
  EXPECT_LE(found.lower[5], 2.0);
  EXPECT_GE(found.upper[5], 10.0);
  EXPECT_EQ(found.lower[0], found.upper[0]) << "the lowest stays the lowest";
}

TEST(RankUncertainty, is_the_same_to_the_last_byte_for_any_number_of_threads) {
  Town town(300, 4, 30.0);
  town.known[7] = 0;
  Choices choices{.treat = true,
                  .most_points = {5, 1},
                  .scales = {{.method = Normalisation::min_max, .a = 1, .b = 100}, {.method = Normalisation::percentile_rank}},
                  .weight_noise = 0.25,
                  .sampling = true};
  const auto one = rank_uncertainty(town.indicators, town.levels, choices, 50, 10, 1);
  for (const unsigned threads : {2U, 3U, 8U}) {
    const auto more = rank_uncertainty(town.indicators, town.levels, choices, 50, 10, threads);
    EXPECT_EQ(one.mean, more.mean);
    EXPECT_EQ(one.lower, more.lower);
    EXPECT_EQ(one.score_upper, more.score_upper);
  }
  EXPECT_EQ(varying(town.indicators, town.levels, choices),
            (std::vector<Factor>{Factor::figures, Factor::outliers, Factor::scale, Factor::weights}));
  const auto shares = rank_shift_shares(town.indicators, town.levels, choices, 16, 1);
  const auto again = rank_shift_shares(town.indicators, town.levels, choices, 16, 4);
  for (std::size_t i = 0; i < shares.shares.size(); ++i) EXPECT_EQ(shares.shares[i].total, again.shares[i].total);
}

// Ishigami & Homma (1990), with a = 7, b = 0.1: the shares are known in closed form (Saltelli et al. 2008, Global Sensitivity Analysis).
TEST(Sobol, gives_the_known_shares_of_the_ishigami_function) {
  const auto make = []() -> Function {
    return [](std::span<const double> u) {
      const auto x = [&](std::size_t i) { return std::numbers::pi * (2.0 * u[i] - 1.0); };
      return std::sin(x(0)) + 7.0 * std::pow(std::sin(x(1)), 2) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
    };
  };
  const Sobol found = sobol(3, 20000, 1, 2, make);
  EXPECT_EQ(found.runs, 100000U);
  EXPECT_NEAR(found.variance, 13.8446, 0.25);
  const std::vector<Share> known = {{0.3139, 0.5576}, {0.4424, 0.4424}, {0.0, 0.2437}};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(found.shares[i].first, known[i].first, 0.03);
    EXPECT_NEAR(found.shares[i].total, known[i].total, 0.03);
  }
}

}  // namespace
}  // namespace trede::stat::composite
