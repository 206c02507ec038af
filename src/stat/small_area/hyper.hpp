// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What is not known of the whole. Empirical Bayes draws each area towards a common mean, by as much as areas differ from each other. Both
// are estimated, so an interval that takes them as given is too narrow, most of all with few areas. Here they are known as a handful of
// weighted possibilities ("nodes"), and what an area's figure can be is a mixture over them.
//
// Poisson: events given the area's rate θ are Poisson(n θ), rates gamma with mean m and shape a = 1/cv².
// Binomial: events are binomial(n, θ), shares beta with mean m and strength M = α + β, so ρ = 1/(M + 1).
// Prior of the spread: cv/(1 + cv), or √ρ, even on (0, 1); of the mean: as much as half an event adds (Jeffreys). The spread is integrated
// on a grid that closes in on the likelihood (spread_grid.hpp), the mean by three-point Gauss–Hermite on the log (logit) scale about its
// mode (Laplace). Kass & Steffey (1989), JASA 84, 717–726, for the idea: variance of the conditional mean added to the conditional
// variance.

#include <cstdint>
#include <span>
#include <vector>

namespace trede::stat {

enum class Counts : std::uint8_t { poisson, binomial };

struct Hyper {
  double mean = 0, strength = 0;  // strength: a (Poisson) or M (binomial)
  double weight = 0;              // adds to 1 over the nodes
};

// Events ≥ 0 and persons (or expected events) > 0 by area, at least one area; binomial: events ≤ persons. Never empty.
std::vector<Hyper> hyper_posterior(Counts counts, std::span<const double> events, std::span<const double> persons);

struct Moments {
  double mean = 0, variance = 0;
};
// Of one area with these events of these persons (0 of 0 for an area without persons), over the nodes. variance > 0.
Moments area_posterior(Counts counts, std::span<const Hyper> nodes, double events, double persons);

}  // namespace trede::stat
