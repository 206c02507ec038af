// SPDX-License-Identifier: EUPL-1.2
#include "stat/composite/treatment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace trede::stat::composite {
namespace {

bool within(const std::optional<Shape>& found, const TreatmentLimits& limits) {
  return !found || !(std::abs(found->skewness) > limits.skewness && found->kurtosis > limits.kurtosis);
}

// Sums of powers of the distances to a fixed centre: a changed value changes them, without another walk through the column.
struct Powers {
  double count = 0.0, centre = 0.0, s1 = 0.0, s2 = 0.0, s3 = 0.0, s4 = 0.0, spread = 0.0;  // spread: s2 at the start
  void add(double x, double times) {
    const double d = x - centre, square = d * d;
    s1 += times * d;
    s2 += times * square;
    s3 += times * square * d;
    s4 += times * square * square;
  }
  [[nodiscard]] std::optional<Shape> shape() const {
    const double m = s1 / count, m2 = s2 / count - m * m;
    if (count < 4.0 || !(m2 > 1e-13 * spread / count)) return std::nullopt;  // what is left of a spread is rounding
    const double m3 = s3 / count - 3.0 * m * s2 / count + 2.0 * m * m * m;
    const double m4 = s4 / count - 4.0 * m * s3 / count + 6.0 * m * m * s2 / count - 3.0 * m * m * m * m;
    const double g1 = m3 / (m2 * std::sqrt(m2)), g2 = m4 / (m2 * m2) - 3.0;
    return Shape{g1 * std::sqrt(count * (count - 1.0)) / (count - 2.0),
                 ((count + 1.0) * g2 + 6.0) * (count - 1.0) / ((count - 2.0) * (count - 3.0))};
  }
};
Powers powers(const Column& column, std::size_t n) {
  Powers out;
  double sum = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    if (!there(column, i)) continue;
    out.count += 1.0;
    sum += column.value[i];
  }
  if (!(out.count > 0.0)) return out;
  out.centre = sum / out.count;
  for (std::size_t i = 0; i < n; ++i)
    if (there(column, i)) out.add(column.value[i], 1.0);
  out.spread = out.s2;
  return out;
}

// Values at the end of the skewed side get the next value; gives how many now lie there.
std::size_t pull_in(double* value, const Column& column, std::size_t n, bool high, Powers& sums) {
  const double sign = high ? 1.0 : -1.0;
  constexpr double kNone = -std::numeric_limits<double>::infinity();
  double end = kNone, next = kNone;
  for (std::size_t i = 0; i < n; ++i) {
    if (!there(column, i)) continue;
    const double x = sign * value[i];
    if (x > end) {
      next = end;
      end = x;
    } else if (x > next && x < end) {
      next = x;
    }
  }
  if (next == kNone) return 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < n; ++i)
    if (there(column, i) && sign * value[i] == end) {
      value[i] = sign * next;
      ++count;
    }
  sums.add(sign * end, -static_cast<double>(count));
  sums.add(sign * next, static_cast<double>(count));
  return count;
}

}  // namespace

std::optional<Shape> shape(const Column& column, std::size_t n) { return powers(column, n).shape(); }

Treated treat(double* value, const std::uint8_t* has, std::size_t n, const TreatmentLimits& limits, std::span<double> work) {
  const Column column{value, has};
  Powers sums = powers(column, n);
  std::optional<Shape> now = sums.shape();
  if (within(now, limits)) return {};
  std::copy_n(value, n, work.begin());
  // Equal values move together, so what was moved before on this side moves again: the count of a side is that of its last move.
  std::size_t high = 0, low = 0;
  while (!within(now, limits) && high + low < limits.most_points) {
    const bool up = now->skewness >= 0.0;
    const std::size_t moved = pull_in(value, column, n, up, sums);
    if (moved == 0) break;
    (up ? high : low) = moved;
    now = sums.shape();
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
