// SPDX-License-Identifier: EUPL-1.2
#include "method/time_column.hpp"

#include <charconv>
#include <cmath>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/period.hpp"

namespace trede::method {
namespace {

constexpr double kDaysPerYear = 365.2425;

// A place in time: `step` counts whole periods of its kind (for numbers and days see the fields).
struct Moment {
  TimeKind kind = TimeKind::number;
  double number = 0;      // the number as written
  std::int64_t step = 0;  // months, quarters, weeks or days since the first of 1970; whole numbers as such
  std::int32_t day = 0;   // first day
};

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || text.front() == '-' || wrong != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::int32_t number_of(const Date& d) { return stat::day_number({d.year, d.month, d.day}); }

// The Monday of an ISO week: week 1 holds 4 January.
std::optional<Moment> iso_week(std::string_view text) {
  if (text.size() != 8 || text[4] != '-' || text[5] != 'W') return std::nullopt;
  const auto year = digits(text.substr(0, 4)), week = digits(text.substr(6, 2));
  if (!year || !week || *year < 1900 || *year > 2200 || *week < 1 || *week > 53) return std::nullopt;
  const auto first_monday = [](int y) {
    const std::int32_t fourth = stat::day_number({y, 1, 4});
    return fourth - ((fourth + 3) % 7 + 7) % 7;  // 1 January 1970 was a Thursday
  };
  const std::int32_t monday = first_monday(*year) + 7 * (*week - 1);
  if (monday >= first_monday(*year + 1)) return std::nullopt;
  return Moment{.kind = TimeKind::week, .step = (monday + 3) / 7, .day = monday};
}

std::optional<Moment> moment_of(std::string_view text) {
  double value = 0.0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!text.empty() && wrong == std::errc() && end == text.data() + text.size() && std::isfinite(value) && std::abs(value) < 1e15)
    return Moment{.kind = TimeKind::number, .number = value, .step = static_cast<std::int64_t>(value)};
  if (const auto date = Date::parse(text)) return Moment{.kind = TimeKind::day, .step = number_of(*date), .day = number_of(*date)};
  if (const auto week = iso_week(text)) return week;
  const auto period = Period::parse(text);
  if (!period) return std::nullopt;
  const int part = period->part(), year = period->first_year();
  const std::int32_t day = number_of(period->begin());
  switch (period->kind()) {
    case PeriodKind::year: return Moment{.kind = TimeKind::number, .number = static_cast<double>(year), .step = year};
    case PeriodKind::month: return Moment{.kind = TimeKind::month, .step = (year - 1970) * 12 + part - 1, .day = day};
    case PeriodKind::quarter: return Moment{.kind = TimeKind::quarter, .step = (year - 1970) * 4 + part - 1, .day = day};
    case PeriodKind::school_year:
    case PeriodKind::span: break;
  }
  return std::nullopt;
}

double in_years(const Moment& m) {
  switch (m.kind) {
    case TimeKind::number: return m.number;
    case TimeKind::month: return static_cast<double>(m.step) / 12.0;
    case TimeKind::quarter: return static_cast<double>(m.step) / 4.0;
    case TimeKind::week:
    case TimeKind::day: break;
  }
  return m.day / kDaysPerYear;
}

bool later(const Moment& a, const Moment& b) { return b.kind == TimeKind::number ? a.number > b.number : a.step > b.step; }

struct Moments {
  std::string name;
  std::vector<std::size_t> rows;
  std::vector<Moment> moments;
};

// Reads `column` into series in order of first appearance, with all that is wrong.
Checked<std::vector<Moments>> moments_of(const Table& table, const std::string& column) {
  const auto text = table.text(column);
  if (!text) return tl::unexpected(text.error());
  std::vector<std::string> names(table.rows());
  if (table.has("series")) names = table.text("series").value();
  std::vector<Moments> out;
  std::map<std::string, std::size_t> place;
  Errors errors;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto [found, added] = place.try_emplace(names[row], out.size());
    if (added) out.push_back({.name = names[row], .rows = {}, .moments = {}});
    Moments& series = out[found->second];
    const auto moment = moment_of((*text)[row]);
    if (!moment || (!series.moments.empty() && series.moments.back().kind != moment->kind)) {
      errors.add(
          {"stat.time", Failure::input,
           "Dit is geen periode van dezelfde soort als die ervoor. Schrijf overal een getal, 2020-M03, 2020-K1, 2020-W07 of 2020-02-10.",
           "This is no period of the same kind as the one before. Write a number, 2020-M03, 2020-K1, 2020-W07 or 2020-02-10 everywhere.",
           table.where(row, column)});
      continue;
    }
    if (!series.moments.empty() && !later(*moment, series.moments.back())) {
      errors.add({"stat.time_order", Failure::input,
                  "Deze periode is niet later dan die op de regel ervoor van dezelfde reeks. Zet de regels op volgorde van tijd.",
                  "This period is not later than the one on the row before it of the same series. Put the rows in order of time.",
                  table.where(row, column)});
      continue;
    }
    series.rows.push_back(row);
    series.moments.push_back(*moment);
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return out;
}

// Dates that are all on the same day of the month are months (or quarters), others weeks if they are whole weeks apart.
void name_the_step(Moments& series, unsigned per_year) {
  if (series.moments.front().kind != TimeKind::day) return;
  bool months = series.moments.size() > 1, weeks = months;
  const auto first = stat::calendar_day(series.moments.front().day);
  for (std::size_t i = 1; i < series.moments.size(); ++i) {
    months = months && stat::calendar_day(series.moments[i].day).day == first.day;
    weeks = weeks && (series.moments[i].day - series.moments.front().day) % 7 == 0;
  }
  const bool as_weeks = per_year == 52 || (per_year == 0 && weeks);
  const bool as_quarters = per_year == 4 && months, as_months = (per_year == 12 || (per_year == 0 && !weeks)) && months;
  for (Moment& m : series.moments) {
    const auto date = stat::calendar_day(m.day);
    const int month = (date.year - 1970) * 12 + date.month - 1;
    if (as_weeks && weeks) {
      m.kind = TimeKind::week;
      m.step = (m.day - series.moments.front().day) / 7;
    } else if (as_months) {
      m.kind = TimeKind::month;
      m.step = month;
    } else if (as_quarters) {
      m.kind = TimeKind::quarter;
      m.step = month / 3;
    }
  }
}

unsigned periods_per_year(TimeKind kind) {
  switch (kind) {
    case TimeKind::month: return 12;
    case TimeKind::quarter: return 4;
    case TimeKind::day: return 365;
    case TimeKind::number:
    case TimeKind::week: break;
  }
  return 52;
}

// First day of the period `ahead` periods after m.
std::int32_t day_after(const Moment& m, std::int64_t ahead) {
  const auto steps = static_cast<std::int32_t>(ahead);
  if (m.kind == TimeKind::week) return m.day + 7 * steps;
  if (m.kind == TimeKind::day) return m.day + steps;
  auto date = stat::calendar_day(m.day);
  const int month = date.year * 12 + date.month - 1 + steps * (m.kind == TimeKind::quarter ? 3 : 1);
  return stat::day_number({month / 12, month % 12 + 1, date.day});
}

Error wrong_step(const Table& table, std::size_t row, const char* column) {
  return {"stat.time_step", Failure::input,
          "Vanaf het begin van de reeks is dit geen heel aantal perioden. Gebruik overal dezelfde weekdag of dezelfde dag van de maand.",
          "From the start of the series this is no whole number of periods. Use the same day of the week or of the month everywhere.",
          table.where(row, column)};
}

// Lays a series on its grid.
void lay_out(const Table& table, const Moments& series, const std::string& column, GriddedRows& out, Errors& errors) {
  const Moment& first = series.moments.front();
  const std::int64_t length = series.moments.back().step - first.step + 1;
  if (length > static_cast<std::int64_t>(kMostPeriods)) {
    errors.add({"stat.too_long", Failure::limit,
                fmt::format("Van de eerste tot de laatste periode zijn er meer dan {} perioden.", kMostPeriods),
                fmt::format("From the first to the last period there are more than {} periods.", kMostPeriods),
                table.where(series.rows.back(), column)});
    return;
  }
  out.axis.length = static_cast<std::size_t>(length);
  out.rows.assign(out.axis.length, kGap);
  for (std::size_t i = 0; i < series.rows.size(); ++i) {
    const Moment& m = series.moments[i];
    const bool whole = m.kind == TimeKind::number ? m.number == std::floor(m.number) : m.day == day_after(first, m.step - first.step);
    if (!whole) errors.add(wrong_step(table, series.rows[i], column.c_str()));
    else out.rows[static_cast<std::size_t>(m.step - first.step)] = series.rows[i];
  }
  if (first.kind == TimeKind::number) return;
  for (std::int64_t i = 0; i < length; ++i) out.axis.days.push_back(day_after(first, i));
}

}  // namespace

