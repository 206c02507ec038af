// SPDX-License-Identifier: EUPL-1.2
// Two samples against tails that are added up in full here.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "stat/two_samples.hpp"

namespace trede::stat {
namespace {

double choose(int n, int k) {
  double out = 1.0;
  for (int i = 1; i <= k; ++i) out *= static_cast<double>(n - k + i) / i;
  return out;
}
double binomial_chance(int x, int t, double p) { return choose(t, x) * std::pow(p, x) * std::pow(1.0 - p, t - x); }
double poisson_chance(int x, double mean) { return std::exp(x * std::log(mean) - mean - std::lgamma(x + 1.0)); }

// Twice the smaller of the two tails, each with half of the chance of x itself.
double mid_p(const std::vector<double>& chance, int x) {
  double below = 0.5 * chance[static_cast<std::size_t>(x)], above = below;
  for (int k = 0; k < static_cast<int>(chance.size()); ++k) {
    if (k < x) below += chance[static_cast<std::size_t>(k)];
    if (k > x) above += chance[static_cast<std::size_t>(k)];
  }
  return std::min(1.0, 2.0 * std::min(below, above));
}

double score(double x, double n, double y, double m) {
  const double share = n / (n + m);
  return (x - (x + y) * share) / std::sqrt((x + y) * share * (1.0 - share));
}

TEST(TwoSamples, small_counts_get_the_binomial_tail_with_half_the_chance_of_what_was_seen) {
  int compared = 0;
  for (const double n : {10.0, 100.0, 400.0})
    for (int t = 1; t <= 40; ++t)
      for (int x = 0; x <= t; ++x) {
        const double share = n / (n + 500.0);
        std::vector<double> chance;
        for (int k = 0; k <= t; ++k) chance.push_back(binomial_chance(k, t, share));
        const auto got = compare_rates({static_cast<double>(x), n}, {static_cast<double>(t - x), 500.0});
        const double expected = mid_p(chance, x);
        if (expected > 0.2) continue;  // near the middle the signed root serves
        ++compared;
        EXPECT_NEAR(got->p, expected, 1e-9 + 1e-6 * expected) << x << " of " << t << ", share " << share;
        EXPECT_EQ(got->z > 0.0, x > t * share);
      }
  EXPECT_GT(compared, 1000);
}

TEST(TwoSamples, small_shares_get_the_hypergeometric_tail) {
  int compared = 0;
  for (const int n : {8, 30})
    for (int t = 1; t <= 25; ++t)
      for (int x = 0; x <= std::min(n, t); ++x) {
        const int m = 60;
        if (t - x > m) continue;
        std::vector<double> chance;
        for (int k = 0; k <= std::min(n, t); ++k) chance.push_back(choose(n, k) * choose(m, t - k) / choose(n + m, t));
        const double expected = mid_p(chance, x);
        if (expected > 0.2) continue;
        ++compared;
        const auto got =
            compare_shares({static_cast<double>(x), static_cast<double>(n)}, {static_cast<double>(t - x), static_cast<double>(m)});
        EXPECT_NEAR(got->p, expected, 1e-9 + 1e-6 * expected) << x << " of " << n << ", " << t - x << " of " << m;
      }
  EXPECT_GT(compared, 200);
}

TEST(TwoSamples, of_equal_rates_about_one_in_twenty_at_most_is_called_different) {
  for (const double mean : {0.5, 1.0, 2.0, 4.0, 8.0, 20.0, 60.0, 150.0}) {
    for (const double times : {1.0, 5.0, 50.0}) {
      const auto most = [](double m) { return static_cast<int>(m + 8.0 * std::sqrt(m) + 8.0); };
      const int step = mean * times > 500.0 ? std::max(1, static_cast<int>(std::sqrt(mean * times) / 8.0)) : 1;
      double wrong = 0.0;
      const int least = std::max(0, static_cast<int>(mean * times - 8.0 * std::sqrt(mean * times)));
      for (int y = least; y <= most(mean * times); y += step)
        for (int x = 0; x <= most(mean); ++x)
          if (compare_rates({static_cast<double>(x), 1.0}, {static_cast<double>(y), times})->p < 0.05)
            wrong += step * poisson_chance(x, mean) * poisson_chance(y, mean * times);
      EXPECT_LE(wrong, 0.062) << mean << " against " << mean * times;
    }
  }
}

TEST(TwoSamples, nothing_passes_at_five_percent_with_a_score_below_one_and_a_half) {
  for (const double n : {1.0, 10.0, 100.0, 500.0, 2000.0})
    for (int x = 0; x <= 60; ++x)
      for (int y = 0; y <= 60; ++y) {
        if (compare_rates({static_cast<double>(x), n}, {static_cast<double>(y), 500.0})->p < 0.05) {
          EXPECT_GE(std::abs(score(x, n, y, 500.0)), 1.5) << x << " " << y << " " << n;
        }
      }
}

TEST(TwoSamples, errors_of_measurement_bring_the_difference_closer_to_chance) {
  const auto sharp = compare_rates({40, 1000}, {600, 20000}), blurred = compare_rates({40, 1000, 25.0 / 6}, {600, 20000, 25.0 / 6});
  EXPECT_GT(sharp->z, blurred->z);
  EXPECT_LT(sharp->p, blurred->p);
  const auto share = compare_shares({40, 100}, {500, 1000}), rounded = compare_shares({40, 100, 10}, {500, 1000});
  EXPECT_LT(share->p, rounded->p);
  EXPECT_LT(share->z, 0.0);
}

TEST(TwoSamples, what_cannot_be_compared_is_not) {
  EXPECT_FALSE(compare_rates({1, 0}, {1, 10}));
  EXPECT_FALSE(compare_shares({11, 10}, {1, 10}));
  EXPECT_EQ(compare_rates({0, 10}, {0, 100})->p, 1.0);
  EXPECT_EQ(compare_shares({10, 10}, {100, 100})->p, 1.0);
}

TEST(TwoSamples, no_share_passes_at_five_percent_with_a_score_below_one_and_a_half) {
  for (const int n : {5, 20, 60})
    for (const int m : {20, 200})
      for (int x = 0; x <= n; ++x)
        for (int y = 0; y <= m; y += m / 20) {
          const double of = x + y, all = n + m, share = static_cast<double>(n) / all;
          if (of <= 0.0 || of >= all) continue;
          const double variance = of * share * (1.0 - share) * (all - of) / all;
          const auto got =
              compare_shares({static_cast<double>(x), static_cast<double>(n)}, {static_cast<double>(y), static_cast<double>(m)});
          if (got->p < 0.05) {
            EXPECT_GE(std::abs(x - of * share) / std::sqrt(variance), 1.5) << x << "/" << n << " " << y << "/" << m;
          }
        }
}

}  // namespace
}  // namespace trede::stat
