// SPDX-License-Identifier: EUPL-1.2
// An estimate cannot be given raw counts.
// expect: invalid initialization of reference|cannot convert|no known conversion
#include "estimate/estimates.hpp"
#include "observe/observations.hpp"

namespace trede {
#ifdef TREDE_CONTROL
Estimates run(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas) {
  return estimate(catalogue, figures, areas, AreaIndex{0}, 1);
}
#else
Estimates run(const Catalogue& catalogue, const Observations& raw, const AreaSet& areas) {
  return estimate(catalogue, raw, areas, AreaIndex{0}, 1);
}
#endif
}  // namespace trede
