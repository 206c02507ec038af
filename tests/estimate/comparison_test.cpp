// SPDX-License-Identifier: EUPL-1.2
// Higher, lower, similar or no judgement; and how often chance alone gives a colour.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "drawn.hpp"
#include "estimate/comparison.hpp"

namespace trede {
namespace {

using drawn::Country;
using drawn::versus;

// A town of equal buurten (5 % of 1,000) with one that has twice as many.
struct OneHigh {
  Country c;
  OneHigh() {
    std::vector<double> x(c.size(), 50.0);
    x[7] = 100.0;
    x[8] = 20.0;
    c.indicator("i");
    c.counts("i", 2020, x, std::vector<double>(c.size(), 1000.0));
  }
};

TEST(Comparison, tells_a_buurt_that_differs_from_those_that_do_not) {
  OneHigh t;
  const Estimates e = t.c.estimates();
  const Comparison& g = versus(e.series[0], Versus::gemeente);
  EXPECT_EQ(g.judgement[t.c.buurt(7)], Judgement::worse);
  EXPECT_EQ(g.judgement[t.c.buurt(8)], Judgement::better);
  EXPECT_EQ(g.judgement[t.c.buurt(0)], Judgement::similar);
  EXPECT_NEAR(g.reference[t.c.buurt(0)], 100.0 * 2020 / 40000, 1e-4);
  EXPECT_EQ(g.judgement[1], Judgement::unknown) << "the gemeente and itself";
  EXPECT_TRUE(std::isnan(g.reference[1]));
  EXPECT_EQ(versus(e.series[0], Versus::wijk).judgement[t.c.buurt(7)], Judgement::worse);
  EXPECT_TRUE(versus(e.series[0], Versus::earlier).judgement.empty()) << "there is no earlier period";
  EXPECT_TRUE(g.why.empty());
}

TEST(Comparison, knows_which_way_is_favourable) {
  for (const Direction d : {Direction::higher_worse, Direction::lower_worse, Direction::context}) {
    OneHigh t;
    t.c.indicator("i").direction = d;
    const Judgement got = versus(t.c.estimates().series[0], Versus::gemeente).judgement[t.c.buurt(7)];
    EXPECT_EQ(got, d == Direction::higher_worse ? Judgement::worse : d == Direction::lower_worse ? Judgement::better : Judgement::higher);
  }
}

TEST(Comparison, tests_against_the_rest_so_that_a_wijk_of_one_buurt_gets_no_judgement) {
  Country c(1, 12, 1);
  std::vector<double> x(c.size(), 50.0);
  x[2] = 200.0;
  c.indicator("i");
  c.counts("i", 2020, x, std::vector<double>(c.size(), 1000.0));
  const Estimates e = c.estimates();
  EXPECT_EQ(versus(e.series[0], Versus::wijk).judgement[c.buurt(2)], Judgement::none);
  EXPECT_EQ(versus(e.series[0], Versus::gemeente).judgement[c.buurt(2)], Judgement::worse);
}

TEST(Comparison, in_a_country_is_with_the_own_gemeente) {
  Country c(2, 2, 10);
  std::vector<double> x(c.size(), 50.0);
  for (std::size_t b = 20; b < 40; ++b) x[b] = 150.0;
  x[25] = 50.0;
  c.indicator("i");
  c.counts("i", 2020, x, std::vector<double>(c.size(), 1000.0));
  const Estimates e = c.estimates();
  EXPECT_EQ(versus(e.series[0], Versus::gemeente).judgement[c.buurt(0)], Judgement::similar);
  EXPECT_EQ(versus(e.series[0], Versus::gemeente).judgement[c.buurt(25)], Judgement::better);
  EXPECT_EQ(versus(e.series[0], Versus::gemeente).judgement[c.buurt(30)], Judgement::similar);
  EXPECT_EQ(versus(e.series[0], Versus::land).judgement[c.buurt(30)], Judgement::worse);
}

TEST(Comparison, of_a_model_needs_the_published_intervals_and_is_never_made_over_time) {
  Country c;
  c.indicator("model", Measure::modelled_share);
  for (const int year : {2016, 2020}) {
    Series& s = c.blank("model", Period::year(year), "model");
    for (double& v : s.value) v = 10.0;
    s.lower.assign(s.value.size(), 9.0);
    s.upper.assign(s.value.size(), 11.0);
    s.value[c.buurt(2)] = year == 2016 ? 4.0 : 16.0;
    s.lower[c.buurt(2)] = s.value[c.buurt(2)] - 1;
    s.upper[c.buurt(2)] = s.value[c.buurt(2)] + 1;
    s.lower[c.buurt(3)] = s.upper[c.buurt(3)] = std::nan("");
  }
  const Estimates e = c.estimates();
  const auto& now = e.series[1];
  EXPECT_EQ(versus(now, Versus::gemeente).judgement[c.buurt(2)], Judgement::worse);
  EXPECT_EQ(versus(now, Versus::gemeente).judgement[c.buurt(0)], Judgement::similar);
  EXPECT_EQ(versus(now, Versus::gemeente).judgement[c.buurt(3)], Judgement::none);
  EXPECT_EQ(versus(now, Versus::earlier).judgement[c.buurt(2)], Judgement::none);
  EXPECT_EQ(versus(now, Versus::earlier).reference[c.buurt(2)], 4.0F);
  EXPECT_NE(versus(now, Versus::earlier).why.nl.find("modelschatting"), std::string::npos);
}

TEST(Comparison, over_time_stops_at_a_new_definition_another_source_another_period_and_other_borders) {
  const auto changed = [](auto&& change) {
    Country c;
    std::vector<double> before(c.size(), 50.0), after(c.size(), 50.0);
    after[5] = 120.0;
    c.indicator("i");
    c.counts("i", 2019, before, std::vector<double>(c.size(), 1000.0));
    c.counts("i", 2020, after, std::vector<double>(c.size(), 1000.0));
    change(c);
    const Estimates e = c.estimates();
    const Comparison& earlier = versus(e.series.back(), Versus::earlier);
    EXPECT_EQ(earlier.why.empty(), earlier.judgement[c.buurt(4)] == Judgement::similar);
    return earlier.judgement[c.buurt(5)];
  };
  EXPECT_EQ(changed([](Country&) {}), Judgement::worse);
  EXPECT_EQ(changed([](Country& c) {
              c.indicator("i").breaks = {{Period::year(2020), {"Anders geteld.", "Counted otherwise."}}};
            }),
            Judgement::none);
  EXPECT_EQ(changed([](Country& c) { c.indicator("i").breaks = {{Period::year(2019), {"Eerder.", "Before."}}}; }), Judgement::worse);
  EXPECT_EQ(changed([](Country& c) { c.observed.series[0].lineage.numerator.source = SourceId("rondt-af"); }), Judgement::none);
  EXPECT_EQ(changed([](Country& c) { c.observed.series[0].period = Period::span(2017, 2019); }), Judgement::none);
  EXPECT_EQ(changed([](Country& c) { c.observed.series[0].status[c.buurt(5)] = Status::carried_over; }), Judgement::none);
}

TEST(Comparison, of_a_figure_without_basis_gives_no_judgement_and_says_why) {
  Country c;
  c.indicator("bloot");
  Series& s = c.blank("bloot", Period::year(2020));
  for (double& v : s.value) v = 10.0;
  s.value[c.buurt(1)] = 90.0;
  const Estimates e = c.estimates();
  const Comparison& g = versus(e.series[0], Versus::gemeente);
  EXPECT_EQ(g.judgement[c.buurt(1)], Judgement::none);
  EXPECT_EQ(g.reference[c.buurt(1)], 10.0F);
  EXPECT_FALSE(g.why.empty());
}

TEST(Comparison, calls_figures_that_are_shown_alike_similar) {
  Country c(1, 2, 2);
  c.indicator("i").decimals = 1;
  c.counts("i", 2020, {501'000, 500'000, 500'000, 500'000}, std::vector<double>(4, 10'000'000.0));
  const Estimates e = c.estimates();
  EXPECT_EQ(versus(e.series[0], Versus::gemeente).judgement[c.buurt(0)], Judgement::similar) << "5.01 and 5.00 are both shown as 5.0";
}

TEST(Comparison, of_pure_noise_gives_a_map_without_colour_in_about_nineteen_of_twenty_cases) {
  std::mt19937_64 random(4);
  int maps = 0, coloured = 0, places = 0;
  for (int round = 0; round < 60; ++round) {
    Country c;
    c.indicator("aandeel");
    c.indicator("cijfer", Measure::event_rate, Unit::per_1000);
    std::vector<double> n(c.size()), share, rate;
    for (double& one : n) one = std::floor(std::exp(std::uniform_real_distribution<double>(4.5, 8.0)(random)));
    for (const double one : n) {
      share.push_back(drawn::binomial_draw(random, static_cast<int>(one), 0.08));
      rate.push_back(drawn::poisson_draw(random, one * 0.01));
    }
    c.counts("aandeel", 2020, share, n);
    c.counts("cijfer", 2020, rate, n);
    const Estimates e = c.estimates();
    for (const SeriesEstimate& s : e.series)
      for (const Versus v : {Versus::gemeente, Versus::wijk}) {
        const Comparison& g = versus(s, v);
        int found = 0;
        for (std::size_t b = 0; b < c.size(); ++b)
          found += g.judgement[c.buurt(b)] == Judgement::worse || g.judgement[c.buurt(b)] == Judgement::better ? 1 : 0;
        ++maps;
        coloured += found > 0 ? 1 : 0;
        places += found;
      }
  }
  EXPECT_LE(coloured, maps / 10) << "of " << maps;
  EXPECT_LE(places, maps * 40 / 200) << "half a percent of all places at most";
}

TEST(Comparison, of_real_differences_is_wrong_in_at_most_one_of_twenty_colours) {
  std::mt19937_64 random(5);
  int right = 0, wrong = 0;
  for (int round = 0; round < 20; ++round) {
    Country c(1, 10, 10);
    c.indicator("i");
    std::vector<double> x, n(c.size(), 1000.0);
    for (std::size_t b = 0; b < c.size(); ++b) x.push_back(drawn::binomial_draw(random, 1000, b % 5 == 0 ? 0.13 : 0.08));
    c.counts("i", 2020, x, n);
    const Estimates e = c.estimates();
    const double whole = 0.2 * 0.13 + 0.8 * 0.08;
    for (std::size_t b = 0; b < c.size(); ++b) {
      const Judgement j = versus(e.series[0], Versus::gemeente).judgement[c.buurt(b)];
      if (j == Judgement::similar) continue;
      const bool above = (b % 5 == 0 ? 0.13 : 0.08) > whole;
      (above == (j == Judgement::worse) ? right : wrong) += 1;
    }
  }
  EXPECT_GT(right, 20 * 15);
  EXPECT_LE(wrong, (right + wrong) / 20);
}

TEST(Discovery, threshold_is_that_of_the_procedure_step_by_step) {
  std::mt19937_64 random(6);
  for (int round = 0; round < 300; ++round) {
    std::vector<double> p(static_cast<std::size_t>(1 + round));
    for (double& one : p) {
      one = std::uniform_real_distribution<double>(0, 1)(random);
      if (round % 3 == 0) one *= one * one;
    }
    std::vector<double> sorted = p;
    std::sort(sorted.begin(), sorted.end());
    double expected = 0.0;
    std::size_t found = 0;
    for (std::size_t k = 1; k <= sorted.size(); ++k)
      if (sorted[k - 1] <= 0.05 * static_cast<double>(k) / static_cast<double>(sorted.size())) found = k;
    if (found > 0) expected = sorted[found - 1];
    if (round % 2 == 0) p.push_back(std::nan(""));
    const double threshold = discovery_threshold(p, 0.05);
    const auto passed = static_cast<std::size_t>(std::count_if(p.begin(), p.end(), [&](double v) { return v <= threshold; }));
    EXPECT_EQ(passed, found) << expected;
  }
  EXPECT_LT(discovery_threshold({}, 0.05), 0.0);
}

}  // namespace
}  // namespace trede
