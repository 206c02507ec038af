// SPDX-License-Identifier: EUPL-1.2
#include "protect/tree.hpp"

#include <gtest/gtest.h>

#include "protect/brute_force.hpp"
#include "protect/graph.hpp"

namespace trede::protect {
namespace {

// Costs that differ, and now and then a cell that is public already, a latent one, or one with another least value.
void disturb(test::Chance& chance, System& system, bool often_open) {
  for (CellIndex cell = 0; cell < system.size(); ++cell) {
    system.cost[cell] = 1.0 + chance.upto(7) / 8.0;
    const int what = chance.upto(often_open ? 3 : 24);
    if (what == 0 && system.state[cell] == CellState::free) system.state[cell] = CellState::open;
    if (what == 1) system.state[cell] = CellState::latent;
    if (what == 2) system.least[cell] = 0;
    if (what == 3) system.least[cell] = system.value[cell];
  }
}

TEST(Tree, ThePatternCostsAsLittleAsTheBestOfAllPatterns) {
  int solved = 0, refused = 0;
  for (std::uint32_t seed = 1; seed <= 600; ++seed) {
    test::Chance chance(seed);
    const Table table = test::random_table(chance, {test::random_tree(chance, 3 + chance.upto(7), "area")});
    test::Case c = test::case_of(table, {.minimum = 2 + chance.upto(3)});
    if (c.system.size() == 0) continue;
    if (seed % 2 == 0) disturb(chance, c.system, seed % 4 == 0);
    const auto moves = test::supports(c.system, c.leaf_sums, c.leaves);
    const auto wanted = test::cheapest(c.system, moves);
    const auto pattern = protect_tree(c.system);
    ASSERT_EQ(pattern.has_value(), wanted.has_value()) << "seed " << seed;
    ++(wanted ? solved : refused);
    if (!wanted) continue;
    EXPECT_NEAR(pattern->cost, *wanted, 1e-9) << "seed " << seed;
    EXPECT_TRUE(test::safe(c.system, moves, test::bits(pattern->withheld))) << "seed " << seed;
    EXPECT_TRUE(pattern->optimal);
    for (CellIndex cell = 0; cell < c.system.size(); ++cell) {
      const CellState state = c.system.state[cell];
      if (state != CellState::free) {
        EXPECT_EQ(pattern->withheld[cell], state == CellState::open ? 0 : 1);
      }
    }
  }
  EXPECT_GT(solved, 400);
  EXPECT_GT(refused, 5) << "some of the disturbed trees have no safe pattern";
}

TEST(Tree, TheEngineOfGraphsFindsTheSameCost) {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    test::Chance chance(seed);
    const Table table = test::random_table(chance, {test::random_tree(chance, 30, "area")});
    System system = system_of(table, {.minimum = 4}).system;
    for (double& cost : system.cost) cost = 1.0 + chance.upto(7) / 8.0;
    const auto tree = protect_tree(system);
    const auto graph = protect_graph(system, {});
    ASSERT_TRUE(tree && graph) << "seed " << seed;
    EXPECT_TRUE(graph->optimal) << "seed " << seed;
    EXPECT_NEAR(tree->cost, graph->cost, 1e-9) << "seed " << seed;
  }
}

System one_total_of(std::vector<std::int32_t> parts, int minimum) {
  std::vector<DimensionRow> rows = {{"T", ""}};
  Table table;
  for (std::size_t i = 0; i < parts.size(); ++i) rows.push_back({test::code_name(static_cast<int>(i)), "T"});
  table.dimensions.push_back(dimension_of("area", rows));
  table.value.assign(1, 0);
  table.value.insert(table.value.end(), parts.begin(), parts.end());
  add_totals(table);
  return system_of(table, {.minimum = minimum}).system;
}

TEST(Tree, OneSmallCountBelowAShownTotalWithholdsTheCheapestOther) {
  const auto pattern = protect_tree(one_total_of({3, 20, 8, 9}, 5));
  ASSERT_TRUE(pattern);
  EXPECT_EQ(pattern->secondary, 1U);
  EXPECT_EQ(pattern->value_withheld, 8);
}

TEST(Tree, TwoOnesNeedAThirdBecauseNoneOfThemCanBeLess) {
  const auto pattern = protect_tree(one_total_of({1, 1, 20, 8}, 5));
  ASSERT_TRUE(pattern);
  EXPECT_EQ(pattern->secondary, 1U);
  EXPECT_EQ(pattern->value_withheld, 8);
  const auto two = protect_tree(one_total_of({2, 1, 20, 8}, 5));
  ASSERT_TRUE(two);
  EXPECT_EQ(two->secondary, 0U) << "the two can be one less and the one more";
}

TEST(Tree, MoreWidthThanOneIsLeftToAnotherEngine) {
  System system = one_total_of({3, 20, 8, 9}, 5);
  for (auto& width : system.width) width = 3;
  EXPECT_FALSE(protect_tree(system));
  const auto pattern = protect_graph(system, {});
  ASSERT_TRUE(pattern);
  EXPECT_EQ(pattern->value_withheld, 8) << "the eight can be three less";
}

TEST(Tree, ASystemThatIsNoTreeIsLeftToAnotherEngine) {
  test::Chance chance(7);
  const Table table = test::random_table(chance, {test::random_tree(chance, 4, "area"), test::random_tree(chance, 3, "type")});
  EXPECT_FALSE(protect_tree(system_of(table, {.minimum = 5}).system));
}

}  // namespace
}  // namespace trede::protect
