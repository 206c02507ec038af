// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Confidence intervals of the figures that the monitor shows. Pure functions; `z` is the standard normal quantile of the two-sided level
// (kZ95 for 95 %), counts need not be whole (a source may have rounded them). What is not defined is nullopt, never NaN.

#include <cstdint>
#include <optional>
#include <span>

namespace trede::stat {

inline constexpr double kZ95 = 1.9599639845400545;   // Φ⁻¹(0.975)
inline constexpr double kZ998 = 3.0902323061678132;  // Φ⁻¹(0.999)

struct Interval {
  double lower = 0, upper = 0;
};

double normal_quantile(double p);  // Φ⁻¹(p), 0 < p < 1
double normal_cdf(double x);

// A share x of n as a fraction, 0 ≤ x ≤ n, n > 0: Wilson's score interval without continuity correction (Wilson 1927; Newcombe 1998,
// method 3).
std::optional<Interval> wilson(double x, double n, double z = kZ95);
// The same share by Clopper & Pearson (1934): exact, therefore wide.
std::optional<Interval> clopper_pearson(double x, double n, double z = kZ95);

// A number of events x ≥ 0: exact Poisson (Garwood 1936) by χ².
std::optional<Interval> poisson_exact(double x, double z = kZ95);
// The same by Byar's approximation, exact below 10 events (Breslow & Day 1987, vol. II, p. 69).
std::optional<Interval> byar(double x, double z = kZ95);

// A directly standardised rate per `1` person-year: Σ wᵢ xᵢ/nᵢ / Σ wᵢ over age bands, with the interval of Dobson, Kuulasmaa, Eberle &
// Scherer (1991), scaled from Byar's. `refused` says why there is none; events and persons are always given.
inline constexpr double kFewestEvents = 10.0;  // below this many events in all bands together the rate is refused
enum class NoRate : std::uint8_t { none, too_few_events, band_without_persons, no_standard };
struct StandardisedRate {
  double events = 0, persons = 0, value = 0;
  Interval interval;
  NoRate refused = NoRate::none;
};
// Spans of equal length, by age band.
StandardisedRate standardised_rate_or_reason(std::span<const double> events, std::span<const double> persons,
                                             std::span<const double> standard, double z = kZ95);
// The same; nullopt where it is refused: below kFewestEvents, when a band with weight has no persons, or without any weight.
std::optional<StandardisedRate> standardised_rate(std::span<const double> events, std::span<const double> persons,
                                                  std::span<const double> standard, double z = kZ95);
// An indirectly standardised ratio observed / expected, expected > 0, with Byar's interval.
struct Ratio {
  double value = 0;
  Interval interval;
};
std::optional<Ratio> standardised_ratio(double observed, double expected, double z = kZ95);

// A share measured by a survey of n respondents with a design effect (> 0): Wilson's interval at the effective number n / deff.
std::optional<Interval> survey_share(double share, double n, double design_effect, double z = kZ95);
// Kish (1965): what unequal weights do to the variance of a mean, n Σ w² / (Σ w)²; at least 1. No weights, or none above 0: nullopt.
std::optional<double> kish_design_effect(std::span<const double> weights);

// A source that rounds to multiples of `base` adds an error spread evenly over ± base/2, so with variance base²/12.
double rounding_variance(double base);
// The same for a share x/n of which x and n are rounded, apart from each other: (bₓ² + p² bₙ²) / (12 n²). n > 0.
double rounded_share_variance(double x, double n, double base_x, double base_n);
// An interval about `value` with an independent error of this variance added: each half-width h becomes √(h² + z² variance).
Interval widened(double value, Interval interval, double variance, double z = kZ95);

// Limits of a funnel plot around a reference share `p` at denominator n: p ± z √(p (1 − p) / n), cut at 0 and 1 (Spiegelhalter 2005).
Interval funnel_share(double p, double n, double z);
// The denominators at which x events lie on the upper and the lower limit around a reference rate (per person): the exact
// upper and lower limit of x over the rate. Drawn on a grid of events, because the rate that belongs to a whole number of
// events is what an area can have. `lower` belongs to the smaller denominator.
std::optional<Interval> funnel_rate_denominators(double x, double rate, double z);
// The same limits as the published tool of Public Health England finds them: by halving v in x' = (1 + x) v/(1 − v) down to 2⁻²⁴. At one
// event its 99.8 % limit is 5e-5 of itself away from the quantile, from two events on less than 1e-6.
std::optional<Interval> funnel_rate_denominators_by_halving(double x, double rate, double z);
// Overdispersion of z-scores about the reference: φ = mean of the squared z-scores, winsorised at the given fraction on both sides, at
// least 1 (Spiegelhalter 2005, § 4). Multiply the standard errors of the limits by √φ.
double overdispersion(std::span<const double> z_scores, double winsorised = 0.1);

}  // namespace trede::stat
