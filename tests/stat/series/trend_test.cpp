// SPDX-License-Identifier: EUPL-1.2
#include "stat/series/trend.hpp"

#include <simdjson.h>

#include "stat/reference.hpp"

namespace trede::stat {
namespace {

std::vector<double> series(const std::string& file, const char* pointer) {
  simdjson::dom::parser parser;
  std::vector<double> out;
  const simdjson::dom::array values = parser.load(test::reference(file).string()).at_pointer(pointer).get_array().value();
  for (const auto v : values) out.push_back(v.get_double().value());
  return out;
}

TEST(Trend, MannKendallAndTheilSenEqualTheReference) {
  NEEDS_REFERENCE("mannkendall.json");
  const auto got = mann_kendall(series("mannkendall.json", "/PrecipGL/y"));
  ASSERT_TRUE(got);
  EXPECT_EQ(got->s, 989);
  EXPECT_NEAR(got->variance, 74398.3359375, 0.01);  // the reference program computes in single precision
  EXPECT_NEAR(got->tau, 0.2645800709724, 1e-6);
  EXPECT_NEAR(got->p, 0.0002920627593994, 1e-6);
  EXPECT_NEAR(got->slope, 0.04, 1e-9);
}

TEST(Trend, ChangesOfMeanEqualTheReference) {
  NEEDS_REFERENCE("changepoint_mean.json");
  const auto y = series("changepoint_mean.json", "/y");
  EXPECT_EQ(changes_of_mean(y, Penalty::mbic), (std::vector<std::size_t>{103, 203}));
  EXPECT_EQ(changes_of_mean(y, Penalty::bic), (std::vector<std::size_t>{101, 203}));
}

TEST(Trend, ASeriesThatIsFlatOrTooShortHasNoTrend) {
  EXPECT_FALSE(mann_kendall(std::vector<double>{1, 1, 1, 1}));
  EXPECT_FALSE(mann_kendall(std::vector<double>{1, 2}));
  EXPECT_TRUE(changes_of_mean(std::vector<double>{1}, Penalty::bic).empty());
}

}  // namespace
}  // namespace trede::stat
