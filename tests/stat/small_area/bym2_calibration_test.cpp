// SPDX-License-Identifier: EUPL-1.2
// BYM2 against known truth: parameters drawn from the priors, fields and events from the model (simulation-based calibration: Talts et al.
// 2018). The place of each truth in its posterior must be uniform, and nine of ten 90 % intervals must hold it. Some tens of maps here;
// TREDE_LONG=1 in a release build: hundreds.
#include <array>

#include <gtest/gtest.h>

#include "stat/small_area/empirical_bayes.hpp"
#include "stat/small_area/simulated_map.hpp"

namespace trede::stat {
namespace {

struct Outcome {
  double covered = 0, areas = 0;
  std::array<double, 10> rank{};                                    // of one area a map, so that they are independent
  double sd_low = 0, sd_high = 0, mixing_low = 0, mixing_high = 0;  // truths below and above their 90 % interval
  double squares = 0, marshall_squares = 0;
  int maps = 0, refused = 0;
};

// χ² of ten classes, nine degrees of freedom: 27.9 is passed by chance once in a thousand.
double chi_square(const std::array<double, 10>& count) {
  double total = 0.0, out = 0.0;
  for (const double c : count) total += c;
  for (const double c : count) out += (c - total / 10.0) * (c - total / 10.0) / (total / 10.0);
  return out;
}

Outcome calibrate(Family family, int maps, std::uint32_t side, double typical_size) {
  const std::size_t areas = side * side + 3;
  const Bym2Map map(neighbours(areas, test::rectangle(side, side, true), Weights::binary));
  const MixingPrior mixing(map.car(), map.structure(), 0.5, 2.0 / 3.0);
  const Eigen::MatrixXd basis = test::basis(map.car());
  Outcome out;
  for (int r = 0; r < maps; ++r) {
    Philox random(20260101, static_cast<std::uint32_t>(r), family == Family::poisson ? 1 : 2);
    const double sd = -std::log(random.uniform()) / -std::log(0.01);  // P(σ > 1) = 0.01
    const double intercept = (family == Family::poisson ? 0.0 : -2.0) + 0.3 * test::normal(random);
    const auto truth = test::draw_field(random, basis, intercept, sd, test::draw_mixing(random, mixing));
    std::vector<double> size, compare;
    for (std::size_t i = 0; i < areas; ++i) {
      size.push_back(std::ceil(typical_size * std::exp(test::normal(random))));
      compare.push_back(family == Family::poisson ? std::exp(truth.eta[i]) : 1.0 / (1.0 + std::exp(-truth.eta[i])));
    }
    const auto events = test::draw_events(random, family, size, truth.eta);
    const auto fit = bym2(map, mixing, {.family = family, .events = events, .size = size, .compare = compare, .level = 0.9});
    if (!fit) {
      ++out.refused;
      continue;
    }
    ++out.maps;
    const auto eb = marshall(events, size);
    for (std::size_t i = 0; i < areas; ++i) {
      out.covered += compare[i] >= fit->rate[i].lower && compare[i] <= fit->rate[i].upper ? 1.0 : 0.0;
      out.squares += (fit->rate[i].mean - compare[i]) * (fit->rate[i].mean - compare[i]);
      out.marshall_squares += (eb.rate[i] - compare[i]) * (eb.rate[i] - compare[i]);
      ++out.areas;
    }
    const auto one = static_cast<std::size_t>(random.uniform() * static_cast<double>(areas));
    out.rank[std::min<std::size_t>(9, static_cast<std::size_t>(10.0 * fit->above[one]))] += 1.0;
    out.sd_low += truth.sd < fit->sd.lower ? 1.0 : 0.0;
    out.sd_high += truth.sd > fit->sd.upper ? 1.0 : 0.0;
    out.mixing_low += truth.mixing < fit->mixing.lower ? 1.0 : 0.0;
    out.mixing_high += truth.mixing > fit->mixing.upper ? 1.0 : 0.0;
  }
  return out;
}

void report_and_check(const char* what, const Outcome& o, double slack) {
  const double coverage = o.covered / o.areas;
  std::printf(
      "%s: %d maps (%d refused), coverage of 90 %% intervals %.4f, chi-square of ranks %.1f (9 df), sd below/above %.3f/%.3f, "
      "mixing below/above %.3f/%.3f, RMSE %.5f against Marshall %.5f\n",
      what, o.maps, o.refused, coverage, chi_square(o.rank), o.sd_low / o.maps, o.sd_high / o.maps, o.mixing_low / o.maps,
      o.mixing_high / o.maps, std::sqrt(o.squares / o.areas), std::sqrt(o.marshall_squares / o.areas));
  EXPECT_EQ(o.refused, 0);
  EXPECT_GT(coverage, 0.9 - slack);
  EXPECT_LT(coverage, 0.9 + slack);
  EXPECT_LT(chi_square(o.rank), 27.9);
  EXPECT_LT(o.squares, o.marshall_squares);
  // 3.3 standard errors, and one and a half maps because so few of them lie outside.
  const double one_tail = 0.05 + 3.3 * std::sqrt(0.05 * 0.95 / o.maps) + 1.5 / o.maps;
  for (const double tail : {o.sd_low, o.sd_high, o.mixing_low, o.mixing_high}) EXPECT_LT(tail / o.maps, one_tail);
}

TEST(Bym2Calibration, PoissonIntervalsHoldTheTruthNineTimesOutOfTen) {
  const int maps = test::long_run() ? 1000 : 25;
  report_and_check("poisson, 8 expected", calibrate(Family::poisson, maps, 6, 8.0), test::long_run() ? 0.012 : 0.03);
}

TEST(Bym2Calibration, BinomialIntervalsHoldTheTruthNineTimesOutOfTen) {
  const int maps = test::long_run() ? 1000 : 15;
  report_and_check("binomial, 60 persons", calibrate(Family::binomial, maps, 6, 60.0), test::long_run() ? 0.012 : 0.04);
}

TEST(Bym2Calibration, HoldsOnLargerMapsAndWithFewEvents) {
  if (!test::long_run()) GTEST_SKIP() << "TREDE_LONG=1 runs this";
  report_and_check("poisson, 200 areas, 8 expected", calibrate(Family::poisson, 400, 14, 8.0), 0.012);
  report_and_check("poisson, 1.5 expected", calibrate(Family::poisson, 1000, 6, 1.5), 0.012);
  report_and_check("binomial, 10 persons", calibrate(Family::binomial, 1000, 6, 10.0), 0.012);
}

}  // namespace
}  // namespace trede::stat
