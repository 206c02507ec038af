// SPDX-License-Identifier: EUPL-1.2
#include "stat/series/count_regression.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "stat/distributions.hpp"

namespace trede::stat {
namespace {

// Solves A x = b in place for a symmetric positive definite A (by row); false when it is not.
bool solve(std::vector<double>& a, std::vector<double>& b) {
  const std::size_t p = b.size();
  for (std::size_t j = 0; j < p; ++j) {
    const double before = a[j * p + j];
    for (std::size_t k = 0; k < j; ++k) a[j * p + j] -= a[j * p + k] * a[j * p + k];
    if (!(a[j * p + j] > 1e-12 * before)) return false;
    a[j * p + j] = std::sqrt(a[j * p + j]);
    for (std::size_t i = j + 1; i < p; ++i) {
      for (std::size_t k = 0; k < j; ++k) a[i * p + j] -= a[i * p + k] * a[j * p + k];
      a[i * p + j] /= a[j * p + j];
    }
  }
  for (std::size_t i = 0; i < p; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= a[i * p + k] * b[k];
    b[i] /= a[i * p + i];
  }
  for (std::size_t i = p; i-- > 0;) {
    for (std::size_t k = i + 1; k < p; ++k) b[i] -= a[k * p + i] * b[k];
    b[i] /= a[i * p + i];
  }
  return true;
}

double predictor(std::span<const double> row, std::span<const double> beta) {
  double sum = 0.0;
  for (std::size_t j = 0; j < beta.size(); ++j) sum += row[j] * beta[j];
  return sum;
}

// β for a given overdispersion, from the means that stand in `mean`, by Fisher scoring.
bool settle(std::span<const double> y, std::span<const double> x, double over, std::vector<double>& beta, std::vector<double>& mean) {
  const std::size_t p = beta.size(), n = y.size();
  for (int step = 0; step < 100; ++step) {
    std::vector<double> a(p * p, 0.0), b(p, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      const std::span<const double> row = x.subspan(i * p, p);
      const double w = mean[i] / (1.0 + over * mean[i]);
      const double answer = std::log(mean[i]) + (y[i] - mean[i]) / mean[i];
      for (std::size_t j = 0; j < p; ++j) {
        b[j] += w * row[j] * answer;
        for (std::size_t k = 0; k <= j; ++k) a[j * p + k] += w * row[j] * row[k];
      }
    }
    if (!solve(a, b)) return false;
    double moved = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      const double next = std::exp(predictor(x.subspan(i * p, p), b));
      if (!std::isfinite(next) || !(next > 0.0)) return false;
      moved = std::max(moved, std::abs(next - mean[i]) / mean[i]);
      mean[i] = next;
    }
    beta = b;
    if (moved < 1e-10) return true;
  }
  return false;
}

// Maximum likelihood of θ = 1/α at given means (Lawless 1987): Newton's method from the estimate by moments, at most 24 steps, as MASS does
// (Venables & Ripley 2002, § 7.4). Counts that vary no more than Poisson counts have no finite maximum; θ is then large where it stops.
class Theta {
 public:
  Theta(std::span<const double> y, std::span<const double> mean) : y_(y), mean_(mean) {}

  double estimate() const {
    double sum = 0.0;
    for (std::size_t i = 0; i < y_.size(); ++i) sum += (y_[i] / mean_[i] - 1.0) * (y_[i] / mean_[i] - 1.0);
    double theta = static_cast<double>(y_.size()) / sum, moved = 1.0;
    for (int step = 0; step < 24 && std::abs(moved) > 1e-10 * theta; ++step) {
      theta = std::abs(theta);
      moved = score(theta) / information(theta);
      theta += moved;
    }
    if (std::isfinite(theta) && theta > 0.0 && (std::abs(moved) < 1e-6 * theta || theta > kNearlyPoisson)) return theta;
    return bisect();
  }

 private:
  static constexpr double kNearlyPoisson = 1000.0;

  double score(double theta) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < y_.size(); ++i)
      sum += digamma(theta + y_[i]) - digamma(theta) - std::log1p(mean_[i] / theta) + 1.0 - (y_[i] + theta) / (mean_[i] + theta);
    return sum;
  }
  double information(double theta) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < y_.size(); ++i) {
      const double both = mean_[i] + theta;
      sum += trigamma(theta) - trigamma(theta + y_[i]) - 1.0 / theta + 2.0 / both - (y_[i] + theta) / (both * both);
    }
    return sum;
  }
  double bisect() const {
    double low = -14.0, high = 14.0;  // of log θ
    for (int step = 0; step < 60; ++step) {
      const double middle = (low + high) / 2.0;
      (score(std::exp(middle)) > 0.0 ? low : high) = middle;
    }
    return std::exp((low + high) / 2.0);
  }

  std::span<const double> y_, mean_;
};

}  // namespace

double CountModel::mean(std::span<const double> row) const { return std::exp(predictor(row, coefficients)); }

std::optional<CountModel> count_regression(std::span<const double> y, std::span<const double> x, std::size_t columns,
                                           std::optional<double> overdispersion) {
  if (columns == 0 || x.size() != y.size() * columns || y.size() <= columns) return std::nullopt;
  CountModel out{.coefficients = std::vector<double>(columns, 0.0), .overdispersion = overdispersion.value_or(0.0)};
  std::vector<double> mean(y.size());
  for (std::size_t i = 0; i < y.size(); ++i) mean[i] = y[i] + 0.1;
  if (!settle(y, x, out.overdispersion, out.coefficients, mean)) return std::nullopt;
  if (overdispersion) return out;
  for (int round = 0; round < 200; ++round) {
    const double before = out.overdispersion;
    out.overdispersion = 1.0 / Theta(y, mean).estimate();
    if (!settle(y, x, out.overdispersion, out.coefficients, mean)) return std::nullopt;
    if (std::abs(out.overdispersion - before) <= 1e-9 * (1.0 + before)) return out;
  }
  return std::nullopt;
}

std::vector<double> season_row(double t, bool trend, unsigned harmonics, double per_year) {
  std::vector<double> out{1.0};
  if (trend) out.push_back(t);
  for (unsigned h = 1; h <= harmonics; ++h) {
    const double angle = 2.0 * std::numbers::pi * h * t / per_year;
    out.push_back(std::cos(angle));
    out.push_back(std::sin(angle));
  }
  return out;
}

}  // namespace trede::stat
