// SPDX-License-Identifier: EUPL-1.2
#include "estimate/funnel.hpp"

#include <algorithm>
#include <cmath>

#include "stat/intervals.hpp"

namespace trede {

FunnelLimits funnel_limits(const SeriesEstimate& estimate, AreaIndex area) {
  const double middle = estimate.funnel_around[area];
  const auto limit = [&](double z) { return std::max(0.0, middle + z * estimate.funnel_step[area]); };
  return {limit(-stat::kZ95), limit(stat::kZ95), limit(-stat::kZ998), limit(stat::kZ998)};
}

void place_in_funnel(const Basis& basis, const AreaSet& areas, SeriesEstimate& out) {
  if (basis.rests() != Rests::share && basis.rests() != Rests::rate) return;
  std::vector<double> z;
  std::vector<AreaIndex> of;
  for (const AreaLevel level : {AreaLevel::wijk, AreaLevel::buurt}) {
    const AreaSet::Run run = areas.run(level);
    z.clear();
    of.clear();
    for (AreaIndex a = run.first; a < run.last; ++a) {
      const AreaIndex whole = areas.gemeente(a);
      if (!basis.has(a) || !basis.has(whole)) continue;
      const double around = basis.x(whole) / basis.n(whole);
      const double expected = around * basis.n(a);
      if (expected < kFewestExpected || (basis.rests() == Rests::share && basis.n(a) - expected < kFewestExpected)) continue;
      z.push_back((basis.value(a) - basis.scale() * around) / std::sqrt(basis.variance(a, around)));
      of.push_back(a);
    }
    if (z.size() < kFewestInFunnel) continue;
    Funnel& funnel = out.funnel[static_cast<std::size_t>(level)];
    funnel.overdispersion = stat::overdispersion(z);
    funnel.areas = z.size();
    if (out.funnel_place.empty()) {
      out.funnel_place.assign(areas.size(), FunnelPlace::unknown);
      for (std::vector<double>* column : {&out.funnel_size, &out.funnel_around, &out.funnel_step}) column->assign(areas.size(), 0.0);
    }
    const double wide = std::sqrt(funnel.overdispersion);
    for (std::size_t i = 0; i < z.size(); ++i) {
      const double size = std::abs(z[i]) / wide;
      const int steps = size > stat::kZ998 ? 2 : size > stat::kZ95 ? 1 : 0;
      const AreaIndex a = of[i], whole = areas.gemeente(a);
      const double around = basis.x(whole) / basis.n(whole);
      out.funnel_place[a] = static_cast<FunnelPlace>(z[i] < 0.0 ? -steps : steps);
      out.funnel_size[a] = basis.n(a);
      out.funnel_around[a] = basis.scale() * around;
      out.funnel_step[a] = wide * std::sqrt(basis.variance(a, around));
    }
  }
}

}  // namespace trede
