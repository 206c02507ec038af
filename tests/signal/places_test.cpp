// SPDX-License-Identifier: EUPL-1.2
// Stacking, pairs, split wijken, and worse and worsening.
#include <gtest/gtest.h>

#include "base/json_writer.hpp"
#include "signal/pair_columns.hpp"
#include "signal/split_wijk.hpp"
#include "signal/stacking.hpp"
#include "signal/town.hpp"

namespace trede {
namespace {

using drawn::of_kind;
using drawn::Town;

TEST(Stacking, the_chance_of_so_many_marks_is_the_sum_over_all_ways_to_get_them) {
  const std::vector<double> chances = {0.1, 0.3, 0.25, 0.5};
  for (std::size_t k = 0; k <= 4; ++k) {
    double sum = 0;
    for (unsigned set = 0; set < 16; ++set) {
      double p = 1;
      std::size_t marks = 0;
      for (std::size_t i = 0; i < 4; ++i) {
        const bool in = ((set >> i) & 1U) != 0;
        p *= in ? chances[i] : 1 - chances[i];
        marks += in ? 1U : 0U;
      }
      if (marks >= k) sum += p;
    }
    EXPECT_NEAR(signal::at_least(chances, k), sum, 1e-12);
  }
}

TEST(Stacking, a_buurt_that_is_worse_in_every_leefgebied_is_named_and_the_others_are_not) {
  Town town;
  std::mt19937_64 random(1);
  const std::vector<const char*> areas_of_life = {"huisvesting", "inkomen", "familie", "gezondheid", "werk", "middelen"};
  for (const char* l : areas_of_life) {
    town.in(std::string("i-") + l, l);
    std::vector<double> rate(town.size());
    for (double& r : rate) r = 0.02 * (0.6 + 0.8 * std::uniform_real_distribution<double>()(random));
    rate[town.at(1, 1)] = 0.06;
    town.draw(std::string("i-") + l, 2020, rate, 2000, random);
  }
  const Signals signals = town.signals();
  const auto found = of_kind(signals, SignalKind::stacking);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(town.codes(*found[0]), std::vector<std::string>{"BU00010101"});
  EXPECT_NE(found[0]->sentence.nl.find("in 6 van de 6 leefgebieden"), std::string::npos) << found[0]->sentence.nl;
  EXPECT_EQ(found[0]->indicators.size(), 6U);
}

TEST(Words, a_number_in_a_sentence_is_rounded_as_the_same_number_beside_it) {
  for (const double value : {1.45, 1.25, 8.25, 0.05, 0.04, 2.5, 12.449999999, 1234.55, -0.25, -0.04})
    for (const int decimals : {0, 1, 2}) {
      const Text said = signal::number(value, decimals);
      std::string plain = said.en;
      plain.erase(std::remove(plain.begin(), plain.end(), ','), plain.end());
      EXPECT_EQ(format_number(std::stod(plain), decimals), format_number(value, decimals)) << value << " " << decimals;
    }
  EXPECT_EQ(signal::number(1.45, 1).nl, "1,5") << "stored as a little less";
  EXPECT_EQ(signal::number(1.25, 1).nl, "1,3") << "stored as itself";
  EXPECT_EQ(signal::number(-0.04, 1).en, "0.0");
}

TEST(Stacking, is_told_in_english_without_a_dutch_word_that_has_an_english_one) {
  Town town;
  std::mt19937_64 random(1);
  for (const char* l : {"huisvesting", "inkomen", "familie", "gezondheid", "werk", "middelen"}) {
    town.in(std::string("i-") + l, l);
    std::vector<double> rate(town.size(), 0.02);
    rate[town.at(1, 1)] = 0.06;
    for (int c = 0; c < town.wide; ++c) rate[town.at(5, c)] = c % 2 == 0 ? 0.008 : 0.032;
    town.draw(std::string("i-") + l, 2020, rate, 2000, random);
  }
  const Signals signals = town.signals();
  EXPECT_FALSE(of_kind(signals, SignalKind::stacking).empty());
  EXPECT_FALSE(of_kind(signals, SignalKind::split_wijk).empty());
  for (const Signal& s : signals.list) {
    std::string all = s.sentence.en + s.not_for.en;
    for (const Evidence& e : s.evidence) all += e.name.en;
    for (const Stability& e : s.stability) all += e.words.en;
    EXPECT_EQ(all.find("eefgebied"), std::string::npos) << all;
    EXPECT_NE(s.kind == SignalKind::stacking ? all.find("areas of life") : 0U, std::string::npos) << all;
  }
}

// The stacking of one buurt that is worse in the first `marks` of six leefgebieden, of which `models` come from a model.
Signal stacked(std::size_t marks, std::size_t models) {
  Town town;
  std::mt19937_64 random(1);
  const std::vector<std::string> areas_of_life = {"huisvesting", "inkomen", "familie", "gezondheid", "werk", "middelen"};
  for (std::size_t l = 0; l < areas_of_life.size(); ++l) {
    town.in("i-" + areas_of_life[l], areas_of_life[l].c_str());
    std::vector<double> rate(town.size());
    for (double& r : rate) r = 0.02 * (0.9 + 0.2 * std::uniform_real_distribution<double>()(random));
    rate[town.at(1, 1)] = l < marks ? 0.06 : 0.018;
    town.draw("i-" + areas_of_life[l], 2020, rate, 2000, random, l < models ? "model" : "open");
  }
  const Signals signals = town.signals();
  const auto found = of_kind(signals, SignalKind::stacking);
  if (found.size() != 1) throw std::runtime_error("one stacking was drawn");
  return *found[0];
}

bool says_model(const Signal& s) { return s.sentence.nl.find("vooral op modelschattingen") != std::string::npos; }

TEST(Stacking, of_model_estimates_is_never_more_than_weak) {
  const Signal measured = stacked(6, 0);
  EXPECT_GT(measured.strength, Strength::weak) << "else the cap has nothing to cap";
  EXPECT_FALSE(says_model(measured));
  const Signal few = stacked(6, 2);
  EXPECT_GT(few.strength, Strength::weak) << "two of six, and four are left without them";
  EXPECT_FALSE(says_model(few));
  const Signal half = stacked(6, 3);
  EXPECT_EQ(half.strength, Strength::weak) << "half rests on models, although three measured ones are left";
  EXPECT_TRUE(says_model(half));
  EXPECT_EQ(stacked(6, 6).strength, Strength::weak);
}

TEST(Stacking, that_falls_apart_without_its_models_is_never_more_than_weak) {
  EXPECT_GT(stacked(3, 0).strength, Strength::weak);
  const Signal third = stacked(3, 1);
  EXPECT_EQ(third.strength, Strength::weak) << "one of three, but two leefgebieden are no stacking";
  EXPECT_FALSE(says_model(third));
}

TEST(ReachGap, a_buurt_with_much_need_and_less_reach_than_goes_with_it) {
  Town town;
  std::mt19937_64 random(2);
  town.in("behoefte").pairs = {{PairRole::need, IndicatorId("bereik")}};
  town.in("bereik").pairs = {{PairRole::reach, IndicatorId("behoefte")}};
  std::vector<double> need(town.size()), reach(town.size());
  for (std::size_t b = 0; b < town.size(); ++b) {
    need[b] = 0.02 + 0.04 * static_cast<double>(b % 12) / 12.0;
    reach[b] = need[b] / 2;
  }
  const std::size_t gap = town.at(4, 11);
  reach[gap] = 0.01;
  town.draw("behoefte", 2020, need, 3000, random);
  town.draw("bereik", 2020, reach, 3000, random);
  const Signals signals = town.signals();
  const auto found = of_kind(signals, SignalKind::reach_gap);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]->areas, std::vector<AreaIndex>{town.buurt(gap)});
  EXPECT_EQ(found[0]->indicators.size(), 2U);
  EXPECT_EQ(found[0]->cells.size(), 2U);
}

