// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/bym2_laplace.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace trede::stat::bym2_detail {
namespace {

constexpr int kMostSteps = 60;
constexpr double kSettled = 1e-5;  // largest change of η; the step after it is of the order of its square
constexpr double kJitter = 1e-7;   // keeps Q above zero where nothing is observed; in the directions of the constraints only
constexpr double kWidest = 2.0;    // largest change of η in one step, in the early steps
constexpr int kEarlySteps = 20;

// Gauss–Hermite, nine nodes, for means over a normal density (Abramowitz & Stegun 1964, table 25.10; nodes times √2, weights over √π).
constexpr std::array<double, 5> kNode = {0.0, 1.0232556637891326, 2.0768479786778302, 3.2054290028564703, 4.5127458633997830};
constexpr std::array<double, 5> kWeight = {0.40634920634920635, 0.24409750289493930, 0.049916406765217880, 0.0027891413212317675,
                                           2.2345844007746552e-05};

double logistic(double eta) { return 1.0 / (1.0 + std::exp(-eta)); }

}  // namespace

double log_likelihood_of(Family family, double events, double size, double eta) {
  if (family == Family::poisson) return events * eta - size * std::exp(eta);
  // log(1 + e^η) without overflow.
  return events * eta - size * (std::max(eta, 0.0) + std::log1p(std::exp(-std::abs(eta))));
}

Laplace::Laplace(const Bym2Map& map, const Bym2Input& input)
    : map_(&map), input_(&input), size_(input.events.size()), factor_(map.structure()) {
  const auto rows = static_cast<Eigen::Index>(size_), columns = static_cast<Eigen::Index>(input.covariates) + 1;
  x_.resize(rows, columns);
  for (Eigen::Index i = 0; i < rows; ++i) {
    x_(i, 0) = 1.0;
    for (Eigen::Index k = 1; k < columns; ++k)
      x_(i, k) = input.covariate[static_cast<std::size_t>(i) * input.covariates + static_cast<std::size_t>(k) - 1];
  }
  for (auto* v : {&score_, &weight_, &omega_, &target_, &ones_, &right_, &at_}) v->assign(size_, 0.0);
  part_sum_.assign(map.car().members.size(), 0.0);
  columns_.assign(static_cast<std::size_t>(columns), std::vector<double>(size_));
}

std::vector<double> Laplace::level() const {
  double events = 0.0, size = 0.0;
  for (std::size_t i = 0; i < size_; ++i) {
    events += input_->events[i];
    size += input_->size[i];
  }
  const double eta = input_->family == Family::poisson ? std::log(events / size) : std::log(events / (size - events));
  return std::vector<double>(size_, eta);
}

bool Laplace::collinear() const {
  Eigen::MatrixXd xx = Eigen::MatrixXd::Zero(x_.cols(), x_.cols());
  for (std::size_t i = 0; i < size_; ++i)
    if (input_->size[i] > 0.0) xx += x_.row(static_cast<Eigen::Index>(i)).transpose() * x_.row(static_cast<Eigen::Index>(i));
  const Eigen::VectorXd unit = xx.diagonal().array().max(1e-300).sqrt().inverse();
  const Eigen::MatrixXd scaled = unit.asDiagonal() * xx * unit.asDiagonal();
  return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(scaled).eigenvalues().minCoeff() < 1e-9;
}

void Laplace::derivatives(const std::vector<double>& eta, const std::vector<double>* variance) {
  for (std::size_t i = 0; i < size_; ++i) {
    const double n = input_->size[i], y = input_->events[i];
    if (input_->family == Family::poisson) {
      weight_[i] = n > 0.0 ? n * std::exp(eta[i] + (variance != nullptr ? 0.5 * (*variance)[i] : 0.0)) : 0.0;
      score_[i] = y - weight_[i];
    } else if (variance == nullptr) {
      const double p = logistic(eta[i]);
      score_[i] = y - n * p;
      weight_[i] = n * p * (1.0 - p);
    } else {
      const double sd = std::sqrt((*variance)[i]);
      double p = 0.0, q = 0.0;
      for (std::size_t k = 0; k < kNode.size(); ++k) {
        const double up = logistic(eta[i] + sd * kNode[k]), down = logistic(eta[i] - sd * kNode[k]);
        const double w = k == 0 ? 0.5 * kWeight[k] : kWeight[k];
        p += w * (up + down);
        q += w * (up * (1.0 - up) + down * (1.0 - down));
      }
      score_[i] = y - n * p;
      weight_[i] = n * q;
    }
  }
}

