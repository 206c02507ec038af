// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Shares from a survey: fewest respondents, fewest answers on either side, widest half-width; the number of respondents is a count over
// gemeente ▸ wijk ▸ buurt and is protected as one. What is shown is rounded: the share to a step that its number of answers can carry,
// the numbers of respondents themselves to tens, so that neither value nor interval gives a number of answers away.

#include "disclose/published.hpp"

namespace trede {

// Withholds and rounds in place.
void protect_survey(PublishedSeries& series, const DisclosureConfig& rule, const AreaSet& areas);

}  // namespace trede
