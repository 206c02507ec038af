// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/empirical_bayes.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "stat/distributions.hpp"
#include "stat/small_area/gamma_regression.hpp"

namespace trede::stat {
namespace {

constexpr int kMostIterations = 20000;
constexpr double kNoSpread = 1e10;  // a gamma of this shape or a beta of this strength no longer differs from its mean

struct Totals {
  double events = 0, persons = 0, mean = 0, spread = 0;  // spread: Σ n (p − mean)² / Σ n
};
Totals totals(std::span<const double> events, std::span<const double> persons) {
  Totals out;
  for (std::size_t i = 0; i < events.size(); ++i) {
    out.events += events[i];
    out.persons += persons[i];
  }
  out.mean = out.events / out.persons;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const double off = events[i] / persons[i] - out.mean;
    out.spread += persons[i] * off * off / out.persons;
  }
  return out;
}

void fill_shares(ShareFit& fit, std::span<const double> events, std::span<const double> persons) {
  fit.share.assign(events.size(), fit.mean);
  if (!fit.strength) return;
  for (std::size_t i = 0; i < events.size(); ++i) fit.share[i] = (fit.mean * *fit.strength + events[i]) / (*fit.strength + persons[i]);
}

void fill_risks(GammaFit& fit, std::span<const double> events, std::span<const double> expected) {
  fit.relative_risk.assign(events.size(), fit.mean);
  if (!fit.shape) return;
  for (std::size_t i = 0; i < events.size(); ++i) fit.relative_risk[i] = (*fit.shape + events[i]) / (*fit.rate + expected[i]);
}

// Mean of the risks, and their variance with 1 + rate/expected as weight (the plain variance at rate 0).
struct Moments {
  double mean = 0, variance = 0;
};
Moments moments_of(std::span<const double> risk, std::span<const double> expected, double rate) {
  const double n = static_cast<double>(risk.size());
  Moments out;
  for (const double r : risk) out.mean += r / n;
  if (risk.size() < 2) return out;
  for (std::size_t i = 0; i < risk.size(); ++i)
    out.variance += (1.0 + rate / expected[i]) * (risk[i] - out.mean) * (risk[i] - out.mean) / (n - 1.0);
  return out;
}

bool same(double a, double b, double settled) { return std::abs(a - b) <= settled * std::abs(a + b); }

double log_posterior(const LogNormalFit& fit, double events, double raw) {
  const double weight = (events + 0.5) * fit.variance;
  return (fit.mean + weight * raw - fit.variance / 2.0) / (1.0 + weight);
}

// One step of Newton's method on two logarithms, uphill where the surface is not concave, no longer than 1.
struct Slopes {
  double u = 0, v = 0, uu = 0, uv = 0, vv = 0;
};
std::pair<double, double> newton(const Slopes& at) {
  const double determinant = at.uu * at.vv - at.uv * at.uv;
  double du = at.u, dv = at.v;
  if (at.uu < 0.0 && determinant > 0.0) {
    du = -(at.vv * at.u - at.uv * at.v) / determinant;
    dv = -(at.uu * at.v - at.uv * at.u) / determinant;
  }
  const double scale = std::max(1.0, std::max(std::abs(du), std::abs(dv)));
  return {du / scale, dv / scale};
}

// Slopes of the beta-binomial log-likelihood in (log α, log β).
Slopes beta_slopes(std::span<const double> x, std::span<const double> n, double alpha, double beta) {
  const double sum = alpha + beta;
  const double da = digamma(alpha), db = digamma(beta), ds = digamma(sum);
  const double ta = trigamma(alpha), tb = trigamma(beta), ts = trigamma(sum);
  double ga = 0.0, gb = 0.0, haa = 0.0, hab = 0.0, hbb = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double both = ds - digamma(sum + n[i]), bend = ts - trigamma(sum + n[i]);
    ga += digamma(alpha + x[i]) - da + both;
    gb += digamma(beta + n[i] - x[i]) - db + both;
    haa += trigamma(alpha + x[i]) - ta + bend;
    hbb += trigamma(beta + n[i] - x[i]) - tb + bend;
    hab += bend;
  }
  return {alpha * ga, beta * gb, alpha * alpha * haa + alpha * ga, alpha * beta * hab, beta * beta * hbb + beta * gb};
}

}  // namespace

