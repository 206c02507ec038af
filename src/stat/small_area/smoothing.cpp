// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/smoothing.hpp"

#include <algorithm>
#include <cmath>

#include "stat/distributions.hpp"
#include "stat/small_area/empirical_bayes.hpp"
#include "stat/small_area/spread_grid.hpp"

namespace trede::stat {
namespace {

// The areas that take part in the fit: those with persons.
struct Fitted {
  std::vector<double> events, persons;
};
Fitted with_persons(std::span<const double> events, std::span<const double> persons) {
  Fitted out;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (!(persons[i] > 0.0)) continue;
    out.events.push_back(events[i]);
    out.persons.push_back(persons[i]);
  }
  return out;
}

Interval around(double value, Interval found) { return {std::min(value, found.lower), std::max(value, found.upper)}; }

Interval gamma_interval(double value, Moments m, double tail) {
  const double mean = value > 0.0 ? value : m.mean;
  const double shape = mean * mean / m.variance, rate = mean / m.variance;
  return around(value, {value > 0.0 ? gamma_quantile(tail, shape, rate) : 0.0, gamma_upper_quantile(tail, shape, rate)});
}

Interval beta_interval(double value, Moments m, double tail) {
  const bool inside = value > 0.0 && value < 1.0;
  const double mean = inside ? value : m.mean;
  const double strength = std::max(1e-3, mean * (1.0 - mean) / m.variance - 1.0);
  const double a = mean * strength, b = strength - a;
  return around(value, {value > 0.0 ? beta_quantile(tail, a, b) : 0.0, value < 1.0 ? beta_upper_quantile(tail, a, b) : 1.0});
}

Interval interval_about(Counts counts, double value, std::span<const Hyper> nodes, double events, double persons, double tail) {
  Moments m = area_posterior(counts, nodes, events, persons);
  if (counts == Counts::poisson ? value > 0.0 : value > 0.0 && value < 1.0) m.variance += (m.mean - value) * (m.mean - value);
  return counts == Counts::poisson ? gamma_interval(value, m, tail) : beta_interval(value, m, tail);
}

// Plug-in posterior of one area: gamma(shape + x, rate + n) or beta(α + x, β + n − x); a point where areas do not differ.
void plug_in(Smoothed& out, Counts counts, std::span<const double> events, std::span<const double> persons, double tail, bool intervals) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (!out.shape) continue;
    const double a = *out.shape + events[i];
    if (counts == Counts::poisson) {
      const double b = *out.rate + persons[i];
      out.median[i] = gamma_quantile(0.5, a, b);
      if (intervals) out.interval[i] = {gamma_quantile(tail, a, b), gamma_upper_quantile(tail, a, b)};
    } else {
      const double b = *out.rate + persons[i] - events[i];
      if (!(a > 0.0) || !(b > 0.0)) continue;
      out.median[i] = beta_quantile(0.5, a, b);
      if (intervals) out.interval[i] = {beta_quantile(tail, a, b), beta_upper_quantile(tail, a, b)};
    }
  }
}

void value_by_prior(Smoothed& out, Counts counts, std::span<const double> events, std::span<const double> persons) {
  out.value.assign(events.size(), out.mean);
  if (!out.shape) return;
  const double strength = counts == Counts::poisson ? *out.rate : *out.shape + *out.rate;
  for (std::size_t i = 0; i < events.size(); ++i)
    if (strength + persons[i] > 0.0) out.value[i] = (*out.shape + events[i]) / (strength + persons[i]);
}

void fit_common(Smoothed& out, Smoother method, const Fitted& in, double settled) {
  if (method == Smoother::marshall) {
    const MarshallFit fit = marshall(in.events, in.persons);
    out.mean = fit.mean;
    out.variance = fit.variance;
    if (fit.variance > 0.0) {
      out.shape = fit.mean * fit.mean / fit.variance;
      out.rate = fit.mean / fit.variance;
    }
    return;
  }
  if (method == Smoother::gamma || method == Smoother::clayton_kaldor) {
    const GammaFit fit =
        method == Smoother::gamma ? gamma_likelihood(in.events, in.persons) : clayton_kaldor(in.events, in.persons, settled);
    out.mean = fit.mean;
    out.shape = fit.shape;
    out.rate = fit.rate;
    if (fit.shape) out.variance = fit.mean / *fit.rate;
    out.iterations = fit.iterations;
    out.converged = fit.converged;
    return;
  }
  const ShareFit fit = method == Smoother::binomial ? marshall_binomial(in.events, in.persons) : beta_binomial(in.events, in.persons);
  out.mean = fit.mean;
  out.iterations = fit.iterations;
  out.converged = fit.converged;
  if (!fit.strength) return;
  out.shape = fit.mean * *fit.strength;
  out.rate = (1.0 - fit.mean) * *fit.strength;
  out.variance = fit.mean * (1.0 - fit.mean) / (*fit.strength + 1.0);
}

