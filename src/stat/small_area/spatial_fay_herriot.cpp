// SPDX-License-Identifier: EUPL-1.2
// The Fay–Herriot model with a simultaneous autoregression between areas; formulas and sources in fay_herriot.hpp.
#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Dense>

#include "stat/median.hpp"
#include "stat/small_area/fay_herriot.hpp"

namespace trede::stat {
namespace {

using Eigen::Index;
using Eigen::Matrix2d;
using Eigen::MatrixXd;
using Eigen::Vector2d;
using Eigen::VectorXd;

constexpr int kMostIterations = 500;
constexpr double kMostRho = 0.999;

struct Model {
  VectorXd y, psi;
  MatrixXd x, w;
};
Model model_of(const FayHerriotInput& in, const Neighbours& weights) {
  const auto m = static_cast<Index>(in.y.size()), p = static_cast<Index>(in.covariates.size());
  Model out{VectorXd::Map(in.y.data(), m), VectorXd::Map(in.variance.data(), m), MatrixXd(m, p), MatrixXd::Zero(m, m)};
  for (Index k = 0; k < p; ++k) out.x.col(k) = VectorXd::Map(in.covariates[static_cast<std::size_t>(k)].data(), m);
  for (std::size_t i = 0; i < weights.size(); ++i)
    for (std::uint32_t k = weights.first[i]; k < weights.first[i + 1]; ++k)
      out.w(static_cast<Index>(i), static_cast<Index>(weights.index[k])) = weights.weight[k];
  return out;
}

// Everything at one (A, ρ): C = [(I − ρW)'(I − ρW)]⁻¹, V = A C + Ψ and the derivatives of V.
struct At {
  double a = 0, rho = 0;
  MatrixXd c, bend, by_rho, v_inverse, q;  // bend: derivative of C⁻¹ to ρ; by_rho: of V
  MatrixXd vx;                             // V⁻¹X
  VectorXd beta, residual, py;
  double log_determinant = 0;
};
At at_point(const Model& m, double a, double rho) {
  const Index n = m.y.size();
  At out;
  out.a = a;
  out.rho = rho;
  const MatrixXd b = MatrixXd::Identity(n, n) - rho * m.w;
  const MatrixXd wtw = m.w.transpose() * m.w;
  out.c = (b.transpose() * b).llt().solve(MatrixXd::Identity(n, n));
  out.bend = 2.0 * rho * wtw - m.w - m.w.transpose();
  out.by_rho = -a * (out.c * out.bend * out.c);
  MatrixXd v = a * out.c;
  v.diagonal() += m.psi;
  const Eigen::LLT<MatrixXd> factor(v);
  out.log_determinant = 2.0 * factor.matrixLLT().diagonal().array().log().sum();
  out.v_inverse = factor.solve(MatrixXd::Identity(n, n));
  out.vx = out.v_inverse * m.x;
  out.q = (m.x.transpose() * out.vx).ldlt().solve(MatrixXd::Identity(m.x.cols(), m.x.cols()));
  out.beta = out.q * (out.vx.transpose() * m.y);
  out.residual = m.y - m.x * out.beta;
  out.py = out.v_inverse * out.residual;
  return out;
}

double trace_of(const MatrixXd& a, const MatrixXd& b) { return a.cwiseProduct(b.transpose()).sum(); }

// Expected information of (A, ρ) with K = P (REML) or V⁻¹ (ML), and the score.
void score(const At& at, VarianceFit method, Vector2d& slope, Matrix2d& information) {
  const MatrixXd k = method == VarianceFit::ml ? at.v_inverse : at.v_inverse - at.vx * at.q * at.vx.transpose();
  const MatrixXd kc = k * at.c, kr = k * at.by_rho;
  slope(0) = 0.5 * (at.py.dot(at.c * at.py) - kc.trace());
  slope(1) = 0.5 * (at.py.dot(at.by_rho * at.py) - kr.trace());
  information(0, 0) = 0.5 * trace_of(kc, kc);
  information(0, 1) = information(1, 0) = 0.5 * trace_of(kc, kr);
  information(1, 1) = 0.5 * trace_of(kr, kr);
}

double objective(const At& at, const Model& m, VarianceFit method) {
  double out = -0.5 * (at.log_determinant + m.y.dot(at.py));
  if (method != VarianceFit::ml) out += 0.5 * at.q.ldlt().vectorD().array().log().sum();
  return out;
}

// Fisher scoring; a step that makes the likelihood less is halved, A stays above zero and ρ inside (−1, 1).
bool fit(const Model& m, VarianceFit method, double settled, At& at, int& iterations) {
  const double least = 1e-8 * m.psi.mean();
  for (iterations = 1; iterations <= kMostIterations; ++iterations) {
    Vector2d slope;
    Matrix2d information;
    score(at, method, slope, information);
    if (at.a <= least && slope(0) <= 0.0) {
      // No variance between areas: ρ means nothing.
      at = at_point(m, 0.0, 0.0);
      return true;
    }
    Vector2d step = information.ldlt().solve(slope);
    const double before = objective(at, m, method);
    At next;
    for (int half = 0; half < 40; ++half) {
      const double a = std::max(least, at.a + step(0)), rho = std::clamp(at.rho + step(1), -kMostRho, kMostRho);
      next = at_point(m, a, rho);
      if (objective(next, m, method) >= before - 1e-10 * std::abs(before)) break;
      step /= 2.0;
    }
    const bool still =
        std::abs(next.a - at.a) <= settled * at.a && std::abs(next.rho - at.rho) <= settled * std::max(1e-3, std::abs(at.rho));
    at = std::move(next);
    if (still) return true;
  }
  return false;
}

// g1 + g2 + 2 g3 − g4 of Singh, Shukla & Kundu, and for ML the bias of the variance components.
VectorXd mean_squared_error(const Model& m, const At& at, VarianceFit method) {
  const Index n = m.y.size();
  const MatrixXd g = at.a * at.c, gv = g * at.v_inverse;
  VectorXd mse = (g - gv * g).diagonal();
  const MatrixXd left = m.x - gv * m.x;
  for (Index i = 0; i < n; ++i) mse(i) += left.row(i).dot(at.q * left.row(i).transpose());
  if (!(at.a > 0.0)) {
    // ρ means nothing here; what is left is that A may be more than zero, as without neighbours.
    const VectorXd w = m.psi.cwiseInverse();
    return mse + (4.0 / w.squaredNorm()) * w;
  }
  Vector2d slope;
  Matrix2d information;
  score(at, VarianceFit::reml, slope, information);
  const Matrix2d inverse = information.inverse();
  const MatrixXd vc = at.v_inverse * at.c, vr = at.v_inverse * at.by_rho;
  const MatrixXd l1 = vc - at.a * (vc * vc), l2 = vr - at.a * (vr * vc);
  MatrixXd v = g;
  v.diagonal() += m.psi;
  const MatrixXd v1 = v * l1, v2 = v * l2;
  for (Index i = 0; i < n; ++i) {
    const double s11 = l1.col(i).dot(v1.col(i)), s12 = l1.col(i).dot(v2.col(i)), s22 = l2.col(i).dot(v2.col(i));
    mse(i) += 2.0 * (s11 * inverse(0, 0) + 2.0 * s12 * inverse(0, 1) + s22 * inverse(1, 1));
  }
  const MatrixXd cbc = at.c * at.bend * at.c;
  const MatrixXd mixed = -(at.v_inverse * cbc * at.v_inverse);
  const MatrixXd twice = 2.0 * at.a * (cbc * at.bend * at.c) - 2.0 * at.a * (at.c * (m.w.transpose() * m.w) * at.c);
  const MatrixXd second = at.v_inverse * twice * at.v_inverse;
  for (Index i = 0; i < n; ++i) mse(i) -= 0.5 * m.psi(i) * m.psi(i) * (mixed(i, i) * 2.0 * inverse(0, 1) + second(i, i) * inverse(1, 1));
  if (method != VarianceFit::ml) return mse;
  const MatrixXd qxv = at.q * at.vx.transpose();
  const Vector2d h(-(qxv * at.c * at.vx).trace(), -(qxv * at.by_rho * at.vx).trace());
  const Vector2d bias = 0.5 * (inverse * h);
  const MatrixXd gvc = gv * at.c, gvr = gv * at.by_rho;
  const VectorXd to_a = (at.c - 2.0 * gvc + at.a * (gvc * vc)).diagonal();
  const VectorXd to_rho = (at.by_rho - 2.0 * gvr + at.a * (gvr * vc)).diagonal();
  return mse - bias(0) * to_a - bias(1) * to_rho;
}

}  // namespace

SpatialFayHerriotFit spatial_fay_herriot(const FayHerriotInput& in, const Neighbours& row_weights, VarianceFit method, double settled) {
  SpatialFayHerriotFit out;
  const Model m = model_of(in, row_weights);
  const Index p = m.x.cols();
  if (m.y.size() <= p + 1) {
    out.refused = NoFit::too_few_areas;
    return out;
  }
  if (Eigen::ColPivHouseholderQR<MatrixXd>(m.x).rank() < p) {
    out.refused = NoFit::dependent_covariates;
    return out;
  }
  At at = at_point(m, median({m.psi.begin(), m.psi.end()}), 0.5);
  if (!fit(m, method, settled, at, out.iterations)) {
    out.refused = NoFit::not_converged;
    return out;
  }
  out.area_variance = at.a;
  out.rho = at.rho;
  out.beta.assign(at.beta.data(), at.beta.data() + p);
  for (Index k = 0; k < p; ++k) out.beta_error.push_back(std::sqrt(at.q(k, k)));
  const double n = static_cast<double>(m.y.size()), parameters = static_cast<double>(p) + 2.0;
  out.log_likelihood = -0.5 * (n * std::log(2.0 * std::numbers::pi) + at.log_determinant + at.residual.dot(at.py));
  out.aic = -2.0 * out.log_likelihood + 2.0 * parameters;
  out.bic = -2.0 * out.log_likelihood + std::log(n) * parameters;
  const VectorXd regression = m.x * at.beta, estimate = regression + at.a * (at.c * at.py);
  const VectorXd mse = mean_squared_error(m, at, method);
  out.synthetic.assign(regression.data(), regression.data() + m.y.size());
  out.estimate.assign(estimate.data(), estimate.data() + m.y.size());
  out.mse.assign(mse.data(), mse.data() + m.y.size());
  return out;
}

}  // namespace trede::stat