Checked<std::vector<TimedRows>> timed_rows(const Table& table, bool may_be_absent) {
  if (may_be_absent && !table.has("t")) {
    std::vector<std::string> names(table.rows());
    if (table.has("series")) names = table.text("series").value();
    std::vector<TimedRows> out;
    std::map<std::string, std::size_t> place;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const auto [found, added] = place.try_emplace(names[row], out.size());
      if (added) out.push_back({.name = names[row], .rows = {}, .time = {}, .season = {}});
      TimedRows& series = out[found->second];
      series.rows.push_back(row);
      series.time.push_back(static_cast<double>(series.rows.size()));
    }
    return out;
  }
  auto read = moments_of(table, "t");
  if (!read) return tl::unexpected(read.error());
  std::vector<TimedRows> out;
  for (Moments& series : *read) {
    TimedRows one{.name = series.name, .rows = std::move(series.rows), .time = {}, .season = {}};
    name_the_step(series, 0);
    for (const Moment& m : series.moments) {
      one.time.push_back(in_years(m));
      const std::int64_t parts = m.kind == TimeKind::month ? 12 : m.kind == TimeKind::quarter ? 4 : 0;
      if (parts > 0) one.season.push_back(static_cast<std::uint32_t>((m.step % parts + parts) % parts));
    }
    out.push_back(std::move(one));
  }
  return out;
}

Checked<std::vector<GriddedRows>> gridded_rows(const Table& table, unsigned per_year) {
  auto read = moments_of(table, "t");
  if (!read) return tl::unexpected(read.error());
  std::string column = "t";
  if (read->front().moments.front().kind == TimeKind::number && table.has("epoch")) {
    column = "epoch";
    read = moments_of(table, column);
    if (!read) return tl::unexpected(read.error());
  }
  if (per_year == 0 && read->front().moments.front().kind == TimeKind::number && table.has("freq")) {
    const auto freq = table.counts("freq");
    if (!freq) return tl::unexpected(freq.error());
    per_year = freq->front();
  }
  std::vector<GriddedRows> out;
  Errors errors;
  for (Moments& series : *read) {
    name_the_step(series, per_year);
    GriddedRows one{.name = series.name, .rows = {}, .axis = {}};
    const TimeKind kind = series.moments.front().kind;
    lay_out(table, series, column, one, errors);
    one.axis.per_year = kind == TimeKind::number && per_year > 0 ? per_year : periods_per_year(kind);
    out.push_back(std::move(one));
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return out;
}

}  // namespace trede::method
