// SPDX-License-Identifier: EUPL-1.2
// Composite scores as tools: structure tables and their mistakes.
#include <gtest/gtest.h>

#include <algorithm>

#include "method/method.hpp"

namespace trede::method {
namespace {

const char* const kUnits = "id,a,b\nx,1,4\ny,2,3\nz,4,1\n";
const char* const kStructure = "indicator,group,weight,direction\na,top,1,1\nb,top,3,-1\ntop,,,\n";

Checked<Output> run(const char* name, const std::string& units, const std::string& structure, const std::vector<std::string>& set = {}) {
  const Method* method = find_method(name);
  const auto table = Table::parse(units, "units.csv");
  const auto second = Table::parse(structure, "structure.csv");
  return method->run({.table = *table, .settings = *settings_of(*method, set), .second = structure.empty() ? nullptr : &*second});
}

std::string code(const Checked<Output>& result) { return result ? "" : result.error().list().front().code; }

TEST(CompositeMethods, a_direction_turns_a_column_round_and_weights_count) {
  const auto out = run("composite", kUnits, kStructure);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->csv(), "id,top,rank\nx,0,3\ny,33.333333333333336,2\nz,100,1\n");
}

TEST(CompositeMethods, each_mistake_in_a_structure_has_its_code) {
  EXPECT_EQ(code(run("aggregate", kUnits, "")), "stat.with_needed");
  EXPECT_EQ(code(run("aggregate", kUnits, "indicator,group\na,top\nq,top\ntop,\n")), "stat.structure_unknown");
  EXPECT_EQ(code(run("aggregate", kUnits, "indicator,group\na,top\n")), "stat.structure_unknown");
  EXPECT_EQ(code(run("aggregate", kUnits, "indicator,group\na,top\na,top\ntop,\n")), "stat.structure_twice");
  EXPECT_EQ(code(run("aggregate", kUnits, "indicator,group\na,p\np,q\nq,p\n")), "stat.structure_circle");
  EXPECT_EQ(code(run("aggregate", kUnits, "indicator,group,weight\na,top,-1\ntop,,1\n")), "stat.structure_value");
  EXPECT_EQ(code(run("normalise", kUnits, "indicator,group,direction\na,top,0\ntop,,1\n")), "stat.structure_value");
  EXPECT_EQ(code(run("rank-uncertainty", kUnits, "indicator,group\na,p\nb,q\np,\nq,\n")), "stat.structure_tops");
}

TEST(CompositeMethods, a_mean_that_needs_values_above_zero_says_so) {
  EXPECT_EQ(code(run("composite", kUnits, kStructure, {"aggregation=geometric"})), "stat.setting");
  EXPECT_TRUE(run("composite", kUnits, kStructure, {"aggregation=geometric", "low=1"}));
  EXPECT_EQ(code(run("aggregate", "id,a,b\nx,0,1\n", kStructure, {"aggregation=harmonic"})), "stat.not_positive");
  EXPECT_EQ(code(run("composite", kUnits, kStructure, {"normalisation=min-max,rank"})), "stat.setting");
}

TEST(CompositeMethods, sobol_needs_something_that_varies_and_pca_two_complete_rows) {
  EXPECT_EQ(code(run("sobol", kUnits, kStructure, {"noise=0"})), "stat.setting");
  EXPECT_EQ(code(run("pca", "id,a,b\nx,1,\ny,2,1\n", "")), "stat.no_spread");
}

}  // namespace
}  // namespace trede::method
