// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Two readings of one level laid side by side, and what is computed on them for pairs.hpp.

#include <array>
#include <span>

#include "signal/reading.hpp"

namespace trede::signal {

struct SideBySide {
  AreaLevel level = AreaLevel::buurt;
  std::vector<AreaIndex> areas;
  std::array<const Indicator*, 2> indicator{};
  std::array<std::size_t, 2> series{};
  std::array<Period, 2> period;
  std::array<std::vector<double>, 2> value, error;  // error −1 where not known
};
// The finest level with at least kFewest areas that have both.
std::vector<SideBySide> side_by_side(const SignalInput& input, const Indicator& one, const Indicator& other);

struct Robust {
  double middle = 0, spread = 0;  // median; 1.4826 × median absolute deviation (Rousseeuw & Croux 1993)
};
Robust robust(std::span<const double> values);

// y on x by weighted least squares, with what is left beyond the errors.
struct Line {
  double intercept = 0, slope = 0, between = 0;  // between: variance of areas around the line beyond their errors
};
Line line_through(std::span<const double> x, std::span<const double> y, std::span<const double> x_error, std::span<const double> y_error);

}  // namespace trede::signal
