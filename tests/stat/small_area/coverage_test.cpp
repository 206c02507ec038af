// SPDX-License-Identifier: EUPL-1.2
// Intervals against a known truth: how often they hold it. Seeds are fixed, so these tests give the same numbers every time; the bounds
// leave room for simulation error (about one percentage point) and no more.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "stat/distributions.hpp"
#include "stat/random.hpp"
#include "stat/small_area/fay_herriot.hpp"
#include "stat/small_area/smoothing.hpp"

namespace trede::stat {
namespace {

// Persons of buurten: from tens to thousands.
double persons_of(std::uint32_t area) {
  constexpr double kSizes[] = {30, 120, 300, 520, 720, 950, 1300, 2100, 3600, 80};
  return kSizes[area % 10];
}

double normal(Philox& random) { return normal_quantile(random.uniform()); }

double poisson_number(Philox& random, double mean) {
  double u = random.uniform(), mass = std::exp(-mean), x = 0.0;
  while (u > mass && mass > 0.0) {
    u -= mass;
    x += 1.0;
    mass *= mean / x;
  }
  return x;
}

struct Coverage {
  double full = 0, plugin = 0;
};
bool is_share(Smoother method) { return method == Smoother::binomial || method == Smoother::beta_binomial; }

// Areas with a mean rate of 5 % and a coefficient of variation between them, gamma distributed, drawn `rounds` times.
Coverage coverage(Smoother method, std::uint32_t areas, double cv, std::uint32_t rounds) {
  Coverage out;
  const double shape = 1.0 / (cv * cv);
  for (std::uint32_t round = 0; round < rounds; ++round) {
    std::vector<double> rate(areas), x(areas), n(areas);
    for (std::uint32_t i = 0; i < areas; ++i) {
      Philox random(20260101, round, i);
      rate[i] = std::min(0.95, gamma_quantile(random.uniform(), shape, shape / 0.05));
      n[i] = persons_of(i);
      x[i] = is_share(method) ? binomial(random, static_cast<std::uint32_t>(n[i]), rate[i]) : poisson_number(random, n[i] * rate[i]);
    }
    const auto full = smoothed(method, x, n), plugin = smoothed(method, x, n, kZ95, Certainty::plugin);
    const double each = 1.0 / (areas * rounds);
    for (std::uint32_t i = 0; i < areas; ++i) {
      const auto holds = [&](const Interval& interval) { return interval.lower <= rate[i] && rate[i] <= interval.upper ? each : 0.0; };
      out.full += holds(full->interval[i]);
      out.plugin += holds(plugin->interval[i]);
    }
  }
  return out;
}

constexpr Smoother kAll[] = {Smoother::marshall,  Smoother::gamma,    Smoother::clayton_kaldor,
                             Smoother::lognormal, Smoother::binomial, Smoother::beta_binomial};

TEST(Coverage, EmpiricalBayesIntervalsHoldTheTruthInAMunicipalityOf116Buurten) {
  for (const Smoother method : kAll)
    for (const double cv : {0.1, 0.3, 0.7}) {
      const Coverage c = coverage(method, 116, cv, 12);
      EXPECT_GE(c.full, 0.90) << static_cast<int>(method) << " " << cv << " " << c.full;
      EXPECT_LE(c.full, 0.98) << static_cast<int>(method) << " " << cv << " " << c.full;
    }
}

TEST(Coverage, EmpiricalBayesIntervalsHoldTheTruthWithSixAreasWherePlugInIntervalsDoNot) {
  for (const Smoother method : kAll)
    for (const double cv : {0.1, 0.3}) {
      const Coverage c = coverage(method, 6, cv, 150);
      EXPECT_GE(c.full, 0.90) << static_cast<int>(method) << " " << cv << " " << c.full;
      EXPECT_LE(c.plugin, 0.80) << static_cast<int>(method) << " " << cv << " " << c.plugin;
    }
}

TEST(Coverage, LocalEmpiricalBayesIntervalsHoldTheTruthOfASmoothField) {
  constexpr std::uint32_t kSide = 12, kAreas = kSide * kSide;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t i = 0; i < kAreas; ++i) {
    if (i % kSide + 1 < kSide) pairs.emplace_back(i, i + 1);
    if (i + kSide < kAreas) pairs.emplace_back(i, i + kSide);
  }
  const Neighbours around = neighbours(kAreas, pairs, Weights::binary, true);
  double held = 0.0, count = 0.0;
  for (std::uint32_t round = 0; round < 8; ++round) {
    std::vector<double> rate(kAreas), x(kAreas), n(kAreas);
    for (std::uint32_t i = 0; i < kAreas; ++i) {
      Philox random(20260102, round, i);
      rate[i] = 0.05 * std::exp(0.4 * std::sin(i % kSide * 0.7 + round) + 0.4 * std::cos(i / kSide * 0.6) + 0.1 * normal(random));
      n[i] = persons_of(i * 7 + round);
      x[i] = poisson_number(random, n[i] * rate[i]);
    }
    const auto local = smoothed_locally(x, n, around);
    for (std::uint32_t i = 0; i < kAreas; ++i) {
      held += local.interval[i].lower <= rate[i] && rate[i] <= local.interval[i].upper ? 1.0 : 0.0;
      count += 1.0;
    }
  }
  EXPECT_GE(held / count, 0.92);
  EXPECT_LE(held / count, 0.99);
}

struct FayHerriotRun {
  double held = 0, error = 0, claimed = 0, error_direct = 0;
};
FayHerriotRun run_fay_herriot(VarianceFit method, std::uint32_t areas, double area_variance, std::uint32_t rounds) {
  FayHerriotRun out;
  for (std::uint32_t round = 0; round < rounds; ++round) {
    FayHerriotInput in;
    in.covariates.resize(2);
    std::vector<double> truth;
    for (std::uint32_t i = 0; i < areas; ++i) {
      Philox random(20260103, round, i);
      const double covariate = normal(random);
      truth.push_back(1.0 + 0.5 * covariate + std::sqrt(area_variance) * normal(random));
      in.covariates[0].push_back(1.0);
      in.covariates[1].push_back(covariate);
      in.variance.push_back(0.3 + 0.2 * (i % 5));
      in.y.push_back(truth.back() + std::sqrt(in.variance.back()) * normal(random));
      in.observed.push_back(i % 10 == 9 ? 0 : 1);
    }
    const auto fit = fay_herriot(in, method);
    const double each = 1.0 / (areas * rounds);
    for (std::uint32_t i = 0; i < areas; ++i) {
      const double off = fit.estimate[i] - truth[i];
      out.held += std::abs(off) <= kZ95 * std::sqrt(fit.mse[i]) ? each : 0.0;
      out.error += off * off * each;
      out.claimed += fit.mse[i] * each;
      out.error_direct += in.variance[i] * each;
    }
  }
  return out;
}

TEST(Coverage, FayHerriotClaimsTheErrorThatItMakes) {
  for (const VarianceFit method : {VarianceFit::reml, VarianceFit::ml, VarianceFit::fh, VarianceFit::adjusted}) {
    const FayHerriotRun run = run_fay_herriot(method, 50, 0.5, 250);
    const int which = static_cast<int>(method);
    EXPECT_GE(run.held, 0.925) << which;
    EXPECT_LE(run.held, 0.97) << which;
    EXPECT_GE(run.claimed / run.error, 0.90) << which;
    // The adjusted fit claims more than it needs: the price of a variance that is never zero.
    EXPECT_LE(run.claimed / run.error, method == VarianceFit::adjusted ? 1.30 : 1.15) << which;
    EXPECT_LT(run.error, 0.75 * run.error_direct) << which;
  }
}

}  // namespace
}  // namespace trede::stat
