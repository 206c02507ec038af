// SPDX-License-Identifier: EUPL-1.2
// The scoring kernel: order, scales, means and levels.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "stat/composite/kernel.hpp"
#include "stat/random.hpp"

namespace trede::stat::composite {
namespace {

struct Work {
  explicit Work(std::size_t n) : key(2 * n), order(2 * n), rank(n), value(n), has(n) {}
  std::vector<std::uint64_t> key;
  std::vector<std::uint32_t> order, rank;
  std::vector<double> value;
  std::vector<std::uint8_t> has;
  Scratch scratch() { return {key.data(), order.data()}; }
  MutableColumn out() { return {value.data(), has.data()}; }
};

std::vector<double> on(Normalisation method, const std::vector<double>& x, double a = 0.0, double b = 1.0, double sign = 1.0) {
  Work work(x.size());
  EXPECT_TRUE(normalise({.method = method, .sign = sign, .a = a, .b = b}, {x.data(), nullptr}, x.size(), work.scratch(), work.rank.data(),
                        work.out()));
  return work.value;
}

TEST(KernelSort, a_key_sorts_as_its_number_does_and_gives_it_back) {
  const std::vector<double> x = {-1e300, -2.5, -1e-300, 0.0, 1e-300, 1.0, 1.0000000000000002, 1e300};
  for (std::size_t i = 0; i < x.size(); ++i) {
    EXPECT_EQ(value_of(key_of(x[i])), x[i]);
    if (i > 0) {
      EXPECT_LT(key_of(x[i - 1]), key_of(x[i]));
    }
  }
  EXPECT_EQ(key_of(-0.0), key_of(0.0)) << "equal numbers are equal keys";
}

TEST(KernelSort, sorts_and_finds_the_median_for_short_and_long_columns_with_many_equal_values) {
  for (const std::size_t n : {1U, 2U, 3U, 48U, 49U, 1000U}) {
    for (const std::uint32_t kinds : {1U, 3U, 1000000U}) {
      Philox random(1, static_cast<std::uint32_t>(n), kinds);
      std::vector<double> x;
      for (std::size_t i = 0; i < n; ++i) x.push_back(static_cast<double>(random.next() % kinds) - kinds / 2.0);
      Work work(n);
      for (std::size_t i = 0; i < n; ++i) {
        work.key[i] = key_of(x[i]);
        work.order[i] = static_cast<std::uint32_t>(i);
      }
      std::vector<std::uint64_t> again(work.key.begin(), work.key.begin() + static_cast<std::ptrdiff_t>(n));
      sort_by_key(work.key.data(), work.order.data(), work.key.data() + n, work.order.data() + n, n);
      std::vector<double> sorted = x;
      std::sort(sorted.begin(), sorted.end());
      for (std::size_t i = 0; i < n; ++i) {
        EXPECT_EQ(value_of(work.key[i]), sorted[i]);
        EXPECT_EQ(x[work.order[i]], sorted[i]);
      }
      EXPECT_EQ(median_of_keys(again.data(), n), n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2] + sorted[n / 2 - 1]) / 2.0);
    }
  }
}

TEST(Kernel, gives_each_scale_by_its_formula) {
  const std::vector<double> x = {2, 4, 4, 10};
  EXPECT_EQ(on(Normalisation::min_max, x, 0, 100), (std::vector<double>{0, 25, 25, 100}));
  EXPECT_EQ(on(Normalisation::min_max, x, 1, 100, -1.0), (std::vector<double>{100, 75.25, 75.25, 1}));
  EXPECT_EQ(on(Normalisation::rank, x), (std::vector<double>{1, 2, 2, 4}));
  EXPECT_EQ(on(Normalisation::borda, x, 0, 1, -1.0), (std::vector<double>{3, 1, 1, 0}));
  EXPECT_EQ(on(Normalisation::percentile_rank, x), (std::vector<double>{0, 1.0 / 3, 1.0 / 3, 1}));
  EXPECT_EQ(on(Normalisation::distance_to_max, x), (std::vector<double>{0, 0.25, 0.25, 1}));
  EXPECT_EQ(on(Normalisation::fraction_of_max, x), (std::vector<double>{0.2, 0.4, 0.4, 1}));
  EXPECT_EQ(on(Normalisation::scaled, x, 0, 10), (std::vector<double>{20, 40, 40, 100}));
  EXPECT_NEAR(on(Normalisation::z_score, x, 10, 2)[3], 10 + 2 * 5 / std::sqrt(36.0 / 3), 1e-12);
  EXPECT_NEAR(on(Normalisation::robust_z, x)[3], 6 / 1.4826, 1e-12);
}

