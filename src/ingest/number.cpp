// SPDX-License-Identifier: EUPL-1.2
#include "ingest/number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include <fmt/format.h>

namespace trede {
namespace {

constexpr std::size_t kLongest = 30;
constexpr double kLargest = 9007199254740992.0;  // 2^53: every whole number up to here is exact

bool digit(char c) { return c >= '0' && c <= '9'; }
bool digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), digit); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same_word(std::string_view text, std::string_view word) {
  return text.size() == word.size() && std::equal(text.begin(), text.end(), word.begin(), [](char a, char b) { return lower(a) == b; });
}

// Looks like digits with marks of any kind, and nothing else.
bool digits_and(std::string_view text, std::string_view marks) {
  return digit(text.front()) && digit(text.back()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return digit(c) || marks.find(c) != std::string_view::npos; });
}

bool exponent_form(std::string_view text) {
  const auto e = text.find_first_of("eE");
  if (e == std::string_view::npos || e == 0 || e + 1 == text.size()) return false;
  std::string_view power = text.substr(e + 1);
  if (power.front() == '+' || power.front() == '-') power.remove_prefix(1);
  const std::string_view base = text.substr(0, e);
  return digits(power) && digit(base.front()) &&
         std::all_of(base.begin(), base.end(), [](char c) { return digit(c) || c == '.' || c == ','; });
}

// Why a text that is not of the grammar is wrong, as precisely as its shape tells.
NumberFault diagnose(std::string_view text, char decimal) {
  if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    const bool some_digit = std::any_of(text.begin(), text.end(), digit);
    const bool blank = text.find("\xC2\xA0") != std::string_view::npos || text.find("\xE2\x80\xAF") != std::string_view::npos;
    if (some_digit && blank) return NumberFault::thousands;
    const unsigned char lead = static_cast<unsigned char>(text.front());
    const bool foreign_digits = lead == 0xD9 || lead == 0xDB || lead == 0xE0 || lead == 0xEF;  // Arabic, Indic, full width
    return some_digit || foreign_digits ? NumberFault::not_ascii : NumberFault::not_a_number;
  }
  if (text.front() == '+' && text.size() > 1 && digit(text[1])) return NumberFault::plus_sign;
  const std::string_view rest = text.front() == '-' ? text.substr(1) : text;
  if (rest.empty()) return NumberFault::not_a_number;
  for (const std::string_view word : {"nan", "inf", "infinity"})
    if (same_word(rest, word)) return NumberFault::not_finite;
  if (rest.size() > 2 && rest[0] == '0' && lower(rest[1]) == 'x') return NumberFault::hexadecimal;
  if (exponent_form(rest)) return NumberFault::exponent;
  if (rest.back() == '%' && digit(rest.front())) return NumberFault::percent_sign;
  const char other = decimal == '.' ? ',' : '.';
  const auto others = std::count(rest.begin(), rest.end(), other);
  const auto own = std::count(rest.begin(), rest.end(), decimal);
  if (digits_and(rest, ".,")) return others == 1 && own == 0 ? NumberFault::other_mark : NumberFault::thousands;
  if (digits_and(rest, ".,' _")) return NumberFault::thousands;
  if (rest.size() > 1 && (rest.front() == decimal || rest.back() == decimal) && own == 1 &&
      std::all_of(rest.begin(), rest.end(), [&](char c) { return digit(c) || c == decimal; })) {
    return NumberFault::bare_mark;
  }
  return NumberFault::not_a_number;
}

}  // namespace

ParsedNumber parse_number(std::string_view text, char decimal) {
  ParsedNumber out;
  if (text.empty()) {
    out.fault = NumberFault::not_a_number;
    return out;
  }
  const std::string_view unsigned_part = text.front() == '-' ? text.substr(1) : text;
  const auto mark = unsigned_part.find(decimal);
  const std::string_view whole = unsigned_part.substr(0, mark);
  const std::string_view fraction = mark == std::string_view::npos ? std::string_view{} : unsigned_part.substr(mark + 1);
  out.has_mark = mark != std::string_view::npos;
  if (!digits(whole) || (out.has_mark && !digits(fraction))) {
    out.fault = diagnose(text, decimal);
    return out;
  }
  if (text.size() > kLongest) {
    out.fault = NumberFault::too_large;
    return out;
  }
  if (whole.size() > 1 && whole.front() == '0') {
    out.fault = NumberFault::leading_zero;
    return out;
  }
  std::array<char, kLongest + 1> buffer{};
  std::copy(text.begin(), text.end(), buffer.begin());
  if (decimal == ',') std::replace(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(text.size()), ',', '.');
  const auto result = std::from_chars(buffer.data(), buffer.data() + text.size(), out.value, std::chars_format::fixed);
  if (result.ec != std::errc{} || out.value > kLargest || out.value < -kLargest) {
    out.value = 0;
    out.fault = NumberFault::too_large;
    return out;
  }
  if (out.value == 0) out.value = 0;  // -0
  out.whole = std::all_of(fraction.begin(), fraction.end(), [](char c) { return c == '0'; });
  return out;
}

