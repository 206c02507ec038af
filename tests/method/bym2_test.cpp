// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "method/method.hpp"

namespace trede::method {
namespace {

struct Ran {
  std::string csv, code;
  std::int64_t row = 0;
};

Ran run(const std::string& name, const std::string& text, const std::string& second, const std::vector<std::string>& set) {
  const Method* method = find_method(name);
  const auto table = Table::parse(text, "in.csv"), other = Table::parse(second.empty() ? "a\n1\n" : second, "with.csv");
  const auto settings = settings_of(*method, set);
  Call call{*table, *settings};
  call.pairs = {{0, 1}, {1, 2}, {2, 3}, {0, 3}};
  call.has_neighbours = true;
  if (!second.empty()) call.second = &*other;
  const auto out = method->run(call);
  if (out) return {out->csv(), "", 0};
  return {"", out.error().list().front().code, out.error().list().front().where.row};
}

TEST(Bym2Method, TakesEventsAsYOrAsX) {
  const auto y = run("bym2", "y,n\n3,4\n6,5\n2,4\n5,5\n", "", {}), x = run("bym2", "x,n\n3,4\n6,5\n2,4\n5,5\n", "", {});
  EXPECT_EQ(y.csv.substr(0, y.csv.find('\n')), "value,lower,upper,spatial,above,sd,eta,eta_sd,spatial_sd");
  EXPECT_EQ(y.csv, x.csv);
}

TEST(Bym2Method, SaysWhereTheTableCannotBe) {
  const auto nobody = run("bym2", "y,n\n3,4\n6,0\n2,4\n5,5\n", "", {});
  EXPECT_EQ(nobody.code, "stat.events_without_persons");
  EXPECT_EQ(nobody.row, 2);
  EXPECT_EQ(run("bym2", "y,n\n3,4\n6,5\n2,4\n5,5\n", "", {"family=binomial"}).code, "stat.more_than_all");
  EXPECT_EQ(run("bym2", "y,n\n0,4\n0,5\n0,4\n0,5\n", "", {}).code, "stat.model_refused");
  EXPECT_EQ(run("bym2", "y,n\n3,4\n6,5\n2,4\n5,5\n", "", {"covariates=age"}).code, "stat.column_missing");
  EXPECT_EQ(run("bym2", "y,n\n3,4\n6,5\n2,4\n5,5\n", "", {"family=normal"}).code, "stat.setting");
  EXPECT_EQ(run("mrf", "y,n\n3,4\n6,5\n2,4\n5,0\n", "", {}).code, "stat.too_small");
}

TEST(SyntheticMethod, NeedsASecondTableWithEachWijkOnce) {
  const std::string buurten = "wijk,persons\nA,10\nA,30\nB,20\n";
  EXPECT_EQ(run("synthetic", buurten, "", {}).code, "stat.with_needed");
  EXPECT_EQ(run("synthetic", buurten, "wijk,value\nA,0.1\nA,0.2\n", {}).code, "stat.twice");
  EXPECT_EQ(run("synthetic", buurten, "wijk,value\nA,0.1\nB,0.2\n", {}).code, "stat.model_refused");
}

TEST(SyntheticMethod, WithoutCovariatesEveryBuurtHasItsWijksFigure) {
  std::string buurten = "wijk,persons\n", wijken = "wijk,value\n", want;
  for (const char w : std::string("ABCDEFG")) {
    buurten += std::string(1, w) + ",10\n" + std::string(1, w) + ",30\n";
    wijken += std::string(1, w) + ",0." + std::to_string(1 + (w - 'A') % 3) + "\n";
  }
  const auto got = run("synthetic", buurten + "Z,5\n", wijken, {});
  ASSERT_EQ(got.code, "");
  EXPECT_NE(got.csv.find("\n0.1,"), std::string::npos);
  EXPECT_NE(got.csv.find("\n0.3,"), std::string::npos);
  EXPECT_NE(got.csv.find("\n,,\n"), std::string::npos);  // a wijk without a figure
}

}  // namespace
}  // namespace trede::method
