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
  MultiPolygon rd;  // RD metres
};

struct ShapeLayer {
  AreaLevel level = AreaLevel::buurt;
  std::vector<Shape> shapes;  // by area index
  Errors warnings;            // shapes that were repaired
};

struct ShapeSpec {
  AreaLevel level = AreaLevel::buurt;
  std::string path;   // .geojson/.json or .gpkg (also .gz for GeoJSON)
  std::string layer;  // GeoPackage only
  std::string code_property;
  std::string name_property;      // optional
  std::string crs = "EPSG:4326";  // or EPSG:28992
};

// Reads, checks and brings to RD (projection.hpp: within 0.25 m of RDNAPTRANS). Shapes of gemeenten that are not in `areas` and CBS's
// separate water shapes (property water or H2O = "JA") are passed over. A shape that can be made valid with less than 0.1 % change of
// surface is, with a warning; any other invalid shape is an error. A GeoPackage is opened in memory, read-only, in SQLite's defensive
// mode; only a plain table listed in gpkg_contents is read.
//
// Limits: depth 64, 10,000,000 vertices, 512 MiB of GeoJSON, 1 GiB of GeoPackage, 64 MiB per geometry. Errors (all at once; row = number
// of the feature in the file): area.geojson.damaged, area.geojson.too_deep (limit), area.geojson.too_large (limit), area.geojson.no_code,
// area.gpkg.damaged, area.gpkg.layer_missing, area.gpkg.column_missing, area.gpkg.crs_other (the file's own system is not the one given),
// area.gpkg.too_large (limit), area.crs_unknown, area.shape.unknown_code, area.shape.other_name (it carries the name of another area of the
// same gemeente), area.shape.duplicate, area.shape.none (no shape for any area), area.shape.not_closed, area.shape.invalid
// (self-intersection, bow-tie; the GEOS reason and place), area.shape.outside_nl (also says when longitude and latitude look swapped, or RD
// was declared as WGS84), area.shape.not_finite; and those of base/files.hpp.
Checked<ShapeLayer> read_shapes(const ShapeSpec& spec, const AreaSet& areas);

struct TopologyReport {
  struct Pair {
    AreaIndex a, b;
    double area_m2;
  };
  std::vector<Pair> overlaps;  // of one level, > tolerance
  std::vector<Pair> gaps;      // holes in the union; a and b have the longest border with it
  struct Outside {
    AreaIndex child, parent;
    double area_m2;
  };
  std::vector<Outside> not_contained;    // child sticks out of its parent by more than tolerance
  std::vector<AreaIndex> without_shape;  // areas of the level without a polygon
};
// Tolerance in m²: what is smaller is not reported (snapping noise). `parents` may be null.
TopologyReport check_topology(const AreaSet& areas, const ShapeLayer& layer, const ShapeLayer* parents, double tolerance_m2 = 1.0);

enum class Contiguity : std::uint8_t { queen, rook };
// Sorted neighbour lists by area index of the layer's level (position = index within the level). Borders within `snap_m` count as
// touching; areas that overlap are neighbours too. Islands have an empty list unless `link_islands`, which links each to its nearest
// neighbour by border distance.
std::vector<std::vector<std::uint32_t>> neighbours(const AreaSet& areas, const ShapeLayer& layer, Contiguity contiguity, bool link_islands,
                                                   double snap_m = 0.5);

struct AreaMeasures {
  double area_km2 = 0;
  Point centre_rd;
};  // centre: a point inside the polygon (GEOS point on surface)
std::vector<std::optional<AreaMeasures>> measures(const AreaSet& areas, const std::vector<ShapeLayer>& layers);  // by AreaIndex

// One topology for all layers: arcs are cut where borders meet, simplified once (so that neighbours keep sharing them), quantised, delta
// coded, WGS84. Objects are named after their level; geometries have `id` = code, in the order of the areas; an area without shape is
// absent. Outer rings run clockwise. `tolerance_m`: vertices go in the order of Visvalingam's effective area while that is below
// tolerance², and no border moves further than the tolerance; no ring falls below four points, no polygon larger than the snapping
// distance (a tenth of the tolerance, at most 0.5 m) disappears. With `only` just the areas of one gemeente.
std::string to_topojson(const AreaSet& areas, const std::vector<ShapeLayer>& layers, double tolerance_m,
                        std::optional<AreaIndex> only = {});

// Concordance of two divisions. `official` may be empty; layers may be empty. Buurten: official edges first, then by polygons when both
// divisions have them, then by codes and names (concordance.hpp). Wijken and gemeenten follow from their buurten: each old wijk is linked
// to the new wijken that hold its buurten, share by number of buurten, or by surface when all old buurten have a shape.
struct OfficialEdge {
  AreaCode from, to;
  double share;
};
Concordance find_concordance(const AreaSet& from, const AreaSet& to, const std::vector<ShapeLayer>& from_layers,
                             const std::vector<ShapeLayer>& to_layers, const std::vector<OfficialEdge>& official);

// CSV van;naar;aandeel, the share with a decimal point. Errors: area.concordance.columns, area.concordance.bad_code,
// area.concordance.bad_share, area.concordance.duplicate, area.concordance.share_sum; and those of base/csv.hpp and base/files.hpp.
Checked<std::vector<OfficialEdge>> read_official_edges(const std::string& path);

}  // namespace trede
