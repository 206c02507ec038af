// SPDX-License-Identifier: EUPL-1.2
// A container cannot make a published series either.
// expect: PublishedSeries::PublishedSeries\(\).* is private|constructible|use of deleted
#include "disclose/published.hpp"

namespace trede {
#ifdef TREDE_CONTROL
std::size_t count(const std::vector<PublishedSeries>& series) { return series.size(); }
#else
std::size_t count() {
  std::vector<PublishedSeries> series;
  series.emplace_back();
  return series.size();
}
#endif
}  // namespace trede
