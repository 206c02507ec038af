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
constexpr double kSettled = 1e-12;
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

GammaFit clayton_kaldor(std::span<const double> events, std::span<const double> expected) {
  const MarshallFit start = marshall(events, expected);
  GammaFit fit{.mean = start.mean};
  const double n = static_cast<double>(events.size());
  double shape = 1.0, rate = start.mean > 0.0 ? 1.0 / start.mean : 1.0;
  fit.converged = false;
  for (fit.iterations = 1; fit.iterations <= kMostIterations; ++fit.iterations) {
    double mean = 0.0, spread = 0.0;
    for (std::size_t i = 0; i < events.size(); ++i) mean += (shape + events[i]) / (rate + expected[i]) / n;
    for (std::size_t i = 0; i < events.size() && events.size() > 1; ++i) {
      const double off = (shape + events[i]) / (rate + expected[i]) - mean;
      spread += (1.0 + rate / expected[i]) * off * off / (n - 1.0);
    }
    if (!(spread > 0.0) || !(mean > 0.0) || mean * mean / spread > kNoSpread) {  // every area the same
      fit.converged = true;
      fill_risks(fit, events, expected);
      return fit;
    }
    const double next = mean / spread;
    fit.converged = std::abs(next - rate) < kSettled * next && std::abs(mean * next - shape) < kSettled * shape;
    rate = next;
    shape = mean * next;
    if (fit.converged) break;
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

LogNormalFit log_normal(std::span<const double> events, std::span<const double> expected) {
  const double n = static_cast<double>(events.size());
  std::vector<double> raw(events.size());
  LogNormalFit fit;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    raw[i] = std::log((events[i] + 0.5) / expected[i]);
    fit.mean += raw[i] / n;
  }
  for (const double b : raw) fit.variance += (b - fit.mean) * (b - fit.mean) / std::max(1.0, n - 1.0);
  fit.log_risk = raw;
  fit.converged = raw.size() < 2 || fit.variance == 0.0;
  for (fit.iterations = 0; !fit.converged && fit.iterations < kMostIterations; ++fit.iterations) {
    double mean = 0.0, variance = 0.0;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      const double held = 1.0 + fit.variance * (events[i] + 0.5);
      fit.log_risk[i] = (fit.mean + (events[i] + 0.5) * fit.variance * raw[i] - fit.variance / 2.0) / held;
      mean += fit.log_risk[i] / n;
    }
    for (std::size_t i = 0; i < raw.size(); ++i) {
      const double off = fit.log_risk[i] - mean;
      variance += (fit.variance / (1.0 + fit.variance * (events[i] + 0.5)) + off * off) / n;
    }
    fit.converged = std::abs(mean - fit.mean) < kSettled && std::abs(variance - fit.variance) < kSettled * (1e-6 + variance);
    fit.mean = mean;
    fit.variance = variance;
  }
  fit.spread.resize(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const double held = 1.0 + fit.variance * (events[i] + 0.5);
    fit.log_risk[i] = (fit.mean + (events[i] + 0.5) * fit.variance * raw[i] - fit.variance / 2.0) / held;
    fit.spread[i] = std::sqrt(fit.variance / held);
  }
  return fit;
}

}  // namespace trede::stat
