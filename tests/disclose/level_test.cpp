// SPDX-License-Identifier: EUPL-1.2
// The publication level: the finest rung at which enough people live in areas that can be shown, and windows of years (T10).
#include "disclose/level.hpp"

#include <gtest/gtest.h>

namespace trede {
namespace {

// GM0001 with wijken 01 and 02 of three buurten each, a hundred inhabitants per buurt.
AreaSet town() {
  std::vector<AreaRow> rows = {{*AreaCode::parse("GM0001"), "Stad"}};
  for (const char* wijk : {"000101", "000102"}) {
    rows.push_back({*AreaCode::parse(std::string("WK") + wijk), "Wijk"});
    for (const char* buurt : {"01", "02", "03"}) rows.push_back({*AreaCode::parse(std::string("BU") + wijk + buurt), "Buurt"});
  }
  return *AreaSet::build(Vintage{2024}, std::move(rows));
}

struct Ground {
  AreaSet areas = town();
  Catalogue catalogue;
  Observations observations;
  DisclosureConfig rule;

  Ground() {
    Source source;
    source.id = SourceId("register");
    source.disclosure = SourceDisclosure::counts;
    Source open;
    open.id = SourceId("open");
    catalogue.sources = {source, open};
    Indicator indicator;
    indicator.id = IndicatorId("t2-proef");
    indicator.unit = Unit::per_1000;
    catalogue.indicators = {indicator};
    observations.vintage = areas.vintage();
    observations.inhabitants.assign(areas.size(), 0.0);
    each_buurt([&](AreaIndex b) { add_up(observations.inhabitants, b, 100.0); });
  }

  template <class Each>
  void each_buurt(Each each) const {
    const auto run = areas.run(AreaLevel::buurt);
    for (AreaIndex b = run.first; b < run.last; ++b) each(b);
  }
  void add_up(std::vector<double>& column, AreaIndex buurt, double amount) const {
    for (AreaIndex a = buurt; a != kNoArea; a = areas.parent(a)) column[a] += amount;
  }

  // One year with these counts per buurt, summed upwards.
  Series year(int y, const std::vector<double>& counts, const char* source = "register") const {
    Series s;
    s.indicator = catalogue.indicators.front().id;
    s.period = Period::year(y);
    s.lineage.numerator.source = SourceId(source);
    s.missing.assign(areas.size(), Missing::none);
    s.status.assign(areas.size(), Status::measured);
    s.numerator.assign(areas.size(), 0.0);
    std::size_t i = 0;
    each_buurt([&](AreaIndex b) { add_up(s.numerator, b, counts[i++]); });
    s.denominator = observations.inhabitants;
    s.value.assign(areas.size(), 0.0);
    for (AreaIndex a = 0; a < areas.size(); ++a) s.value[a] = 1000.0 * s.numerator[a] / s.denominator[a];
    return s;
  }
  void years(int first, int last, const std::vector<double>& counts) {
    for (int y = first; y <= last; ++y) observations.series.push_back(year(y, counts));
  }

