// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Two indicators that the catalogue says belong together, area by area: need and reach, registered and perceived.
//
// Reach gap: reach goes with need in most towns. A line through the areas (weighted least squares) says how much reach goes with a need;
// an area with a need above its gemeente's, beyond the margin, whose reach lies below the line by more than chance has a gap. The error is
// that of both figures and of how areas scatter around the line anyway (by moments, as in a random-effects meta-analysis; DerSimonian &
// Laird 1986), so a pair that goes together loosely gives few gaps. One-sided; p = the larger of need and gap (intersection–union).
//
// Registered against perceived: both are brought to the same scale (robust standard deviations from the median of the areas). A difference
// of at least one, beyond the errors of both, two-sided.
//
// Benjamini–Hochberg over the areas of a pair. A figure without a known error is taken to scatter as the areas do.

#include "signal/reading.hpp"

namespace trede::signal {

Found reach_gaps(const SignalInput& input, const Indicator& need);
Found perception_gaps(const SignalInput& input, const Indicator& perceived);

}  // namespace trede::signal
