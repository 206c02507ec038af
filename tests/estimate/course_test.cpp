// SPDX-License-Identifier: EUPL-1.2
// Rising, falling or no clear trend; refused with the reason; and how often noise is called a trend.
#include <gtest/gtest.h>

#include <cmath>

#include "drawn.hpp"
#include "estimate/course.hpp"

namespace trede {
namespace {

using drawn::Country;

// `figure(b, t)`: how many of 1,000 in buurt b, t years after 2013.
template <class Figure>
void years(Country& c, int count, const Figure& figure, const char* id = "i") {
  for (int t = 0; t < count; ++t) {
    std::vector<double> x;
    for (std::size_t b = 0; b < c.size(); ++b) x.push_back(figure(b, t));
    c.counts(id, 2013 + t, x, std::vector<double>(c.size(), 1000.0));
  }
}

TEST(Course, rises_and_falls_where_it_does_and_says_how_fast) {
  Country c;
  c.indicator("i");
  years(c, 8, [](std::size_t b, int t) { return b == 0 ? 50.0 + 10 * t : b == 1 ? 150.0 - 10 * t : 80.0; });
  const IndicatorCourse course = c.estimates().courses[0];
  EXPECT_EQ(course.refused, NoCourse::none);
  EXPECT_EQ(course.course[c.buurt(0)], Course::rising);
  EXPECT_EQ(course.judgement[c.buurt(0)], Judgement::worse);
  EXPECT_NEAR(course.slope[c.buurt(0)], 1.0, 0.01) << "a percentage point a year";
  EXPECT_LT(course.p[c.buurt(0)], 0.05F);
  EXPECT_EQ(course.course[c.buurt(1)], Course::falling);
  EXPECT_EQ(course.judgement[c.buurt(1)], Judgement::better);
  EXPECT_EQ(course.course[c.buurt(2)], Course::stable);
  EXPECT_EQ(course.judgement[c.buurt(2)], Judgement::similar);
}

TEST(Course, is_not_called_when_the_change_is_within_chance_or_hangs_on_one_year) {
  Country c;
  c.indicator("i");
  // Buurt 0: in perfect order, but half a person a year of 1,000. Buurt 1: flat, and one year far away at the end.
  years(c, 8, [](std::size_t b, int t) { return b == 0 ? 50.0 + 0.5 * t : b == 1 ? (t == 7 ? 200.0 : 100.0 - t) : 80.0; });
  const IndicatorCourse course = c.estimates().courses[0];
  EXPECT_LT(course.p[c.buurt(0)], 0.05F);
  EXPECT_EQ(course.course[c.buurt(0)], Course::stable);
  EXPECT_EQ(course.course[c.buurt(1)], Course::stable);
}

TEST(Course, of_four_periods_is_refused_because_no_order_of_four_can_rule_out_chance) {
  for (const int count : {4, 5}) {
    Country c;
    c.indicator("i");
    years(c, count, [](std::size_t, int t) { return 50.0 + 30 * t; });
    const IndicatorCourse course = c.estimates().courses[0];
    if (count == 4) {
      EXPECT_EQ(course.refused, NoCourse::too_few_periods);
      EXPECT_NE(course.why.nl.find('5'), std::string::npos);
      EXPECT_TRUE(course.course.empty());
    } else {
      EXPECT_EQ(course.course[c.buurt(0)], Course::rising);
    }
  }
}

TEST(Course, begins_anew_after_a_break_of_definition_or_with_another_source) {
  const auto refused = [](int broken) {
    Country c;
    c.indicator("i");
    years(c, 8, [](std::size_t, int t) { return 50.0 + 10 * t; });
    if (broken > 0) c.indicator("i").breaks = {{Period::year(broken), {"Anders.", "Otherwise."}}};
    if (broken < 0) c.observed.series[3].lineage.numerator.source = SourceId("rondt-af");
    return c.estimates().courses[0].refused;
  };
  EXPECT_EQ(refused(2017), NoCourse::definition_break) << "four years since";
  EXPECT_EQ(refused(2016), NoCourse::none) << "five years since";
  EXPECT_EQ(refused(2013), NoCourse::none) << "a break where the series begins";
  EXPECT_EQ(refused(-1), NoCourse::definition_break);
}

TEST(Course, of_a_model_is_refused) {
  Country c;
  c.indicator("i", Measure::modelled_share);
  for (int year = 2013; year < 2021; ++year) {
    Series& s = c.blank("i", Period::year(year), "model");
    for (double& v : s.value) v = year - 2000.0;
  }
  const IndicatorCourse course = c.estimates().courses[0];
  EXPECT_EQ(course.refused, NoCourse::modelled);
  EXPECT_FALSE(course.why.nl.empty());
}

TEST(Course, of_an_area_with_holes_or_without_a_latest_figure_is_refused) {
  Country c;
  c.indicator("i");
  years(c, 8, [](std::size_t, int t) { return 50.0 + 10 * t; });
  for (const int t : {1, 2, 4}) c.observed.series[static_cast<std::size_t>(t)].missing[c.buurt(0)] = Missing::confidential;
  c.observed.series[7].missing[c.buurt(1)] = Missing::confidential;
  for (const int t : {0, 1, 2, 3}) c.observed.series[static_cast<std::size_t>(t)].missing[c.buurt(2)] = Missing::boundary_changed;
  for (int t = 0; t < 8; ++t) c.observed.series[static_cast<std::size_t>(t)].missing[c.buurt(3)] = Missing::not_applicable;
  c.observed.series[3].missing[c.buurt(4)] = Missing::confidential;
  const IndicatorCourse course = c.estimates().courses[0];
  EXPECT_EQ(course.reason[c.buurt(0)], NoCourse::gaps);
  EXPECT_EQ(course.reason[c.buurt(1)], NoCourse::gaps);
  EXPECT_EQ(course.reason[c.buurt(2)], NoCourse::too_few_periods);
  EXPECT_EQ(course.course[c.buurt(2)], Course::refused);
  EXPECT_EQ(course.course[c.buurt(3)], Course::unknown);
  EXPECT_EQ(course.course[c.buurt(4)], Course::rising) << "one hole in eight";
  EXPECT_TRUE(std::isnan(course.slope[c.buurt(0)]));
}

TEST(Course, counts_windows_of_years_once) {
  Country c;
  c.indicator("i");
  for (int year = 2013; year < 2021; ++year) {
    c.counts("i", year, std::vector<double>(c.size(), 50.0 + 10 * (year - 2013)), std::vector<double>(c.size(), 1000.0));
    c.observed.series.back().period = Period::span(year - 2, year);
  }
  EXPECT_EQ(c.estimates().courses[0].refused, NoCourse::too_few_periods) << "eight windows of three years, of which three do not overlap";
}

TEST(Course, is_seen_in_noise_in_few_areas) {
  std::mt19937_64 random(8);
  int called = 0, tested = 0;
  for (const int count : {5, 6, 8, 12})
    for (const double mean : {4.0, 30.0, 300.0}) {
      Country c(1, 10, 40);
      c.indicator("i", Measure::event_rate, Unit::per_1000);
      years(c, count, [&](std::size_t, int) { return drawn::poisson_draw(random, mean); });
      const IndicatorCourse course = c.estimates().courses[0];
      for (std::size_t b = 0; b < c.size(); ++b) {
        ++tested;
        called += course.course[c.buurt(b)] == Course::rising || course.course[c.buurt(b)] == Course::falling ? 1 : 0;
      }
    }
  EXPECT_LE(called, tested * 3 / 100) << "of " << tested;
  RecordProperty("called", called);
}

}  // namespace
}  // namespace trede
