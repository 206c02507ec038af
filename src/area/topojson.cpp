// SPDX-License-Identifier: EUPL-1.2
// TopoJSON (topojson-specification 1.0) of all layers together (shapes.hpp, to_topojson).

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "area/arcs.hpp"
#include "area/network.hpp"
#include "area/projection.hpp"
#include "area/shapes.hpp"
#include "base/json_writer.hpp"

namespace trede {
namespace {

constexpr int kDecimals = 7;  // of a degree: about 1 cm
constexpr double kUnit = 1e-7;
constexpr double kUnitsPerMetreX = 146, kUnitsPerMetreY = 90;  // at 52° north

struct Grid {
  std::int64_t x0 = 0, y0 = 0;  // in units of 1e-7 degree
  std::int64_t step_x = 1, step_y = 1;
};

struct Cell {
  std::int64_t x = 0, y = 0;
  friend bool operator==(const Cell&, const Cell&) = default;
};

std::int64_t units(double degrees) { return static_cast<std::int64_t>(std::llround(degrees / kUnit)); }

// What is to be drawn: every shape once, in the order of layers and areas.
struct Drawn {
  const ShapeLayer* layer = nullptr;
  const Shape* shape = nullptr;
};

class Writer {
 public:
  Writer(const AreaSet& areas, std::vector<Drawn> drawn, double tolerance_m)
      : areas_(areas), drawn_(std::move(drawn)), tolerance_(tolerance_m) {
    for (std::uint32_t i = 0; i < drawn_.size(); ++i) network_.add(i, drawn_[i].shape->rd);
    network_.build(std::clamp(tolerance_m / 10, 0.02, 0.5));
    arcs_ = cut_arcs(network_);
    simplify(arcs_, network_.vertices(), tolerance_m);
    quantise();
  }

  std::string write() {
    json_.begin_object().field("type", "Topology");
    write_frame();
    json_.key("objects").begin_object();
    std::size_t ring = 0;
    for (std::uint32_t i = 0; i < drawn_.size();) {
      const ShapeLayer* layer = drawn_[i].layer;
      json_.key(to_string(layer->level)).begin_object().field("type", "GeometryCollection").key("geometries").begin_array();
      for (; i < drawn_.size() && drawn_[i].layer == layer; ++i) write_shape(i, ring);
      json_.end_array().end_object();
    }
    json_.end_object();
    write_arcs();
    json_.end_object();
    return json_.take();
  }

 private:
  void quantise() {
    std::vector<Point> degrees = network_.vertices();
    to_wgs84(degrees);
    bool any = false;
    std::int64_t x1 = 0, y1 = 0;
    for (const auto& arc : arcs_.arcs) {
      for (const VertexIndex v : arc) {
        const std::int64_t x = units(degrees[v].x), y = units(degrees[v].y);
        grid_.x0 = any ? std::min(grid_.x0, x) : x;
        grid_.y0 = any ? std::min(grid_.y0, y) : y;
        x1 = any ? std::max(x1, x) : x;
        y1 = any ? std::max(y1, y) : y;
        any = true;
      }
    }
    const double metres = std::clamp(tolerance_ / 4, 0.05, 1.0);
    grid_.step_x = static_cast<std::int64_t>(std::lround(metres * kUnitsPerMetreX));
    grid_.step_y = static_cast<std::int64_t>(std::lround(metres * kUnitsPerMetreY));
    for (const auto& arc : arcs_.arcs) {
      std::vector<Cell> cells;
      for (const VertexIndex v : arc) {
        cells.push_back({static_cast<std::int64_t>(
                             std::llround((degrees[v].x / kUnit - static_cast<double>(grid_.x0)) / static_cast<double>(grid_.step_x))),
                         static_cast<std::int64_t>(
                             std::llround((degrees[v].y / kUnit - static_cast<double>(grid_.y0)) / static_cast<double>(grid_.step_y)))});
      }
      cells_.push_back(std::move(cells));
    }
    drop_repeated_cells();
    top_ = {(x1 - grid_.x0 + grid_.step_x / 2) / grid_.step_x, (y1 - grid_.y0 + grid_.step_y / 2) / grid_.step_y};
  }

  // Points that fall into one cell become one, unless a ring would be left with fewer than four.
  void drop_repeated_cells() {
    std::vector<std::vector<Cell>> fewer = cells_;
    for (auto& cells : fewer) {
      const Cell last = cells.back();
      cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
      if (cells.size() == 1) cells.push_back(last);
    }
    std::vector<bool> keep_all(cells_.size(), false);
    for (const auto& ring : arcs_.rings) {
      std::size_t points = 1;
      for (const std::int32_t use : ring) points += fewer[number(use)].size() - 1;
      for (const std::int32_t use : ring)
        if (points < 4) keep_all[number(use)] = true;
    }
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (!keep_all[i]) cells_[i] = std::move(fewer[i]);
  }

