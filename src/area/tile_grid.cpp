// SPDX-License-Identifier: EUPL-1.2
#include "area/tile_grid.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "area/projection.hpp"

namespace trede {
namespace {

constexpr double kSnapM = 0.5;            // borders this near are the same border
constexpr double kFinestM = 8;            // at the last zoom, which is magnified further on the screen
constexpr double kCellsOff = 4;           // at the others: half a pixel
constexpr double kWorldM = 40'075'016.7;  // the equator
constexpr double kShrink = 0.614;         // a metre at 52° north in Web Mercator

double cells_of_world(int zoom) { return std::ldexp(kTileExtent, zoom); }

double tolerance_m(int zoom) { return zoom == kLastTileZoom ? kFinestM : kCellsOff * kWorldM * kShrink / cells_of_world(zoom); }

Point to_world(Point degrees) {
  const double radians = degrees.y * std::numbers::pi / 180;
  return {(degrees.x + 180) / 360, (1 - std::asinh(std::tan(radians)) / std::numbers::pi) / 2};
}

// Twice the surface; positive when the ring runs clockwise on the screen.
std::int64_t twice_surface(const GridRing& ring) {
  std::int64_t sum = 0;
  const GridCell base = ring.empty() ? GridCell{} : ring.front();
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const GridCell a = ring[i], b = ring[(i + 1) % ring.size()];
    sum += static_cast<std::int64_t>(a.x - base.x) * (b.y - base.y) - static_cast<std::int64_t>(b.x - base.x) * (a.y - base.y);
  }
  return sum;
}

// Points that became one, and steps to a point and straight back, are taken out, also across the closing point.
GridRing tidy(const GridRing& ring) {
  GridRing out;
  for (const GridCell& cell : ring) {
    if (!out.empty() && out.back() == cell) continue;
    if (out.size() >= 2 && out[out.size() - 2] == cell) out.pop_back();
    else out.push_back(cell);
  }
  std::size_t first = 0, last = out.size();
  while (last - first >= 2) {
    if (out[first] == out[last - 1]) --last;
    else if (last - first >= 3 && out[first] == out[last - 2]) --last;
    else if (last - first >= 3 && out[first + 1] == out[last - 1]) ++first;
    else break;
  }
  return {out.begin() + static_cast<std::ptrdiff_t>(first), out.begin() + static_cast<std::ptrdiff_t>(last)};
}

// As a ring of a polygon, or empty when it has no surface.
GridRing as_ring(GridRing cells, bool hole) {
  GridRing ring = tidy(cells);
  const std::int64_t surface = ring.size() < 3 ? 0 : twice_surface(ring);
  if (surface == 0) return {};
  if ((surface < 0) != hole) std::reverse(ring.begin(), ring.end());
  return ring;
}

GridBox box_of(const std::vector<GridPolygon>& polygons) {
  GridBox box{INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
  for (const GridPolygon& polygon : polygons) {
    for (const GridCell& cell : polygon.front())
      box = {std::min(box.x0, cell.x), std::min(box.y0, cell.y), std::max(box.x1, cell.x), std::max(box.y1, cell.y)};
  }
  return box;
}

// What is left of a ring on one side of a line (Sutherland and Hodgman, 1974). Where the line crosses a border is computed from the same
// end of it for both neighbours.
template <std::int32_t GridCell::*Along, std::int32_t GridCell::*Across>
GridRing cut_at(const GridRing& ring, std::int32_t line, bool keep_above) {
  const auto inside = [&](GridCell cell) { return keep_above ? cell.*Along >= line : cell.*Along <= line; };
  const auto crossing = [&](GridCell a, GridCell b) {
    if (a.*Along > b.*Along) std::swap(a, b);
    const double share = static_cast<double>(line - a.*Along) / static_cast<double>(b.*Along - a.*Along);
    GridCell at;
    at.*Along = line;
    at.*Across = static_cast<std::int32_t>(std::lround(a.*Across + share * (b.*Across - a.*Across)));
    return at;
  };
  GridRing out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const GridCell from = ring[i], to = ring[(i + 1) % ring.size()];
    if (inside(from)) out.push_back(from);
    if (inside(from) != inside(to)) out.push_back(crossing(from, to));
  }
  return out;
}

bool within(const GridBox& inner, const GridBox& outer) {
  return inner.x0 >= outer.x0 && inner.y0 >= outer.y0 && inner.x1 <= outer.x1 && inner.y1 <= outer.y1;
}

}  // namespace

