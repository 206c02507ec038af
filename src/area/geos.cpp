// SPDX-License-Identifier: EUPL-1.2
#include "area/geos.hpp"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

namespace trede::geos {
namespace {

void keep_message(const char* message, void* target) { *static_cast<std::string*>(target) = message; }

}  // namespace

Session::Session() : context_(GEOS_init_r()) {
  if (context_ == nullptr) throw std::runtime_error("GEOS cannot start");
  GEOSContext_setErrorMessageHandler_r(context_, keep_message, &message_);
  GEOSContext_setNoticeMessageHandler_r(context_, keep_message, &message_);
}

Session::~Session() { GEOS_finish_r(context_); }

Geometry Session::ring(const Ring& ring) const {
  static_assert(sizeof(Point) == 2 * sizeof(double));
  GEOSCoordSequence* points = GEOSCoordSeq_copyFromBuffer_r(context_, &ring.data()->x, static_cast<unsigned>(ring.size()), 0, 0);
  return own(points == nullptr ? nullptr : GEOSGeom_createLinearRing_r(context_, points));
}

Geometry Session::polygon(const Polygon& polygon) const {
  std::vector<Geometry> rings;
  for (const Ring& one : polygon.rings) {
    rings.push_back(ring(one));
    if (!rings.back()) return own(nullptr);
  }
  if (rings.empty()) return own(nullptr);
  std::vector<GEOSGeometry*> holes;
  for (std::size_t i = 1; i < rings.size(); ++i) holes.push_back(rings[i].release());
  return own(GEOSGeom_createPolygon_r(context_, rings[0].release(), holes.data(), static_cast<unsigned>(holes.size())));
}

Geometry Session::polygons(const MultiPolygon& polygons) const {
  if (polygons.size() == 1) return polygon(polygons[0]);
  std::vector<Geometry> parts;
  for (const Polygon& one : polygons) {
    parts.push_back(polygon(one));
    if (!parts.back()) return own(nullptr);
  }
  std::vector<GEOSGeometry*> raw;
  for (Geometry& part : parts) raw.push_back(part.release());
  return own(GEOSGeom_createCollection_r(context_, GEOS_MULTIPOLYGON, raw.data(), static_cast<unsigned>(raw.size())));
}

Ring Session::points_of(const GEOSGeometry* ring) const {
  const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(context_, ring);
  unsigned size = 0;
  if (sequence == nullptr || GEOSCoordSeq_getSize_r(context_, sequence, &size) != 1) return {};
  Ring points(size);
  if (size > 0) GEOSCoordSeq_copyToBuffer_r(context_, sequence, &points[0].x, 0, 0);
  return points;
}

MultiPolygon Session::polygons_of(const GEOSGeometry* geometry) const {
  MultiPolygon found;
  const int parts = GEOSGetNumGeometries_r(context_, geometry);
  for (int i = 0; i < parts; ++i) {
    const GEOSGeometry* part = GEOSGetGeometryN_r(context_, geometry, i);
    const int type = GEOSGeomTypeId_r(context_, part);
    if (type == GEOS_MULTIPOLYGON) {
      for (Polygon& polygon : polygons_of(part)) found.push_back(std::move(polygon));
    }
    if (type != GEOS_POLYGON) continue;
    Polygon polygon;
    polygon.rings.push_back(points_of(GEOSGetExteriorRing_r(context_, part)));
    const int holes = GEOSGetNumInteriorRings_r(context_, part);
    for (int h = 0; h < holes; ++h) polygon.rings.push_back(points_of(GEOSGetInteriorRingN_r(context_, part, h)));
    found.push_back(std::move(polygon));
  }
  return found;
}

double Session::area(const GEOSGeometry* geometry) const {
  double area = 0;
  if (geometry == nullptr || GEOSArea_r(context_, geometry, &area) != 1) return 0;
  return area;
}

BoxTree::BoxTree(const Session& session, const std::vector<Geometry>& geometries)
    : session_(session), positions_(geometries.size()), tree_(GEOSSTRtree_create_r(session.context(), 10)) {
  if (tree_ == nullptr) throw std::runtime_error("GEOS cannot make a tree");
  for (std::size_t i = 0; i < geometries.size(); ++i) {
    positions_[i] = i;
    if (geometries[i]) GEOSSTRtree_insert_r(session.context(), tree_, geometries[i].get(), &positions_[i]);
  }
}

BoxTree::~BoxTree() { GEOSSTRtree_destroy_r(session_.context(), tree_); }

std::vector<std::size_t> BoxTree::find(const GEOSGeometry* box) const {
  std::vector<std::size_t> found;
  const auto collect = [](void* item, void* target) {
    static_cast<std::vector<std::size_t>*>(target)->push_back(*static_cast<std::size_t*>(item));
  };
  GEOSSTRtree_query_r(session_.context(), tree_, box, collect, &found);
  std::sort(found.begin(), found.end());
  return found;
}

std::size_t BoxTree::nearest(const std::vector<Geometry>& geometries, std::size_t except) const {
  // The nearest by distance and, at equal distance, by position: so that the order inside the tree does not matter.
  struct Query {
    const Session& session;
    const std::vector<Geometry>& geometries;
    std::size_t except;
  } query{session_, geometries, except};
  const auto distance = [](const void* a, const void* b, double* result, void* data) {
    const Query& q = *static_cast<const Query*>(data);
    const std::size_t i = *static_cast<const std::size_t*>(a);
    const std::size_t j = *static_cast<const std::size_t*>(b);
    if (i == j) {
      *result = 1e300;
      return 1;
    }
    return GEOSDistance_r(q.session.context(), q.geometries[i].get(), q.geometries[j].get(), result);
  };
  const void* found =
      GEOSSTRtree_nearest_generic_r(session_.context(), tree_, &positions_[except], geometries[except].get(), distance, &query);
  if (found == nullptr) return SIZE_MAX;
  const std::size_t best = *static_cast<const std::size_t*>(found);
  double reach = 0;
  if (best == except || GEOSDistance_r(session_.context(), geometries[except].get(), geometries[best].get(), &reach) != 1) return SIZE_MAX;
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  GEOSGeom_getExtent_r(session_.context(), geometries[except].get(), &x0, &y0, &x1, &y1);
  reach *= 1 + 1e-12;
  const Geometry box = session_.own(GEOSGeom_createRectangle_r(session_.context(), x0 - reach, y0 - reach, x1 + reach, y1 + reach));
  for (const std::size_t i : find(box.get())) {
    double d = 0;
    if (i != except && GEOSDistance_r(session_.context(), geometries[except].get(), geometries[i].get(), &d) == 1 && d <= reach) return i;
  }
  return best;
}

}  // namespace trede::geos
