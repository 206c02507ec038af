// SPDX-License-Identifier: EUPL-1.2
#include "cli/around.hpp"

#include <algorithm>
#include <limits>

namespace trede::cli {

Around around(const AreaSet& areas, const std::vector<ShapeLayer>& layers, const std::vector<std::optional<AreaMeasures>>& measures) {
  Around out;
  for (const ShapeLayer& layer : layers) {
    if (layer.level != AreaLevel::wijk && layer.level != AreaLevel::buurt) continue;
    const AreaIndex first = areas.run(layer.level).first;
    const auto lists = neighbours(areas, layer, Contiguity::queen, true);
    for (std::uint32_t i = 0; i < lists.size(); ++i)
      for (const std::uint32_t j : lists[i]) out.borders.emplace_back(first + std::min(i, j), first + std::max(i, j));
  }
  std::sort(out.borders.begin(), out.borders.end());
  out.borders.erase(std::unique(out.borders.begin(), out.borders.end()), out.borders.end());
  if (measures.empty()) return out;
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  for (const std::optional<AreaMeasures>& m : measures) {
    out.x.push_back(m ? m->centre_rd.x : kUnknown);
    out.y.push_back(m ? m->centre_rd.y : kUnknown);
  }
  return out;
}

}  // namespace trede::cli
