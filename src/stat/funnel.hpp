// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Funnel plots: which areas lie outside what chance allows around a common value, at two levels (95 % and 99.8 %). Never a league table.
//
// Shares: p ± z √(p (1 − p) / n), the values at which Wilson's interval just reaches the common share. Rates and ratios: an area with x
// events lies on the limit where the exact Poisson limit of x equals the expected number, so the limits belong to x. An area with no events
// has no upper limit of this kind. Classes of rates follow Byar's interval (exact below 10 events). Spiegelhalter (2005), Statistics in
// Medicine 24, 1185–1202; the forms for rates are those of Public Health England (Fingertips technical guidance).
//
// With overdispersion the limits stand on z-scores instead: a share untransformed, a rate by 2(√x − √E). φ multiplies the variance, τ² is
// added.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stat/intervals.hpp"

namespace trede::stat {

enum class FunnelKind : std::uint8_t { share, rate };
enum class Overdispersion : std::uint8_t { none, multiplied, added };  // φ; τ²
enum class FunnelLimits : std::uint8_t { exact, by_halving };          // of rates: see intervals.hpp
enum class FunnelClass : std::uint8_t { none, low_998, low_95, inside, high_95, high_998 };

struct FunnelArea {
  std::optional<double> value;  // x / n; none when n = 0
  std::optional<double> lower_95, upper_95, lower_998, upper_998;
  FunnelClass place = FunnelClass::none;
};
struct Funnel {
  double reference = 0;      // the common value
  double phi = 1, tau2 = 0;  // as estimated; phi at least 1, tau2 at least 0. For rates tau2 is on the scale of √(x/E)
  std::vector<FunnelArea> areas;
};

// x ≥ 0, n ≥ 0 by area (for shares x ≤ n). `reference`: the common value; without it Σx / Σn. nullopt when that is not defined, or for a
// share is not from 0 to 1, or for a rate is not above 0. `winsorised`: see overdispersion() in intervals.hpp.
std::optional<Funnel> funnel(FunnelKind kind, std::span<const double> x, std::span<const double> n, std::optional<double> reference,
                             Overdispersion overdispersed, double winsorised = 0.1, FunnelLimits limits = FunnelLimits::exact);

// z-scores drawn in to their `winsorised` and 1 − `winsorised` order statistics; in the order given.
std::vector<double> winsorise(std::span<const double> z_scores, double winsorised);

// Between-area variance of DerSimonian & Laird from winsorised z-scores with standard errors `s` (Spiegelhalter 2005, § 4): at least 0.
double between_variance(std::span<const double> z_scores, std::span<const double> s);

}  // namespace trede::stat