double Laplace::likelihood(const std::vector<double>& eta) const {
  double sum = 0.0;
  for (std::size_t i = 0; i < size_; ++i)
    if (input_->size[i] > 0.0) sum += log_likelihood_of(input_->family, input_->events[i], input_->size[i], eta[i]);
  return sum;
}

// x = Q⁻¹ r becomes the covariance under the constraints times r: x − w (w'r) / (1'w) within each part, w = Q⁻¹ 1; w'r = 1'x.
void Laplace::constrain(std::vector<double>& x) const {
  const ScaledCar& car = map_->car();
  std::vector<double> sum(car.members.size(), 0.0);
  for (std::size_t i = 0; i < size_; ++i) sum[car.part[i]] += x[i];
  for (std::size_t i = 0; i < size_; ++i)
    if (car.members[car.part[i]] > 1) x[i] -= ones_[i] * (sum[car.part[i]] / part_sum_[car.part[i]]);
}

bool Laplace::solve(State& next) {
  const ScaledCar& car = map_->car();
  const Eigen::Index k = x_.cols();
  for (std::size_t i = 0; i < size_; ++i) {
    const double shrink = 1.0 + s2_ * weight_[i];
    omega_[i] = weight_[i] / shrink;
    target_[i] = omega_[i] * at_[i] + score_[i] / shrink;  // Ω z
    right_[i] = kappa_ * kappa_ * omega_[i] + kJitter;
  }
  if (!factor_.factor(right_)) return false;
  std::fill(right_.begin(), right_.end(), 1.0);
  factor_.solve(right_, ones_);
  std::fill(part_sum_.begin(), part_sum_.end(), 0.0);
  for (std::size_t i = 0; i < size_; ++i) part_sum_[car.part[i]] += ones_[i];

  Eigen::MatrixXd m = Eigen::MatrixXd::Zero(k, k);
  Eigen::VectorXd rhs = Eigen::VectorXd::Zero(k);
  for (std::size_t i = 0; i < size_; ++i) right_[i] = kappa_ * target_[i];
  next.u.resize(size_);
  factor_.solve(right_, next.u);
  constrain(next.u);
  for (Eigen::Index a = 0; a < k; ++a) {
    std::vector<double>& column = columns_[static_cast<std::size_t>(a)];
    for (std::size_t i = 0; i < size_; ++i) right_[i] = kappa_ * omega_[i] * x_(static_cast<Eigen::Index>(i), a);
    factor_.solve(right_, column);
    constrain(column);
  }
  for (std::size_t i = 0; i < size_; ++i) {
    const auto row = x_.row(static_cast<Eigen::Index>(i));
    for (Eigen::Index a = 0; a < k; ++a) {
      rhs[a] += row[a] * (target_[i] - kappa_ * omega_[i] * next.u[i]);
      for (Eigen::Index b = 0; b < k; ++b) m(a, b) += omega_[i] * row[a] * (row[b] - kappa_ * columns_[static_cast<std::size_t>(b)][i]);
    }
  }
  schur_.compute(0.5 * (m + m.transpose()));
  if (schur_.info() != Eigen::Success || !(schur_.vectorD().minCoeff() > 0.0)) return false;
  next.beta = schur_.solve(rhs);
  next.eta.resize(size_);
  next.v_square = next.u_square = 0.0;
  for (std::size_t i = 0; i < size_; ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    for (Eigen::Index a = 0; a < k; ++a) next.u[i] -= columns_[static_cast<std::size_t>(a)][i] * next.beta[a];
    const double fixed = x_.row(row).dot(next.beta) + kappa_ * next.u[i];
    const double rest = target_[i] - omega_[i] * fixed;  // Ω (z − fixed)
    next.eta[i] = fixed + s2_ * rest;
    next.v_square += s2_ * rest * rest;
    next.u_square += kappa_ * next.u[i] * rest;  // u'R*u = κ u'Ω(z − fixed), as u sums to zero
  }
  return std::isfinite(next.v_square + next.u_square);
}

// Newton's method; any η will do as the place of the next quadratic, so a step that goes far is cut area by area.
bool Laplace::climb(State& state, const std::vector<double>* variance) {
  for (int step = 0; step < kMostSteps; ++step) {
    at_ = state.eta;
    derivatives(at_, variance);
    State next;
    if (!solve(next)) return false;
    double change = 0.0;
    for (std::size_t i = 0; i < size_; ++i) change = std::max(change, std::abs(next.eta[i] - at_[i]));
    if (!std::isfinite(change)) return false;
    state = std::move(next);
    if (change < kSettled) return true;
    const double farthest = step < kEarlySteps ? kWidest : 0.25 * kWidest;
    if (change > farthest)
      for (std::size_t i = 0; i < size_; ++i) state.eta[i] = at_[i] + std::clamp(state.eta[i] - at_[i], -farthest, farthest);
  }
  return false;
}

