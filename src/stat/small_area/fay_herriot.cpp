// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/fay_herriot.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Dense>

#include "stat/median.hpp"

namespace trede::stat {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int kMostIterations = 500;

// The observed areas only.
struct Observed {
  VectorXd y, psi;
  MatrixXd x;
};
Observed observed(const FayHerriotInput& in) {
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < in.observed.size(); ++i)
    if (in.observed[i] != 0) at.push_back(i);
  const auto m = static_cast<Index>(at.size()), p = static_cast<Index>(in.covariates.size());
  Observed out{VectorXd(m), VectorXd(m), MatrixXd(m, p)};
  for (Index i = 0; i < m; ++i) {
    const std::size_t area = at[static_cast<std::size_t>(i)];
    out.y(i) = in.y[area];
    out.psi(i) = in.variance[area];
    for (Index k = 0; k < p; ++k) out.x(i, k) = in.covariates[static_cast<std::size_t>(k)][area];
  }
  return out;
}

// Weighted least squares at one A.
struct AtVariance {
  VectorXd w;  // 1/(A + ψ)
  MatrixXd q;  // (X'WX)⁻¹
  VectorXd beta, residual;
};
AtVariance at_variance(const Observed& o, double a) {
  AtVariance out;
  out.w = (o.psi.array() + a).inverse();
  const MatrixXd information = o.x.transpose() * out.w.asDiagonal() * o.x;
  out.q = information.ldlt().solve(MatrixXd::Identity(o.x.cols(), o.x.cols()));
  out.beta = out.q * (o.x.transpose() * out.w.cwiseProduct(o.y));
  out.residual = o.y - o.x * out.beta;
  return out;
}

// Score and expected information of A, by method; with P = W − W X Q X'W: tr P, tr PP and y'PPy without forming P.
struct Score {
  double slope = 0, information = 0;
};
Score score(const Observed& o, const AtVariance& at, VarianceFit method, double a) {
  const VectorXd w2 = at.w.cwiseAbs2();
  if (method == VarianceFit::fh) return {at.w.dot(at.residual.cwiseAbs2()) - static_cast<double>(o.y.size() - o.x.cols()), at.w.sum()};
  const double fit = w2.dot(at.residual.cwiseAbs2());
  if (method == VarianceFit::ml) return {0.5 * (fit - at.w.sum()), 0.5 * w2.sum()};
  const MatrixXd second = at.q * (o.x.transpose() * w2.asDiagonal() * o.x);
  const MatrixXd third = at.q * (o.x.transpose() * w2.cwiseProduct(at.w).asDiagonal() * o.x);
  const double trace = at.w.sum() - second.trace();
  const double information = 0.5 * (w2.sum() - 2.0 * third.trace() + (second * second).trace());
  if (method == VarianceFit::adjusted) return {0.5 * (fit - trace) + 1.0 / a, information + 1.0 / (a * a)};
  return {0.5 * (fit - trace), information};
}

// Fisher scoring, kept at or above zero; stops at zero when the score there points down.
bool fit_variance(const Observed& o, VarianceFit method, double settled, double& a, int& iterations) {
  a = median({o.psi.begin(), o.psi.end()});
  for (iterations = 1; iterations <= kMostIterations; ++iterations) {
    const Score s = score(o, at_variance(o, a), method, a);
    double next = a + s.slope / s.information;
    if (method == VarianceFit::adjusted) next = std::max(next, a / 4.0);
    if (next <= 0.0) {
      if (a == 0.0) return true;
      next = score(o, at_variance(o, 0.0), method, 0.0).slope <= 0.0 ? 0.0 : a / 4.0;
    }
    const bool still = std::abs(next - a) <= settled * a;
    a = next;
    if (still) return true;
  }
  return false;
}

// Prasad–Rao terms that do not depend on the area: asymptotic variance and bias of Â.
struct OfVariance {
  double variance = 0, bias = 0;
};
OfVariance of_variance(const Observed& o, const AtVariance& at, VarianceFit method) {
  const double m = static_cast<double>(o.y.size()), sum = at.w.sum(), squares = at.w.squaredNorm();
  if (method == VarianceFit::fh) return {2.0 * m / (sum * sum), 2.0 * (m * squares - sum * sum) / (sum * sum * sum)};
  OfVariance out{2.0 / squares, 0.0};
  if (method == VarianceFit::ml) out.bias = -(at.q * (o.x.transpose() * at.w.cwiseAbs2().asDiagonal() * o.x)).trace() / squares;
  return out;
}

}  // namespace

FayHerriotFit fay_herriot(const FayHerriotInput& in, VarianceFit method, double settled) {
  FayHerriotFit out;
  const Observed o = observed(in);
  const Index m = o.y.size(), p = o.x.cols();
  if (m <= p) {
    out.refused = NoFit::too_few_areas;
    return out;
  }
  if (Eigen::ColPivHouseholderQR<MatrixXd>(o.x).rank() < p) {
    out.refused = NoFit::dependent_covariates;
    return out;
  }
  if (!fit_variance(o, method, settled, out.area_variance, out.iterations)) {
    out.refused = NoFit::not_converged;
    return out;
  }
  const double a = out.area_variance;
  const AtVariance at = at_variance(o, a);
  out.beta.assign(at.beta.data(), at.beta.data() + p);
  for (Index k = 0; k < p; ++k) out.beta_error.push_back(std::sqrt(at.q(k, k)));
  for (Index i = 0; i < m; ++i)
    out.log_likelihood -= 0.5 * (std::log(2.0 * std::numbers::pi / at.w(i)) + at.w(i) * at.residual(i) * at.residual(i));
  const double parameters = static_cast<double>(p) + 1.0;
  out.aic = -2.0 * out.log_likelihood + 2.0 * parameters;
  out.bic = -2.0 * out.log_likelihood + std::log(static_cast<double>(m)) * parameters;
  out.kic = -2.0 * out.log_likelihood + 3.0 * parameters;
  const OfVariance of = of_variance(o, at, method);
  VectorXd x(p);
  for (std::size_t i = 0; i < in.observed.size(); ++i) {
    for (Index k = 0; k < p; ++k) x(k) = in.covariates[static_cast<std::size_t>(k)][i];
    const double regression = x.dot(at.beta), lever = x.dot(at.q * x);
    out.synthetic.push_back(regression);
    if (in.observed[i] == 0) {
      out.weight.push_back(0.0);
      out.estimate.push_back(regression);
      out.mse.push_back(a + lever);
      continue;
    }
    const double psi = in.variance[i], left = psi / (a + psi);
    out.weight.push_back(a / (a + psi));
    out.estimate.push_back(regression + a / (a + psi) * (in.y[i] - regression));
    const double g1 = psi * (1.0 - left), g2 = left * left * lever, g3 = left * left * of.variance / (a + psi);
    out.mse.push_back(g1 + g2 + 2.0 * g3 - of.bias * left * left);
  }
  return out;
}

}  // namespace trede::stat
