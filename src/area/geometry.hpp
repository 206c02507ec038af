// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Points, rings and polygons as plain values. The unit (RD metres or WGS84 degrees) is that of the owner.

#include <vector>

namespace trede {

struct Point {
  double x = 0, y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};
using Ring = std::vector<Point>;  // closed: first == last
struct Polygon {
  std::vector<Ring> rings;  // outer ring first, then holes
};
using MultiPolygon = std::vector<Polygon>;

}  // namespace trede
