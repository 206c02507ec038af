// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/mrf.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <Eigen/Dense>
#include <boost/math/tools/minima.hpp>

namespace trede::stat {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

constexpr double kFree = 1e-9;  // eigenvalues of the penalty below this times the largest are free
constexpr int kMostSteps = 100;
constexpr double kLeastLog = -15.0, kMostLog = 15.0;  // of λ

// Columns: intercept, covariates, the free directions of the penalty but the constant, the penalised ones; and the penalty of each.
struct Design {
  Matrix x;
  Vector penalty;
  Eigen::Index fixed = 0;  // columns of the intercept and the covariates
  Eigen::Index free = 0;   // columns without penalty
};

Design design_of(const Neighbours& around, const MrfInput& in) {
  const auto n = static_cast<Eigen::Index>(in.events.size());
  Matrix laplacian = Matrix::Zero(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto row = static_cast<std::size_t>(i);
    for (std::uint32_t k = around.first[row]; k < around.first[row + 1]; ++k) {
      const auto j = static_cast<Eigen::Index>(around.index[k]);
      if (j == i) continue;
      laplacian(i, j) = -1.0;
      laplacian(i, i) += 1.0;
    }
  }
  const Eigen::SelfAdjointEigenSolver<Matrix> eigen(laplacian);
  const Vector value = eigen.eigenvalues();  // ascending
  const double edge = kFree * value[n - 1];
  Eigen::Index none = 0;
  while (none < n && value[none] <= edge) ++none;
  const Eigen::Index rank = in.rank == 0 ? n : std::clamp(static_cast<Eigen::Index>(in.rank), none, n);
  Design d;
  d.fixed = 1 + static_cast<Eigen::Index>(in.covariates);
  d.free = d.fixed + none - 1;
  d.x.resize(n, d.free + rank - none);
  d.penalty = Vector::Zero(d.x.cols());
  for (Eigen::Index i = 0; i < n; ++i) {
    d.x(i, 0) = 1.0;
    for (Eigen::Index k = 1; k < d.fixed; ++k)
      d.x(i, k) = in.covariate[static_cast<std::size_t>(i) * in.covariates + static_cast<std::size_t>(k) - 1];
  }
  // The free directions across the constant, each of mean square 1: Householder's reflection that takes the constant to the first.
  const Vector level = eigen.eigenvectors().leftCols(none).transpose() * Vector::Constant(n, 1.0 / std::sqrt(static_cast<double>(n)));
  const Matrix turn = Eigen::HouseholderQR<Matrix>(level).householderQ() * Matrix::Identity(none, none);
  d.x.middleCols(d.fixed, none - 1) = std::sqrt(static_cast<double>(n)) * eigen.eigenvectors().leftCols(none) * turn.rightCols(none - 1);
  d.x.rightCols(rank - none) = eigen.eigenvectors().middleCols(none, rank - none);
  d.penalty.tail(rank - none) = value.segment(none, rank - none);
  return d;
}

struct Point {
  Vector beta, eta, weight;
  Eigen::LLT<Matrix> solve;
  double reml = 0;
};

double log_likelihood(const MrfInput& in, const Vector& eta) {
  double sum = 0.0;
  for (Eigen::Index i = 0; i < eta.size(); ++i) {
    const double y = in.events[static_cast<std::size_t>(i)], n = in.size[static_cast<std::size_t>(i)];
    if (in.family == Family::poisson) sum += y * (eta[i] + std::log(n)) - n * std::exp(eta[i]) - std::lgamma(y + 1.0);
    else
      sum += y * eta[i] - n * (std::max(eta[i], 0.0) + std::log1p(std::exp(-std::abs(eta[i])))) + std::lgamma(n + 1.0) -
             std::lgamma(y + 1.0) - std::lgamma(n - y + 1.0);
  }
  return sum;
}

// Penalised Newton at one λ, from `start`.
std::optional<Point> fit_at(const MrfInput& in, const Design& d, double lambda, const Vector& start) {
  Point p;
  p.eta = start;
  const Vector penalty = lambda * d.penalty;
  for (int step = 0; step < kMostSteps; ++step) {
    Vector working(p.eta.size());
    p.weight.resize(p.eta.size());
    for (Eigen::Index i = 0; i < p.eta.size(); ++i) {
      const double n = in.size[static_cast<std::size_t>(i)];
      const double mean = in.family == Family::poisson ? std::exp(p.eta[i]) : 1.0 / (1.0 + std::exp(-p.eta[i]));
      p.weight[i] = in.family == Family::poisson ? n * mean : n * mean * (1.0 - mean);
      working[i] = p.weight[i] * p.eta[i] + in.events[static_cast<std::size_t>(i)] - n * mean;
    }
    Matrix hessian = d.x.transpose() * p.weight.asDiagonal() * d.x;
    hessian.diagonal() += penalty;
    p.solve.compute(hessian);
    if (p.solve.info() != Eigen::Success) return std::nullopt;
    p.beta = p.solve.solve(d.x.transpose() * working);
    const Vector next = d.x * p.beta;
    const double change = (next - p.eta).cwiseAbs().maxCoeff();
    if (!std::isfinite(change)) return std::nullopt;
    if (change < 1e-10) {
      p.eta = next;
      const double volume =
          2.0 * p.solve.matrixLLT().diagonal().array().log().sum() - penalty.tail(penalty.size() - d.free).array().log().sum();
      p.reml = -log_likelihood(in, p.eta) + 0.5 * p.beta.dot(penalty.cwiseProduct(p.beta)) + 0.5 * volume -
               0.5 * static_cast<double>(d.free) * std::log(2.0 * 3.14159265358979323846);
      return p;
    }
    p.eta += (next - p.eta).cwiseMax(-2.0).cwiseMin(2.0);
  }
  return std::nullopt;
}

}  // namespace

