// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/car.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace trede::stat {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFFU;
constexpr double kLowestNode = -9.0, kHighestNode = 9.0, kNodeStep = 0.75;

void find_parts(const Neighbours& around, ScaledCar& out) {
  out.part.assign(around.size(), kNone);
  std::vector<std::uint32_t> waiting;
  for (std::uint32_t start = 0; start < around.size(); ++start) {
    if (out.part[start] != kNone) continue;
    const auto here = static_cast<std::uint32_t>(out.members.size());
    out.members.push_back(0);
    out.part[start] = here;
    waiting.assign(1, start);
    while (!waiting.empty()) {
      const std::uint32_t i = waiting.back();
      waiting.pop_back();
      ++out.members[here];
      for (std::uint32_t k = around.first[i]; k < around.first[i + 1]; ++k) {
        if (out.part[around.index[k]] != kNone) continue;
        out.part[around.index[k]] = here;
        waiting.push_back(around.index[k]);
      }
    }
  }
}

// The graph's Laplacian, with the first area of each part cut loose: 1 on the diagonal and no links. That is positive definite, and the
// rest of its inverse is the inverse of the Laplacian without that row and column.
SparseSymmetric grounded(const Neighbours& around, const std::vector<std::uint8_t>& ground, std::vector<double>& diagonal) {
  SparseSymmetric out;
  diagonal.assign(around.size(), 1.0);
  for (std::uint32_t j = 0; j < around.size(); ++j) {
    double degree = 0.0;
    for (std::uint32_t k = around.first[j]; k < around.first[j + 1]; ++k) {
      const std::uint32_t i = around.index[k];
      if (i == j) continue;
      degree += 1.0;
      if (ground[i] != 0 || ground[j] != 0) continue;
      out.row.push_back(i);
      out.value.push_back(-1.0);
    }
    if (ground[j] == 0) diagonal[j] = degree;
    out.first.push_back(static_cast<std::uint32_t>(out.row.size()));
  }
  return out;
}

}  // namespace

ScaledCar scaled_car(const Neighbours& around) {
  ScaledCar out;
  const std::size_t size = around.size();
  find_parts(around, out);
  const std::size_t parts = out.members.size();
  std::vector<std::uint8_t> ground(size, 0), met(parts, 0);
  for (std::size_t i = 0; i < size; ++i) {
    ground[i] = met[out.part[i]] == 0 ? 1 : 0;
    met[out.part[i]] = 1;
  }
  std::vector<double> diagonal;
  const SparseStructure structure(grounded(around, ground, diagonal));
  SparseFactor factor(structure);
  factor.factor(diagonal);
  // G: the inverse without the grounded areas, zero there. Generalised inverse: (I − 11'/n) G (I − 11'/n) within each part.
  std::vector<double> inverse(size), right(size), row_sum(size), total(parts, 0.0);
  factor.inverse_diagonal(inverse);
  for (std::size_t i = 0; i < size; ++i) right[i] = ground[i] != 0 ? 0.0 : 1.0;
  factor.solve(right, row_sum);
  for (std::size_t i = 0; i < size; ++i) {
    if (ground[i] != 0) inverse[i] = row_sum[i] = 0.0;
    total[out.part[i]] += row_sum[i];
  }
  out.variance.assign(size, 1.0);
  out.scale.assign(parts, 0.0);
  for (std::size_t i = 0; i < size; ++i) {
    const double n = out.members[out.part[i]];
    if (n < 2.0) continue;
    out.variance[i] = inverse[i] - 2.0 * row_sum[i] / n + total[out.part[i]] / (n * n);
    out.scale[out.part[i]] += std::log(out.variance[i]) / n;
  }
  for (double& s : out.scale) s = std::exp(s);
  for (std::size_t i = 0; i < size; ++i) out.variance[i] /= out.scale[out.part[i]];
  for (std::uint32_t j = 0; j < size; ++j) {
    const double scale = out.scale[out.part[j]];
    const std::size_t at = out.precision.row.size();
    out.precision.row.push_back(j);
    out.precision.value.push_back(1.0);
    double degree = 0.0;
    for (std::uint32_t k = around.first[j]; k < around.first[j + 1]; ++k) {
      if (around.index[k] == j) continue;
      out.precision.row.push_back(around.index[k]);
      out.precision.value.push_back(-scale);
      degree += scale;
    }
    if (degree > 0.0) out.precision.value[at] = degree;
    out.precision.first.push_back(static_cast<std::uint32_t>(out.precision.row.size()));
  }
  // The product of the eigenvalues above zero is n times the determinant without one row and column (Kirchhoff); the grounded rows are 1.
  out.log_determinant = factor.log_determinant();
  for (std::size_t c = 0; c < parts; ++c) {
    if (out.members[c] < 2) continue;
    ++out.linked_parts;
    out.log_determinant += std::log(static_cast<double>(out.members[c])) + (out.members[c] - 1.0) * std::log(out.scale[c]);
  }
  return out;
}

void centre_parts(const ScaledCar& car, std::vector<double>& x) {
  std::vector<double> mean(car.members.size(), 0.0);
  for (std::size_t i = 0; i < x.size(); ++i) mean[car.part[i]] += x[i] / car.members[car.part[i]];
  for (std::size_t i = 0; i < x.size(); ++i)
    if (car.members[car.part[i]] > 1) x[i] -= mean[car.part[i]];
}

