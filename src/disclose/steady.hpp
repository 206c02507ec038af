// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Small changes since the last edition are not published: the difference of two editions must not say what a single record did.
//
// A series of which no shown figure changed by the minimum count or more is published exactly as it was (`keep`). Otherwise an area at the
// bottom keeps its earlier count while its change is small or its new count may not be shown; a total takes over what its parts hold back,
// and a total whose own change is still small is withheld (`shy`). What an outsider can subtract is then nought, or at least the minimum
// count. Since a kept figure is compared again next time, small changes add up until they are large enough to be shown.

#include <functional>
#include <vector>

#include "disclose/earlier.hpp"

namespace trede {

// The counts of one series as they will be published or withheld; by area.
struct SteadyCounts {
  std::vector<double> x, n;
  bool keep = false;
  std::vector<std::uint8_t> as_before;  // with keep: 0 = shown, 1 = withheld
  std::vector<std::uint8_t> shy;
};

// Do the rules allow this count of this area to be shown?
using Allowed = std::function<bool(AreaIndex area, double x, double n)>;

// `there` by area: 1 = to be published, 2 = finer than the publication level, 0 = no figure. `old`: the newest earlier figures of this
// series in this division, or null. `own_denominator`: n is a count of the register too and is steadied like x.
SteadyCounts steady(const AreaSet& areas, const std::vector<double>& x, const std::vector<double>& n, bool own_denominator,
                    const std::vector<std::uint8_t>& there, const OldSeries* old, int minimum_count, const Allowed& allowed);

}  // namespace trede
