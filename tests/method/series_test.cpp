// SPDX-License-Identifier: EUPL-1.2
// The methods for series on tables as people write them.
#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "method/method.hpp"

namespace trede::method {
namespace {

Checked<Output> run(const std::string& name, const std::string& csv, const std::vector<std::string>& settings = {}, unsigned threads = 1) {
  const Method* method = find_method(name);
  const auto table = Table::parse(csv, "in.csv");
  if (!table) return tl::unexpected(table.error());
  return method->run({.table = *table, .settings = settings_of(*method, settings).value(), .threads = threads});
}
std::string csv_of(const std::string& name, const std::string& csv, const std::vector<std::string>& settings = {}, unsigned threads = 1) {
  const auto out = run(name, csv, settings, threads);
  return out ? out->csv() : to_line(out.error().list().front(), "en");
}
std::vector<std::string> codes_of(const std::string& name, const std::string& csv) {
  std::vector<std::string> out;
  const auto result = run(name, csv);
  if (!result)
    for (const Error& error : result.error().list()) out.push_back(fmt::format("{}:{}", error.code, error.where.line));
  return out;
}

std::string weeks(std::size_t count, const std::string& series = "", unsigned salt = 0) {
  std::string out;
  for (std::size_t t = 0; t < count; ++t) out += fmt::format("{}{},{}\n", series, t + 1, 4 + (t * t + 7 * t + salt * 13) % 9);
  return out;
}

TEST(TimeColumn, EveryMistakeIsReportedAtItsLine) {
  EXPECT_EQ(codes_of("ears", "t,y\n1,2\nsoon,3\n"), (std::vector<std::string>{"stat.time:3"}));
  EXPECT_EQ(codes_of("ears", "t,y\n2020-M01,2\n2020-W07,3\n2020-M03,1\n2020-M03,1\n"),
            (std::vector<std::string>{"stat.time:3", "stat.time_order:5"}));
  EXPECT_EQ(codes_of("ears", "t,y\n2,2\n1,3\n"), (std::vector<std::string>{"stat.time_order:3"}));
  EXPECT_EQ(codes_of("ears", "t,y\n2020-01-06,2\n2020-01-13,3\n2020-01-21,1\n2020-02-05,1\n2020-02-06,-1\n").back(), "stat.too_small:6");
  EXPECT_EQ(codes_of("ears", "t,y\n1,2\n1.5,3\n"), (std::vector<std::string>{"stat.time_step:3"}));
  EXPECT_EQ(codes_of("ears", "t,y\n1,2\n900000,3\n"), (std::vector<std::string>{"stat.too_long:3"}));
  EXPECT_EQ(codes_of("ears", "t,y\n2021-W53,2\n"), (std::vector<std::string>{"stat.time:2"}));  // 2021 had 52
  EXPECT_TRUE(codes_of("ears", "t,y\n2020-W53,2\n2021-W01,3\n").empty());
}

TEST(TimeColumn, MonthsQuartersAndWeeksAreTheSameTextOrDate) {
  std::string months = "t,y\n", dates = "t,y\n";
  for (int m = 0; m < 60; ++m) {
    months += fmt::format("{}-M{:02},{}\n", 2018 + m / 12, m % 12 + 1, 5 + m * m % 7);
    dates += fmt::format("{}-{:02}-01,{}\n", 2018 + m / 12, m % 12 + 1, 5 + m * m % 7);
  }
  const auto without_t = [](std::string csv) {
    std::string out;
    for (std::size_t at = 0; at < csv.size();) {
      const std::size_t end = csv.find('\n', at), comma = csv.find(',', at);
      out += csv.substr(comma, end + 1 - comma);
      at = end + 1;
    }
    return out;
  };
  EXPECT_EQ(without_t(csv_of("farrington", months, {"b=3", "last=4"})), without_t(csv_of("farrington", dates, {"b=3", "last=4"})));
}

TEST(Farrington, SeriesInOneTableEqualSeriesAloneForAnyNumberOfThreads) {
  std::string all = "series,t,y\n";
  for (unsigned s = 0; s < 5; ++s) all += weeks(300, fmt::format("b{},", s), s);
  const std::vector<std::string> settings = {"b=4", "last=3"};
  const std::string together = csv_of("farrington", all, settings, 1);
  EXPECT_EQ(csv_of("farrington", all, settings, 4), together);
  for (unsigned s = 0; s < 5; ++s) {
    const std::string alone = csv_of("farrington", "t,y\n" + weeks(300, "", s), settings);
    const std::string upper = alone.substr(alone.find("\n298,"), alone.find(',', alone.find("\n298,") + 5) - alone.find("\n298,"));
    EXPECT_NE(together.find(fmt::format("b{},{}", s, upper.substr(1))), std::string::npos) << upper;
  }
}

TEST(Farrington, APeriodThatIsLeftOutEqualsOneWithoutAFigure) {
  std::string whole = "t,y\n" + weeks(300), empty = whole, left_out = whole;
  const std::size_t at = whole.find("\n150,") + 1, end = whole.find('\n', at);
  empty.replace(at, end - at, "150,");
  left_out.erase(at, end + 1 - at);
  EXPECT_EQ(csv_of("farrington", empty, {"b=4", "last=3"}), csv_of("farrington", left_out, {"b=4", "last=3"}));
  EXPECT_NE(csv_of("farrington", whole, {"b=4", "last=3"}), csv_of("farrington", left_out, {"b=4", "last=3"}));
}

TEST(Farrington, TooManyLevelsForTheYearAreRefusedWithTheMostThatFit) {
  const auto out = run("farrington", "t,y\n2020-M01,1\n2020-M02,1\n", {"w=3", "no-periods=10"});
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().list().front().code, "stat.setting");
  EXPECT_NE(out.error().list().front().en.find("room for 6"), std::string::npos);
}

TEST(Cusum, AGapIsReportedBecauseSumsNeedEveryPeriod) {
  EXPECT_EQ(codes_of("cusum", "t,y\n1,2\n2,\n3,4\n5,1\n6,1\n"), (std::vector<std::string>{"stat.gap:3", "stat.gap:4"}));
  EXPECT_EQ(codes_of("cusum", "t,y\n1,0\n2,0\n3,4\n4,1\n"), (std::vector<std::string>{"stat.no_baseline:2"}));
}

TEST(MannKendall, PeriodsGiveASlopePerYearAndNumbersPerUnit) {
  const auto slope = [](const std::string& csv) {
    const std::string out = csv_of("mann-kendall", csv);
    return std::stod(out.substr(out.rfind(',') + 1));
  };
  EXPECT_DOUBLE_EQ(slope("t,y\n2018,1\n2019,3\n2020,5\n2021,7\n"), 2.0);
  EXPECT_DOUBLE_EQ(slope("t,y\n2018-M01,1\n2018-M07,2\n2019-M01,3\n2019-M07,4\n"), 2.0);
  EXPECT_DOUBLE_EQ(slope("y\n1\n4\n7\n10\n"), 3.0);
  EXPECT_EQ(csv_of("mann-kendall", "y\n1\n2\n"), "n,s,variance,tau,z,p,slope\n2,,,,,,\n");
}

}  // namespace
}  // namespace trede::method
