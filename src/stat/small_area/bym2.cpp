// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/bym2.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

#include <Eigen/Dense>

#include "base/parallel.hpp"
#include "stat/intervals.hpp"
#include "stat/small_area/bym2_grid.hpp"
#include "stat/small_area/bym2_laplace.hpp"

namespace trede::stat {
namespace {

using bym2_detail::Conditional;
using bym2_detail::Grid;
using bym2_detail::Hyper;
using bym2_detail::Laplace;
using bym2_detail::Weighted;

// --- densities of areas --------------------------------------------------------------------------------------------------------------

constexpr std::size_t kPlaces = 81;  // of η at which an area's density is taken
constexpr double kReach = 6.0;       // in standard deviations of η
constexpr std::size_t kBlock = 256;  // areas at a time

double to_rate(Family family, double eta) { return family == Family::poisson ? std::exp(eta) : 1.0 / (1.0 + std::exp(-eta)); }

double to_linear(Family family, double rate) { return family == Family::poisson ? std::log(rate) : std::log(rate / (1.0 - rate)); }

// The density of η of one area over the grid: each point's Gaussian without the area's own term, times the area's likelihood.
struct AreaDensity {
  std::array<double, kPlaces> eta{}, weight{};  // weights sum to 1

  AreaDensity(const Bym2Input& in, const std::vector<Weighted<Conditional>>& points, std::size_t i) {
    double mean = 0.0, square = 0.0;
    for (const auto& [w, c] : points) mean += w * c.mean[i];
    for (const auto& [w, c] : points) square += w * (c.variance[i] + (c.mean[i] - mean) * (c.mean[i] - mean));
    const double step = 2.0 * kReach * std::sqrt(square) / static_cast<double>(kPlaces - 1);
    std::array<double, kPlaces> likelihood{};
    for (std::size_t p = 0; p < kPlaces; ++p) {
      eta[p] = mean + step * (static_cast<double>(p) - 0.5 * static_cast<double>(kPlaces - 1));
      if (in.size[i] > 0.0) likelihood[p] = bym2_detail::log_likelihood_of(in.family, in.events[i], in.size[i], eta[p]);
    }
    for (const auto& [w, c] : points) {
      const double own = 1.0 / c.variance[i] - c.weight[i];  // precision without the area's own term
      const bool apart = own > 1e-6 / c.variance[i];
      const double centre = apart ? (c.mean[i] / c.variance[i] - c.weight[i] * c.mean[i] - c.score[i]) / own : c.mean[i];
      const double precision = apart ? own : 1.0 / c.variance[i];
      std::array<double, kPlaces> log_density{};
      double top = -std::numeric_limits<double>::infinity(), total = 0.0;
      for (std::size_t p = 0; p < kPlaces; ++p) {
        log_density[p] = (apart ? likelihood[p] : 0.0) - 0.5 * precision * (eta[p] - centre) * (eta[p] - centre);
        top = std::max(top, log_density[p]);
      }
      for (double& d : log_density) {
        d = std::exp(d - top);
        total += d;
      }
      for (std::size_t p = 0; p < kPlaces; ++p) weight[p] += w * log_density[p] / total;
    }
  }

