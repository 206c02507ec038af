// SPDX-License-Identifier: EUPL-1.2
// The step that turns a raw series into the form of a published one is not open to others.
// expect: is private
#include "disclose/gate.hpp"

namespace trede {
#ifdef TREDE_CONTROL
Checked<PublishedFigures> publish(const Project& project, const Catalogue& catalogue, Observations&& raw, const AreaSet& areas) {
  return Gate::publish(project, catalogue, static_cast<Observations&&>(raw), areas);
}
#else
PublishedSeries leak(const Project& project, const Catalogue& catalogue, Series&& raw) {
  return Gate::unprotected(static_cast<Series&&>(raw), project, catalogue, nullptr);
}
#endif
}  // namespace trede