  [[nodiscard]] PublicationLevel choose(const std::vector<PublicationLevel>& earlier = {}) const {
    const auto passes = [](const Series& s, AreaIndex a) {
      return (s.numerator[a] == 0.0 || s.numerator[a] >= 10.0) && (s.persons.empty() || s.persons[a] == 0.0 || s.persons[a] >= 10.0);
    };
    const auto levels = choose_levels(
        catalogue, observations, areas, [&](const SourceId&) -> const DisclosureConfig& { return rule; }, passes, earlier);
    EXPECT_EQ(levels.size(), 1U);
    return levels.empty() ? PublicationLevel{} : levels.front();
  }
  [[nodiscard]] std::string chosen(const std::vector<PublicationLevel>& earlier = {}) const {
    const PublicationLevel l = choose(earlier);
    return l.none ? "none" : std::string(to_string(l.level)) + " " + std::to_string(l.years);
  }
  [[nodiscard]] PublicationLevel earlier(AreaLevel level, int n, bool none = false) const {
    PublicationLevel out;
    out.indicator = catalogue.indicators.front().id;
    out.level = level;
    out.years = n;
    out.none = none;
    return out;
  }
};

TEST(Windows, LieOnFixedYearsAndNeverOverlap) {
  EXPECT_EQ(window_of(2016, 3).str(), "2016-2018");
  EXPECT_EQ(window_of(2018, 3).str(), "2016-2018");
  EXPECT_EQ(window_of(2019, 3).str(), "2019-2021");
  EXPECT_EQ(window_of(2024, 3).str(), "2022-2024");
  EXPECT_EQ(window_of(1999, 3).str(), "1998-2000");
  EXPECT_EQ(window_of(2020, 2).str(), "2019-2020");
  EXPECT_EQ(window_of(2020, 5).str(), "2016-2020");
  for (int years = 2; years <= 10; ++years) {
    for (int y = 1990; y <= 2040; ++y) {
      const Period window = window_of(y, years);
      EXPECT_LE(window.first_year(), y);
      EXPECT_GE(window.last_year(), y);
      EXPECT_EQ(years_in(window), years);
      const bool ends = window.last_year() == y;
      EXPECT_EQ(window_of(y + 1, years) == window, !ends);
    }
  }
  EXPECT_EQ(years_in(Period::year(2020)), 1);
}

TEST(Pooling, AddsUpPersonYearsAndDividesThem) {
  Ground s;
  const Series a = s.year(2022, {1, 2, 3, 4, 5, 6}), b = s.year(2023, {2, 2, 2, 2, 2, 2}), c = s.year(2024, {0, 0, 0, 0, 0, 9});
  const auto windows = pool(s.catalogue.indicators.front(), {&c, &a, &b}, 3, s.areas);
  ASSERT_EQ(windows.size(), 1U);
  const Series& w = windows.front();
  EXPECT_EQ(w.period.str(), "2022-2024");
  const AreaIndex first = s.areas.run(AreaLevel::buurt).first;
  EXPECT_EQ(w.numerator[first], 3.0);
  EXPECT_EQ(w.denominator[first], 300.0);
  EXPECT_DOUBLE_EQ(w.value[first], 10.0);
  EXPECT_EQ(w.numerator[s.areas.run(AreaLevel::gemeente).first], 42.0);
  EXPECT_EQ(w.missing[first], Missing::none);
}

TEST(Pooling, CountsPersonsWhoComeBackAtMostOnceUnlessTheRegisterSaysHowManyThereAre) {
  Ground s;
  std::vector<Series> years = {s.year(2022, {4, 0, 0, 0, 0, 0}), s.year(2023, {6, 0, 0, 0, 0, 0}), s.year(2024, {5, 0, 0, 0, 0, 0})};
  const std::vector<const Series*> all = {&years[0], &years[1], &years[2]};
  const AreaIndex first = s.areas.run(AreaLevel::buurt).first;
  const Series untold = pool(s.catalogue.indicators.front(), all, 3, s.areas).front();
  EXPECT_EQ(untold.numerator[first], 15.0);
  EXPECT_EQ(untold.persons[first], 6.0);
  EXPECT_TRUE(untold.largest.empty());
  EXPECT_TRUE(untold.households.empty());
  for (Series& y : years) {
    y.window_persons.assign(s.areas.size(), 0.0);
    y.window_persons[first] = 11.0;
    y.largest.assign(s.areas.size(), 0.0);
    y.largest[first] = 2.0;
    y.households.assign(s.areas.size(), 0.0);
    y.households[first] = y.numerator[first] - 1.0;
  }
  const Series told = pool(s.catalogue.indicators.front(), all, 3, s.areas).front();
  EXPECT_EQ(told.persons[first], 11.0);
  EXPECT_EQ(told.largest[first], 6.0);     // one institution may be the largest in each year
  EXPECT_EQ(told.households[first], 5.0);  // the same households may come back
}

TEST(Pooling, AYearThatIsAbsentOrMissingMakesTheWindowMissingWithItsReason) {
  Ground s;
  std::vector<Series> years = {s.year(2022, {9, 9, 9, 9, 9, 9}), s.year(2023, {9, 9, 9, 9, 9, 9}), s.year(2024, {9, 9, 9, 9, 9, 9}),
                               s.year(2025, {9, 9, 9, 9, 9, 9})};
  const AreaIndex first = s.areas.run(AreaLevel::buurt).first;
  years[1].missing[first] = Missing::boundary_changed;
  const auto windows = pool(s.catalogue.indicators.front(), {&years[0], &years[1], &years[2], &years[3]}, 3, s.areas);
  ASSERT_EQ(windows.size(), 2U);
  EXPECT_EQ(windows[0].missing[first], Missing::boundary_changed);
  EXPECT_EQ(windows[0].numerator[first], 0.0);
  EXPECT_EQ(windows[0].missing[first + 1], Missing::none);
  EXPECT_EQ(windows[1].period.str(), "2025-2027");
  for (AreaIndex a = 0; a < s.areas.size(); ++a) EXPECT_EQ(windows[1].missing[a], Missing::not_published_yet);
}

TEST(Pooling, AYearBeforeTheSeriesOrLeftOutOfItNeverComes) {
  Ground s;
  const std::vector<Series> years = {s.year(2020, {9, 9, 9, 9, 9, 9}), s.year(2021, {9, 9, 9, 9, 9, 9}), s.year(2022, {9, 9, 9, 9, 9, 9}),
                                     s.year(2024, {9, 9, 9, 9, 9, 9}), s.year(2025, {9, 9, 9, 9, 9, 9})};
  const auto windows = pool(s.catalogue.indicators.front(), {&years[0], &years[1], &years[2], &years[3], &years[4]}, 3, s.areas);
  ASSERT_EQ(windows.size(), 3U);
  EXPECT_EQ(windows[0].missing[0], Missing::no_source);          // 2019 was never counted
  EXPECT_EQ(windows[1].missing[0], Missing::no_source);          // nor was 2023
  EXPECT_EQ(windows[2].missing[0], Missing::not_published_yet);  // 2026 and 2027 are still to come
}

TEST(Pooling, AWindowDoesNotReachOverABreakInTheSeries) {
  Ground s;
  const std::vector<Series> years = {s.year(2022, {9, 9, 9, 9, 9, 9}), s.year(2023, {9, 9, 9, 9, 9, 9}), s.year(2024, {9, 9, 9, 9, 9, 9})};
  Indicator indicator = s.catalogue.indicators.front();
  for (const auto& [when, missing] : std::vector<std::pair<int, Missing>>{
           {2022, Missing::none}, {2023, Missing::impossible}, {2024, Missing::impossible}, {2025, Missing::none}}) {
    indicator.breaks = {{Period::year(when), {"b", "b"}}};
    const auto windows = pool(indicator, {&years[0], &years[1], &years[2]}, 3, s.areas);
    EXPECT_EQ(windows.front().missing[s.areas.run(AreaLevel::buurt).first], missing) << when;
  }
}

TEST(Level, IsTheFinestAtWhichEnoughOfThePeopleLiveInAreasThatPass) {
  const auto with = [](const std::vector<double>& counts, int first = 2022, int last = 2024) {
    Ground s;
    s.years(first, last, counts);
    return s.chosen();
  };
  EXPECT_EQ(with({10, 10, 10, 9, 9, 9}), "buurt 1");  // half of the inhabitants, and more than half of the counts
  EXPECT_EQ(with({10, 10, 9, 9, 9, 9}), "wijk 1");    // a third of the inhabitants; windows add the same persons
  EXPECT_EQ(with({12, 12, 12, 0, 0, 0}), "buurt 1");  // noughts are shown
  EXPECT_EQ(with({0, 0, 0, 0, 9, 9}), "wijk 1");      // most inhabitants, but nothing of what is counted
  EXPECT_EQ(with({1, 1, 1, 2, 2, 3}), "gemeente 1");  // 3 and 7 in the wijken, 10 in the gemeente
  EXPECT_EQ(with({1, 1, 1, 2, 2, 2}), "none");        // 9 in the gemeente
}

TEST(Level, TakesAWindowWhenTheRegisterSaysThatThereAreEnoughDifferentPersons) {
  Ground s;
  s.years(2022, 2024, {6, 6, 6, 6, 6, 6});
  EXPECT_EQ(s.chosen(), "wijk 1");
  for (Series& y : s.observations.series) {
    y.window_persons = y.numerator;
    for (double& p : y.window_persons) p *= 2.0;
  }
  EXPECT_EQ(s.chosen(), "buurt 3");
  s.rule.pool_years = 1;  // never pool
  EXPECT_EQ(s.chosen(), "wijk 1");
}

TEST(Level, AWindowOfWijkenComesBeforeTheGemeente) {
  Ground s;
  s.years(2022, 2024, {1, 2, 3, 1, 2, 3});
  for (Series& y : s.observations.series) {
    y.window_persons = y.numerator;
    for (double& p : y.window_persons) p *= 2.0;
  }
  EXPECT_EQ(s.chosen(), "wijk 3");
}

TEST(Level, TheShareIsTheOneOfTheRuleAndAllYearsAreJudgedTogether) {
  Ground s;
  s.years(2022, 2023, {20, 20, 20, 20, 20, 20});
  s.years(2024, 2024, {9, 9, 9, 9, 9, 9});
  EXPECT_EQ(s.chosen(), "buurt 1");
  s.rule.level_share = 0.7;
  EXPECT_EQ(s.chosen(), "buurt 3");
  s.rule.pool_years = 1;
  EXPECT_EQ(s.chosen(), "wijk 1");
}

TEST(Level, IsNotFinerThanTheIndicatorAndSchoolYearsAreNotPooled) {
  Ground s;
  s.years(2022, 2024, {20, 20, 20, 20, 20, 20});
  s.catalogue.indicators.front().finest_level = AreaLevel::wijk;
  EXPECT_EQ(s.chosen(), "wijk 1");
  EXPECT_TRUE(s.choose().why.empty());  // nothing was given up
  Ground school;
  school.years(2022, 2024, {6, 6, 6, 6, 6, 6});
  for (Series& y : school.observations.series) {
    y.window_persons = y.numerator;
    for (double& p : y.window_persons) p *= 2.0;
    y.period = *Period::parse(std::to_string(y.period.first_year()) + "/" + std::to_string(y.period.first_year() + 1));
  }
  EXPECT_EQ(school.chosen(), "wijk 1");
}

TEST(Level, OpenTablesAndSurveysHaveNone) {
  Ground s;
  s.observations.series = {s.year(2022, {1, 1, 1, 1, 1, 1}, "open")};
  const auto levels = choose_levels(
      s.catalogue, s.observations, s.areas, [&](const SourceId&) -> const DisclosureConfig& { return s.rule; },
      [](const Series&, AreaIndex) { return true; }, {});
  EXPECT_TRUE(levels.empty());
}

TEST(Level, StaysThatOfTheEarlierEditionUntilTheShareMovesTenPoints) {
  const auto shown = [](int buurten) {  // this many of six buurten can be shown
    Ground s;
    std::vector<double> counts(6, 9.0);
    for (int i = 0; i < buurten; ++i) counts[static_cast<std::size_t>(i)] = 60.0;
    s.years(2022, 2024, counts);
    return s;
  };
  Ground half = shown(3);
  EXPECT_EQ(half.chosen(), "buurt 1");
  EXPECT_EQ(half.chosen({half.earlier(AreaLevel::wijk, 1)}), "wijk 1");  // half is not ten points more than half
  Ground most = shown(4);
  EXPECT_EQ(most.chosen({most.earlier(AreaLevel::wijk, 1)}), "buurt 1");
  Ground third = shown(2);
  EXPECT_EQ(third.chosen(), "wijk 1");
  EXPECT_EQ(third.chosen({third.earlier(AreaLevel::buurt, 1)}), "wijk 1");  // seventeen points less
  third.rule.level_share = 0.4;
  EXPECT_EQ(third.chosen(), "wijk 1");
  EXPECT_EQ(third.chosen({third.earlier(AreaLevel::buurt, 1)}), "buurt 1");  // seven points less
  EXPECT_EQ(most.chosen({most.earlier(AreaLevel::buurt, 5)}), "buurt 1");    // a window that this project does not have
}

TEST(Level, TheReasonIsASentenceInTwoLanguagesWithoutAnyNumber) {
  Ground s;
  s.years(2022, 2024, {1, 2, 3, 1, 2, 3});
  for (Series& y : s.observations.series) {
    y.window_persons = y.numerator;
    for (double& p : y.window_persons) p *= 2.0;
  }
  const PublicationLevel level = s.choose();
  EXPECT_EQ(level.why.nl, "Hier tonen we de wijk over drie jaar samen, omdat de aantallen per buurt vaak te klein zijn om te tonen.");
  EXPECT_EQ(level.why.en, "Here we show the wijk over three years together, because the counts per buurt are often too small to show.");
}

TEST(AtLevel, FinerAreasSayThatTheyAreShownAtACoarserLevelAndKeepNothing) {
  Ground s;
  s.years(2022, 2024, {20, 20, 20, 20, 20, 20});
  s.observations.series[0].missing[s.areas.run(AreaLevel::buurt).first] = Missing::not_applicable;
  const auto wijken = at_level(s.catalogue, s.earlier(AreaLevel::wijk, 1), s.observations.series, s.areas);
  ASSERT_EQ(wijken.size(), 3U);
  const AreaIndex first = s.areas.run(AreaLevel::buurt).first;
  EXPECT_EQ(wijken[0].missing[first], Missing::not_applicable);
  EXPECT_EQ(wijken[0].missing[first + 1], Missing::above_level);
  EXPECT_EQ(wijken[0].numerator[first + 1], 0.0);
  EXPECT_EQ(wijken[0].denominator[first + 1], 0.0);
  EXPECT_EQ(wijken[0].value[first + 1], 0.0);
  EXPECT_EQ(wijken[0].missing[s.areas.run(AreaLevel::wijk).first], Missing::none);
  const auto window = at_level(s.catalogue, s.earlier(AreaLevel::buurt, 3), s.observations.series, s.areas);
  ASSERT_EQ(window.size(), 1U);
  EXPECT_EQ(window[0].numerator[first + 1], 60.0);
  const auto none = at_level(s.catalogue, s.earlier(AreaLevel::gemeente, 1, true), s.observations.series, s.areas);
  EXPECT_EQ(none[0].missing[s.areas.run(AreaLevel::gemeente).first], Missing::above_level);
}

}  // namespace
}  // namespace trede
