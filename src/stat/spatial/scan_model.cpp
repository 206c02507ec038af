// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/scan_model.hpp"

namespace trede::stat {
namespace {

double xlog(double x, double over) { return x > 0.0 ? x * std::log(x / over) : 0.0; }

// Where the ratio, convex in the cases, reaches `wanted` above the expected number; infinite when it never does. Newton's method from
// beyond that point comes back to it from one side: by Bernstein's inequality the start is beyond.
double reached_above(const ScanRatio& ratio, double expected, double wanted) {
  const double most = ratio.most_cases(expected);
  if (!(expected > 0.0)) return 0.0;
  if (most <= expected || ratio.both_sides(most, expected) < wanted) return std::numeric_limits<double>::infinity();
  double cases = std::min(most * (1.0 - 1e-9), expected + std::sqrt(2.0 * wanted * expected) + wanted);
  for (int step = 0; step < 30; ++step) {
    const double over = ratio.both_sides(cases, expected) - wanted;
    if (over <= 1e-9 * wanted) break;
    cases = std::max(expected, cases - over / ratio.slope(cases, expected));
  }
  return cases;
}

// The same below the expected number; negative when it never does.
double reached_below(const ScanRatio& ratio, double expected, double wanted) {
  if (!(expected > 0.0) || ratio.both_sides(0.0, expected) < wanted) return -1.0;
  double cases = std::max(1e-9 * expected, expected - std::sqrt(2.0 * wanted * expected));
  for (int step = 0; step < 30; ++step) {
    const double over = ratio.both_sides(cases, expected) - wanted;
    if (over <= 1e-9 * wanted) break;
    cases = std::min(expected, cases - over / ratio.slope(cases, expected));
  }
  return cases;
}

}  // namespace

double ScanRatio::both_sides(double cases, double expected) const {
  if (!(expected > 0.0) || !(expected < all)) return 0.0;
  const double rest = all - cases;
  const double poisson = xlog(cases, expected) + xlog(rest, all - expected);
  if (model != ScanModel::bernoulli) return std::max(0.0, poisson);
  const double inside = expected * persons / all, outside = persons - inside;
  const double others = persons - all;  // persons who are no case; of them inside · others / persons are expected inside
  const double well = std::max(0.0, inside - cases), well_outside = std::max(0.0, outside - rest);
  return std::max(0.0, poisson + xlog(well, inside * others / persons) + xlog(well_outside, outside * others / persons));
}

double ScanRatio::slope(double cases, double expected) const {
  const double poisson = std::log(cases / expected) - std::log((all - cases) / (all - expected));
  if (model != ScanModel::bernoulli) return poisson;
  const double inside = expected * persons / all, outside = persons - inside;
  return poisson - std::log((inside - cases) / (outside - all + cases)) + std::log(inside / outside);
}

double ScanRatio::most_cases(double expected) const {
  return model == ScanModel::bernoulli ? std::min(all, expected * persons / all) : all;
}

ScanBounds::ScanBounds(const ScanRatio& ratio, double largest_expected) {
  rows_ = static_cast<std::uint32_t>(kStepsPerRoot * std::sqrt(largest_expected)) + 2;
  if (ratio.rates != ScanRates::low) least_.assign(kLevels * rows_, -kFar);
  if (ratio.rates != ScanRates::high) most_.assign(kLevels * rows_, kFar);
  const auto near = [](double count) { return static_cast<std::int32_t>(std::clamp(count, -1.0 * kFar, 1.0 * kFar)); };
  for (std::uint32_t row = 0; row < rows_; ++row) {  // level 0: any zone on the side that is looked at
    if (!least_.empty()) least_[row] = 1;
    if (!most_.empty() && row + 1 < rows_) most_[row] = near(std::floor(start(row + 1)) - std::floor(start(row)));
  }
  for (std::size_t level = 1; level < kLevels; ++level) {
    const double wanted = kStep * static_cast<double>(level);
    for (std::uint32_t row = 0; row < rows_; ++row) {
      const double base = std::floor(start(row));
      if (!least_.empty())
        least_[level * rows_ + row] = near(row == 0 ? 1.0 : std::ceil(reached_above(ratio, start(row), wanted) - 1e-6) - base);
      // The last row has no end, so nothing is known there of too few.
      if (!most_.empty() && row + 1 < rows_)
        most_[level * rows_ + row] = near(std::floor(reached_below(ratio, start(row + 1), wanted) + 1e-6) - base);
    }
  }
}

double poisson_ratio(double cases, double expected, double all) {
  return ScanRatio{ScanModel::poisson, ScanRates::high, all, 0.0}(cases, expected);
}

}  // namespace trede::stat
