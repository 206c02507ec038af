// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/empirical_bayes.hpp"

#include "stat/reference.hpp"

namespace trede::stat {
namespace {

using test::read_columns;
using test::reference;

TEST(EmpiricalBayes, MarshallEqualsTheReferenceGloballyAndLocally) {
  NEEDS_REFERENCE("ncsids74_expected.csv");
  const auto t = read_columns(reference("ncsids74_expected.csv"));
  const auto cases = t.numbers("n"), births = t.numbers("x");
  const auto got = marshall(cases, births);
  EXPECT_NEAR(got.variance, 7.69293064701465e-07, 1e-18);
  EXPECT_NEAR(got.mean, 0.00202144489365442, 1e-15);
  const auto links = read_columns(reference("ncsids74_queen_edges_1based.csv"));
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::size_t k = 0; k < links.numbers("i").size(); ++k)
    pairs.emplace_back(static_cast<std::uint32_t>(links.numbers("i")[k]) - 1, static_cast<std::uint32_t>(links.numbers("j")[k]) - 1);
  const auto local = marshall_local(cases, births, neighbours(births.size(), pairs, Weights::binary, true));
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_NEAR(got.rate[i], t.numbers("EB_marshall_poisson")[i], 1e-12);
    EXPECT_NEAR(local[i], t.numbers("EBlocal")[i], 1e-12) << i;
  }
}

TEST(EmpiricalBayes, GammaFitsEqualTheReference) {
  NEEDS_REFERENCE("scotland_lip_eb.csv");
  const auto t = read_columns(reference("scotland_lip_eb.csv"));
  const auto observed = t.numbers("O"), expected = t.numbers("E");
  const auto moments = clayton_kaldor(observed, expected), likelihood = gamma_likelihood(observed, expected);
  EXPECT_TRUE(moments.converged);
  EXPECT_TRUE(likelihood.converged);
  EXPECT_NEAR(moments.shape, 1.644015826252, 1e-4);
  EXPECT_NEAR(moments.rate, 1.148839609277, 1e-4);
  EXPECT_NEAR(likelihood.shape, 1.879489973831, 2e-5);
  for (std::size_t i = 0; i < observed.size(); ++i) {
    EXPECT_NEAR(moments.relative_risk[i], t.numbers("RR_CK_gammaMOM")[i], 1e-4);
    EXPECT_NEAR(likelihood.relative_risk[i], t.numbers("RR_gammaML")[i], 1e-4);
  }
}

TEST(EmpiricalBayes, WithoutSpreadEveryAreaHasTheMean) {
  const auto fit = marshall(std::vector<double>{10, 20}, std::vector<double>{100, 200});
  EXPECT_DOUBLE_EQ(fit.variance, 0.0);
  EXPECT_DOUBLE_EQ(fit.rate[0], 0.1);
}

}  // namespace
}  // namespace trede::stat
