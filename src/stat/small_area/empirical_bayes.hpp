// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Rates of small areas, drawn towards what is known of the whole: less for an area with many persons, more for one with few. For showing,
// never for testing: what is smoothed looks like its surroundings.
//
// Spans by area, all of one length; persons (or expected events) > 0 in every area.

#include <span>
#include <vector>

#include "stat/spatial/neighbours.hpp"

namespace trede::stat {

// Marshall (1991), method of moments: events given the area's rate are Poisson, rates have mean `mean` and variance `variance`.
struct MarshallFit {
  double mean = 0, variance = 0;  // the variance is cut at zero
  std::vector<double> rate;
};
MarshallFit marshall(std::span<const double> events, std::span<const double> persons);
// The same within each area and its neighbours; the spread of an area is taken about the mean of its own surroundings, as is usual in
// programs for this method. `around` holds the area itself too.
std::vector<double> marshall_local(std::span<const double> events, std::span<const double> persons, const Neighbours& around);

// Clayton & Kaldor (1987), § 3: events are Poisson with mean θ · expected, θ gamma with shape `shape` and rate `rate`; the relative risk is
// the posterior mean (shape + events) / (rate + expected).
struct GammaFit {
  double shape = 0, rate = 0;
  std::vector<double> relative_risk;
  int iterations = 0;
  bool converged = false;
};
// Their own moment equations, by iteration.
GammaFit clayton_kaldor(std::span<const double> events, std::span<const double> expected);
// Maximum likelihood of the negative binomial that follows.
GammaFit gamma_likelihood(std::span<const double> events, std::span<const double> expected);

}  // namespace trede::stat
