// SPDX-License-Identifier: EUPL-1.2
#include "theme/colour.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace trede {

namespace {

std::optional<int> number(std::string_view text, int base) {
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto [at, problem] = std::from_chars(text.data(), end, value, base);
  if (problem != std::errc() || at != end || value < 0 || value > 255) return std::nullopt;
  return value;
}

std::optional<Colour> hexadecimal(std::string_view digits) {
  std::string six(digits);
  if (digits.size() == 3) six = {digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]};
  if (six.size() != 6) return std::nullopt;
  Colour colour;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto channel = number(std::string_view(six).substr(2 * i, 2), 16);
    if (!channel) return std::nullopt;
    colour.rgb[i] = *channel;
  }
  return colour;
}

// "1, 2, 3" or "1 2 3"
std::optional<Colour> decimal(std::string_view inside) {
  Colour colour;
  std::size_t found = 0;
  std::size_t at = 0;
  while (at < inside.size()) {
    const std::size_t from = inside.find_first_not_of(" ,", at);
    if (from == std::string_view::npos) break;
    at = std::min(inside.find_first_of(" ,", from), inside.size());
    const auto channel = number(inside.substr(from, at - from), 10);
    if (!channel || found == 3) return std::nullopt;
    colour.rgb[found++] = *channel;
  }
  return found == 3 ? std::optional(colour) : std::nullopt;
}

double linear(int channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(const Colour& colour) {
  return 0.2126 * linear(colour.rgb[0]) + 0.7152 * linear(colour.rgb[1]) + 0.0722 * linear(colour.rgb[2]);
}

}  // namespace

std::optional<Colour> parse_colour(std::string_view text) {
  if (text.starts_with('#')) return hexadecimal(text.substr(1));
  if (text.starts_with("rgb(") && text.ends_with(')')) return decimal(text.substr(4, text.size() - 5));
  return std::nullopt;
}

double contrast(const Colour& a, const Colour& b) {
  const double one = luminance(a) + 0.05;
  const double other = luminance(b) + 0.05;
  return std::max(one, other) / std::min(one, other);
}

}  // namespace trede
