// SPDX-License-Identifier: EUPL-1.2
// Surveys, rounding and the cell key, through the gate.
#include <gtest/gtest.h>

#include <set>

#include "disclose/drawn_town.hpp"

namespace trede {
namespace {

using drawn::add_up;
using drawn::areas_of;
using drawn::find;
using drawn::Town;

std::vector<double> people(const AreaSet& areas) {
  return add_up(areas, std::vector<double>(areas.run(AreaLevel::buurt).last - areas.run(AreaLevel::buurt).first, 1000.0));
}

Town surveyed(const std::vector<double>& answers, double share) {
  Town town(areas_of({3, 3}));
  Indicator& i = town.indicator("e");
  i.unit = Unit::percent;
  i.measure = Measure::survey_share;
  Series s;
  s.indicator = i.id;
  s.period = Period::year(2020);
  s.lineage.numerator.source = SourceId("enquete");
  s.missing.assign(town.areas.size(), Missing::none);
  s.missing[0] = Missing::no_source;
  s.status.assign(town.areas.size(), Status::measured);
  s.value.assign(town.areas.size(), share);
  s.respondents = add_up(town.areas, answers);
  s.effective_n = s.respondents;
  town.observed.series.push_back(s);
  return town;
}

TEST(Survey, withholds_a_buurt_with_too_few_answers_and_one_beside_it_with_room_for_thirty) {
  Town town = surveyed({20, 80, 60, 70, 70, 70}, 40.0);
  const auto figures = town.publish();
  const PublishedSeries& s = find(figures, "e");
  EXPECT_EQ(s.missing[4], Missing::too_few);
  double hidden = 0.0;
  int count = 0;
  for (const AreaIndex a : {4U, 5U, 6U})
    if (s.missing[a] != Missing::none) {
      hidden += town.observed.series[0].respondents[a];
      ++count;
      EXPECT_EQ(s.respondents[a], 0.0);
      EXPECT_EQ(s.effective_n[a], 0.0);
    }
  EXPECT_GE(count, 2);
  EXPECT_GE(hidden, 30.0);
  EXPECT_EQ(s.missing[7], Missing::none);
}

TEST(Survey, withholds_a_third_when_two_buurten_have_fewer_than_thirty_answers_together) {
  Town town = surveyed({12, 14, 60, 70, 70, 70}, 40.0);
  const auto figures = town.publish();
  EXPECT_EQ(find(figures, "e").missing[4], Missing::too_few);
  EXPECT_EQ(find(figures, "e").missing[5], Missing::too_few);
  EXPECT_TRUE(find(figures, "e").missing[6] != Missing::none || find(figures, "e").missing[2] != Missing::none);
}

TEST(Survey, shows_answers_in_tens_and_shares_in_steps_that_those_answers_can_carry) {
  Town town = surveyed({94, 186, 233, 74, 74, 74}, 33.7);
  const auto figures = town.publish();
  const PublishedSeries& s = find(figures, "e");
  EXPECT_EQ(s.respondents[4], 90.0);
  EXPECT_EQ(s.effective_n[5], 190.0);
  EXPECT_EQ(s.value[4], 34.0) << "steps of 2 at 94 answers";
  EXPECT_EQ(s.value[6], 33.5) << "steps of a half at 233";
}

TEST(Survey, has_no_figure_where_the_margin_is_too_wide) {
  Town town = surveyed({60, 60, 60, 60, 60, 60}, 50.0);
  town.observed.series[0].effective_n[4] = 8.0;
  const auto figures = town.publish();
  EXPECT_EQ(find(figures, "e").missing[4], Missing::unreliable);
}

TEST(Rounding, shows_multiples_of_the_base_that_add_up_and_rates_of_those_alone) {
  Town town(areas_of({3, 3}));
  town.project.disclosure.method = ProtectionMethod::rounding;
  town.count("a", 2020, add_up(town.areas, {4, 31, 22, 0, 16, 17}, 3.0), people(town.areas));
  const auto figures = town.publish();
  const PublishedSeries& s = find(figures, "a");
  std::vector<double> sum(town.areas.size(), 0.0);
  for (AreaIndex a = 1; a < town.areas.size(); ++a) {
    ASSERT_EQ(s.missing[a], Missing::none);
    EXPECT_EQ(std::fmod(s.numerator[a], 5.0), 0.0);
    EXPECT_LE(std::abs(s.numerator[a] - town.observed.series[0].numerator[a]), 4.0) << a;
    EXPECT_EQ(s.value[a], 1000.0 * s.numerator[a] / s.denominator[a]);
    sum[town.areas.parent(a)] += s.numerator[a];
  }
  EXPECT_EQ(sum[2], s.numerator[2]);
  EXPECT_EQ(sum[3], s.numerator[3]);
  EXPECT_EQ(s.numerator[7], 0.0) << "a zero stays";
  EXPECT_NE(s.treatment.find("afgerond_5"), std::string::npos);
}

TEST(Rounding, still_withholds_what_is_not_about_size) {
  Town town(areas_of({3, 3}));
  town.project.disclosure.method = ProtectionMethod::rounding;
  auto n = people(town.areas);
  n[4] = 30;
  n[5] = 31;
  n[6] = 60;
  town.count("a", 2020, add_up(town.areas, {4, 12, 58, 0, 16, 17}), n);
  const auto figures = town.publish();
  EXPECT_EQ(find(figures, "a").missing[4], Missing::suppressed_primary) << "thirty inhabitants";
  EXPECT_EQ(find(figures, "a").missing[6], Missing::suppressed_primary) << "nearly everybody";
  EXPECT_EQ(find(figures, "a").numerator[4], 0.0);
}

TEST(CellKey, changes_every_count_a_little_and_always_in_the_same_way) {
  Town town(areas_of({3, 3}));
  town.project.disclosure.method = ProtectionMethod::cell_key;
  for (int year = 2010; year < 2020; ++year) town.count("a", year, add_up(town.areas, {14, 31, 22, 0, 16, 17}), people(town.areas));
  const auto first = town.publish(), second = town.publish();
  std::set<double> seen;
  for (std::size_t i = 0; i < first.series().size(); ++i) {
    const PublishedSeries& s = first.series()[i];
    EXPECT_EQ(s.numerator, second.series()[i].numerator);
    EXPECT_NE(s.treatment.find("celsleutel"), std::string::npos);
    for (AreaIndex a = 1; a < town.areas.size(); ++a) {
      const double change = s.numerator[a] - town.observed.series[i].numerator[a];
      EXPECT_LE(std::abs(change), 8.0);
      EXPECT_EQ(s.value[a], 1000.0 * s.numerator[a] / s.denominator[a]);
      if (a != 7) seen.insert(change);
    }
    EXPECT_EQ(s.numerator[7], 0.0);
  }
  EXPECT_GT(seen.size(), 3U) << "the changes differ";
  town.project.salt = "anders";
  EXPECT_NE(find(town.publish(), "a", "2010").numerator, first.series()[0].numerator) << "another secret, other changes";
}

TEST(Lineage, says_the_method_and_never_whether_something_was_withheld) {
  Town calm(areas_of({3, 3})), busy(areas_of({3, 3}));
  calm.count("a", 2020, add_up(calm.areas, {40, 30, 20, 15, 16, 17}), people(calm.areas));
  busy.count("a", 2020, add_up(busy.areas, {4, 3, 2, 1, 16, 17}), people(busy.areas));
  const auto a = calm.publish(), b = busy.publish();
  ASSERT_EQ(a.series()[0].lineage.steps.size(), b.series()[0].lineage.steps.size());
  for (std::size_t i = 0; i < a.series()[0].lineage.steps.size(); ++i)
    EXPECT_EQ(a.series()[0].lineage.steps[i], b.series()[0].lineage.steps[i]);
  EXPECT_EQ(a.series()[0].treatment, b.series()[0].treatment);
}

}  // namespace
}  // namespace trede