int first_zoom(AreaLevel level) {
  switch (level) {
    case AreaLevel::buurt: return 6;
    case AreaLevel::wijk: return 5;
    default: return kFirstTileZoom;
  }
}

LevelGrid::LevelGrid(const AreaSet& areas, const ShapeLayer& layer) : level_(layer.level) {
  const AreaIndex first = areas.run(level_).first;
  for (std::uint32_t i = 0; i < layer.shapes.size(); ++i) {
    ids_.push_back(layer.shapes[i].area - first);
    network_.add(i, layer.shapes[i].rd);
  }
  network_.build(kSnapM);
  arcs_ = cut_arcs(network_);
  world_ = network_.vertices();
  to_wgs84(world_);
  bbox_ = {180, 90, -180, -90};
  for (Point& vertex : world_) {
    bbox_ = {std::min(bbox_[0], vertex.x), std::min(bbox_[1], vertex.y), std::max(bbox_[2], vertex.x), std::max(bbox_[3], vertex.y)};
    vertex = to_world(vertex);
  }
}

GridRing LevelGrid::ring(std::size_t number, const std::vector<GridCell>& cells) const {
  GridRing ring;
  for (const std::int32_t use : arcs_.rings[number]) {
    const auto& arc = arcs_.arcs[static_cast<std::size_t>(use < 0 ? ~use : use)];
    for (std::size_t i = 0; i + 1 < arc.size(); ++i) ring.push_back(cells[use < 0 ? arc[arc.size() - 1 - i] : arc[i]]);
  }
  return ring;
}

std::vector<GridShape> LevelGrid::shapes(int zoom) {
  simplify(arcs_, network_.vertices(), tolerance_m(zoom));
  std::vector<GridCell> cells;
  cells.reserve(world_.size());
  for (const Point& vertex : world_)
    cells.push_back({static_cast<std::int32_t>(std::lround(vertex.x * cells_of_world(zoom))),
                     static_cast<std::int32_t>(std::lround(vertex.y * cells_of_world(zoom)))});

  std::vector<GridShape> shapes(ids_.size());
  std::vector<GridCell> somewhere(ids_.size());
  std::uint32_t open = UINT32_MAX, owner = UINT32_MAX;  // the polygon whose outer ring has been taken
  for (std::size_t r = 0; r < network_.rings().size(); ++r) {
    const RingPath& path = network_.rings()[r];
    GridShape& shape = shapes[path.owner];
    if (!path.hole) {
      if (path.owner != owner) somewhere[path.owner] = cells[path.path.front()];
      owner = path.owner;
      open = UINT32_MAX;
    }
    if (path.hole && (path.owner != owner || path.polygon != open)) continue;
    GridRing made = as_ring(ring(r, cells), path.hole);
    if (made.empty()) continue;
    if (!path.hole) {
      shape.polygons.emplace_back();
      open = path.polygon;
    }
    shape.polygons.back().push_back(std::move(made));
  }
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    shapes[i].id = ids_[i];
    const auto [x, y] = somewhere[i];
    if (shapes[i].polygons.empty()) shapes[i].polygons = {{{{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}}}};
    shapes[i].box = box_of(shapes[i].polygons);
  }
  return shapes;
}

std::vector<GridPolygon> cut(const GridShape& shape, const GridBox& box, GridCell origin) {
  const bool whole = within(shape.box, box);
  std::vector<GridPolygon> out;
  for (const GridPolygon& polygon : shape.polygons) {
    GridPolygon kept;
    for (const GridRing& ring : polygon) {
      GridRing inside = ring;
      if (!whole) {
        inside = cut_at<&GridCell::x, &GridCell::y>(inside, box.x0, true);
        inside = cut_at<&GridCell::x, &GridCell::y>(inside, box.x1, false);
        inside = cut_at<&GridCell::y, &GridCell::x>(inside, box.y0, true);
        inside = as_ring(cut_at<&GridCell::y, &GridCell::x>(inside, box.y1, false), !kept.empty());
      }
      if (inside.empty() && kept.empty()) break;  // without its outer ring there is no polygon
      for (GridCell& cell : inside) cell = {cell.x - origin.x, cell.y - origin.y};
      if (!inside.empty()) kept.push_back(std::move(inside));
    }
    if (!kept.empty()) out.push_back(std::move(kept));
  }
  return out;
}

}  // namespace trede
