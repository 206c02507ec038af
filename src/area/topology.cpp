// SPDX-License-Identifier: EUPL-1.2
// Overlaps, gaps, containment and measures of shapes (shapes.hpp), by GEOS. Every search goes through a tree of boxes.

#include <algorithm>
#include <map>

#include "area/geos.hpp"
#include "area/shapes.hpp"

namespace trede {
namespace {

std::vector<geos::Geometry> geometries_of(const geos::Session& session, const ShapeLayer& layer) {
  std::vector<geos::Geometry> shapes;
  shapes.reserve(layer.shapes.size());
  for (const Shape& shape : layer.shapes) shapes.push_back(session.polygons(shape.rd));
  return shapes;
}

struct Level {
  const ShapeLayer& layer;
  std::vector<geos::Geometry> shapes;
  geos::BoxTree tree;
  Level(const geos::Session& session, const ShapeLayer& of) : layer(of), shapes(geometries_of(session, of)), tree(session, shapes) {}
};

void find_overlaps(const geos::Session& session, const Level& level, double tolerance_m2, TopologyReport& report) {
  for (std::size_t i = 0; i < level.shapes.size(); ++i) {
    if (!level.shapes[i]) continue;
    const geos::Prepared prepared = session.prepare(level.shapes[i]);
    for (const std::size_t j : level.tree.find(level.shapes[i].get())) {
      if (j <= i || GEOSPreparedIntersects_r(session.context(), prepared.get(), level.shapes[j].get()) != 1) continue;
      const geos::Geometry common = session.own(GEOSIntersection_r(session.context(), level.shapes[i].get(), level.shapes[j].get()));
      const double area = session.area(common.get());
      if (area > tolerance_m2) report.overlaps.push_back({level.layer.shapes[i].area, level.layer.shapes[j].area, area});
    }
  }
}

geos::Geometry union_of(const geos::Session& session, const std::vector<geos::Geometry>& shapes) {
  std::vector<GEOSGeometry*> copies;
  for (const auto& shape : shapes)
    if (shape) copies.push_back(GEOSGeom_clone_r(session.context(), shape.get()));
  const geos::Geometry all = session.own(
      GEOSGeom_createCollection_r(session.context(), GEOS_GEOMETRYCOLLECTION, copies.data(), static_cast<unsigned>(copies.size())));
  return session.own(GEOSUnaryUnion_r(session.context(), all.get()));
}

// A gap is a hole in the union that is no hole of one single shape: at least two shapes border on it.
void report_gap(const geos::Session& session, const Level& level, const GEOSGeometry* ring, double tolerance_m2, TopologyReport& report) {
  const geos::Geometry gap =
      session.own(GEOSGeom_createPolygon_r(session.context(), GEOSGeom_clone_r(session.context(), ring), nullptr, 0));
  const double area = session.area(gap.get());
  if (area <= tolerance_m2) return;
  std::vector<std::pair<double, AreaIndex>> borders;  // minus length: longest first
  for (const std::size_t i : level.tree.find(gap.get())) {
    const geos::Geometry common = session.own(GEOSIntersection_r(session.context(), ring, level.shapes[i].get()));
    double length = 0;
    if (common && GEOSLength_r(session.context(), common.get(), &length) == 1 && length > 0)
      borders.emplace_back(-length, level.layer.shapes[i].area);
  }
  if (borders.size() < 2) return;
  std::sort(borders.begin(), borders.end());
  report.gaps.push_back({std::min(borders[0].second, borders[1].second), std::max(borders[0].second, borders[1].second), area});
}

void find_gaps(const geos::Session& session, const Level& level, double tolerance_m2, TopologyReport& report) {
  const geos::Geometry whole = union_of(session, level.shapes);
  if (!whole) return;
  const int parts = GEOSGetNumGeometries_r(session.context(), whole.get());
  for (int p = 0; p < parts; ++p) {
    const GEOSGeometry* part = GEOSGetGeometryN_r(session.context(), whole.get(), p);
    if (part == nullptr || GEOSGeomTypeId_r(session.context(), part) != GEOS_POLYGON) continue;
    const int holes = GEOSGetNumInteriorRings_r(session.context(), part);
    for (int h = 0; h < holes; ++h) report_gap(session, level, GEOSGetInteriorRingN_r(session.context(), part, h), tolerance_m2, report);
  }
  std::sort(report.gaps.begin(), report.gaps.end(), [](const auto& a, const auto& b) {
    return a.a != b.a ? a.a < b.a : a.b != b.b ? a.b < b.b : a.area_m2 < b.area_m2;
  });
}

AreaIndex ancestor(const AreaSet& areas, AreaIndex area, AreaLevel level) {
  while (area != kNoArea && areas.level(area) > level) area = areas.parent(area);
  return area;
}

void find_outside(const geos::Session& session, const AreaSet& areas, const Level& level, const ShapeLayer& parents, double tolerance_m2,
                  TopologyReport& report) {
  const std::vector<geos::Geometry> parent_shapes = geometries_of(session, parents);
  std::map<AreaIndex, std::size_t> place;
  for (std::size_t i = 0; i < parents.shapes.size(); ++i) place.emplace(parents.shapes[i].area, i);
  for (std::size_t i = 0; i < level.shapes.size(); ++i) {
    const AreaIndex child = level.layer.shapes[i].area;
    const auto found = place.find(ancestor(areas, child, parents.level));
    if (found == place.end() || !level.shapes[i] || !parent_shapes[found->second]) continue;
    const geos::Geometry outside =
        session.own(GEOSDifference_r(session.context(), level.shapes[i].get(), parent_shapes[found->second].get()));
    const double area = session.area(outside.get());
    if (area > tolerance_m2) report.not_contained.push_back({child, found->first, area});
  }
}

}  // namespace

TopologyReport check_topology(const AreaSet& areas, const ShapeLayer& layer, const ShapeLayer* parents, double tolerance_m2) {
  TopologyReport report;
  const AreaSet::Run run = areas.run(layer.level);
  std::size_t next = 0;
  for (AreaIndex area = run.first; area < run.last; ++area) {
    while (next < layer.shapes.size() && layer.shapes[next].area < area) ++next;
    if (next == layer.shapes.size() || layer.shapes[next].area != area) report.without_shape.push_back(area);
  }
  if (layer.shapes.empty()) return report;
  const geos::Session session;
  const Level level(session, layer);
  find_overlaps(session, level, tolerance_m2, report);
  find_gaps(session, level, tolerance_m2, report);
  if (parents != nullptr) find_outside(session, areas, level, *parents, tolerance_m2, report);
  return report;
}

std::vector<std::optional<AreaMeasures>> measures(const AreaSet& areas, const std::vector<ShapeLayer>& layers) {
  std::vector<std::optional<AreaMeasures>> result(areas.size());
  const geos::Session session;
  for (const ShapeLayer& layer : layers) {
    for (const Shape& shape : layer.shapes) {
      const geos::Geometry geometry = session.polygons(shape.rd);
      const geos::Geometry centre = session.own(geometry ? GEOSPointOnSurface_r(session.context(), geometry.get()) : nullptr);
      AreaMeasures measured;
      measured.area_km2 = session.area(geometry.get()) / 1e6;
      if (!centre || GEOSGeomGetX_r(session.context(), centre.get(), &measured.centre_rd.x) != 1 ||
          GEOSGeomGetY_r(session.context(), centre.get(), &measured.centre_rd.y) != 1) {
        continue;
      }
      result[shape.area] = measured;
    }
  }
  return result;
}

}  // namespace trede
