// SPDX-License-Identifier: EUPL-1.2
#include "area/arcs.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace trede {
namespace {

struct Sides {
  VertexIndex low = UINT32_MAX, high = UINT32_MAX;
  friend bool operator==(const Sides&, const Sides&) = default;
};

std::vector<bool> find_junctions(const Network& network) {
  std::vector<Sides> sides(network.vertices().size());
  std::vector<bool> junction(network.vertices().size(), false);
  for (const RingPath& ring : network.rings()) {
    const std::size_t n = ring.path.size();
    for (std::size_t i = 0; i < n; ++i) {
      const VertexIndex before = ring.path[(i + n - 1) % n], after = ring.path[(i + 1) % n], v = ring.path[i];
      const Sides here{std::min(before, after), std::max(before, after)};
      if (sides[v].low == UINT32_MAX) sides[v] = here;
      else if (sides[v] != here) junction[v] = true;
    }
  }
  return junction;
}

class Cutter {
 public:
  explicit Cutter(const Network& network) : junction_(find_junctions(network)) {
    for (const RingPath& ring : network.rings()) cut(ring.path);
  }
  Arcs arcs;

 private:
  void cut(const std::vector<VertexIndex>& path) {
    const auto first = std::find_if(path.begin(), path.end(), [&](VertexIndex v) { return junction_[v]; });
    const auto start = first != path.end() ? first : std::min_element(path.begin(), path.end());
    std::vector<VertexIndex> turned(start, path.end());
    turned.insert(turned.end(), path.begin(), start);
    turned.push_back(turned.front());
    std::vector<std::int32_t> used;
    std::vector<VertexIndex> arc = {turned.front()};
    for (std::size_t i = 1; i < turned.size(); ++i) {
      arc.push_back(turned[i]);
      if (!junction_[turned[i]] && i + 1 < turned.size()) continue;
      used.push_back(store(arc));
      arc = {turned[i]};
    }
    arcs.rings.push_back(std::move(used));
  }

  // The number of this arc, known already or new, ~number when it is stored in the other direction.
  std::int32_t store(const std::vector<VertexIndex>& arc) {
    std::vector<VertexIndex> backwards(arc.rbegin(), arc.rend());
    const bool turned = backwards < arc;
    const std::vector<VertexIndex>& way = turned ? backwards : arc;
    const auto [place, is_new] = numbers_.try_emplace(way, static_cast<std::int32_t>(arcs.arcs.size()));
    if (is_new) arcs.arcs.push_back(way);
    return turned ? ~place->second : place->second;
  }

  std::vector<bool> junction_;
  std::map<std::vector<VertexIndex>, std::int32_t> numbers_;
};

}  // namespace

Arcs cut_arcs(const Network& network) { return Cutter(network).arcs; }

}  // namespace trede
