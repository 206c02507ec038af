// SPDX-License-Identifier: EUPL-1.2
// The tables and settings of `trede stat` for likeness of neighbours.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "method/method.hpp"

namespace trede::method {
namespace {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
const Pairs kLine = {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 6}};

Checked<Output> run(const std::string& name, const std::string& text, const std::vector<std::string>& set = {}, const Pairs& pairs = kLine,
                    unsigned threads = 1) {
  const auto table = Table::parse(text, "f.csv");
  const Method* method = find_method(name);
  Pairs within;  // as read_neighbours gives them
  for (const auto& [i, j] : pairs)
    if (std::max(i, j) < table->rows()) within.emplace_back(i, j);
  return method->run(
      {.table = *table, .settings = *settings_of(*method, set), .pairs = within, .has_neighbours = true, .threads = threads});
}

std::vector<std::string> rows(const Checked<Output>& out) {
  std::vector<std::string> list;
  std::istringstream text(out->csv());
  for (std::string line; std::getline(text, line);) list.push_back(line);
  return list;
}

std::vector<std::string> codes(const Checked<Output>& out) {
  std::vector<std::string> list;
  if (!out)
    for (const Error& e : out.error().list()) list.push_back(e.code);
  return list;
}

TEST(SpatialTable, AnAreaWithoutAFigureCountsAsIfItWereNotThere) {
  const auto with = rows(run("local-moran", "value\n3\n5\n4\n8\n\n9\n7\n", {"permutations=99"}));
  const auto without = rows(run("local-moran", "value\n3\n5\n4\n8\n9\n7\n", {"permutations=99"}, {{0, 1}, {1, 2}, {2, 3}, {4, 5}}));
  ASSERT_EQ(with.size(), 8U);
  EXPECT_EQ(with[5].substr(with[5].size() - 8), "no_value");
  EXPECT_EQ(std::vector<std::string>(with.begin(), with.begin() + 5), std::vector<std::string>(without.begin(), without.begin() + 5));
  EXPECT_EQ(with[6], without[5]);
  EXPECT_EQ(with[7], without[6]);
}

TEST(SpatialTable, AnAreaWithoutNeighboursHasNoResultAndSaysSo) {
  for (const char* name : {"local-moran", "gi", "gi-star", "local-geary"})
    for (const char* set : {"permutations=0", "permutations=49"}) {
      const auto out = rows(run(name, "value\n3\n5\n4\n8\n9\n7\n2\n6\n", {set}));
      EXPECT_EQ(out[8].substr(out[8].size() - 13), "no_neighbours") << name;
      EXPECT_EQ(out[8].substr(0, 3), ",,,") << name;
      EXPECT_NE(out[1].front(), ',') << name;
    }
}

TEST(SpatialTable, WhatCannotBeComparedIsRefusedWithTheReason) {
  EXPECT_EQ(codes(run("moran", "value\n3\n5\n\n4\n", {}, {{0, 1}})), std::vector<std::string>{"stat.spatial_input"});
  EXPECT_EQ(codes(run("geary", "value\n3\n3\n3\n3\n3\n")), std::vector<std::string>{"stat.spatial_input"});
  EXPECT_EQ(codes(run("local-moran", "value\n3\n5\n4\n8\n", {}, {{0, 0}})), std::vector<std::string>{"stat.spatial_input"});
  EXPECT_EQ(codes(run("join-count", "value\n0\n1\n2\n1\n3\n")), (std::vector<std::string>{"stat.not_a_mark", "stat.not_a_mark"}));
  EXPECT_EQ(codes(run("eb-moran", "x,n\n0,10\n-1,10\n2,10\n3,20\n4,20\n")), std::vector<std::string>{"stat.too_small"});
  EXPECT_EQ(codes(run("fdr", "p\n0.1\n1.5\n")), std::vector<std::string>{"stat.not_a_chance"});
  EXPECT_EQ(codes(run("local-moran", "value\n3\n5\n4\n8\n9\n", {"exact=yes", "permutations=99"}, {{0, 1}})),
            std::vector<std::string>{"stat.setting"});
}

TEST(SpatialTable, RatesOfAreasWithoutInhabitantsAreNoFigures) {
  const auto out = rows(run("local-eb-moran", "x,n\n1,10\n0,0\n2,10\n3,30\n4,20\n1,\n1,9\n"));
  EXPECT_EQ(out[2].substr(out[2].size() - 8), "no_value");
  EXPECT_EQ(out[6].substr(out[6].size() - 8), "no_value");
}

TEST(SpatialTable, ManyNeighboursAskForPermutationsInsteadOfTheExactChance) {
  std::string text = "value\n";
  Pairs pairs;
  for (std::uint32_t i = 0; i < 100; ++i) {
    text += std::to_string(i * i % 17) + "\n";
    if (i > 0) pairs.emplace_back(0, i);
  }
  EXPECT_EQ(codes(run("local-moran", text, {"exact=yes"}, pairs)), std::vector<std::string>{"stat.exact_too_many"});
  EXPECT_TRUE(run("local-moran", text, {"permutations=99"}, pairs));
}

TEST(SpatialTable, TheSameBytesForOneTwoAndEightThreads) {
  std::string text = "value\n";
  Pairs pairs;
  for (std::uint32_t i = 0; i < 300; ++i) {
    text += std::to_string((i * 7919 % 101) / 10.0) + "\n";
    for (std::uint32_t d = 1; d < 4; ++d) pairs.emplace_back(i, (i + d) % 300);
  }
  for (const char* name : {"local-moran", "gi-star", "local-geary", "moran", "geary"})
    for (const char* set : {"permutations=499", "permutations=0"}) {
      const std::string one = run(name, text, {set}, pairs, 1)->csv();
      EXPECT_EQ(one, run(name, text, {set}, pairs, 2)->csv()) << name;
      EXPECT_EQ(one, run(name, text, {set}, pairs, 8)->csv()) << name;
    }
  EXPECT_EQ(run("gi", text, {"exact=yes"}, pairs, 1)->csv(), run("gi", text, {"exact=yes"}, pairs, 8)->csv());
}

TEST(SpatialTable, FalseDiscoveryIsTheStepUpProcedureAndLeavesEmptyCellsOut) {
  // Stopping at the first p above its threshold (0.05/4 = 0.0125) would keep none of these.
  EXPECT_EQ(rows(run("fdr", "p\n0.03\n0.035\n\n0.038\n0.04\n")), (std::vector<std::string>{"q", "0.04", "0.04", "", "0.04", "0.04"}));
}

TEST(SpatialTable, NearestNeighboursCanBeUsedAsNeighbours) {
  EXPECT_EQ(rows(run("nearest", "x,y\n0,0\n0,1\n5,0\n", {"k=1"})), (std::vector<std::string>{"i,j", "1,2", "2,1", "3,1"}));
  EXPECT_EQ(rows(run("nearest", "x,y\n0,0\n0,1\n5,0\n", {"within=1"})), (std::vector<std::string>{"i,j", "1,2", "2,1"}));
}

}  // namespace
}  // namespace trede::method
