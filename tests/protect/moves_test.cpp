// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "attacker.hpp"
#include "protect/moves_plan.hpp"
#include "protect/system.hpp"
#include "protect/table_csv.hpp"

namespace trede::protect {
namespace {

using testing::Attacker;

// Systems drawn from a seed: gemeente ▸ wijken ▸ buurten times a flat dimension, with what editions add to that.
struct Draw {
  int wijken = 3;
  int buurten = 4;
  int types = 3;
  int width = 1;
  bool versions = false;  // a second division of the same buurten
  bool earlier = false;   // some cells are latent, some public already, and counts have a public most
};

class Town {
 public:
  Town(unsigned seed, const Draw& draw) : random_(seed), draw_(draw) {
    const int leaves = draw.wijken * draw.buurten;
    for (int type = 0; type < draw.types; ++type) {
      for (int leaf = 0; leaf < leaves; ++leaf) leaf_.push_back(pick(4) == 0 ? 1 + pick(40) : pick(6));
    }
    build();
  }
  System system;

 private:
  int pick(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  // Cell of (area, type); area counts gemeente, wijken, buurten, and then the second version.
  int cell(int area, int type) const { return area * (draw_.types + 1) + type; }

  void build() {
    const int leaves = draw_.wijken * draw_.buurten;
    const int first_leaf = 1 + draw_.wijken;
    const int areas = first_leaf + leaves + (draw_.versions ? 1 + draw_.wijken : 0);
    std::vector<int> value(static_cast<std::size_t>(areas * (draw_.types + 1)), 0);
    const auto at = [&](int area, int type) -> int& { return value[static_cast<std::size_t>(cell(area, type))]; };
    std::vector<std::pair<int, std::vector<int>>> sums;
    const auto divide = [&](int root, int first, int shift) {
      std::vector<std::vector<int>> of(static_cast<std::size_t>(draw_.wijken));
      for (int leaf = 0; leaf < leaves; ++leaf)
        of[static_cast<std::size_t>((leaf / draw_.buurten + (leaf % 3 == 1 ? shift : 0)) % draw_.wijken)].push_back(first_leaf + leaf);
      std::vector<int> wijken;
      for (int wijk = 0; wijk < draw_.wijken; ++wijk) {
        wijken.push_back(first + wijk);
        sums.emplace_back(first + wijk, of[static_cast<std::size_t>(wijk)]);
      }
      sums.emplace_back(root, wijken);
    };
    divide(0, 1, 0);
    if (draw_.versions) divide(first_leaf + leaves, first_leaf + leaves + 1, 1);
    for (int leaf = 0; leaf < leaves; ++leaf) {
      for (int type = 0; type < draw_.types; ++type) {
        at(first_leaf + leaf, type) = leaf_[static_cast<std::size_t>(type * leaves + leaf)];
        at(first_leaf + leaf, draw_.types) += at(first_leaf + leaf, type);
      }
    }
    for (const auto& [parent, children] : sums) {
      for (int type = 0; type <= draw_.types; ++type)
        for (const int child : children) at(parent, type) += at(child, type);
    }
    std::vector<int> number(value.size(), -1);
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (value[i] == 0) continue;
      number[i] = static_cast<int>(system.size());
      add(value[i]);
    }
    for (const auto& [parent, children] : sums) {
      for (int type = 0; type <= draw_.types; ++type) {
        std::vector<int> parts;
        for (const int child : children) parts.push_back(number[static_cast<std::size_t>(cell(child, type))]);
        equation(number[static_cast<std::size_t>(cell(parent, type))], parts, true);
      }
    }
    for (int area = 0; area < areas; ++area) {
      std::vector<int> parts;
      for (int type = 0; type < draw_.types; ++type) parts.push_back(number[static_cast<std::size_t>(cell(area, type))]);
      const bool leaf = area >= first_leaf && area < first_leaf + leaves;
      equation(number[static_cast<std::size_t>(cell(area, draw_.types))], parts, leaf);
    }
  }

