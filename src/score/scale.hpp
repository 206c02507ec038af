// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The indicators of an edition on one scale. Areas are compared within their own group: one level of one gemeente, or the gemeenten among
// each other; a group is a run of neighbouring area indices. Each group has its own ruler per indicator, which is kept, so that another
// value (a draw of the Monte Carlo) can be laid along the same ruler.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "score/scores.hpp"
#include "stat/composite/kernel_draws.hpp"
#include "stat/composite/kernel_ranks.hpp"

namespace trede {

struct AreaGroup {
  AreaIndex first = 0, last = 0;
  AreaLevel level = AreaLevel::buurt;
  AreaIndex gemeente = kNoArea;  // kNoArea for the group of gemeenten
  AreaIndex reference = kNoArea;
  [[nodiscard]] std::size_t size() const { return last - first; }
};
// Wijken and buurten by gemeente, then the gemeenten; empty groups are left out.
std::vector<AreaGroup> area_groups(const AreaSet& areas, AreaIndex reference);

// Of one indicator in one group. Not usable when there is no scale there.
struct Ruler {
  bool usable = false;
  stat::composite::Scale linear;
  std::vector<double> sorted;  // percentile scale only: sign × values, ascending
  [[nodiscard]] stat::composite::DrawScale view() const;
  [[nodiscard]] double operator()(double value) const { return view()(value); }
};

struct OnScale {
  IndicatorScore score;
  std::vector<Ruler> rulers;  // by group
};

inline constexpr std::size_t kFewestAreas = stat::composite::kFewestUnits;
inline constexpr double kScaleLow = 1.0, kScaleHigh = 100.0;  // of min-max and percentile: above 0, so that every mean is defined

OnScale on_scale(const Indicator& indicator, const PublishedSeries& series, std::size_t index, const AreaSet& areas,
                 std::span<const AreaGroup> groups, ScoreScale scale);

}  // namespace trede
