// SPDX-License-Identifier: EUPL-1.2
#include "stat/series/time_axis.hpp"

#include <chrono>

namespace trede::stat {

std::int32_t day_number(CalendarDay day) {
  // 29 February of a year that has none becomes 1 March.
  const auto month = std::chrono::year(day.year) / std::chrono::month(static_cast<unsigned>(day.month));
  const auto first = std::chrono::sys_days(month / std::chrono::day(1));
  return static_cast<std::int32_t>(first.time_since_epoch().count()) + day.day - 1;
}

CalendarDay calendar_day(std::int32_t number) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{number}}};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

std::optional<std::size_t> TimeAxis::same_period(std::size_t k, unsigned years) const {
  const bool calendar = !days.empty() && per_year >= 52;
  if (!calendar) {
    const std::size_t back = std::size_t{years} * per_year;
    return k >= back ? std::optional(k - back) : std::nullopt;
  }
  CalendarDay date = calendar_day(days[k]);
  date.year -= static_cast<int>(years);
  std::int32_t then = day_number(date);
  const std::int32_t step = per_year == 52 ? 7 : 1;
  std::int32_t beside = (then - days[0]) % step;
  if (beside < 0) beside += step;
  then += 2 * beside > step ? step - beside : -beside;
  if (then < days[0]) return std::nullopt;
  return static_cast<std::size_t>((then - days[0]) / step);
}

std::vector<double> TimeAxis::regression_time() const {
  std::vector<double> out(length);
  const double unit = days.size() > 1 ? static_cast<double>(days[1] - days[0]) : 1.0;
  for (std::size_t i = 0; i < length; ++i)
    out[i] = days.empty() ? static_cast<double>(i + 1) : static_cast<double>(days[i] - days[0]) / unit;
  return out;
}

}  // namespace trede::stat
