// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Inside the room: GEOS's thread-safe C API behind owning handles. A session belongs to one thread. Failures inside GEOS give an empty
// Geometry; the last reason is in message().

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <geos_c.h>

#include "area/geometry.hpp"

namespace trede::geos {

class Session;

struct DestroyGeometry {
  GEOSContextHandle_t context = nullptr;
  void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context, geometry); }
};
using Geometry = std::unique_ptr<GEOSGeometry, DestroyGeometry>;

struct DestroyPrepared {
  GEOSContextHandle_t context = nullptr;
  void operator()(const GEOSPreparedGeometry* prepared) const { GEOSPreparedGeom_destroy_r(context, prepared); }
};
using Prepared = std::unique_ptr<const GEOSPreparedGeometry, DestroyPrepared>;

class Session {
 public:
  Session();
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  [[nodiscard]] GEOSContextHandle_t context() const { return context_; }
  [[nodiscard]] const std::string& message() const { return message_; }

  Geometry own(GEOSGeometry* geometry) const { return Geometry(geometry, DestroyGeometry{context_}); }
  Prepared prepare(const Geometry& geometry) const { return Prepared(GEOSPrepare_r(context_, geometry.get()), DestroyPrepared{context_}); }
  // Rings must be closed and have at least four points.
  Geometry polygons(const MultiPolygon& polygons) const;
  // The polygons in a geometry; points and lines are left out.
  [[nodiscard]] MultiPolygon polygons_of(const GEOSGeometry* geometry) const;
  [[nodiscard]] double area(const GEOSGeometry* geometry) const;

 private:
  Geometry ring(const Ring& ring) const;
  Geometry polygon(const Polygon& polygon) const;
  [[nodiscard]] Ring points_of(const GEOSGeometry* ring) const;

  GEOSContextHandle_t context_;
  std::string message_;
};

// Bounding boxes in a tree; find() gives the positions of the boxes that meet one, in ascending order.
class BoxTree {
 public:
  BoxTree(const Session& session, const std::vector<Geometry>& geometries);
  ~BoxTree();
  BoxTree(const BoxTree&) = delete;
  BoxTree& operator=(const BoxTree&) = delete;
  [[nodiscard]] std::vector<std::size_t> find(const GEOSGeometry* box) const;
  // Position of the nearest geometry that is not `except`; npos when there is none.
  [[nodiscard]] std::size_t nearest(const std::vector<Geometry>& geometries, std::size_t except) const;

 private:
  const Session& session_;
  std::vector<std::size_t> positions_;
  GEOSSTRtree* tree_;
};

}  // namespace trede::geos
