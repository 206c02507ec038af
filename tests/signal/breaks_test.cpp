// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "signal/breaks.hpp"
#include "signal/town.hpp"

namespace trede {
namespace {

using drawn::of_kind;
using drawn::refused;
using drawn::Town;

// Eight years at 1 %, with `factor` in one wijk from 2019 on.
void eight_years(Town& town, const std::string& id, double factor, std::mt19937_64& random, double all = 1.0) {
  for (int year = 2013; year <= 2020; ++year) {
    std::vector<double> rate(town.size(), year >= 2019 ? 0.01 * all : 0.01);
    if (year >= 2019)
      for (int c = 0; c < town.wide; ++c) rate[town.at(3, c)] = 0.01 * factor;
    town.draw(id, year, rate, 1000, random);
  }
}

const Signal* of_wijk(const Signals& signals) {
  for (const Signal* s : of_kind(signals, SignalKind::series_break))
    if (s->level == AreaLevel::wijk) return s;
  return nullptr;
}

TEST(Breaks, a_rise_in_one_wijk_is_found_with_its_first_year) {
  Town town(12);
  std::mt19937_64 random(1);
  town.in("meldingen");
  eight_years(town, "meldingen", 2.5, random);
  const Signals signals = town.signals();
  const Signal* s = of_wijk(signals);
  ASSERT_NE(s, nullptr);
  EXPECT_EQ(town.codes(*s), std::vector<std::string>{"WK000103"});
  EXPECT_NE(s->sentence.nl.find("sinds 2019"), std::string::npos) << s->sentence.nl;
  EXPECT_NE(s->sentence.nl.find("2013 tot en met 2018"), std::string::npos) << s->sentence.nl;
  EXPECT_EQ(s->strength, Strength::strong);
  EXPECT_EQ(s->cells.size(), 8U);
  for (const Signal* other : of_kind(signals, SignalKind::series_break))
    EXPECT_EQ(town.areas.code(other->areas[0]).str().substr(2, 6), "000103");
}

TEST(Breaks, what_rises_everywhere_is_no_break_of_one_area) {
  Town town(12);
  std::mt19937_64 random(2);
  town.in("meldingen");
  eight_years(town, "meldingen", 2.5, random, 2.5);
  EXPECT_TRUE(of_kind(town.signals(), SignalKind::series_break).empty());
}

TEST(Breaks, a_fall_is_no_signal_where_more_is_worse) {
  Town town(12);
  std::mt19937_64 random(3);
  town.in("meldingen");
  eight_years(town, "meldingen", 0.3, random);
  EXPECT_TRUE(of_kind(town.signals(), SignalKind::series_break).empty());
}

TEST(Breaks, figures_from_before_a_change_in_recording_are_not_compared) {
  Town town(12);
  std::mt19937_64 random(4);
  town.in("meldingen").breaks = {{Period::year(2020), {"Nieuw systeem.", "New system."}}};
  eight_years(town, "meldingen", 2.5, random);
  const Signals signals = town.signals();
  EXPECT_TRUE(of_kind(signals, SignalKind::series_break).empty());
  EXPECT_TRUE(refused(signals, SignalKind::series_break, "meldingen"));
}

TEST(Breaks, areas_that_jump_about_anyway_give_no_signals) {
  Town town(12);
  std::mt19937_64 random(5);
  town.in("meldingen");
  std::gamma_distribution<double> jump(4.0, 0.25);
  for (int year = 2013; year <= 2020; ++year) {
    std::vector<double> rate(town.size());
    for (double& r : rate) r = 0.03 * jump(random);
    town.draw("meldingen", year, rate, 1000, random);
  }
  EXPECT_LE(of_kind(town.signals(), SignalKind::series_break).size(), 1U);
}

TEST(Breaks, a_month_far_above_earlier_years_is_found_and_season_is_not) {
  Town town(12, 4);
  std::mt19937_64 random(6);
  town.in("meldingen");
  for (int month = 0; month < 60; ++month) {
    const double season = 1.0 + 0.5 * std::sin(month * std::acos(-1.0) / 6.0);
    std::vector<double> rate(town.size(), 0.01 * season);
    if (month == 59) rate[town.at(7, 2)] = 0.04 * season;
    town.draw("meldingen", 2000, rate, 2000, random);
    town.observed.series.back().period = *Period::parse(fmt::format("{}-M{:02}", 2016 + month / 12, month % 12 + 1));
  }
  const Signals signals = town.signals();
  std::set<std::string> found;
  for (const Signal* s : of_kind(signals, SignalKind::series_break)) {
    found.insert(town.codes(*s)[0]);
    EXPECT_NE(s->sentence.nl.find("in december 2020"), std::string::npos) << s->sentence.nl;
  }
  EXPECT_EQ(found, (std::set<std::string>{"BU00010702", "WK000107"}));
}

// P(X ≥ 8) and P(X ≤ 8) of a binomial with 10 and ¼: by adding up.
TEST(Breaks, the_tail_is_that_of_the_binomial) {
  signal::BreakSeries s;
  s.cases = {2, 0, 0, 8};
  s.expected = {100, 100, 100, 100};
  s.rest = {1e12, 1e12, 1e12, 1e12};
  const auto split = signal::split_at(s, 1);
  ASSERT_TRUE(split);
  EXPECT_DOUBLE_EQ(split->share, 0.25);
  const double tail = 45 * std::pow(0.25, 8) * std::pow(0.75, 2) + 10 * std::pow(0.25, 9) * 0.75 + std::pow(0.25, 10);
  EXPECT_NEAR(signal::split_p(*split, 1.0), 2 * tail, 1e-9);
  EXPECT_GT(signal::split_p(*split, 2.0), signal::split_p(*split, 1.0));
}

}  // namespace
}  // namespace trede
