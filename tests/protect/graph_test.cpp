// SPDX-License-Identifier: EUPL-1.2
#include "protect/graph.hpp"

#include <gtest/gtest.h>
#include <coin/ClpSimplex.hpp>

#include "protect/brute_force.hpp"
#include "protect/graph_flow.hpp"
#include "protect/graph_shape.hpp"
#include "protect/reference.hpp"
#include "protect/tree.hpp"

namespace trede::protect {
namespace {

Dimension flat(const std::string& name, int parts) {
  std::vector<DimensionRow> rows = {{"T", ""}};
  for (int i = 0; i < parts; ++i) rows.push_back({test::code_name(i), "T"});
  return dimension_of(name, rows);
}

// The largest change of `cell` upwards (or downwards) that all equations and bounds allow while the rest stays, by linear programming.
double most_change(const System& system, const std::vector<std::uint8_t>& withheld, CellIndex cell, bool up) {
  const Equations& equations = system.equations;
  const int columns = static_cast<int>(system.size()), rows = static_cast<int>(equations.size());
  std::vector<double> low(system.size()), high(system.size()), cost(system.size(), 0.0);
  for (CellIndex i = 0; i < system.size(); ++i) {
    low[i] = withheld[i] != 0 ? system.least[i] - system.value[i] : 0.0;
    high[i] = withheld[i] == 0 ? 0.0 : system.most[i] == kNoBound ? 100.0 : system.most[i] - system.value[i];
  }
  cost[cell] = up ? -1.0 : 1.0;
  ClpSimplex program;
  program.setLogLevel(0);
  std::vector<CoinBigIndex> none(system.size() + 1, 0), start(equations.first.begin(), equations.first.end());
  std::vector<int> index(equations.cell.begin(), equations.cell.end());
  std::vector<double> element(equations.sign.begin(), equations.sign.end()), zero(equations.size(), 0.0);
  program.addColumns(columns, low.data(), high.data(), cost.data(), none.data(), nullptr, nullptr);
  program.addRows(rows, zero.data(), zero.data(), start.data(), index.data(), element.data());
  program.primal();
  return -program.objectiveValue();
}

bool safe_by_program(const System& system, const std::vector<std::uint8_t>& withheld, CellIndex cell) {
  const double width = system.width[cell] - 1e-6;
  return most_change(system, withheld, cell, true) > width || most_change(system, withheld, cell, false) > width;
}

TEST(Graph, TheAuditByFlowsSaysWhatLinearProgrammingSays) {
  int safe = 0, unsafe = 0;
  for (std::uint32_t seed = 1; seed <= 150; ++seed) {
    test::Chance chance(seed);
    const Table table =
        test::random_table(chance, {test::random_tree(chance, 5 + chance.upto(4), "area"), flat("type", 2 + chance.upto(2))});
    System system = system_of(table, {.minimum = 4}).system;
    const auto graph = graph_of(system);
    ASSERT_TRUE(graph) << "seed " << seed;
    for (std::int32_t& width : system.width) width = 1 + chance.upto(2);
    std::vector<std::uint8_t> withheld(system.size());
    for (CellIndex i = 0; i < system.size(); ++i) withheld[i] = system.state[i] == CellState::sensitive || chance.upto(3) == 0 ? 1 : 0;
    const std::vector<CellIndex> found = unsafe_cells(system, *graph, withheld);
    for (CellIndex i = 0; i < system.size(); ++i) {
      if (system.state[i] != CellState::sensitive) continue;
      const bool here = std::find(found.begin(), found.end(), i) == found.end();
      EXPECT_EQ(here, safe_by_program(system, withheld, i)) << "seed " << seed << ", cell " << i;
      ++(here ? safe : unsafe);
    }
  }
  EXPECT_GT(safe, 200);
  EXPECT_GT(unsafe, 200);
}

TEST(Graph, InTwoDimensionsThePatternCostsAsLittleAsTheBestOfAllPatterns) {
  int tried = 0;
  for (std::uint32_t seed = 1; tried < 120; ++seed) {
    test::Chance chance(seed);
    const Table table = test::random_table(chance, {test::random_tree(chance, 4 + chance.upto(2), "area"), flat("type", 2)});
    test::Case c = test::case_of(table, {.minimum = 3 + chance.upto(2)});
    if (c.leaves.size() > 9 || c.system.size() > 24) continue;
    for (double& cost : c.system.cost) cost = 1.0 + chance.upto(7) / 8.0;
    if (seed % 3 == 0)
      for (CellState& state : c.system.state)
        if (state == CellState::free && chance.upto(11) == 0) state = CellState::open;
    if (std::count(c.system.state.begin(), c.system.state.end(), CellState::free) > 13) continue;
    ++tried;
    const auto moves = test::supports(c.system, c.leaf_sums, c.leaves);
    const auto wanted = test::cheapest(c.system, moves);
    const auto pattern = protect_graph(c.system, {});
    ASSERT_TRUE(pattern) << "seed " << seed;
    EXPECT_EQ(wanted.has_value(), pattern->unprotected.empty()) << "seed " << seed;
    if (!wanted) continue;
    EXPECT_TRUE(pattern->optimal) << "seed " << seed;
    EXPECT_NEAR(pattern->cost, *wanted, 1e-9) << "seed " << seed;
    EXPECT_TRUE(test::safe(c.system, moves, test::bits(pattern->withheld))) << "seed " << seed;
  }
}

// The cheapest pattern by trying all, each judged by linear programming.
std::optional<double> cheapest_by_program(const System& system) {
  std::vector<CellIndex> free;
  for (CellIndex i = 0; i < system.size(); ++i)
    if (system.state[i] == CellState::free) free.push_back(i);
  std::vector<std::pair<double, std::uint32_t>> choices;
  for (std::uint32_t choice = 0; choice < (1U << free.size()); ++choice) {
    double cost = 0.0;
    for (std::size_t i = 0; i < free.size(); ++i) cost += (choice >> i & 1U) != 0 ? system.cost[free[i]] : 0.0;
    choices.emplace_back(cost, choice);
  }
  std::sort(choices.begin(), choices.end());
  for (const auto& [cost, choice] : choices) {
    std::vector<std::uint8_t> withheld(system.size());
    for (CellIndex i = 0; i < system.size(); ++i) withheld[i] = system.state[i] == CellState::sensitive ? 1 : 0;
    for (std::size_t i = 0; i < free.size(); ++i) withheld[free[i]] = choice >> i & 1U;
    bool safe = true;
    for (CellIndex i = 0; safe && i < system.size(); ++i)
      safe = system.state[i] != CellState::sensitive || safe_by_program(system, withheld, i);
    if (safe) return cost;
  }
  return std::nullopt;
}

TEST(Graph, WithAWidthOfTwoOrThreeThePatternCostsAsLittleAsTheBestOfAllPatterns) {
  int tried = 0;
  for (std::uint32_t seed = 1; tried < 60; ++seed) {
    test::Chance chance(seed);
    std::vector<Dimension> dimensions = {test::random_tree(chance, 4 + chance.upto(3), "area")};
    if (seed % 2 == 0) dimensions.push_back(flat("type", 2));
    const Table table = test::random_table(chance, dimensions);
    System system = system_of(table, {.minimum = 5, .width = 2 + static_cast<int>(seed % 2)}).system;
    const auto free = std::count(system.state.begin(), system.state.end(), CellState::free);
    const auto sensitive = std::count(system.state.begin(), system.state.end(), CellState::sensitive);
    if (free < 2 || free > 8 || sensitive == 0) continue;
    for (double& cost : system.cost) cost = 1.0 + chance.upto(7) / 8.0;
    ++tried;
    const auto wanted = cheapest_by_program(system);
    const auto pattern = protect_graph(system, {});
    ASSERT_TRUE(pattern) << "seed " << seed;
    EXPECT_EQ(wanted.has_value(), pattern->unprotected.empty()) << "seed " << seed;
    if (!wanted) continue;
    EXPECT_TRUE(pattern->optimal) << "seed " << seed;
    EXPECT_NEAR(pattern->cost, *wanted, 1e-9) << "seed " << seed;
  }
}

TEST(Graph, WhatWasSolvedBeforeChangesNothing) {
  const auto system_of_seed = [](std::uint32_t seed) {
    test::Chance chance(seed);
    const Table table = test::random_table(chance, {test::random_tree(chance, 60, "area"), flat("type", 3)});
    return system_of(table, {.minimum = 5, .width = 3}).system;
  };
  std::vector<std::vector<std::uint8_t>> first;
  for (std::uint32_t seed = 1; seed <= 6; ++seed) first.push_back(protect_graph(system_of_seed(seed), {})->withheld);
  for (std::uint32_t seed = 6; seed >= 1; --seed) {
    const auto again = protect_graph(system_of_seed(seed), {});
    EXPECT_EQ(again->withheld, first[seed - 1]) << "seed " << seed;
  }
}

TEST(Graph, TwoDivisionsOfTheSameBuurtenAreOneGraph) {
  const std::vector<DimensionRow> rows = {{"GM", ""},    {"GM2", ""},  {"w1", "GM"}, {"w2", "GM"}, {"v1", "GM2"},
                                          {"v2", "GM2"}, {"b1", "w1"}, {"b2", "w1"}, {"b3", "w2"}, {"b4", "w2"},
                                          {"b1", "v1"},  {"b2", "v2"}, {"b3", "v2"}, {"b4", "v2"}};
  int tried = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    test::Chance chance(seed);
    const Table table = test::random_table(chance, {dimension_of("area", rows)});
    test::Case c = test::case_of(table, {.minimum = 4});
    if (c.leaves.empty()) continue;
    const auto moves = test::supports(c.system, c.leaf_sums, c.leaves);
    const auto wanted = test::cheapest(c.system, moves);
    EXPECT_FALSE(protect_tree(c.system));
    const auto pattern = protect_graph(c.system, {});
    ASSERT_TRUE(pattern && wanted) << "seed " << seed;
    EXPECT_NEAR(pattern->cost, *wanted, 1e-9) << "seed " << seed;
    EXPECT_TRUE(test::safe(c.system, moves, test::bits(pattern->withheld))) << "seed " << seed;
    ++tried;
  }
  EXPECT_GT(tried, 20);
}

TEST(Graph, ThreeDimensionsAreNoGraph) {
  test::Chance chance(3);
  const Table table = test::random_table(chance, {test::random_tree(chance, 5, "area"), flat("type", 3), flat("age", 2)});
  EXPECT_FALSE(graph_of(system_of(table, {.minimum = 5}).system));
}

TEST(Graph, ACellThatNothingCanProtectIsNamed) {
  System system;  // 3 + 4 = 7, and the 4 and the 7 are public
  system.value = {3, 4, 7};
  system.least = {1, 1, 1};
  system.most = {kNoBound, kNoBound, kNoBound};
  system.state = {CellState::sensitive, CellState::open, CellState::open};
  system.width = {1, 1, 1};
  system.cost = {1, 1, 1};
  system.equations.cell = {2, 0, 1};
  system.equations.sign = {-1, 1, 1};
  system.equations.first = {0, 3};
  system.equations.independent = {1};
  const auto pattern = protect_graph(system, {});
  ASSERT_TRUE(pattern);
  EXPECT_EQ(pattern->unprotected, std::vector<CellIndex>{0});
}

// No secondary cell is there for nothing: shown again, it makes some sensitive cell fail.
void every_secondary_is_needed(const System& system, const Pattern& pattern) {
  const auto graph = graph_of(system);
  ASSERT_TRUE(graph);
  EXPECT_TRUE(unsafe_cells(system, *graph, pattern.withheld).empty());
  std::vector<std::uint8_t> withheld = pattern.withheld;
  for (CellIndex i = 0; i < system.size(); ++i) {
    if (system.state[i] != CellState::free || withheld[i] == 0) continue;
    withheld[i] = 0;
    EXPECT_FALSE(unsafe_cells(system, *graph, withheld).empty()) << "cell " << i;
    withheld[i] = 1;
  }
}

struct Known {
  const char* name;
  int minimum;
  Objective objective;
  std::size_t secondary;
  std::int64_t value;  // 0 = not known
  int width = 1;
};

class KnownOptimum : public testing::TestWithParam<Known> {};

TEST_P(KnownOptimum, IsReachedAndNothingIsWithheldForNothing) {
  const Known& known = GetParam();
  TREDE_REFERENCE_TABLE(table, known.name);
  const System system = system_of(table, {.minimum = known.minimum, .width = known.width, .objective = known.objective}).system;
  auto pattern = protect_tree(system);
  if (!pattern) pattern = protect_graph(system, {});
  ASSERT_TRUE(pattern);
  EXPECT_TRUE(pattern->optimal);
  if (known.objective == Objective::count) {
    EXPECT_EQ(pattern->secondary, known.secondary);
  }
  if (known.value > 0) {
    EXPECT_EQ(pattern->value_withheld, known.value);
  }
  every_secondary_is_needed(system, *pattern);
}

INSTANTIATE_TEST_SUITE_P(Tables, KnownOptimum,
                         testing::Values(Known{"ehv_mo_1d", 5, Objective::count, 9, 0}, Known{"ehv_mo_1d", 10, Objective::count, 2, 0},
                                         Known{"ehv_mo_2d", 5, Objective::count, 31, 0}, Known{"ehv_mo_2d", 10, Objective::count, 19, 0},
                                         Known{"ehv_mo_2d", 5, Objective::value, 0, 340}, Known{"reg_mo_2d", 5, Objective::count, 162, 0},
                                         Known{"reg_mo_2d", 10, Objective::count, 55, 0}, Known{"reg_mo_2d", 5, Objective::value, 0, 1602},
                                         Known{"ehv_mo_2d", 5, Objective::count, 50, 0, 3}),
                         [](const auto& known) {
                           return std::string(known.param.name) + "_below_" + std::to_string(known.param.minimum) +
                                  (known.param.objective == Objective::value ? "_value" : "_count") + "_width_" +
                                  std::to_string(known.param.width);
                         });

TEST(Graph, TheNationalTreeHasItsKnownOptimum) {
  TREDE_REFERENCE_TABLE(table, "nl_mo_1d");
  const auto five = protect_tree(system_of(table, {.minimum = 5}).system);
  const auto ten = protect_tree(system_of(table, {.minimum = 10}).system);
  ASSERT_TRUE(five && ten);
  EXPECT_EQ(five->secondary, 504U);
  EXPECT_EQ(ten->secondary, 211U);
}

}  // namespace
}  // namespace trede::protect
