// SPDX-License-Identifier: EUPL-1.2
#include "stat/composite/treatment.hpp"

#include <algorithm>
#include <cmath>

namespace trede::stat::composite {
namespace {

bool within(const std::optional<Shape>& found, const TreatmentLimits& limits) {
  return !found || !(std::abs(found->skewness) > limits.skewness && found->kurtosis > limits.kurtosis);
}

// Values at the end of the skewed side get the next value; gives how many now lie there.
std::size_t pull_in(double* value, const Column& column, std::size_t n, bool high) {
  const Moments m = moments(column, n);
  const double end = high ? m.most : m.least;
  bool found = false;
  double next = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    if (!there(column, i) || value[i] == end) continue;
    if (!found || (high ? value[i] > next : value[i] < next)) next = value[i];
    found = true;
  }
  if (!found) return 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < n; ++i)
    if (there(column, i) && value[i] == end) {
      value[i] = next;
      ++count;
    }
  return count;
}

}  // namespace

std::optional<Shape> shape(const Column& column, std::size_t n) {
  const Moments m = moments(column, n);
  if (m.count < 4 || !(m.m2 > 0.0)) return std::nullopt;
  double third = 0.0, fourth = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    if (!there(column, i)) continue;
    const double d = column.value[i] - m.mean, square = d * d;
    third += square * d;
    fourth += square * square;
  }
  const auto count = static_cast<double>(m.count);
  const double m2 = m.m2 / count, g1 = third / count / (m2 * std::sqrt(m2)), g2 = fourth / count / (m2 * m2) - 3.0;
  return Shape{g1 * std::sqrt(count * (count - 1.0)) / (count - 2.0),
               ((count + 1.0) * g2 + 6.0) * (count - 1.0) / ((count - 2.0) * (count - 3.0))};
}

Treated treat(double* value, const std::uint8_t* has, std::size_t n, const TreatmentLimits& limits, std::span<double> work) {
  const Column column{value, has};
  std::optional<Shape> now = shape(column, n);
  if (within(now, limits)) return {};
  std::copy_n(value, n, work.begin());
  // Equal values move together, so what was moved before on this side moves again: the count of a side is that of its last move.
  std::size_t high = 0, low = 0;
  while (!within(now, limits) && high + low < limits.most_points) {
    const bool up = now->skewness >= 0.0;
    const std::size_t moved = pull_in(value, column, n, up);
    if (moved == 0) break;
    (up ? high : low) = moved;
    now = shape(column, n);
  }
  if (within(now, limits)) return {Treatment::winsorised, high + low, true};
  std::copy_n(work.begin(), n, value);
  const Moments m = moments(column, n);
  const double lift = 0.01 * (m.most - m.least);
  std::size_t count = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (!there(column, i)) continue;
    value[i] = std::log(value[i] - m.least + lift);
    ++count;
  }
  return {Treatment::logged, count, within(shape(column, n), limits)};
}

}  // namespace trede::stat::composite
