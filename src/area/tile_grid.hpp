// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Inside the room: shapes on the grid of a zoom, and cut to one tile. A cell is a point of the grid that covers the world at that zoom,
// counted from the north-west; y grows southwards.

#include <cstdint>
#include <string>
#include <vector>

#include "area/arcs.hpp"
#include "area/network.hpp"
#include "area/tiles.hpp"

namespace trede {

struct GridCell {
  std::int32_t x = 0, y = 0;
  friend bool operator==(const GridCell&, const GridCell&) = default;
};
using GridRing = std::vector<GridCell>;     // the first point is not repeated; three or more, never without surface
using GridPolygon = std::vector<GridRing>;  // outer ring (positive by the surveyor's formula), then holes (negative)
struct GridBox {
  std::int32_t x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // both ends inside
};
struct GridShape {
  std::uint32_t id = 0;
  std::vector<GridPolygon> polygons;
  GridBox box;
};

// The shapes of one level, coarser with every zoom that is asked for.
class LevelGrid {
 public:
  LevelGrid(const AreaSet& areas, const ShapeLayer& layer);
  [[nodiscard]] AreaLevel level() const { return level_; }
  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  // West, south, east, north in degrees.
  [[nodiscard]] const std::array<double, 4>& bbox() const { return bbox_; }
  // To be asked from the last zoom to the first: each is simplified from the one before.
  std::vector<GridShape> shapes(int zoom);

 private:
  [[nodiscard]] GridRing ring(std::size_t number, const std::vector<GridCell>& cells) const;

  AreaLevel level_;
  std::vector<std::uint32_t> ids_;  // by shape
  Network network_;
  Arcs arcs_;
  std::vector<Point> world_;  // of the vertices: 0…1 from the north-west
  std::array<double, 4> bbox_{};
};

// The shape within the box, its points counted from `origin`; empty when nothing of it is inside.
std::vector<GridPolygon> cut(const GridShape& shape, const GridBox& box, GridCell origin);

// One layer of a tile (message Layer of the specification).
struct EncodedFeature {
  std::uint32_t id = 0;
  std::vector<GridPolygon> polygons;
};
void append_layer(std::string& tile, AreaLevel level, const std::vector<EncodedFeature>& features);

}  // namespace trede
