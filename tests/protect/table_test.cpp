// SPDX-License-Identifier: EUPL-1.2
#include "protect/table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace trede::protect {
namespace {

const std::vector<DimensionRow> kAreas = {{"b2", "w1"}, {"GM", ""}, {"w2", "GM"}, {"b1", "w1"}, {"w1", "GM"}, {"b3", "w2"}};
const std::vector<DimensionRow> kTypes = {{"T", ""}, {"x", "T"}, {"y", "T"}};

Table small_table() {
  Table table{{dimension_of("area", kAreas), dimension_of("type", kTypes)}, std::vector<std::int32_t>(18, 0)};
  // b1: 1 and 7, b2: 0 and 3, b3: 20 and 30
  table.value[2 * 3 + 1] = 1, table.value[2 * 3 + 2] = 7;
  table.value[3 * 3 + 2] = 3;
  table.value[5 * 3 + 1] = 20, table.value[5 * 3 + 2] = 30;
  add_totals(table);
  return table;
}

TEST(Dimension, CodesStandDepthFirstWhateverTheOrderOfTheRows) {
  const Dimension dimension = dimension_of("area", kAreas);
  EXPECT_EQ(dimension.code, (std::vector<std::string>{"GM", "w1", "b1", "b2", "w2", "b3"}));
  const std::vector<DimensionRow> turned(kAreas.rbegin(), kAreas.rend());
  EXPECT_EQ(dimension_of("area", turned).code, dimension.code);
  EXPECT_EQ(dimension_of("area", turned).edges, dimension.edges);
}

TEST(Dimension, ACodeOfTwoVersionsStandsBelowTheFirstAndHasBothParents) {
  const Dimension dimension = dimension_of("area", {{"A2", ""}, {"b", "A2"}, {"A1", ""}, {"b", "A1"}});
  EXPECT_EQ(dimension.code, (std::vector<std::string>{"A1", "b", "A2"}));
  EXPECT_EQ(dimension.edges, (std::vector<std::pair<std::uint32_t, std::uint32_t>>{{1, 0}, {1, 2}}));
  EXPECT_EQ(outline_of(dimension).parent[1], 0U);
}

TEST(Table, TotalsAreTheSumsOverEveryDimension) {
  const Table table = small_table();
  EXPECT_EQ(table.value[0], 61);
  EXPECT_EQ(table.value[1 * 3 + 0], 11);
  EXPECT_EQ(table.value[1 * 3 + 2], 10);
  EXPECT_EQ(table.value[2 * 3 + 0], 8);
}

TEST(Table, ATotalThatDoesNotFitIsSaid) {
  Table table{{dimension_of("type", kTypes)}, {0, std::numeric_limits<std::int32_t>::max(), 1}};
  EXPECT_FALSE(add_totals(table));
}

TEST(Table, TheSystemHasThePositiveCellsAndAllEquationsHold) {
  const TableSystem made = system_of(small_table(), {.minimum = 5, .width = 3});
  EXPECT_EQ(made.system.size(), 17U) << "one of 18 cells is zero";
  EXPECT_TRUE(consistent(made.system));
  System wrong = made.system;
  ++wrong.value[0];
  EXPECT_FALSE(consistent(wrong));
  EXPECT_EQ(std::count(made.system.state.begin(), made.system.state.end(), CellState::sensitive), 4)
      << "1 and 3, b2's total of 3, and 1 of w1";
  EXPECT_TRUE(std::all_of(made.system.width.begin(), made.system.width.end(), [](int width) { return width == 3; }));
}

TEST(Table, EveryInnerCellHasOneIndependentEquation) {
  const TableSystem made = system_of(small_table(), {.minimum = 5});
  const Equations& equations = made.system.equations;
  std::size_t independent = 0;
  for (std::size_t e = 0; e < equations.size(); ++e) independent += equations.independent[e];
  EXPECT_EQ(independent, 12U) << "17 cells, 5 of them positive leaves";
  EXPECT_EQ(equations.size(), 15U) << "3 inner codes times 3, and 6 areas with their types";
}

TEST(Table, RegionsAreTheCodesOfTheHierarchy) {
  const TableSystem made = system_of(small_table(), {.minimum = 5});
  EXPECT_EQ(made.system.node_parent, (std::vector<std::uint32_t>{kNoNode, 0, 1, 1, 0, 4}));
  ASSERT_EQ(made.system.node.size(), made.system.size());
  for (std::size_t i = 0; i < made.cells.size(); ++i) EXPECT_EQ(made.system.node[i], made.cells[i] / 3);
}

TEST(Table, AnObjectiveWeighsLargeCellsAsItSays) {
  const Table table = small_table();
  const auto cost = [&](Objective objective) { return system_of(table, {.minimum = 5, .objective = objective}).system.cost[0]; };
  EXPECT_NEAR(cost(Objective::count), 1.000061, 1e-12);
  EXPECT_EQ(cost(Objective::value), 61.0);
  EXPECT_NEAR(cost(Objective::mixed), 1.0 + 0.3 * std::log2(1.0 + 61.0 / 5.0), 1e-12);
}

}  // namespace
}  // namespace trede::protect
