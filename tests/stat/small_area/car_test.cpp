// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/car.hpp"

#include <gtest/gtest.h>

#include "stat/small_area/simulated_map.hpp"

namespace trede::stat {
namespace {

using test::dense;
using test::rectangle;

Neighbours map_of(std::size_t areas, const test::Pairs& pairs) { return neighbours(areas, pairs, Weights::binary); }

TEST(SparseFactor, SolvesInvertsAndMeasuresAsDenseAlgebraDoes) {
  const ScaledCar car = scaled_car(map_of(7 * 6 + 4, rectangle(7, 6, true)));
  const SparseStructure structure(car.precision);
  SparseFactor factor(structure);
  Philox random(7, 0, 0);
  std::vector<double> add(car.part.size()), right(add.size()), x(add.size()), diagonal(add.size());
  Eigen::MatrixXd full = dense(car.precision);
  Eigen::VectorXd r(full.rows());
  for (std::size_t i = 0; i < add.size(); ++i) {
    add[i] = 0.01 + random.uniform();
    right[i] = random.uniform();
    full(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(i)) += add[i];
    r[static_cast<Eigen::Index>(i)] = right[i];
  }
  ASSERT_TRUE(factor.factor(add));
  factor.solve(right, x);
  factor.inverse_diagonal(diagonal);
  const Eigen::MatrixXd inverse = full.inverse();
  const Eigen::VectorXd want = inverse * r;
  for (std::size_t i = 0; i < add.size(); ++i) {
    const auto k = static_cast<Eigen::Index>(i);
    EXPECT_NEAR(x[i], want[k], 1e-10);
    EXPECT_NEAR(diagonal[i], inverse(k, k), 1e-10);
  }
  EXPECT_NEAR(factor.log_determinant(), std::log(full.determinant()), 1e-9);
  add.assign(add.size(), -10.0);
  EXPECT_FALSE(factor.factor(add));
}

TEST(ScaledCar, EveryPartHasTypicalVarianceOneAndIslandsAreIndependent) {
  const ScaledCar car = scaled_car(map_of(5 * 4 + 3, rectangle(5, 4, true)));  // a rectangle, a pair and an island
  ASSERT_EQ(car.members, (std::vector<std::uint32_t>{20, 2, 1}));
  EXPECT_EQ(car.linked_parts, 2U);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(dense(car.precision));
  Eigen::MatrixXd inverse = Eigen::MatrixXd::Zero(23, 23);
  double logs = 0.0;
  for (Eigen::Index k = 2; k < 23; ++k) {
    inverse += eigen.eigenvectors().col(k) * eigen.eigenvectors().col(k).transpose() / eigen.eigenvalues()[k];
    logs += std::log(eigen.eigenvalues()[k]);
  }
  EXPECT_NEAR(eigen.eigenvalues()[1], 0.0, 1e-10);
  EXPECT_NEAR(car.log_determinant, logs, 1e-9);
  double mean = 0.0;
  for (Eigen::Index i = 0; i < 23; ++i) {
    EXPECT_NEAR(car.variance[static_cast<std::size_t>(i)], inverse(i, i), 1e-10) << i;
    if (i < 20) mean += std::log(inverse(i, i)) / 20.0;
  }
  EXPECT_NEAR(mean, 0.0, 1e-10);
  EXPECT_NEAR(car.variance[20], 1.0, 1e-12);
  EXPECT_NEAR(car.variance[22], 1.0, 1e-12);
}

TEST(MixingPrior, IsExponentialInTheDistanceFromTheIndependentModel) {
  const ScaledCar car = scaled_car(map_of(8 * 8 + 3, rectangle(8, 8, true)));
  const SparseStructure structure(car.precision);
  const MixingPrior prior(car, structure, 0.5, 2.0 / 3.0);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(dense(car.precision));
  for (const double m : {-8.6, -3.1, 0.0, 0.4, 2.2, 6.0}) {
    const double rho = 1.0 / (1.0 + std::exp(-m));
    double twice = 0.0;
    for (Eigen::Index k = 2; k < eigen.eigenvalues().size(); ++k) {
      const double gamma = 1.0 / eigen.eigenvalues()[k];
      twice += rho * (gamma - 1.0) - std::log1p(rho * (gamma - 1.0));
    }
    EXPECT_NEAR(prior.distance(m) / std::sqrt(twice), 1.0, 1e-3) << m;
  }
  double total = 0.0, below = 0.0;
  for (double m = -14.0; m < 14.0; m += 0.001) {
    const double density = 0.001 * std::exp(prior.log_density(m + 0.0005));
    total += density;
    if (m + 0.0005 < 0.0) below += density;
  }
  EXPECT_NEAR(total, 1.0, 2e-3);
  EXPECT_NEAR(below, 2.0 / 3.0, 2e-3);
}

TEST(MixingPrior, IsUniformOnAMapWithoutNeighbours) {
  const ScaledCar car = scaled_car(map_of(5, {}));
  const MixingPrior prior(car, SparseStructure(car.precision), 0.5, 0.6);
  EXPECT_NEAR(prior.log_density(1.0), -std::log1p(std::exp(-1.0)) - std::log1p(std::exp(1.0)), 1e-14);
}

}  // namespace
}  // namespace trede::stat