  void add(int value) {
    system.value.push_back(value);
    system.least.push_back(1);
    system.most.push_back(draw_.earlier ? value + pick(30) : kNoBound);
    system.state.push_back(value < 5 ? CellState::sensitive : CellState::free);
    if (draw_.earlier && pick(8) == 0) system.state.back() = value < 5 ? CellState::latent : CellState::open;
    system.width.push_back(draw_.width);
    system.cost.push_back(1.0 + 1e-6 * value);
  }

  void equation(int parent, const std::vector<int>& parts, bool independent) {
    if (parent < 0) return;
    auto& equations = system.equations;
    equations.cell.push_back(static_cast<CellIndex>(parent));
    equations.sign.push_back(-1);
    for (const int part : parts) {
      if (part < 0) continue;
      equations.cell.push_back(static_cast<CellIndex>(part));
      equations.sign.push_back(1);
    }
    equations.first.push_back(static_cast<std::uint32_t>(equations.cell.size()));
    equations.independent.push_back(independent ? 1 : 0);
  }

  std::mt19937 random_;
  Draw draw_;
  std::vector<int> leaf_;
};

// Everything that a pattern promises.
void expect_sound(const System& system, const Pattern& pattern) {
  ASSERT_EQ(pattern.withheld.size(), system.size());
  for (std::size_t i = 0; i < system.size(); ++i) {
    const bool secret = system.state[i] == CellState::sensitive || system.state[i] == CellState::latent;
    EXPECT_GE(pattern.withheld[i], secret ? 1 : 0);
    EXPECT_LE(pattern.withheld[i], system.state[i] == CellState::open ? 0 : 1);
  }
  Attacker attacker(system, pattern.withheld);
  EXPECT_TRUE(attacker.bare(pattern.unprotected).empty());
  std::vector<std::uint8_t> everything(system.size());
  for (std::size_t i = 0; i < system.size(); ++i) everything[i] = system.state[i] == CellState::open ? 0 : 1;
  Attacker helpless(system, everything);
  for (const auto p : pattern.unprotected) EXPECT_FALSE(helpless.safe(p)) << "a move exists when enough is withheld";
  EXPECT_LE(pattern.lower_bound, pattern.cost + 1e-9);
}

TEST(Moves, no_sensitive_cell_of_a_drawn_town_can_be_narrowed_below_its_width) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    Draw draw;
    draw.wijken = 2 + static_cast<int>(seed % 4);
    draw.types = 1 + static_cast<int>(seed % 3);
    draw.width = 1 + static_cast<int>(seed % 5);
    draw.versions = seed % 2 == 1;
    draw.earlier = seed % 3 == 2;
    const Town town(seed, draw);
    ASSERT_TRUE(consistent(town.system));
    expect_sound(town.system, protect_by_moves(town.system, {Effort::fast, 1}));
  }
}

TEST(Moves, no_withheld_cell_can_be_shown_again_without_baring_a_sensitive_one) {
  for (unsigned seed = 0; seed < 6; ++seed) {
    SCOPED_TRACE(seed);
    Draw draw;
    draw.width = 1 + static_cast<int>(seed % 3);
    draw.versions = seed % 2 == 1;
    const Town town(100 + seed, draw);
    const Pattern pattern = protect_by_moves(town.system, {Effort::fast, 1});
    ASSERT_GT(pattern.secondary, 0U);
    for (std::size_t i = 0; i < town.system.size(); ++i) {
      if (town.system.state[i] != CellState::free || pattern.withheld[i] == 0) continue;
      auto fewer = pattern.withheld;
      fewer[i] = 0;
      EXPECT_FALSE(Attacker(town.system, fewer).bare(pattern.unprotected).empty()) << "cell " << i << " is withheld for nothing";
    }
  }
}

TEST(Moves, a_cell_that_nothing_can_hide_is_named_and_nothing_else_fails) {
  // 3 = 2 + 1, 20 = 18 + 2: of the first sum every cell is public already but the one, of the second everything may be withheld.
  System system;
  system.value = {3, 2, 1, 20, 18, 2};
  system.least.assign(6, 1);
  system.most.assign(6, kNoBound);
  system.state = {CellState::open, CellState::open, CellState::sensitive, CellState::free, CellState::free, CellState::sensitive};
  system.width.assign(6, 1);
  system.cost.assign(6, 1.0);
  system.equations.first = {0, 3, 6};
  system.equations.cell = {0, 1, 2, 3, 4, 5};
  system.equations.sign = {-1, 1, 1, -1, 1, 1};
  system.equations.independent = {1, 1};
  const Pattern pattern = protect_by_moves(system, {Effort::fast, 1});
  EXPECT_EQ(pattern.unprotected, std::vector<CellIndex>{2});
  EXPECT_EQ(pattern.secondary, 1U);
  expect_sound(system, pattern);
}

