// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How much small areas differ beyond chance: the common distribution of their rates, and each area's rate drawn towards it. Fits only;
// smoothing.hpp puts an interval to each figure.
//
// Spans by area, all of one length, at least one area; persons (or expected events) > 0 in every area.

#include <optional>
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

// The same for shares (Martuzzi & Elliott 1996): events given the area's share are binomial, shares beta with mean `mean` and strength
// `strength`, so an area's share is (mean · strength + events) / (strength + persons).
struct ShareFit {
  double mean = 0;
  std::optional<double> strength = {};  // none: no more spread than chance gives, every area has the mean
  double variance = 0;                  // weighted variance of the shares, chance included
  std::vector<double> share = {};
  int iterations = 0;
  bool converged = true;
};
ShareFit marshall_binomial(std::span<const double> events, std::span<const double> persons);
// Maximum likelihood of the beta-binomial, by Newton's method.
ShareFit beta_binomial(std::span<const double> events, std::span<const double> persons);

// Marshall's moments within one set of areas (an area and its neighbours): see marshall_local.
struct LocalPrior {
  double mean = 0, variance = 0;
};
// Marshall within each area and its neighbours; the spread of an area is taken about the mean of its own surroundings, as is usual in
// programs for this method. `around` holds the area itself too. Areas without persons (0 is allowed here) are passed over; none where the
// surroundings have no persons.
std::vector<std::optional<LocalPrior>> marshall_local(std::span<const double> events, std::span<const double> persons,
                                                      const Neighbours& around);
double shrunk(double events, double persons, const LocalPrior& prior);

// Clayton & Kaldor (1987), § 3: events are Poisson with mean θ · expected, θ gamma with shape `shape` and rate `rate`; the relative risk is
// the posterior mean (shape + events) / (rate + expected).
struct GammaFit {
  double mean = 0;                              // shape / rate
  std::optional<double> shape = {}, rate = {};  // none: no more spread than chance gives, every area has the mean
  std::vector<double> relative_risk = {};
  int iterations = 0;
  bool converged = true;
};
// Their own moment equations, by iteration from the moments of events / expected, until mean and variance change by no more than
// `settled` of their sum with those before.
GammaFit clayton_kaldor(std::span<const double> events, std::span<const double> expected, double settled = 1e-12);
// Maximum likelihood of the negative binomial that follows.
GammaFit gamma_likelihood(std::span<const double> events, std::span<const double> expected);

// Clayton & Kaldor (1987), § 4: log θ normal with this mean and variance; the likelihood by its second-order approximation about
// log((events + ½) / expected), the fit by EM. `log_risk` and `spread` are mean and standard deviation of the area's posterior.
struct LogNormalFit {
  double mean = 0, variance = 0;
  std::vector<double> log_risk = {}, spread = {};
  int iterations = 0;
  bool converged = true;
};
// `settled` as for clayton_kaldor.
LogNormalFit log_normal(std::span<const double> events, std::span<const double> expected, double settled = 1e-12);

}  // namespace trede::stat
