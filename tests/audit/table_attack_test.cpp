// SPDX-License-Identifier: EUPL-1.2
// The attack on tables: drawn ones whose weak places are known, and the instances of the reference where they are there.
#include "audit/table_attack.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "audit/small_tables.hpp"
#include "audit/table_csv.hpp"
#include "base/csv.hpp"

namespace trede::audit {
namespace {

using test::axis_of;
using test::Dice;
using test::full_table;
using test::with_gaps;

// One wijk of three buurten and two types; the gaps are given as a picture, one line per area: total, x, y.
PublishedTable drawn(const std::vector<std::vector<int>>& rows) {
  PublishedTable table;
  table.axes = {axis_of("area", {3}), axis_of("type", {2})};
  table.file = "pub.csv";
  for (const auto& row : rows)
    for (const int value : row) table.value.push_back(value);
  table.line.assign(table.size(), 2);
  return table;
}

constexpr int __ = kGap;

TableAudit audit_of(const PublishedTable& table, TableAttackOptions options = {}) {
  options.threads = 2;
  return attack_table(table, options);
}

TEST(TableAttack, AGapAloneInItsRowIsRecalculated) {
  const TableAudit audit = audit_of(drawn({{30, 18, 12}, {10, __, 6}, {9, 6, 3}, {11, 8, 3}}));
  EXPECT_FALSE(audit.safe());
  ASSERT_EQ(audit.findings.size(), 2U);
  for (const TableFindings& at : audit.findings) {
    ASSERT_EQ(at.exact, 1U);
    EXPECT_EQ(at.recovered[0].lowest, 4);
    EXPECT_EQ(at.recovered[0].cell, 4U);
  }
}

TEST(TableAttack, FourGapsInASquareAreSafe) {
  const TableAudit audit = audit_of(drawn({{30, 18, 12}, {10, __, __}, {9, __, __}, {11, 8, 3}}));
  EXPECT_TRUE(audit.safe());
  EXPECT_EQ(audit.withheld, 4U);
}

TEST(TableAttack, ThatZerosAreShownBreaksASquareWithASumOfTwo) {
  // The first buurt holds 2 in all: at least one each leaves one each, and then all four are known.
  const TableAudit audit = audit_of(drawn({{22, 13, 9}, {2, __, __}, {9, __, __}, {11, 8, 3}}));
  EXPECT_EQ(audit.findings[0].lower, 0);
  EXPECT_EQ(audit.findings[0].exact, 0U);
  EXPECT_EQ(audit.findings[1].lower, 1);
  EXPECT_EQ(audit.findings[1].exact, 4U);
  EXPECT_FALSE(audit.safe());
}

TEST(TableAttack, AWidthIsDemandedOfEveryCell) {
  const PublishedTable table = drawn({{30, 18, 12}, {4, __, __}, {15, __, __}, {11, 8, 3}});
  TableAttackOptions options;
  options.width = 2;
  EXPECT_TRUE(audit_of(table, options).safe());
  options.width = 3;
  const TableAudit audit = audit_of(table, options);
  EXPECT_EQ(audit.findings[0].narrow, 0U);
  EXPECT_EQ(audit.findings[1].narrow, 4U);
  EXPECT_EQ(audit.findings[1].narrowest, 2);
}

TEST(TableAttack, OnlyCellsOfTheRuleCountWhenTheFileNamesThem) {
  PublishedTable table = drawn({{30, 18, 12}, {10, __, 6}, {9, 6, 3}, {11, 8, 3}});
  table.primary.assign(table.size(), 0);
  EXPECT_TRUE(audit_of(table).safe());
  table.primary[4] = 1;
  EXPECT_FALSE(audit_of(table).safe());
}

TEST(TableAttack, CountsShownBelowTheThresholdAreListed) {
  TableAttackOptions options;
  options.minimum = 4;
  const TableAudit audit = audit_of(drawn({{30, 18, 12}, {10, __, __}, {9, __, __}, {11, 8, 3}}), options);
  EXPECT_EQ(audit.below, (std::vector<std::uint32_t>{11}));
  EXPECT_FALSE(audit.safe());
}

TEST(TableAttack, ATableThatNoCountsFitIsSaidToBeImpossible) {
  const TableAudit audit = audit_of(drawn({{30, 18, 12}, {10, __, __}, {1, __, __}, {19, 15, 3}}));
  EXPECT_FALSE(audit.findings[1].possible);
  EXPECT_FALSE(audit.safe());
}

TEST(TableAttack, TheSolePersonOfACellLearnsItsNeighbours) {
  TableAttackOptions options;
  options.insider = true;
  const TableAudit audit = audit_of(drawn({{30, 18, 12}, {10, __, __}, {9, __, __}, {11, 8, 3}}), options);
  // Any one of the four fixes the others. The first cannot be one: its neighbour would be 9, and the one below that nothing.
  ASSERT_EQ(audit.findings[1].insider.size(), 3U);
  EXPECT_EQ(audit.findings[1].insider[0].cell, 5U);
  EXPECT_EQ(audit.findings[1].insider[0].recovers, 4U);
  EXPECT_FALSE(audit.safe());
}

TEST(TableAttack, WithThreeGapsInEveryRowTheSolePersonLearnsNothing) {
  PublishedTable table;
  table.axes = {axis_of("area", {3}), axis_of("type", {3})};
  table.value = {90, 30, 30, 30, 30, __, __, __, 30, __, __, __, 30, __, __, __};
  table.line.assign(table.size(), 2);
  TableAttackOptions options;
  options.insider = true;
  EXPECT_TRUE(audit_of(table, options).safe());
}

TEST(TableAttack, RoundedCountsThatTheSumsGiveBackAreFound) {
  // 1 + 1 is shown as 0 + 0 = 0 … 2 at most; 7 + 7 + 7 = 21 is shown as 5 + 5 + 5 = 20: each must be 7, though 7 is not small.
  PublishedTable table;
  table.axes = {axis_of("area", {3})};
  table.value = {10, 0, 5, 0};  // true: 8 = 2 + 4 + 2
  table.line.assign(4, 2);
  TableAttackOptions options;
  options.rounded = 5;
  options.nearest = true;
  options.minimum = 5;
  options.intervals = true;
  const TableAudit audit = audit_of(table, options);
  const auto& cells = audit.findings[0].intervals;
  ASSERT_EQ(cells.size(), 4U);
  EXPECT_EQ(cells[0].lowest, 8);  // 8 … 12, of which at most 2 + 7 + 2 = 11 fits
  EXPECT_EQ(cells[0].highest, 11);
  EXPECT_EQ(cells[2].lowest, 4);
  EXPECT_EQ(cells[2].highest, 7);
  EXPECT_TRUE(audit.safe());
  table.primary.assign(4, 0);
  EXPECT_EQ(audit_of(table, options).findings[0].intervals.size(), 4U) << "a rounded count is attacked whatever the column primary says";
  table.primary.clear();
  table.value = {10, 0, 0, 5};
  table.axes = {axis_of("area", {3})};
  table.value = {10, 0, 0, 0};  // 8 at least, and 6 at most: not rounded to the nearest
  EXPECT_FALSE(audit_of(table, options).findings[0].possible);
}

TEST(TableAttack, ThreadsAndTheOrderOfRowsChangeNothing) {
  Dice dice(11);
  const PublishedTable full =
      full_table({axis_of("a", {4, 3, 4, 3, 4}), axis_of("t", {3}), axis_of("s", {2})}, [&] { return dice.below(8); });
  const PublishedTable table = with_gaps(full, 12, 2, dice);
  TableAttackOptions options;
  options.intervals = true;
  options.width = 3;
  options.threads = 1;
  const TableAudit one = attack_table(table, options);
  options.threads = 2;
  const TableAudit two = attack_table(table, options);
  for (std::size_t at = 0; at < one.findings.size(); ++at) {
    ASSERT_EQ(one.findings[at].intervals.size(), two.findings[at].intervals.size());
    for (std::size_t i = 0; i < one.findings[at].intervals.size(); ++i) {
      EXPECT_EQ(one.findings[at].intervals[i].lowest, two.findings[at].intervals[i].lowest);
      EXPECT_EQ(one.findings[at].intervals[i].highest, two.findings[at].intervals[i].highest);
    }
  }
}

// --- the reference instances

std::filesystem::path reference() {
  if (const char* set = std::getenv("TREDE_REFERENCE")) return std::filesystem::path(set) / "disclosure";
  return std::filesystem::path(TREDE_SOURCE_DIR) / ".." / "shared" / "reference" / "disclosure";
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The whole table of an instance from its leaf cells.
PublishedTable instance(const std::string& name, const std::vector<std::string>& dimensions) {
  PublishedTable table;
  for (const std::string& d : dimensions)
    table.axes.push_back(*parse_axis(text_of(reference() / name / ("dim_" + d + ".csv")), "dim_" + d + ".csv", d));
  std::size_t cells = 1;
  for (const Axis& axis : table.axes) cells *= axis.size();
  table.value.assign(cells, 0);
  table.line.assign(cells, 2);
  const std::string text = text_of(reference() / name / "cells.csv");
  auto csv = CsvReader::open(text, {.file = "cells.csv"});
  // A leaf counts in every combination of itself and its ancestors.
  std::vector<std::map<std::string, std::vector<std::uint32_t>, std::less<>>> up(table.axes.size());
  for (std::size_t d = 0; d < table.axes.size(); ++d)
    for (std::uint32_t c = 0; c < table.axes[d].size(); ++c)
      for (std::uint32_t a = c; a != kNoNode; a = table.axes[d].parent[a]) up[d][table.axes[d].code[c]].push_back(a);
  while (csv->next()) {
    const int n = std::stoi(std::string(csv->field(csv->size() - 1)));
    std::vector<std::size_t> reached = {0};
    for (std::size_t d = 0; d < table.axes.size(); ++d) {
      std::vector<std::size_t> further;
      for (const std::size_t cell : reached)
        for (const std::uint32_t a : up[d].find(csv->field(d))->second) further.push_back(cell * table.axes[d].size() + a);
      reached = std::move(further);
    }
    for (const std::size_t cell : reached) table.value[cell] += n;
  }
  return table;
}

bool reference_is_here() {
  if (std::filesystem::exists(reference() / "ehv_mo_4d" / "cells.csv")) return true;
  std::cerr << "SKIPPED: the reference instances are not here; name their folder's parent in TREDE_REFERENCE\n";
  return false;
}

TEST(ReferenceInstances, WithholdingSmallCountsOnlyLeavesThemRecalculable) {
  if (!reference_is_here()) GTEST_SKIP() << "SKIPPED: no reference tables here (set TREDE_REFERENCE)";
  struct Case {
    const char* name;
    std::vector<std::string> dimensions;
    std::size_t sensitive, exact_at_zero, exact_at_one;
  };
  // Counted once by this attacker; the intervals of the same core are checked against a second solver in attack_test.cpp.
  const Case cases[] = {{"ehv_mo_1d", {"area"}, 37, 8, 16},
                        {"ehv_mo_2d", {"area", "type"}, 211, 55, 77},
                        {"ehv_mo_3d", {"area", "type", "age"}, 1022, 176, 727},
                        {"ehv_mo_4d", {"area", "type", "age", "sex"}, 2191, 1156, 2107}};
  for (const Case& c : cases) {
    Dice dice(1);
    PublishedTable table = instance(c.name, c.dimensions);
    EXPECT_TRUE(check_sums(table).empty());
    table = with_gaps(table, 5, 1'000'000'000, dice);
    const TableAudit audit = audit_of(table);
    EXPECT_EQ(audit.primary, c.sensitive) << c.name;
    EXPECT_EQ(audit.findings[0].exact, c.exact_at_zero) << c.name;
    EXPECT_EQ(audit.findings[1].exact, c.exact_at_one) << c.name;
  }
}

TEST(ReferenceInstances, RoundingToTheNearestFiveLeavesSeventySixOfTwoThousandRecalculable) {
  if (!reference_is_here()) GTEST_SKIP() << "SKIPPED: no reference tables here (set TREDE_REFERENCE)";
  const PublishedTable full = instance("ehv_mo_4d", {"area", "type", "age", "sex"});
  PublishedTable rounded = full;
  for (std::int32_t& value : rounded.value) value = (value + 2) / 5 * 5;
  TableAttackOptions options;
  options.rounded = 5;
  options.nearest = true;
  options.minimum = 5;
  const TableAudit audit = audit_of(rounded, options);
  ASSERT_EQ(audit.findings.size(), 1U);
  EXPECT_EQ(audit.findings[0].exact, 76U);
  for (const RecoveredCell& cell : audit.findings[0].recovered) EXPECT_EQ(cell.lowest, full.value[cell.cell]);
}

}  // namespace
}  // namespace trede::audit