tl::expected<MrfFit, NoBym2> mrf(const Neighbours& around, const MrfInput& input) {
  double events = 0.0, size = 0.0;
  for (std::size_t i = 0; i < input.events.size(); ++i) {
    events += input.events[i];
    size += input.size[i];
  }
  if (!(events > 0.0) || (input.family == Family::binomial && !(events < size))) return tl::unexpected(NoBym2::no_events);
  const Design d = design_of(around, input);
  const Vector unit = d.x.colwise().norm().cwiseMax(1e-300).cwiseInverse();
  const Matrix fixed = d.x.leftCols(d.free) * unit.head(d.free).asDiagonal();
  if (Eigen::SelfAdjointEigenSolver<Matrix>(fixed.transpose() * fixed).eigenvalues().minCoeff() < 1e-9)
    return tl::unexpected(NoBym2::collinear);
  Vector start = Vector::Constant(static_cast<Eigen::Index>(input.events.size()),
                                  input.family == Family::poisson ? std::log(events / size) : std::log(events / (size - events)));
  const auto score = [&](double log_lambda) {
    const auto p = fit_at(input, d, std::exp(log_lambda), start);
    if (!p) return 1e300;
    start = p->eta;
    return p->reml;
  };
  const double best = boost::math::tools::brent_find_minima(score, kLeastLog, kMostLog, 40).first;
  const auto p = fit_at(input, d, std::exp(best), start);
  if (!p) return tl::unexpected(NoBym2::unsettled);
  MrfFit out;
  out.lambda = std::exp(best);
  out.reml = p->reml;
  const Matrix inverse = p->solve.solve(Matrix::Identity(d.x.cols(), d.x.cols()));
  out.edf = static_cast<double>(d.x.cols() - d.fixed) - out.lambda * inverse.diagonal().dot(d.penalty);
  for (Eigen::Index i = 0; i < p->eta.size(); ++i) {
    out.eta.push_back(p->eta[i]);
    out.standard_error.push_back(std::sqrt(d.x.row(i).dot(inverse * d.x.row(i).transpose())));
  }
  for (Eigen::Index k = 0; k < d.fixed; ++k) out.coefficient.push_back(p->beta[k]);
  return out;
}

}  // namespace trede::stat
