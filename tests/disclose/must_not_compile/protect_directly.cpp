// SPDX-License-Identifier: EUPL-1.2
// The step that turns one series into a published one is not open to others.
// expect: is private
#include "disclose/gate.hpp"

namespace trede {
#ifdef TREDE_CONTROL
bool shows(double x, double n) { return judge_count(x, n, true, 50.0, 10, false) == Verdict::show; }
#else
PublishedSeries leak(const DisclosureConfig& rule, const Catalogue& catalogue, Series&& raw, const AreaSet& areas) {
  return Gate::protect(rule, catalogue, static_cast<Series&&>(raw), areas);
}
#endif
}  // namespace trede
