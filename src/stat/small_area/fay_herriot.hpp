// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Fay & Herriot (1979): an area's survey figure y with known sampling variance ψ, and a regression on covariates that are known everywhere:
//   y = x'β + v + e,  v ~ (0, A),  e ~ (0, ψ).
// The estimate (EBLUP) is x'β̂ + A/(A + ψ) (y − x'β̂): the survey where it is precise, the regression where it is not. An area without a
// figure gets x'β̂ (synthetic). The mean squared error is that of Prasad & Rao (1990) and Datta & Lahiri (2000): g1 + g2 + 2 g3, with the
// bias of Â for ML and the Fay–Herriot moment method. Rao & Molina (2015), Small Area Estimation, § 6.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stat/spatial/neighbours.hpp"

namespace trede::stat {

enum class VarianceFit : std::uint8_t {
  reml,
  ml,
  fh,        // Fay & Herriot's moment equation
  adjusted,  // Li & Lahiri (2010): REML likelihood times A, so that A is never zero
};

struct FayHerriotInput {
  std::vector<double> y;                        // by area; read where observed
  std::vector<double> variance;                 // ψ > 0 where observed
  std::vector<std::uint8_t> observed;           // by area: 1 when there is a figure
  std::vector<std::vector<double>> covariates;  // columns of the design by area, the intercept among them
};

enum class NoFit : std::uint8_t { none, too_few_areas, dependent_covariates, not_converged };

struct FayHerriotFit {
  NoFit refused = NoFit::none;
  double area_variance = 0;  // Â
  std::vector<double> beta, beta_error;
  double log_likelihood = 0, aic = 0, bic = 0, kic = 0;  // of the full likelihood at Â and β̂
  int iterations = 0;
  std::vector<double> estimate, mse;  // by area
  std::vector<double> synthetic;      // x'β̂
  std::vector<double> weight;         // of the area's own figure: A/(A + ψ); 0 without one
};
// `settled`: Fisher scoring stops when A changes by no more than this part of itself (the published examples stop at 1e-4).
FayHerriotFit fay_herriot(const FayHerriotInput& in, VarianceFit method, double settled = 1e-12);

// The same with v a simultaneous autoregression over neighbours (Singh, Shukla & Kundu 2005; Pratesi & Salvati 2008):
//   v = ρ W v + u,  u ~ N(0, A),  W row-standardised. REML or ML by Fisher scoring; MSE of Singh et al. with their bias terms.
// Every area must be observed. Dense: memory and time grow with the square and the cube of the number of areas.
inline constexpr std::size_t kMostSpatialAreas = 3000;
struct SpatialFayHerriotFit {
  NoFit refused = NoFit::none;
  double area_variance = 0, rho = 0;
  std::vector<double> beta, beta_error;
  double log_likelihood = 0, aic = 0, bic = 0;
  int iterations = 0;
  std::vector<double> estimate, mse, synthetic;
};
SpatialFayHerriotFit spatial_fay_herriot(const FayHerriotInput& in, const Neighbours& row_weights, VarianceFit method,
                                         double settled = 1e-11);

}  // namespace trede::stat