std::string_view code_of(NumberFault fault) {
  switch (fault) {
    case NumberFault::none: return "";
    case NumberFault::not_a_number: return "ingest.number.unknown_token";
    case NumberFault::other_mark: return "ingest.number.decimal_mark";
    case NumberFault::thousands: return "ingest.number.thousands";
    case NumberFault::percent_sign: return "ingest.number.percent_sign";
    case NumberFault::exponent: return "ingest.number.exponent";
    case NumberFault::hexadecimal: return "ingest.number.hexadecimal";
    case NumberFault::not_finite: return "ingest.number.not_finite";
    case NumberFault::not_ascii: return "ingest.number.not_ascii";
    case NumberFault::leading_zero: return "ingest.number.leading_zero";
    case NumberFault::bare_mark: return "ingest.number.bare_mark";
    case NumberFault::plus_sign: return "ingest.number.plus_sign";
    case NumberFault::too_large: return "ingest.number.too_large";
  }
  return "";
}

Text advice(NumberFault fault, char decimal) {
  const std::string nl = decimal == '.' ? "punt" : "komma";
  const std::string en = decimal == '.' ? "point" : "comma";
  switch (fault) {
    case NumberFault::none: return {};
    case NumberFault::not_a_number:
      return {
          "Hier staat geen getal en geen teken dat de bron voor 'ontbreekt' gebruikt. Zet zo'n teken in dialect.missing, of verbeter de waarde.",
          "This is no number and no sign that the source uses for 'missing'. Put such a sign in dialect.missing, or correct the value."};
    case NumberFault::other_mark:
      return {
          fmt::format(
              "Het decimaalteken is niet de {} die is opgegeven. Geef het juiste teken op (dialect.decimal); er wordt niet geraden.", nl),
          fmt::format("The decimal mark is not the {} that was declared. Declare the right one (dialect.decimal); nothing is guessed.",
                      en)};
    case NumberFault::thousands:
      return {"Er staan tekens tussen de duizendtallen. Lever getallen zonder.",
              "There are marks between the thousands. Deliver numbers without them."};
    case NumberFault::percent_sign:
      return {"Er staat een procentteken achter het getal. Haal het weg.", "There is a percent sign behind the number. Remove it."};
    case NumberFault::exponent:
      return {"Dit is een getal met een exponent (zoals 7E+06), meestal door een rekenblad. Lever het voluit.",
              "This is a number with an exponent (such as 7E+06), mostly made by a spreadsheet. Deliver it in full."};
    case NumberFault::hexadecimal:
      return {"Dit is een hexadecimaal getal. Lever een gewoon getal.", "This is a hexadecimal number. Deliver a plain number."};
    case NumberFault::not_finite:
      return {"NaN en oneindig zijn geen waarden. Geef aan waarom de waarde ontbreekt.",
              "NaN and infinity are no values. Say why the value is missing."};
    case NumberFault::not_ascii:
      return {"Hier staan cijfers of tekens van een ander schrift. Gebruik 0 tot en met 9.",
              "These are digits or signs of another script. Use 0 to 9."};
    case NumberFault::leading_zero:
      return {"Het getal begint met een 0: is dit een code? Lever een gewoon getal.",
              "The number starts with a 0: is this a code? Deliver a plain number."};
    case NumberFault::bare_mark:
      return {"Voor en na het decimaalteken hoort een cijfer.", "There must be a digit before and after the decimal mark."};
    case NumberFault::plus_sign: return {"Haal het plusteken weg.", "Remove the plus sign."};
    case NumberFault::too_large:
      return {"Dit getal is te lang of te groot om waar te zijn.", "This number is too long or too large to be true."};
  }
  return {};
}

}  // namespace trede
