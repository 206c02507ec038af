// SPDX-License-Identifier: EUPL-1.2
#include "edition/numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/json_writer.hpp"

namespace trede {
namespace {

constexpr std::array<double, 10> kPowers = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
constexpr double kLargest = 4e15;  // beyond this a double has no decimals worth printing

bool plain(double value, int decimals) {
  return decimals >= 0 && decimals < static_cast<int>(kPowers.size()) &&
         std::abs(value) < kLargest / kPowers[static_cast<std::size_t>(decimals)];
}

// value × 10^decimals, rounded half away from zero on the decimal value, as in format_number.
std::int64_t scaled_whole(double value, int decimals) {
  const double scaled = value * kPowers[static_cast<std::size_t>(decimals)];
  const double whole = std::trunc(scaled);
  const bool half = std::abs(std::abs(scaled - whole) - 0.5) < std::max(1e-9, 1e-15 * std::abs(scaled));
  return static_cast<std::int64_t>(half ? whole + std::copysign(1.0, scaled) : std::round(scaled));
}

}  // namespace

void append_whole(std::string& out, std::int64_t value) {
  std::array<char, 24> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
  out.append(text.data(), end.ptr);
}

void append_number(std::string& out, double value, int decimals) {
  if (!plain(value, decimals)) {
    out += format_number(value, decimals);
    return;
  }
  const std::int64_t scaled = scaled_whole(value, decimals);
  const auto power = static_cast<std::int64_t>(kPowers[static_cast<std::size_t>(decimals)]);
  if (scaled < 0) out += '-';
  const std::int64_t size = std::abs(scaled);
  append_whole(out, size / power);
  std::int64_t rest = size % power;
  if (rest == 0) return;
  std::array<char, 10> digits{};
  std::size_t used = std::min(static_cast<std::size_t>(decimals), digits.size());
  for (std::size_t i = used; i-- > 0; rest /= 10) digits[i] = static_cast<char>('0' + rest % 10);
  while (digits[used - 1] == '0') --used;
  out += '.';
  out.append(digits.data(), used);
}

double rounded_number(double value, int decimals) {
  if (!plain(value, decimals)) return value;
  return static_cast<double>(scaled_whole(value, decimals)) / kPowers[static_cast<std::size_t>(decimals)];
}

}  // namespace trede
