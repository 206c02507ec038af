// SPDX-License-Identifier: EUPL-1.2
// Two editions after each other (T10, T11, T12): what an outsider gets from both together.
#include <gtest/gtest.h>

#include "disclose/drawn_town.hpp"

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

struct Editions {
  PublishedFigures first, second;
  AreaSet areas;
};

Editions two(const std::vector<int>& wijken, const std::vector<double>& before, const std::vector<double>& after, double nowhere = 0.0) {
  Town old(areas_of(wijken));
  old.count("a", 2020, add_up(old.areas, before, nowhere), people(old.areas));
  PublishedFigures first = old.publish();
  const std::vector<EditionFigures> read = {as_read(first, old.areas)};
  Town now(areas_of(wijken));
  now.count("a", 2020, add_up(now.areas, after, nowhere), people(now.areas));
  PublishedFigures second = now.publish({.editions = read});
  return {std::move(first), std::move(second), std::move(now.areas)};
}

void expect_same(const PublishedSeries& a, const PublishedSeries& b) {
  EXPECT_EQ(a.numerator, b.numerator);
  EXPECT_EQ(a.denominator, b.denominator);
  EXPECT_EQ(a.value, b.value);
  for (std::size_t i = 0; i < a.missing.size(); ++i) EXPECT_EQ(published_word(a.missing[i]), published_word(b.missing[i])) << i;
  ASSERT_EQ(a.lineage.steps.size(), b.lineage.steps.size());
  for (std::size_t i = 0; i < a.lineage.steps.size(); ++i) EXPECT_EQ(a.lineage.steps[i], b.lineage.steps[i]);
}

TEST(EarlierEdition, with_the_same_records_gives_the_same_figures) {
  const auto e = two({3, 3}, {4, 30, 20, 15, 16, 17}, {4, 30, 20, 15, 16, 17}, 3.0);
  expect_same(find(e.first, "a"), find(e.second, "a"));
}

TEST(EarlierEdition, one_record_more_or_less_changes_nothing_that_can_be_seen_wherever_it_is) {
  const std::vector<double> before = {4, 30, 20, 15, 16, 17, 9, 10, 0, 11};
  for (std::size_t buurt = 0; buurt < before.size(); ++buurt)
    for (const double change : {-1.0, 1.0}) {
      std::vector<double> after = before;
      after[buurt] += change;
      if (after[buurt] < 0.0) continue;
      const auto e = two({3, 3, 4}, before, after);
      expect_same(find(e.first, "a"), find(e.second, "a"));
    }
}

TEST(EarlierEdition, is_followed_when_a_change_reaches_the_minimum_count) {
  const auto e = two({3, 3}, {40, 30, 20, 15, 16, 17}, {40, 40, 20, 15, 16, 17});
  const PublishedSeries& s = find(e.second, "a");
  const AreaIndex b = e.areas.run(AreaLevel::buurt).first;
  EXPECT_EQ(s.numerator[b + 1], 40.0);
  EXPECT_EQ(s.numerator[2], 100.0);
  EXPECT_EQ(s.numerator[1], 148.0);
}

// Every difference that can be read off is nought or at least the minimum.
void expect_no_small_difference(const Editions& e) {
  const PublishedSeries &a = find(e.first, "a"), &b = find(e.second, "a");
  for (AreaIndex i = 1; i < e.areas.size(); ++i) {
    if (a.missing[i] != Missing::none || b.missing[i] != Missing::none) continue;
    const double d = std::abs(a.numerator[i] - b.numerator[i]);
    EXPECT_TRUE(d == 0.0 || d >= 10.0) << e.areas.code(i).str() << " " << d;
  }
}

TEST(EarlierEdition, a_small_change_hides_behind_a_large_one_and_not_beside_it) {
  const auto e = two({3, 3}, {40, 30, 20, 15, 16, 17}, {41, 55, 20, 15, 13, 17});
  expect_no_small_difference(e);
  const AreaIndex b = e.areas.run(AreaLevel::buurt).first;
  EXPECT_EQ(find(e.second, "a").numerator[b], 40.0) << "stays";
  EXPECT_EQ(find(e.second, "a").numerator[b + 1], 55.0) << "changes";
}

TEST(EarlierEdition, a_total_of_which_large_changes_leave_a_small_one_is_not_shown) {
  const auto e = two({3, 3}, {40, 50, 20, 15, 16, 17}, {52, 39, 20, 15, 16, 17});
  expect_no_small_difference(e);
}

TEST(EarlierEdition, a_count_that_falls_below_the_minimum_stays_what_everybody_knows) {
  const auto e = two({2, 2}, {40, 30, 20, 15}, {4, 30, 20, 15});
  const AreaIndex b = e.areas.run(AreaLevel::buurt).first;
  const PublishedSeries& s = find(e.second, "a");
  EXPECT_EQ(s.numerator[b], 40.0);
  EXPECT_EQ(s.numerator[2], 70.0) << "the wijk must not tell that 36 are gone";
}

