// SPDX-License-Identifier: EUPL-1.2
#include "base/period.hpp"

#include <array>
#include <tuple>

#include <fmt/format.h>

namespace trede {
namespace {

std::optional<int> number(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<int> year_of(std::string_view text) {
  if (text.size() != 4) return std::nullopt;
  const auto value = number(text);
  if (!value || *value < 1900 || *value > 2200) return std::nullopt;
  return value;
}

int days_in(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[static_cast<std::size_t>(month - 1)] + ((month == 2 && leap) ? 1 : 0);
}

Date date(int year, int month, int day) {
  return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

}  // namespace

std::string Date::str() const { return fmt::format("{:04}-{:02}-{:02}", year, month, day); }

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = year_of(text.substr(0, 4));
  const auto m = number(text.substr(5, 2));
  const auto d = number(text.substr(8, 2));
  if (!y || !m || !d || *m < 1 || *m > 12 || *d < 1 || *d > days_in(*y, *m)) return std::nullopt;
  return date(*y, *m, *d);
}

Period Period::year(int y) { return span(y, y); }

Period Period::span(int first, int last) {
  Period p;
  p.first_ = static_cast<std::int16_t>(first);
  p.last_ = static_cast<std::int16_t>(last);
  p.kind_ = first == last ? PeriodKind::year : PeriodKind::span;
  return p;
}

std::optional<Period> Period::parse(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  const auto first = year_of(text.substr(0, 4));
  if (!first) return std::nullopt;
  const std::string_view rest = text.substr(4);
  Period p = year(*first);
  auto with_part = [&](PeriodKind kind, std::string_view digits, int most) -> std::optional<Period> {
    const auto part = number(digits);
    if (!part || *part < 1 || *part > most) return std::nullopt;
    p.kind_ = kind;
    p.part_ = static_cast<std::uint8_t>(*part);
    return p;
  };
  if (rest.empty() || rest == "JJ00") return p;
  if (rest == "SJ00" || (rest.size() == 5 && rest[0] == '/' && year_of(rest.substr(1)) == *first + 1)) {
    p.kind_ = PeriodKind::school_year;
    p.last_ = static_cast<std::int16_t>(*first + 1);
    return p;
  }
  if (rest.size() == 5 && rest[0] == '-') {
    const auto last = year_of(rest.substr(1));
    if (last && *last > *first) return span(*first, *last);
    return std::nullopt;
  }
  if (rest.size() == 3 && rest.substr(0, 2) == "-K") return with_part(PeriodKind::quarter, rest.substr(2), 4);
  if (rest.size() == 4 && rest.substr(0, 2) == "-M") return with_part(PeriodKind::month, rest.substr(2), 12);
  if (rest.size() == 4 && rest.substr(0, 2) == "KW") return with_part(PeriodKind::quarter, rest.substr(2), 4);
  if (rest.size() == 4 && rest.substr(0, 2) == "MM") return with_part(PeriodKind::month, rest.substr(2), 12);
  return std::nullopt;
}

std::string Period::str() const {
  switch (kind_) {
    case PeriodKind::year: return fmt::format("{:04}", first_);
    case PeriodKind::school_year: return fmt::format("{:04}/{:04}", first_, last_);
    case PeriodKind::quarter: return fmt::format("{:04}-K{}", first_, part_);
    case PeriodKind::month: return fmt::format("{:04}-M{:02}", first_, part_);
    case PeriodKind::span: return fmt::format("{:04}-{:04}", first_, last_);
  }
  return {};
}

Date Period::begin() const {
  switch (kind_) {
    case PeriodKind::school_year: return date(first_, 8, 1);
    case PeriodKind::quarter: return date(first_, part_ * 3 - 2, 1);
    case PeriodKind::month: return date(first_, part_, 1);
    default: return date(first_, 1, 1);
  }
}

Date Period::end() const {
  switch (kind_) {
    case PeriodKind::school_year: return date(last_, 7, 31);
    case PeriodKind::quarter: return date(first_, part_ * 3, days_in(first_, part_ * 3));
    case PeriodKind::month: return date(first_, part_, days_in(first_, part_));
    default: return date(last_, 12, 31);
  }
}

std::strong_ordering operator<=>(const Period& a, const Period& b) {
  return std::make_tuple(a.begin(), a.end(), a.kind_) <=> std::make_tuple(b.begin(), b.end(), b.kind_);
}

Period window_of(int year, int years) {
  constexpr int kAnchorYear = 2000;
  const int past = (year - kAnchorYear - 1) % years;
  const int first = year - (past >= 0 ? past : past + years);
  return Period::span(first, first + years - 1);
}

}  // namespace trede
