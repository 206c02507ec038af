// SPDX-License-Identifier: EUPL-1.2
// BYM2 against a long Markov chain of its own model: one coordinate at a time, on the independent standard normal coordinates of the field,
// the intercept, log σ and logit ρ (Metropolis). The chain shares nothing with the product but the scaled matrix and the prior of the
// mixing. Short here, with a tolerance for its noise; TREDE_LONG=1: a hundred times as long.
#include <array>

#include <gtest/gtest.h>

#include "stat/small_area/simulated_map.hpp"

namespace trede::stat {
namespace {

constexpr double kRate = 4.605170185988091;  // −ln 0.01: P(σ > 1) = 0.01

class Chain {
 public:
  Chain(const Bym2Map& map, const MixingPrior& prior, std::span<const double> events, std::span<const double> size, std::uint64_t seed)
      : basis_(test::basis(map.car())),
        prior_(&prior),
        events_(events),
        size_(size),
        random_(seed, 0, 0),
        v_(events.size(), 0.0),
        w_(static_cast<std::size_t>(basis_.cols()), 0.0),
        u_(Eigen::VectorXd::Zero(basis_.rows())) {
    rebuild();
  }

  void sweep() {
    for (std::size_t i = 0; i < v_.size(); ++i) move_independent(i);
    for (std::size_t k = 0; k < w_.size(); ++k) move_spatial(k);
    for (int h = 0; h < 3; ++h) move_parameter(h);
  }
  [[nodiscard]] const std::vector<double>& eta() const { return eta_; }
  [[nodiscard]] double sd() const { return std::exp(parameter_[1]); }
  [[nodiscard]] double mixing() const { return 1.0 / (1.0 + std::exp(-parameter_[2])); }
  [[nodiscard]] double intercept() const { return parameter_[0]; }

 private:
  [[nodiscard]] double likelihood(std::size_t i, double eta) const { return events_[i] * eta - size_[i] * std::exp(eta); }
  [[nodiscard]] double part(bool spatial) const { return sd() * std::sqrt(spatial ? mixing() : 1.0 - mixing()); }
  void rebuild() {
    eta_.resize(v_.size());
    for (std::size_t i = 0; i < v_.size(); ++i)
      eta_[i] = parameter_[0] + part(false) * v_[i] + part(true) * u_[static_cast<Eigen::Index>(i)];
  }
  bool accept(double log_ratio) { return std::log(random_.uniform()) < log_ratio; }

  void move_independent(std::size_t i) {
    const double next = v_[i] + 1.5 * test::normal(random_), eta = eta_[i] + part(false) * (next - v_[i]);
    if (!accept(likelihood(i, eta) - likelihood(i, eta_[i]) - 0.5 * (next * next - v_[i] * v_[i]))) return;
    v_[i] = next;
    eta_[i] = eta;
  }
  void move_spatial(std::size_t k) {
    const auto column = static_cast<Eigen::Index>(k);
    const double next = w_[k] + 1.2 * test::normal(random_), by = part(true) * (next - w_[k]);
    double ratio = -0.5 * (next * next - w_[k] * w_[k]);
    for (std::size_t i = 0; i < eta_.size(); ++i) {
      const double b = basis_(static_cast<Eigen::Index>(i), column);
      if (b != 0.0) ratio += likelihood(i, eta_[i] + by * b) - likelihood(i, eta_[i]);
    }
    if (!accept(ratio)) return;
    u_ += (next - w_[k]) * basis_.col(column);
    w_[k] = next;
    for (std::size_t i = 0; i < eta_.size(); ++i) eta_[i] += by * basis_(static_cast<Eigen::Index>(i), column);
  }
  [[nodiscard]] double prior_of() const { return parameter_[1] - kRate * std::exp(parameter_[1]) + prior_->log_density(parameter_[2]); }
  void move_parameter(int h) {
    const auto at = static_cast<std::size_t>(h);
    const std::vector<double> before = eta_;
    const double kept = parameter_[at];
    double ratio = -prior_of();
    parameter_[at] += std::array<double, 3>{0.15, 0.35, 1.2}[at] * test::normal(random_);
    rebuild();
    ratio += prior_of();
    for (std::size_t i = 0; i < eta_.size(); ++i) ratio += likelihood(i, eta_[i]) - likelihood(i, before[i]);
    if (accept(ratio)) return;
    parameter_[at] = kept;
    eta_ = before;
  }

