// SPDX-License-Identifier: EUPL-1.2
// The attacker's core against systems whose answer is known by hand, by counting every solution, and by another solver.
#include "audit/attack.hpp"

#include <glpk.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "audit/blocks.hpp"
#include "audit/bounds.hpp"
#include "audit/parts.hpp"
#include "audit/small_tables.hpp"

namespace trede::audit {
namespace {

using test::axis_of;
using test::Dice;
using test::full_table;
using test::with_gaps;

AttackOptions all_intervals() {
  AttackOptions options;
  options.intervals = true;
  options.threads = 1;
  return options;
}

TEST(Attack, TwoGapsThatAddUpToFiveLieBetweenOneAndFour) {
  Relations system;
  system.add_unknown(1);
  system.add_unknown(1);
  system.add_equation({{0, 1}, {1, 1}}, 5);
  const Findings found = attack(system, all_intervals());
  ASSERT_TRUE(found.possible);
  EXPECT_EQ(found.lowest, (std::vector<std::int64_t>{1, 1}));
  EXPECT_EQ(found.highest, (std::vector<std::int64_t>{4, 4}));
  EXPECT_EQ(found.wide, 2U);
  EXPECT_EQ(found.narrowest, 3);
}

TEST(Attack, TwoGapsThatAddUpToTwoAreBothOneWhenZerosAreShown) {
  Relations system;
  system.add_unknown(1);
  system.add_unknown(1);
  system.add_equation({{0, 1}, {1, 1}}, 2);
  EXPECT_EQ(attack(system, {}).exact, 2U);
  system.least = {0, 0};
  const Findings found = attack(system, {});
  EXPECT_EQ(found.exact, 0U);
  EXPECT_TRUE(found.narrowest_is_bound || found.narrowest == 2);
}

TEST(Attack, AWidthThatIsNotThereIsNarrowWithItsInterval) {
  Relations system;
  system.add_unknown(1);
  system.add_unknown(1);
  system.add_equation({{0, 1}, {1, 1}}, 4);
  AttackOptions options;
  options.width = 3;
  const Findings found = attack(system, options);
  EXPECT_EQ(found.narrow, 2U);
  EXPECT_EQ(found.narrowest, 2);
  EXPECT_EQ(found.lowest[0], 1);
  EXPECT_EQ(found.highest[0], 3);
}

TEST(Attack, WhatContradictsItselfIsReportedWithTheRow) {
  Relations system;
  system.add_unknown(1);
  system.add_unknown(1);
  system.add_equation({{0, 1}, {1, 1}}, 9);
  system.add_equation({{0, 1}}, 9);
  const Findings found = attack(system, {});
  EXPECT_FALSE(found.possible);
  EXPECT_LT(found.contradiction, system.rows());
}

TEST(Attack, AContradictionThatNoSingleRowShowsIsFoundByTheProgram) {
  Relations system;  // three pairs with the sums 1, 1 and 1 have no whole solution, with the sums 1, 1 and 3 none at all
  for (int i = 0; i < 3; ++i) system.add_unknown(0, 5);
  system.add_equation({{0, 1}, {1, 1}}, 4);
  system.add_equation({{1, 1}, {2, 1}}, 4);
  system.add_equation({{0, 1}, {2, -1}}, 1);
  EXPECT_FALSE(attack(system, {}).possible);
}

TEST(Attack, WithoutAnUpperEndAnUnknownIsUnbounded) {
  Relations system;
  system.add_unknown(1);
  system.add_unknown(1);
  system.add_equation({{0, 1}, {1, -1}}, 3);
  const Findings found = attack(system, all_intervals());
  EXPECT_EQ(found.lowest, (std::vector<std::int64_t>{4, 1}));
  EXPECT_EQ(found.highest[0], kUnbounded);
  EXPECT_EQ(found.highest[1], kUnbounded);
}

TEST(Attack, RowsMayHaveFactorsAndTwoEnds) {
  Relations system;
  system.add_unknown(0, 100);
  system.add_unknown(2, 3);
  const Term terms[] = {{0, 3}, {1, -2}};
  system.add_row(terms, 4, 10);  // 3a − 2b between 4 and 10, b 2 or 3: a between 8/3 and 16/3
  const Findings found = attack(system, all_intervals());
  EXPECT_EQ(found.lowest[0], 3);
  EXPECT_EQ(found.highest[0], 5);
}

TEST(Attack, OnlyWhatIsAskedIsReported) {
  Relations system;
  for (int i = 0; i < 3; ++i) system.add_unknown(1);
  system.add_equation({{0, 1}, {1, 1}}, 2);
  system.add_equation({{2, 1}}, 8);
  AttackOptions options;
  options.target = {0, 0, 1};
  const Findings found = attack(system, options);
  EXPECT_EQ(found.exact, 1U);
  EXPECT_EQ(found.verdict[0], Verdict::not_asked);
  EXPECT_EQ(found.lowest[2], 8);
}

// Every whole solution of a system whose unknowns are at most `most`, one unknown after the other.
void each_solution(const Relations& system, std::int64_t most, const std::function<void(const std::vector<std::int64_t>&)>& use) {
  std::vector<std::int64_t> value(system.size());
  const std::function<void(std::size_t)> place = [&](std::size_t u) {
    for (std::size_t r = 0; r < system.rows(); ++r) {  // rows of which all unknowns have a value
      std::int64_t sum = 0;
      bool whole = true;
      for (const Term& term : system.row(r)) {
        whole = whole && term.unknown < u;
        if (term.unknown < u) sum += term.coefficient * value[term.unknown];
      }
      if (whole && (sum < system.low[r] || sum > system.high[r])) return;
    }
    if (u == system.size()) return use(value);
    for (value[u] = system.least[u]; value[u] <= std::min(most, system.most[u]); ++value[u]) place(u + 1);
  };
  place(0);
}

struct Range {
  std::int64_t low = kUnbounded, high = -1;
};

std::vector<Range> counted_ranges(const Relations& system, std::int64_t most) {
  std::vector<Range> range(system.size());
  each_solution(system, most, [&](const std::vector<std::int64_t>& value) {
    for (std::size_t u = 0; u < value.size(); ++u) {
      range[u].low = std::min(range[u].low, value[u]);
      range[u].high = std::max(range[u].high, value[u]);
    }
  });
  return range;
}

TEST(Attack, InTwoDimensionsTheIntervalsAreThoseOfCountingEverySolution) {
  int compared = 0, free = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Dice dice(seed);
    const PublishedTable full = full_table({axis_of("a", {2, 2, 2}), axis_of("t", {3})}, [&] { return std::max(0, dice.below(7) - 2); });
    PublishedTable gaps = with_gaps(full, 3, 6, dice);
    gaps.value[0] = full.value[0];  // with the total shown no count is larger than it
    for (const std::int64_t lower : {0, 1}) {
      const TableRelations made = relations_of(gaps, lower);
      if (made.relations.size() == 0 || made.relations.size() > 12) continue;
      const std::vector<Range> counted = counted_ranges(made.relations, full.value[0]);
      const Findings found = attack(made.relations, all_intervals());
      ASSERT_TRUE(found.possible);
      for (Unknown u = 0; u < made.relations.size(); ++u) {
        EXPECT_EQ(found.lowest[u], counted[u].low) << "seed " << seed << " lower " << lower << ' ' << cell_name(gaps, made.cells[u]);
        EXPECT_EQ(found.highest[u], counted[u].high) << "seed " << seed << " lower " << lower << ' ' << cell_name(gaps, made.cells[u]);
        ++compared;
        free += found.lowest[u] < found.highest[u] ? 1 : 0;
      }
    }
  }
  EXPECT_GT(compared, 300);
  EXPECT_GT(free, 100);
}

TEST(Attack, InThreeDimensionsNoCountedSolutionLiesOutsideAnInterval) {
  int compared = 0, exact = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Dice dice(seed);
    const PublishedTable full =
        full_table({axis_of("a", {2}), axis_of("t", {2}), axis_of("s", {2})}, [&] { return std::max(0, dice.below(6) - 1); });
    PublishedTable gaps = with_gaps(full, 3, 8, dice);
    gaps.value[0] = full.value[0];
    const TableRelations made = relations_of(gaps, 1);
    if (made.relations.size() == 0 || made.relations.size() > 12) continue;
    const std::vector<Range> counted = counted_ranges(made.relations, full.value[0]);
    const Findings found = attack(made.relations, all_intervals());
    ASSERT_TRUE(found.possible);
    for (Unknown u = 0; u < made.relations.size(); ++u) {
      EXPECT_LE(found.lowest[u], counted[u].low);
      EXPECT_GE(found.highest[u], counted[u].high);
      if (found.verdict[u] == Verdict::exact) {
        EXPECT_EQ(found.lowest[u], full.value[made.cells[u]]);
        ++exact;
      }
      ++compared;
    }
  }
  EXPECT_GT(compared, 100);
  EXPECT_GT(exact, 10);
}

