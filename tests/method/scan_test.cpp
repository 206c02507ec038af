// SPDX-License-Identifier: EUPL-1.2
// The tables and settings of `trede stat scan`.
#include <gtest/gtest.h>

#include <algorithm>

#include <fmt/format.h>

#include "method/method.hpp"
#include "method/scan_input.hpp"

namespace trede::method {
namespace {

// Twelve areas on a line, one of them (id h) with many cases in the last periods.
std::string line_of_areas(const std::vector<std::string>& periods) {
  std::string out = periods.empty() ? "id,x,y,cases,pop\n" : "id,x,y,cases,pop,t\n";
  for (char id = 'a'; id <= 'l'; ++id) {
    const std::size_t rows = std::max<std::size_t>(1, periods.size());
    for (std::size_t k = 0; k < rows; ++k) {
      out += fmt::format("{},{},0,{},100", id, 100 * (id - 'a'), id == 'h' && k + 2 >= rows ? 9 : 1);
      out += periods.empty() ? "\n" : "," + periods[k] + "\n";
    }
  }
  return out;
}

Checked<Output> run(const std::string& text, const std::vector<std::string>& set, const std::string& with = "") {
  const auto table = Table::parse(text, "f.csv");
  const Method* method = find_method("scan");
  Call call{.table = *table, .settings = *settings_of(*method, set)};
  const auto second = Table::parse(with.empty() ? "id\nx\n" : with, "places.csv");
  if (!with.empty()) call.second = &*second;
  return method->run(call);
}

std::string first_row(const Checked<Output>& out) {
  const std::string csv = out->csv();
  const auto begin = csv.find('\n') + 1;
  return csv.substr(begin, csv.find('\n', begin) - begin);
}

std::vector<std::string> codes(const Checked<Output>& out) {
  std::vector<std::string> list;
  if (!out)
    for (const Error& e : out.error().list()) list.push_back(e.code);
  return list;
}

TEST(ScanTable, OneTableOfAreasGivesARowPerAreaOfACluster) {
  const auto out = run(line_of_areas({}), {});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->csv().substr(0, out->csv().find('\n')),
            "cluster,id,llr,p,p_gumbel,observed,expected,ratio,relative_risk,rates,population,radius");
  EXPECT_EQ(first_row(out).substr(0, 4), "1,h,");
}

TEST(ScanTable, TimeCountsInWholeNumbersMonthsAndDaysWithoutGaps) {
  for (const auto& [periods, from, to] :
       {std::tuple{std::vector<std::string>{"2019", "2020", "2021", "2022"}, "2021", "2022"},
        {std::vector<std::string>{"2023-11", "2023-12", "2024-01", "2024-02"}, "2024-01", "2024-02"},
        {std::vector<std::string>{"2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01"}, "2024-02-29", "2024-03-01"}}) {
    const auto out = run(line_of_areas(periods), {"time=prospective"});
    ASSERT_TRUE(out);
    EXPECT_NE(first_row(out).find(fmt::format(",{},{},", from, to)), std::string::npos) << first_row(out);
  }
  // Persons are known for the months of the rows only.
  EXPECT_EQ(codes(run(line_of_areas({"2023-11", "2024-01"}), {"time=retrospective"})), std::vector<std::string>(12, "stat.scan_missing"));
}

TEST(ScanTable, CasesAndPlacesMayStandInTwoTables) {
  const std::string places = "id,x,y,pop\na,0,0,100\nb,5,0,100\nc,9,0,100\nd,99,9,100\n";
  const std::string cases = "id,t,cases\na,1,4\nb,2,3\na,6,1\nc,6,4\nc,6,5\nd,3,4\n";
  for (const char* model : {"model=poisson", "model=permutation"}) {
    const auto out = run(cases, {"time=retrospective", model}, places);
    ASSERT_TRUE(out);
    EXPECT_NE(out->csv().find(",c,"), std::string::npos) << out->csv();
  }
  EXPECT_EQ(codes(run(cases + "q,4,1\n", {"time=retrospective"}, places)), std::vector<std::string>{"stat.scan_area"});
}

TEST(ScanTable, WhatIsWrongInTheTableIsToldAllAtOnce) {
  EXPECT_EQ(codes(run("id,x,y,cases,pop\na,0,0,1,5\na,0,0,1,5\nb,1,1,x,5\n", {})), (std::vector<std::string>{"stat.scan_twice"}));
  EXPECT_EQ(codes(run("id,x,y,cases,pop\na,0,0,1,5\nb,1,1,x,y\n", {})),
            (std::vector<std::string>{"stat.not_a_number", "stat.not_a_number"}));
  EXPECT_EQ(codes(run("id,x,y,cases\na,0,0,1\nb,1,1,2\n", {})), std::vector<std::string>{"stat.column_missing"});
  EXPECT_EQ(codes(run("id,x,y,cases,pop\na,0,0,1,0\nb,1,1,2,9\n", {})), std::vector<std::string>{"stat.scan_persons"});
  EXPECT_EQ(codes(run("id,x,y,cases,pop\na,0,0,4,3\nb,1,1,2,9\n", {"model=bernoulli"})), std::vector<std::string>{"stat.scan_persons"});
  EXPECT_EQ(codes(run("id,x,y,cases,pop,t\na,0,0,4,3,2024\nb,1,1,2,9,2024-13\n", {"time=prospective"})),
            std::vector<std::string>{"stat.scan_period"});
  EXPECT_EQ(codes(run("id,x,y,cases,pop,t\na,0,0,4,3,2024-04-31\nb,1,1,2,9,2024-04-30\n", {"time=prospective"})),
            (std::vector<std::string>{"stat.scan_period"}));
  EXPECT_EQ(codes(run("id,x,y,cases,pop,t\na,0,0,4,3,1\na,0,1,2,9,2\n", {"time=prospective"})),
            std::vector<std::string>{"stat.scan_place"});
  EXPECT_EQ(codes(run("id,x,y,cases,pop\na,0,0,0,5\nb,1,1,0,5\n", {})), std::vector<std::string>{"stat.scan_input"});
}

TEST(ScanTable, SettingsThatDoNotGoTogetherAreRefused) {
  EXPECT_EQ(codes(run(line_of_areas({}), {"model=permutation"})), std::vector<std::string>{"stat.setting"});
  EXPECT_EQ(codes(run(line_of_areas({}), {"scan=hot", "max-share=0.6"})), (std::vector<std::string>{"stat.setting", "stat.setting"}));
}

TEST(ScanTable, FlexibleShapesNeedNeighboursAndCirclesDoNotTakeThem) {
  EXPECT_EQ(codes(run(line_of_areas({}), {"shape=flexible"})), std::vector<std::string>{"stat.neighbours_needed"});
  EXPECT_EQ(codes(run(line_of_areas({"1", "2"}), {"shape=flexible", "time=prospective"})),
            (std::vector<std::string>{"stat.setting", "stat.neighbours_needed"}));
  const auto table = Table::parse(line_of_areas({}), "f.csv");
  const Method* method = find_method("scan");
  Call call{.table = *table, .settings = *settings_of(*method, {"shape=flexible"}), .has_neighbours = true};
  for (std::uint32_t a = 0; a < 11; ++a) call.pairs.emplace_back(a, a + 1);
  EXPECT_EQ(first_row(method->run(call)).substr(0, 4), "1,h,");
  call.settings["shape"] = "circle";
  EXPECT_EQ(codes(method->run(call)), std::vector<std::string>{"stat.neighbours_unused"});
}

TEST(ScanTable, ExpectedCasesTakeThePlaceOfPersons) {
  std::string text = "id,x,y,cases,pop,expected\n";
  for (char id = 'a'; id <= 'l'; ++id)
    text += fmt::format("{},{},0,{},100,{}\n", id, 100 * (id - 'a'), id == 'h' ? 9 : 1, id == 'h' ? 9 : 1);
  const auto out = run(text, {});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->csv().find('\n') + 1, out->csv().size());  // nothing is more than expected
}

}  // namespace
}  // namespace trede::method
