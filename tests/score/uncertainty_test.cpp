// SPDX-License-Identifier: EUPL-1.2
// The ladder above its cells, the cap on modelled figures, and how sure scores and ranks are; on a drawn town of twenty buurten.
#include <gtest/gtest.h>

#include <cmath>

#include "disclose/gate.hpp"
#include "score/scores.hpp"
#include "stat/intervals.hpp"

namespace trede {
namespace {

constexpr std::size_t kBuurten = 20;

struct Drawn {
  const char* id;
  const char* trede;
  const char* leefgebied;
  Measure measure = Measure::register_share;
  bool municipal = false;
  double half = 0.0;  // of the 95 % interval; 0 = none
};

class Town {
 public:
  ScoreSettings settings;
  Catalogue catalogue;
  AreaSet areas;

  Town() {
    std::vector<AreaRow> rows = {{*AreaCode::parse("GM0001"), "Stad"}, {*AreaCode::parse("WK000100"), "Wijk"}};
    for (std::size_t b = 0; b < kBuurten; ++b)
      rows.push_back({*AreaCode::parse(std::string("BU000100") + (b < 10 ? "0" : "") + std::to_string(b)), "Buurt " + std::to_string(b)});
    areas = *AreaSet::build(Vintage{2020}, rows);
    observed_.vintage = Vintage{2020};
    catalogue.treden = {{TredeId("0-1"), {}, {}}, {TredeId("2"), {}, {}}};
    catalogue.domeinen = {{DomeinId("bestaan"), {}}, {DomeinId("gezondheid"), {}}};
    for (const auto& [id, domein] : {std::pair{"huisvesting", "bestaan"}, {"inkomen", "bestaan"}, {"psychisch", "gezondheid"}}) {
      Leefgebied l;
      l.id = LeefgebiedId(id);
      l.domein = DomeinId(domein);
      l.treden = {TredeId("0-1"), TredeId("2")};
      catalogue.leefgebieden.push_back(l);
    }
    Source open;
    open.id = SourceId("open");
    Source municipal;
    municipal.id = SourceId("eigen");
    municipal.access = Access::municipal;
    municipal.disclosure = SourceDisclosure::counts;
    catalogue.sources = {municipal, open};
  }

  // The gemeente and the wijk have the value of `reference`, buurt b value(b).
  template <class Value>
  void add(const Drawn& what, double reference, Value value) {
    Indicator i;
    i.id = IndicatorId(what.id);
    i.trede = TredeId(what.trede);
    i.leefgebied = LeefgebiedId(what.leefgebied);
    i.measure = what.measure;
    catalogue.indicators.push_back(i);
    Series s;
    s.indicator = i.id;
    s.period = Period::year(2020);
    s.lineage.numerator.source = SourceId(what.municipal ? "eigen" : "open");
    s.value = {0, reference, reference};
    for (std::size_t b = 0; b < kBuurten; ++b) s.value.push_back(value(b));
    s.missing.assign(areas.size(), Missing::none);
    s.missing[0] = Missing::no_source;
    s.status.assign(areas.size(), Status::measured);
    if (what.municipal) {  // value(b) is a count of 1,000 inhabitants; what lies above is their sum
      s.numerator = s.value;
      s.denominator.assign(areas.size(), 1000.0);
      for (const std::size_t above : {1U, 2U}) {
        s.numerator[above] = 0.0;
        for (std::size_t b = 0; b < kBuurten; ++b) s.numerator[above] += value(b);
        s.denominator[above] = 1000.0 * kBuurten;
      }
      for (std::size_t a = 1; a < areas.size(); ++a) s.value[a] = 100.0 * s.numerator[a] / s.denominator[a];
    }
    observed_.series.push_back(s);
    half_.push_back(what.half);
  }

  void inhabitants(double each) { observed_.inhabitants.assign(areas.size(), each); }

  Scores run(unsigned threads = 1) {
    const Project project;
    auto published = Gate::publish(project, catalogue, Observations(observed_), areas);
    EXPECT_TRUE(published);
    Estimates estimates;
    for (std::size_t k = 0; k < published->series().size(); ++k) {
      const PublishedSeries& s = published->series()[k];
      SeriesEstimate e;
      if (half_[k] > 0.0) {
        e.lower = e.upper = s.value;
        for (double& v : e.lower) v -= half_[k];
        for (double& v : e.upper) v += half_[k];
        e.has.assign(areas.size(), 0);
        for (std::size_t a = 0; a < areas.size(); ++a) e.has[a] = s.missing[a] == Missing::none && a > 2 ? 1 : 0;
      }
      estimates.series.push_back(std::move(e));
    }
    return score(catalogue, *published, areas, estimates, 1, settings, threads);
  }

