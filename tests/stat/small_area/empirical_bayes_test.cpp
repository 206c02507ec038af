// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/empirical_bayes.hpp"

#include "stat/reference.hpp"
#include "stat/small_area/gamma_regression.hpp"

namespace trede::stat {
namespace {

using test::read_columns;
using test::reference;

TEST(EmpiricalBayes, MarshallEqualsTheReferenceGloballyAndLocally) {
  NEEDS_REFERENCE("ncsids74_expected.csv");
  const auto t = read_columns(reference("ncsids74_expected.csv"));
  const auto cases = t.numbers("n"), births = t.numbers("x");
  const auto got = marshall(cases, births);
  const auto shares = marshall_binomial(cases, births);
  EXPECT_NEAR(got.variance, 7.69293064701465e-07, 1e-18);
  EXPECT_NEAR(got.mean, 0.00202144489365442, 1e-15);
  EXPECT_NEAR(shares.variance, 1.38192266861174e-06, 1e-18);
  const auto links = read_columns(reference("ncsids74_queen_edges_1based.csv"));
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::size_t k = 0; k < links.numbers("i").size(); ++k)
    pairs.emplace_back(static_cast<std::uint32_t>(links.numbers("i")[k]) - 1, static_cast<std::uint32_t>(links.numbers("j")[k]) - 1);
  const auto local = marshall_local(cases, births, neighbours(births.size(), pairs, Weights::binary, true));
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_NEAR(got.rate[i], t.numbers("EB_marshall_poisson")[i], 1e-12);
    EXPECT_NEAR(shares.share[i], t.numbers("EB_marshall_binomial")[i], 1e-12);
    EXPECT_NEAR(shrunk(cases[i], births[i], *local[i]), t.numbers("EBlocal")[i], 1e-12) << i;
  }
}

TEST(EmpiricalBayes, GammaAndLogNormalFitsEqualTheReference) {
  NEEDS_REFERENCE("scotland_lip_eb.csv");
  const auto t = read_columns(reference("scotland_lip_eb.csv"));
  const auto observed = t.numbers("O"), expected = t.numbers("E");
  const auto moments = clayton_kaldor(observed, expected), likelihood = gamma_likelihood(observed, expected);
  const auto normal = log_normal(observed, expected);
  const auto regression = gamma_regression(observed, expected, {t.numbers("AFF")});
  EXPECT_TRUE(moments.converged && likelihood.converged && normal.converged && regression.converged);
  EXPECT_NEAR(*moments.shape, 1.644015826252, 1e-5);
  EXPECT_NEAR(*moments.rate, 1.148839609277, 1e-5);
  EXPECT_NEAR(*likelihood.shape, 1.879489973831, 1e-5);
  EXPECT_NEAR(*regression.shape, 2.984280248456, 1e-5);
  EXPECT_NEAR(regression.beta[1], 7.148155093027, 1e-5);
  for (std::size_t i = 0; i < observed.size(); ++i) {
    EXPECT_NEAR(moments.relative_risk[i], t.numbers("RR_CK_gammaMOM")[i], 1e-5);
    EXPECT_NEAR(likelihood.relative_risk[i], t.numbers("RR_gammaML")[i], 1e-5);
    EXPECT_NEAR(std::exp(normal.log_risk[i]), t.numbers("RR_lognormalEB")[i], 1e-5);
    EXPECT_NEAR(regression.relative_risk[i], t.numbers("RR_gammaML_cov")[i], 1e-5);
  }
}

TEST(EmpiricalBayes, WithoutSpreadEveryAreaHasTheMean) {
  const std::vector<double> x{10, 20}, n{100, 200};
  const auto fit = marshall(x, n);
  EXPECT_DOUBLE_EQ(fit.variance, 0.0);
  EXPECT_DOUBLE_EQ(fit.rate[0], 0.1);
  for (const GammaFit& gamma : {gamma_likelihood(x, n), clayton_kaldor(x, n)}) {
    EXPECT_FALSE(gamma.shape);
    EXPECT_NEAR(gamma.relative_risk[1], 0.1, 1e-12);
  }
  for (const ShareFit& share : {marshall_binomial(x, n), beta_binomial(x, n)}) {
    EXPECT_FALSE(share.strength);
    EXPECT_NEAR(share.share[1], 0.1, 1e-12);
  }
}

TEST(EmpiricalBayes, TheBetaBinomialFitIsAtTheTopOfItsLikelihood) {
  const std::vector<double> x{1, 5, 9, 2, 14, 30, 3, 0}, n{20, 25, 30, 40, 50, 60, 70, 15};
  const auto log_likelihood = [&](double m, double strength) {
    double sum = 0.0;
    const double a = m * strength, b = strength - a;
    for (std::size_t i = 0; i < x.size(); ++i)
      sum += std::lgamma(a + x[i]) + std::lgamma(b + n[i] - x[i]) - std::lgamma(strength + n[i]) + std::lgamma(strength) - std::lgamma(a) -
             std::lgamma(b);
    return sum;
  };
  const auto fit = beta_binomial(x, n);
  ASSERT_TRUE(fit.converged && fit.strength);
  const double top = log_likelihood(fit.mean, *fit.strength);
  for (const double f : {0.9, 0.99, 1.01, 1.1}) {
    EXPECT_GT(top, log_likelihood(fit.mean * f, *fit.strength));
    EXPECT_GT(top, log_likelihood(fit.mean, *fit.strength * f));
  }
}

TEST(EmpiricalBayes, NoEventsAtAllOrOneAreaGiveTheRateOfTheWhole) {
  const std::vector<double> none{0, 0, 0}, n{10, 20, 30};
  EXPECT_DOUBLE_EQ(marshall(none, n).rate[0], 0.0);
  EXPECT_DOUBLE_EQ(gamma_likelihood(none, n).relative_risk[2], 0.0);
  EXPECT_DOUBLE_EQ(clayton_kaldor(none, n).relative_risk[2], 0.0);
  EXPECT_DOUBLE_EQ(beta_binomial(none, n).share[2], 0.0);
  const std::vector<double> one{7}, persons{100};
  EXPECT_DOUBLE_EQ(marshall(one, persons).rate[0], 0.07);
  EXPECT_NEAR(gamma_likelihood(one, persons).relative_risk[0], 0.07, 1e-12);
  EXPECT_NEAR(clayton_kaldor(one, persons).relative_risk[0], 0.07, 1e-12);
  EXPECT_NEAR(log_normal(one, persons).log_risk[0], std::log(0.075), 1e-12);
}

TEST(EmpiricalBayes, DependentCovariatesAreRefused) {
  const std::vector<double> x{1, 5, 9, 2}, e{2, 3, 4, 5}, twice{2, 2, 2, 2};
  EXPECT_TRUE(gamma_regression(x, e, {twice}).dependent);
}

}  // namespace
}  // namespace trede::stat
