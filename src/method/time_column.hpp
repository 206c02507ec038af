// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The time column of a table with one or more series. `t` holds whole or decimal numbers, years, quarters (2020-K1), months (2020-M03),
// weeks (2020-W07, ISO 8601) or dates (2020-02-10); a column `series` names the series of each row. Within a series the rows stand in the
// order of time; a period that is left out is a gap, not an error. With numbers in t, a column `epoch` of dates gives their place in the
// calendar.
//
// Errors: stat.time (not a period, or not the same kind as the row before), stat.time_order (not later than the row before),
// stat.time_step (dates of weeks or months that do not follow each other by whole steps), stat.too_long (more than kMostPeriods).

#include <cstddef>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "method/table.hpp"
#include "stat/series/time_axis.hpp"

namespace trede::method {

inline constexpr std::size_t kMostPeriods = 200000;
inline constexpr std::size_t kGap = static_cast<std::size_t>(-1);

enum class TimeKind : std::uint8_t { number, month, quarter, week, day };

// The rows of one series in order of time.
struct TimedRows {
  std::string name;
  std::vector<std::size_t> rows;
  std::vector<double> time;           // as written when numbers, else in years since 1970
  std::vector<std::uint32_t> season;  // month or quarter of the year from 0; empty for other kinds of time
};
// Without a column t the rows are 1, 2, 3 … if `may_be_absent`.
Checked<std::vector<TimedRows>> timed_rows(const Table& table, bool may_be_absent);

// The same on a full grid of periods.
struct GriddedRows {
  std::string name;
  std::vector<std::size_t> rows;  // by period; kGap where the table has none
  stat::TimeAxis axis;
};
// `per_year` 0: 12 for months, 4 for quarters, 52 for weeks, 365 for days; numbers: the column freq, else 52.
Checked<std::vector<GriddedRows>> gridded_rows(const Table& table, unsigned per_year);

}  // namespace trede::method
