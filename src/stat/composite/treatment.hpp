// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Outliers of one column before it is put on a scale: while |skewness| > 2 and kurtosis > 3.5 the furthest value on the skewed side takes
// the place of the next one (winsorising), for at most five values; if that is not enough, the column as it was is put on a log scale,
// ln(x − least + (most − least)/100). Nardo et al. (2008), OECD Handbook, step 4; the order and the limits are those of COINr (Becker et
// al. 2022). Skewness and kurtosis are the sample versions of Joanes & Gill (1998), The Statistician 47, type 2.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "stat/composite/kernel.hpp"

namespace trede::stat::composite {

struct Shape {
  double skewness = 0.0, kurtosis = 0.0;
};
// Nullopt below four values, and without spread.
std::optional<Shape> shape(const Column& column, std::size_t n);

struct TreatmentLimits {
  double skewness = 2.0, kurtosis = 3.5;
  std::size_t most_points = 5;
};
enum class Treatment : std::uint8_t { none, winsorised, logged };
struct Treated {
  Treatment what = Treatment::none;
  std::size_t points = 0;  // values that were changed
  bool passes = true;      // within the limits afterwards; also where the shape is not defined
};
// In place. `work` holds n values.
Treated treat(double* value, const std::uint8_t* has, std::size_t n, const TreatmentLimits& limits, std::span<double> work);

}  // namespace trede::stat::composite