  // The value below which `share` of the weight lies; each weight is spread evenly over its step.
  [[nodiscard]] double quantile(double share) const {
    const double step = eta[1] - eta[0];
    double before = 0.0;
    for (std::size_t p = 0; p < kPlaces; ++p) {
      if (before + weight[p] >= share) return eta[p] + step * ((share - before) / weight[p] - 0.5);
      before += weight[p];
    }
    return eta.back();
  }
  [[nodiscard]] double above(double value) const {
    const double step = eta[1] - eta[0];
    double sum = 0.0;
    for (std::size_t p = 0; p < kPlaces; ++p) sum += weight[p] * std::clamp(0.5 + (eta[p] - value) / step, 0.0, 1.0);
    return sum;
  }
};

template <class Value>
Posterior moments(const AreaDensity& density, Value value) {
  Posterior out;
  for (std::size_t p = 0; p < kPlaces; ++p) out.mean += density.weight[p] * value(density.eta[p]);
  double square = 0.0;
  for (std::size_t p = 0; p < kPlaces; ++p)
    square += density.weight[p] * (value(density.eta[p]) - out.mean) * (value(density.eta[p]) - out.mean);
  out.sd = std::sqrt(square);
  return out;
}

// A mixture of normal densities by its mean and variance.
template <class Mean, class Variance>
Posterior mixture(const std::vector<Weighted<Conditional>>& points, double z, Mean mean, Variance variance) {
  Posterior out;
  for (const auto& [w, c] : points) out.mean += w * mean(c);
  double square = 0.0;
  for (const auto& [w, c] : points) square += w * (variance(c) + (mean(c) - out.mean) * (mean(c) - out.mean));
  out.sd = std::sqrt(square);
  out.lower = out.mean - z * out.sd;
  out.upper = out.mean + z * out.sd;
  return out;
}

void areas(Bym2Fit& fit, const Bym2Input& in, const std::vector<Weighted<Conditional>>& points) {
  const std::size_t size = in.events.size();
  const double tail = 0.5 - in.level / 2.0, z = normal_quantile(1.0 - tail);
  double events = 0.0, exposed = 0.0;
  for (std::size_t i = 0; i < size; ++i) {
    events += in.events[i];
    exposed += in.size[i];
  }
  fit.rate.resize(size);
  fit.linear.resize(size);
  fit.spatial.resize(size);
  fit.above.resize(size);
  parallel_for((size + kBlock - 1) / kBlock, in.threads, [&](std::size_t block) {
    for (std::size_t i = block * kBlock; i < std::min(size, (block + 1) * kBlock); ++i) {
      const AreaDensity density(in, points, i);
      fit.linear[i] = moments(density, [](double eta) { return eta; });
      fit.linear[i].lower = density.quantile(tail);
      fit.linear[i].upper = density.quantile(1.0 - tail);
      fit.rate[i] = moments(density, [&](double eta) { return to_rate(in.family, eta); });
      fit.rate[i].lower = to_rate(in.family, fit.linear[i].lower);
      fit.rate[i].upper = to_rate(in.family, fit.linear[i].upper);
      fit.above[i] = density.above(to_linear(in.family, in.compare.empty() ? events / exposed : in.compare[i]));
      fit.spatial[i] = mixture(
          points, z, [i](const Conditional& c) { return c.spatial_mean[i]; }, [i](const Conditional& c) { return c.spatial_variance[i]; });
    }
  });
}

bool only_one_outcome(const Bym2Input& in) {
  double events = 0.0, rest = 0.0;
  for (std::size_t i = 0; i < in.events.size(); ++i) {
    events += in.events[i];
    rest += in.size[i] - in.events[i];
  }
  return !(events > 0.0) || (in.family == Family::binomial && !(rest > 0.0));
}

}  // namespace

tl::expected<Bym2Fit, NoBym2> bym2(const Bym2Map& map, const MixingPrior& mixing, const Bym2Input& input, const Bym2Priors& priors) {
  if (only_one_outcome(input)) return tl::unexpected(NoBym2::no_events);
  Laplace first(map, input);
  if (first.collinear()) return tl::unexpected(NoBym2::collinear);
  const double rate = -std::log(priors.sd_tail) / priors.sd_upper;
  const auto prior = [&](const Hyper& h) {
    return std::log(rate) + h.log_sd - rate * std::exp(h.log_sd) + mixing.log_density(h.logit_mixing);
  };

  // The joint mode of the hyperparameters, each step from the last field found.
  std::vector<double> start = first.level();
  const bym2_detail::LogDensity surface = [&](std::span<const Hyper> at, std::span<double> out) {
    parallel_for(at.size(), input.threads, [&](std::size_t k) {
      Laplace worker(map, input);
      const auto value = worker.log_likelihood(at[k], start);
      out[k] = value ? *value + prior(at[k]) : -std::numeric_limits<double>::infinity();
    });
  };
  const auto move_start = [&](const Hyper& at) {
    if (first.log_likelihood(at, start)) start = first.eta();
  };
  const auto frame = bym2_detail::find_frame(surface, move_start);
  if (!frame) return tl::unexpected(NoBym2::unsettled);

  // The grid: the Gaussian of every point, and the likelihood integrated with each area's own correction.
  std::vector<std::optional<Conditional>> found;
  const bym2_detail::LogDensity full = [&](std::span<const Hyper> at, std::span<double> out) {
    const std::size_t offset = found.size();
    found.resize(offset + at.size());
    parallel_for(at.size(), input.threads, [&](std::size_t k) {
      Laplace worker(map, input);
      const auto value = worker.log_likelihood(at[k], start);
      if (value) found[offset + k] = worker.conditional();
      out[k] = found[offset + k] ? *value + found[offset + k]->log_likelihood + prior(at[k]) : -std::numeric_limits<double>::infinity();
    });
  };
  const Grid grid = bym2_detail::make_grid(full, *frame);
  std::vector<Weighted<Conditional>> points;
  double total = 0.0;
  for (std::size_t k = 0; k < grid.value.size(); ++k) total += std::exp(grid.value[k] - grid.top);
  for (std::size_t k = 0; k < grid.value.size(); ++k)
    if (found[k]) points.push_back({std::exp(grid.value[k] - grid.top) / total, std::move(*found[k])});
  if (points.empty()) return tl::unexpected(NoBym2::unsettled);

  Bym2Fit fit;
  fit.points = points.size();
  areas(fit, input, points);
  const double z = normal_quantile(0.5 + input.level / 2.0);
  for (Eigen::Index a = 0; a <= static_cast<Eigen::Index>(input.covariates); ++a)
    fit.coefficient.push_back(mixture(
        points, z, [a](const Conditional& c) { return c.beta[a]; }, [a](const Conditional& c) { return c.beta_covariance(a, a); }));
  const bym2_detail::HyperSummary hyper = bym2_detail::summarise(grid, *frame, input.level);
  fit.sd = hyper.sd;
  fit.mixing = hyper.mixing;
  fit.log_evidence = hyper.log_integral;
  return fit;
}

tl::expected<Bym2Fit, NoBym2> bym2(const Bym2Map& map, const Bym2Input& input, const Bym2Priors& priors) {
  return bym2(map, MixingPrior(map.car(), map.structure(), priors.mixing_upper, priors.mixing_tail), input, priors);
}

}  // namespace trede::stat