TEST(PerceptionGap, experienced_but_hardly_registered_and_the_other_way_round) {
  Town town;
  std::mt19937_64 random(3);
  town.in("beleving", "huisvesting", Measure::survey_share, Unit::percent).pairs = {{PairRole::perceived, IndicatorId("meldingen")}};
  town.in("meldingen").pairs = {{PairRole::registered, IndicatorId("beleving")}};
  std::vector<double> perceived(town.size()), registered(town.size());
  for (std::size_t b = 0; b < town.size(); ++b) {
    perceived[b] = 0.1 + 0.2 * static_cast<double>(b % 12) / 12.0;
    registered[b] = perceived[b] / 4;
  }
  perceived[town.at(2, 0)] = 0.4;
  registered[town.at(5, 1)] = 0.12;
  town.draw("beleving", 2020, perceived, 3000, random);
  town.draw("meldingen", 2020, registered, 3000, random);
  const Signals signals = town.signals();
  bool more = false, less = false;
  for (const Signal* s : of_kind(signals, SignalKind::perception_gap)) {
    if (s->areas[0] == town.buurt(town.at(2, 0)))
      more = s->sentence.nl.find("ervaren bewoners meer dan er is vastgelegd") != std::string::npos;
    if (s->areas[0] == town.buurt(town.at(5, 1)))
      less = s->sentence.nl.find("is meer vastgelegd dan bewoners ervaren") != std::string::npos;
  }
  EXPECT_TRUE(more);
  EXPECT_TRUE(less);
  EXPECT_LE(of_kind(signals, SignalKind::perception_gap).size(), 3U);
}

