// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Colours as a theme writes them, and how well two of them can be told apart.
//
// Unit: channels 0–255; contrast 1–21. Source: WCAG 2.2, relative luminance and contrast ratio.

#include <array>
#include <optional>
#include <string_view>

namespace trede {

struct Colour {
  std::array<int, 3> rgb{};
};

// "#rgb", "#rrggbb" or "rgb(1, 2, 3)"; nothing otherwise (names, transparency and functions are not read).
std::optional<Colour> parse_colour(std::string_view text);

double contrast(const Colour& a, const Colour& b);

}  // namespace trede
