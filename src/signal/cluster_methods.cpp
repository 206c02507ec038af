// SPDX-License-Identifier: EUPL-1.2
#include "signal/cluster_methods.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "stat/intervals.hpp"
#include "stat/spatial/autocorrelation.hpp"
#include "stat/spatial/scan.hpp"

namespace trede::signal {
namespace {

constexpr double kMostShare = 0.15;  // of the population with a figure, in one circle: larger ones point nowhere
constexpr unsigned kReplications = 999;
// A whole country is not searched for large circles: about so many areas in one, and fewer random maps.
constexpr std::size_t kLarge = 2000;  // areas
constexpr double kMostAreas = 8.0;
constexpr unsigned kReplicationsLarge = 199;

// Rank of each value, ties sharing their mean rank, from 1.
std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::uint32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return std::pair(values[a], a) < std::pair(values[b], b); });
  std::vector<double> out(values.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t j = i + 1;
    while (j < order.size() && values[order[j]] == values[order[i]]) ++j;
    const double mean = (static_cast<double>(i + 1) + static_cast<double>(j)) / 2.0;
    for (; i < j; ++i) out[order[i]] = mean;
  }
  return out;
}

// The largest contiguous part of a circle.
std::vector<std::uint32_t> largest_part(const std::vector<std::uint32_t>& areas, const Pairs& pairs, std::size_t size) {
  const auto parts = contiguous(areas, pairs, size);
  const auto it = std::max_element(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
  return it == parts.end() ? std::vector<std::uint32_t>{} : *it;
}

// How much more than Poisson numbers the counts of areas differ (Spiegelhalter 2005, winsorised; at least 1).
double dispersion(const Reading& reading) {
  double events = 0, persons = 0;
  for (std::size_t i = 0; i < reading.size(); ++i) {
    events += reading.events[i];
    persons += reading.persons[i];
  }
  std::vector<double> z;
  for (std::size_t i = 0; i < reading.size(); ++i) {
    const double expected = reading.persons[i] * events / persons;
    if (expected > 0) z.push_back((reading.events[i] - expected) / std::sqrt(expected));
  }
  return z.empty() ? 1.0 : std::max(1.0, stat::overdispersion(z));
}

}  // namespace

std::vector<double> normal_scores(const Reading& reading) {
  std::vector<double> value = reading.value;
  if (!reading.events.empty()) value = stat::rate_deviates(reading.events, reading.persons);
  const double sign = adverse(*reading.indicator);
  // Deviates of counts go up with the count; a share of which less is worse is published as that share too.
  for (double& v : value) v *= sign;
  std::vector<double> score = ranks(value);
  const auto n = static_cast<double>(score.size());
  for (double& s : score) s = stat::normal_quantile((s - 0.375) / (n + 0.25));
  return score;
}

HotSpots hot_spots(const std::vector<double>& score, const Pairs& pairs) {
  const stat::Neighbours star = stat::neighbours(score.size(), pairs, stat::Weights::binary, true);
  const stat::LocalG g = stat::local_g(score, star, true);
  HotSpots out{g.z, g.p_two};
  for (std::size_t i = 0; i < score.size(); ++i)
    if (star.count(i) < 2) out.p[i] = 1.0;
  return out;
}

LocalMarks moran_and_joins(const Reading& reading, const std::vector<double>& score, const Pairs& pairs) {
  const std::size_t n = reading.size();
  LocalMarks out{std::vector<std::uint8_t>(n, 0), std::vector<std::uint8_t>(n, 0)};
  const stat::Neighbours rows = stat::neighbours(n, pairs, stat::Weights::row);
  const stat::LocalMoran moran = stat::local_moran(score, rows);
  std::vector<std::uint8_t> marked(n, 0);
  for (std::size_t i = 0; i < n; ++i) marked[i] = score[i] >= stat::normal_quantile(0.75) ? 1 : 0;
  const stat::LocalJoins joins = stat::local_join_count(marked, stat::neighbours(n, pairs, stat::Weights::binary));
  for (std::size_t i = 0; i < n; ++i) {
    if (rows.count(i) > 0 && moran.quadrant[i] == stat::Quadrant::high_high && moran.p_two[i] <= kRate) out.moran[i] = 1;
    if (joins.p[i] <= kRate) out.joins[i] = 1;
  }
  return out;
}

std::vector<Circle> scan_circles_of(const SignalInput& input, const Reading& reading, const Pairs& pairs) {
  std::vector<Circle> out;
  if (adverse(*reading.indicator) < 0 || input.x.size() < input.areas.size()) return out;
  std::vector<double> x, y, expected, population;
  std::vector<std::uint32_t> cases, at;
  const double phi = dispersion(reading);
  for (std::uint32_t i = 0; i < reading.size(); ++i) {
    const AreaIndex a = reading.areas[i];
    if (!std::isfinite(input.x[a]) || !std::isfinite(input.y[a])) continue;
    at.push_back(i);
    x.push_back(input.x[a]);
    y.push_back(input.y[a]);
    cases.push_back(static_cast<std::uint32_t>(std::llround(reading.events[i] / phi)));
    expected.push_back(reading.persons[i]);
    population.push_back(reading.persons[i]);
  }
  if (at.size() < kFewest) return out;
  const stat::ScanOptions options{.most_share = at.size() > kLarge ? kMostAreas / static_cast<double>(at.size()) : kMostShare,
                                  .replications = at.size() > kLarge ? kReplicationsLarge : kReplications,
                                  .seed = kSeed,
                                  .threads = 1};
  const auto found = stat::scan({.x = x, .y = y, .cases = cases, .expected = expected, .population = population}, options);
  if (!found) return out;
  for (const stat::Cluster& c : *found) {
    if (c.p > kRate) continue;
    std::vector<std::uint32_t> members;
    for (const std::uint32_t i : c.areas) members.push_back(at[i]);
    Circle circle;
    circle.areas = largest_part(members, pairs, reading.size());
    circle.p = c.p;
    circle.ratio = c.ratio;
    circle.cases = c.cases * phi;
    circle.expected = c.expected * phi;
    out.push_back(std::move(circle));
  }
  return out;
}

}  // namespace trede::signal
