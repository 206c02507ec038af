// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Numbers as sources write them, strictly: an optional minus, digits, and at most one declared decimal mark with digits on both sides.
// No thousands marks, no exponent, no percent sign, no blanks, no digits outside ASCII, nothing that is not a number. Nothing is
// repaired; what looks like a known slip gets its own fault, so that the message can say what to do. -0 is 0.

#include <cstdint>
#include <string_view>

#include "base/ids.hpp"

namespace trede {

enum class NumberFault : std::uint8_t {
  none,
  not_a_number,  // some other text: an unknown token
  other_mark,    // a comma where the point was declared, or the other way round
  thousands,     // "1.234,5", "1 234", "1'234"
  percent_sign,
  exponent,  // 7,72E+06
  hexadecimal,
  not_finite,    // NaN, Inf
  not_ascii,     // digits or minus signs outside ASCII
  leading_zero,  // "007": looks like a code
  bare_mark,     // ".5", "5."
  plus_sign,
  too_large,  // more than 30 characters or beyond 2^53
};

struct ParsedNumber {
  double value = 0;
  NumberFault fault = NumberFault::none;
  bool whole = false;     // no digits other than 0 after the decimal mark
  bool has_mark = false;  // written with a decimal mark
};

// `text` is trimmed and not empty; `decimal` is '.' or ','.
ParsedNumber parse_number(std::string_view text, char decimal);

// The error code, and what to do about it.
std::string_view code_of(NumberFault fault);
Text advice(NumberFault fault, char decimal);

}  // namespace trede
