// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The classes of a map: quintiles of all published figures of buurten and wijken over all periods, so that a colour means the same in every
// year and at both levels. Rounded to the indicator's decimals and distinct; fewer classes when there are few different values.

#include <span>
#include <vector>

#include "area/area_set.hpp"
#include "disclose/published.hpp"

namespace trede {

std::vector<double> class_breaks(const PublishedFigures& figures, const Indicator& indicator, std::span<const std::size_t> series,
                                 const AreaSet& areas);

}  // namespace trede
