// SPDX-License-Identifier: EUPL-1.2
// Reading a published table: what is accepted, and that every problem is named with its place.
#include "audit/table_csv.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace trede::audit {
namespace {

constexpr const char* kAreas = "code,parent\nG,\nA,G\nB,G\n";
constexpr const char* kTypes = "code,parent\nT,\nx,T\ny,T\n";
constexpr const char* kGood =
    "area,type,value,primary\n"
    "G,T,20,0\nG,x,12,0\nG,y,8,0\n"
    "A,T,11,0\nA,x,,1\nA,y,,0\n"
    "B,T,9,0\nB,x,,0\nB,y,,0\n";

std::vector<Axis> axes() {
  auto area = parse_axis(kAreas, "area.csv", "area");
  auto type = parse_axis(kTypes, "type.csv", "type");
  EXPECT_TRUE(area && type);
  return {*area, *type};
}

Checked<PublishedTable> table(const std::string& text) { return parse_published(text, "pub.csv", axes(), false); }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos);
  return text.replace(at, from.size(), to);
}

// "code:line" of every problem.
std::vector<std::string> problems(const Errors& errors) {
  std::vector<std::string> out;
  for (const Error& error : errors.list()) out.push_back(error.code + ":" + std::to_string(error.where.line));
  return out;
}

using Problems = std::vector<std::string>;

TEST(PublishedTable, AGoodFileIsReadAsItStands) {
  const auto read = table(kGood);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 9U);
  EXPECT_EQ(read->value, (std::vector<std::int32_t>{20, 12, 8, 11, kGap, kGap, 9, kGap, kGap}));
  EXPECT_EQ(std::count(read->primary.begin(), read->primary.end(), 1), 1);
  EXPECT_EQ(cell_name(*read, 4), "area=A, type=x");
}

TEST(PublishedTable, TheOrderOfRowsAndColumnsIsFree) {
  const auto read = table("value,type,area,primary\n8,y,G,0\n,y,B,0\n20,T,G,0\n12,x,G,0\n11,T,A,0\n,x,A,1\n,y,A,0\n9,T,B,0\n,x,B,0\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->value, table(kGood)->value);
}

TEST(PublishedTable, WithoutTheColumnPrimaryEveryGapIsToBeProtected) {
  const auto area = parse_axis(kAreas, "area.csv", "area");
  const auto read = parse_published("area,value\nG,5\nA,\nB,\n", "pub.csv", {*area}, false);
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->primary.empty());
}

TEST(PublishedTable, EveryProblemIsListedAtOnceWithItsLine) {
  std::string text = kGood;
  text = replaced(text, "G,x,12,0", "G,z,12,0");           // line 3: no such code, so that a cell is missing
  text = replaced(text, "G,y,8,0", "G,y,-8,0");            // line 4
  text = replaced(text, "A,x,,1", "A,x,3,1");              // line 6: primary and shown
  text = replaced(text, "B,y,,0\n", "B,y,,2\nB,y,4,0\n");  // line 10: no flag; line 11: twice
  const auto read = table(text);
  ASSERT_FALSE(read);
  EXPECT_EQ(problems(read.error()), (Problems{"audit.table.code_unknown:3", "audit.table.value_wrong:4", "audit.table.primary_shown:6",
                                              "audit.table.primary_wrong:10", "audit.table.cell_twice:11", "audit.table.cell_missing:0"}));
}

TEST(PublishedTable, ATotalThatIsNotTheSumOfItsPartsIsNamed) {
  const auto read = table(replaced(kGood, "G,y,8,0", "G,y,9,0"));
  ASSERT_FALSE(read);
  EXPECT_EQ(problems(read.error()), (Problems{"audit.table.total_wrong:2"}));
  EXPECT_NE(read.error().list()[0].en.find("area=G, type=T"), std::string::npos);
}

TEST(PublishedTable, ARoundedTableNeedNotAddUp) {
  EXPECT_TRUE(parse_published(replaced(kGood, "G,y,8,0", "G,y,10,0"), "pub.csv", axes(), true));
}

TEST(PublishedTable, ColumnsThatAreMissingOrUnknownAreNamed) {
  const auto read = table(replaced(kGood, "area,type,value", "area,kind,count"));
  ASSERT_FALSE(read);
  EXPECT_EQ(problems(read.error()), (Problems{"audit.table.column_missing:1", "audit.table.column_missing:1",
                                              "audit.table.column_unknown:1", "audit.table.column_unknown:1"}));
}

TEST(PublishedTable, NoMessageHoldsACount) {
  const auto read = table(replaced(replaced(kGood, "A,x,,1", "A,x,7777,1"), "G,T,20,0", "G,T,8888,0"));
  ASSERT_FALSE(read);
  for (const Error& error : read.error().list())
    for (const std::string& text : {error.nl, error.en}) {
      EXPECT_EQ(text.find("7777"), std::string::npos);
      EXPECT_EQ(text.find("8888"), std::string::npos);
    }
}

TEST(DimensionFile, ALeafMayLieInTwoTreesOfTwoVersions) {
  const auto axis = parse_axis("code,parent\nG,\nH,\nA,G\nA,H\nB,G\nB,H\n", "d.csv", "area");
  ASSERT_TRUE(axis);
  EXPECT_EQ(axis->children[0], (std::vector<std::uint32_t>{2, 3}));
  EXPECT_EQ(axis->children[1], (std::vector<std::uint32_t>{2, 3}));
}

TEST(DimensionFile, AParentMayStandAfterItsChild) {
  const auto axis = parse_axis("code,parent\nA,G\nG,\n", "d.csv", "area");
  ASSERT_TRUE(axis);
  EXPECT_EQ(axis->children[1], (std::vector<std::uint32_t>{0}));
}

TEST(DimensionFile, EveryProblemIsListedAtOnceWithItsLine) {
  const auto axis = parse_axis("code,parent\nG,\nA,G\nA,G\n,G\nB,K\nG,\n", "d.csv", "area");
  ASSERT_FALSE(axis);
  Errors errors = axis.error();
  errors.sort();
  EXPECT_EQ(problems(errors), (Problems{"audit.dim.twice:4", "audit.dim.code_empty:5", "audit.dim.parent_unknown:6", "audit.dim.twice:7"}));
}

TEST(DimensionFile, ACodeBelowItselfIsRefused) {
  const auto axis = parse_axis("code,parent\nG,\nA,B\nB,A\nC,G\n", "d.csv", "area");
  ASSERT_FALSE(axis);
  EXPECT_EQ(problems(axis.error()).front(), "audit.dim.circle:3");
}

TEST(DimensionFile, OtherColumnsOrNoCodesAreRefused) {
  EXPECT_EQ(parse_axis("code\nG\n", "d.csv", "area").error().list()[0].code, "audit.dim.columns");
  EXPECT_EQ(parse_axis("code,parent\n", "d.csv", "area").error().list()[0].code, "audit.dim.empty");
}

}  // namespace
}  // namespace trede::audit
