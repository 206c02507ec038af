// SPDX-License-Identifier: EUPL-1.2
#include "protect/table_csv.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace trede::protect {
namespace {

const std::string kAreas = "code,parent\nGM,\nw1,GM\nw2,GM\nb1,w1\nb2,w1\nb3,w2\nb4,w2\n";
const std::string kTypes = "code,parent\nT,\nx,T\n\"y, z\",T\n";
const std::string kCells = "area,type,n\nb1,x,1\nb1,\"y, z\",7\nb2,x,0\nb2,\"y, z\",3\nb3,x,20\nb3,\"y, z\",9\nb4,x,8\nb4,\"y, z\",2\n";

std::vector<Dimension> dimensions() { return {*parse_dimension(kAreas, "a.csv", "area"), *parse_dimension(kTypes, "t.csv", "type")}; }

// "file:line:row:column code" of every problem.
std::vector<std::string> said(const Errors& errors) {
  std::vector<std::string> out;
  for (const Error& error : errors.list())
    out.push_back(error.where.file + ":" + std::to_string(error.where.line) + ":" + error.where.column_name + " " + error.code);
  return out;
}

std::vector<std::string> wrong_dimension(const std::string& text) {
  const auto read = parse_dimension(text, "d.csv", "area");
  return read ? std::vector<std::string>{} : said(read.error());
}

std::vector<std::string> wrong_cells(const std::string& text) {
  const auto read = parse_cells(text, "c.csv", dimensions());
  return read ? std::vector<std::string>{} : said(read.error());
}

using Said = std::vector<std::string>;

TEST(TableCsv, ReadsLeavesAndAddsThemUp) {
  const auto table = parse_cells(kCells, "c.csv", dimensions());
  ASSERT_TRUE(table);
  EXPECT_EQ(table->size(), 21U);
  EXPECT_EQ(table->value.front(), 50);
}

TEST(TableCsv, EveryProblemOfADimensionIsToldAtOnceWithItsPlace) {
  EXPECT_EQ(wrong_dimension("code,parent\nGM,\n,GM\nw1,GM\nw1,GM\nb1,w9\nGM,w1\n"),
            (Said{"d.csv:2:parent protect.dim.root_with_parent", "d.csv:3:code protect.dim.code_empty", "d.csv:5:code protect.dim.twice",
                  "d.csv:6:parent protect.dim.parent_unknown"}));
  EXPECT_EQ(wrong_dimension("code;parent\nGM;\n"), Said{"d.csv:1: protect.dim.columns"});
  EXPECT_EQ(wrong_dimension("code,parent\n"), Said{"d.csv:1: protect.dim.empty"});
  EXPECT_EQ(wrong_dimension("code,parent\nGM,\na,b\nb,a\n"),
            (Said{"d.csv:3:parent protect.dim.circle", "d.csv:4:parent protect.dim.circle"}));
  EXPECT_EQ(wrong_dimension("code,parent\nGM,\nw1,GM\nw2,GM\nb,w1\nb,w2\n"), Said{"d.csv:6:parent protect.dim.two_paths"});
  EXPECT_EQ(wrong_dimension("code,parent\nGM,\nw\xff,GM\n"), Said{"d.csv:3: protect.csv.encoding"});
  EXPECT_EQ(wrong_dimension("code,parent\nGM,\nw\x01,GM\n"), Said{"d.csv:3: protect.csv.control"});
}

TEST(TableCsv, EveryProblemOfTheCellsIsToldAtOnceWithItsPlace) {
  EXPECT_EQ(wrong_cells("area,type,n\nb1,x,-1\nb9,x,1\nw1,x,1\nb1,x,1\nb1,x,2\nb2,x,1.5\nb3,x,\nb4,x,99999999999\nb4,x\n"),
            (Said{"c.csv:2:n protect.cells.count_wrong", "c.csv:3:area protect.cells.code_unknown", "c.csv:4:area protect.cells.not_a_leaf",
                  "c.csv:6: protect.cells.twice", "c.csv:7:n protect.cells.count_wrong", "c.csv:8:n protect.cells.count_wrong",
                  "c.csv:9:n protect.cells.count_wrong", "c.csv:10: base.csv.columns"}));
  EXPECT_EQ(wrong_cells("area,n\nb1,1\n"), Said{"c.csv:1: protect.cells.column_missing"});
  EXPECT_EQ(wrong_cells("area,type,n,sex\nb1,x,1,m\n"), Said{"c.csv:1: protect.cells.column_unknown"});
  EXPECT_EQ(wrong_cells("area,type,n\nb1,x,1\n"), Said{"c.csv:0: protect.cells.missing"});
}

TEST(TableCsv, ATotalThatDoesNotFitIsALimit) {
  const auto flat = parse_dimension("code,parent\nT,\nx,T\ny,T\n", "t.csv", "type");
  const auto read = parse_cells("type,n\nx,2147483647\ny,1\n", "c.csv", {*flat});
  ASSERT_FALSE(read);
  EXPECT_EQ(said(read.error()), Said{"c.csv:0: protect.cells.total_too_large"});
  EXPECT_EQ(read.error().failure(), Failure::limit);
}

TEST(TableCsv, NoMessageHoldsACountOrACode) {
  const auto read = parse_cells("area,type,n\nb1,x,7654321x\ngeheim,x,1\n", "c.csv", dimensions());
  ASSERT_FALSE(read);
  for (const Error& error : read.error().list()) {
    EXPECT_EQ((error.nl + error.en).find("7654321"), std::string::npos);
    EXPECT_EQ((error.nl + error.en).find("geheim"), std::string::npos);
  }
}

TEST(TableCsv, WhatIsWithheldHasNoValueAndIsMarked) {
  const auto flat = parse_dimension("code,parent\nT,\n\"x \"\"a\"\"\",T\ny,T\n", "t.csv", "type");
  ASSERT_TRUE(flat);
  const auto table = parse_cells("type,n\n\"x \"\"a\"\"\",3\ny,0\n", "c.csv", {*flat});
  ASSERT_TRUE(table);
  EXPECT_EQ(published_csv(*table, {2, 1, 0}), "type,value,primary\nT,,0\n\"x \"\"a\"\"\",,1\ny,0,0\n");
  EXPECT_EQ(perturbed_csv(*table, {5, 5, 0}), "type,value,primary\nT,5,0\n\"x \"\"a\"\"\",5,0\ny,0,0\n");
}

std::string shuffled(const std::string& text, std::uint32_t seed) {
  std::vector<std::string> lines;
  for (std::size_t at = text.find('\n') + 1; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at + 1));
    at = end + 1;
  }
  std::mt19937 engine(seed);
  for (std::size_t i = lines.size(); i > 1; --i) std::swap(lines[i - 1], lines[engine() % i]);
  std::string out = text.substr(0, text.find('\n') + 1);
  for (const std::string& line : lines) out += line;
  return out;
}

TEST(TableCsv, TheSameTableGivesTheSameBytesForAnyOrderOfRowsAndAnyNumberOfThreads) {
  for (const int width : {1, 3}) {
    std::string first;
    for (std::uint32_t seed = 0; seed < 6; ++seed) {
      const auto area = parse_dimension(shuffled(kAreas, seed), "a.csv", "area");
      const auto type = parse_dimension(shuffled(kTypes, seed), "t.csv", "type");
      ASSERT_TRUE(area && type);
      const auto table = parse_cells(shuffled(kCells, seed + 100), "c.csv", {*area, *type});
      ASSERT_TRUE(table);
      const TablePattern pattern = protect_table(*table, {.minimum = 5, .width = width}, {.threads = 1 + seed % 2});
      EXPECT_TRUE(pattern.pattern.unprotected.empty());
      const std::string csv = published_csv(*table, pattern.state);
      if (first.empty()) first = csv;
      EXPECT_EQ(csv, first) << "order " << seed << ", width " << width;
    }
  }
}

}  // namespace
}  // namespace trede::protect
