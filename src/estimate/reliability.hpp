// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How reliable a figure is, in four classes. The rule, with the numbers below, stands in docs/concepts/reliability.md and in words in
// reliability_rule; this is the one place that applies it. It judges the width of the interval, not how high or low the figure is.

#include "estimate/basis.hpp"
#include "estimate/estimates.hpp"

namespace trede {

namespace reliability {
// Shares: half of the interval's width in percentage points. Beyond the last one nothing is said.
inline constexpr double kShareGood = 3.0, kShareModerate = 6.0, kShareLow = 15.0;
// … and against the smaller side of the share: an interval of 2 ± 2 % is not reliable because it is narrow.
inline constexpr double kSideModerate = 0.5, kSideLow = 1.0;
// Rates: half of the interval's width over the figure, about twice the coefficient of variation.
inline constexpr double kRateGood = 0.2, kRateModerate = 0.4, kRateLow = 1.0;
inline constexpr double kFewCases = 10.0;                          // on either side of a share, or of a rate: at most low
inline constexpr double kFewAnswers = 50.0, kSomeAnswers = 100.0;  // below: at most low, at most moderate
}  // namespace reliability

// `lower`, `upper` in the indicator's unit.
Reliability reliability_of(const Basis& basis, AreaIndex area, double lower, double upper);

}  // namespace trede