MixingPrior::MixingPrior(const ScaledCar& car, const SparseStructure& structure, double upper, double tail) {
  if (car.linked_parts == 0) {
    flat_ = true;
    return;
  }
  // Σ over the directions that R* does not leave free, with γ = 1 / eigenvalue: 2 KLD = Σ ρ(γ − 1) − log(1 − ρ + ργ), and
  // 1 − ρ + ργ = ((1 − ρ)/γ + ρ) γ, so the logarithms are those of the determinant of (1 − ρ) R* + ρ I = (1 − ρ)(R* + ρ/(1 − ρ) I).
  const auto size = static_cast<double>(car.part.size()), free = static_cast<double>(car.linked_parts);
  const double trace = std::accumulate(car.variance.begin(), car.variance.end(), 0.0);
  SparseFactor factor(structure);
  std::vector<double> add(car.part.size());
  for (double m = kLowestNode; m <= kHighestNode + 1e-9; m += kNodeStep) {
    const double rho = 1.0 / (1.0 + std::exp(-m)), odds = std::exp(m);
    std::fill(add.begin(), add.end(), odds);
    factor.factor(add);
    const double logs = factor.log_determinant() - free * m - (size - free) * std::log1p(odds) - car.log_determinant;
    const double twice = rho * (trace - (size - free)) - logs;
    if (!(twice > 1e-12 * size)) continue;  // below what the arithmetic resolves; the line is continued from the next node
    node_.push_back(m);
    log_kld_.push_back(std::log(twice));
  }
  // A natural cubic spline.
  const std::size_t n = node_.size();
  if (n < 3) {
    flat_ = true;
    return;
  }
  second_.assign(n, 0.0);
  std::vector<double> c(n, 0.0);
  for (std::size_t i = 1; i + 1 < n; ++i) {
    const double before = node_[i] - node_[i - 1], after = node_[i + 1] - node_[i];
    const double bend = 6.0 * ((log_kld_[i + 1] - log_kld_[i]) / after - (log_kld_[i] - log_kld_[i - 1]) / before);
    const double pivot = 2.0 * (before + after) - before * c[i - 1];
    c[i] = after / pivot;
    second_[i] = (bend - before * second_[i - 1]) / pivot;
  }
  for (std::size_t i = n - 1; i-- > 1;) second_[i] -= c[i] * second_[i + 1];
  // The rate that gives P(ρ < upper) = tail: (1 − e^(−r d)) / (1 − e^(−r D)) rises with r.
  farthest_ = distance(kHighestNode);
  const double near = distance(std::log(upper / (1.0 - upper)));
  double low = -200.0 / farthest_, high = 200.0 / farthest_;
  for (int step = 0; step < 200; ++step) {
    rate_ = 0.5 * (low + high);
    const double share =
        std::abs(rate_ * farthest_) < 1e-12 ? near / farthest_ : std::expm1(-rate_ * near) / std::expm1(-rate_ * farthest_);
    (share < tail ? low : high) = rate_;
  }
}

double MixingPrior::slope(double m) const {
  const double at = std::clamp(m, node_.front(), node_.back());
  const auto above = std::upper_bound(node_.begin() + 1, node_.end() - 1, at);
  const auto i = static_cast<std::size_t>(above - node_.begin());
  const double width = node_[i] - node_[i - 1], b = (at - node_[i - 1]) / width, a = 1.0 - b;
  return (log_kld_[i] - log_kld_[i - 1]) / width + width / 6.0 * ((1.0 - 3.0 * a * a) * second_[i - 1] + (3.0 * b * b - 1.0) * second_[i]);
}

double MixingPrior::distance(double m) const {
  if (flat_) return 0.0;
  const double at = std::clamp(m, node_.front(), node_.back());
  const auto above = std::upper_bound(node_.begin() + 1, node_.end() - 1, at);
  const auto i = static_cast<std::size_t>(above - node_.begin());
  const double width = node_[i] - node_[i - 1], b = (at - node_[i - 1]) / width, a = 1.0 - b;
  double value =
      a * log_kld_[i - 1] + b * log_kld_[i] + width * width / 6.0 * ((a * a * a - a) * second_[i - 1] + (b * b * b - b) * second_[i]);
  // Beyond the nodes: d is linear in ρ at the left, and level at the right.
  if (m < node_.front()) value += 2.0 * (m - node_.front());
  return std::exp(0.5 * value);
}

double MixingPrior::log_density(double m) const {
  const double to_rho = -std::log1p(std::exp(-m)) - std::log1p(std::exp(m));  // log dρ/dm
  if (flat_) return to_rho;
  // dd/dm = ½ d · dlogKLD/dm; beyond the nodes it falls as dρ/dm does.
  const double inside = std::clamp(m, node_.front(), node_.back());
  const double bend = std::max(slope(inside), 1e-12);
  const double level = std::abs(rate_ * farthest_) < 1e-12 ? -std::log(farthest_) : std::log(rate_ / -std::expm1(-rate_ * farthest_));
  double value = level - rate_ * distance(m) + std::log(0.5 * distance(inside) * bend);
  if (m != inside) value += to_rho + std::log1p(std::exp(-inside)) + std::log1p(std::exp(inside));
  return value;
}

}  // namespace trede::stat