  static const CellScore& cell(const Scores& s, const char* leefgebied, const char* trede) {
    for (const CellScore& c : s.cells)
      if (c.leefgebied.str() == leefgebied && c.trede.str() == trede) return c;
    throw std::logic_error("no such cell");
  }
  static const GroupScore& group(const Scores& s, ScoreLevel level, const char* trede, const char* domein = "") {
    for (const GroupScore& g : s.groups)
      if (g.level == level && g.trede.str() == trede && g.domein.str() == domein) return g;
    throw std::logic_error("no such group");
  }

 private:
  Observations observed_;
  std::vector<double> half_;
};

double line(std::size_t b) { return 10.0 + static_cast<double>(b); }
double wave(std::size_t b) { return 10.0 + 5.0 * std::sin(static_cast<double>(b)); }
constexpr AreaIndex kFirst = 3;  // country, gemeente, wijk, then the buurten

TEST(Ladder, a_trede_is_the_mean_of_its_leefgebieden_and_a_weight_of_the_project_counts) {
  Town town;
  town.add({.id = "t1-a", .trede = "0-1", .leefgebied = "huisvesting"}, 15, line);
  town.add({.id = "t1-b", .trede = "0-1", .leefgebied = "inkomen"}, 10, wave);
  town.add({.id = "t1-c", .trede = "0-1", .leefgebied = "psychisch"}, 12, [](std::size_t b) { return line(b * 7 % kBuurten); });
  const Scores even = town.run();
  const AreaIndex a = kFirst + 4;
  const double h = Town::cell(even, "huisvesting", "0-1").score[a], i = Town::cell(even, "inkomen", "0-1").score[a],
               p = Town::cell(even, "psychisch", "0-1").score[a];
  EXPECT_NEAR(Town::group(even, ScoreLevel::domein, "0-1", "bestaan").score[a], (h + i) / 2, 1e-12);
  EXPECT_NEAR(Town::group(even, ScoreLevel::trede, "0-1").score[a], (h + i + p) / 3, 1e-12) << "a domain weighs as its leefgebieden";
  town.settings.weights = {{"psychisch", 2.0}};
  EXPECT_NEAR(Town::group(town.run(), ScoreLevel::trede, "0-1").score[a], (h + i + 2 * p) / 4, 1e-12);
}

TEST(Ladder, treden_are_added_up_only_when_the_project_asks_for_it) {
  Town town;
  town.add({.id = "t1-a", .trede = "0-1", .leefgebied = "huisvesting"}, 15, line);
  town.add({.id = "t2-a", .trede = "2", .leefgebied = "inkomen"}, 10, wave);
  for (const GroupScore& g : town.run().groups) EXPECT_NE(g.level, ScoreLevel::total);
  town.settings.total = true;
  const Scores s = town.run();
  ASSERT_EQ(s.groups.back().level, ScoreLevel::total);
  const AreaIndex a = kFirst + 9;
  EXPECT_NEAR(s.groups.back().score[a],
              (Town::group(s, ScoreLevel::trede, "0-1").score[a] + Town::group(s, ScoreLevel::trede, "2").score[a]) / 2, 1e-12);
}

TEST(Ladder, modelled_figures_weigh_at_most_their_share_and_say_so_where_they_stand_alone) {
  Town town;
  town.add({.id = "t1-a", .trede = "0-1", .leefgebied = "huisvesting"}, 15, line);
  town.add({.id = "t1-b", .trede = "0-1", .leefgebied = "huisvesting", .measure = Measure::modelled_share}, 10, wave);
  town.add({.id = "t1-c", .trede = "0-1", .leefgebied = "huisvesting", .measure = Measure::modelled_share}, 11, wave);
  town.add({.id = "t1-d", .trede = "0-1", .leefgebied = "inkomen", .measure = Measure::modelled_share}, 10, wave);
  const Scores s = town.run();
  const CellScore& mixed = Town::cell(s, "huisvesting", "0-1");
  const AreaIndex a = kFirst + 5;
  EXPECT_EQ(mixed.of_modelled, 2);
  EXPECT_NEAR(mixed.score[a], 0.5 * s.indicators[0].z[a] + 0.25 * s.indicators[1].z[a] + 0.25 * s.indicators[2].z[a], 1e-12);
  EXPECT_EQ(mixed.only_modelled[a], 0);
  EXPECT_EQ(Town::cell(s, "inkomen", "0-1").only_modelled[a], 1);
  EXPECT_EQ(Town::group(s, ScoreLevel::trede, "0-1").only_modelled[a], 0);
}

TEST(Ladder, other_scales_run_from_1_to_100_so_that_a_geometric_mean_exists) {
  Town town;
  town.add({.id = "t1-a", .trede = "0-1", .leefgebied = "huisvesting"}, 15, line);
  town.add({.id = "t1-b", .trede = "0-1", .leefgebied = "huisvesting"}, 10, wave);
  town.settings.normalisation = ScoreScale::percentile;
  town.settings.aggregation = ScoreMean::geometric;
  const Scores s = town.run();
  EXPECT_EQ(s.indicators[0].z[kFirst], 1.0);
  EXPECT_EQ(s.indicators[0].z[kFirst + kBuurten - 1], 100.0);
  const AreaIndex a = kFirst + 6;
  EXPECT_NEAR(Town::cell(s, "huisvesting", "0-1").score[a], std::sqrt(s.indicators[0].z[a] * s.indicators[1].z[a]), 1e-9);
  town.settings.normalisation = ScoreScale::min_max;
  EXPECT_EQ(town.run().indicators[0].z[kFirst + kBuurten - 1], 100.0);
}

// What is not known to vary would seem surest of all.
TEST(ScoreUncertainty, a_score_that_rests_mainly_on_figures_without_a_known_error_has_no_interval_and_no_rank) {
  Town town;
  town.add({.id = "t1-a", .trede = "0-1", .leefgebied = "huisvesting"}, 15, line);
  town.add({.id = "t1-b", .trede = "0-1", .leefgebied = "inkomen", .half = 2.0}, 10, wave);
  const Scores s = town.run();
  const AreaIndex a = kFirst + 5;
  const CellScore& unknown = Town::cell(s, "huisvesting", "0-1");
  EXPECT_EQ(unknown.reason[a], NoScore::none);
  EXPECT_TRUE(std::isnan(unknown.lower[a]) && std::isnan(unknown.upper[a]) && std::isnan(unknown.in_top[a]));
  EXPECT_EQ(unknown.rank[a] + unknown.rank_lower[a] + unknown.rank_upper[a] + unknown.ranked[a], 0U);
  const CellScore& known = Town::cell(s, "inkomen", "0-1");
  EXPECT_LT(known.lower[a], known.upper[a]);
  EXPECT_GT(known.rank[a], 0U);
  EXPECT_GT(Town::group(s, ScoreLevel::trede, "0-1").rank[a], 0U) << "half of it is known";
}

TEST(ScoreUncertainty, exact_figures_give_exact_scores_and_ranks_when_the_weights_stay) {
  Town town;
  town.add({.id = "t1-a", .trede = "0-1", .leefgebied = "huisvesting", .half = 1e-12}, 15, line);
  town.settings.weight_noise = 0.0;
  const Scores s = town.run();
  const GroupScore& trede = Town::group(s, ScoreLevel::trede, "0-1");
  for (AreaIndex a = kFirst; a < kFirst + kBuurten; ++a) {
    EXPECT_NEAR(trede.lower[a], static_cast<float>(trede.score[a]), 1e-6);
    EXPECT_EQ(trede.rank[a], kBuurten - (a - kFirst)) << "1 is the least favourable";
    EXPECT_EQ(trede.rank_lower[a], trede.rank_upper[a]);
    EXPECT_EQ(trede.ranked[a], kBuurten);
  }
  EXPECT_EQ(trede.rank[2], 0U) << "one wijk is no ranking";
  ASSERT_FALSE(s.tops.empty());
  EXPECT_EQ(s.tops[0].kept, 1.0);
}

TEST(ScoreUncertainty, the_interval_of_a_score_follows_that_of_its_figure) {
  Town town;
  town.add({.id = "t1-a", .trede = "0-1", .leefgebied = "huisvesting", .half = 3.92}, 15, line);
  town.settings.weight_noise = 0.0;
  town.settings.replications = 4000;
  const Scores s = town.run();
  const CellScore& cell = Town::cell(s, "huisvesting", "0-1");
  // sd of the figure 2; of its z 2 / (1.4826 × 5); 5 and 95 % lie 1.645 sd away
  const double half = 1.6449 * (3.92 / stat::kZ95) / (1.4826 * 5.0);
  for (AreaIndex a = kFirst; a < kFirst + kBuurten; ++a) {
    EXPECT_NEAR(cell.score[a] - static_cast<double>(cell.lower[a]), half, 0.06 * half);
    EXPECT_NEAR(static_cast<double>(cell.upper[a]) - cell.score[a], half, 0.06 * half);
    EXPECT_LE(cell.rank_lower[a], cell.rank[a]);
    EXPECT_GE(cell.rank_upper[a], cell.rank[a]);
  }
  EXPECT_GT(cell.rank_upper[kFirst + 10] - cell.rank_lower[kFirst + 10], 4U);
  EXPECT_LT(s.tops[0].kept, 1.0);
  EXPECT_GT(s.tops[0].kept, 0.5);
}

TEST(ScoreUncertainty, a_withheld_figure_makes_a_score_less_sure_and_fills_nothing_in) {
  Town town;
  const auto count = [](std::size_t b) { return b == 4 ? 3.0 : 60.0 + 10.0 * static_cast<double>(b); };
  town.add({.id = "t1-a", .trede = "0-1", .leefgebied = "huisvesting", .municipal = true, .half = 1e-12}, 0, count);
  town.add({.id = "t1-b", .trede = "0-1", .leefgebied = "huisvesting", .half = 1e-12}, 15, line);
  town.settings.weight_noise = 0.0;
  const Scores s = town.run();
  const CellScore& cell = Town::cell(s, "huisvesting", "0-1");
  const AreaIndex withheld = kFirst + 4;
  ASSERT_EQ(s.indicators[0].has[withheld], 0);
  EXPECT_EQ(cell.score[withheld], s.indicators[1].z[withheld]) << "the score rests on what is known";
  EXPECT_LT(cell.lower[withheld], cell.upper[withheld]);
  std::size_t sure = 0;
  for (AreaIndex a = kFirst; a < kFirst + kBuurten; ++a)
    if (s.indicators[0].has[a]) {
      EXPECT_NEAR(cell.lower[a], cell.upper[a], 1e-6);
      ++sure;
    }
  EXPECT_GT(sure, kBuurten / 2);
  // With the number of inhabitants known, what the withheld buurten hold together is known too: their draws stay within it.
  town.inhabitants(1000.0);
  const Scores known = town.run();
  const CellScore& bounded = Town::cell(known, "huisvesting", "0-1");
  EXPECT_EQ(bounded.score[withheld], cell.score[withheld]);
  EXPECT_LT(bounded.lower[withheld], bounded.upper[withheld]);
  EXPECT_LT(bounded.upper[withheld] - bounded.lower[withheld], cell.upper[withheld] - cell.lower[withheld]);
}

TEST(ScoreUncertainty, is_the_same_for_any_number_of_threads_and_another_for_another_seed) {
  Town town;
  town.add({.id = "t1-a", .trede = "0-1", .leefgebied = "huisvesting", .half = 5.0}, 15, line);
  town.add({.id = "t1-b", .trede = "0-1", .leefgebied = "inkomen", .half = 2.0}, 10, wave);
  town.settings.replications = 100;
  const Scores one = town.run(1), three = town.run(3);
  for (std::size_t g = 0; g < one.groups.size(); ++g) {
    EXPECT_EQ(one.groups[g].lower, three.groups[g].lower);
    EXPECT_EQ(one.groups[g].rank_upper, three.groups[g].rank_upper);
    EXPECT_EQ(one.groups[g].in_top, three.groups[g].in_top);
  }
  town.settings.seed = 2;
  EXPECT_NE(town.run().groups[0].lower, one.groups[0].lower);
}

TEST(Overlap, counts_two_indicators_that_say_the_same_as_one) {
  Town town;
  town.add({.id = "t1-a", .trede = "0-1", .leefgebied = "huisvesting"}, 15, line);
  town.add({.id = "t1-b", .trede = "0-1", .leefgebied = "inkomen"}, 30, [](std::size_t b) { return 2.0 * line(b); });
  const Overlap two = town.run().overlap;
  ASSERT_EQ(two.pairs.size(), 1U);
  EXPECT_EQ(two.pairs[0].first.str(), "t1-a");
  EXPECT_NEAR(two.pairs[0].correlation, 1.0, 1e-12);
  EXPECT_NEAR(two.effective, 1.0, 1e-6);
  town.add({.id = "t1-c", .trede = "0-1", .leefgebied = "psychisch"}, 10, wave);
  const Overlap three = town.run().overlap;
  EXPECT_EQ(three.indicators, 3);
  EXPECT_GT(three.effective, 1.7);
  EXPECT_LT(three.effective, 2.3);
}

}  // namespace
}  // namespace trede
