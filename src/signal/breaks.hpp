// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Breaks: since the last one, two or three periods an area has more than before, compared with how the rest of its gemeente went.
//
// For an area with x cases of n in the late periods together and X, N in those before, the share that would fall in the late periods if
// the area went like the rest is known, so x given x + X is binomial: an exact comparison of two Poisson rates (Przyborowski & Wilenski
// 1940). How much more than binomially areas differ anyway is taken from all areas of the indicator (φ of Spiegelhalter 2005, winsorised,
// at least 1): the tail is that of x/φ of (x + X)/φ. The error of the rest itself widens it. The split with the least p counts, times the
// number of splits tried (Bonferroni); Benjamini–Hochberg over the areas.
//
// Monthly series that go back three years are judged by alarms.hpp instead.
//
// Only periods after the last known break in how a figure is recorded are compared. Counts that the source does not publish, modelled
// figures and figures of which more is not worse are not looked at.

#include <span>

#include "signal/reading.hpp"

namespace trede::signal {

// One area's counts in time order, with the cases expected if it went like the rest, and the rest's own cases (for its error).
struct BreakSeries {
  std::vector<double> cases, expected, rest;
};
struct Split {
  std::size_t late = 0;  // periods after the break; 0 = not comparable
  double z = 0;          // of the plain binomial
  double share = 0;      // expected share of the cases in the late periods
  double cases = 0, all = 0, rest_factor = 1;
};
// x of the late periods against all, for a split that leaves `late` periods at the end.
std::optional<Split> split_at(const BreakSeries& s, std::size_t late);
// Two-sided p of a split, the counts divided by φ.
double split_p(const Split& s, double phi);

Found series_breaks(const SignalInput& input, const Indicator& indicator);

}  // namespace trede::signal
