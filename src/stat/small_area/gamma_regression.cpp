// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/gamma_regression.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

#include "stat/distributions.hpp"

namespace trede::stat {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int kMostIterations = 200;
constexpr double kSettled = 1e-11;
constexpr double kNoSpread = 1e10;

MatrixXd design(std::size_t areas, const std::vector<std::vector<double>>& covariates) {
  MatrixXd x = MatrixXd::Ones(static_cast<Index>(areas), static_cast<Index>(covariates.size()) + 1);
  for (std::size_t k = 0; k < covariates.size(); ++k)
    x.col(static_cast<Index>(k) + 1) = VectorXd::Map(covariates[k].data(), static_cast<Index>(areas));
  return x;
}

struct Model {
  VectorXd y, e;
  MatrixXd x;
};

// Poisson regression by iteratively reweighted least squares: the limit without spread.
VectorXd poisson_fit(const Model& m, bool& converged, int& iterations) {
  VectorXd beta = VectorXd::Zero(m.x.cols());
  const double all = m.y.sum() / m.e.sum();
  if (!(all > 0.0)) {
    beta(0) = -INFINITY;
    return beta;
  }
  beta(0) = std::log(all);
  converged = false;
  for (iterations = 1; iterations <= kMostIterations && !converged; ++iterations) {
    const VectorXd mean = m.e.array() * (m.x * beta).array().exp();
    const VectorXd step = (m.x.transpose() * mean.asDiagonal() * m.x).ldlt().solve(m.x.transpose() * (m.y - mean));
    const double scale = std::max(1.0, step.cwiseAbs().maxCoeff() / 2.0);
    beta += step / scale;
    converged = step.cwiseAbs().maxCoeff() < kSettled;
  }
  return beta;
}

// Log-likelihood in (β, log a), without what does not depend on them; slope and bend where asked.
double likelihood(const Model& m, const VectorXd& beta, double log_a, VectorXd* slope, MatrixXd* bend) {
  const double a = std::exp(log_a), first = log_gamma(a);
  const VectorXd eta = m.x * beta;
  const Index p = m.x.cols();
  const double psi = slope != nullptr ? digamma(a) : 0.0, psi1 = slope != nullptr ? trigamma(a) : 0.0;
  double sum = 0.0, ga = 0.0, haa = 0.0;
  VectorXd by(m.y.size()), cross(m.y.size()), weight(m.y.size());
  for (Index i = 0; i < m.y.size(); ++i) {
    const double y = m.y(i), mean = m.e(i) * std::exp(eta(i)), both = a + mean;
    sum += log_gamma(a + y) - first + y * (eta(i) - log_a) - (a + y) * std::log1p(mean / a);
    if (slope == nullptr) continue;
    ga += digamma(a + y) - psi + log_a + 1.0 - std::log(both) - (a + y) / both;
    haa += trigamma(a + y) - psi1 + 1.0 / a - 2.0 / both + (a + y) / (both * both);
    by(i) = a * (y - mean) / both;
    cross(i) = a * mean * (y - mean) / (both * both);
    weight(i) = -(a + y) * a * mean / (both * both);
  }
  if (slope != nullptr) {
    slope->resize(p + 1);
    bend->resize(p + 1, p + 1);
    slope->head(p) = m.x.transpose() * by;
    (*slope)(p) = a * ga;
    bend->topLeftCorner(p, p) = m.x.transpose() * weight.asDiagonal() * m.x;
    bend->topRightCorner(p, 1) = m.x.transpose() * cross;
    bend->bottomLeftCorner(1, p) = bend->topRightCorner(p, 1).transpose();
    (*bend)(p, p) = a * a * haa + a * ga;
  }
  return sum;
}

// Newton's step; where the surface is not concave, the step that the concave part allows and uphill in log a.
VectorXd step_of(const VectorXd& slope, const MatrixXd& bend) {
  const Index p = slope.size() - 1;
  const Eigen::LLT<MatrixXd> whole(-bend);
  if (whole.info() == Eigen::Success) return whole.solve(slope);
  VectorXd step(p + 1);
  step.head(p) = (-bend.topLeftCorner(p, p)).ldlt().solve(slope.head(p));
  step(p) = slope(p) > 0.0 ? 0.5 : -0.5;
  return step;
}

}  // namespace

GammaRegression gamma_regression(std::span<const double> events, std::span<const double> expected,
                                 const std::vector<std::vector<double>>& covariates) {
  const auto areas = static_cast<Index>(events.size());
  const Model m{VectorXd::Map(events.data(), areas), VectorXd::Map(expected.data(), areas), design(events.size(), covariates)};
  GammaRegression out;
  if (Eigen::ColPivHouseholderQR<MatrixXd>(m.x).rank() < m.x.cols()) {
    out.dependent = true;
    out.converged = false;
    return out;
  }
  const Index p = m.x.cols();
  VectorXd beta = poisson_fit(m, out.converged, out.iterations);
  const VectorXd pooled = m.e.array() * (m.x * beta).array().exp();
  // Slope of the log-likelihood in 1/a where there is no spread but chance.
  const double beyond = (m.y - pooled).squaredNorm() - m.y.sum();
  MatrixXd information;
  double log_a = 0.0;
  if (beyond > 0.0) {
    log_a = std::log(std::clamp(pooled.squaredNorm() / beyond, 0.05, 1e4));
    VectorXd slope;
    MatrixXd bend;
    double at = likelihood(m, beta, log_a, &slope, &bend);
    out.converged = false;
    for (out.iterations = 1; out.iterations <= kMostIterations && !out.converged; ++out.iterations) {
      VectorXd step = step_of(slope, bend);
      step /= std::max(1.0, step.cwiseAbs().maxCoeff() / 2.0);
      for (int half = 0; half < 30 && likelihood(m, beta + step.head(p), log_a + step(p), nullptr, nullptr) < at - 1e-9 * std::abs(at);
           ++half)
        step /= 2.0;
      beta += step.head(p);
      log_a += step(p);
      at = likelihood(m, beta, log_a, &slope, &bend);
      out.converged = step.cwiseAbs().maxCoeff() < kSettled * 10.0;
      if (std::exp(log_a) > kNoSpread) {
        out.converged = true;
        break;
      }
    }
    information = -bend;
    if (std::exp(log_a) <= kNoSpread) out.shape = std::exp(log_a);
  }
  if (!out.shape) information = m.x.transpose() * pooled.asDiagonal() * m.x;
  const MatrixXd covariance = information.ldlt().solve(MatrixXd::Identity(information.rows(), information.cols()));
  out.beta.assign(beta.data(), beta.data() + p);
  for (Index k = 0; k < p; ++k) out.beta_error.push_back(std::sqrt(std::max(0.0, covariance(k, k))));
  for (Index i = 0; i < areas; ++i) {
    const double mu = std::exp(m.x.row(i).dot(beta));
    out.mean.push_back(mu);
    VectorXd towards = VectorXd::Zero(covariance.rows());
    double risk = mu, own = 0.0;
    if (out.shape) {
      const double a = *out.shape, both = a + m.e(i) * mu;
      risk = mu * (a + m.y(i)) / both;
      own = risk * mu / both;
      towards.head(p) = risk * a / both * m.x.row(i).transpose();
      towards(p) = a * (mu / both - risk / both);
    } else {
      towards.head(p) = mu * m.x.row(i).transpose();
    }
    out.relative_risk.push_back(risk);
    out.variance.push_back(own + std::max(0.0, towards.dot(covariance * towards)));
  }
  return out;
}

}  // namespace trede::stat
