// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The largest ratio of each of thirty-two random maps. Of a random map only that matters, so a zone is looked at more closely only when its
// count could reach the smallest of the thirty-two largest ratios so far. Used by the scan alone.

#include <array>

#include "stat/spatial/scan_random.hpp"

namespace trede::stat {

using LaneRatios = std::array<double, kScanLanes>;

// Raises `largest` by the zones of one centre; `maps`: cells × lanes as RandomMaps deals them.
template <class Count>
void walk_zones(const ScanStudy& study, const Zones& zones, const Count* maps, LaneRatios& largest);

}  // namespace trede::stat
