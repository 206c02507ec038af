// SPDX-License-Identifier: EUPL-1.2
#include "estimate/comparable.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <string>

#include <fmt/format.h>

#include "base/parallel.hpp"
#include "stat/median.hpp"

namespace trede {
namespace {

constexpr double kMadToDeviation = 1.4826;
constexpr std::size_t kBlock = 64;

bool is_structure(const Indicator& i) {
  if (i.measure != Measure::context_value) return false;
  const bool mean = i.unit == Unit::number && i.decimals > 0;
  if (i.group == "bevolking" || i.group == "herkomst" || i.group == "huishoudens") return i.unit == Unit::percent || mean;
  return i.group == "omgeving" && i.unit == Unit::per_km2;
}

struct Feature {
  const Indicator* indicator = nullptr;
  std::vector<double> mean;  // by area; NaN where unknown
};

// The mean over the last periods with figures.
Feature feature(const PublishedFigures& figures, const Indicator& indicator, const std::vector<std::size_t>& series, std::size_t areas) {
  Feature out{&indicator, std::vector<double>(areas, 0.0)};
  std::vector<double> count(areas, 0.0);
  std::size_t periods = 0;
  for (std::size_t i = series.size(); i-- > 0 && periods < kFeatureYears;) {
    const PublishedSeries& s = figures.series()[series[i]];
    bool any = false;
    for (AreaIndex a = 0; a < areas; ++a) {
      if (s.missing[a] != Missing::none) continue;
      out.mean[a] += indicator.unit == Unit::per_km2 ? std::log1p(std::max(0.0, s.value[a])) : s.value[a];
      count[a] += 1.0;
      any = true;
    }
    if (any) ++periods;
  }
  for (AreaIndex a = 0; a < areas; ++a) out.mean[a] = count[a] > 0.0 ? out.mean[a] / count[a] : std::numeric_limits<double>::quiet_NaN();
  return out;
}

// The areas of one level that have all features, and their place in feature space, feature after feature; in order of the feature that
// differs most, so that a search can stop once that one alone is further than the tenth nearest.
struct Space {
  std::vector<AreaIndex> areas;
  std::vector<std::vector<float>> place;
  std::size_t order = 0;  // the feature
};

void in_order(Space& s) {
  double widest = -1.0;
  for (std::size_t f = 0; f < s.place.size(); ++f) {
    double spread = 0.0;
    for (const float v : s.place[f]) spread += static_cast<double>(v) * v;
    if (spread <= widest) continue;
    widest = spread;
    s.order = f;
  }
  std::vector<std::size_t> by(s.areas.size());
  std::iota(by.begin(), by.end(), 0U);
  std::stable_sort(by.begin(), by.end(), [&](std::size_t a, std::size_t b) { return s.place[s.order][a] < s.place[s.order][b]; });
  const auto reordered = [&](const auto& v) {
    auto out = v;
    for (std::size_t i = 0; i < by.size(); ++i) out[i] = v[by[i]];
    return out;
  };
  s.areas = reordered(s.areas);
  for (auto& feature : s.place) feature = reordered(feature);
}

Space space_of(const std::vector<Feature>& features, const std::vector<double>& weights, const PublishedFigures& figures,
               AreaSet::Run run) {
  Space out;
  for (AreaIndex a = run.first; a < run.last; ++a) {
    const bool lived = figures.inhabitants().empty() || figures.inhabitants()[a] < 0.0 || figures.inhabitants()[a] >= kFewestInhabitants;
    if (lived && std::all_of(features.begin(), features.end(), [&](const Feature& f) { return !std::isnan(f.mean[a]); }))
      out.areas.push_back(a);
  }
  if (out.areas.size() < kFewestToCompare) return {};
  for (std::size_t f = 0; f < features.size(); ++f) {
    std::vector<double> v;
    for (const AreaIndex a : out.areas) v.push_back(features[f].mean[a]);
    const double centre = stat::median(v);
    std::vector<double> off;
    for (const double one : v) off.push_back(std::abs(one - centre));
    const double scale = kMadToDeviation * stat::median(off);
    std::vector<float> place;
    for (const double one : v)
      place.push_back(scale > 0.0 ? static_cast<float>(std::clamp((one - centre) / scale, -kFurthest, kFurthest) * weights[f]) : 0.0F);
    out.place.push_back(std::move(place));
  }
  in_order(out);
  return out;
}

// The kLikes nearest of one area, nearest first; at equal distance the lower code, which is the lower index.
class Search {
 public:
  Search(const Space& space, std::size_t own) : s_(space), own_(own) {}

