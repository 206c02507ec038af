// SPDX-License-Identifier: EUPL-1.2
// Which areas are alike, and that a small change makes a small difference.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "drawn.hpp"
#include "estimate/comparable.hpp"

namespace trede {
namespace {

using drawn::Country;

// Ages, origin, size of households and density of a hundred buurten around four kinds of places.
struct Places {
  Country c{1, 10, 10};
  std::vector<std::vector<double>> figures;  // by feature
  explicit Places(double noise = 0.0, std::uint64_t seed = 1, int years = 1) {
    std::mt19937_64 of_place(7), random(seed);
    std::normal_distribution<double> normal;
    const std::vector<std::pair<const char*, const char*>> features = {{"context-leeftijd-0-14", "bevolking"},
                                                                       {"context-leeftijd-65plus", "bevolking"},
                                                                       {"context-herkomst", "herkomst"},
                                                                       {"context-huishoudensgrootte", "huishoudens"},
                                                                       {"context-dichtheid", "omgeving"}};
    for (const auto& [id, group] : features) {
      const bool density = std::string(group) == "omgeving", size = std::string(group) == "huishoudens";
      Indicator& i = c.indicator(id, Measure::context_value,
                                 density ? Unit::per_km2
                                 : size  ? Unit::number
                                         : Unit::percent,
                                 Direction::context);
      i.group = group;
      i.decimals = density ? 0 : 1;
      std::vector<double> truth;
      for (std::size_t b = 0; b < c.size(); ++b) {
        const double v = static_cast<double>(b % 4) * 2.0 + normal(of_place);
        truth.push_back(density ? 500.0 * std::exp(0.4 * v) : size ? 2.0 + 0.1 * v : 20.0 + 2.0 * v);
      }
      for (int year = 2021 - years; year <= 2020; ++year) {
        Series& s = c.blank(id, Period::year(year));
        for (std::size_t b = 0; b < c.size(); ++b) s.value[c.buurt(b)] = truth[b] * (1.0 + noise * normal(random));
      }
      figures.push_back(truth);
    }
  }
};

TEST(Comparable, are_the_areas_of_the_same_kind) {
  Places p;
  const Comparable like = p.c.estimates().comparable;
  EXPECT_EQ(like.features.size(), 5U);
  double same = 0;
  for (std::size_t b = 0; b < p.c.size(); ++b) {
    const auto& near = like.nearest[p.c.buurt(b)];
    ASSERT_EQ(near.size(), kLikes);
    EXPECT_EQ(std::count(near.begin(), near.end(), p.c.buurt(b)), 0) << "not itself";
    for (const AreaIndex other : near) same += (other - p.c.buurten().first) % 4 == b % 4 ? 1 : 0;
  }
  EXPECT_GT(same / static_cast<double>(p.c.size() * kLikes), 0.6);
  EXPECT_TRUE(like.nearest[1].empty()) << "a gemeente has no likes here";
  EXPECT_NE(like.method.nl.find("Inkomen, zorg"), std::string::npos);
}

TEST(Comparable, hardly_change_when_the_figures_of_a_next_year_do) {
  Places now(0.01, 1, 3), next(0.01, 2, 3);
  const Comparable a = now.c.estimates().comparable, b = next.c.estimates().comparable;
  double kept = 0;
  for (std::size_t i = 0; i < now.c.size(); ++i) {
    const auto& old = a.nearest[now.c.buurt(i)];
    for (const AreaIndex one : b.nearest[now.c.buurt(i)]) kept += std::count(old.begin(), old.end(), one) > 0 ? 1 : 0;
  }
  EXPECT_GT(kept / static_cast<double>(now.c.size() * kLikes), 0.85);
}

TEST(Comparable, at_equal_distance_take_the_lower_code_first) {
  Places p;
  for (Series& s : p.c.observed.series)
    for (std::size_t b = 0; b < p.c.size(); ++b) s.value[p.c.buurt(b)] = b < 50 ? 10.0 : b < 75 ? 20.0 : 30.0;
  const Comparable like = p.c.estimates().comparable;
  std::vector<AreaIndex> first;
  for (std::size_t b = 0; b < kLikes; ++b) first.push_back(p.c.buurt(b));
  EXPECT_EQ(like.nearest[p.c.buurt(40)], first);
}

TEST(Comparable, are_no_further_than_any_area_that_is_left_out) {
  // One feature alone, so that the distance is known here: the places 0, 1, 4, 9 … on a line; the other features are the same everywhere.
  Places p;
  for (std::size_t f = 0; f < p.c.observed.series.size(); ++f)
    for (std::size_t b = 0; b < p.c.size(); ++b)
      p.c.observed.series[f].value[p.c.buurt(b)] =
          f == 0 ? static_cast<double>((b * 37) % 100) * static_cast<double>((b * 37) % 100) / 200.0 : 20.0;
  const Comparable like = p.c.estimates().comparable;
  const auto at = [&](AreaIndex a) { return std::pow(static_cast<double>(((a - p.c.buurten().first) * 37) % 100), 2); };
  for (std::size_t b = 0; b < p.c.size(); ++b) {
    const auto& near = like.nearest[p.c.buurt(b)];
    double furthest = 0;
    for (const AreaIndex a : near) furthest = std::max(furthest, std::abs(at(a) - at(p.c.buurt(b))));
    for (std::size_t o = 0; o < p.c.size(); ++o)
      if (o != b && std::count(near.begin(), near.end(), p.c.buurt(o)) == 0) {
        EXPECT_GE(std::abs(at(p.c.buurt(o)) - at(p.c.buurt(b))) + 1e-6 * (1 + furthest), furthest) << b << " " << o;
      }
  }
}

TEST(Comparable, leave_out_areas_without_a_feature_or_with_hardly_anybody) {
  Places p;
  p.c.observed.series[2].missing[p.c.buurt(4)] = Missing::confidential;
  p.c.observed.inhabitants[p.c.buurt(5)] = 20.0;
  const Comparable like = p.c.estimates().comparable;
  EXPECT_TRUE(like.nearest[p.c.buurt(4)].empty());
  EXPECT_TRUE(like.nearest[p.c.buurt(5)].empty());
  for (const auto& near : like.nearest)
    for (const AreaIndex one : near) EXPECT_TRUE(one != p.c.buurt(4) && one != p.c.buurt(5));
}

TEST(Comparable, are_compared_with_as_a_group_whose_own_differences_make_it_less_sure) {
  std::mt19937_64 random(9);
  int coloured[2] = {0, 0};
  for (const bool spread : {false, true}) {
    Places p;
    p.c.indicator("t1");
    std::vector<double> x;
    for (std::size_t b = 0; b < p.c.size(); ++b)
      x.push_back(drawn::binomial_draw(random, 5000, spread ? std::uniform_real_distribution<double>(0.04, 0.12)(random) : 0.08));
    x[17] = 900;
    p.c.counts("t1", 2020, x, std::vector<double>(p.c.size(), 5000.0));
    const Estimates e = p.c.estimates();
    const Comparison& like = drawn::versus(e.series.back(), Versus::comparable);
    EXPECT_EQ(like.judgement[p.c.buurt(17)], Judgement::worse);
    const auto& near = e.comparable.nearest[p.c.buurt(17)];
    double together = 0;
    for (const AreaIndex other : near) together += p.c.figures->series().back().numerator[other];
    EXPECT_NEAR(like.reference[p.c.buurt(17)], 100.0 * together / (5000.0 * static_cast<double>(near.size())), 1e-4);
    for (std::size_t b = 0; b < p.c.size(); ++b) coloured[spread ? 1 : 0] += like.judgement[p.c.buurt(b)] == Judgement::similar ? 0 : 1;
  }
  EXPECT_LE(coloured[0], 12) << "the ten likes of one high area are a little lower than it";
  EXPECT_GT(coloured[1], 30) << "real differences";
  EXPECT_LT(coloured[1], 80) << "but not of those that lie within what the likes differ";
}

TEST(Comparable, are_not_compared_with_in_totals) {
  Country c;
  c.indicator("context-inwoners", Measure::context_value, Unit::number, Direction::context).decimals = 0;
  for (const int year : {2019, 2020})
    for (double& v : c.blank("context-inwoners", Period::year(year)).value) v = year;
  const Estimates e = c.estimates();
  EXPECT_TRUE(drawn::versus(e.series[1], Versus::gemeente).judgement.empty());
  EXPECT_EQ(drawn::versus(e.series[1], Versus::earlier).reference[c.buurt(0)], 2019.0F);
}

TEST(Estimates, are_the_same_for_any_number_of_threads) {
  Places p(0.02, 3, 2);
  p.c.indicator("t1");
  std::mt19937_64 random(10);
  for (int year = 2013; year <= 2020; ++year) {
    std::vector<double> x;
    for (std::size_t b = 0; b < p.c.size(); ++b) x.push_back(drawn::poisson_draw(random, 60.0));
    p.c.counts("t1", year, x, std::vector<double>(p.c.size(), 900.0));
  }
  const Estimates one = p.c.estimates(1), four = p.c.estimates(4);
  EXPECT_EQ(one.comparable.nearest, four.comparable.nearest);
  EXPECT_EQ(one.breaks, four.breaks);
  for (std::size_t i = 0; i < one.series.size(); ++i) {
    EXPECT_EQ(one.series[i].lower, four.series[i].lower);
    EXPECT_EQ(one.series[i].smoothed_upper, four.series[i].smoothed_upper);
    for (std::size_t v = 0; v < kVersus; ++v) EXPECT_EQ(one.series[i].versus[v].judgement, four.series[i].versus[v].judgement);
  }
  EXPECT_EQ(one.courses.back().course, four.courses.back().course);
}

TEST(Classes, are_quintiles_over_all_periods_and_both_levels) {
  Country c(1, 1, 10);
  c.indicator("i").decimals = 0;
  for (const int year : {2019, 2020}) {
    Series& s = c.blank("i", Period::year(year));
    for (std::size_t b = 0; b < c.size(); ++b) s.value[c.buurt(b)] = static_cast<double>(b + (year == 2020 ? 10 : 0));
    s.missing[2] = Missing::confidential;
  }
  EXPECT_EQ(c.estimates().breaks[0], (std::vector<double>{4, 8, 12, 16}));
}

}  // namespace
}  // namespace trede