std::optional<double> Laplace::log_likelihood(const Hyper& hyper, std::span<const double> start) {
  hyper_ = hyper;
  const double variance = std::exp(2.0 * hyper.log_sd), rho = logistic(hyper.logit_mixing);
  s2_ = variance / (1.0 + std::exp(hyper.logit_mixing));
  kappa_ = std::sqrt(variance * rho);
  state_ = State{};
  state_.eta.assign(start.begin(), start.end());
  if (!climb(state_, nullptr)) return std::nullopt;
  // The prior of u is the same for all hyperparameters; what changes is the volume of the Gaussian at the mode.
  double volume = factor_.log_determinant() - map_->car().log_determinant;
  for (std::size_t c = 0; c < part_sum_.size(); ++c) {
    if (map_->car().members[c] > 1) volume += std::log(part_sum_[c] / map_->car().members[c]);
  }
  for (const double w : weight_) volume += std::log1p(s2_ * w);
  volume += schur_.vectorD().array().log().sum();
  return likelihood(state_.eta) - 0.5 * (state_.v_square + state_.u_square + volume);
}

void Laplace::variances(std::vector<double>& eta, std::vector<double>& spatial) {
  const ScaledCar& car = map_->car();
  const Eigen::Index k = x_.cols();
  const Eigen::MatrixXd covariance = schur_.solve(Eigen::MatrixXd::Identity(k, k));
  std::vector<double> inverse(size_);
  factor_.inverse_diagonal(inverse);
  eta.resize(size_);
  spatial.resize(size_);
  Eigen::VectorXd with(k), alone(k);
  for (std::size_t i = 0; i < size_; ++i) {
    double own = inverse[i];
    if (car.members[car.part[i]] > 1) own -= ones_[i] * ones_[i] / part_sum_[car.part[i]];
    own = std::max(0.0, kappa_ * kappa_ * own);
    for (Eigen::Index a = 0; a < k; ++a) {
      alone[a] = kappa_ * columns_[static_cast<std::size_t>(a)][i];
      with[a] = x_(static_cast<Eigen::Index>(i), a) - alone[a];
    }
    spatial[i] = own + alone.dot(covariance * alone);
    const double shrink = 1.0 + s2_ * weight_[i];
    eta[i] = (own + with.dot(covariance * with)) / (shrink * shrink) + s2_ / shrink;
  }
}

// log E over the area's Gaussian of its true likelihood against the quadratic that Laplace used, summed over the areas: the first-order
// correction by factors (Cseke & Heskes 2011; Opper, Paquet & Winther 2013).
double Laplace::own_correction(const std::vector<double>& variance) const {
  double sum = 0.0;
  for (std::size_t i = 0; i < size_; ++i) {
    if (!(input_->size[i] > 0.0)) continue;
    const double sd = std::sqrt(variance[i]), centre = log_likelihood_of(input_->family, input_->events[i], input_->size[i], state_.eta[i]);
    double mean = 0.0;
    for (std::size_t k = 0; k < kNode.size(); ++k) {
      const double w = k == 0 ? 0.5 * kWeight[k] : kWeight[k];
      for (const double sign : {-1.0, 1.0}) {
        const double step = sign * sd * kNode[k];
        const double rest = log_likelihood_of(input_->family, input_->events[i], input_->size[i], state_.eta[i] + step) - centre -
                            score_[i] * step + 0.5 * weight_[i] * step * step;
        mean += w * std::exp(rest);
      }
    }
    sum += std::log(mean);
  }
  return sum;
}

std::optional<Conditional> Laplace::conditional() {
  Conditional out;
  std::vector<double> variance, spatial;
  variances(variance, spatial);
  out.log_likelihood = own_correction(variance);
  State state = state_;
  if (!climb(state, &variance)) return std::nullopt;
  variances(out.variance, out.spatial_variance);
  out.mean = std::move(state.eta);
  out.score = score_;
  out.weight = weight_;
  out.spatial_mean = std::move(state.u);
  for (double& u : out.spatial_mean) u *= kappa_;
  out.beta = state.beta;
  out.beta_covariance = schur_.solve(Eigen::MatrixXd::Identity(x_.cols(), x_.cols()));
  return out;
}

}  // namespace trede::stat::bym2_detail
