// SPDX-License-Identifier: EUPL-1.2
// A score cannot be given raw counts.
// expect: no matching function for call to .score\(.*const trede::Observations&
#include "observe/observations.hpp"
#include "score/scores.hpp"

namespace trede {
#ifdef TREDE_CONTROL
Scores run(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas) {
  return score(catalogue, figures, areas, AreaIndex{0}, 1);
}
#else
Scores run(const Catalogue& catalogue, const Observations& raw, const AreaSet& areas) {
  return score(catalogue, raw, areas, AreaIndex{0}, 1);
}
#endif
}  // namespace trede
