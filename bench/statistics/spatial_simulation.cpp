// SPDX-License-Identifier: EUPL-1.2
// How often do local Moran and Gi* call what is not there, and how much of what is there do they find? Two hundred countries without
// clusters, and two hundred with the three planted clusters and an otherwise even risk.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/parallel.hpp"
#include "bench.hpp"
#include "stat/random.hpp"
#include "stat/spatial/autocorrelation.hpp"
#include "stat/spatial/exact.hpp"
#include "stat/spatial/known.hpp"
#include "stat/spatial/permutation.hpp"

namespace trede::bench {
namespace {

constexpr std::uint32_t kMaps = 200, kPermutations = 99'999;
constexpr double kRate = 0.02, kRelativeRisk[] = {1.0, 1.8, 1.6, 1.5};

struct Places {
  std::vector<double> pop;
  std::vector<std::uint32_t> hot;
  stat::Neighbours w, with_self;
};

Places places_of(const Country& country) {
  std::vector<std::uint8_t> known(country.size(), 0);
  for (const std::uint32_t i : country.inhabited()) known[i] = 1;
  const stat::Known areas = stat::known_areas(known, country.borders);
  return {areas.pick<double>(country.pop), areas.pick<std::uint32_t>(country.hot), areas.neighbours(stat::Weights::row),
          areas.neighbours(stat::Weights::row, true)};
}

enum class By { exact, moran, moran_normal, gi_star, gi_star_exact };

// The areas called high on one map: high among high neighbours (Moran), or high with their neighbours (Gi*), at q ≤ 0.05.
struct Called {
  std::size_t high = 0, true_high = 0, any = 0;
};

Called call_map(const Places& places, std::uint32_t map, bool planted, By by) {
  std::vector<double> events(places.pop.size());
  for (std::uint32_t i = 0; i < events.size(); ++i) {
    stat::Philox random(2026, map, i);
    events[i] = stat::binomial(random, static_cast<std::uint32_t>(places.pop[i]), kRate * (planted ? kRelativeRisk[places.hot[i]] : 1.0));
  }
  const auto values = stat::rate_deviates(events, places.pop);
  const auto moran = stat::local_moran(values, places.w);
  std::vector<double> p;
  if (by == By::moran_normal) {
    p = moran.p_two;
  } else if (by == By::exact) {
    p = *stat::exact_lag(values, places.w);
  } else if (by == By::moran) {
    p = stat::permute_lag(values, places.w, {.count = kPermutations, .seed = map}).p_two();
  } else if (by == By::gi_star_exact) {
    p = *stat::exact_sum(values, places.with_self);
  } else {
    p = stat::local_g(values, places.with_self, true).p_two;
  }
  const auto q = stat::false_discovery(p);
  const auto g = stat::local_g(values, places.with_self, true);
  Called out;
  for (std::size_t i = 0; i < q.size(); ++i) {
    if (q[i] > 0.05) continue;
    ++out.any;
    const bool high = by == By::gi_star || by == By::gi_star_exact ? g.z[i] > 0.0 : moran.quadrant[i] == stat::Quadrant::high_high;
    out.high += high ? 1U : 0U;
    out.true_high += high && places.hot[i] != 0 ? 1U : 0U;
  }
  return out;
}

std::string simulate(const Country& country, bool planted, By by) {
  const Places places = places_of(country);
  const auto hot = static_cast<double>(std::count_if(places.hot.begin(), places.hot.end(), [](auto h) { return h != 0; }));
  std::vector<Called> called(kMaps);
  parallel_for(kMaps, 1, [&](std::size_t map) { called[map] = call_map(places, static_cast<std::uint32_t>(map), planted, by); });
  double maps = 0, areas = 0, high = 0, right = 0;
  for (const Called& one : called) {
    maps += one.any > 0 ? 1.0 : 0.0;
    areas += static_cast<double>(one.any);
    high += static_cast<double>(one.high);
    right += static_cast<double>(one.true_high);
  }
  if (!planted) return fmt::format("{} of {} maps have any finding, {:.3f} areas a map", maps, kMaps, areas / kMaps);
  return fmt::format("sensitivity {:.3f}, predictive value {:.3f}, {:.1f} areas a map", right / (hot * kMaps),
                     high > 0.0 ? right / high : 0.0, high / kMaps);
}

}  // namespace

void add_spatial_simulations(std::vector<Task>& tasks) {
  const auto add = [&](std::string name, std::string what, bool planted, By by) {
    tasks.push_back({std::move(name), std::move(what), 0.0, [=](const Country& c) { return simulate(c, planted, by); }, 1, true});
  };
  add("simulate-noise-exact", "200 maps of noise, local Moran of rates, exact", false, By::exact);
  add("simulate-planted-exact", "200 maps with three clusters, local Moran of rates, exact", true, By::exact);
  add("simulate-noise-gi-star-exact", "200 maps of noise, Gi* of rates, exact", false, By::gi_star_exact);
  add("simulate-planted-gi-star-exact", "200 maps with three clusters, Gi* of rates, exact", true, By::gi_star_exact);
  add("simulate-noise-moran", "200 maps of noise, local Moran of rates, 99,999 permutations", false, By::moran);
  add("simulate-noise-normal", "200 maps of noise, local Moran of rates, normal p", false, By::moran_normal);
  add("simulate-noise-gi-star", "200 maps of noise, Gi* of rates, normal p", false, By::gi_star);
  add("simulate-planted-moran", "200 maps with three clusters, local Moran of rates, 99,999 permutations", true, By::moran);
  add("simulate-planted-normal", "200 maps with three clusters, local Moran of rates, normal p", true, By::moran_normal);
  add("simulate-planted-gi-star", "200 maps with three clusters, Gi* of rates, normal p", true, By::gi_star);
}

}  // namespace trede::bench
