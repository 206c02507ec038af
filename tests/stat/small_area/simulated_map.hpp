// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Maps with a known truth: a rectangle of areas that touch by their sides and corners, a pair apart, and islands; fields drawn from the
// very model that BYM2 supposes, and events from these. Everything from counters, so a map is the same on every machine.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <utility>
#include <vector>

#include <Eigen/Dense>

#include "stat/intervals.hpp"
#include "stat/random.hpp"
#include "stat/small_area/bym2.hpp"

namespace trede::test {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// Full runs, of minutes, in a release build: TREDE_LONG=1.
inline bool long_run() { return std::getenv("TREDE_LONG") != nullptr; }

// width × height areas, then a pair of neighbours, then islands.
inline Pairs rectangle(std::uint32_t width, std::uint32_t height, bool with_pair) {
  Pairs out;
  const auto at = [width](std::uint32_t x, std::uint32_t y) { return y * width + x; };
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < width; ++x) {
      if (x + 1 < width) out.emplace_back(at(x, y), at(x + 1, y));
      if (y + 1 < height) out.emplace_back(at(x, y), at(x, y + 1));
      if (x + 1 < width && y + 1 < height) {
        out.emplace_back(at(x, y), at(x + 1, y + 1));
        out.emplace_back(at(x + 1, y), at(x, y + 1));
      }
    }
  }
  if (with_pair) out.emplace_back(width * height, width * height + 1);
  return out;
}

inline Eigen::MatrixXd dense(const stat::SparseSymmetric& a) {
  const auto n = static_cast<Eigen::Index>(a.size());
  Eigen::MatrixXd out = Eigen::MatrixXd::Zero(n, n);
  for (std::size_t j = 0; j < a.size(); ++j)
    for (std::uint32_t k = a.first[j]; k < a.first[j + 1]; ++k)
      out(static_cast<Eigen::Index>(a.row[k]), static_cast<Eigen::Index>(j)) += a.value[k];
  return out;
}

// B with u = B w for independent standard normal w: the directions that the precision does not leave free, by 1 / √eigenvalue.
inline Eigen::MatrixXd basis(const stat::ScaledCar& car) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(dense(car.precision));
  const auto n = eigen.eigenvalues().size(), free = static_cast<Eigen::Index>(car.linked_parts);
  return eigen.eigenvectors().rightCols(n - free) * eigen.eigenvalues().tail(n - free).cwiseSqrt().cwiseInverse().asDiagonal();
}

inline double normal(stat::Philox& random) { return stat::normal_quantile(random.uniform()); }

inline double poisson(stat::Philox& random, double mean) {
  if (mean > 30.0) return poisson(random, 0.5 * mean) + poisson(random, 0.5 * mean);
  double chance = std::exp(-mean), left = random.uniform();
  int events = 0;
  while (left > chance && events < 1000) {
    left -= chance;
    ++events;
    chance *= mean / events;
  }
  return events;
}

struct Truth {
  double sd = 0, mixing = 0, intercept = 0;
  std::vector<double> eta;
};

inline Truth draw_field(stat::Philox& random, const Eigen::MatrixXd& b, double intercept, double sd, double mixing) {
  Truth out{sd, mixing, intercept, {}};
  Eigen::VectorXd w(b.cols());
  for (Eigen::Index k = 0; k < w.size(); ++k) w[k] = normal(random);
  const Eigen::VectorXd u = b * w;
  for (Eigen::Index i = 0; i < b.rows(); ++i)
    out.eta.push_back(intercept + sd * (std::sqrt(1.0 - mixing) * normal(random) + std::sqrt(mixing) * u[i]));
  return out;
}

// From the prior of the mixing, by its density on a fine net.
inline double draw_mixing(stat::Philox& random, const stat::MixingPrior& prior) {
  constexpr double kLow = -9.0, kStep = 0.01;
  constexpr int kPlaces = 1801;
  double total = 0.0;
  for (int k = 0; k < kPlaces; ++k) total += std::exp(prior.log_density(kLow + k * kStep));
  double left = random.uniform() * total;
  for (int k = 0; k < kPlaces; ++k) {
    left -= std::exp(prior.log_density(kLow + k * kStep));
    if (left < 0.0) return 1.0 / (1.0 + std::exp(-(kLow + k * kStep)));
  }
  return 0.999;
}

inline std::vector<double> draw_events(stat::Philox& random, stat::Family family, std::span<const double> size,
                                       std::span<const double> eta) {
  std::vector<double> out;
  for (std::size_t i = 0; i < size.size(); ++i) {
    if (family == stat::Family::poisson) out.push_back(poisson(random, size[i] * std::exp(eta[i])));
    else out.push_back(stat::binomial(random, static_cast<std::uint32_t>(size[i]), 1.0 / (1.0 + std::exp(-eta[i]))));
  }
  return out;
}

}  // namespace trede::test
