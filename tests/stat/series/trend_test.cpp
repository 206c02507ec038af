// SPDX-License-Identifier: EUPL-1.2
#include "stat/series/trend.hpp"

#include <cmath>

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

TEST(Trend, ASeasonIsNoTrendWhenMonthsAreComparedWithThemselves) {
  std::vector<double> y, time;
  std::vector<std::uint32_t> season, one_season;
  // A course within the year that rises, and years without change but for a small swing.
  for (int year = 0; year < 4; ++year) {
    for (std::uint32_t month = 0; month < 12; ++month) {
      y.push_back(10.0 * month + (year % 2 == 0 ? 0.1 : 0.0) * (month % 2 == 0 ? 1.0 : -1.0));
      time.push_back(year + month / 12.0);
      season.push_back(month);
      one_season.push_back(0);
    }
  }
  EXPECT_LT(mann_kendall(y, time)->p, 0.05);
  EXPECT_GT(seasonal_mann_kendall(y, time, season)->p, 0.5);
  const auto plain = mann_kendall(y, time), same = seasonal_mann_kendall(y, time, one_season);
  EXPECT_EQ(plain->s, same->s);
  EXPECT_EQ(plain->variance, same->variance);
  EXPECT_EQ(plain->slope, same->slope);
  for (std::size_t i = 0; i < y.size(); ++i) y[i] += 3.0 * time[i];
  const auto rising = seasonal_mann_kendall(y, time, season);
  EXPECT_EQ(rising->s, 12 * 6);  // all six pairs of years in all twelve months
  EXPECT_NEAR(rising->slope, 3.0, 0.2);
  EXPECT_NEAR(rising->variance, 12.0 * 4.0 * 3.0 * 13.0 / 18.0, 1e-9);
}

TEST(Trend, AChangeOfVarianceAloneIsFoundByMeanAndVarianceOnly) {
  std::vector<double> y;
  for (int i = 0; i < 80; ++i) y.push_back((i % 2 == 0 ? 1.0 : -1.0) * (0.5 + 0.1 * (i % 3)) * (i < 40 ? 0.2 : 1.0));
  EXPECT_TRUE(changes_of_mean(y, Penalty::mbic).empty());
  EXPECT_EQ(changes_of_mean_and_variance(y, Penalty::mbic), (std::vector<std::size_t>{40}));
  EXPECT_EQ(changes_of_mean_and_variance(y, Penalty::bic), (std::vector<std::size_t>{40}));
}

// All ways to cut a short series, compared with PELT.
TEST(Trend, PeltFindsTheCheapestCuts) {
  const std::vector<double> y = {0.1, -0.2, 0.3, 3.1, 2.8, 3.3, -2.0, -2.2, -1.9, -2.1, 0.4};
  const double price = 2.0 * std::log(static_cast<double>(y.size()));
  double best = 1e300;
  std::vector<std::size_t> cuts;
  for (unsigned set = 0; set < 1U << (y.size() - 1); ++set) {
    double total = -price;
    std::vector<std::size_t> ends;
    for (std::size_t i = 1, from = 0; i <= y.size(); ++i) {
      if (i < y.size() && (set >> (i - 1) & 1U) == 0) continue;
      double sum = 0.0, square = 0.0;
      for (std::size_t j = from; j < i; ++j) sum += y[j];
      for (std::size_t j = from; j < i; ++j)
        square += (y[j] - sum / static_cast<double>(i - from)) * (y[j] - sum / static_cast<double>(i - from));
      total += square + price;
      if (i < y.size()) ends.push_back(i);
      from = i;
    }
    if (total < best) {
      best = total;
      cuts = ends;
    }
  }
  EXPECT_EQ(changes_of_mean(y, Penalty::bic), cuts);
}

TEST(Trend, AWeightedLineFollowsTheSureFigures) {
  const std::vector<double> y = {1, 2, 3, 4, 5, 30}, error = {0.1, 0.1, 0.1, 0.1, 0.1, 100.0};
  const auto weighted = weighted_trend(y, {}, error), plain = weighted_trend(y, {}, {});
  EXPECT_NEAR(weighted->slope, 1.0, 1e-3);
  EXPECT_GT(plain->slope, 3.0);
  EXPECT_TRUE(weighted->same_sign);
  EXPECT_LT(weighted->p, 0.001);
  EXPECT_LT(weighted->interval.lower, 1.0);
}

TEST(Trend, ALineThatOneFigureDecidesIsNotStable) {
  const std::vector<double> y = {5.0, 4.9, 4.8, 4.7, 9.0};
  EXPECT_GT(weighted_trend(y, {}, {})->slope, 0.0);
  EXPECT_FALSE(weighted_trend(y, {}, {})->same_sign);
}

// lm(y ~ t) on these numbers: slope 0.7, s.e. 0.2516611478, p 0.0689035085.
TEST(Trend, WithoutErrorsItIsOrdinaryLeastSquares) {
  const auto got = weighted_trend(std::vector<double>{1, 3, 2, 4, 4}, {}, {});
  EXPECT_NEAR(got->slope, 0.7, 1e-12);
  EXPECT_NEAR(got->standard_error, 0.251661147842, 1e-12);
  EXPECT_NEAR(got->p, 0.068903508912, 1e-11);
}

TEST(Trend, ASeriesThatIsFlatOrTooShortHasNoTrend) {
  EXPECT_FALSE(mann_kendall(std::vector<double>{1, 1, 1, 1}));
  EXPECT_FALSE(mann_kendall(std::vector<double>{1, 2}));
  EXPECT_TRUE(changes_of_mean(std::vector<double>{1}, Penalty::bic).empty());
}

}  // namespace
}  // namespace trede::stat
