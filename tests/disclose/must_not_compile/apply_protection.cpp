// SPDX-License-Identifier: EUPL-1.2
// What the families decide about raw counts does not make a published series either.
// expect: PublishedSeries::PublishedSeries\(\).* is private
#include "disclose/family.hpp"

namespace trede {
#ifdef TREDE_CONTROL
double count(const Protection& protection) { return protection.x.at(0); }
#else
double count(const Protection& protection) {
  PublishedSeries series;
  series.numerator = protection.x;
  return series.numerator.at(0);
}
#endif
}  // namespace trede
