// SPDX-License-Identifier: EUPL-1.2
// From links to edges with a kind, level by level: buurten first, wijken and gemeenten from their buurten (concordance.hpp).

#include "area/concordance.hpp"

#include <algorithm>
#include <map>

#include "area/concordance_links.hpp"
#include "area/shapes.hpp"

namespace trede {

std::string_view published_word(EdgeKind kind) {
  switch (kind) {
    case EdgeKind::same: return "gelijk";
    case EdgeKind::recoded: return "hercodering";
    case EdgeKind::renamed: return "hernoemd";
    case EdgeKind::split: return "gesplitst";
    case EdgeKind::merged: return "samengevoegd";
    case EdgeKind::redrawn: return "hertekend";
  }
  return "";
}

std::string_view published_word(EdgeBasis basis) {
  switch (basis) {
    case EdgeBasis::official: return "officieel";
    case EdgeBasis::polygons: return "polygonen";
    case EdgeBasis::codes_and_names: return "codes_en_namen";
    case EdgeBasis::names: return "namen";
  }
  return "";
}

namespace {

constexpr double kWhole = 0.99;  // from here on an area counts as wholly inside another

const ShapeLayer* layer_of(const std::vector<ShapeLayer>& layers, AreaLevel level) {
  for (const ShapeLayer& layer : layers)
    if (layer.level == level && !layer.shapes.empty()) return &layer;
  return nullptr;
}

AreaIndex ancestor(const AreaSet& areas, AreaIndex area, AreaLevel level) {
  while (areas.level(area) > level) area = areas.parent(area);
  return area;
}

class Finder {
 public:
  Finder(const AreaSet& from, const AreaSet& to, const std::vector<ShapeLayer>& from_layers, const std::vector<ShapeLayer>& to_layers,
         const std::vector<OfficialEdge>& official)
      : from_(from), to_(to), from_layers_(from_layers), to_layers_(to_layers), official_(official) {
    linked_.from.assign(from.size(), false);
    linked_.to.assign(to.size(), false);
  }

  Concordance find() {
    result_.from = from_.vintage();
    result_.to = to_.vintage();
    for (const AreaLevel level : {AreaLevel::buurt, AreaLevel::wijk, AreaLevel::gemeente, AreaLevel::land}) find_level(level);
    std::sort(result_.edges.begin(), result_.edges.end(),
              [](const Edge& a, const Edge& b) { return a.from != b.from ? a.from < b.from : a.to < b.to; });
    list_the_rest();
    return std::move(result_);
  }

 private:
  void find_level(AreaLevel level) {
    std::vector<Overlap> links;
    const auto take = [&](std::vector<Overlap> more) {
      linked_.add(more);
      links.insert(links.end(), more.begin(), more.end());
    };
    take(official_links(level));
    if (level == AreaLevel::wijk || level == AreaLevel::gemeente) take(links_from_buurten(level));
    const ShapeLayer* before = layer_of(from_layers_, level);
    const ShapeLayer* after = layer_of(to_layers_, level);
    if (before != nullptr && after != nullptr) take(links_by_polygons(*before, *after, linked_));
    if (level == AreaLevel::land) take({{0, 0, 1.0, 1.0, EdgeBasis::codes_and_names}});
    else take(links_by_names(from_, to_, level, linked_));
    add_edges(std::move(links), level);
  }

  std::vector<Overlap> official_links(AreaLevel level) const {
    std::vector<Overlap> links;
    for (const OfficialEdge& edge : official_) {
      const auto old = from_.find(edge.from);
      const auto now = to_.find(edge.to);
      if (old && now && edge.from.level() == level && edge.to.level() == level)
        links.push_back({*old, *now, edge.share, 1.0, EdgeBasis::official});
    }
    return links;
  }

  // The weight of each buurt within its wijk or gemeente: its surface when all shapes are known, else 1.
  std::vector<double> weights() const {
    std::vector<double> weight(from_.size(), 1.0);
    const ShapeLayer* layer = layer_of(from_layers_, AreaLevel::buurt);
    const AreaSet::Run run = from_.run(AreaLevel::buurt);
    if (layer == nullptr || layer->shapes.size() != run.last - run.first) return weight;
    const auto measured = measures(from_, {*layer});
    for (AreaIndex i = run.first; i < run.last; ++i)
      if (measured[i]) weight[i] = measured[i]->area_km2;
    return weight;
  }

