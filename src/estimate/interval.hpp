// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The 95 % interval of every figure of a series, by what the figure rests on (basis.hpp):
//   share      Wilson's score interval
//   rate       Byar's limits, exact Poisson below 10 events
//   survey     Wilson's with the effective number of answers
//   published  as the source gives it
// Errors of measurement are added to each side by the method of variance estimates recovery: the distance to the limit becomes
// √(distance² + (z σ)²), which keeps the limits as lopsided as the counts are (Zou & Donner 2008). Adding half a base to the count before
// taking the interval would be too narrow where a source rounds at random, and far too wide where the count is large.

#include <vector>

#include "estimate/basis.hpp"
#include "stat/intervals.hpp"

namespace trede {

// In the indicator's unit; basis.has(area).
stat::Interval interval_of(const Basis& basis, AreaIndex area);

struct SeriesIntervals {
  std::vector<double> lower, upper;
  std::vector<std::uint8_t> has;  // all empty when no area has one
};
SeriesIntervals intervals_of(const Basis& basis);

// How the interval was made, in words.
Text interval_words(const Basis& basis);

}  // namespace trede
