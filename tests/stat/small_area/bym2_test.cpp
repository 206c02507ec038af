// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/bym2.hpp"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

#include "stat/small_area/simulated_map.hpp"

namespace trede::stat {
namespace {

using test::rectangle;

struct Case {
  Bym2Map map;
  std::vector<double> size, events, covariate;
};

Case simple_case(std::uint64_t seed, const test::Pairs& pairs, std::size_t areas) {
  Case out{Bym2Map(neighbours(areas, pairs, Weights::binary)), {}, {}, {}};
  Philox random(seed, 0, 1);
  const auto truth = test::draw_field(random, test::basis(out.map.car()), 0.1, 0.4, 0.7);
  for (std::size_t i = 0; i < areas; ++i) {
    out.size.push_back(std::exp(2.0 + test::normal(random)));
    out.covariate.push_back(test::normal(random));
  }
  std::vector<double> eta = truth.eta;
  for (std::size_t i = 0; i < areas; ++i) eta[i] += 0.5 * out.covariate[i];
  out.events = test::draw_events(random, Family::poisson, out.size, eta);
  return out;
}

Bym2Input input_of(const Case& c, unsigned threads = 1) {
  return {.family = Family::poisson, .events = c.events, .size = c.size, .covariate = c.covariate, .covariates = 1, .threads = threads};
}

TEST(Bym2, GivesTheSameBytesForAnyNumberOfThreads) {
  const Case c = simple_case(3, rectangle(6, 6, true), 39);
  const auto one = bym2(c.map, input_of(c, 1)), three = bym2(c.map, input_of(c, 3));
  ASSERT_TRUE(one && three);
  for (std::size_t i = 0; i < c.size.size(); ++i) {
    EXPECT_EQ(one->rate[i].mean, three->rate[i].mean);
    EXPECT_EQ(one->rate[i].upper, three->rate[i].upper);
    EXPECT_EQ(one->above[i], three->above[i]);
  }
  EXPECT_EQ(one->sd.lower, three->sd.lower);
  EXPECT_EQ(one->mixing.upper, three->mixing.upper);
}

TEST(Bym2, DoesNotDependOnTheOrderOfTheAreas) {
  const test::Pairs pairs = rectangle(5, 6, true);
  const Case c = simple_case(5, pairs, 33);
  std::vector<std::uint32_t> place(33);
  std::iota(place.begin(), place.end(), 0U);
  std::reverse(place.begin(), place.end());
  std::swap(place[3], place[20]);
  test::Pairs moved;
  for (const auto& [a, b] : pairs) moved.emplace_back(place[a], place[b]);
  Case other{Bym2Map(neighbours(33, moved, Weights::binary)), std::vector<double>(33), std::vector<double>(33), std::vector<double>(33)};
  for (std::size_t i = 0; i < 33; ++i) {
    other.size[place[i]] = c.size[i];
    other.events[place[i]] = c.events[i];
    other.covariate[place[i]] = c.covariate[i];
  }
  const auto one = bym2(c.map, input_of(c)), two = bym2(other.map, input_of(other));
  ASSERT_TRUE(one && two);
  EXPECT_NEAR(one->sd.mean, two->sd.mean, 1e-4);
  for (std::size_t i = 0; i < 33; ++i) EXPECT_NEAR(one->rate[i].mean, two->rate[place[i]].mean, 1e-4 * one->rate[i].mean);
}

TEST(Bym2, AnAreaWhereNobodyIsGetsWhatItsNeighboursSayWithAWiderInterval) {
  Case c = simple_case(8, rectangle(6, 6, false), 36);
  const auto full = bym2(c.map, input_of(c));
  c.size[14] = c.events[14] = 0.0;
  const auto got = bym2(c.map, input_of(c));
  ASSERT_TRUE(full && got);
  EXPECT_GT(got->linear[14].sd, 1.05 * full->linear[14].sd);
  EXPECT_LT(got->rate[14].lower, got->rate[14].mean);
  EXPECT_TRUE(std::isfinite(got->rate[14].upper));
}

TEST(Bym2, FindsTheCovariate) {
  const Case c = simple_case(11, rectangle(9, 9, true), 85);
  const auto fit = bym2(c.map, input_of(c));
  ASSERT_TRUE(fit);
  ASSERT_EQ(fit->coefficient.size(), 2U);
  EXPECT_GT(fit->coefficient[1].lower, 0.25);
  EXPECT_LT(fit->coefficient[1].lower, 0.5);
  EXPECT_GT(fit->coefficient[1].upper, 0.5);
  EXPECT_LT(fit->coefficient[1].upper, 0.75);
}

TEST(Bym2, WithManyEventsEveryAreaKeepsItsOwnRateAndWithFewTheWholeDecides) {
  const Bym2Map map(neighbours(25, rectangle(5, 5, false), Weights::binary));
  std::vector<double> size(25, 1e6), events;
  for (std::size_t i = 0; i < 25; ++i) events.push_back(1e6 * (0.8 + 0.02 * static_cast<double>(i % 7)));
  const auto many = bym2(map, {.events = events, .size = size});
  ASSERT_TRUE(many);
  for (std::size_t i = 0; i < 25; ++i) EXPECT_NEAR(many->rate[i].mean, events[i] / size[i], 3e-4);
  std::fill(size.begin(), size.end(), 0.4);
  for (std::size_t i = 0; i < 25; ++i) events[i] = i % 3 == 0 ? 1.0 : 0.0;
  const auto few = bym2(map, {.events = events, .size = size});
  ASSERT_TRUE(few);
  const auto [low, high] =
      std::minmax_element(few->rate.begin(), few->rate.end(), [](const auto& a, const auto& b) { return a.mean < b.mean; });
  EXPECT_LT(high->mean / low->mean, 1.2);
}

TEST(Bym2, RefusesWhatCannotBeEstimated) {
  const Bym2Map map(neighbours(9, rectangle(3, 3, false), Weights::binary));
  const std::vector<double> size(9, 10.0), none(9, 0.0), some(9, 4.0), constant(9, 2.0);
  EXPECT_EQ(bym2(map, {.events = none, .size = size}).error(), NoBym2::no_events);
  EXPECT_EQ(bym2(map, {.family = Family::binomial, .events = size, .size = size}).error(), NoBym2::no_events);
  EXPECT_EQ(bym2(map, {.events = some, .size = size, .covariate = constant, .covariates = 1}).error(), NoBym2::collinear);
  EXPECT_TRUE(bym2(map, {.events = some, .size = size}));
}

}  // namespace
}  // namespace trede::stat