TEST(Line, is_the_line_of_the_points_and_scatter_beyond_the_errors) {
  const std::vector<double> x = {1, 2, 3, 4, 5, 6}, y = {3, 5, 7, 9, 11, 13}, none(6, 0.0), some(6, 0.5);
  const signal::Line exact = signal::line_through(x, y, none, some);
  EXPECT_NEAR(exact.slope, 2, 1e-9);
  EXPECT_NEAR(exact.intercept, 1, 1e-9);
  EXPECT_EQ(exact.between, 0.0);
}

TEST(SplitWijk, two_halves_behind_one_average_are_named) {
  Town town;
  std::mt19937_64 random(4);
  for (const char* l : {"huisvesting", "inkomen", "familie", "gezondheid", "werk", "middelen"}) {
    town.in(std::string("i-") + l, l);
    std::vector<double> rate(town.size());
    for (double& r : rate) r = 0.02 * (0.9 + 0.2 * std::uniform_real_distribution<double>()(random));
    for (int c = 0; c < town.wide; ++c) rate[town.at(5, c)] = c % 2 == 0 ? 0.008 : 0.032;
    town.draw(std::string("i-") + l, 2020, rate, 2000, random);
  }
  const auto signals = town.signals();
  const auto found = of_kind(signals, SignalKind::split_wijk);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(town.areas.code(found[0]->areas[0]).str(), "WK000105");
  EXPECT_EQ(found[0]->areas.size(), 13U);
  EXPECT_NE(found[0]->sentence.nl.find("Buurt 1-5-0, Buurt 1-5-2, Buurt 1-5-4, Buurt 1-5-6, Buurt 1-5-8 en Buurt 1-5-10 staan er"),
            std::string::npos)
      << found[0]->sentence.nl;
}

TEST(SplitWijk, groups_and_heterogeneity_by_hand) {
  EXPECT_EQ(signal::two_groups(std::vector<double>{-2, -1.5, 1, 1.2, 1.4}), 2U);
  // Q = (1 + 1 + 4) − … : values 0, 1, 2 with error 1: mean 1, Q = 2, and P(χ²₂ ≥ 2) = e⁻¹.
  EXPECT_NEAR(signal::heterogeneity_p(std::vector<double>{0, 1, 2}, std::vector<double>{1, 1, 1}), std::exp(-1.0), 1e-12);
}

TEST(Worsening, needs_both_a_worse_figure_and_a_worse_course) {
  Town town(10, 6);
  std::mt19937_64 random(6);
  town.in("i");
  for (int year = 2011; year <= 2020; ++year) {
    std::vector<double> rate(town.size(), 0.03);
    for (int c = 0; c < town.wide; ++c) {
      rate[town.at(0, c)] = 0.03 + 0.004 * (year - 2010);   // high and rising
      rate[town.at(1, c)] = 0.06;                           // high
      rate[town.at(2, c)] = 0.005 + 0.002 * (year - 2010);  // rising
    }
    town.draw("i", year, rate, 5000, random);
  }
  const Signals signals = town.signals();
  std::set<std::string> wijken;
  for (const Signal* s : of_kind(signals, SignalKind::worse_and_worsening)) wijken.insert(town.areas.code(s->areas[0]).str().substr(2, 6));
  EXPECT_EQ(wijken, std::set<std::string>{"000100"});
}

}  // namespace
}  // namespace trede