TEST(EarlierEdition, counts_up_small_changes_until_they_are_large_enough) {
  Town town(areas_of({3, 3}));
  std::vector<EditionFigures> read;
  std::vector<double> counts = {40, 30, 20, 15, 16, 17};
  for (int edition = 0; edition < 5; ++edition) {
    Town now(areas_of({3, 3}));
    now.count("a", 2020, add_up(now.areas, counts), people(now.areas));
    const auto figures = now.publish({.editions = read});
    const double shown = find(figures, "a").numerator[now.areas.run(AreaLevel::buurt).first];
    EXPECT_EQ(shown, edition < 3 ? 40.0 : edition == 3 ? 52.0 : 52.0) << edition;
    read.insert(read.begin(), as_read(figures, now.areas));
    counts[0] += 4;
  }
}

TEST(EarlierEdition, keeps_a_year_from_being_subtracted_from_a_window) {
  Town first(areas_of({3, 3}));
  for (const int year : {2019, 2020}) first.count("a", year, add_up(first.areas, {40, 30, 20, 15, 16, 17}), people(first.areas));
  const auto single = first.publish();
  const std::vector<EditionFigures> read = {as_read(single, first.areas)};
  Town now(areas_of({3, 3}));
  now.project.disclosure.pool_years = 3;
  for (const int year : {2019, 2020, 2021})
    now.count("a", year,
              add_up(now.areas, year == 2021 ? std::vector<double>{3, 4, 5, 15, 16, 17} : std::vector<double>{40, 30, 20, 15, 16, 17}),
              people(now.areas));
  now.project.disclosure.level_share = 1.0;
  const auto pooled = now.publish({.editions = read});
  const PublishedSeries* window = nullptr;
  for (const PublishedSeries& s : pooled.series())
    if (s.period.kind() == PeriodKind::span) window = &s;
  ASSERT_NE(window, nullptr) << "the level is a window of years";
  // 83 in three years, less 40 and 40: an outsider knows the third year unless the window says nothing about this buurt.
  drawn::Outsider outsider;
  const auto unknown = drawn::read_series(outsider, *window, now.areas, 1.0);
  const AreaIndex b = now.areas.run(AreaLevel::buurt).first;
  ASSERT_GE(unknown[b], 0) << "withheld";
  const auto found = outsider.interval(unknown[b]);
  ASSERT_TRUE(found);
  EXPECT_GE(found->highest - found->lowest, 3.0);
}

// T12: the same buurten, two of which now lie in another wijk.
TEST(EarlierEdition, of_another_division_gives_no_buurt_away_by_subtraction) {
  std::mt19937 random(12);
  for (int round = 0; round < 20; ++round) {
    const AreaSet before = areas_of({4, 4, 4}, 2019), now = areas_of({3, 5, 4}, 2020);
    std::vector<double> counts;
    for (int b = 0; b < 12; ++b) counts.push_back(static_cast<double>(random() % (random() % 2 ? 12 : 40)));
    Town old(before);
    old.count("a", 2018, add_up(before, counts), people(before));
    const auto first = old.publish();
    // The last buurt of the first wijk moved to the second one; otherwise the order is the same.
    Concordance concordance;
    concordance.from = before.vintage();
    concordance.to = now.vintage();
    const AreaIndex b0 = before.run(AreaLevel::buurt).first, n0 = now.run(AreaLevel::buurt).first;
    for (AreaIndex i = 0; i < 12; ++i) concordance.edges.push_back({b0 + i, n0 + i, EdgeKind::recoded, EdgeBasis::official, 1.0});
    Town next(now);
    next.count("a", 2018, add_up(now, counts), people(now));
    const std::vector<EditionFigures> read = {as_read(first, before)};
    const std::vector<AreaSet> divisions = {before, now};
    const std::vector<Concordance> concordances = {concordance};
    const auto second = next.publish({.editions = read, .divisions = divisions, .concordances = concordances});
    const PublishedSeries &a = find(first, "a"), &s = find(second, "a");
    drawn::Outsider outsider;
    const auto u = drawn::read_series(outsider, a, before, 1.0), v = drawn::read_series(outsider, s, now, 1.0);
    for (AreaIndex i = 0; i < 12; ++i) {
      drawn::Outsider::Sum same;
      if (u[b0 + i] >= 0) same.terms.emplace_back(u[b0 + i], 1);
      else same.constant += a.numerator[b0 + i];
      if (v[n0 + i] >= 0) same.terms.emplace_back(v[n0 + i], -1);
      else same.constant -= s.numerator[n0 + i];
      outsider.learn(std::move(same));
    }
    if (!next.warnings.empty()) continue;  // said: the first edition leaves no way
    for (AreaIndex i = 0; i < 12; ++i)
      if (v[n0 + i] >= 0 && s.missing[n0 + i] == Missing::suppressed_primary) {
        const auto found = outsider.interval(v[n0 + i]);
        ASSERT_TRUE(found) << round;
        EXPECT_GE(found->highest - found->lowest, 3.0 - 1e-6) << round << " " << counts[i];
      }
  }
}

}  // namespace
}  // namespace trede
