// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The BYM2 model at one value of its hyperparameters: mode, Gaussian approximations and integrated likelihood. See bym2.hpp.
//
// With weights D and working scores at some η, v is integrated out area by area: an area then weighs Ω = D / (1 + s² D), s² = σ²(1 − ρ),
// and u has precision Q = R* + κ² Ω, κ² = σ²ρ. The sums to zero are imposed by conditioning (Rue & Held 2005, § 2.3.3), which is one
// solution for all parts together, since Q couples no two parts; β follows by its Schur complement.

#include <optional>
#include <span>
#include <vector>

#include <Eigen/Dense>

#include "stat/small_area/bym2.hpp"

namespace trede::stat::bym2_detail {

struct Hyper {
  double log_sd = 0, logit_mixing = 0;
};

// The Gaussian that stands for the posterior at one Hyper.
struct Conditional {
  double log_likelihood = 0;                           // integrated over η (Laplace, with the areas' own correction when asked)
  std::vector<double> mean, variance;                  // of η, by area
  std::vector<double> score, weight;                   // of the areas' own terms at that mean: E[dl/dη], −E[d²l/dη²]
  std::vector<double> spatial_mean, spatial_variance;  // of κ u
  Eigen::VectorXd beta;
  Eigen::MatrixXd beta_covariance;
};

// One worker's memory and the model. Not shared between threads.
class Laplace {
 public:
  Laplace(const Bym2Map& map, const Bym2Input& input);

  // Finds the mode from `start` (η by area). Nothing when it is not found. The mode is kept in eta().
  std::optional<double> log_likelihood(const Hyper& hyper, std::span<const double> start);
  // After log_likelihood: all of it.
  std::optional<Conditional> conditional();
  [[nodiscard]] const std::vector<double>& eta() const { return state_.eta; }
  // What to begin with: every area at the overall rate.
  [[nodiscard]] std::vector<double> level() const;
  [[nodiscard]] bool collinear() const;

 private:
  struct State {
    std::vector<double> eta, u;
    Eigen::VectorXd beta;
    double v_square = 0, u_square = 0;  // v'v and u'R*u
  };

  // First and second derivative of the log-likelihood at η, or their means over N(η, variance).
  void derivatives(const std::vector<double>& eta, const std::vector<double>* variance);
  [[nodiscard]] double likelihood(const std::vector<double>& eta) const;
  bool solve(State& next);  // one Newton step from the η of the last derivatives()
  bool climb(State& state, const std::vector<double>* variance);
  void variances(std::vector<double>& eta, std::vector<double>& spatial);
  [[nodiscard]] double own_correction(const std::vector<double>& variance) const;
  void constrain(std::vector<double>& x) const;

  const Bym2Map* map_;
  const Bym2Input* input_;
  std::size_t size_;
  Eigen::MatrixXd x_;
  SparseFactor factor_;
  Hyper hyper_;
  double s2_ = 0, kappa_ = 0;
  State state_;
  std::vector<double> score_, weight_, omega_, target_, ones_, part_sum_, right_, at_;
  std::vector<std::vector<double>> columns_;  // B: one solution for each coefficient
  Eigen::LDLT<Eigen::MatrixXd> schur_;
};

// Expected value of the Poisson or binomial log-likelihood's parts at one η; shared with the densities of areas.
double log_likelihood_of(Family family, double events, double size, double eta);

}  // namespace trede::stat::bym2_detail
