// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Poisson–gamma with covariates (Clayton & Kaldor 1987, § 3; Lawless 1987): events are Poisson with mean θ · expected, θ gamma with mean
// μ = exp(x'β) and shape a, fitted by maximum likelihood of the negative binomial; the relative risk is μ (a + events) / (a + expected μ).

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace trede::stat {

struct GammaRegression {
  std::optional<double> shape;        // none: no more spread than chance gives
  std::vector<double> beta;           // intercept first
  std::vector<double> beta_error;     // standard errors from the observed information
  std::vector<double> mean;           // μ, by area
  std::vector<double> relative_risk;  // by area
  std::vector<double> variance;       // of the area's θ: the gamma's own and, by the delta method, that of β and a
  int iterations = 0;
  bool converged = true;
  bool dependent = false;  // the covariates (with the intercept) are linearly dependent: nothing was fitted
};

// Spans by area; events ≥ 0, expected > 0; each covariate by area. More areas than covariates + 1.
GammaRegression gamma_regression(std::span<const double> events, std::span<const double> expected,
                                 const std::vector<std::vector<double>>& covariates);

}  // namespace trede::stat
