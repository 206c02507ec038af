// SPDX-License-Identifier: EUPL-1.2
// Which interval a figure gets, and whether it holds the truth as often as it says.
#include <gtest/gtest.h>

#include "drawn.hpp"
#include "estimate/interval.hpp"
#include "stat/intervals.hpp"

namespace trede {
namespace {

using drawn::Country;

TEST(Intervals, follow_what_the_figure_rests_on) {
  Country c;
  const std::vector<double> n(c.size(), 400.0);
  std::vector<double> x(c.size(), 40.0);
  x[3] = 4.0;
  c.indicator("aandeel", Measure::register_share, Unit::percent);
  c.indicator("cijfer", Measure::event_rate, Unit::per_1000);
  c.counts("aandeel", 2020, x, n);
  c.counts("cijfer", 2020, x, n);
  const Estimates e = c.estimates();
  const AreaIndex a = c.buurt(0), few = c.buurt(3);
  EXPECT_DOUBLE_EQ(e.series[0].lower[a], 100.0 * stat::wilson(40, 400)->lower);
  EXPECT_DOUBLE_EQ(e.series[0].upper[few], 100.0 * stat::wilson(4, 400)->upper);
  EXPECT_DOUBLE_EQ(e.series[1].lower[a], 1000.0 * stat::byar(40)->lower / 400);
  EXPECT_DOUBLE_EQ(e.series[1].upper[few], 1000.0 * stat::poisson_exact(4)->upper / 400);
  EXPECT_NE(e.series[0].interval_method.nl.find("Wilson"), std::string::npos);
  EXPECT_NE(e.series[1].interval_method.nl.find("Byar"), std::string::npos);
}

TEST(Intervals, of_a_source_are_kept_and_a_model_without_one_gets_none) {
  Country c;
  c.indicator("model", Measure::modelled_share);
  Series& s = c.blank("model", Period::year(2020), "model");
  for (double& v : s.value) v = 10.0;
  s.lower.assign(s.value.size(), 8.0);
  s.upper.assign(s.value.size(), 13.0);
  s.lower[c.buurt(1)] = std::nan("");
  c.indicator("kaal", Measure::modelled_share);
  Series& bare = c.blank("kaal", Period::year(2020), "model");
  bare.numerator.assign(bare.value.size(), 5.0);
  bare.denominator.assign(bare.value.size(), 50.0);
  const Estimates e = c.estimates();
  EXPECT_EQ(e.series[0].lower[c.buurt(0)], 8.0);
  EXPECT_EQ(e.series[0].upper[c.buurt(0)], 13.0);
  EXPECT_EQ(e.series[0].has[c.buurt(1)], 0);
  EXPECT_TRUE(e.series[1].lower.empty());
  EXPECT_EQ(e.series[1].reliability[c.buurt(0)], Reliability::none);
  EXPECT_NE(e.series[1].interval_method.nl.find("geen marge"), std::string::npos);
}

TEST(Intervals, of_a_published_share_of_households_rest_on_the_households_of_the_area) {
  Country c;
  Denominator households;
  households.id = DenominatorId("huishoudens");
  Figures column;
  column.source = SourceId("open");
  column.columns.numerator = {"Huishoudens"};
  households.figures = {column};
  c.catalogue.denominators = {households};
  Indicator& context = c.indicator("context-huishoudens", Measure::context_value, Unit::number, Direction::context);
  context.group = "huishoudens";
  Figures shown;
  shown.source = SourceId("open");
  shown.columns.value = "Huishoudens";
  context.figures = {shown};
  Indicator& share = c.indicator("eenouder", Measure::register_share);
  share.counts = Counts::households;
  share.decimals = 1;
  Indicator& persons = c.indicator("armoede", Measure::register_share);
  persons.counts = Counts::persons;
  for (double& v : c.blank("context-huishoudens", Period::year(2019)).value) v = 500.0;
  for (double& v : c.blank("eenouder", Period::year(2020)).value) v = 8.0;
  for (double& v : c.blank("armoede", Period::year(2020)).value) v = 8.0;
  const Estimates e = c.estimates();
  const AreaIndex a = c.buurt(0);
  const stat::Interval plain = *stat::wilson(40, 500);
  EXPECT_NEAR(e.series[1].lower[a], 100.0 * plain.lower, 0.01) << "rounding to one decimal hardly counts";
  EXPECT_LT(e.series[1].lower[a], 100.0 * plain.lower);
  EXPECT_NE(e.series[1].interval_method.nl.find("huishoudens"), std::string::npos);
  EXPECT_TRUE(e.series[2].lower.empty()) << "persons of whom nobody says how many there are";
}

// How often does the interval hold the true share or rate, over many areas? The truth differs a little from area to area, as it does, and
// so that the outcome does not hang on where one number lies between the few counts that can be seen.
double coverage(Measure measure, double truth, int n, int base, bool at_random, std::uint64_t seed) {
  Country c(1, 20, 100);
  c.indicator("i", measure, Unit::percent);
  std::mt19937_64 random(seed);
  std::vector<double> x, truths, persons(c.size(), n);
  for (std::size_t b = 0; b < c.size(); ++b) {
    const double own = truth * std::uniform_real_distribution<double>(0.7, 1.3)(random);
    truths.push_back(own);
    double count = measure == Measure::register_share ? drawn::binomial_draw(random, n, own) : drawn::poisson_draw(random, n * own);
    if (base > 1) {
      const double low = base * std::floor(count / base), rest = count - low;
      const double up =
          at_random ? (std::uniform_real_distribution<double>(0, base)(random) < rest ? base : 0) : (2 * rest >= base ? base : 0);
      count = low + up;
    }
    x.push_back(count);
  }
  c.counts("i", 2020, x, persons, base > 1 ? "rondt-af" : "open");
  const Estimates e = c.estimates();
  double held = 0;
  for (std::size_t b = 0; b < c.size(); ++b)
    held += e.series[0].lower[c.buurt(b)] <= 100 * truths[b] && 100 * truths[b] <= e.series[0].upper[c.buurt(b)] ? 1 : 0;
  return held / static_cast<double>(c.size());
}

TEST(Intervals, hold_the_truth_in_nineteen_of_twenty_areas_or_more) {
  for (const double truth : {0.02, 0.1, 0.4})
    for (const int n : {100, 700})
      for (const Measure m : {Measure::register_share, Measure::event_rate}) {
        const double held = coverage(m, truth, n, 1, false, 11);
        EXPECT_GE(held, 0.935) << truth << " of " << n;
        EXPECT_LE(held, 1.0);
      }
}

TEST(Intervals, hold_the_truth_when_the_source_rounds_at_random_or_to_the_nearest) {
  for (const double truth : {0.01, 0.03, 0.1, 0.3})
    for (const int n : {100, 700})
      for (const bool at_random : {true, false})
        for (const Measure m : {Measure::register_share, Measure::event_rate})
          EXPECT_GE(coverage(m, truth, n, 5, at_random, 12), 0.93) << truth << " of " << n << (at_random ? " at random" : " nearest");
}

}  // namespace
}  // namespace trede
