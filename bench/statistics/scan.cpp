// SPDX-License-Identifier: EUPL-1.2
// The scan statistic: its time, what it finds of planted clusters, and how often it alarms without any.
#include <algorithm>
#include <array>

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
enum class Risk { even, one, three };

// The planted clusters of a map: one in turn, or all three.
bool planted(const Country& country, Risk risk, std::uint32_t map, std::uint32_t area) {
  return risk == Risk::one ? country.hot[area] == map % 3 + 1 : risk != Risk::even && country.hot[area] != 0;
}

// Cases of one map: Poisson at two in a hundred, times the true relative risk.
std::vector<std::uint32_t> map_of(const Country& country, Risk risk, std::uint32_t map) {
  constexpr double kPlanted[] = {1.0, 1.8, 1.6, 1.5};
  std::vector<std::uint32_t> out(country.size());
  for (std::uint32_t i = 0; i < country.size(); ++i) {
    stat::Philox random(4711, map, i);
    const double times = planted(country, risk, map, i) ? kPlanted[country.hot[i]] : 1.0;
    // A Poisson number as the limit of a binomial one.
    out[i] = stat::binomial(random, 1'000'000'000, std::min(1.0, country.pop[i] * 0.02 * times / 1e9));
  }
  return out;
}

// Areas called, planted, and both, summed over maps.
struct Score {
  double called = 0, planted = 0, both = 0;
  [[nodiscard]] std::string text() const {
    return fmt::format("sensitivity {:.3f}, predictive value {:.3f}", both / planted, called > 0.0 ? both / called : 0.0);
  }
};

// The strongest cluster where one was planted, all significant clusters where there are three.
void judge(const Country& country, Risk risk, std::uint32_t map, const std::vector<stat::Cluster>& found, Score& score) {
  for (std::uint32_t i = 0; i < country.size(); ++i) score.planted += planted(country, risk, map, i) ? 1.0 : 0.0;
  for (const stat::Cluster& c : found) {
    if (c.p > 0.05 || (risk == Risk::one && &c != &found.front())) continue;
    score.called += static_cast<double>(c.areas.size());
    for (const std::uint32_t a : c.areas) score.both += planted(country, risk, map, a) ? 1.0 : 0.0;
  }
}

std::string simulate(const Country& country, Risk risk, double share, bool in_turns) {
  Score score;
  std::array<double, 2> alarms{};  // p ≤ 0.05, p_gumbel ≤ 0.05
  for (std::uint32_t map = 0; map < kMaps; ++map) {
    const std::vector<std::uint32_t> cases = map_of(country, risk, map);
    const auto found = stat::scan({country.x, country.y, cases, country.pop, country.pop},
                                  {.most_share = share, .replications = 99, .seed = map + 1, .threads = 1, .iterative = in_turns});
    if (!found) return found.error().en;
    alarms[0] += found->front().p <= 0.05 ? 1.0 : 0.0;
    alarms[1] += found->front().p_gumbel <= 0.05 ? 1.0 : 0.0;
    judge(country, risk, map, *found, score);
  }
  const std::string often = fmt::format("{} of {} maps alarm at 0.05 by rank, {} by Gumbel", alarms[0], kMaps, alarms[1]);
  return risk == Risk::even ? often : score.text() + "; " + often;
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
    // In a country of many areas a circle of 1 % holds three planted clusters, in a small one a circle of 10 %.
    const auto run = [=](const Country& c) { return simulate(c, risk, c.size() < 5000 ? 0.1 : 0.01, in_turns); };
    tasks.push_back({std::move(name), std::move(what), 0.0, run, 1, true});
  };
  simulated("simulate-scan-noise", "200 maps without clusters, scan", Risk::even, false);
  simulated("simulate-scan-one", "200 maps with one cluster of 40 areas (1.8, 1.6 or 1.5), the strongest that the scan finds", Risk::one,
            false);
  simulated("simulate-scan-three", "200 maps with all three, every cluster at p <= 0.05", Risk::three, false);
  simulated("simulate-scan-turns", "the same in turns", Risk::three, true);
}

}  // namespace trede::bench
