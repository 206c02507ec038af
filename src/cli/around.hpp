// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the map says about who lies near whom, for the search for signals.

#include <optional>
#include <utility>
#include <vector>

#include "area/shapes.hpp"

namespace trede::cli {

struct Around {
  // Wijken and buurten that share a border or a corner; an island with the nearest. Each pair once, by area.
  std::vector<std::pair<AreaIndex, AreaIndex>> borders;
  std::vector<double> x, y;  // by area, RD metres; NaN without a shape. Empty without a map
};
Around around(const AreaSet& areas, const std::vector<ShapeLayer>& layers, const std::vector<std::optional<AreaMeasures>>& measures);

}  // namespace trede::cli
