// SPDX-License-Identifier: EUPL-1.2
// The gate on small drawn municipalities, attacked by an outsider who knows that zeros are shown.
#include <gtest/gtest.h>

#include "disclose/drawn_town.hpp"

namespace trede {
namespace {

using drawn::add_up;
using drawn::areas_of;
using drawn::find;
using drawn::narrowest;
using drawn::Town;

std::vector<double> people(const AreaSet& areas, double each = 1000) {
  return add_up(areas, std::vector<double>(areas.run(AreaLevel::buurt).last - areas.run(AreaLevel::buurt).first, each));
}

TEST(Gate, withholds_a_partner_so_that_the_total_does_not_give_a_small_count_away) {
  Town town(areas_of({3, 3}));
  town.count("a", 2020, add_up(town.areas, {4, 30, 20, 15, 16, 17}), people(town.areas));
  const auto figures = town.publish();
  const PublishedSeries& s = find(figures, "a");
  const AreaIndex b = town.areas.run(AreaLevel::buurt).first;
  EXPECT_EQ(s.missing[b], Missing::suppressed_primary);
  EXPECT_EQ(s.missing[b + 2], Missing::suppressed_secondary) << "the smaller of the two neighbours";
  EXPECT_EQ(s.missing[b + 1], Missing::none);
  for (AreaIndex a = b + 3; a < town.areas.size(); ++a) EXPECT_EQ(s.missing[a], Missing::none) << "the other wijk is left in peace";
  for (AreaIndex a = 1; a < b; ++a) EXPECT_EQ(s.missing[a], Missing::none) << "totals are kept";
  EXPECT_GE(narrowest(s, town.areas, 1.0), 3.0);
  EXPECT_EQ(s.numerator[b], 0.0);
  EXPECT_EQ(s.denominator[b], 0.0);
  EXPECT_EQ(s.value[b + 1], 30.0);
}

TEST(Gate, leaves_room_above_the_one_that_every_withheld_count_must_be) {
  Town town(areas_of({12, 12}));
  std::vector<double> counts(24, 40.0);
  std::fill(counts.begin(), counts.begin() + 12, 1.0);
  town.count("a", 2020, add_up(town.areas, counts), people(town.areas));
  const auto figures = town.publish();
  EXPECT_GE(narrowest(find(figures, "a"), town.areas, 1.0), 3.0) << "the wijk's twelve would give all of its buurten away";
}

TEST(Gate, lets_a_known_zero_in_an_area_with_few_people_need_no_partner) {
  Town town(areas_of({3}));
  auto n = add_up(town.areas, {12, 900, 900});
  town.observed.inhabitants = n;
  town.count("a", 2020, add_up(town.areas, {0, 30, 30}), n);
  const auto figures = town.publish();
  const PublishedSeries& s = find(figures, "a");
  EXPECT_EQ(s.missing[3], Missing::suppressed_primary);
  EXPECT_EQ(s.missing[4], Missing::none);
  EXPECT_EQ(s.missing[5], Missing::none);
}

TEST(Gate, protects_that_zero_when_people_without_a_buurt_could_be_taken_for_it) {
  Town town(areas_of({2, 2, 2}));
  auto n = add_up(town.areas, {12, 12, 900, 900, 900, 900});
  town.observed.inhabitants = n;
  town.count("a", 2020, add_up(town.areas, {0, 0, 30, 30, 30, 30}, 4.0), n);
  const auto figures = town.publish();
  EXPECT_GE(narrowest(find(figures, "a"), town.areas, 0.0), 3.0);
}

TEST(Gate, hides_the_zeros_of_a_sensitive_indicator_as_well) {
  Town town(areas_of({3, 3}));
  town.indicator("a").sensitive = true;
  town.count("a", 2020, add_up(town.areas, {0, 30, 20, 15, 16, 17}), people(town.areas));
  const auto figures = town.publish();
  const PublishedSeries& s = find(figures, "a");
  EXPECT_EQ(s.missing[town.areas.run(AreaLevel::buurt).first], Missing::suppressed_primary);
  EXPECT_GE(narrowest(s, town.areas, 0.0), 3.0);
}

TEST(Gate, gives_a_dominated_count_an_interval_of_a_fifth_of_it) {
  Town town(areas_of({4, 4}));
  Series& s = town.count("a", 2020, add_up(town.areas, {60, 12, 14, 80, 20, 20, 20, 20}), people(town.areas));
  s.largest.assign(town.areas.size(), 0.0);
  s.largest[town.areas.run(AreaLevel::buurt).first] = 45;
  const auto figures = town.publish();
  const PublishedSeries& p = find(figures, "a");
  EXPECT_EQ(p.missing[town.areas.run(AreaLevel::buurt).first], Missing::suppressed_primary);
  EXPECT_GE(narrowest(p, town.areas, 1.0), 12.0);
}

TEST(Gate, hides_many_persons_of_few_households) {
  Town town(areas_of({3}));
  Series& s = town.count("a", 2020, add_up(town.areas, {14, 30, 20}), people(town.areas));
  s.households = {0, 30, 30, 2, 15, 13};
  const auto figures = town.publish();
  EXPECT_EQ(find(figures, "a").missing[3], Missing::suppressed_primary);
  EXPECT_GE(narrowest(find(figures, "a"), town.areas, 1.0), 3.0);
}

// The width of what an outsider knows of n − x in a buurt, when n is a count of the register.
double complement_width(const std::vector<double>& counts) {
  Town town(areas_of({3, 3}));
  const auto n = add_up(town.areas, {100, 100, 100, 100, 100, 100});
  town.count("a", 2020, add_up(town.areas, counts), n, true);
  const auto figures = town.publish();
  const PublishedSeries& s = find(figures, "a");
  const AreaIndex b = town.areas.run(AreaLevel::buurt).first;
  EXPECT_EQ(s.missing[b], Missing::suppressed_primary);
  EXPECT_EQ(s.denominator[b], 0.0) << "the denominator goes with it";
  drawn::Outsider outsider;
  const auto x = drawn::read_series(outsider, s, town.areas, 1.0);
  const auto d = drawn::read_series(outsider, s, town.areas, 0.0, s.denominator);
  std::vector<int> c(town.areas.size(), -1);
  for (AreaIndex a = 0; a < town.areas.size(); ++a)
    if (x[a] >= 0) {
      c[a] = outsider.unknown(0.0);
      outsider.learn({{{x[a], 1}, {c[a], 1}, {d[a], -1}}, 0.0});
    }
  const auto complement = outsider.interval(c[b]);
  return complement ? complement->highest - complement->lowest : 0.0;
}

TEST(Gate, keeps_the_complement_of_a_register_denominator_from_being_computed) {
  EXPECT_GE(complement_width({95, 40, 50, 30, 30, 30}), 3.0);
  EXPECT_GE(complement_width({99, 99, 50, 30, 30, 30}), 3.0) << "two that share a complement of two";
}

// The width of what an outsider knows of what the part leaves of its whole in the first buurt.
double remainder_width(const std::vector<double>& whole_counts, const std::vector<double>& part_counts) {
  Town town(areas_of({3, 3}));
  town.count("alle", 2020, add_up(town.areas, whole_counts), people(town.areas));
  town.count("alle-65", 2020, add_up(town.areas, part_counts), people(town.areas));
  Link link;
  link.total = {IndicatorId("alle"), false};
  link.parts = {{IndicatorId("alle-65"), false}};
  link.rest = true;
  town.catalogue.links = {link};
  const auto figures = town.publish();
  const PublishedSeries& all = find(figures, "alle");
  const PublishedSeries& old = find(figures, "alle-65");
  drawn::Outsider outsider;
  const auto whole = drawn::read_series(outsider, all, town.areas, 0.0);
  const auto part = drawn::read_series(outsider, old, town.areas, 0.0);
  const AreaIndex b = town.areas.run(AreaLevel::buurt).first;
  std::vector<int> rest(town.areas.size(), -1);
  for (AreaIndex a = 1; a < town.areas.size(); ++a) {
    rest[a] = outsider.unknown(0.0);
    drawn::Outsider::Sum sum;
    sum.terms.emplace_back(rest[a], -1);
    if (whole[a] >= 0) sum.terms.emplace_back(whole[a], 1);
    else sum.constant += all.numerator[a];
    if (part[a] >= 0) sum.terms.emplace_back(part[a], -1);
    else sum.constant -= old.numerator[a];
    outsider.learn(std::move(sum));
  }
  const auto four = outsider.interval(rest[b]);
  return four ? four->highest - four->lowest : 0.0;
}

TEST(Gate, keeps_what_a_part_leaves_of_its_whole_from_being_small) {
  EXPECT_GE(remainder_width({34, 30, 20, 15, 26, 17}, {30, 12, 10, 0, 10, 0}), 3.0) << "34 − 30 = 4 younger people";
  EXPECT_GE(remainder_width({30, 31, 40, 15, 26, 17}, {29, 30, 20, 0, 10, 0}), 3.0) << "two buurten with one each";
}

TEST(Gate, publishes_own_areas_and_keeps_them_from_giving_a_buurt_away) {
  Town town(areas_of({3, 3}));
  town.count("a", 2020, add_up(town.areas, {14, 30, 20, 15, 16, 17}), people(town.areas));
  const auto codes = [&](std::vector<AreaIndex> list) {
    std::vector<AreaCode> out;
    for (const AreaIndex b : list) out.push_back(town.areas.code(town.areas.run(AreaLevel::buurt).first + b));
    return out;
  };
  town.project.own_areas = {{"team-noord", {"Noord", "North"}, codes({0, 3}), {}}, {"klein", {"Klein", "Small"}, codes({5}), {}}};
  const auto figures = town.publish();
  ASSERT_EQ(figures.own_areas().size(), 2U);
  const PublishedSeries& s = find(figures, "a");
  ASSERT_EQ(s.own_areas.size(), 2U);
  EXPECT_EQ(s.own_areas[0].missing, Missing::none);
  EXPECT_EQ(s.own_areas[0].numerator, 29.0);
  EXPECT_EQ(s.own_areas[0].denominator, 2000.0);
  EXPECT_EQ(s.own_areas[0].value, 14.5);

  Town small(areas_of({3, 3}));
  small.count("a", 2020, add_up(small.areas, {4, 30, 20, 15, 16, 17}), people(small.areas));
  small.project.own_areas = {{"team", {"T", "T"}, codes({0, 3}), {}}};
  const auto protected_figures = small.publish();
  const PublishedSeries& p = find(protected_figures, "a");
  drawn::Outsider outsider;
  const auto unknown = drawn::read_series(outsider, p, small.areas, 1.0);
  const AreaIndex b = small.areas.run(AreaLevel::buurt).first;
  if (p.own_areas[0].missing == Missing::none) {
    drawn::Outsider::Sum sum;
    sum.constant = p.own_areas[0].numerator;
    for (const AreaIndex a : {b, b + 3}) {
      if (unknown[a] >= 0) sum.terms.emplace_back(unknown[a], -1);
      else sum.constant -= p.numerator[a];
    }
    outsider.learn(std::move(sum));
  }
  const auto four = outsider.interval(unknown[b]);
  ASSERT_TRUE(four);
  EXPECT_GE(four->highest - four->lowest, 3.0);
}

// Why an own area of two buurten has no figure, where the levels in `absent` have none.
Missing own_reason(const std::vector<AreaLevel>& absent, SourceDisclosure kind) {
  Town town(areas_of({3, 3}));
  town.catalogue.sources.front().disclosure = kind;
  Series& s = town.count("a", 2020, add_up(town.areas, {60, 70, 80, 60, 70, 80}), people(town.areas));
  for (const AreaLevel level : absent)
    for (AreaIndex a = town.areas.run(level).first; a < town.areas.run(level).last; ++a) s.missing[a] = Missing::no_source;
  const AreaIndex first = town.areas.run(AreaLevel::buurt).first;
  town.project.own_areas = {{"team", {"T", "T"}, {town.areas.code(first), town.areas.code(first + 3)}, {}}};
  const auto figures = town.publish();
  return find(figures, "a").own_areas.at(0).missing;
}

TEST(Gate, names_the_level_that_has_the_figure_where_an_own_area_cannot_have_it) {
  for (const SourceDisclosure kind : {SourceDisclosure::counts, SourceDisclosure::published}) {
    EXPECT_EQ(own_reason({}, kind), Missing::none);
    EXPECT_EQ(own_reason({AreaLevel::buurt}, kind), Missing::only_wijk);
    EXPECT_EQ(own_reason({AreaLevel::buurt, AreaLevel::wijk}, kind), Missing::only_gemeente);
    EXPECT_EQ(own_reason({AreaLevel::buurt, AreaLevel::wijk, AreaLevel::gemeente}, kind), Missing::no_source) << "nothing to point at";
  }
}

TEST(Gate, keeps_the_reason_of_an_own_area_whose_buurten_do_have_figures) {
  Town town(areas_of({3, 3}));
  Series& s = town.count("a", 2020, add_up(town.areas, {60, 70, 80, 60, 70, 80}), people(town.areas));
  const AreaIndex first = town.areas.run(AreaLevel::buurt).first;
  s.missing[first] = Missing::no_source;
  town.project.own_areas = {{"team", {"T", "T"}, {town.areas.code(first), town.areas.code(first + 3)}, {}}};
  const auto figures = town.publish();
  EXPECT_EQ(find(figures, "a").own_areas.at(0).missing, Missing::no_source) << "other buurten have one: the level is not the reason";
}

TEST(Gate, refuses_an_own_area_of_a_buurt_that_does_not_exist) {
  Town town(areas_of({3}));
  town.count("a", 2020, add_up(town.areas, {14, 30, 20}), people(town.areas));
  town.project.own_areas = {{"team", {"T", "T"}, {drawn::code("BU99990000")}, {}}};
  auto out = Gate::publish(town.project, town.catalogue, Observations(town.observed), town.areas);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().list().front().code, "disclose.own_area");
}

TEST(Gate, shows_no_count_under_the_rules_whatever_the_town_and_every_withheld_one_keeps_its_width) {
  std::mt19937 random(20260101);
  for (int round = 0; round < 60; ++round) {
    std::vector<int> wijken(1 + random() % 5);
    for (int& w : wijken) w = 1 + static_cast<int>(random() % 6);
    Town town(areas_of(wijken));
    std::vector<double> counts;
    for (AreaIndex b = town.areas.run(AreaLevel::buurt).first; b < town.areas.size(); ++b)
      counts.push_back(static_cast<double>(random() % (random() % 2 ? 12 : 60)));
    town.count("a", 2020, add_up(town.areas, counts, random() % 3 == 0 ? static_cast<double>(random() % 8) : 0.0), people(town.areas));
    const auto figures = town.publish();
    const PublishedSeries& s = find(figures, "a");
    for (AreaIndex a = 1; a < town.areas.size(); ++a)
      if (s.missing[a] == Missing::none && s.numerator[a] > 0.0) {
        EXPECT_GE(s.numerator[a], 10.0) << round;
      }
    EXPECT_GE(narrowest(s, town.areas, 1.0), 3.0 - 1e-6) << round;
    if (::testing::Test::HasFailure()) return;
  }
}

TEST(Gate, gives_the_same_figures_on_one_thread_and_on_two) {
  Town town(areas_of({4, 4, 4}));
  std::mt19937 random(7);
  for (int year = 2015; year < 2021; ++year) {
    std::vector<double> counts;
    for (int b = 0; b < 12; ++b) counts.push_back(static_cast<double>(random() % 25));
    town.count("a", year, add_up(town.areas, counts, 3.0), people(town.areas));
  }
  const auto one = town.publish({}, 1), two = town.publish({}, 2);
  ASSERT_EQ(one.series().size(), two.series().size());
  for (std::size_t i = 0; i < one.series().size(); ++i) {
    EXPECT_EQ(one.series()[i].missing, two.series()[i].missing);
    EXPECT_EQ(one.series()[i].numerator, two.series()[i].numerator);
  }
}

}  // namespace
}  // namespace trede
