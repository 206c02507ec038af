// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The sentence, the evidence and the stability of a cluster.

#include "signal/cluster_methods.hpp"

namespace trede::signal {

struct Contrast {
  double inside = 0, reference = 0;    // in the indicator's unit
  AreaIndex reference_area = kNoArea;  // kNoArea: the mean of all areas that were looked at
};
Contrast contrast_of(const SignalInput& input, const Reading& reading, const std::vector<std::uint32_t>& members);
void describe(const SignalInput& input, const Reading& reading, const Contrast& contrast, Signal& s);
void add_circle(const Circle& circle, Signal& s);

// Whether the wijken in which the cluster of buurten lies are less favourable than the reference as well, beyond their error. `per_wijk`:
// the same series.
Stability by_wijk(const SignalInput& input, const Reading& per_wijk, const std::vector<AreaIndex>& areas);
Stability method_words(const std::vector<std::string>& which);
Stability neighbour_words(bool holds);

}  // namespace trede::signal