// Log rates y with variance d about a normal whose mean is even over the line; at one standard deviation between areas the mean and its
// variance by weighted least squares, and the restricted likelihood.
struct NormalNode {
  double variance = 0, mean = 0, mean_variance = 0, log_likelihood = 0;
};
SpreadGrid<NormalNode> normal_nodes(const Fitted& in) {
  std::vector<double> y, d;
  for (std::size_t i = 0; i < in.events.size(); ++i) {
    y.push_back(std::log((in.events[i] + 0.5) / in.persons[i]));
    d.push_back(1.0 / (in.events[i] + 0.5));
  }
  return spread_grid<NormalNode>(1e-4, 3.0, [&](double sd) {
    NormalNode out{.variance = sd * sd};
    double sum = 0.0, square = 0.0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      const double w = 1.0 / (out.variance + d[i]);
      sum += w;
      out.mean += w * y[i];
      out.log_likelihood += 0.5 * std::log(w);
    }
    out.mean /= sum;
    for (std::size_t i = 0; i < y.size(); ++i) square += (y[i] - out.mean) * (y[i] - out.mean) / (out.variance + d[i]);
    out.mean_variance = 1.0 / sum;
    out.log_likelihood -= 0.5 * (std::log(sum) + square);
    return out;
  });
}

// Mean squared error of `value` as log rate of an area, over the nodes.
double error_about(double value, const SpreadGrid<NormalNode>& nodes, std::optional<double> events, double persons) {
  double sum = 0.0, error = 0.0;
  for (std::size_t k = 0; k < kSpreadPoints; ++k) {
    const NormalNode& node = nodes.value[k];
    double centre = node.mean, within = node.variance + node.mean_variance;
    if (events) {
      const double d = 1.0 / (*events + 0.5), left = d / (node.variance + d), y = std::log((*events + 0.5) / persons);
      centre = y + left * (node.mean - y);
      within = node.variance * left + left * left * node.mean_variance;
    }
    sum += nodes.weight[k];
    error += nodes.weight[k] * (within + (centre - value) * (centre - value));
  }
  return error / sum;
}

Smoothed smoothed_log_normal(std::span<const double> events, std::span<const double> persons, const Fitted& in, double z,
                             Certainty certainty, double settled) {
  const LogNormalFit fit = log_normal(in.events, in.persons, settled);
  Smoothed out{.mean = fit.mean, .variance = fit.variance, .iterations = fit.iterations, .converged = fit.converged};
  const auto nodes = certainty == Certainty::full ? normal_nodes(in) : SpreadGrid<NormalNode>();
  std::size_t k = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const bool own = persons[i] > 0.0;
    const double centre = own ? fit.log_risk[k] : fit.mean;
    double variance = own ? fit.spread[k] * fit.spread[k] : fit.variance;
    if (certainty == Certainty::full) variance = error_about(centre, nodes, own ? std::optional(events[i]) : std::nullopt, persons[i]);
    k += own ? 1 : 0;
    const double half = z * std::sqrt(variance);
    out.value.push_back(std::exp(centre));
    out.interval.push_back({std::exp(centre - half), std::exp(centre + half)});
  }
  out.median = out.value;
  return out;
}

}  // namespace

std::optional<Smoothed> smoothed(Smoother method, std::span<const double> events, std::span<const double> persons, double z,
                                 Certainty certainty, double settled) {
  const Fitted in = with_persons(events, persons);
  if (in.events.empty()) return std::nullopt;
  if (method == Smoother::lognormal) return smoothed_log_normal(events, persons, in, z, certainty, settled);
  const Counts counts = method == Smoother::binomial || method == Smoother::beta_binomial ? Counts::binomial : Counts::poisson;
  const double tail = normal_cdf(-z);
  Smoothed out;
  fit_common(out, method, in, settled);
  value_by_prior(out, counts, events, persons);
  out.median = out.value;
  for (const double v : out.value) out.interval.push_back({v, v});
  plug_in(out, counts, events, persons, tail, certainty == Certainty::plugin);
  if (certainty == Certainty::plugin) return out;
  const std::vector<Hyper> nodes = hyper_posterior(counts, in.events, in.persons);
  for (std::size_t i = 0; i < events.size(); ++i)
    out.interval[i] = interval_about(counts, out.value[i], nodes, events[i], persons[i], tail);
  return out;
}

SmoothedLocally smoothed_locally(std::span<const double> events, std::span<const double> persons, const Neighbours& around, double z,
                                 Certainty certainty) {
  const std::size_t size = events.size();
  SmoothedLocally out{std::vector<double>(size, 0.0), std::vector<Interval>(size), std::vector<std::uint8_t>(size, 0)};
  const auto priors = marshall_local(events, persons, around);
  const double tail = normal_cdf(-z);
  Fitted near;
  for (std::size_t i = 0; i < size; ++i) {
    if (!priors[i]) continue;
    out.has[i] = 1;
    const double value = shrunk(events[i], persons[i], *priors[i]);
    out.value[i] = value;
    if (certainty == Certainty::plugin) {
      const double mean = priors[i]->mean, variance = priors[i]->variance;
      out.interval[i] = {value, value};
      if (!(variance > 0.0)) continue;
      const double shape = mean * mean / variance + events[i], rate = mean / variance + persons[i];
      out.interval[i] = {gamma_quantile(tail, shape, rate), gamma_upper_quantile(tail, shape, rate)};
      continue;
    }
    near.events.clear();
    near.persons.clear();
    for (std::uint32_t k = around.first[i]; k < around.first[i + 1]; ++k) {
      const std::uint32_t j = around.index[k];
      if (!(persons[j] > 0.0)) continue;
      near.events.push_back(events[j]);
      near.persons.push_back(persons[j]);
    }
    const std::vector<Hyper> nodes = hyper_posterior(Counts::poisson, near.events, near.persons);
    out.interval[i] = interval_about(Counts::poisson, value, nodes, events[i], persons[i], tail);
  }
  return out;
}

}  // namespace trede::stat
