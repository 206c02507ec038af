// SPDX-License-Identifier: EUPL-1.2
// Nobody adds a series to published figures afterwards.
// expect: discards qualifiers|no matching function
#include "disclose/published.hpp"

namespace trede {
#ifdef TREDE_CONTROL
std::size_t count(const PublishedFigures& figures) { return figures.series().size(); }
#else
void add(PublishedFigures& figures, const PublishedSeries& more) { figures.series().push_back(more); }
#endif
}  // namespace trede
