// SPDX-License-Identifier: EUPL-1.2
#include "estimate/comparable.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <string>

#include <fmt/format.h>

#include "base/parallel.hpp"

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

double median(std::vector<double> v) {
  const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
  std::nth_element(v.begin(), middle, v.end());
  if (v.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(v.begin(), middle)) / 2.0;
}

// The areas of one level that have all features, and their place in feature space, feature after feature.
struct Space {
  std::vector<AreaIndex> areas;
  std::vector<std::vector<float>> place;
};

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
    const double centre = median(v);
    std::vector<double> off;
    for (const double one : v) off.push_back(std::abs(one - centre));
    const double scale = kMadToDeviation * median(off);
    std::vector<float> place;
    for (const double one : v)
      place.push_back(scale > 0.0 ? static_cast<float>(std::clamp((one - centre) / scale, -kFurthest, kFurthest) * weights[f]) : 0.0F);
    out.place.push_back(std::move(place));
  }
  return out;
}

// The kLikes nearest of one area, nearest first, in index order at equal distance (codes are in index order).
std::vector<AreaIndex> nearest(const Space& s, std::size_t own) {
  struct Near {
    float distance;
    std::size_t at;
    bool operator<(const Near& o) const { return distance != o.distance ? distance < o.distance : at < o.at; }
  };
  std::vector<Near> heap;  // the furthest on top
  std::array<float, kBlock> d{};
  for (std::size_t from = 0; from < s.areas.size(); from += kBlock) {
    const std::size_t to = std::min(s.areas.size(), from + kBlock);
    d.fill(0.0F);
    for (const auto& feature : s.place) {
      const float here = feature[own];
      for (std::size_t i = from; i < to; ++i) d[i - from] += (feature[i] - here) * (feature[i] - here);
    }
    for (std::size_t i = from; i < to; ++i) {
      if (i == own) continue;
      const Near one{d[i - from], i};
      if (heap.size() == kLikes) {
        if (!(one < heap.front())) continue;
        std::pop_heap(heap.begin(), heap.end());
        heap.pop_back();
      }
      heap.push_back(one);
      std::push_heap(heap.begin(), heap.end());
    }
  }
  std::sort_heap(heap.begin(), heap.end());
  std::vector<AreaIndex> out;
  for (const Near& one : heap) out.push_back(s.areas[one.at]);
  return out;
}

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
    parallel_for(space.areas.size(), threads, [&](std::size_t i) { out.nearest[space.areas[i]] = nearest(space, i); });
  }
  out.method = words(features);
  return out;
}

}  // namespace trede
