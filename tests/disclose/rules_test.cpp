// SPDX-License-Identifier: EUPL-1.2
// The rules on one figure, number by number (T1, T2, T13, T14, T15, and surveys).
#include <gtest/gtest.h>

#include "disclose/rules.hpp"

namespace trede {
namespace {

const DisclosureConfig kDefaults;

Verdict persons(double x, double n, bool sensitive = false) {
  return judge_count({.x = x, .n = n, .relative = true, .sensitive = sensitive, .minimum_denominator = 50}, kDefaults);
}

TEST(RuleOnCounts, hides_every_count_from_one_to_nine_and_shows_ten) {
  for (int x = 1; x <= 9; ++x) EXPECT_EQ(persons(x, 1000), Verdict::too_small) << x;
  EXPECT_EQ(persons(10, 1000), Verdict::show);
  EXPECT_EQ(persons(0, 1000), Verdict::show);
}

TEST(RuleOnCounts, hides_a_small_complement_everybody_and_more_than_ninety_percent) {
  EXPECT_EQ(persons(100, 100), Verdict::everybody);
  EXPECT_EQ(persons(991, 1000), Verdict::complement_too_small);
  EXPECT_EQ(persons(901, 1000), Verdict::group);
  EXPECT_EQ(persons(900, 1000), Verdict::show);
  EXPECT_EQ(persons(42, 51), Verdict::complement_too_small);
  EXPECT_EQ(persons(41, 51), Verdict::show);
}

TEST(RuleOnCounts, hides_everything_about_a_population_below_fifty) {
  for (const double n : {0.0, 1.0, 5.0, 9.0, 10.0, 49.0}) EXPECT_EQ(persons(0, n), Verdict::denominator_too_small) << n;
  EXPECT_EQ(persons(0, 50), Verdict::show);
  EXPECT_EQ(persons(10, 50), Verdict::show);
}

TEST(RuleOnCounts, hides_the_zero_of_a_sensitive_indicator) {
  EXPECT_EQ(persons(0, 1000, true), Verdict::sensitive_zero);
  EXPECT_EQ(judge_count({.sensitive = true}, kDefaults), Verdict::sensitive_zero);
}

TEST(RuleOnCounts, judges_a_bare_count_by_its_size_alone) {
  EXPECT_EQ(judge_count({.x = 9}, kDefaults), Verdict::too_small);
  EXPECT_EQ(judge_count({.x = 10}, kDefaults), Verdict::show);
}

TEST(RuleOnCounts, hides_persons_of_fewer_than_five_households) {
  EXPECT_EQ(judge_count({.x = 20, .households = 4}, kDefaults), Verdict::few_households);
  EXPECT_EQ(judge_count({.x = 20, .households = 5}, kDefaults), Verdict::show);
  EXPECT_EQ(judge_count({.x = 20, .households = -1}, kDefaults), Verdict::show) << "the register does not say";
}

TEST(RuleOnCounts, hides_a_count_of_fewer_than_ten_different_persons) {
  EXPECT_EQ(judge_count({.x = 30, .persons = 9}, kDefaults), Verdict::too_small);
  EXPECT_EQ(judge_count({.x = 30, .persons = 10}, kDefaults), Verdict::show);
}

TEST(RuleOnCounts, hides_a_count_of_which_one_institution_provides_more_than_half) {
  EXPECT_EQ(judge_count({.x = 40, .largest = 21}, kDefaults), Verdict::dominated);
  EXPECT_EQ(judge_count({.x = 40, .largest = 20}, kDefaults), Verdict::show);
}

TEST(RuleOnCounts, asks_a_fifth_of_a_dominated_count_as_width_and_three_otherwise) {
  EXPECT_EQ(required_width(Verdict::too_small, 9, kDefaults), 3);
  EXPECT_EQ(required_width(Verdict::dominated, 100, kDefaults), 20);
  EXPECT_EQ(required_width(Verdict::dominated, 11, kDefaults), 3);
}

TEST(RuleOnCounts, takes_its_floor_from_what_the_denominator_counts) {
  Catalogue catalogue;
  catalogue.denominators = {{DenominatorId("inwoners"), {}, Counts::persons, {}, {}},
                            {DenominatorId("huizen"), {}, Counts::dwellings, {}, {}}};
  Indicator i;
  i.denominator = DenominatorId("inwoners");
  EXPECT_EQ(minimum_denominator(kDefaults, catalogue, i), 50);
  i.denominator = DenominatorId("huizen");
  EXPECT_EQ(minimum_denominator(kDefaults, catalogue, i), 20);
  i.denominator = {};
  EXPECT_EQ(minimum_denominator(kDefaults, catalogue, i), 20);
}

TEST(RuleOnCounts, asks_of_a_window_as_many_persons_as_of_one_year) {
  CountFacts f{.x = 20, .n = 149, .relative = true, .minimum_denominator = 50, .years = 3};
  EXPECT_EQ(judge_count(f, kDefaults), Verdict::denominator_too_small) << "149 person-years are fewer than 50 persons";
  f.n = 150;
  EXPECT_EQ(judge_count(f, kDefaults), Verdict::show);
  f.x = 121;
  EXPECT_EQ(judge_count(f, kDefaults), Verdict::complement_too_small) << "29 person-years are fewer than 10 persons";
}

TEST(RuleOnSurveys, asks_thirty_answers_and_five_on_either_side) {
  EXPECT_EQ(judge_share(0.5, 0.5, 29, 29, kDefaults), SurveyVerdict::too_few);
  EXPECT_EQ(judge_share(0.5, 0.5, 30, 30, kDefaults), SurveyVerdict::show);
  EXPECT_EQ(judge_share(0.04, 0.05, 100, 100, kDefaults), SurveyVerdict::too_few);
  EXPECT_EQ(judge_share(0.96, 0.95, 100, 100, kDefaults), SurveyVerdict::too_few);
  EXPECT_EQ(judge_share(0.05, 0.05, 100, 100, kDefaults), SurveyVerdict::show);
  EXPECT_EQ(judge_share(0.055, 0.04, 100, 100, kDefaults), SurveyVerdict::too_few) << "what is shown must have five as well";
}

TEST(RuleOnSurveys, hides_a_share_that_weighting_made_too_uncertain) {
  EXPECT_EQ(judge_share(0.5, 0.5, 60, 15, kDefaults), SurveyVerdict::show);
  EXPECT_EQ(judge_share(0.5, 0.5, 60, 11, kDefaults), SurveyVerdict::too_uncertain);
}

TEST(RuleOnSurveys, rounds_to_a_step_that_cannot_tell_two_numbers_of_answers_apart) {
  EXPECT_EQ(share_step(30), 5.0);
  EXPECT_EQ(share_step(50), 2.0);
  EXPECT_EQ(share_step(100), 1.0);
  EXPECT_EQ(share_step(1000), 0.1);
  for (int n = 20; n < 5000; ++n) EXPECT_GE(share_step(n), 100.0 / n - 1e-9) << n;
}

TEST(Rules, households_of_a_sum_are_those_that_are_known_and_not_known_when_none_is) {
  CountFacts sum;
  add_facts(sum, {.x = 5.0, .households = -1.0});
  EXPECT_EQ(sum.households, -1.0);
  add_facts(sum, {.x = 6.0, .households = 4.0});
  add_facts(sum, {.x = 7.0, .households = -1.0});
  add_facts(sum, {.x = 8.0, .households = 3.0});
  EXPECT_EQ(sum.households, 7.0);
  EXPECT_EQ(sum.x, 26.0);
}

}  // namespace
}  // namespace trede