TEST(Moves, a_system_without_sensitive_cells_or_without_cells_withholds_nothing) {
  EXPECT_EQ(protect_by_moves({}, {Effort::fast, 1}).secondary, 0U);
  System system;
  system.value = {7, 7};
  system.least.assign(2, 1);
  system.most.assign(2, kNoBound);
  system.state.assign(2, CellState::free);
  system.width.assign(2, 1);
  system.cost.assign(2, 1.0);
  system.equations.first = {0, 2};
  system.equations.cell = {0, 1};
  system.equations.sign = {-1, 1};
  system.equations.independent = {1};
  EXPECT_EQ(protect_by_moves(system, {Effort::thorough, 1}).secondary, 0U);
}

TEST(Moves, the_pattern_is_the_same_for_one_thread_and_for_two_and_each_time) {
  Draw draw;
  draw.wijken = 6;
  draw.width = 2;
  const Town town(7, draw);
  const Pattern one = protect_by_moves(town.system, {Effort::fast, 1});
  EXPECT_EQ(one.withheld, protect_by_moves(town.system, {Effort::fast, 2}).withheld);
  EXPECT_EQ(one.withheld, protect_by_moves(town.system, {Effort::fast, 1}).withheld);
}

// The reference tables, which are not part of the repository.
std::filesystem::path reference() {
  const char* named = std::getenv("TREDE_REFERENCE");
  return (named != nullptr ? std::filesystem::path(named) : std::filesystem::path(TREDE_SOURCE_DIR) / "../shared/reference") / "disclosure";
}

System reference_system(const std::string& name, const std::vector<std::string>& dimensions, const std::string& cells, int width) {
  std::vector<DimensionFile> files;
  for (const auto& dimension : dimensions) files.push_back({dimension, reference() / name / ("dim_" + dimension + ".csv")});
  const auto table = read_table(reference() / cells / "cells.csv", files);
  EXPECT_TRUE(table.has_value());
  TableRule rule;
  rule.minimum = 5;
  rule.width = width;
  return system_of(*table, rule).system;
}

struct Case {
  std::string name, cells;
  std::vector<std::string> dimensions;
  int width;
  std::size_t sensitive, most;
};

class MovesReference : public ::testing::TestWithParam<Case> {};

TEST_P(MovesReference, is_safe_whether_or_not_a_withheld_count_may_be_nought_and_withholds_no_more_than_aimed_for) {
  const Case& wanted = GetParam();
  if (!std::filesystem::exists(reference() / wanted.name)) GTEST_SKIP() << "no reference tables at " << reference();
  const System system = reference_system(wanted.name, wanted.dimensions, wanted.cells, wanted.width);
  const Pattern pattern = protect_by_moves(system, {Effort::fast, 1});
  EXPECT_EQ(pattern.sensitive, wanted.sensitive);
  EXPECT_LE(pattern.secondary, wanted.most);
  EXPECT_TRUE(pattern.unprotected.empty());
  EXPECT_TRUE(Attacker(system, pattern.withheld).bare({}).empty());
  // What is safe at a least of one is safe at nought: asked where it takes no time.
  EXPECT_TRUE(system.size() > 1000 || Attacker(system, pattern.withheld, 1).bare({}).empty());
}

INSTANTIATE_TEST_SUITE_P(Instances, MovesReference,
                         ::testing::Values(Case{"ehv_mo_2d", "ehv_mo_2d", {"area", "type"}, 3, 211, 58},
                                           Case{"ehv_pair_2d/joint", "ehv_mo_2d", {"area", "type"}, 1, 220, 62},
                                           Case{"ehv_mo_3d", "ehv_mo_3d", {"area", "type", "age"}, 1, 1022, 135}),
                         [](const auto& instance) { return "case_" + std::to_string(instance.index); });

}  // namespace
}  // namespace trede::protect