MarshallFit marshall(std::span<const double> events, std::span<const double> persons) {
  const Totals all = totals(events, persons);
  const double each = all.persons / static_cast<double>(events.size());
  MarshallFit out{all.mean, std::max(0.0, all.spread - all.mean / each), std::vector<double>(events.size())};
  for (std::size_t i = 0; i < events.size(); ++i) out.rate[i] = shrunk(events[i], persons[i], {out.mean, out.variance});
  return out;
}

// With s² the weighted variance, q = m (1 − m) and n̄ the mean number of persons, the weight of an area's own share,
// n (s² − q/n̄) / (n (s² − q/n̄) − s² + q), is n / (n + M) with M = (q − s²) / (s² − q/n̄).
ShareFit marshall_binomial(std::span<const double> events, std::span<const double> persons) {
  const Totals all = totals(events, persons);
  ShareFit out{.mean = all.mean, .variance = all.spread};
  const double chance = all.mean * (1.0 - all.mean);
  const double beyond = all.spread - chance * static_cast<double>(events.size()) / all.persons;
  if (beyond > 0.0) out.strength = std::max(0.0, (chance - all.spread) / beyond);
  if (out.strength && *out.strength > kNoSpread) out.strength.reset();
  fill_shares(out, events, persons);
  return out;
}

ShareFit beta_binomial(std::span<const double> events, std::span<const double> persons) {
  ShareFit out = marshall_binomial(events, persons);
  const double chance = out.mean * (1.0 - out.mean);
  double beyond = 0.0;  // slope of the log-likelihood where the spread is chance alone (Tarone 1979)
  for (std::size_t i = 0; i < events.size(); ++i) {
    const double off = events[i] - persons[i] * out.mean;
    beyond += chance > 0.0 ? off * off / chance - persons[i] : 0.0;
  }
  if (!(beyond > 0.0)) {
    out.strength.reset();
    fill_shares(out, events, persons);
    return out;
  }
  const double start = std::clamp(out.strength.value_or(100.0), 0.1, 1e5);
  double u = std::log(out.mean * start), v = std::log((1.0 - out.mean) * start);
  out.converged = false;
  for (out.iterations = 1; out.iterations <= 500 && !out.converged; ++out.iterations) {
    const auto [du, dv] = newton(beta_slopes(events, persons, std::exp(u), std::exp(v)));
    u += du;
    v += dv;
    out.converged = std::max(std::abs(du), std::abs(dv)) < 1e-10;
    if (std::exp(u) + std::exp(v) > kNoSpread) break;
  }
  const double sum = std::exp(u) + std::exp(v);
  if (sum > kNoSpread) {
    out.strength.reset();
    out.converged = true;
  } else {
    out.mean = std::exp(u) / sum;
    out.strength = sum;
  }
  fill_shares(out, events, persons);
  return out;
}

double shrunk(double events, double persons, const LocalPrior& prior) {
  if (!(persons > 0.0)) return prior.mean;
  const double own = prior.variance + prior.mean / persons;
  return own > 0.0 ? prior.mean + prior.variance / own * (events / persons - prior.mean) : prior.mean;
}

std::vector<std::optional<LocalPrior>> marshall_local(std::span<const double> events, std::span<const double> persons,
                                                      const Neighbours& around) {
  const std::size_t size = events.size();
  std::vector<double> mean(size, 0.0), total(size, 0.0), count(size, 0.0), squares(size, 0.0);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::uint32_t k = around.first[i]; k < around.first[i + 1]; ++k) {
      const std::uint32_t j = around.index[k];
      if (!(persons[j] > 0.0)) continue;
      mean[i] += events[j];
      total[i] += persons[j];
      count[i] += 1.0;
    }
    if (total[i] > 0.0) mean[i] /= total[i];
    if (!(persons[i] > 0.0)) continue;
    const double off = events[i] / persons[i] - mean[i];
    squares[i] = persons[i] * off * off;
  }
  std::vector<std::optional<LocalPrior>> out(size);
  for (std::size_t i = 0; i < size; ++i) {
    if (!(total[i] > 0.0)) continue;
    double spread = 0.0;
    for (std::uint32_t k = around.first[i]; k < around.first[i + 1]; ++k) spread += squares[around.index[k]];
    out[i] = {mean[i], std::max(0.0, spread / total[i] - mean[i] * count[i] / total[i])};
  }
  return out;
}

