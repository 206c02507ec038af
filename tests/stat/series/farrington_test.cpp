// SPDX-License-Identifier: EUPL-1.2
#include "stat/series/farrington.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "stat/random.hpp"
#include "stat/series/alarm_rate.hpp"
#include "stat/series/counts.hpp"

namespace trede::stat {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

TimeAxis weeks(std::size_t length, std::int32_t first_day = 14977) {  // 3 January 2011, a Monday
  TimeAxis out{.length = length, .per_year = 52, .days = {}};
  for (std::size_t i = 0; i < length; ++i) out.days.push_back(first_day + 7 * static_cast<std::int32_t>(i));
  return out;
}

// Counts with mean m(t) and variance φ m(t), the same for the same seed and item.
template <class Mean>
std::vector<double> counts(std::size_t length, Mean mean, double dispersion, std::uint32_t item) {
  Philox random(20201, 0, item);
  std::vector<double> out(length);
  for (std::size_t i = 0; i < length; ++i) out[i] = count_quantile(random.uniform(), mean(static_cast<double>(i)), dispersion);
  return out;
}
double season(double week) { return 1.0 + 0.5 * std::cos(2.0 * 3.14159265358979 * week / 52.18); }

struct Judge {
  FarringtonPlan plan;
  Farrington farrington{plan};
  Judge(const TimeAxis& axis, const FarringtonSettings& settings, std::size_t last) : plan(axis, settings, axis.length - last) {}
  JudgedPeriod final_of(const std::vector<double>& y) { return farrington.judge(y).back(); }
};

TEST(TimeAxis, AWeekAYearAgoFollowsTheCalendarThroughAYearOf53Weeks) {
  const TimeAxis axis = weeks(400);
  // Monday 4 January 2016 is the first week after 2015, which had 53 weeks; nearest to 4 January 2015 lies Monday 5 January 2015.
  const std::size_t k = static_cast<std::size_t>((day_number({2016, 1, 4}) - axis.days[0]) / 7);
  EXPECT_EQ(axis.days[*axis.same_period(k, 1)], day_number({2015, 1, 5}));
  EXPECT_EQ(*TimeAxis::by_order(400, 52).same_period(k, 1), k - 52);
  EXPECT_FALSE(axis.same_period(k, 6));
}

TEST(TimeAxis, DaysAndDatesAreEachOthersInverse) {
  for (const std::int32_t day : {-1, 0, 59, 11016, 18262, 20000}) EXPECT_EQ(day_number(calendar_day(day)), day);
  EXPECT_EQ(day_number({2019, 2, 29}), day_number({2019, 3, 1}));
}

TEST(CountQuantile, IsTheSmallestNumberWhoseChanceSuffices) {
  for (const double mean : {0.001, 0.3, 4.0, 80.0, 299.0, 301.0, 5000.0, 2e6}) {
    for (const double dispersion : {1.0, 1.0001, 1.7, 12.0}) {
      for (const double p : {0.05, 0.5, 0.95, 0.9999}) {
        const double x = count_quantile(p, mean, dispersion);
        EXPECT_GE(1.0 - count_upper_tail(x + 1.0, mean, dispersion), p - 1e-9) << mean << ' ' << dispersion << ' ' << p;
        if (x > 0.0) {
          EXPECT_LT(1.0 - count_upper_tail(x, mean, dispersion), p + 1e-12) << mean << ' ' << dispersion << ' ' << p;
        }
      }
    }
  }
  EXPECT_EQ(count_quantile(0.95, 0.0, 1.0), 0.0);
}

TEST(LevelTrend, WithoutTrendTheFitIsTheMeanOfEachGroup) {
  const std::vector<double> y = {1, 2, 6, 10, 0, 4}, time(6, 0.0);
  std::vector<double> start, constant;
  for (const double v : y) {
    start.push_back(std::log(v + 0.1));
    constant.push_back(v > 0.0 ? v * (std::log(v) - 1.0) : 0.0);
  }
  const std::vector<std::uint8_t> group = {0, 0, 1, 1, 2, 2};
  LevelTrend model;
  ASSERT_TRUE(
      model.fit({.count = y, .start = start, .constant = constant, .time = time, .group = group, .groups = 3, .place = {}}, false, {}));
  EXPECT_NEAR(model.mean()[0], 1.5, 1e-5);
  EXPECT_NEAR(model.mean()[2], 8.0, 1e-5);
  EXPECT_NEAR(model.mean()[4], 2.0, 1e-5);
  EXPECT_EQ(model.degrees(), 3.0);
  // χ² = 2·0.5²/1.5 + 2·2²/8 + 2·2²/2, over 3 degrees.
  EXPECT_NEAR(model.dispersion(), (0.5 / 1.5 + 1.0 + 4.0) / 3.0, 1e-3);
  for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(model.leverage(i), 0.5, 1e-9);
}

TEST(LevelTrend, EqualStepsAndWrittenOutTimesGiveTheSameFit) {
  std::vector<double> y, start, constant, time;
  std::vector<std::uint8_t> group;
  std::vector<std::uint32_t> place;
  Philox random(3, 0, 0);
  for (std::uint32_t i = 0; i < 200; ++i) {
    y.push_back(count_quantile(random.uniform(), 5.0 * std::exp(0.004 * i), 1.0));
    start.push_back(std::log(y.back() + 0.1));
    constant.push_back(y.back() > 0.0 ? y.back() * (std::log(y.back()) - 1.0) : 0.0);
    time.push_back(static_cast<double>(i) - 100.0);
    group.push_back(static_cast<std::uint8_t>(i / 10 % 4));
    place.push_back(i);
  }
  LevelData data{.count = y, .start = start, .constant = constant, .time = time, .group = group, .groups = 4, .place = {}};
  LevelTrend slow, fast;
  ASSERT_TRUE(slow.fit(data, true, {}));
  data.time_step = 1.0;
  data.place = place;
  data.places = 200;
  ASSERT_TRUE(fast.fit(data, true, {}));
  EXPECT_NEAR(fast.slope(), slow.slope(), 1e-13);
  EXPECT_NEAR(fast.slope(), 0.004, 0.002);
  // Influences add up to the number of coefficients.
  double sum = 0.0;
  for (std::size_t i = 0; i < 200; ++i) sum += fast.leverage(i);
  EXPECT_NEAR(sum, 5.0, 1e-9);
}

TEST(Farrington, APlantedOutbreakIsAnAlarmAndAnOrdinaryWeekIsNot) {
  const std::size_t n = 400;
  auto y = counts(
      n, [](double t) { return 6.0 * season(t); }, 1.3, 1);
  Judge judge(weeks(n), farrington_settings(FarringtonMethod::flexible, 52), 1);
  y.back() = 6.0;
  EXPECT_FALSE(judge.final_of(y).alarm);
  y.back() = 40.0;
  const JudgedPeriod high = judge.final_of(y);
  EXPECT_TRUE(high.alarm);
  EXPECT_GT(*high.score, 1.0);
  EXPECT_LT(*high.p, 1e-4);
  EXPECT_EQ(high.status, JudgedStatus::judged);
}

TEST(Farrington, AnEarlierOutbreakIsWeighedDown) {
  const std::size_t n = 400;
  auto y = counts(
      n, [](double) { return 5.0; }, 1.0, 2);
  FarringtonSettings settings = farrington_settings(FarringtonMethod::flexible, 52);
  settings.trend = false;
  const double clean = *Judge(weeks(n), settings, 1).final_of(y).upper;
  for (const std::size_t back : {51, 52, 53}) y[n - back] = 60.0;  // a year ago, in the window of this week
  const double weighed = *Judge(weeks(n), settings, 1).final_of(y).upper;
  settings.reweight = false;
  const double unweighed = *Judge(weeks(n), settings, 1).final_of(y).upper;
  EXPECT_LE(weighed, clean + 4.0);
  EXPECT_GT(unweighed, weighed + 8.0);
}

TEST(Farrington, AnOutbreakThatHasJustBegunDoesNotRaiseItsOwnBound) {
  const std::size_t n = 400;
  auto y = counts(
      n, [](double) { return 5.0; }, 1.0, 3);
  Judge judge(weeks(n), farrington_settings(FarringtonMethod::flexible, 52), 1);
  const double before = *judge.final_of(y).upper;
  for (std::size_t back = 2; back <= 27; ++back) y[n - back] = 50.0;
  EXPECT_EQ(*judge.final_of(y).upper, before);
}

TEST(Farrington, AWeekWithoutHistoryOrFigureOrEventsIsNotJudgedAndSaysWhy) {
  const std::size_t n = 400;
  auto y = counts(
      n, [](double) { return 5.0; }, 1.0, 4);
  const FarringtonSettings settings = farrington_settings(FarringtonMethod::flexible, 52);
  const FarringtonPlan whole(weeks(n), settings, 0);
  EXPECT_EQ(Farrington(whole).judge(y).front().status, JudgedStatus::no_history);
  const std::size_t first = FarringtonPlan::first_possible(weeks(n), settings);
  EXPECT_EQ(Farrington(whole).judge(y)[first].status, JudgedStatus::judged);
  EXPECT_EQ(Farrington(whole).judge(y)[first - 1].status, JudgedStatus::no_history);
  EXPECT_GE(first, 5U * 52U);

  Judge judge(weeks(n), settings, 1);
  auto silent = y;
  silent.back() = kNone;
  const JudgedPeriod no_value = judge.final_of(silent);
  EXPECT_EQ(no_value.status, JudgedStatus::no_value);
  EXPECT_TRUE(no_value.upper);
  EXPECT_FALSE(no_value.alarm);
  for (std::size_t back = 1; back <= 4; ++back) silent[n - back] = 1.0;
  EXPECT_EQ(judge.final_of(silent).status, JudgedStatus::few_events);
  EXPECT_FALSE(judge.final_of(silent).upper);
  const std::vector<double> nothing(n, kNone);
  EXPECT_EQ(judge.final_of(nothing).status, JudgedStatus::few_reference);
}

TEST(Farrington, MissingWeeksOfReferenceAreLeftOut) {
  const std::size_t n = 400;
  auto y = counts(
      n, [](double) { return 5.0; }, 1.0, 5);
  Judge judge(weeks(n), farrington_settings(FarringtonMethod::flexible, 52), 1);
  const JudgedPeriod full = judge.final_of(y);
  for (std::size_t i = 150; i < 170; ++i) y[i] = kNone;
  const JudgedPeriod fewer = judge.final_of(y);
  EXPECT_EQ(fewer.reference + 20, full.reference);
  EXPECT_NEAR(*fewer.expected, *full.expected, 1.5);
}

TEST(Farrington, EventsWhereThereNeverWereAnyAreAnAlarm) {
  std::vector<double> y(400, 0.0);
  y.back() = 5.0;
  const JudgedPeriod first_ever = Judge(weeks(400), farrington_settings(FarringtonMethod::flexible, 52), 1).final_of(y);
  EXPECT_TRUE(first_ever.alarm);
  EXPECT_EQ(*first_ever.upper, 0.0);
}

TEST(Farrington, OneSeriesDoesNotTouchTheNext) {
  const std::size_t n = 330;
  const auto a = counts(
                 n, [](double t) { return 9.0 * season(t); }, 2.0, 6),
             b = counts(
                 n, [](double) { return 0.4; }, 1.0, 7);
  const FarringtonPlan plan(weeks(n), farrington_settings(FarringtonMethod::flexible, 52), n - 5);
  Farrington shared(plan), fresh(plan);
  (void)shared.judge(b);
  const auto again = shared.judge(a);
  const auto& alone = fresh.judge(a);
  for (std::size_t i = 0; i < alone.size(); ++i) {
    EXPECT_EQ(again[i].upper, alone[i].upper);
    EXPECT_EQ(again[i].p, alone[i].p);
  }
}

// Nothing changes in these series, so every alarm is false: at α the share of alarms stays at or below it (within chance).
TEST(Farrington, OnPureNoiseTheShareOfFalseAlarmsIsAtMostTheStatedOne) {
  const std::size_t n = 330, last = 8, series = 120;
  struct Case {
    double mean, dispersion;
    bool seasonal;
  };
  for (const Case c : {Case{8.0, 1.0, false}, Case{8.0, 1.0, true}, Case{20.0, 2.0, true}, Case{30.0, 4.0, true}}) {
    FarringtonSettings settings = farrington_settings(FarringtonMethod::flexible, 52);
    settings.alpha = 0.01;
    settings.threshold = Threshold::predictive;
    const FarringtonPlan plan(weeks(n), settings, n - last);
    Farrington farrington(plan);
    double judged = 0.0, alarms = 0.0;
    for (std::uint32_t s = 0; s < series; ++s) {
      const auto y = counts(
          n, [&](double t) { return c.mean * (c.seasonal ? season(t) : 1.0); }, c.dispersion, 100 + s);
      for (const JudgedPeriod& one : farrington.judge(y)) {
        judged += one.status == JudgedStatus::judged;
        alarms += one.alarm;
      }
    }
    const double expected = expected_false_alarms(settings.alpha, judged, 1.0);
    EXPECT_GT(judged, 900.0);
    EXPECT_LE(alarms, expected + 3.0 * std::sqrt(expected)) << c.mean << ' ' << c.dispersion << ' ' << c.seasonal;
  }
}

TEST(Farrington, ThePredictiveBoundIsNeverBelowThePluggedInOne) {
  const std::size_t n = 330;
  FarringtonSettings settings = farrington_settings(FarringtonMethod::flexible, 52);
  const FarringtonPlan plugged(weeks(n), settings, n - 20);
  settings.threshold = Threshold::predictive;
  const FarringtonPlan predictive(weeks(n), settings, n - 20);
  Farrington a(plugged), b(predictive);
  double higher = 0.0;
  for (std::uint32_t item = 0; item < 20; ++item) {
    const auto y = counts(
        n, [](double t) { return 20.0 * season(t); }, 3.0, 500 + item);
    const auto& narrow = a.judge(y);
    const auto& wide = b.judge(y);
    for (std::size_t i = 0; i < wide.size(); ++i) {
      EXPECT_GE(*wide[i].upper, *narrow[i].upper);
      EXPECT_EQ(wide[i].expected, narrow[i].expected);
      higher += *wide[i].upper > *narrow[i].upper;
    }
  }
  EXPECT_GT(higher, 200.0);
}

TEST(AlarmRate, FivePerCentAWeekOn14500SeriesIs725FalseAlarmsAWeek) {
  EXPECT_DOUBLE_EQ(expected_false_alarms(0.05, 14500, 1), 725.0);
  EXPECT_NEAR(alpha_of_recurrence(52, 14500), 1.0 / 754000.0, 1e-18);
  EXPECT_NEAR(recurrence_interval(alpha_of_recurrence(52, 14500), 14500), 52.0, 1e-9);
  EXPECT_NEAR(chance_of_false_alarm(0.01, 1, 2), 1.0 - 0.99 * 0.99, 1e-15);
}

}  // namespace
}  // namespace trede::stat
