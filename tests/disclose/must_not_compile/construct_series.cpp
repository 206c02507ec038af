// SPDX-License-Identifier: EUPL-1.2
// Only Gate makes a published series.
// expect: PublishedSeries::PublishedSeries\(\).* is private
#include "disclose/published.hpp"

namespace trede {
#ifdef TREDE_CONTROL
std::size_t length(const PublishedSeries& series) { return series.value.size(); }
#else
std::size_t length() {
  PublishedSeries series{};
  series.value = {7.0};
  return series.value.size();
}
#endif
}  // namespace trede
