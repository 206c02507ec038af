// SPDX-License-Identifier: EUPL-1.2
// Who lies next to whom (shapes.hpp, neighbours). Queen: two shapes share at least a vertex of the snapped network; rook: at least a
// segment. Shapes that overlap each other without a common vertex are neighbours as well.

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "area/geos.hpp"
#include "area/network.hpp"
#include "area/shapes.hpp"

namespace trede {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;  // positions in layer.shapes, first < second

// All pairs of owners that occur under the same key.
template <class Key>
void pairs_by_key(std::vector<std::pair<Key, std::uint32_t>>& uses, std::set<Pair>& pairs) {
  std::sort(uses.begin(), uses.end());
  uses.erase(std::unique(uses.begin(), uses.end()), uses.end());
  for (std::size_t first = 0; first < uses.size();) {
    std::size_t last = first;
    while (last < uses.size() && uses[last].first == uses[first].first) ++last;
    for (std::size_t i = first; i < last; ++i)
      for (std::size_t j = i + 1; j < last; ++j) pairs.insert({uses[i].second, uses[j].second});
    first = last;
  }
}

std::set<Pair> by_network(const ShapeLayer& layer, Contiguity contiguity, double snap_m) {
  Network network;
  for (std::size_t i = 0; i < layer.shapes.size(); ++i) network.add(static_cast<std::uint32_t>(i), layer.shapes[i].rd);
  network.build(snap_m);
  std::set<Pair> pairs;
  if (contiguity == Contiguity::queen) {
    std::vector<std::pair<VertexIndex, std::uint32_t>> uses;
    for (const RingPath& ring : network.rings())
      for (const VertexIndex v : ring.path) uses.emplace_back(v, ring.owner);
    pairs_by_key(uses, pairs);
    return pairs;
  }
  std::vector<std::pair<Pair, std::uint32_t>> uses;
  for (const RingPath& ring : network.rings()) {
    for (std::size_t i = 0; i < ring.path.size(); ++i) {
      const VertexIndex a = ring.path[i], b = ring.path[(i + 1) % ring.path.size()];
      uses.emplace_back(Pair{std::min(a, b), std::max(a, b)}, ring.owner);
    }
  }
  pairs_by_key(uses, pairs);
  return pairs;
}

// Pairs that lie over each other. What a shared corner gives by snapping is too small to count.
void add_overlapping(const geos::Session& session, const std::vector<geos::Geometry>& shapes, const geos::BoxTree& tree, double snap_m,
                     std::set<Pair>& pairs) {
  const double least = 4 * snap_m * snap_m;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (!shapes[i]) continue;
    geos::Prepared prepared;
    for (const std::size_t j : tree.find(shapes[i].get())) {
      if (j <= i || pairs.contains({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j)})) continue;
      if (!prepared) prepared = session.prepare(shapes[i]);
      if (GEOSPreparedIntersects_r(session.context(), prepared.get(), shapes[j].get()) != 1) continue;
      const geos::Geometry common = session.own(GEOSIntersection_r(session.context(), shapes[i].get(), shapes[j].get()));
      if (session.area(common.get()) > least) pairs.insert({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j)});
    }
  }
}

}  // namespace

std::vector<std::vector<std::uint32_t>> neighbours(const AreaSet& areas, const ShapeLayer& layer, Contiguity contiguity, bool link_islands,
                                                   double snap_m) {
  const AreaSet::Run run = areas.run(layer.level);
  std::vector<std::vector<std::uint32_t>> lists(run.last - run.first);
  if (layer.shapes.empty()) return lists;
  std::set<Pair> pairs = by_network(layer, contiguity, snap_m);

  const geos::Session session;
  std::vector<geos::Geometry> shapes;
  for (const Shape& shape : layer.shapes) shapes.push_back(session.polygons(shape.rd));
  const geos::BoxTree tree(session, shapes);
  add_overlapping(session, shapes, tree, snap_m, pairs);

  const auto link = [&](std::size_t i, std::size_t j) {
    const std::uint32_t a = layer.shapes[i].area - run.first, b = layer.shapes[j].area - run.first;
    lists[a].push_back(b);
    lists[b].push_back(a);
  };
  for (const auto& [i, j] : pairs) link(i, j);
  if (link_islands) {
    std::set<Pair> bridges;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      if (!lists[layer.shapes[i].area - run.first].empty() || !shapes[i]) continue;
      const std::size_t j = tree.nearest(shapes, i);
      if (j < shapes.size()) bridges.insert({static_cast<std::uint32_t>(std::min(i, j)), static_cast<std::uint32_t>(std::max(i, j))});
    }
    for (const auto& [i, j] : bridges) link(i, j);
  }
  for (auto& list : lists) std::sort(list.begin(), list.end());
  return lists;
}

}  // namespace trede
