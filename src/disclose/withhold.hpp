// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Withholding one area of a series: everything about it goes.

#include "disclose/published.hpp"

namespace trede {

inline void withhold(PublishedSeries& s, AreaIndex a, Missing reason) {
  s.missing[a] = reason;
  s.status[a] = Status::withheld;
  s.value[a] = 0.0;
  for (auto* column : {&s.numerator, &s.denominator, &s.lower, &s.upper, &s.respondents, &s.effective_n})
    if (!column->empty()) (*column)[a] = 0.0;
}

}  // namespace trede
