// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Numbers that an iteration has found are written with as many digits as it can answer for, so that the last ones do not differ from one
// machine to the next.

#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace trede::method {

inline double significant(double value, int digits) {
  if (!std::isfinite(value)) return value;
  char text[64];
  const auto end = fmt::format_to_n(text, sizeof text, "{:.{}g}", value, digits).out;
  std::from_chars(text, end, value);
  return value;
}

}  // namespace trede::method
