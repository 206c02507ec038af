// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How an area does in each leefgebied: the weighted mean of the z of its indicators, over the treden, and how much of it is judged less
// favourable than the reference. For stacking and for wijken that hide a split.

#include "signal/reading.hpp"

namespace trede::signal {

struct LeefgebiedScore {
  const Leefgebied* leefgebied = nullptr;
  std::vector<double> mean;       // by area; only where has
  std::vector<std::uint8_t> has;  // by area: at least half of the weight of its indicators with figures at that level
  std::vector<double> worse;      // by area: share of the judged weight that is judged less favourable; -1 where nothing is judged
  std::vector<double> modelled;   // by area: share of the weight that is modelled
};
// In leefgebied order; those without any score are left out. Indicators that are a reach side stay out.
std::vector<LeefgebiedScore> leefgebied_scores(const SignalInput& input, bool with_modelled);
// The scored indicators of a leefgebied that `area` has a z for, least favourable first.
std::vector<const IndicatorScore*> least_favourable(const SignalInput& input, const LeefgebiedId& leefgebied, AreaIndex area,
                                                    bool with_modelled);

}  // namespace trede::signal
