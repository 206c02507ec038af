// SPDX-License-Identifier: EUPL-1.2
#include "area/concordance_links.hpp"
#include "area/geos.hpp"

namespace trede {
namespace {

constexpr double kNoise = 0.01;

}  // namespace

std::vector<Overlap> links_by_polygons(const ShapeLayer& from, const ShapeLayer& to, const Linked& linked) {
  const geos::Session session;
  std::vector<geos::Geometry> targets;
  for (const Shape& shape : to.shapes) targets.push_back(session.polygons(shape.rd));
  const geos::BoxTree tree(session, targets);
  std::vector<Overlap> links;
  for (const Shape& shape : from.shapes) {
    const geos::Geometry source = session.polygons(shape.rd);
    if (!source) continue;
    const double area = session.area(source.get());
    const geos::Prepared prepared = session.prepare(source);
    for (const std::size_t i : tree.find(source.get())) {
      if (!linked.free(shape.area, to.shapes[i].area) || GEOSPreparedIntersects_r(session.context(), prepared.get(), targets[i].get()) != 1)
        continue;
      const geos::Geometry common = session.own(GEOSIntersection_r(session.context(), source.get(), targets[i].get()));
      const double part = session.area(common.get());
      const Overlap link{shape.area, to.shapes[i].area, part / area, part / session.area(targets[i].get()), EdgeBasis::polygons};
      if (link.share >= kNoise || link.share_to >= kNoise) links.push_back(link);
    }
  }
  return links;
}

}  // namespace trede
