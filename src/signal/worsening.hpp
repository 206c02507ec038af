// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Worse and worsening: less favourable than the gemeente, and moving the unfavourable way. In two steps: first the areas that
// Estimates::versus judges less favourable, which has its own false-discovery control; among these, and only these, the course is tested
// (Benjamini–Hochberg). The p-value is the larger of the two (intersection–union test, Berger 1982), and IndicatorCourse must judge the
// course unfavourable as well. A place that is merely high, or merely rising, does not pass.

#include "signal/reading.hpp"

namespace trede::signal {

Found worse_and_worsening(const SignalInput& input, std::size_t indicator_position);

}  // namespace trede::signal