GammaFit clayton_kaldor(std::span<const double> events, std::span<const double> expected, double settled) {
  const std::size_t areas = events.size();
  GammaFit fit{.mean = totals(events, expected).mean};
  std::vector<double> risk(areas);
  for (std::size_t i = 0; i < areas; ++i) risk[i] = events[i] / expected[i];
  double rate = 0.0, shape = 0.0;  // of the round before; a rate of 0 weighs the first variance as it is
  Moments now = moments_of(risk, expected, rate), before;
  fit.converged = false;
  while (fit.iterations++ < kMostIterations && !fit.converged) {
    // Every area the same, or differences that keep shrinking: no more than chance.
    if (!(now.variance > 0.0) || !(now.mean > 0.0) || now.mean * now.mean / now.variance > kNoSpread) {
      fit.converged = true;
      fill_risks(fit, events, expected);
      return fit;
    }
    rate = now.mean / now.variance;
    shape = now.mean * rate;
    for (std::size_t i = 0; i < areas; ++i) risk[i] = (shape + events[i]) / (rate + expected[i]);
    before = now;
    now = moments_of(risk, expected, rate);
    // The first round only leaves the raw moments behind.
    fit.converged = fit.iterations > 1 && same(now.mean, before.mean, settled) && same(now.variance, before.variance, settled);
  }
  fit.shape = shape;
  fit.rate = rate;
  fit.mean = shape / rate;
  fill_risks(fit, events, expected);
  return fit;
}

GammaFit gamma_likelihood(std::span<const double> events, std::span<const double> expected) {
  const GammaRegression all = gamma_regression(events, expected, {});
  GammaFit fit{.mean = all.mean.front(), .iterations = all.iterations, .converged = all.converged};
  if (all.shape) {
    fit.shape = all.shape;
    fit.rate = *all.shape / fit.mean;
  }
  fill_risks(fit, events, expected);
  return fit;
}

LogNormalFit log_normal(std::span<const double> events, std::span<const double> expected, double settled) {
  const std::size_t areas = events.size();
  const double n = static_cast<double>(areas);
  std::vector<double> raw(areas);
  for (std::size_t i = 0; i < areas; ++i) raw[i] = std::log((events[i] + 0.5) / expected[i]);
  LogNormalFit fit;
  fit.log_risk = raw;
  const Moments start = moments_of(raw, expected, 0.0);
  fit.mean = start.mean;
  fit.variance = start.variance;
  fit.converged = !(fit.variance > 0.0);
  while (!fit.converged && fit.iterations++ < kMostIterations) {
    double mean = 0.0, variance = 0.0;
    for (const double b : fit.log_risk) mean += b / n;
    for (std::size_t i = 0; i < areas; ++i) {
      const double off = fit.log_risk[i] - mean;
      variance += (fit.variance / (1.0 + fit.variance * (events[i] + 0.5)) + off * off) / n;
    }
    fit.converged = same(mean, fit.mean, settled) && same(variance, fit.variance, settled);
    fit.mean = mean;
    fit.variance = variance;
    for (std::size_t i = 0; i < areas; ++i) fit.log_risk[i] = log_posterior(fit, events[i], raw[i]);
    if (variance < 1.0 / kNoSpread) {
      fit.variance = 0.0;
      fit.converged = true;
    }
  }
  for (std::size_t i = 0; i < areas; ++i) {
    fit.log_risk[i] = log_posterior(fit, events[i], raw[i]);
    fit.spread.push_back(std::sqrt(fit.variance / (1.0 + fit.variance * (events[i] + 0.5))));
  }
  return fit;
}

}  // namespace trede::stat