TEST(Kernel, has_no_scale_where_nothing_differs_and_keeps_what_is_missing_missing) {
  const std::vector<double> same = {3, 3, 3}, x = {1, 99, 3};
  const std::vector<std::uint8_t> has = {1, 0, 1};
  Work work(3);
  for (const auto method : {Normalisation::z_score, Normalisation::robust_z, Normalisation::min_max, Normalisation::distance_to_max}) {
    EXPECT_FALSE(normalise({.method = method}, {same.data(), nullptr}, 3, work.scratch(), work.rank.data(), work.out()));
    EXPECT_EQ(work.has, (std::vector<std::uint8_t>{0, 0, 0}));
  }
  EXPECT_TRUE(normalise({.method = Normalisation::min_max}, {x.data(), has.data()}, 3, work.scratch(), work.rank.data(), work.out()));
  EXPECT_EQ(work.has, has);
  EXPECT_EQ(work.value[2], 1.0) << "99 is not there and does not count";
}

struct Small {
  std::vector<double> a = {1, 2, 4}, b = {4, 8, 1};
  std::vector<std::uint8_t> has_a = {1, 1, 1}, has_b = {1, 1, 0};
  std::vector<Column> columns = {{a.data(), has_a.data()}, {b.data(), has_b.data()}};
  std::vector<std::uint32_t> child = {0, 1};
  std::vector<double> weight = {1, 3};
  std::vector<std::uint8_t> modelled = {0, 1};
  std::vector<double> score = {0, 0, 0};
  std::vector<std::uint8_t> has = {0, 0, 0}, only = {0, 0, 0};
  std::vector<std::uint16_t> count = {0, 0, 0};
  void run(const Aggregate& rule) {
    aggregate({.child = child.data(), .weight = weight.data(), .modelled = modelled.data(), .count = 2}, columns.data(), 0, 3, rule,
              {.score = {score.data(), has.data()}, .only_modelled = only.data(), .count = count.data()});
  }
};

TEST(Kernel, takes_each_mean_over_what_is_there) {
  Small s;
  s.run({.how = Aggregation::arithmetic});
  EXPECT_EQ(s.score, (std::vector<double>{(1 + 12) / 4.0, (2 + 24) / 4.0, 4}));
  s.run({.how = Aggregation::geometric});
  EXPECT_NEAR(s.score[0], std::pow(4.0, 0.75), 1e-12);
  s.run({.how = Aggregation::harmonic});
  EXPECT_NEAR(s.score[0], 4 / (1 + 3 / 4.0), 1e-12);
  s.a[0] = 0;
  s.run({.how = Aggregation::geometric});
  EXPECT_EQ(s.has, (std::vector<std::uint8_t>{0, 1, 1})) << "no geometric mean of 0";
}

TEST(Kernel, gives_no_score_below_the_coverage_by_weight) {
  Small s;
  s.run({.minimum_coverage = 0.25});
  EXPECT_EQ(s.has, (std::vector<std::uint8_t>{1, 1, 1})) << "one quarter of the weight is enough";
  s.run({.minimum_coverage = 0.26});
  EXPECT_EQ(s.has, (std::vector<std::uint8_t>{1, 1, 0}));
  EXPECT_EQ(s.count, (std::vector<std::uint16_t>{2, 2, 1}));
}

TEST(Kernel, caps_what_modelled_columns_weigh_together_but_not_when_they_stand_alone) {
  Small s;
  s.run({.modelled_share = 0.5});
  EXPECT_NEAR(s.score[0], 0.5 * 1 + 0.5 * 4, 1e-12) << "three quarters became a half";
  s.has_a = {0, 1, 1};
  s.run({.modelled_share = 0.5});
  EXPECT_EQ(s.score[0], 4);
  EXPECT_EQ(s.only, (std::vector<std::uint8_t>{1, 0, 0}));
}

TEST(Kernel, composes_levels_in_order_for_any_number_of_areas) {
  const std::size_t n = 3 * kBlock + 17;
  std::vector<std::vector<double>> value(5, std::vector<double>(n));
  std::vector<std::vector<std::uint8_t>> has(5, std::vector<std::uint8_t>(n, 1));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t c = 0; c < 3; ++c) value[c][i] = static_cast<double>(c + 1) * static_cast<double>(i);
  std::vector<MutableColumn> columns;
  for (std::size_t c = 0; c < 5; ++c) columns.push_back({value[c].data(), has[c].data()});
  const std::vector<std::uint32_t> low = {0, 1}, high = {3, 2};
  const std::vector<double> weight = {1, 1};
  const std::vector<Group> groups = {{.child = low.data(), .weight = weight.data(), .count = 2},
                                     {.child = high.data(), .weight = weight.data(), .count = 2}};
  std::vector<Column> view(5);
  compose(groups.data(), 2, columns.data(), view.data(), 3, n, {});
  for (std::size_t i = 0; i < n; ++i) EXPECT_DOUBLE_EQ(value[4][i], (1.5 + 3.0) / 2.0 * static_cast<double>(i));
}

}  // namespace
}  // namespace trede::stat::composite
