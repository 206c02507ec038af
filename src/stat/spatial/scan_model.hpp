// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The likelihood ratio of a scan as a function of the cases and the expected number inside a zone, and the counts from which it reaches a
// given height. Used by the scan alone.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "stat/spatial/scan.hpp"

namespace trede::stat {

struct ScanRatio {
  ScanModel model = ScanModel::poisson;
  ScanRates rates = ScanRates::high;
  double all = 0;      // cases
  double persons = 0;  // Bernoulli only

  // Whatever the side; 0 where nothing is expected, inside or outside.
  [[nodiscard]] double both_sides(double cases, double expected) const;
  // 0 on a side that is not looked at.
  [[nodiscard]] double operator()(double cases, double expected) const {
    if (cases > expected ? rates == ScanRates::low : rates == ScanRates::high) return 0.0;
    return both_sides(cases, expected);
  }
  [[nodiscard]] double slope(double cases, double expected) const;  // by cases
  [[nodiscard]] double most_cases(double expected) const;           // that a zone can hold
};

// Rows of expected numbers, equally wide in their root. For a ratio of at least `level` steps, a zone of the row has at least `least` or at
// most `most` cases, counted from `base`. The bounds are on the safe side: outside them no zone of the row reaches the level.
class ScanBounds {
 public:
  ScanBounds(const ScanRatio& ratio, double largest_expected);

  [[nodiscard]] std::uint32_t row(double expected) const {
    return std::min(rows_ - 1, static_cast<std::uint32_t>(kStepsPerRoot * std::sqrt(std::max(0.0, expected))));
  }
  [[nodiscard]] std::int64_t base(std::uint32_t row) const { return static_cast<std::int64_t>(start(row)); }
  [[nodiscard]] static std::size_t level(double ratio) {
    return std::min(kLevels - 1, static_cast<std::size_t>(std::max(0.0, ratio) / kStep));
  }
  [[nodiscard]] const std::int32_t* least(std::size_t level) const { return least_.data() + level * rows_; }
  [[nodiscard]] const std::int32_t* most(std::size_t level) const { return most_.data() + level * rows_; }

  static constexpr std::int32_t kFar = 16000;  // beyond any count that occurs, and within sixteen bits with an offset

 private:
  static constexpr double kStepsPerRoot = 20.0, kStep = 0.5;
  static constexpr std::size_t kLevels = 41;
  [[nodiscard]] static double start(std::uint32_t row) {
    const double root = static_cast<double>(row) / kStepsPerRoot;
    return root * root;
  }

  std::uint32_t rows_ = 1;
  std::vector<std::int32_t> least_, most_;
};

}  // namespace trede::stat
