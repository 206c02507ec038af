// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Worse and worsening: less favourable than the gemeente, and moving the unfavourable way. Both parts must hold by themselves (judged by
// Estimates::versus and IndicatorCourse), and the p-value is the larger of the two: a place that is merely high, or merely rising, does
// not pass (intersection–union test, Berger 1982). Benjamini–Hochberg over the areas of the indicator.

#include "signal/reading.hpp"

namespace trede::signal {

Found worse_and_worsening(const SignalInput& input, std::size_t indicator_position);

}  // namespace trede::signal
