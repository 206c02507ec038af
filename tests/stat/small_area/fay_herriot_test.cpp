// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/fay_herriot.hpp"

#include <cmath>

#include "stat/reference.hpp"

namespace trede::stat {
namespace {

using test::read_columns;
using test::reference;

// Two decades of small figures, by hand: y, ψ and one covariate.
FayHerriotInput small_table() {
  FayHerriotInput in;
  in.y = {1.2, 0.7, 1.9, 2.4, 1.1, 3.0, 2.2, 0.4};
  in.variance = {0.10, 0.20, 0.15, 0.30, 0.12, 0.25, 0.18, 0.22};
  in.observed.assign(8, 1);
  in.covariates = {std::vector<double>(8, 1.0), {0.1, -0.5, 0.9, 1.2, 0.0, 1.8, 1.0, -0.9}};
  return in;
}

TEST(FayHerriot, MilkEqualsTheReferenceByEveryMethod) {
  NEEDS_REFERENCE("milk_fayherriot_reml.csv");
  const auto t = read_columns(reference("milk_fayherriot_reml.csv"));
  FayHerriotInput in;
  in.y = t.numbers("yi");
  for (const double sd : t.numbers("SD")) in.variance.push_back(sd * sd);
  in.observed.assign(in.y.size(), 1);
  in.covariates = {std::vector<double>(in.y.size(), 1.0)};
  for (const double major : {2.0, 3.0, 4.0}) {
    in.covariates.emplace_back();
    for (const double a : t.numbers("MajorArea")) in.covariates.back().push_back(a == major ? 1.0 : 0.0);
  }
  const auto reml = fay_herriot(in, VarianceFit::reml, 1e-4);
  EXPECT_NEAR(reml.area_variance, 0.01855022232272, 1e-12);
  EXPECT_NEAR(fay_herriot(in, VarianceFit::reml).area_variance, 0.01855022232272, 1e-6);
  EXPECT_NEAR(fay_herriot(in, VarianceFit::ml, 1e-4).area_variance, 0.01551755026333, 1e-12);
  EXPECT_NEAR(fay_herriot(in, VarianceFit::fh, 1e-4).area_variance, 0.01642027038326, 1e-12);
  for (std::size_t i = 0; i < in.y.size(); ++i) {
    EXPECT_NEAR(reml.estimate[i], t.numbers("eblup")[i], 1e-10);
    EXPECT_NEAR(reml.mse[i], t.numbers("mse")[i], 1e-10);
  }
}

TEST(FayHerriot, AnAreaWithoutAFigureGetsTheRegressionAndItsUncertainty) {
  FayHerriotInput in = small_table();
  in.observed[3] = 0;
  in.y[3] = in.variance[3] = std::nan("");
  const auto fit = fay_herriot(in, VarianceFit::reml);
  ASSERT_EQ(fit.refused, NoFit::none);
  EXPECT_DOUBLE_EQ(fit.estimate[3], fit.beta[0] + 1.2 * fit.beta[1]);
  EXPECT_GT(fit.mse[3], fit.area_variance);
  EXPECT_DOUBLE_EQ(fit.weight[3], 0.0);
}

TEST(FayHerriot, WithoutDifferencesBetweenAreasTheVarianceIsZeroExceptWhenAdjusted) {
  FayHerriotInput in = small_table();
  for (std::size_t i = 0; i < in.y.size(); ++i) in.y[i] = 1.0 + in.covariates[1][i];
  for (const VarianceFit method : {VarianceFit::reml, VarianceFit::ml, VarianceFit::fh}) {
    const auto fit = fay_herriot(in, method);
    EXPECT_EQ(fit.refused, NoFit::none);
    EXPECT_DOUBLE_EQ(fit.area_variance, 0.0);
    EXPECT_GT(fit.mse[0], 0.0);
  }
  EXPECT_GT(fay_herriot(in, VarianceFit::adjusted).area_variance, 0.0);
}

TEST(FayHerriot, TooFewAreasAndDependentCovariatesAreRefused) {
  FayHerriotInput in = small_table();
  in.covariates.push_back(in.covariates[1]);
  EXPECT_EQ(fay_herriot(in, VarianceFit::reml).refused, NoFit::dependent_covariates);
  in = small_table();
  for (std::size_t i = 2; i < 8; ++i) in.observed[i] = 0;
  EXPECT_EQ(fay_herriot(in, VarianceFit::reml).refused, NoFit::too_few_areas);
}

TEST(SpatialFayHerriot, TheFitIsAtTheTopOfItsLikelihoodAndWithoutNeighboursItIsThePlainOne) {
  const FayHerriotInput in = small_table();
  const Neighbours none = neighbours(8, {}, Weights::row);
  const auto plain = fay_herriot(in, VarianceFit::ml);
  const auto alone = spatial_fay_herriot(in, none, VarianceFit::ml);
  if (plain.area_variance > 0.0) {
    EXPECT_NEAR(alone.area_variance, plain.area_variance, 1e-6);
  }
  for (std::size_t i = 0; i < 8; ++i) EXPECT_NEAR(alone.estimate[i], plain.estimate[i], 1e-5);
  const Neighbours ring = neighbours(8, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 6}, {6, 7}, {7, 0}}, Weights::row);
  const auto spatial = spatial_fay_herriot(in, ring, VarianceFit::ml);
  ASSERT_EQ(spatial.refused, NoFit::none);
  EXPECT_GE(spatial.log_likelihood, alone.log_likelihood - 1e-9);
}

