// SPDX-License-Identifier: EUPL-1.2
// Intervals, funnels, control charts and small areas through the door that users have: tables in, tables or errors out.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "method/method.hpp"

namespace trede::method {
namespace {

Checked<Output> run(const std::string& name, const std::string& csv, const std::vector<std::string>& set = {},
                    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs = {}) {
  const auto table = Table::parse(csv, "f.csv");
  if (!table) return tl::unexpected(table.error());
  const Method* method = find_method(name);
  if (method == nullptr) throw std::logic_error(name);
  auto settings = settings_of(*method, set);
  if (!settings) return tl::unexpected(settings.error());
  return method->run({.table = *table, .settings = *settings, .pairs = pairs, .has_neighbours = !pairs.empty()});
}

std::string code(const Checked<Output>& got) { return got ? "none" : got.error().list().front().code; }
std::string line(const Checked<Output>& got, int number) {
  if (!got) return code(got);
  const std::string csv = got->csv();
  std::size_t start = 0;
  for (int i = 0; i < number; ++i) start = csv.find('\n', start) + 1;
  return csv.substr(start, csv.find('\n', start) - start);
}

TEST(IntervalMethods, WhatCannotBeIsRefusedWithItsPlaceAndAllAtOnce) {
  const auto got = run("wilson", "x,n\n3,2\n1,5\n9,4\n");
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().list().size(), 2U);
  EXPECT_EQ(got.error().list()[1].where.line, 4);
  EXPECT_EQ(got.error().list()[1].where.column_name, "x");
  EXPECT_EQ(code(run("wilson", "x,n\n-1,2\n")), "stat.too_small");
  EXPECT_EQ(code(run("wilson", "x,n\nmany,2\n")), "stat.not_a_number");
  EXPECT_EQ(code(run("wilson", "x,n\n1,NA\n")), "stat.no_value");
  EXPECT_EQ(code(run("wilson", "x\n1\n")), "stat.column_missing");
  EXPECT_EQ(code(run("wilson", "x,n\n")), "stat.no_rows");
  EXPECT_EQ(code(run("wilson", "x,n\n1,2\n", {"level=2"})), "stat.setting");
  EXPECT_EQ(code(run("survey-share", "share,n\n1.2,20\n")), "stat.share");
  EXPECT_EQ(code(run("survey-share", "share,n,deff\n0.2,20,0\n")), "stat.too_small");
  EXPECT_EQ(code(run("dsr", "area,ageband,x,n,stdpop\nA,1,2,3,4\nA,1,2,3,4\n")), "stat.twice");
}

TEST(IntervalMethods, NothingOfNobodyHasNoValueAndNothingOfSomeHasAnUpperLimit) {
  EXPECT_EQ(line(run("wilson", "x,n\n0,0\n"), 1), ",,");
  EXPECT_EQ(line(run("byar", "x,n\n5,0\n"), 1), ",,");
  EXPECT_EQ(line(run("byar", "x\n0\n"), 1), "0,0,3.688879454113936");
  EXPECT_EQ(line(run("isr", "observed,expected\n4,0\n"), 1), ",,");
}

TEST(IntervalMethods, RoundingNeverTakesAShareOutOfItsRangeAndNeverMakesAnIntervalNarrower) {
  const auto plain = run("byar", "x\n15\n"), rounded = run("byar", "x\n15\n", {"rounding=5"});
  EXPECT_NE(line(plain, 1), line(rounded, 1));
  EXPECT_EQ(line(run("wilson", "x,n\n20,20\n", {"rounding=5"}), 1).substr(0, 2), "1,");
  EXPECT_EQ(line(run("wilson", "x,n\n20,20\n", {"rounding=5"}), 1).back(), '1');
}

TEST(IntervalMethods, AStandardisedRateSaysWhyThereIsNone) {
  const auto got = run("dsr", "area,ageband,x,n,stdpop\nA,1,9,90,4\nA,2,9,90,4\nB,1,9,90,4\nC,1,40,90,4\nC,2,0,0,4\nD,1,40,90,4\n");
  EXPECT_NE(line(got, 1).find(",ok,"), std::string::npos);
  EXPECT_EQ(line(got, 2), "B,,,,too_few_events,9,90");
  EXPECT_EQ(line(got, 3), "C,,,,age_band_without_persons,40,90");
  EXPECT_EQ(line(got, 4), "D,,,,age_band_missing,40,90");
}

TEST(IntervalMethods, ARatioByAgeNeedsAReferenceForEveryBandWithPersons) {
  const auto table = Table::parse("area,ageband,x,n\nA,1,5,50\nA,2,3,30\n", "f.csv"),
             whole = Table::parse("ageband,x,n\n1,50,500\n", "g.csv");
  const Method* isr = find_method("isr");
  const auto settings = settings_of(*isr, {});
  const auto got = isr->run({.table = *table, .settings = *settings, .second = &*whole});
  EXPECT_EQ(code(got), "stat.no_reference");
  EXPECT_EQ(got.error().list()[0].where.line, 3);
}

TEST(ChartMethods, FunnelsAndChartsAnswerOrSayWhyNot) {
  EXPECT_EQ(code(run("funnel", "x,n\n3,2\n")), "stat.more_than_all");
  EXPECT_EQ(code(run("funnel", "x,n\n3,2\n", {"type=rate"})), "none");
  EXPECT_EQ(code(run("funnel", "x,n\n3,0\n", {"type=rate"})), "stat.events_without_persons");
  EXPECT_EQ(code(run("funnel", "x,n\n0,0\n")), "stat.no_reference_value");
  EXPECT_EQ(code(run("funnel", "x,n\n1,9\n", {"type=proportion", "reference=1.5"})), "stat.no_reference_value");
  EXPECT_EQ(line(run("funnel", "x,n\n5,10\n0,0\n"), 2).substr(0, 6), ",,,,,,");
  EXPECT_EQ(code(run("spc", "x\nNA\n")), "stat.no_points");
  EXPECT_EQ(code(run("spc", "x,n\n5,4\n", {"chart=p"})), "stat.more_than_all");
  EXPECT_EQ(code(run("spc", "x,n\n-5,4\n", {"chart=u"})), "stat.too_small");
  EXPECT_EQ(code(run("spc", "x\n5\n", {"chart=u"})), "stat.column_missing");
}

TEST(SmallAreaMethods, EveryEmpiricalBayesFigureComesWithItsInterval) {
  for (const std::string method : {"marshall", "gamma", "clayton-kaldor", "lognormal", "binomial", "beta-binomial"})
    for (const std::string csv :
         {"x,n\n0,10\n0,20\n", "x,n\n7,100\n", "x,n\n5,50\n5,50\n", "x,n\n0,0\n3,20\n9,40\n", "x,n\n1e9,2e9\n3e9,7e9\n"}) {
      if (csv != "x,n\n7,100\n") {
        EXPECT_TRUE(run("eb", csv, {"method=" + method}, {{0, 1}})) << method << csv;
      }
      const auto alone = run("eb", csv, {"method=" + method});
      ASSERT_TRUE(alone) << method << csv;
      EXPECT_EQ(line(alone, 1).find(",,"), std::string::npos) << method << csv << alone->csv();
      EXPECT_EQ(alone->csv().find("inf"), std::string::npos) << method << csv << alone->csv();
    }
}

TEST(SmallAreaMethods, WhatCannotBeSmoothedIsRefused) {
  EXPECT_EQ(code(run("eb", "x,n\n0,0\n")), "stat.no_persons");
  EXPECT_EQ(code(run("eb", "x,n\n1,0\n2,9\n")), "stat.events_without_persons");
  EXPECT_EQ(code(run("eb", "x,n\n9,3\n", {"method=binomial"})), "stat.more_than_all");
  EXPECT_EQ(code(run("eb", "x,n\n9,3\n", {"method=magic"})), "stat.setting");
  EXPECT_EQ(code(run("eb", "x,n,a\n9,3,1\n4,3,2\n5,6,3\n", {"covariates=a"})), "stat.setting");
  EXPECT_EQ(code(run("eb", "x,n,a\n9,3,1\n4,3,2\n", {"covariates=a", "method=gamma"})), "stat.too_few_rows");
  EXPECT_EQ(code(run("eb", "x,n,a\n9,3,2\n4,3,2\n5,6,2\n", {"covariates=a", "method=gamma"})), "stat.dependent_covariates");
  EXPECT_EQ(code(run("eb", "x,n\n9,3\n4,3\n5,6\n", {"covariates=b", "method=gamma"})), "stat.column_missing");
  EXPECT_EQ(code(run("probability-map", "x,n\n0,0\n")), "stat.no_persons");
}

TEST(SmallAreaMethods, FayHerriotRefusesWhatItCannotFit) {
  const std::string csv = "y,vardir,a,g\n1,0.1,1,p\n2,0.1,2,q\n3,0.2,3,p\n2,0.1,5,r\n,,4,q\n";
  EXPECT_EQ(code(run("fay-herriot", csv, {"covariates=a"})), "none");
  EXPECT_EQ(code(run("fay-herriot", csv, {"covariates=a", "factors=g"})), "stat.too_few_rows");
  EXPECT_EQ(code(run("fay-herriot", csv, {"covariates=a,a"})), "stat.dependent_covariates");
  EXPECT_EQ(code(run("fay-herriot", csv, {"intercept=no"})), "stat.setting");
  EXPECT_EQ(code(run("fay-herriot", "y,vardir\n1,0\n2,0.1\n3,0.1\n")), "stat.too_small");
  EXPECT_EQ(code(run("fay-herriot", "y,vardir\n1,\n2,0.1\n3,0.1\n")), "stat.too_small");
  EXPECT_EQ(code(run("spatial-fay-herriot", csv, {"covariates=a"}, {{0, 1}})), "stat.no_value");
}

}  // namespace
}  // namespace trede::method
