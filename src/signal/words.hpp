// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The words of which sentences of signals are made: figures with their unit, lists of areas, periods. Dutch and English; no word that
// alarms, nothing about persons. Every sentence says what was found, against what, and that it is more than chance would give.

#include <string>
#include <vector>

#include "area/area_set.hpp"
#include "catalogue/catalogue.hpp"

namespace trede::signal {

// "34%", "15,2 per 1.000 inwoners" without the noun: "15,2 per 1.000", "1,25"; decimals of the indicator.
Text figure(const Indicator& indicator, double value);
// A number without a unit.
Text number(double value, int decimals);
// "Kade", "Kade en Markt", "Kade, Markt en Veld"; above `most` names: "Kade, Markt en nog 4".
Text names(const AreaSet& areas, const std::vector<AreaIndex>& list, std::size_t most = 8);
// "6 buurten", "1 wijk".
Text counted(std::size_t count, AreaLevel level);
// "2024", "2022 tot en met 2024", "maart 2024".
Text words_of(const Period& period);
// "de gemeente Trededam" as in a sentence: the name of the area, "heel Nederland" for the country.
Text place(const AreaSet& areas, AreaIndex area);
// Higher or lower, whichever is the unfavourable side.
Text worse_word(const Indicator& indicator);

// Puts {0}, {1} … of both languages in their places.
Text fill(const Text& pattern, const std::vector<Text>& parts);
inline Text same(std::string text) { return {text, text}; }

}  // namespace trede::signal
