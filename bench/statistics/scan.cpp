// SPDX-License-Identifier: EUPL-1.2
// The scan statistic: its time, what it finds of planted clusters, and how often it alarms without any.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "bench.hpp"
#include "stat/random.hpp"
#include "stat/spatial/scan.hpp"

namespace trede::bench {
namespace {

std::string time_scan(const Country& country, double share, unsigned threads) {
  const std::vector<std::uint32_t> cases(country.obs.begin(), country.obs.end());
  const auto found =
      stat::scan({country.x, country.y, cases, country.pop, country.pop}, {.most_share = share, .replications = 999, .threads = threads});
  if (!found) return found.error().en;
  return fmt::format("likelihood ratio {:.6f}, {} areas, p {:.3f}", found->front().ratio, found->front().areas.size(), found->front().p);
}

constexpr std::uint32_t kMaps = 200;
enum class Risk { even, planted, planted_and_field };

// Cases of one map: Poisson at two in a hundred, times the true relative risk.
std::vector<std::uint32_t> map_of(const Country& country, Risk risk, std::uint32_t map) {
  constexpr double kPlanted[] = {1.0, 1.8, 1.6, 1.5};
  std::vector<std::uint32_t> out(country.size());
  for (std::uint32_t i = 0; i < country.size(); ++i) {
    stat::Philox random(4711, map, i);
    const double times = risk == Risk::even ? 1.0 : risk == Risk::planted ? kPlanted[country.hot[i]] : std::exp(country.risk[i]);
    // A Poisson number as the limit of a binomial one.
    out[i] = stat::binomial(random, 1'000'000'000, std::min(1.0, country.pop[i] * 0.02 * times / 1e9));
  }
  return out;
}

// Of one planted cluster on all maps.
struct Hits {
  double found = 0, inside = 0, areas = 0, planted = 0;
  void add(const stat::Cluster* cluster, const Country& country, std::uint32_t number) {
    planted += static_cast<double>(std::count(country.hot.begin(), country.hot.end(), number));
    if (cluster == nullptr) return;
    found += 1.0;
    areas += static_cast<double>(cluster->areas.size());
    for (const std::uint32_t a : cluster->areas) inside += country.hot[a] == number ? 1.0 : 0.0;
  }
};

// The strongest significant cluster that lies for the most part in the planted one.
const stat::Cluster* match(const std::vector<stat::Cluster>& clusters, const Country& country, std::uint32_t number) {
  for (const stat::Cluster& c : clusters) {
    if (c.p > 0.05) continue;
    const auto inside = std::count_if(c.areas.begin(), c.areas.end(), [&](std::uint32_t a) { return country.hot[a] == number; });
    if (2 * static_cast<std::size_t>(inside) > c.areas.size()) return &c;
  }
  return nullptr;
}

std::string simulate(const Country& country, Risk risk, bool in_turns) {
  const double share = country.size() < 5000 ? 0.5 : 0.01;
  std::array<Hits, 3> hits;
  std::array<double, 2> alarms{};  // p ≤ 0.05, p_gumbel ≤ 0.05
  double elsewhere = 0;            // significant clusters without a planted area
  for (std::uint32_t map = 0; map < kMaps; ++map) {
    const std::vector<std::uint32_t> cases = map_of(country, risk, map);
    const auto found = stat::scan({country.x, country.y, cases, country.pop, country.pop},
                                  {.most_share = share, .replications = 99, .seed = map + 1, .threads = 1, .iterative = in_turns});
    if (!found) return found.error().en;
    alarms[0] += found->front().p <= 0.05 ? 1.0 : 0.0;
    alarms[1] += found->front().p_gumbel <= 0.05 ? 1.0 : 0.0;
    for (std::uint32_t number = 1; number <= 3; ++number) hits[number - 1].add(match(*found, country, number), country, number);
    for (const stat::Cluster& c : *found)
      if (c.p <= 0.05 && std::all_of(c.areas.begin(), c.areas.end(), [&](std::uint32_t a) { return country.hot[a] == 0; }))
        elsewhere += 1.0;
  }
  if (risk == Risk::even) return fmt::format("{} of {} maps alarm at 0.05 by rank, {} by Gumbel", alarms[0], kMaps, alarms[1]);
  std::string out;
  for (const Hits& h : hits)
    out += fmt::format("found {:.2f} sens {:.3f} ppv {:.3f}; ", h.found / kMaps, h.inside / h.planted,
                       h.areas > 0.0 ? h.inside / h.areas : 0.0);
  return out + fmt::format("elsewhere {:.2f} a map", elsewhere / kMaps);
}

}  // namespace

void add_scan_tasks(std::vector<Task>& tasks) {
  const auto timed = [&](std::string name, std::string what, double target, double share, unsigned threads, int repeats) {
    tasks.push_back({std::move(name), std::move(what), target, [=](const Country& c) { return time_scan(c, share, threads); }, repeats});
  };
  timed("scan-1", "scan, circles to 1 %, 999 random maps, 1 thread", 3.0, 0.01, 1, 3);
  timed("scan-1-two", "the same, 2 threads", 2.0, 0.01, 2, 3);
  timed("scan-10", "scan, circles to 10 %, 999 random maps, 1 thread", 20.0, 0.1, 1, 1);
  timed("scan-50", "scan, circles to 50 %, 999 random maps, 1 thread", 120.0, 0.5, 1, 1);
  const auto simulated = [&](std::string name, std::string what, Risk risk, bool in_turns) {
    tasks.push_back({std::move(name), std::move(what), 0.0, [=](const Country& c) { return simulate(c, risk, in_turns); }, 1, true});
  };
  simulated("simulate-scan-noise", "200 maps without clusters, scan at p <= 0.05", Risk::even, false);
  simulated("simulate-scan-planted", "200 maps with three clusters of 40 areas (1.8, 1.6, 1.5), even risk besides, scan", Risk::planted,
            false);
  simulated("simulate-scan-turns", "the same in turns", Risk::planted, true);
  simulated("simulate-scan-field", "the same with the country's smooth risk besides", Risk::planted_and_field, false);
}

}  // namespace trede::bench
