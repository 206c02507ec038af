// SPDX-License-Identifier: EUPL-1.2
#include "signal/families.hpp"

#include <algorithm>

namespace trede::signal {

void choose_families(Found& all) {
  std::vector<Signal> kept;
  std::size_t at = 0;
  for (std::size_t k = 0; k < kSignalKinds; ++k) {
    const auto kind = static_cast<SignalKind>(k);
    std::vector<double> best;
    for (const SignalFamily& f : all.families)
      if (f.kind == kind && f.tests > 0) best.push_back(f.best);
    std::sort(best.begin(), best.end());
    std::size_t chosen = 0;
    for (std::size_t r = 0; r < best.size(); ++r)
      if (best[r] <= kRate * static_cast<double>(r + 1) / static_cast<double>(best.size())) chosen = r + 1;
    const double part = best.empty() ? 1.0 : static_cast<double>(chosen) / static_cast<double>(best.size());
    for (SignalFamily& f : all.families)
      if (f.kind == kind) f.level = f.rate * part;
  }
  for (SignalFamily& f : all.families) {
    std::int64_t found = 0;
    for (std::int64_t i = 0; i < f.found; ++i, ++at) {
      Signal& s = all.list[at];
      if (s.q > f.level) continue;
      s.q = std::min(1.0, s.q * f.rate / f.level);
      s.strength = std::min(s.strength, strength_of(s.q, s.stability));
      kept.push_back(std::move(s));
      ++found;
    }
    f.found = found;
    f.expected_false = f.rate * static_cast<double>(found);
  }
  all.list = std::move(kept);
}

}  // namespace trede::signal
