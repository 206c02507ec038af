// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Inside the room: links between areas of two divisions, before it is said of which kind they are.

#include <vector>

#include "area/concordance.hpp"
#include "area/shapes.hpp"

namespace trede {

struct Overlap {
  AreaIndex from = kNoArea, to = kNoArea;
  double share = 1.0;     // of the old area
  double share_to = 1.0;  // of the new area
  EdgeBasis basis = EdgeBasis::codes_and_names;
};

// Which areas have a link already.
struct Linked {
  std::vector<bool> from, to;
  [[nodiscard]] bool free(AreaIndex old, AreaIndex now) const { return !from[old] && !to[now]; }
  void add(const std::vector<Overlap>& links) {
    for (const Overlap& link : links) from[link.from] = to[link.to] = true;
  }
};

// By surface: what two free areas have in common. Parts below 1 % of both are drawing noise.
std::vector<Overlap> links_by_polygons(const ShapeLayer& from, const ShapeLayer& to, const Linked& linked);

// Free areas of one level with the same code and name; then by a name that occurs once on both sides within the gemeente or, when a
// gemeente disappeared or is new, within the gemeente that took over.
std::vector<Overlap> links_by_names(const AreaSet& from, const AreaSet& to, AreaLevel level, const Linked& linked);

}  // namespace trede
