// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The time of a series of equally long periods without gaps (a period without a figure is a value that is missing, not a place that is
// missing). A period is known by its order alone, or also by the day on which it begins; then "the same period in an earlier year" follows
// the calendar, which keeps years of 53 weeks apart from years of 52.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace trede::stat {

// Days since 1 January 1970 of a date of the Gregorian calendar, and back.
struct CalendarDay {
  int year = 1970, month = 1, day = 1;
};
std::int32_t day_number(CalendarDay day);
CalendarDay calendar_day(std::int32_t number);

struct TimeAxis {
  std::size_t length = 0;
  unsigned per_year = 52;          // 52 weeks, 12 months, 4 quarters, 365 days
  std::vector<std::int32_t> days;  // first day of each period, or empty

  static TimeAxis by_order(std::size_t length, unsigned per_year) { return {.length = length, .per_year = per_year, .days = {}}; }
  // The place of the period `years` before period k; nullopt before the start. Weeks with dates: the week that begins on the same weekday
  // nearest to the same date. Days: the same date. Otherwise years × per_year places back.
  [[nodiscard]] std::optional<std::size_t> same_period(std::size_t k, unsigned years) const;
  // Time for a regression, in units of the first step; equal steps of 1 where only the order is known.
  [[nodiscard]] std::vector<double> regression_time() const;
};

}  // namespace trede::stat
