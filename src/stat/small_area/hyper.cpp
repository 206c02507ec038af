// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/hyper.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "stat/distributions.hpp"
#include "stat/small_area/spread_grid.hpp"

namespace trede::stat {
namespace {

constexpr double kSmallest = 1e-3;  // of the spread on its scale (0, 1)

// The coefficient of variation goes up to 5; with few areas to a quarter of their number, at least 1: they cannot tell more.
double largest(Counts counts, std::size_t areas) {
  if (counts == Counts::binomial) return 1.0 - kSmallest;
  const double cv = std::clamp(static_cast<double>(areas) / 4.0, 1.0, 5.0);
  return cv / (1.0 + cv);
}

double strength_at(Counts counts, double t) {
  if (counts == Counts::binomial) return 1.0 / (t * t) - 1.0;
  const double cv = t / (1.0 - t);
  return 1.0 / (cv * cv);
}

// The best mean at a given strength, its spread on the log or logit scale, and the log-likelihood there, the mean integrated out.
struct Profile {
  double strength = 0;
  double at = 0;  // log m or logit m
  double spread = 0;
  double log_likelihood = 0;
};

// Newton on u = log m of Σ x u − (a + x) log(a + n eᵘ) + h u, which is concave. h is half an event; less where the areas together weigh
// less than a few, so that it never outweighs them.
Profile poisson_profile(std::span<const double> x, std::span<const double> n, double a, double start) {
  Profile out{.strength = a, .at = start};
  const double all = a * static_cast<double>(x.size()), half = 0.5 * all / (all + 1.0);
  double curvature = 1.0;
  for (int step = 0; step < 50; ++step) {
    const double m = std::exp(out.at);
    double slope = half;
    curvature = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double mean = n[i] * m, sum = a + mean;
      slope += a * (x[i] - mean) / sum;
      curvature += (a + x[i]) * a * mean / (sum * sum);
    }
    const double move = std::clamp(slope / curvature, -2.0, 2.0);
    out.at += move;
    if (std::abs(move) < 1e-7) break;
  }
  const double m = std::exp(out.at), first = log_gamma(a), log_a = std::log(a);
  double sum = half * out.at;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i] > 0.0) sum += log_gamma(a + x[i]) - first + x[i] * (out.at - log_a);
    sum -= (a + x[i]) * std::log1p(n[i] * m / a);
  }
  out.spread = 1.0 / std::sqrt(curvature);
  out.log_likelihood = sum + std::log(out.spread);
  return out;
}

// The mean by its optimal weights n / (1 + (n − 1) ρ), which is the quasi-likelihood; the spread of its logit from the same.
Profile binomial_profile(std::span<const double> x, std::span<const double> n, double strength) {
  Profile out{.strength = strength};
  const double rho = 1.0 / (strength + 1.0);
  double events = 0.5, persons = 1.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double by = 1.0 / (1.0 + std::max(0.0, n[i] - 1.0) * rho);
    events += by * x[i];
    persons += by * n[i];
  }
  const double m = events / persons;
  out.at = std::log(m / (1.0 - m));
  out.spread = 1.0 / std::sqrt(persons * m * (1.0 - m));
  const double alpha = m * strength, beta = strength - alpha;
  const double first = log_gamma(strength) - log_gamma(alpha) - log_gamma(beta);
  double sum = 0.5 * (std::log(m) + std::log(1.0 - m)) + std::log(out.spread);
  for (std::size_t i = 0; i < x.size(); ++i)
    sum += first + log_gamma(alpha + x[i]) + log_gamma(beta + n[i] - x[i]) - log_gamma(strength + n[i]);
  out.log_likelihood = sum;
  return out;
}

}  // namespace

std::vector<Hyper> hyper_posterior(Counts counts, std::span<const double> events, std::span<const double> persons) {
  double x = 0.5, n = 0.0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    x += events[i];
    n += persons[i];
  }
  double start = std::log(x / n);
  const auto profile = [&](double t) {
    const double strength = strength_at(counts, t);
    if (counts == Counts::binomial) return binomial_profile(events, persons, strength);
    const Profile out = poisson_profile(events, persons, strength, start);
    start = out.at;
    return out;
  };
  const auto grid = spread_grid<Profile>(kSmallest, largest(counts, events.size()), profile);
  constexpr std::array<std::pair<double, double>, 3> kHermite = {
      {{0.0, 2.0 / 3.0}, {-1.7320508075688772, 1.0 / 6.0}, {1.7320508075688772, 1.0 / 6.0}}};
  std::vector<Hyper> out;
  double sum = 0.0;
  for (std::size_t k = 0; k < kSpreadPoints; ++k) {
    if (grid.weight[k] < 1e-12) continue;
    for (const auto& [at, share] : kHermite) {
      const double u = grid.value[k].at + at * grid.value[k].spread;
      const double mean = counts == Counts::poisson ? std::exp(u) : 1.0 / (1.0 + std::exp(-u));
      out.push_back({mean, grid.value[k].strength, grid.weight[k] * share});
      sum += out.back().weight;
    }
  }
  for (Hyper& node : out) node.weight /= sum;
  return out;
}

Moments area_posterior(Counts counts, std::span<const Hyper> nodes, double events, double persons) {
  Moments out;
  double square = 0.0, within = 0.0;
  for (const Hyper& node : nodes) {
    double mean = 0.0, variance = 0.0;
    if (counts == Counts::poisson) {
      const double rate = node.strength / node.mean + persons;
      mean = (node.strength + events) / rate;
      variance = mean / rate;
    } else {
      const double sum = node.strength + persons;
      mean = (node.mean * node.strength + events) / sum;
      variance = mean * (1.0 - mean) / (sum + 1.0);
    }
    out.mean += node.weight * mean;
    square += node.weight * mean * mean;
    within += node.weight * variance;
  }
  out.variance = within + std::max(0.0, square - out.mean * out.mean);
  return out;
}

}  // namespace trede::stat