  // An old wijk is linked to each new wijk that holds (part of) its buurten.
  std::vector<Overlap> links_from_buurten(AreaLevel level) const {
    std::map<std::pair<AreaIndex, AreaIndex>, Overlap> links;
    std::vector<double> total(from_.size(), 0.0), known(to_.size(), 0.0), count(to_.size(), 0.0);
    const std::vector<double> weight = weights();
    const AreaSet::Run before = from_.run(AreaLevel::buurt), after = to_.run(AreaLevel::buurt);
    for (AreaIndex i = before.first; i < before.last; ++i) total[ancestor(from_, i, level)] += weight[i];
    for (AreaIndex i = after.first; i < after.last; ++i) count[ancestor(to_, i, level)] += 1;
    for (const Edge& edge : result_.edges) {
      if (from_.level(edge.from) != AreaLevel::buurt) continue;
      const AreaIndex old = ancestor(from_, edge.from, level), now = ancestor(to_, edge.to, level);
      if (!linked_.free(old, now)) continue;
      Overlap& link = links.try_emplace({old, now}, Overlap{old, now, 0.0, 0.0, edge.basis}).first->second;
      link.share += weight[edge.from] * edge.share / total[old];
      link.basis = std::max(link.basis, edge.basis);
    }
    std::vector<AreaIndex> seen;
    for (const Edge& edge : result_.edges)
      if (from_.level(edge.from) == AreaLevel::buurt) seen.push_back(edge.to);
    std::sort(seen.begin(), seen.end());
    seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
    for (const AreaIndex i : seen) known[ancestor(to_, i, level)] += 1;
    std::vector<Overlap> list;
    for (auto& [pair, link] : links) {
      link.share_to = known[link.to] / count[link.to];
      list.push_back(link);
    }
    return list;
  }

  // Says of each link of which kind it is, from the number of partners at both ends.
  void add_edges(std::vector<Overlap> links, AreaLevel level) {
    std::sort(links.begin(), links.end(),
              [](const Overlap& a, const Overlap& b) { return a.from != b.from ? a.from < b.from : a.to < b.to; });
    std::map<AreaIndex, std::size_t> out, in;
    std::map<AreaIndex, double> sum;
    for (const Overlap& link : links) {
      ++out[link.from];
      ++in[link.to];
      sum[link.from] += link.share;
    }
    std::map<AreaIndex, bool> all_alone_to, all_alone_from;  // do all ends of this area have no other partner?
    for (const Overlap& link : links) {
      all_alone_to.try_emplace(link.from, true).first->second &= in[link.to] == 1;
      all_alone_from.try_emplace(link.to, true).first->second &= out[link.from] == 1;
    }
    for (const Overlap& link : links) {
      Edge edge{link.from, link.to, EdgeKind::redrawn, link.basis,
                std::min(1.0, sum[link.from] > 1.0 ? link.share / sum[link.from] : link.share)};
      const bool many_out = out[link.from] > 1, many_in = in[link.to] > 1;
      if (!many_out && !many_in) one_to_one(link, level, edge);
      else if (many_out && all_alone_to[link.from]) edge.kind = EdgeKind::split;
      else if (many_in && all_alone_from[link.to]) edge.kind = EdgeKind::merged;
      result_.edges.push_back(edge);
    }
  }

  void one_to_one(const Overlap& link, AreaLevel level, Edge& edge) const {
    const bool same_code = from_.code(link.from) == to_.code(link.to);
    const bool same_name = from_.name(link.from) == to_.name(link.to);
    const bool whole = link.share >= kWhole && link.share_to >= kWhole;
    // A wijk of which not all buurten could be followed, but that kept code and name and exchanged none with another.
    const bool kept = level != AreaLevel::buurt && same_code && same_name && link.basis >= EdgeBasis::codes_and_names;
    if (!whole && !kept) return;
    if (!whole) edge.basis = EdgeBasis::codes_and_names;
    edge.share = 1.0;
    edge.kind = !same_code ? EdgeKind::recoded : same_name ? EdgeKind::same : EdgeKind::renamed;
  }

  void list_the_rest() {
    std::vector<bool> doubted(to_.size(), false);
    for (AreaIndex old = 0; old < from_.size(); ++old) {
      if (linked_.from[old]) continue;
      const auto now = to_.find(from_.code(old));
      if (now && !linked_.to[*now]) {
        result_.doubtful.push_back({old, *now});
        doubted[*now] = true;
      } else {
        result_.unmatched_from.push_back(old);
      }
    }
    for (AreaIndex now = 0; now < to_.size(); ++now)
      if (!linked_.to[now] && !doubted[now]) result_.unmatched_to.push_back(now);
  }

  const AreaSet& from_;
  const AreaSet& to_;
  const std::vector<ShapeLayer>& from_layers_;
  const std::vector<ShapeLayer>& to_layers_;
  const std::vector<OfficialEdge>& official_;
  Linked linked_;
  Concordance result_;
};

}  // namespace

Concordance find_concordance(const AreaSet& from, const AreaSet& to, const std::vector<ShapeLayer>& from_layers,
                             const std::vector<ShapeLayer>& to_layers, const std::vector<OfficialEdge>& official) {
  return Finder(from, to, from_layers, to_layers, official).find();
}

}  // namespace trede
