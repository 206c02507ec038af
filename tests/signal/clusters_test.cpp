// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "signal/town.hpp"

namespace trede {
namespace {

using drawn::of_kind;
using drawn::refused;
using drawn::Town;

// Rates of 2 %, three times as much in two by three buurten.
std::vector<double> planted(const Town& town) {
  std::vector<double> rate(town.size(), 0.02);
  for (int r = 2; r < 4; ++r)
    for (int c = 4; c < 7; ++c) rate[town.at(r, c)] = 0.06;
  return rate;
}
std::vector<std::string> planted_codes(const Town& town) {
  std::vector<std::string> out;
  for (int r = 2; r < 4; ++r)
    for (int c = 4; c < 7; ++c) out.push_back(town.areas.code(town.buurt(town.at(r, c))).str());
  return out;
}

TEST(Clusters, planted_buurten_are_one_signal_with_one_sentence) {
  Town town;
  std::mt19937_64 random(1);
  town.in("meldingen");
  town.draw("meldingen", 2020, planted(town), 1000, random);
  const Signals signals = town.signals();
  const auto found = of_kind(signals, SignalKind::cluster);
  ASSERT_EQ(found.size(), 1U);
  const Signal& s = *found[0];
  std::size_t hits = 0;
  for (const std::string& code : planted_codes(town))
    for (const std::string& own : town.codes(s)) hits += own == code ? 1U : 0U;
  EXPECT_EQ(hits, 6U);
  EXPECT_LE(s.areas.size(), 8U) << "areas beside the cluster";
  EXPECT_NE(s.strength, Strength::weak);
  EXPECT_LE(s.q, 0.01);
  EXPECT_NE(s.sentence.nl.find("naast elkaar"), std::string::npos);
  EXPECT_NE(s.sentence.nl.find("meer dan door toeval te verwachten"), std::string::npos);
  EXPECT_NE(s.sentence.en.find("more than chance"), std::string::npos);
  EXPECT_FALSE(s.not_for.nl.empty());
  EXPECT_EQ(s.cells.size(), s.areas.size());
  EXPECT_EQ(s.stability.size(), 3U);
}

TEST(Clusters, less_is_worse_looks_for_the_low_side) {
  Town town;
  std::mt19937_64 random(2);
  town.in("deelname", "werk", Measure::register_share, Unit::percent, Direction::lower_worse);
  std::vector<double> x, n(town.size(), 1000.0);
  const std::vector<double> rate = planted(town);
  for (std::size_t b = 0; b < town.size(); ++b) x.push_back(drawn::binomial_draw(random, 1000, 0.7 - 4.0 * (rate[b] - 0.02)));
  town.counts("deelname", 2020, x, n);
  const Signals signals = town.signals();
  const auto found = of_kind(signals, SignalKind::cluster);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NE(found[0]->sentence.nl.find("lager dan in"), std::string::npos) << found[0]->sentence.nl;
}

TEST(Clusters, modelled_context_and_reach_figures_are_barred_with_the_reason) {
  Town town;
  std::mt19937_64 random(3);
  town.in("model", "gezondheid", Measure::modelled_share, Unit::percent);
  town.in("context", "gezondheid", Measure::register_rate, Unit::per_1000, Direction::context);
  town.in("bereik").pairs = {{PairRole::reach, IndicatorId("meldingen")}};
  for (const char* id : {"model", "context", "bereik"}) town.draw(id, 2020, planted(town), 1000, random);
  const Signals signals = town.signals();
  EXPECT_TRUE(of_kind(signals, SignalKind::cluster).empty());
  for (const char* id : {"model", "context", "bereik"}) EXPECT_TRUE(refused(signals, SignalKind::cluster, id)) << id;
}

TEST(Clusters, a_source_that_is_a_model_is_barred_whatever_the_measure_says) {
  Town town;
  std::mt19937_64 random(4);
  town.in("stil-model");
  town.draw("stil-model", 2020, planted(town), 1000, random);
  town.observed.series.back().lineage.numerator.source = SourceId("model");
  const Signals signals = town.signals();
  EXPECT_TRUE(of_kind(signals, SignalKind::cluster).empty());
  EXPECT_TRUE(refused(signals, SignalKind::cluster, "stil-model"));
}

// Three buurten in a row get one figure, year after year: that makes neighbours alike, and no cluster.
TEST(Clusters, figures_that_a_source_gives_to_groups_of_buurten_are_barred_with_the_reason) {
  for (const bool together : {true, false}) {
    Town town;
    std::mt19937_64 random(11);
    town.in("enquete");
    for (int year = 2017; year <= 2020; ++year) {
      std::vector<double> x, n(town.size(), 1000.0);
      for (std::size_t b = 0; b < town.size(); ++b) x.push_back(drawn::poisson_draw(random, 20.0 + 15.0 * static_cast<double>(b / 3 % 2)));
      for (std::size_t b = 0; together && b < town.size(); ++b) x[b] = x[b / 3 * 3];
      town.counts("enquete", year, x, n);
    }
    const Signals signals = town.signals();
    EXPECT_EQ(refused(signals, SignalKind::cluster, "enquete"), together);
    if (together) {
      EXPECT_TRUE(of_kind(signals, SignalKind::cluster).empty());
    }
  }
}

TEST(Clusters, one_extreme_buurt_is_no_cluster) {
  Town town;
  std::mt19937_64 random(5);
  town.in("meldingen");
  std::vector<double> rate(town.size(), 0.02);
  rate[town.at(3, 5)] = 0.4;
  town.draw("meldingen", 2020, rate, 1000, random);
  EXPECT_TRUE(of_kind(town.signals(), SignalKind::cluster).empty());
}

TEST(Clusters, the_result_is_the_same_for_any_number_of_threads_and_the_id_stays_from_year_to_year) {
  const auto run = [](int years, unsigned threads) {
    Town town;
    std::mt19937_64 random(1);
    town.in("meldingen");
    for (int y = 2020 - years + 1; y <= 2020; ++y) town.draw("meldingen", y, planted(town), 1000, random);
    return town.signals(threads);
  };
  const Signals one = run(2, 1), four = run(2, 4), later = run(3, 1);
  ASSERT_EQ(one.list.size(), four.list.size());
  for (std::size_t i = 0; i < one.list.size(); ++i) {
    EXPECT_EQ(one.list[i].id, four.list[i].id);
    EXPECT_EQ(one.list[i].sentence, four.list[i].sentence);
    EXPECT_EQ(one.list[i].p, four.list[i].p);
    EXPECT_EQ(one.list[i].q, four.list[i].q);
  }
  const auto a = of_kind(one, SignalKind::cluster), b = of_kind(later, SignalKind::cluster);
  ASSERT_FALSE(a.empty());
  ASSERT_FALSE(b.empty());
  EXPECT_EQ(a[0]->id, b[0]->id);
}

}  // namespace
}  // namespace trede