  static std::size_t number(std::int32_t use) { return static_cast<std::size_t>(use < 0 ? ~use : use); }

  [[nodiscard]] double longitude(std::int64_t x) const { return static_cast<double>(grid_.x0 + x * grid_.step_x) * kUnit; }
  [[nodiscard]] double latitude(std::int64_t y) const { return static_cast<double>(grid_.y0 + y * grid_.step_y) * kUnit; }

  void write_frame() {
    json_.key("bbox").begin_array();
    json_.number(longitude(0), kDecimals)
        .number(latitude(0), kDecimals)
        .number(longitude(top_.x), kDecimals)
        .number(latitude(top_.y), kDecimals);
    json_.end_array();
    json_.key("transform").begin_object();
    json_.key("scale")
        .begin_array()
        .number(static_cast<double>(grid_.step_x) * kUnit, kDecimals)
        .number(static_cast<double>(grid_.step_y) * kUnit, kDecimals)
        .end_array();
    json_.key("translate").begin_array().number(longitude(0), kDecimals).number(latitude(0), kDecimals).end_array();
    json_.end_object();
  }

  // `ring` is the place in network_.rings(), which has the rings of shape after shape.
  void write_shape(std::uint32_t owner, std::size_t& ring) {
    std::vector<std::vector<std::size_t>> polygons;
    std::uint32_t open = UINT32_MAX;
    for (; ring < network_.rings().size() && network_.rings()[ring].owner == owner; ++ring) {
      const RingPath& path = network_.rings()[ring];
      if (!path.hole) {
        polygons.emplace_back();
        open = path.polygon;
      }
      if (open == path.polygon) polygons.back().push_back(ring);
    }
    if (polygons.empty()) return;
    const bool several = polygons.size() > 1;
    json_.begin_object()
        .field("type", several ? "MultiPolygon" : "Polygon")
        .field("id", areas_.code(drawn_[owner].shape->area).view())
        .key("arcs");
    if (several) json_.begin_array();
    for (const auto& rings : polygons) {
      json_.begin_array();
      for (const std::size_t r : rings) write_ring(r);
      json_.end_array();
    }
    if (several) json_.end_array();
    json_.end_object();
  }

  // Outer rings clockwise and holes the other way, as drawing on a sphere needs it.
  void write_ring(std::size_t r) {
    const RingPath& path = network_.rings()[r];
    double surface = 0;
    for (std::size_t i = 0; i < path.path.size(); ++i) {
      const Point a = network_.vertices()[path.path[i]], b = network_.vertices()[path.path[(i + 1) % path.path.size()]];
      surface += (a.x - 155'000) * (b.y - 463'000) - (b.x - 155'000) * (a.y - 463'000);
    }
    const bool clockwise = surface < 0;
    std::vector<std::int32_t> uses = arcs_.rings[r];
    if (clockwise == path.hole) {
      std::reverse(uses.begin(), uses.end());
      for (std::int32_t& use : uses) use = ~use;
    }
    json_.begin_array();
    for (const std::int32_t use : uses) json_.integer(use);
    json_.end_array();
  }

  void write_arcs() {
    json_.key("arcs").begin_array();
    for (const auto& cells : cells_) {
      json_.begin_array();
      Cell before;
      for (const Cell& cell : cells) {
        json_.begin_array().integer(cell.x - before.x).integer(cell.y - before.y).end_array();
        before = cell;
      }
      json_.end_array();
    }
    json_.end_array();
  }

  const AreaSet& areas_;
  std::vector<Drawn> drawn_;
  double tolerance_;
  Network network_;
  Arcs arcs_;
  Grid grid_;
  Cell top_;
  std::vector<std::vector<Cell>> cells_;  // per arc
  JsonWriter json_;
};

}  // namespace

std::string to_topojson(const AreaSet& areas, const std::vector<ShapeLayer>& layers, double tolerance_m, std::optional<AreaIndex> only) {
  std::vector<const ShapeLayer*> ordered;
  for (const ShapeLayer& layer : layers) ordered.push_back(&layer);
  std::sort(ordered.begin(), ordered.end(), [](const ShapeLayer* a, const ShapeLayer* b) { return a->level > b->level; });  // buurt first
  std::vector<Drawn> drawn;
  for (const ShapeLayer* layer : ordered) {
    for (const Shape& shape : layer->shapes)
      if (!only || areas.gemeente(shape.area) == *only) drawn.push_back({layer, &shape});
  }
  return Writer(areas, std::move(drawn), tolerance_m).write();
}

}  // namespace trede
