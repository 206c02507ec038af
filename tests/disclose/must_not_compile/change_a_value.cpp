// SPDX-License-Identifier: EUPL-1.2
// Nobody changes a published value afterwards.
// expect: read-only|assignment of
#include "disclose/published.hpp"

namespace trede {
#ifdef TREDE_CONTROL
double first(const PublishedFigures& figures) { return figures.series().at(0).value.at(0); }
#else
void change(PublishedFigures& figures) { figures.series().at(0).value.at(0) = 3.0; }
#endif
}  // namespace trede
