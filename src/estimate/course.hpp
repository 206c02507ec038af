// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Does a figure rise or fall over the years?
//
// Which periods: those of the latest kind and length (a month or quarter only with the same one of other years), of one source, since the
// last break of definition; windows of several years that do not overlap, counted from the latest.
// Rule: rising or falling when all of these hold, else no clear trend.
//   1. Mann & Kendall's test of the figures in time order has p < 0.05, two-sided; the slope is Theil & Sen's.
//   2. A line through the figures, each weighted by how sure it is, has a slope of the same sign that is beyond its own 95 % interval; the
//      interval is widened when the figures lie further from the line than chance explains. Without intervals all weigh the same.
//   3. That sign stays when any one period is left out.
// Refused, with the reason: modelled figures; fewer than kFewestPeriods since the last break; an area without figure in the latest period
// or in more than a quarter of the periods between its first and last. With three or four periods in perfect order the test's p is 0.30 and
// 0.09: it cannot be below 0.05, so five is the fewest.

#include "estimate/basis.hpp"
#include "estimate/estimates.hpp"

namespace trede {

inline constexpr std::size_t kFewestPeriods = 5;
inline constexpr double kLargestGap = 0.25;

// `series`: those of one indicator, in time order.
IndicatorCourse course_of(const Catalogue& catalogue, const PublishedFigures& figures, const Units& units, const Indicator& indicator,
                          std::span<const std::size_t> series);

}  // namespace trede
