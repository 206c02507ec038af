// SPDX-License-Identifier: EUPL-1.2
#include "estimate/smoothed.hpp"

#include <algorithm>
#include <cmath>

#include "stat/intervals.hpp"

namespace trede {
namespace {

// Quantiles ± z of a gamma distribution with this mean and variance (Wilson & Hilferty 1931).
stat::Interval gamma_interval(double mean, double variance) {
  const double shape = mean * mean / variance;
  const auto quantile = [&](double z) {
    const double root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * std::sqrt(shape));
    return root <= 0.0 ? 0.0 : mean * root * root * root;
  };
  return {quantile(-stat::kZ95), quantile(stat::kZ95)};
}

// Of a beta distribution: that of as many persons as its variance is worth, by score limits.
stat::Interval beta_interval(double mean, double variance) {
  const double persons = mean * (1.0 - mean) / variance - 1.0;
  if (persons <= 0.0) return {0.0, 1.0};
  return stat::wilson(mean * persons, persons).value();
}

struct Group {
  std::vector<AreaIndex> areas;
  std::vector<double> value, persons, noise;
};

void smooth_group(const Basis& basis, Group& g, SeriesEstimate& out) {
  const std::size_t k = g.areas.size();
  double events = 0.0, all = 0.0;
  for (const AreaIndex a : g.areas) {
    events += basis.x(a);
    all += basis.n(a);
  }
  const double mean = events / all;
  const bool share = basis.rests() == Rests::share;
  if (events <= 0.0 || (share && events >= all)) return;
  for (const AreaIndex a : g.areas) {
    g.value.push_back(basis.x(a) / basis.n(a));
    g.persons.push_back(basis.n(a));
    g.noise.push_back(basis.variance(a, mean) / (basis.scale() * basis.scale()));
  }
  const Prior prior = prior_of(g.value, g.persons, g.noise);
  const auto count = static_cast<double>(k);
  for (std::size_t i = 0; i < k; ++i) {
    const double shrink = g.noise[i] / (g.noise[i] + prior.spread);
    const double off = g.value[i] - prior.mean, value = prior.mean + (1.0 - shrink) * off;
    // What is left of the area's own chance, at its own value, and the error in its count; then what is not known of the mean and the
    // spread.
    const double chance = std::max(0.0, share ? value * (1.0 - value) : value) / g.persons[i];
    const double error = basis.error(g.areas[i]) / (g.persons[i] * g.persons[i]);
    const double variance = (1.0 - shrink) * (chance + (1.0 - shrink) * error) + g.noise[i] * shrink / count +
                            2.0 / (count - 3.0) * shrink * shrink * off * off;
    if (!(value > 0.0) || !(variance > 0.0)) continue;
    const stat::Interval in = share ? beta_interval(std::min(value, 1.0 - 1e-9), variance) : gamma_interval(value, variance);
    const AreaIndex a = g.areas[i];
    out.smoothed[a] = basis.scale() * value;
    out.smoothed_lower[a] = basis.scale() * std::min(in.lower, value);
    out.smoothed_upper[a] = basis.scale() * std::max(in.upper, value);
    out.has_smoothed[a] = 1;
  }
}

}  // namespace

Prior prior_of(std::span<const double> value, std::span<const double> persons, std::span<const double> noise) {
  double all = 0.0, sum = 0.0, squares = 0.0, chance = 0.0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    all += persons[i];
    sum += persons[i] * value[i];
    chance += persons[i] * noise[i];
  }
  Prior out{.mean = sum / all, .spread = 0.0};
  for (std::size_t i = 0; i < value.size(); ++i) squares += persons[i] * (value[i] - out.mean) * (value[i] - out.mean);
  out.spread = std::max(0.0, (squares - chance) / all);
  return out;
}

void smooth(const Basis& basis, const Indicator& indicator, const AreaSet& areas, SeriesEstimate& out) {
  if (basis.modelled() || basis.borrowed() || !indicator.group.empty() || indicator.measure == Measure::context_value) return;
  if (basis.rests() != Rests::share && basis.rests() != Rests::rate) return;
  bool any = false;
  for (const AreaLevel level : {AreaLevel::wijk, AreaLevel::buurt}) {
    const AreaSet::Run run = areas.run(level);
    for (AreaIndex a = run.first; a < run.last;) {
      const AreaIndex gemeente = areas.gemeente(a);
      Group group;
      for (; a < run.last && areas.gemeente(a) == gemeente; ++a)
        if (basis.has(a)) group.areas.push_back(a);
      if (group.areas.size() < kFewestTogether) continue;
      if (!any) {
        out.smoothed.assign(areas.size(), 0.0);
        out.smoothed_lower.assign(areas.size(), 0.0);
        out.smoothed_upper.assign(areas.size(), 0.0);
        out.has_smoothed.assign(areas.size(), 0);
        any = true;
      }
      smooth_group(basis, group, out);
    }
  }
}

}  // namespace trede