// The smallest and the largest value of every unknown by GLPK, rounded inwards.
std::vector<Range> ranges_by_glpk(const Relations& system) {
  glp_term_out(GLP_OFF);
  glp_prob* problem = glp_create_prob();
  glp_add_cols(problem, static_cast<int>(system.size()));
  glp_add_rows(problem, static_cast<int>(system.rows()));
  for (std::size_t u = 0; u < system.size(); ++u) {
    const int column = static_cast<int>(u) + 1;
    const auto low = static_cast<double>(system.least[u]);
    if (system.most[u] == kUnbounded) glp_set_col_bnds(problem, column, GLP_LO, low, 0);
    else glp_set_col_bnds(problem, column, system.least[u] == system.most[u] ? GLP_FX : GLP_DB, low, static_cast<double>(system.most[u]));
  }
  for (std::size_t r = 0; r < system.rows(); ++r) {
    std::vector<int> columns = {0};
    std::vector<double> factors = {0};
    for (const Term& term : system.row(r)) {
      columns.push_back(static_cast<int>(term.unknown) + 1);
      factors.push_back(term.coefficient);
    }
    glp_set_mat_row(problem, static_cast<int>(r) + 1, static_cast<int>(columns.size()) - 1, columns.data(), factors.data());
    glp_set_row_bnds(problem, static_cast<int>(r) + 1, system.low[r] == system.high[r] ? GLP_FX : GLP_DB,
                     static_cast<double>(system.low[r]), static_cast<double>(system.high[r]));
  }
  std::vector<Range> range(system.size());
  glp_smcp how;
  glp_init_smcp(&how);
  how.msg_lev = GLP_MSG_OFF;
  for (std::size_t u = 0; u < system.size(); ++u) {
    const int column = static_cast<int>(u) + 1;
    glp_set_obj_coef(problem, column, 1);
    for (const int direction : {GLP_MIN, GLP_MAX}) {
      glp_set_obj_dir(problem, direction);
      EXPECT_EQ(glp_simplex(problem, &how), 0);
      const bool bounded = glp_get_status(problem) == GLP_OPT;
      const double value = glp_get_obj_val(problem);
      if (direction == GLP_MIN) range[u].low = static_cast<std::int64_t>(std::ceil(value - 1e-6));
      else range[u].high = bounded ? static_cast<std::int64_t>(std::floor(value + 1e-6)) : kUnbounded;
    }
    glp_set_obj_coef(problem, column, 0);
  }
  glp_delete_prob(problem);
  return range;
}

