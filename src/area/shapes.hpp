// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Polygons of one division, in RD (EPSG:28992, metres), as rings of coordinates; reading, checking, neighbours, and TopoJSON with
// shared borders.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "area/area_set.hpp"
#include "area/concordance.hpp"
#include "area/geometry.hpp"
#include "base/error.hpp"

namespace trede {

struct Shape {
  AreaIndex area = kNoArea;
  MultiPolygon rd;               // RD metres
};

struct ShapeLayer {
  AreaLevel level = AreaLevel::buurt;
  std::vector<Shape> shapes;     // by area index
  Errors warnings;               // shapes that were repaired
};

struct ShapeSpec {
  AreaLevel level = AreaLevel::buurt;
  std::string path;              // .geojson/.json or .gpkg (also .gz for GeoJSON)
  std::string layer;             // GeoPackage only
  std::string code_property;
  std::string name_property;     // optional
  std::string crs = "EPSG:4326"; // or EPSG:28992
};

// Limits: depth 64, 10,000,000 vertices. Errors (all at once): area.geojson.damaged, area.geojson.too_deep (limit), area.geojson.too_large
// (limit), area.shape.unknown_code, area.shape.duplicate, area.shape.not_closed, area.shape.invalid (self-intersection, bow-tie; the GEOS
// reason and place), area.shape.outside_nl (also says when longitude and latitude look swapped, or RD was declared as WGS84),
// area.shape.not_finite, area.gpkg.damaged, area.gpkg.layer_missing, area.crs_unknown.
Checked<ShapeLayer> read_shapes(const ShapeSpec& spec, const AreaSet& areas);

struct TopologyReport {
  struct Pair { AreaIndex a, b; double area_m2; };
  std::vector<Pair> overlaps;                // of one level, > tolerance
  std::vector<Pair> gaps;                    // slivers between neighbours inside the union; a,b touch it
  struct Outside { AreaIndex child, parent; double area_m2; };
  std::vector<Outside> not_contained;        // child sticks out of its parent by more than tolerance
  std::vector<AreaIndex> without_shape;      // areas of the level without a polygon
};
// Tolerance in m²: what is smaller is not reported (snapping noise). `parents` may be null.
TopologyReport check_topology(const AreaSet& areas, const ShapeLayer& layer, const ShapeLayer* parents, double tolerance_m2 = 1.0);

enum class Contiguity : std::uint8_t { queen, rook };
// Sorted neighbour lists by area index of the layer's level (position = index within the level). Borders within `snap_m` count as
// touching. Islands have an empty list unless `link_islands`, which links each to its nearest neighbour by border distance.
std::vector<std::vector<std::uint32_t>> neighbours(const AreaSet& areas, const ShapeLayer& layer, Contiguity contiguity,
                                                   bool link_islands, double snap_m = 0.5);

struct AreaMeasures { double area_km2 = 0; Point centre_rd; };    // centre: a point inside the polygon (GEOS point on surface)
std::vector<std::optional<AreaMeasures>> measures(const AreaSet& areas, const std::vector<ShapeLayer>& layers);   // by AreaIndex

// One topology for all layers: arcs are cut where borders meet, simplified once (so that neighbours keep sharing them), quantised, delta
// coded, WGS84. `tolerance_m` is the Visvalingam effective-area tolerance expressed as a length in metres; no ring falls below four
// points, no polygon disappears. With `only` just the areas of one gemeente.
std::string to_topojson(const AreaSet& areas, const std::vector<ShapeLayer>& layers, double tolerance_m, std::optional<AreaIndex> only = {});

// Concordance of two divisions. `official` may be empty; layers may be empty. Buurten by polygons when both have them, else by code and
// name within the gemeente (and across gemeenten for a name that is unique in both and whose gemeente changed). Wijken and gemeenten
// follow from their buurten: each old wijk is linked to the new wijken that hold its buurten, share by number of buurten or surface.
struct OfficialEdge { AreaCode from, to; double share; };
Concordance find_concordance(const AreaSet& from, const AreaSet& to, const std::vector<ShapeLayer>& from_layers,
                             const std::vector<ShapeLayer>& to_layers, const std::vector<OfficialEdge>& official);

// CSV van;naar;aandeel.
Checked<std::vector<OfficialEdge>> read_official_edges(const std::string& path);

}  // namespace trede
