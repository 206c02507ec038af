// SPDX-License-Identifier: EUPL-1.2
// The four classes, with the numbers of docs/concepts/reliability.md.
#include <gtest/gtest.h>

#include "drawn.hpp"

namespace trede {
namespace {

using drawn::Country;

Reliability of_counts(Measure measure, Unit unit, double x, double n, Status status = Status::measured) {
  Country c;
  c.indicator("i", measure, unit);
  Series& s = c.counts("i", 2020, std::vector<double>(c.size(), x), std::vector<double>(c.size(), n));
  s.status.assign(s.value.size(), status);
  return c.estimates().series[0].reliability[c.buurt(0)];
}

TEST(Reliability, of_a_share_is_the_half_width_in_percentage_points) {
  EXPECT_EQ(of_counts(Measure::register_share, Unit::percent, 1000, 2000), Reliability::good);    // ± 2.2
  EXPECT_EQ(of_counts(Measure::register_share, Unit::percent, 200, 400), Reliability::moderate);  // ± 4.9
  EXPECT_EQ(of_counts(Measure::register_share, Unit::percent, 50, 100), Reliability::low);        // ± 9.6
  EXPECT_EQ(of_counts(Measure::register_share, Unit::percent, 12, 24), Reliability::none);        // ± 18.6
}

TEST(Reliability, of_a_small_share_also_depends_on_the_share_itself) {
  EXPECT_EQ(of_counts(Measure::register_share, Unit::percent, 400, 20000), Reliability::good);  // 2 ± 0.2
  EXPECT_EQ(of_counts(Measure::register_share, Unit::percent, 12, 600), Reliability::moderate)
      << "2 ± 1.1 points is narrow, but more than half of 2";
  EXPECT_EQ(of_counts(Measure::register_share, Unit::percent, 6, 300), Reliability::low) << "fewer than ten cases";
  EXPECT_EQ(of_counts(Measure::register_share, Unit::percent, 294, 300), Reliability::low) << "fewer than ten others";
}

TEST(Reliability, of_a_rate_is_the_half_width_against_the_figure) {
  EXPECT_EQ(of_counts(Measure::event_rate, Unit::per_1000, 120, 900), Reliability::good);
  EXPECT_EQ(of_counts(Measure::event_rate, Unit::per_1000, 40, 900), Reliability::moderate);
  EXPECT_EQ(of_counts(Measure::event_rate, Unit::per_1000, 15, 900), Reliability::low);
  EXPECT_EQ(of_counts(Measure::event_rate, Unit::per_1000, 3, 900), Reliability::none);
  EXPECT_EQ(of_counts(Measure::event_rate, Unit::per_1000, 0, 900), Reliability::none);
}

TEST(Reliability, drops_a_class_when_the_figure_was_brought_to_other_borders) {
  EXPECT_EQ(of_counts(Measure::event_rate, Unit::per_1000, 120, 900, Status::carried_over), Reliability::moderate);
  EXPECT_EQ(of_counts(Measure::event_rate, Unit::per_1000, 15, 900, Status::carried_over), Reliability::none);
}

TEST(Reliability, of_a_model_is_moderate_at_best) {
  Country c;
  c.indicator("model", Measure::modelled_share);
  Series& s = c.blank("model", Period::year(2020), "model");
  for (double& v : s.value) v = 10.0;
  s.lower.assign(s.value.size(), 9.5);
  s.upper.assign(s.value.size(), 10.5);
  EXPECT_EQ(c.estimates().series[0].reliability[c.buurt(0)], Reliability::moderate);
}

TEST(Reliability, of_a_survey_depends_on_the_answers) {
  Country c;
  for (Source& source : c.catalogue.sources)
    if (source.id.str() == "enquete") source.disclosure = SourceDisclosure::survey;
  c.indicator("beleving", Measure::survey_share);
  Series& s = c.blank("beleving", Period::year(2020), "enquete");
  s.missing[0] = Missing::no_source;
  s.respondents.assign(s.value.size(), 0.0);
  for (std::size_t b = 0; b < c.size(); ++b) s.respondents[c.buurt(b)] = b % 10 == 0 ? 40 : b % 10 == 1 ? 80 : 4000;
  c.add_up(s.respondents);
  s.effective_n = s.respondents;
  for (double& v : s.value) v = 50.0;
  const auto e = c.estimates();
  EXPECT_EQ(e.series[0].reliability[c.buurt(0)], Reliability::none) << "± 15 points and more";
  EXPECT_EQ(e.series[0].reliability[c.buurt(1)], Reliability::low) << "± 11 points";
  EXPECT_EQ(e.series[0].reliability[c.buurt(2)], Reliability::good);
}

TEST(Reliability, rule_can_be_read_for_every_kind_of_figure) {
  Country c;
  for (const Measure m :
       {Measure::register_rate, Measure::register_share, Measure::event_rate, Measure::survey_share, Measure::modelled_share})
    for (const Unit u : {Unit::percent, Unit::per_1000}) {
      Indicator i;
      i.measure = m;
      i.unit = u;
      const Text rule = reliability_rule(i);
      for (const char* word : {"Goed", "Matig", "Laag", "geen uitspraak"}) EXPECT_NE(rule.nl.find(word), std::string::npos) << rule.nl;
      EXPECT_EQ(rule.nl.find('{'), std::string::npos);
      EXPECT_FALSE(rule.en.empty());
    }
}

}  // namespace
}  // namespace trede