TEST(Attack, AnotherSolverFindsTheSameIntervalsOnRandomTables) {
  std::size_t compared = 0, free = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    Dice dice(seed);
    const PublishedTable full = full_table({axis_of("a", {3, 3, 2, 4}), axis_of("t", {3}), axis_of("s", {2})},
                                           [&] { return dice.below(3) == 0 ? 0 : dice.below(9); });
    const PublishedTable gaps = with_gaps(full, seed % 2 == 0 ? 9 : 14, 2, dice);
    for (const std::int64_t lower : {0, 1}) {
      const TableRelations made = relations_of(gaps, lower);
      const std::vector<Range> other = ranges_by_glpk(made.relations);
      const Findings found = attack(made.relations, all_intervals());
      ASSERT_TRUE(found.possible);
      for (Unknown u = 0; u < made.relations.size(); ++u) {
        EXPECT_EQ(found.lowest[u], other[u].low) << "seed " << seed << " lower " << lower << ' ' << cell_name(gaps, made.cells[u]);
        EXPECT_EQ(found.highest[u], other[u].high) << "seed " << seed << " lower " << lower << ' ' << cell_name(gaps, made.cells[u]);
        ++compared;
        free += found.lowest[u] < found.highest[u] ? 1U : 0U;
      }
    }
  }
  EXPECT_GT(compared, 500U);
  EXPECT_GT(free, 300U);
}

TEST(Attack, WhatIsWideEnoughByPairsIsWideEnoughByIntervals) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    Dice dice(seed);
    const PublishedTable full =
        full_table({axis_of("a", {3, 3, 3, 3}), axis_of("t", {3}), axis_of("s", {2})}, [&] { return dice.below(8); });
    const TableRelations made = relations_of(with_gaps(full, 14, 2, dice), 1);
    for (const std::int64_t width : {1, 2, 3}) {
      AttackOptions options = all_intervals();
      options.width = width;
      const Findings whole = attack(made.relations, options);
      options.intervals = false;
      const Findings quick = attack(made.relations, options);
      EXPECT_EQ(quick.verdict, whole.verdict);
      for (Unknown u = 0; u < made.relations.size(); ++u) {
        EXPECT_GE(quick.lowest[u], whole.lowest[u]);
        EXPECT_LE(quick.highest[u], whole.highest[u]);
      }
    }
  }
}

