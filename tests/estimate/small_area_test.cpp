// SPDX-License-Identifier: EUPL-1.2
// Smoothed figures, the funnel and figures spread over buurten.
#include <gtest/gtest.h>

#include <cmath>

#include "drawn.hpp"
#include "estimate/funnel.hpp"
#include "estimate/smoothed.hpp"
#include "stat/small_area/empirical_bayes.hpp"

namespace trede {
namespace {

using drawn::Country;

TEST(Smoothed, moments_are_marshall_s_when_noise_is_that_of_events) {
  std::mt19937_64 random(1);
  std::vector<double> x, n, value, noise;
  double events = 0, persons = 0;
  for (int i = 0; i < 60; ++i) {
    n.push_back(std::uniform_int_distribution<int>(50, 3000)(random));
    x.push_back(drawn::poisson_draw(random, n.back() * std::gamma_distribution<double>(4.0, 0.005)(random)));
    value.push_back(x.back() / n.back());
    events += x.back();
    persons += n.back();
  }
  for (const double one : n) noise.push_back(events / persons / one);
  const stat::MarshallFit fit = stat::marshall(x, n);
  const Prior prior = prior_of(value, n, noise);
  EXPECT_NEAR(prior.mean, fit.mean, 1e-15);
  EXPECT_NEAR(prior.spread, fit.variance, 1e-15);
  EXPECT_GT(prior.spread, 0.0);
}

TEST(Smoothed, interval_holds_the_true_figure_and_is_narrower_than_that_of_the_area_alone) {
  std::mt19937_64 random(2);
  for (const bool share : {true, false}) {
    double held = 0, widths = 0, all = 0, closer = 0;
    for (int round = 0; round < 200; ++round) {
      Country c;
      c.indicator("i", share ? Measure::register_share : Measure::event_rate, share ? Unit::percent : Unit::per_1000);
      std::vector<double> x, n, truth;
      for (std::size_t b = 0; b < c.size(); ++b) {
        truth.push_back(std::gamma_distribution<double>(9.0, 0.005)(random));
        n.push_back(std::uniform_int_distribution<int>(60, 1500)(random));
        x.push_back(share ? drawn::binomial_draw(random, static_cast<int>(n.back()), truth.back())
                          : drawn::poisson_draw(random, n.back() * truth.back()));
      }
      c.counts("i", 2020, x, n);
      const SeriesEstimate e = c.estimates().series[0];
      const double scale = share ? 100.0 : 1000.0;
      for (std::size_t b = 0; b < c.size(); ++b) {
        const AreaIndex a = c.buurt(b);
        ASSERT_EQ(e.has_smoothed[a], 1);
        EXPECT_LE(e.smoothed_lower[a], e.smoothed[a]);
        EXPECT_GE(e.smoothed_upper[a], e.smoothed[a]);
        held += e.smoothed_lower[a] <= scale * truth[b] && scale * truth[b] <= e.smoothed_upper[a] ? 1 : 0;
        widths += (e.smoothed_upper[a] - e.smoothed_lower[a]) / (e.upper[a] - e.lower[a]);
        closer += std::abs(e.smoothed[a] - scale * truth[b]) <= std::abs(scale * x[b] / n[b] - scale * truth[b]) ? 1 : 0;
        all += 1;
      }
    }
    EXPECT_GE(held / all, 0.93);
    EXPECT_LE(held / all, 0.98);
    EXPECT_LT(widths / all, 0.9) << "on average";
    EXPECT_GT(closer / all, 0.55);
  }
}

TEST(Smoothed, is_not_made_of_models_context_or_a_handful_of_areas) {
  Country c;
  const std::vector<double> x(c.size(), 40.0), n(c.size(), 400.0);
  c.indicator("gewoon");
  c.indicator("context", Measure::context_value, Unit::percent, Direction::context).group = "bevolking";
  c.indicator("model", Measure::modelled_share);
  for (const char* id : {"gewoon", "context"}) c.counts(id, 2020, x, n);
  c.counts("model", 2020, x, n, "model");
  const Estimates e = c.estimates();
  EXPECT_FALSE(e.series[0].smoothed.empty());
  EXPECT_TRUE(e.series[1].smoothed.empty());
  EXPECT_TRUE(e.series[2].smoothed.empty());
  Country few(1, 3, 3);
  few.indicator("gewoon");
  few.counts("gewoon", 2020, std::vector<double>(9, 40.0), std::vector<double>(9, 400.0));
  EXPECT_TRUE(few.estimates().series[0].smoothed.empty());
}

TEST(Funnel, of_equal_areas_is_not_widened_and_one_that_stands_out_is_outside) {
  std::mt19937_64 random(3);
  Country c(1, 10, 10);
  c.indicator("i");
  std::vector<double> x;
  for (std::size_t b = 0; b < c.size(); ++b) x.push_back(drawn::binomial_draw(random, 1000, 0.08));
  x[5] = 160;
  c.counts("i", 2020, x, std::vector<double>(c.size(), 1000.0));
  const SeriesEstimate e = c.estimates().series[0];
  EXPECT_LT(e.funnel[3].overdispersion, 1.4);
  EXPECT_EQ(e.funnel[3].areas, 100U);
  EXPECT_EQ(e.funnel_place[c.buurt(5)], FunnelPlace::far_above);
  EXPECT_EQ(e.funnel_place[1], FunnelPlace::unknown);
  const AreaIndex far = c.buurt(5);
  EXPECT_EQ(e.funnel_size[far], 1000.0);
  EXPECT_NEAR(e.funnel_around[far], 8.0, 0.5);
  const FunnelLimits limits = funnel_limits(e, far);
  EXPECT_NEAR(limits.high_95 - limits.low_95, 2 * 1.96 * e.funnel_step[far], 0.01);
  EXPECT_LT(limits.high_998, e.funnel_around[far] * 2);
  EXPECT_NEAR(e.funnel_step[far], std::sqrt(e.funnel[3].overdispersion * 0.08 * 0.92 / 1000.0) * 100.0, 0.05);
}

TEST(Funnel, of_areas_that_all_differ_asks_more_of_each) {
  std::mt19937_64 random(3);
  Country c(1, 10, 10);
  c.indicator("i");
  std::vector<double> x;
  for (std::size_t b = 0; b < c.size(); ++b)
    x.push_back(drawn::binomial_draw(random, 1000, std::uniform_real_distribution<double>(0.02, 0.14)(random)));
  c.counts("i", 2020, x, std::vector<double>(c.size(), 1000.0));
  const SeriesEstimate e = c.estimates().series[0];
  EXPECT_GT(e.funnel[3].overdispersion, 5.0);
  int outside = 0;
  for (std::size_t b = 0; b < c.size(); ++b) outside += e.funnel_place[c.buurt(b)] != FunnelPlace::inside ? 1 : 0;
  EXPECT_LE(outside, 8);
}

// A town whose need follows income: figures for wijken only, income for buurten.
struct Spread {
  Country c{1, 20, 5};
  std::vector<double> truth;
  explicit Spread(const char* source = "open") {
    std::mt19937_64 random(4);
    for (const char* id : {"t1-bijstand", "context-leeftijd-65plus"}) {
      Indicator& i = c.indicator(id, Measure::context_value, Unit::percent, Direction::context);
      i.group = "bevolking";
    }
    std::vector<double> poor, old, x, n(c.size(), 1000.0);
    for (std::size_t b = 0; b < c.size(); ++b) {
      poor.push_back(std::uniform_int_distribution<int>(20, 200)(random));
      old.push_back(std::uniform_int_distribution<int>(50, 300)(random));
      truth.push_back(0.02 + 0.4 * poor.back() / 1000.0);
      x.push_back(drawn::binomial_draw(random, 1000, truth.back()));
    }
    c.counts("t1-bijstand", 2020, poor, n);
    c.counts("context-leeftijd-65plus", 2020, old, n);
    c.indicator("t2-zorg").finest_level = AreaLevel::wijk;
    Series& s = c.counts("t2-zorg", 2020, x, n, source);
    for (std::size_t b = 0; b < c.size(); ++b) s.missing[c.buurt(b)] = Missing::above_level;
  }
};

TEST(Synthetic, spreads_the_figure_of_a_wijk_over_its_buurten_and_says_how_sure_it_is) {
  Spread t;
  const Estimates e = t.c.estimates();
  ASSERT_EQ(e.synthetic.size(), 1U);
  const Synthetic& s = e.synthetic.front();
  EXPECT_EQ(s.indicator.str(), "t2-zorg");
  EXPECT_EQ(s.covariates.front().str(), "t1-bijstand");
  double error = 0, held = 0, plain = 0;
  for (std::size_t b = 0; b < t.c.size(); ++b) {
    const AreaIndex a = t.c.buurt(b);
    ASSERT_EQ(s.has[a], 1);
    error += std::abs(s.value[a] - 100 * t.truth[b]);
    plain += std::abs(t.c.figures->series().back().value[t.c.areas.parent(a)] - 100 * t.truth[b]);
    held += s.lower[a] <= 100 * t.truth[b] && 100 * t.truth[b] <= s.upper[a] ? 1 : 0;
  }
  EXPECT_LT(error, 0.5 * plain) << "much nearer than giving every buurt the figure of its wijk";
  EXPECT_GE(held / static_cast<double>(t.c.size()), 0.9);
  for (AreaIndex w = t.c.areas.run(AreaLevel::wijk).first; w < t.c.areas.run(AreaLevel::wijk).last; ++w) {
    double sum = 0;
    for (std::size_t b = 0; b < t.c.size(); ++b)
      if (t.c.areas.parent(t.c.buurt(b)) == w) sum += s.value[t.c.buurt(b)] / 5.0;
    EXPECT_NEAR(sum, t.c.figures->series().back().value[w], 1e-9) << "together they give the wijk's figure";
    EXPECT_EQ(s.has[w], 0);
  }
  EXPECT_NE(s.method.nl.find("geen meting"), std::string::npos);
}

TEST(Synthetic, is_not_made_of_a_model_nor_where_buurten_have_their_own_figures) {
  EXPECT_TRUE(Spread("model").c.estimates().synthetic.empty());
  Spread own;
  for (Missing& m : own.c.observed.series.back().missing) m = Missing::none;
  own.c.indicator("t2-zorg").finest_level = AreaLevel::buurt;
  EXPECT_TRUE(own.c.estimates().synthetic.empty());
}

TEST(Synthetic, is_not_made_of_institutions_the_street_or_events) {
  const auto made = [](const char* trede, Measure measure) {
    Spread t;
    t.c.catalogue.treden = {{TredeId("0-1"), {}, {}}, {TredeId("2"), {}, {}}, {TredeId("3"), {}, {}}, {TredeId("4"), {}, {}}};
    t.c.indicator("t2-zorg").trede = TredeId(trede);
    t.c.indicator("t2-zorg").measure = measure;
    return !t.c.estimates().synthetic.empty();
  };
  EXPECT_TRUE(made("2", Measure::register_share));
  EXPECT_FALSE(made("3", Measure::register_share));
  EXPECT_FALSE(made("4", Measure::register_share));
  EXPECT_FALSE(made("2", Measure::event_rate));
}

TEST(Synthetic, is_not_made_of_crime_and_addiction) {
  const auto made = [](const char* leefgebied) {
    Spread t;
    t.c.indicator("t2-zorg").leefgebied = LeefgebiedId(leefgebied);
    return !t.c.estimates().synthetic.empty();
  };
  EXPECT_TRUE(made("gezondheid")) << "else there is nothing to forbid";
  EXPECT_FALSE(made("criminaliteit"));
  EXPECT_FALSE(made("middelengebruik"));
}

TEST(Synthetic, is_not_made_by_origin_nor_of_it) {
  const char* origin = "context-herkomst-buiten-nederland";
  const auto figures_by_origin = [&](Spread& t) {
    Indicator& i = t.c.indicator(origin, Measure::context_value, Unit::percent, Direction::context);
    i.group = "herkomst";
    std::vector<double> x, n(t.c.size(), 1000.0);
    for (const double share : t.truth) x.push_back(1000.0 * share);  // goes together with the need better than anything else
    t.c.counts(origin, 2020, x, n);
  };
  Spread with;
  figures_by_origin(with);
  const Estimates e = with.c.estimates();
  ASSERT_EQ(e.synthetic.size(), 1U);
  EXPECT_EQ(e.synthetic[0].indicator.str(), "t2-zorg");
  EXPECT_EQ(e.synthetic[0].covariates, (std::vector<IndicatorId>{IndicatorId("t1-bijstand"), IndicatorId("context-leeftijd-65plus")}));
  Spread without;
  const Estimates same = without.c.estimates();
  EXPECT_EQ(e.synthetic[0].value, same.synthetic.at(0).value) << "not one estimate changes";

  Spread only;  // of origin itself, where the buurten have no figure
  figures_by_origin(only);
  only.c.indicator(origin).trede = {};
  for (std::size_t b = 0; b < only.c.size(); ++b) only.c.observed.series.back().missing[only.c.buurt(b)] = Missing::confidential;
  for (const Synthetic& s : only.c.estimates().synthetic) EXPECT_NE(s.indicator.str(), origin);
}

TEST(Synthetic, does_not_depend_on_the_figure_of_a_buurt_that_is_withheld) {
  const auto estimate_with = [](double hidden) {
    Spread t;
    Series& s = t.c.observed.series.back();
    t.c.indicator("t2-zorg").finest_level = AreaLevel::buurt;
    for (std::size_t b = 0; b < t.c.size(); ++b) s.missing[t.c.buurt(b)] = b % 5 == 0 ? Missing::confidential : Missing::none;
    s.numerator[t.c.buurt(10)] = hidden;
    s.value[t.c.buurt(10)] = hidden / 10.0;
    const Estimates e = t.c.estimates();
    return e.synthetic.at(0).value[t.c.buurt(10)];
  };
  EXPECT_EQ(estimate_with(3.0), estimate_with(600.0));
}

}  // namespace
}  // namespace trede