TEST(SpatialFayHerriot, WithoutVarianceBetweenAreasTheErrorIsThatOfThePlainFit) {
  FayHerriotInput in = small_table();
  for (std::size_t i = 0; i < in.y.size(); ++i) in.y[i] = 1.0 + in.covariates[1][i];
  const auto plain = fay_herriot(in, VarianceFit::reml);
  const auto spatial = spatial_fay_herriot(in, neighbours(8, {{0, 1}, {2, 3}}, Weights::row), VarianceFit::reml);
  EXPECT_DOUBLE_EQ(spatial.area_variance, 0.0);
  for (std::size_t i = 0; i < 8; ++i) EXPECT_NEAR(spatial.mse[i], plain.mse[i], 1e-9);
}

// Scottish lip cancer, log((O + ½)/E) with variance 1/(O + ½), to six decimals, and the share of outdoor workers. The wanted numbers come
// from a direct maximisation of the same likelihoods in R 4.2 (optim on the dense covariance matrix, derivatives by differences).
TEST(SpatialFayHerriot, LipCancerEqualsADirectMaximisation) {
  NEEDS_REFERENCE("scotland_lip_eb.csv");
  const auto t = read_columns(reference("scotland_lip_eb.csv")), links = read_columns(reference("scotland_lip_queen_edges_1based.csv"));
  FayHerriotInput in;
  const auto rounded = [](double v) { return std::round(v * 1e6) / 1e6; };
  for (std::size_t i = 0; i < t.numbers("O").size(); ++i) {
    const double o = t.numbers("O")[i] + 0.5;
    in.y.push_back(rounded(std::log(o / t.numbers("E")[i])));
    in.variance.push_back(rounded(1.0 / o));
  }
  in.observed.assign(in.y.size(), 1);
  in.covariates = {std::vector<double>(in.y.size(), 1.0), t.numbers("AFF")};
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::size_t k = 0; k < links.numbers("i").size(); ++k)
    pairs.emplace_back(static_cast<std::uint32_t>(links.numbers("i")[k]) - 1, static_cast<std::uint32_t>(links.numbers("j")[k]) - 1);
  const Neighbours around = neighbours(in.y.size(), pairs, Weights::row);
  const auto reml = spatial_fay_herriot(in, around, VarianceFit::reml), ml = spatial_fay_herriot(in, around, VarianceFit::ml);
  EXPECT_NEAR(reml.area_variance, 0.06790434, 1e-7);
  EXPECT_NEAR(reml.rho, 0.9339296, 1e-6);
  EXPECT_NEAR(reml.log_likelihood, -46.33483, 1e-5);
  EXPECT_NEAR(ml.area_variance, 0.06346094, 1e-7);
  EXPECT_NEAR(ml.rho, 0.9340228, 1e-6);
  EXPECT_NEAR(reml.estimate[0], 1.5716998717, 1e-7);
  EXPECT_NEAR(reml.mse[0], 0.0542370136, 1e-7);
  EXPECT_NEAR(ml.mse[0], 0.0543791400, 1e-7);
}

}  // namespace
}  // namespace trede::stat
