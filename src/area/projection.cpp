// SPDX-License-Identifier: EUPL-1.2
#include "area/projection.hpp"

#include <memory>
#include <stdexcept>

#include <proj.h>

namespace trede {
namespace {

constexpr const char* kToRd =
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=push +v_3 +step +proj=cart +ellps=WGS84 "
    "+step +inv +proj=helmert +x=565.4171 +y=50.3319 +z=465.5524 +rx=0.398957388243134 +ry=-0.343987817378283 "
    "+rz=1.87740163998045 +s=4.0725 +convention=coordinate_frame +step +inv +proj=cart +ellps=bessel +step +proj=pop +v_3 "
    "+step +proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel";

void transform(std::vector<Point>& points, PJ_DIRECTION direction) {
  if (points.empty()) return;
  const std::unique_ptr<PJ_CONTEXT, decltype(&proj_context_destroy)> context(proj_context_create(), &proj_context_destroy);
  const std::unique_ptr<PJ, decltype(&proj_destroy)> operation(proj_create(context.get(), kToRd), &proj_destroy);
  if (!operation) throw std::runtime_error("PROJ does not know the projection of RD New");
  const std::size_t count = points.size();
  proj_trans_generic(operation.get(), direction, &points[0].x, sizeof(Point), count, &points[0].y, sizeof(Point), count, nullptr, 0, 0,
                     nullptr, 0, 0);
}

}  // namespace

void to_rd(std::vector<Point>& points) { transform(points, PJ_FWD); }
void to_wgs84(std::vector<Point>& points) { transform(points, PJ_INV); }

}  // namespace trede
