// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Breaks in monthly series: is the latest month higher than earlier years let expect? farringtonFlexible (Noufaily et al. 2013;
// stat/series/farrington.hpp) with the settings for months: season, trend and earlier outbreaks are taken into account. One-sided p of
// every area, Benjamini–Hochberg over the areas of a level, instead of one alarm per twenty areas.
//
// At least three years of months before the latest. Only figures of which more is less favourable, and only counts.

#include "signal/reading.hpp"

namespace trede::signal {

// Whether the series, in time order, are months that go back far enough.
bool are_months(const SignalInput& input, const std::vector<std::size_t>& series);
Found alarms(const SignalInput& input, const Indicator& indicator, const std::vector<std::size_t>& series);

}  // namespace trede::signal
