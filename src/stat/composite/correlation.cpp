// SPDX-License-Identifier: EUPL-1.2
#include "stat/composite/correlation.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Eigenvalues>

#include "base/parallel.hpp"

namespace trede::stat::composite {
namespace {

std::vector<double> eigenvalues(const Correlations& c) {
  const auto size = static_cast<Eigen::Index>(c.size);
  Eigen::MatrixXd matrix(size, size);
  for (Eigen::Index i = 0; i < size; ++i)
    for (Eigen::Index j = 0; j < size; ++j) matrix(i, j) = c.r[static_cast<std::size_t>(i * size + j)];
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix, Eigen::EigenvaluesOnly);
  return {solver.eigenvalues().data(), solver.eigenvalues().data() + size};
}

struct Pearson {
  double r = 0.0;
  std::size_t count = 0;
};
Pearson pearson(const Column& x, const Column& y, std::size_t n, std::size_t fewest) {
  double count = 0.0, sum_x = 0.0, sum_y = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    if (!there(x, i) || !there(y, i)) continue;
    count += 1.0;
    sum_x += x.value[i];
    sum_y += y.value[i];
  }
  if (count < static_cast<double>(std::max<std::size_t>(fewest, 2))) return {};
  const double mean_x = sum_x / count, mean_y = sum_y / count;
  double xx = 0.0, yy = 0.0, xy = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    if (!there(x, i) || !there(y, i)) continue;
    const double a = x.value[i] - mean_x, b = y.value[i] - mean_y;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  if (!(xx > 0.0) || !(yy > 0.0)) return {};
  return {std::clamp(xy / std::sqrt(xx * yy), -1.0, 1.0), static_cast<std::size_t>(count)};
}

}  // namespace

Correlations correlations(std::span<const Column> columns, std::size_t n, std::size_t fewest, unsigned threads) {
  const std::size_t k = columns.size();
  Correlations out{k, std::vector<double>(k * k, 0.0), std::vector<std::size_t>(k * k, 0)};
  parallel_for(k, threads, [&](std::size_t i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Pearson found = pearson(columns[i], columns[j], n, fewest);
      out.r[i * k + j] = found.r;
      out.count[i * k + j] = found.count;
    }
    out.r[i * k + i] = 1.0;
    for (std::size_t row = 0; row < n; ++row) out.count[i * k + i] += there(columns[i], row) ? 1 : 0;
  });
  for (std::size_t i = 0; i < k; ++i)
    for (std::size_t j = 0; j < i; ++j) {
      out.r[j * k + i] = out.r[i * k + j];
      out.count[j * k + i] = out.count[i * k + j];
    }
  return out;
}

double effective_number(const Correlations& c) {
  if (c.size == 0) return 0.0;
  double roots = 0.0, sum = 0.0;
  for (const double value : eigenvalues(c)) {
    if (!(value > 0.0)) continue;
    roots += std::sqrt(value);
    sum += value;
  }
  return roots * roots / sum;
}

std::vector<CorrelatedPair> collinear_pairs(const Correlations& c, double threshold) {
  std::vector<CorrelatedPair> out;
  for (std::size_t i = 0; i < c.size; ++i)
    for (std::size_t j = i + 1; j < c.size; ++j)
      if (c.count[i * c.size + j] > 0 && std::abs(c.at(i, j)) >= threshold) out.push_back({i, j, c.at(i, j), c.count[i * c.size + j]});
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return std::abs(a.correlation) > std::abs(b.correlation); });
  return out;
}

std::optional<Components> principal_components(std::span<const Column> columns, std::size_t n) {
  const std::size_t k = columns.size();
  std::vector<std::uint8_t> complete(n, 1);
  for (const Column& column : columns)
    for (std::size_t i = 0; i < n; ++i) complete[i] = complete[i] != 0 && there(column, i) ? 1 : 0;
  Components out;
  out.size = k;
  out.rows = static_cast<std::size_t>(std::count(complete.begin(), complete.end(), 1));
  if (out.rows < 2 || k == 0) return std::nullopt;
  std::vector<Column> whole;
  for (const Column& column : columns) whole.push_back({column.value, complete.data()});
  const Correlations c = correlations(whole, n, 2);
  for (std::size_t i = 0; i < k; ++i) {
    const Moments m = moments(whole[i], n);
    if (!(m.m2 > 0.0)) return std::nullopt;
  }
  const auto size = static_cast<Eigen::Index>(k);
  const Eigen::Map<const Eigen::MatrixXd> matrix(c.r.data(), size, size);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
  out.weight.resize(k * k);
  for (std::size_t component = 0; component < k; ++component) {
    const Eigen::Index at = size - 1 - static_cast<Eigen::Index>(component);  // Eigen gives the smallest first
    out.deviation.push_back(std::sqrt(std::max(0.0, solver.eigenvalues()(at))));
    const Eigen::VectorXd vector = solver.eigenvectors().col(at);
    const double sign = vector.sum() < 0.0 ? -1.0 : 1.0;
    for (std::size_t i = 0; i < k; ++i) out.weight[i * k + component] = sign * vector(static_cast<Eigen::Index>(i));
  }
  return out;
}

}  // namespace trede::stat::composite