TEST(Attack, WhatIsWideByFractionsOnlyIsNarrowInWholeNumbers) {
  Relations system;
  for (int i = 0; i < 4; ++i) system.add_unknown(0, 3);
  const Term terms[] = {{0, 2}, {1, 2}, {2, 1}};
  system.add_equation(terms, 5);  // the third is odd: 1 or 3, by fractions 0 to 3
  system.add_equation({{2, 1}, {3, 1}}, 3);
  AttackOptions options;
  options.width = 3;
  EXPECT_EQ(attack(system, options).verdict[2], Verdict::wide);
  options.whole_numbers = true;
  const Findings found = attack(system, options);
  EXPECT_EQ(found.verdict[2], Verdict::narrow);
  EXPECT_EQ(found.lowest[2], 1);
  EXPECT_EQ(found.highest[2], 3);
  EXPECT_EQ(found.narrow, 4U);
}

TEST(Attack, ASafeSquareIsSeenToBeSoInWholeNumbers) {
  Relations system;
  for (int i = 0; i < 4; ++i) system.add_unknown(1);
  system.add_equation({{0, 1}, {1, 1}}, 10);
  system.add_equation({{2, 1}, {3, 1}}, 9);
  system.add_equation({{0, 1}, {2, 1}}, 10);
  system.add_equation({{1, 1}, {3, 1}}, 9);
  AttackOptions options;
  options.width = 3;
  options.whole_numbers = true;
  const Findings found = attack(system, options);
  EXPECT_EQ(found.wide, 4U);
  EXPECT_EQ(found.wide_in_whole_numbers, 4U);
}

// How many parts of the system are cut along the tree when blocks may be this large.
std::size_t parts_cut(const Relations& system, std::size_t largest_block) {
  const RowsOfUnknown rows = rows_of_unknowns(system);
  Bounds bounds = bounds_at_start(system);
  EXPECT_TRUE(BoundReasoner(system, rows).tighten_all(bounds));
  std::size_t cut = 0;
  for (const Part& part : parts_of(system, rows, bounds)) cut += cut_of(system, bounds, part, largest_block) ? 1U : 0U;
  return cut;
}

TEST(Attack, CuttingALargePartInBlocksChangesNoInterval) {
  std::size_t narrow = 0, cut = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    Dice dice(seed);
    const PublishedTable full = full_table({axis_of("a", {4, 3, 4, 3, 4}), axis_of("t", {3}), axis_of("s", {2})},
                                           [&] { return dice.below(2) == 0 ? 0 : dice.below(9); });
    const TableRelations made = relations_of(with_gaps(full, 14, seed % 2 == 0 ? 2 : 3, dice), 1);
    AttackOptions options = all_intervals();
    options.width = 3;
    const Findings whole = attack(made.relations, options);
    options.largest_block = 30;
    cut += parts_cut(made.relations, options.largest_block);
    for (const bool intervals : {true, false}) {
      for (const unsigned threads : {1U, 2U}) {
        options.intervals = intervals;
        options.threads = threads;
        const Findings blocks = attack(made.relations, options);
        ASSERT_TRUE(blocks.possible);
        EXPECT_EQ(blocks.verdict, whole.verdict) << "seed " << seed;
        if (!intervals) continue;
        EXPECT_EQ(blocks.lowest, whole.lowest) << "seed " << seed;
        EXPECT_EQ(blocks.highest, whole.highest) << "seed " << seed;
      }
    }
    narrow += whole.narrow;
  }
  EXPECT_GE(cut, 5U);
  EXPECT_GT(narrow, 0U);
}

TEST(Attack, BlocksThatDoNotFitTogetherAreAContradiction) {
  Relations system;  // four gemeenten of twenty pairs each; the first of a pair adds up over the country to more than it can
  system.node_parent = {kNoNode, 0, 0, 0, 0};
  std::vector<Term> country;
  for (std::uint32_t g = 1; g <= 4; ++g) {
    std::vector<Term> pairs;
    for (int i = 0; i < 20; ++i) {
      const Unknown u = system.add_unknown(1, 9), v = system.add_unknown(1, 9);
      system.node.push_back(g);
      system.node.push_back(g);
      system.add_equation({{u, 1}, {v, 1}}, 10);
      pairs.push_back({u, 1});
      country.push_back({v, 1});
    }
    system.add_equation(pairs, 100);
  }
  AttackOptions options;
  options.largest_block = 45;
  system.add_equation(country, 400);
  EXPECT_TRUE(attack(system, options).possible);
  system.low.back() = system.high.back() = 401;
  EXPECT_FALSE(attack(system, options).possible);
}

}  // namespace
}  // namespace trede::audit
