// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A period of observation: a year, a quarter, a month, a school year or a pooled span of years.
//
// Text form (canonical): "2020", "2020-K1", "2020-M03", "2019/2020" (school year), "2018-2020" (pooled, inclusive).
// Also read: CBS's "2020JJ00", "2020KW01", "2020MM03", "2019SJ00".

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trede {

enum class PeriodKind : std::uint8_t { year = 0, school_year = 1, quarter = 2, month = 3, span = 4 };

struct Date {
  std::int16_t year = 0;
  std::uint8_t month = 0;  // 1..12
  std::uint8_t day = 0;    // 1..31
  friend auto operator<=>(const Date&, const Date&) = default;
  [[nodiscard]] std::string str() const;                    // 2020-03-26
  static std::optional<Date> parse(std::string_view text);  // strict ISO 8601, existing days only
};

class Period {
 public:
  Period() = default;
  static std::optional<Period> parse(std::string_view text);
  static Period year(int y);
  static Period span(int first, int last);

  [[nodiscard]] PeriodKind kind() const { return kind_; }
  [[nodiscard]] int first_year() const { return first_; }
  [[nodiscard]] int last_year() const { return last_; }
  [[nodiscard]] int part() const { return part_; }  // quarter 1..4, month 1..12, else 0
  [[nodiscard]] bool empty() const { return first_ == 0; }
  [[nodiscard]] std::string str() const;
  [[nodiscard]] Date begin() const;  // first day
  [[nodiscard]] Date end() const;    // last day; a school year runs 1 August to 31 July

  // By first day, then by last day: the order of a time axis.
  friend std::strong_ordering operator<=>(const Period& a, const Period& b);
  friend bool operator==(const Period& a, const Period& b) = default;

 private:
  std::int16_t first_ = 0;
  std::int16_t last_ = 0;
  PeriodKind kind_ = PeriodKind::year;
  std::uint8_t part_ = 0;
};

// The window of `years` calendar years that holds `year`. The last year of every window is 2000 plus a multiple of `years` (three years:
// 2016-2018, 2019-2021, 2022-2024), so windows do not overlap and do not depend on what happens to be in an edition.
Period window_of(int year, int years);

}  // namespace trede
