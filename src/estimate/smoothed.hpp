// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Figures of wijken and buurten drawn towards their gemeente by empirical Bayes (Marshall 1991, moments; the binomial variance for shares):
// the fewer persons, the closer to the whole. For showing what may be expected, also next year; never input for a test, because smoothed
// figures look like their surroundings.
//
// Interval: the posterior's, a gamma for rates and a beta for shares with the posterior's mean and variance, 95 %. To the variance is added
// what is not known of the mean and the spread between areas, which were themselves estimated (Morris 1983): that matters with few areas.
//
// Only where figures rest on counts; not for context figures, models, surveys, or fewer than kFewestTogether areas in the gemeente.

#include "estimate/basis.hpp"
#include "estimate/estimates.hpp"

namespace trede {

inline constexpr std::size_t kFewestTogether = 10;

void smooth(const Basis& basis, const Indicator& indicator, const AreaSet& areas, SeriesEstimate& out);

// One group of areas; y and the variances in the figure's own unit per person, in order.
struct Smoothed {
  double value = 0, variance = 0;
};
struct Prior {
  double mean = 0, spread = 0;  // variance between areas, cut at 0
};
// `persons` weigh; `noise[i]` is the variance of figure i given its true value.
Prior prior_of(std::span<const double> value, std::span<const double> persons, std::span<const double> noise);

}  // namespace trede
