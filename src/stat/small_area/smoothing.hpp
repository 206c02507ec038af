// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Figures of small areas drawn towards the whole, each with its interval. For showing, never for testing: what is smoothed looks like its
// surroundings. An area without persons gets the mean of the whole and the interval that goes with knowing nothing else.
//
// method           figure                                                            posterior of the area
// marshall         Marshall (1991), moments                                          gamma
// gamma            Clayton & Kaldor (1987) § 3, negative binomial likelihood         gamma
// clayton_kaldor   the same by their moment equations                                gamma
// lognormal        Clayton & Kaldor (1987) § 4, EM for a normal log rate             normal on the log scale
// binomial         Marshall's moments for shares (Martuzzi & Elliott 1996)           beta
// beta_binomial    the same by the beta-binomial likelihood                          beta
//
// Interval `plugin`: quantiles of that posterior with the estimated mean and spread taken as known. Interval `full` (the default): a
// posterior of the same family that has the figure as its mean, and as variance the mean squared error about the figure over what mean
// and spread can be (hyper.hpp; for the log-normal the same for normal log rates with an even prior for the standard deviation).

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stat/intervals.hpp"
#include "stat/small_area/hyper.hpp"
#include "stat/spatial/neighbours.hpp"

namespace trede::stat {

enum class Smoother : std::uint8_t { marshall, gamma, clayton_kaldor, lognormal, binomial, beta_binomial };
enum class Certainty : std::uint8_t { full, plugin };

struct Smoothed {
  std::vector<double> value = {};   // by area
  std::vector<double> median = {};  // of the plug-in posterior; equals value where there is no spread
  std::vector<Interval> interval = {};
  // The common distribution. mean: of the rates (log-normal: of the log rates). variance: between areas (log-normal: of the log rates).
  // shape and rate: of the gamma, or α and β of the beta; none where areas do not differ beyond chance, and for the log-normal.
  double mean = 0, variance = 0;
  std::optional<double> shape = {}, rate = {};
  int iterations = 0;
  bool converged = true;
};

// Events ≥ 0, persons (or expected events) ≥ 0 by area, no events where there are no persons; for shares events ≤ persons. nullopt when no
// area has persons.
// `settled`: see clayton_kaldor and log_normal.
std::optional<Smoothed> smoothed(Smoother method, std::span<const double> events, std::span<const double> persons, double z = kZ95,
                                 Certainty certainty = Certainty::full, double settled = 1e-12);

// Marshall (1991) within each area and its neighbours (`around`, binary, holding the area itself). An area whose surroundings have no
// persons has no figure: `has` is 0, the numbers are 0.
struct SmoothedLocally {
  std::vector<double> value;
  std::vector<Interval> interval = {};
  std::vector<std::uint8_t> has;
};
SmoothedLocally smoothed_locally(std::span<const double> events, std::span<const double> persons, const Neighbours& around, double z = kZ95,
                                 Certainty certainty = Certainty::full);

}  // namespace trede::stat
