// SPDX-License-Identifier: EUPL-1.2
// The rule on one count, number by number (D1, T1, T2, T14), and the tree around it (T3).
#include <gtest/gtest.h>

#include <random>

#include "disclose/gate.hpp"

namespace trede {
namespace {

Verdict persons(double x, double n, bool sensitive = false) { return judge_count(x, n, true, 50, 10, sensitive); }

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
  EXPECT_EQ(judge_count(0, 0, false, 50, 10, true), Verdict::sensitive_zero);
}

TEST(RuleOnCounts, judges_a_bare_count_by_its_size_alone) {
  EXPECT_EQ(judge_count(9, 0, false, 50, 10, false), Verdict::too_small);
  EXPECT_EQ(judge_count(10, 0, false, 50, 10, false), Verdict::show);
}

AreaSet town(int wijken, int buurten) {
  std::vector<AreaRow> rows = {{*AreaCode::parse("GM0001"), "Stad"}};
  for (int w = 0; w < wijken; ++w) {
    const std::string wijk = "0001" + std::string(w < 10 ? "0" : "") + std::to_string(w);
    rows.push_back({*AreaCode::parse("WK" + wijk), "Wijk " + std::to_string(w)});
    for (int b = 0; b < buurten; ++b)
      rows.push_back({*AreaCode::parse("BU" + wijk + (b < 10 ? "0" : "") + std::to_string(b)), "Buurt " + std::to_string(w * 100 + b)});
  }
  return *AreaSet::build(Vintage{2020}, rows);
}

// The definition, straight: in every equation parent = Σ children the number of unknowns is not one; and the withheld cells below a shown
// parent have at least `least` to share beyond the one that each must be.
void expect_safe(const AreaSet& areas, const std::vector<double>& count, const std::vector<std::uint8_t>& there,
                 const std::vector<std::uint8_t>& hidden, int least) {
  const auto unknown = [&](AreaIndex a) { return hidden[a] == 1 || hidden[a] == 2; };
  for (AreaIndex p = 0; p < areas.size(); ++p) {
    if (!there[p]) continue;
    int unknowns = unknown(p) ? 1 : 0;
    int children = 0;
    double room = 0;
    for (AreaIndex c = 0; c < areas.size(); ++c) {
      if (areas.parent(c) != p || !there[c]) continue;
      ++children;
      if (!unknown(c)) continue;
      ++unknowns;
      bool leaf = true;
      for (AreaIndex g = 0; g < areas.size(); ++g)
        if (areas.parent(g) == c && there[g]) {
          leaf = false;
          room += unknown(g) ? count[g] - 1 : 0;
        }
      if (leaf) room += count[c] - 1;
    }
    if (children == 0) continue;
    EXPECT_NE(unknowns, 1) << areas.code(p).str();
    if (!unknown(p) && unknowns > 0) {
      EXPECT_GE(room, least) << areas.code(p).str();
    }
  }
}

TEST(RuleOnTrees, withholds_a_second_buurt_when_the_wijk_total_would_give_the_first_away) {
  const AreaSet areas = town(2, 3);
  std::vector<double> count(areas.size(), 0);
  std::vector<std::uint8_t> there(areas.size(), 1), hidden(areas.size(), 0);
  there[0] = 0;  // the country
  const auto buurten = areas.run(AreaLevel::buurt);
  const double counts[] = {4, 30, 20, 15, 16, 17};
  for (AreaIndex b = buurten.first; b < buurten.last; ++b) count[b] = counts[b - buurten.first];
  for (AreaIndex a = buurten.first; a-- > 0;)
    for (AreaIndex c = 0; c < areas.size(); ++c)
      if (areas.parent(c) == a) count[a] += count[c];
  hidden[buurten.first] = 1;
  protect_tree(areas, count, there, 10, hidden);
  expect_safe(areas, count, there, hidden, 10);
  EXPECT_EQ(hidden[buurten.first + 2], 2) << "the smallest shown sibling";
  EXPECT_EQ(hidden[buurten.first + 3], 0) << "the other wijk is left in peace";
  EXPECT_EQ(hidden[buurten.first + 1], 0);
}

TEST(RuleOnTrees, lets_a_known_zero_in_a_tiny_area_need_no_partner) {
  const AreaSet areas = town(1, 3);
  const std::vector<double> count = {0, 60, 60, 0, 30, 30};
  std::vector<std::uint8_t> there = {0, 1, 1, 1, 1, 1}, hidden = {0, 0, 0, 3, 0, 0};
  EXPECT_FALSE(protect_tree(areas, count, there, 10, hidden));
  EXPECT_EQ(hidden, (std::vector<std::uint8_t>{0, 0, 0, 3, 0, 0}));
}

TEST(RuleOnTrees, leaves_room_above_the_one_that_every_withheld_cell_must_be) {
  // Twelve buurten of one each: their sum is at least ten, yet every one of them would be known to be one.
  const AreaSet areas = town(2, 12);
  std::vector<double> count(areas.size(), 0);
  std::vector<std::uint8_t> there(areas.size(), 1), hidden(areas.size(), 0);
  there[0] = 0;
  const auto buurten = areas.run(AreaLevel::buurt);
  for (AreaIndex b = buurten.first; b < buurten.last; ++b) {
    count[b] = b < buurten.first + 12 ? 1 : 40;
    hidden[b] = b < buurten.first + 12 ? 1 : 0;
  }
  const auto wijken = areas.run(AreaLevel::wijk);
  count[wijken.first] = 12;
  count[wijken.first + 1] = 480;
  count[1] = 492;
  protect_tree(areas, count, there, 10, hidden);
  expect_safe(areas, count, there, hidden, 10);
  EXPECT_EQ(hidden[wijken.first], 2) << "the wijk's twelve would give all of its buurten away";
}

TEST(RuleOnTrees, never_leaves_an_equation_with_one_unknown_whatever_the_town) {
  std::mt19937 random(20260101);
  for (int round = 0; round < 400; ++round) {
    const AreaSet areas = town(1 + static_cast<int>(random() % 6), 1 + static_cast<int>(random() % 7));
    std::vector<double> count(areas.size(), 0);
    std::vector<std::uint8_t> there(areas.size(), 1), hidden(areas.size(), 0);
    there[0] = 0;
    const auto buurten = areas.run(AreaLevel::buurt);
    for (AreaIndex b = buurten.first; b < buurten.last; ++b) count[b] = static_cast<double>(random() % (random() % 2 ? 12 : 60));
    for (AreaIndex a = buurten.first; a-- > 1;)
      for (AreaIndex c = a + 1; c < areas.size(); ++c)
        if (areas.parent(c) == a) count[a] += count[c];
    for (AreaIndex a = 1; a < areas.size(); ++a) hidden[a] = judge_count(count[a], 5000, true, 50, 10, false) == Verdict::show ? 0 : 1;
    protect_tree(areas, count, there, 10, hidden);
    expect_safe(areas, count, there, hidden, 10);
    if (::testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace trede
