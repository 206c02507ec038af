// SPDX-License-Identifier: EUPL-1.2
#include "protect/rounding.hpp"

#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "protect/table_csv.hpp"

namespace trede::protect {
namespace {

Dimension dimension(const std::string& name, const std::string& rows) {
  auto read = parse_dimension("code,parent\n" + rows, name + ".csv", name);
  EXPECT_TRUE(read.has_value());
  return read ? *std::move(read) : Dimension{};
}

// Two wijken with three and two buurten, by kind.
Table town() {
  std::vector<Dimension> dimensions = {dimension("area", "GM,\nW1,GM\nB1,W1\nB2,W1\nB3,W1\nW2,GM\nB4,W2\nB5,W2\n"),
                                       dimension("kind", "T,\nx,T\ny,T\nz,T\n")};
  auto table = parse_cells(
      "area,kind,n\nB1,x,3\nB1,y,0\nB1,z,7\nB2,x,1\nB2,y,1\nB2,z,1\nB3,x,12\nB3,y,4\nB3,z,0\nB4,x,2\nB4,y,9\nB4,z,5\nB5,x,0\nB5,y,0\nB5,z,4\n",
      "cells.csv", std::move(dimensions));
  EXPECT_TRUE(table.has_value());
  return *std::move(table);
}

std::int64_t misses(const Table& table, const std::vector<std::int32_t>& value) {
  const TableSystem cells = system_of(table, TableRule{.minimum = 1});
  std::int64_t wrong = 0;
  const Equations& equations = cells.system.equations;
  for (std::size_t e = 0; e < equations.size(); ++e) {
    std::int64_t sum = 0;
    for (std::uint32_t t = equations.first[e]; t < equations.first[e + 1]; ++t)
      sum += equations.sign[t] * value[cells.cells[equations.cell[t]]];
    wrong += sum != 0 ? 1 : 0;
  }
  return wrong;
}

// A system of cells without a table around it.
System plain(const std::vector<std::int32_t>& value) {
  System system;
  system.value = value;
  system.least.assign(value.size(), 0);
  system.most.assign(value.size(), kNoBound);
  system.state.assign(value.size(), CellState::free);
  system.width.assign(value.size(), 1);
  system.cost.assign(value.size(), 1.0);
  return system;
}

void add_sum(System& system, CellIndex total, const std::vector<CellIndex>& parts) {
  system.equations.cell.push_back(total);
  system.equations.sign.push_back(-1);
  for (const CellIndex part : parts) {
    system.equations.cell.push_back(part);
    system.equations.sign.push_back(1);
  }
  system.equations.first.push_back(static_cast<std::uint32_t>(system.equations.cell.size()));
  system.equations.independent.push_back(1);
}

TEST(Rounding, MakesMultiplesThatAddUpAndStayWithinTheBase) {
  const Table table = town();
  for (const int base : {2, 3, 5, 10, 25}) {
    const auto rounded = round_table(table, base);
    ASSERT_TRUE(rounded.has_value());
    EXPECT_EQ(rounded->steps, 0);
    EXPECT_EQ(misses(table, rounded->value), 0) << base;
    for (std::size_t cell = 0; cell < table.size(); ++cell) {
      EXPECT_EQ(rounded->value[cell] % base, 0);
      EXPECT_GE(rounded->value[cell], 0);
      EXPECT_LT(std::abs(rounded->value[cell] - table.value[cell]), base);
      if (table.value[cell] % base == 0) {
        EXPECT_EQ(rounded->value[cell], table.value[cell]);
      }
    }
  }
}

// All zero-restricted tables of the small town of base 5, tried one by one over the leaves.
TEST(Rounding, OfAllTablesThatAddUpTakesTheOneWithTheLeastChange) {
  const Table table = town();
  std::vector<std::size_t> leaves;
  for (std::size_t cell = 0; cell < table.size(); ++cell) {
    const std::string& area = table.dimensions[0].code[cell / 4];
    if (area[0] == 'B' && table.dimensions[1].code[cell % 4] != "T" && table.value[cell] % 5 != 0) leaves.push_back(cell);
  }
  ASSERT_EQ(leaves.size(), 10U);
  std::int64_t least = 1'000'000;
  for (unsigned choice = 0; choice < (1U << leaves.size()); ++choice) {
    Table tried = table;
    for (std::size_t i = 0; i < leaves.size(); ++i)
      tried.value[leaves[i]] = table.value[leaves[i]] / 5 * 5 + ((choice >> i & 1U) != 0 ? 5 : 0);
    ASSERT_TRUE(add_totals(tried));
    std::int64_t change = 0;
    bool near = true;
    for (std::size_t cell = 0; cell < table.size() && near; ++cell) {
      const int off = std::abs(tried.value[cell] - table.value[cell]);
      near = off < 5 && (table.value[cell] % 5 != 0 || off == 0);
      change += off;
    }
    if (near) least = std::min(least, change);
  }
  const auto rounded = round_table(table, 5);
  ASSERT_TRUE(rounded.has_value());
  EXPECT_EQ(rounded->change, least);
  EXPECT_EQ(rounded->lower_bound, least);
  EXPECT_TRUE(rounded->optimal);
  EXPECT_EQ(rounded->engine, "linear program");
}

TEST(Rounding, IsTheSameEveryTime) {
  const Table table = town();
  const auto first = round_table(table, 5);
  ASSERT_TRUE(first.has_value());
  for (int i = 0; i < 5; ++i) EXPECT_EQ(round_table(table, 5)->value, first->value);
}

// The smallest three-dimensional tables are not those of a network: fractions in the vertex are settled by branching.
TEST(Rounding, OfThreeDimensionsAddsUpToo) {
  std::vector<Dimension> dimensions = {dimension("a", "A,\na1,A\na2,A\na3,A\n"), dimension("b", "B,\nb1,B\nb2,B\nb3,B\n"),
                                       dimension("c", "C,\nc1,C\nc2,C\nc3,C\n")};
  std::string text = "a,b,c,n\n";
  unsigned state = 7;
  for (const char* a : {"a1", "a2", "a3"})
    for (const char* b : {"b1", "b2", "b3"})
      for (const char* c : {"c1", "c2", "c3"}) {
        state = state * 1103515245U + 12345U;
        text += std::string(a) + "," + b + "," + c + "," + std::to_string(state / 65536U % 9U) + "\n";
      }
  const auto table = parse_cells(text, "cells.csv", std::move(dimensions));
  ASSERT_TRUE(table.has_value());
  const auto rounded = round_table(*table, 5);
  ASSERT_TRUE(rounded.has_value());
  EXPECT_EQ(misses(*table, rounded->value), 0);
  for (std::size_t cell = 0; cell < table->size(); ++cell)
    EXPECT_LT(std::abs(rounded->value[cell] - table->value[cell]), 5 * (rounded->steps + 1));
}

TEST(Rounding, KeepsACellThatIsPublicAlready) {
  System system = plain({12, 4, 3, 5});
  add_sum(system, 0, {1, 2, 3});
  system.state[3] = CellState::open;
  const auto rounded = round_system(system, 5);
  ASSERT_TRUE(rounded.has_value());
  EXPECT_EQ(rounded->value[3], 5);
  EXPECT_EQ(rounded->value[0], rounded->value[1] + rounded->value[2] + 5);
}

TEST(Rounding, SaysSoWhenAPublicCellStandsInTheWay) {
  System system = plain({7, 4, 3});
  add_sum(system, 0, {1, 2});
  system.state[0] = CellState::open;
  const auto rounded = round_system(system, 5);
  ASSERT_FALSE(rounded.has_value());
  EXPECT_EQ(rounded.error().list().front().code, "protect.rounding.impossible");
  EXPECT_EQ(rounded.error().failure(), Failure::disclosure);
}

// Three twos, and the sum of every pair is a four: of base 4 the sums would stay, and then each number would be half a four.
TEST(Rounding, TakesAFurtherStepOnlyWhereNothingElseAddsUp) {
  System system = plain({2, 2, 2, 4, 4, 4});
  add_sum(system, 3, {0, 1});
  add_sum(system, 4, {1, 2});
  add_sum(system, 5, {0, 2});
  const auto rounded = round_system(system, 4);
  ASSERT_TRUE(rounded.has_value());
  EXPECT_EQ(rounded->steps, 1);
  EXPECT_EQ(rounded->change, 10);
  EXPECT_EQ(rounded->value[3], rounded->value[0] + rounded->value[1]);
  EXPECT_EQ(rounded->value[4], rounded->value[1] + rounded->value[2]);
  EXPECT_EQ(rounded->value[5], rounded->value[0] + rounded->value[2]);
}

TEST(Rounding, SaysSoWhenNoStepHelps) {
  System system = plain({2, 2, 2, 4, 4, 4});
  add_sum(system, 3, {0, 1});
  add_sum(system, 4, {1, 2});
  add_sum(system, 5, {0, 2});
  for (const CellIndex sum : {3U, 4U, 5U}) system.state[sum] = CellState::open;
  const auto rounded = round_system(system, 4);
  ASSERT_FALSE(rounded.has_value());
  EXPECT_EQ(rounded.error().list().front().code, "protect.rounding.impossible");
}

TEST(Rounding, OfALatentCellCostsNothing) {
  System system = plain({50, 12, 38});
  add_sum(system, 0, {1, 2});
  system.state[0] = CellState::open;
  system.state[2] = CellState::latent;
  const auto rounded = round_system(system, 5);
  ASSERT_TRUE(rounded.has_value());
  EXPECT_EQ(rounded->value, (std::vector<std::int32_t>{50, 10, 40}));
  EXPECT_EQ(rounded->change, 2);
}

TEST(Rounding, RefusesABaseBelowTwo) {
  for (const int base : {-5, 0, 1}) {
    const auto rounded = round_table(town(), base);
    ASSERT_FALSE(rounded.has_value());
    EXPECT_EQ(rounded.error().list().front().code, "protect.rounding.base");
  }
}

TEST(Rounding, OfATableOfZerosIsATableOfZeros) {
  Table table = town();
  table.value.assign(table.size(), 0);
  const auto rounded = round_table(table, 5);
  ASSERT_TRUE(rounded.has_value());
  EXPECT_EQ(rounded->value, table.value);
}

}  // namespace
}  // namespace trede::protect
