// SPDX-License-Identifier: EUPL-1.2
// Indicators that add up with each other (variants, links, a shared rule): one level for all, and nothing to subtract.
#include <gtest/gtest.h>

#include "base/parallel.hpp"
#include "disclose/drawn_town.hpp"
#include "disclose/relations.hpp"

namespace trede {
namespace {

using drawn::add_up;
using drawn::areas_of;
using drawn::as_read;
using drawn::find;
using drawn::Town;

std::vector<double> people(const AreaSet& areas) {
  return add_up(areas, std::vector<double>(areas.run(AreaLevel::buurt).last - areas.run(AreaLevel::buurt).first, 1000.0));
}

std::vector<double> sum(std::vector<double> a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
  return a;
}

// "alle" = "groot" + "klein" in a town of two wijken of three buurten, in three years with the same counts.
struct Sum {
  Town town{areas_of({3, 3})};

  Sum(const std::vector<double>& big, const std::vector<double>& rare, bool other_persons_each_year = false) {
    town.project.disclosure.level_share = 0.5;
    town.project.disclosure.pool_years = 3;
    for (const auto& [id, counts] :
         std::vector<std::pair<std::string, std::vector<double>>>{{"alle", sum(big, rare)}, {"groot", big}, {"klein", rare}})
      for (const int year : {2019, 2020, 2021}) {
        Series& s = town.count(id, year, add_up(town.areas, counts), people(town.areas));
        if (!other_persons_each_year) continue;
        s.window_persons = s.numerator;
        for (double& p : s.window_persons) p *= 3.0;
      }
    Link link;
    link.total = {IndicatorId("alle"), false};
    link.parts = {{IndicatorId("groot"), false}, {IndicatorId("klein"), false}};
    town.catalogue.links = {link};
  }
  static std::string words(const PublicationLevel& l) {
    return l.none ? "none" : std::string(to_string(l.level)) + " " + std::to_string(l.years);
  }
  static std::vector<std::string> levels(const PublishedFigures& figures) {
    std::vector<std::string> out;
    for (const PublicationLevel& l : figures.levels()) out.push_back(words(l));
    return out;
  }
};

using Words = std::vector<std::string>;
const std::vector<double> kBig = {40, 41, 42, 43, 44, 45};

TEST(Linked, figures_are_all_shown_at_the_coarsest_level_among_them) {
  Sum s(kBig, {4, 4, 4, 4, 4, 4});
  EXPECT_EQ(Sum::levels(s.town.publish()), (Words{"wijk 1", "wijk 1", "wijk 1"}));
  s.town.catalogue.links.clear();
  EXPECT_EQ(Sum::levels(s.town.publish()), (Words{"buurt 1", "buurt 1", "wijk 1"})) << "each by itself";
}

TEST(Linked, parts_of_a_total_that_leaves_something_over_keep_their_own_level) {
  Sum s(kBig, {4, 4, 4, 4, 4, 4});
  s.town.catalogue.links.front().parts.erase(s.town.catalogue.links.front().parts.begin());
  s.town.catalogue.links.front().rest = true;
  EXPECT_EQ(Sum::levels(s.town.publish()), (Words{"buurt 1", "buurt 1", "wijk 1"}));
}

TEST(Linked, figures_are_all_shown_in_the_longest_window_among_them) {
  Sum s(kBig, {6, 6, 6, 6, 6, 6}, true);
  EXPECT_EQ(Sum::levels(s.town.publish()), (Words{"buurt 3", "buurt 3", "buurt 3"}));
  s.town.catalogue.links.clear();
  EXPECT_EQ(Sum::levels(s.town.publish()), (Words{"buurt 1", "buurt 1", "buurt 3"})) << "each by itself";
}

TEST(Linked, figures_of_which_one_cannot_be_pooled_are_shown_by_year_in_coarser_areas) {
  Sum s(kBig, {6, 6, 6, 6, 6, 6}, true);
  Indicator school = s.town.indicator("groot");
  school.id = IndicatorId("school");
  s.town.catalogue.indicators.push_back(school);
  Series months = s.town.observed.series[3];
  months.indicator = school.id;
  months.period = *Period::parse("2019/2020");
  s.town.observed.series.push_back(months);
  s.town.catalogue.links.front().parts.push_back({IndicatorId("school"), false});
  EXPECT_EQ(Sum::levels(s.town.publish()), (Words{"wijk 1", "wijk 1", "wijk 1", "wijk 1"}));
}

TEST(Linked, figures_say_that_they_follow_another_that_adds_up_with_them) {
  Sum s(kBig, {4, 4, 4, 4, 4, 4});
  const auto figures = s.town.publish();
  EXPECT_EQ(figures.levels()[0].why.nl,
            "Hier tonen we de wijk, net als bij een cijfer dat hiermee optelt. Anders was dat cijfer terug te rekenen.");
  EXPECT_EQ(figures.levels()[0].why.en,
            "Here we show the wijk, as for a figure that adds up with this one. Otherwise that figure could be computed back.");
  EXPECT_EQ(figures.levels()[2].why.nl, "Hier tonen we de wijk, omdat de aantallen per buurt vaak te klein zijn om te tonen.");
}

TEST(Linked, a_figure_that_is_shown_nowhere_is_not_what_its_total_and_the_other_part_differ) {
  Sum s(kBig, {1, 1, 1, 1, 1, 1});
  const auto figures = s.town.publish();
  EXPECT_EQ(Sum::levels(figures), (Words{"gemeente 1", "gemeente 1", "none"}));
  for (const char* year : {"2019", "2020", "2021"}) {
    const bool both = find(figures, "alle", year).missing[1] == Missing::none && find(figures, "groot", year).missing[1] == Missing::none;
    EXPECT_FALSE(both) << year << ": their difference is 6";
    for (AreaIndex a = 2; a < s.town.areas.size(); ++a) EXPECT_EQ(find(figures, "alle", year).missing[a], Missing::above_level);
  }
}

TEST(Linked, a_part_without_a_figure_in_an_area_is_left_over_there_and_judged) {
  Sum s({30, 31, 32, 33, 34, 35}, {4, 12, 20, 20, 20, 20});
  s.town.project.disclosure.level_share = 0.0;
  const AreaIndex b = s.town.areas.run(AreaLevel::buurt).first;
  for (Series& series : s.town.observed.series)
    if (series.indicator.str() == "klein")
      for (const AreaIndex a : {b, b + 1}) {
        series.missing[a] = Missing::no_source;
        series.status[a] = Status::missing;
      }
  const auto figures = s.town.publish();
  const bool both = find(figures, "alle", "2020").missing[b] == Missing::none && find(figures, "groot", "2020").missing[b] == Missing::none;
  EXPECT_FALSE(both) << "34 − 30 = 4 of whom the other part says nothing";
}

// One institution now has most of a count that was shown: the count has not changed, the rule decides otherwise.
TEST(EarlierEdition, is_not_kept_when_the_rules_would_now_withhold_what_it_shows) {
  const auto town = [](double largest) {
    Town t(areas_of({3, 3}));
    Series& s = t.count("a", 2020, add_up(t.areas, kBig), people(t.areas));
    s.largest.assign(t.areas.size(), 0.0);
    s.largest[t.areas.run(AreaLevel::buurt).first] = largest;
    return t;
  };
  Town before = town(0.0);
  const auto first = before.publish();
  const AreaIndex b = before.areas.run(AreaLevel::buurt).first;
  ASSERT_EQ(find(first, "a").missing[b], Missing::none);
  const std::vector<EditionFigures> read = {as_read(first, before.areas)};
  Town same = town(0.0), now = town(39.0);
  EXPECT_EQ(find(same.publish({.editions = read}), "a").missing[b], Missing::none);
  EXPECT_EQ(find(now.publish({.editions = read}), "a").missing[b], Missing::suppressed_primary);
  EXPECT_TRUE(same.warnings.empty());
  ASSERT_FALSE(now.warnings.empty());
  EXPECT_EQ(now.warnings.list().front().code, "disclose.known_before");
}

// Rings of odd length have no whole solution without breaking a sum, and many that are as good: branch and bound decides.
TEST(Suppose, gives_the_same_when_many_are_solved_at_once) {
  const auto rings = [](std::size_t seed) {
    std::mt19937 random(static_cast<std::uint32_t>(seed));
    CountRelations r;
    for (int c = 0; c < 15; ++c) r.add({.value = static_cast<std::int32_t>(random() % 4)});
    for (int e = 0; e < 25; ++e) {
      const auto a = static_cast<Cell>(random() % 15), b = static_cast<Cell>((a + 1 + random() % 14) % 15);
      r.relate({{a, 1}, {b, 1}}, -static_cast<std::int64_t>(random() % 6));
    }
    const std::vector<std::uint8_t> withheld(r.cells.size(), 1);
    std::vector<std::int32_t> value;
    for (const CountCell& c : r.cells) value.push_back(c.value);
    return suppose(r, value, withheld);
  };
  constexpr std::size_t kPrograms = 24;
  std::vector<Supposed> one(kPrograms), many(kPrograms);
  parallel_for(kPrograms, 1, [&](std::size_t i) { one[i] = rings(i); });
  parallel_for(kPrograms, 4, [&](std::size_t i) { many[kPrograms - 1 - i] = rings(kPrograms - 1 - i); });
  for (std::size_t i = 0; i < kPrograms; ++i) {
    EXPECT_EQ(one[i].value, many[i].value) << i;
    EXPECT_EQ(one[i].dropped, many[i].dropped) << i;
  }
}

TEST(Gate, gives_the_same_for_any_number_of_threads_when_sums_do_not_fit_and_when_it_rounds) {
  std::mt19937 random(7);
  for (const ProtectionMethod method : {ProtectionMethod::suppression, ProtectionMethod::rounding}) {
    Town town(areas_of({4, 5, 3, 4}));
    town.project.disclosure.method = method;
    for (int i = 0; i < 12; ++i) {
      std::vector<double> x(town.areas.size(), 0.0);
      const auto run = town.areas.run(AreaLevel::buurt);
      std::vector<double> buurten;
      for (AreaIndex a = run.first; a < run.last; ++a) buurten.push_back(static_cast<double>(random() % (random() % 2 ? 12 : 60)));
      x = add_up(town.areas, buurten, static_cast<double>(random() % 5));
      for (AreaIndex w = 2; w < run.first; ++w) x[w] = std::max(0.0, x[w] - static_cast<double>(random() % 7));  // counted in two buurten
      town.count("a" + std::to_string(i), 2020, x, people(town.areas));
    }
    const auto one = town.publish({}, 1);
    for (int round = 0; round < 2; ++round) {
      const auto many = town.publish({}, 4);
      for (std::size_t s = 0; s < one.series().size(); ++s) {
        EXPECT_EQ(one.series()[s].numerator, many.series()[s].numerator);
        EXPECT_EQ(one.series()[s].missing, many.series()[s].missing);
      }
    }
  }
}

}  // namespace
}  // namespace trede