  Eigen::MatrixXd basis_;
  const MixingPrior* prior_;
  std::span<const double> events_, size_;
  Philox random_;
  std::vector<double> v_, w_, eta_;
  Eigen::VectorXd u_;
  std::array<double, 3> parameter_ = {0.0, std::log(0.4), 0.0};  // intercept, log σ, logit ρ
};

struct Sums {
  double count = 0, sum = 0, square = 0;
  void add(double x) {
    ++count;
    sum += x;
    square += x * x;
  }
  [[nodiscard]] double mean() const { return sum / count; }
  [[nodiscard]] double sd() const { return std::sqrt(square / count - mean() * mean()); }
};

TEST(Bym2Chain, PosteriorMeansAndSpreadsAreThoseOfALongChain) {
  constexpr std::size_t kAreas = 5 * 5 + 3;
  const Bym2Map map(neighbours(kAreas, test::rectangle(5, 5, true), Weights::binary));
  const MixingPrior prior(map.car(), map.structure(), 0.5, 2.0 / 3.0);
  Philox random(99, 0, 0);
  const auto truth = test::draw_field(random, test::basis(map.car()), 0.2, 0.5, 0.6);
  std::vector<double> size;
  for (std::size_t i = 0; i < kAreas; ++i) size.push_back(6.0 * std::exp(0.8 * test::normal(random)));
  const auto events = test::draw_events(random, Family::poisson, size, truth.eta);
  const auto fit = bym2(map, prior, {.events = events, .size = size, .level = 0.9});
  ASSERT_TRUE(fit);

  const int sweeps = test::long_run() ? 2000000 : 12000;
  Chain chain(map, prior, events, size, 4);
  for (int k = 0; k < sweeps / 20; ++k) chain.sweep();
  std::vector<Sums> eta(kAreas), rate(kAreas);
  std::vector<double> inside(kAreas, 0.0);
  Sums sd, mixing, intercept;
  for (int k = 0; k < sweeps; ++k) {
    chain.sweep();
    for (std::size_t i = 0; i < kAreas; ++i) {
      const double r = std::exp(chain.eta()[i]);
      eta[i].add(chain.eta()[i]);
      rate[i].add(r);
      inside[i] += r >= fit->rate[i].lower && r <= fit->rate[i].upper ? 1.0 : 0.0;
    }
    sd.add(chain.sd());
    mixing.add(chain.mixing());
    intercept.add(chain.intercept());
  }
  // In posterior standard deviations; the long chain's own noise is below 0.01.
  const double tolerance = test::long_run() ? 0.02 : 0.25;
  double worst_mean = 0.0, worst_rate = 0.0, worst_spread = 0.0, least_inside = 1.0, most_inside = 0.0;
  for (std::size_t i = 0; i < kAreas; ++i) {
    worst_mean = std::max(worst_mean, std::abs(fit->linear[i].mean - eta[i].mean()) / eta[i].sd());
    worst_rate = std::max(worst_rate, std::abs(fit->rate[i].mean - rate[i].mean()) / rate[i].sd());
    worst_spread = std::max(worst_spread, std::abs(fit->linear[i].sd / eta[i].sd() - 1.0));
    least_inside = std::min(least_inside, inside[i] / sweeps);
    most_inside = std::max(most_inside, inside[i] / sweeps);
  }
  std::printf(
      "%d sweeps: eta %.4f sd, rate %.4f sd, spread %.4f, mass of 90 %% intervals %.4f to %.4f; sd %.4f (chain %.4f), mixing %.4f (%.4f), "
      "intercept %.4f (%.4f)\n",
      sweeps, worst_mean, worst_rate, worst_spread, least_inside, most_inside, fit->sd.mean, sd.mean(), fit->mixing.mean, mixing.mean(),
      fit->coefficient[0].mean, intercept.mean());
  EXPECT_LT(worst_mean, tolerance);
  EXPECT_LT(worst_rate, tolerance);
  EXPECT_LT(worst_spread, tolerance);
  EXPECT_GT(least_inside, 0.9 - 0.4 * tolerance);
  EXPECT_LT(most_inside, 0.9 + 0.4 * tolerance);
  EXPECT_NEAR(fit->sd.mean, sd.mean(), tolerance * sd.sd());
  EXPECT_NEAR(fit->mixing.mean, mixing.mean(), tolerance * mixing.sd());
  EXPECT_NEAR(fit->coefficient[0].mean, intercept.mean(), tolerance * intercept.sd());
}

}  // namespace
}  // namespace trede::stat
