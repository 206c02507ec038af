// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where an area lies in the funnel around its gemeente's figure: which areas stand out from the usual differences between areas, given how
// many persons they have. Limits at 95 % and 99.8 % (Spiegelhalter 2005). Areas differ for many reasons that no count knows, so the limits
// are widened by √φ, φ the winsorised overdispersion of the level (the same, § 4). A judgement (comparison.hpp) asks whether an area
// differs at all; the funnel asks whether it differs more than areas usually do.

#include "estimate/basis.hpp"
#include "estimate/estimates.hpp"

namespace trede {

inline constexpr std::size_t kFewestInFunnel = 10;
inline constexpr double kFewestExpected = 5.0;  // below this the limits are those of a normal distribution in name only

struct FunnelLimits {
  double low_95, high_95, low_998, high_998;  // in the indicator's unit, at least 0
};
// Of an area that has a place in the funnel.
FunnelLimits funnel_limits(const SeriesEstimate& estimate, AreaIndex area);

void place_in_funnel(const Basis& basis, const AreaSet& areas, SeriesEstimate& out);

}  // namespace trede