  std::vector<AreaIndex> nearest() {
    // Blocks to the right and to the left, until both ends lie too far in the one feature.
    std::size_t right = own_, left = own_;
    bool more_right = true, more_left = true;
    while (more_right || more_left) {
      more_right = more_right && right < s_.areas.size() && within(right);
      if (more_right) {
        const std::size_t to = std::min(s_.areas.size(), right + kBlock);
        block(right, to);
        right = to;
      }
      more_left = more_left && left > 0 && within(left - 1);
      if (more_left) {
        const std::size_t from = left > kBlock ? left - kBlock : 0;
        block(from, left);
        left = from;
      }
    }
    std::sort_heap(heap_.begin(), heap_.end());
    std::vector<AreaIndex> out;
    for (const Near& one : heap_) out.push_back(one.area);
    return out;
  }

 private:
  struct Near {
    float distance;
    AreaIndex area;
    bool operator<(const Near& o) const { return distance != o.distance ? distance < o.distance : area < o.area; }
  };

  [[nodiscard]] bool within(std::size_t i) const {
    const float off = s_.place[s_.order][i] - s_.place[s_.order][own_];
    return heap_.size() < kLikes || off * off <= heap_.front().distance;
  }

  void block(std::size_t from, std::size_t to) {
    distance_.fill(0.0F);
    for (const auto& feature : s_.place) {
      const float here = feature[own_];
      for (std::size_t i = from; i < to; ++i) distance_[i - from] += (feature[i] - here) * (feature[i] - here);
    }
    for (std::size_t i = from; i < to; ++i)
      if (i != own_) take({distance_[i - from], s_.areas[i]});
  }

  void take(const Near& one) {
    if (heap_.size() == kLikes) {
      if (!(one < heap_.front())) return;
      std::pop_heap(heap_.begin(), heap_.end());
      heap_.pop_back();
    }
    heap_.push_back(one);
    std::push_heap(heap_.begin(), heap_.end());
  }

  const Space& s_;
  std::size_t own_;
  std::vector<Near> heap_;  // the furthest on top
  std::array<float, kBlock> distance_{};
};

Text words(const std::vector<Feature>& features) {
  Text names;
  for (const Feature& f : features) {
    names.nl += (names.nl.empty() ? "" : "; ") + f.indicator->name.nl;
    names.en += (names.en.empty() ? "" : "; ") + f.indicator->name.en;
  }
  return {
      fmt::format("De {} gebieden van hetzelfde niveau in deze monitor die het meest lijken in bevolking en stedelijkheid, gemiddeld over "
                  "de laatste {} jaren met cijfers. Elke groep cijfers weegt even zwaar. Gebruikt zijn: {}. Inkomen, zorg, gezondheid en "
                  "veiligheid tellen niet mee.",
                  kLikes, kFeatureYears, names.nl),
      fmt::format(
          "The {} areas of the same level in this monitor that are most alike in population and urbanity, on average over the last "
          "{} years with figures. Each group of figures weighs the same. Used are: {}. Income, care, health and safety do not count.",
          kLikes, kFeatureYears, names.en)};
}

}  // namespace

Comparable comparable_areas(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, unsigned threads) {
  std::map<IndicatorId, std::vector<std::size_t>> by_indicator;
  for (std::size_t i = 0; i < figures.series().size(); ++i) by_indicator[figures.series()[i].indicator].push_back(i);
  std::vector<Feature> features;
  std::map<std::string, double> per_group;
  for (const Indicator& i : catalogue.indicators) {
    const auto found = by_indicator.find(i.id);
    if (!is_structure(i) || found == by_indicator.end()) continue;
    Feature f = feature(figures, i, found->second, areas.size());
    // A feature that hardly any area has would leave nobody to compare with.
    std::size_t known = 0;
    const AreaSet::Run run = areas.run(AreaLevel::buurt);
    for (AreaIndex a = run.first; a < run.last; ++a) known += std::isnan(f.mean[a]) ? 0U : 1U;
    if (2 * known < run.last - run.first) continue;
    per_group[i.group] += 1.0;
    features.push_back(std::move(f));
  }
  Comparable out;
  if (per_group.size() < 2) return out;  // one group is no population structure
  std::vector<double> weights;
  for (const Feature& f : features) {
    weights.push_back(1.0 / std::sqrt(per_group[f.indicator->group]));
    out.features.push_back(f.indicator->id);
  }
  out.nearest.resize(areas.size());
  for (const AreaLevel level : {AreaLevel::wijk, AreaLevel::buurt}) {
    const Space space = space_of(features, weights, figures, areas.run(level));
    parallel_for(space.areas.size(), threads, [&](std::size_t i) { out.nearest[space.areas[i]] = Search(space, i).nearest(); });
  }
  out.method = words(features);
  return out;
}

}  // namespace trede
