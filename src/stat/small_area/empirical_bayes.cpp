// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/empirical_bayes.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

namespace trede::stat {
namespace {

constexpr int kMostIterations = 500;
constexpr double kSettled = 1e-12;

struct Prior {
  double mean = 0, variance = 0;
};

double shrunk(double events, double persons, const Prior& prior) {
  const double own = prior.variance + prior.mean / persons;
  return own > 0.0 ? prior.mean + prior.variance / own * (events / persons - prior.mean) : prior.mean;
}

void posterior(GammaFit& fit, std::span<const double> events, std::span<const double> expected) {
  fit.relative_risk.resize(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) fit.relative_risk[i] = (fit.shape + events[i]) / (fit.rate + expected[i]);
}

}  // namespace

MarshallFit marshall(std::span<const double> events, std::span<const double> persons) {
  double x = 0.0, n = 0.0, spread = 0.0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    x += events[i];
    n += persons[i];
  }
  const double mean = x / n;
  for (std::size_t i = 0; i < events.size(); ++i) spread += persons[i] * (events[i] / persons[i] - mean) * (events[i] / persons[i] - mean);
  const Prior prior{mean, std::max(0.0, spread / n - mean / (n / static_cast<double>(events.size())))};
  MarshallFit out{prior.mean, prior.variance, std::vector<double>(events.size())};
  for (std::size_t i = 0; i < events.size(); ++i) out.rate[i] = shrunk(events[i], persons[i], prior);
  return out;
}

std::vector<double> marshall_local(std::span<const double> events, std::span<const double> persons, const Neighbours& around) {
  const std::size_t size = events.size();
  std::vector<double> mean(size, 0.0), total(size, 0.0), squares(size), out(size);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::uint32_t k = around.first[i]; k < around.first[i + 1]; ++k) {
      mean[i] += events[around.index[k]];
      total[i] += persons[around.index[k]];
    }
    mean[i] /= total[i];
    squares[i] = persons[i] * (events[i] / persons[i] - mean[i]) * (events[i] / persons[i] - mean[i]);
  }
  for (std::size_t i = 0; i < size; ++i) {
    double spread = 0.0;
    for (std::uint32_t k = around.first[i]; k < around.first[i + 1]; ++k) spread += squares[around.index[k]];
    const double persons_each = total[i] / static_cast<double>(around.count(i));
    out[i] = shrunk(events[i], persons[i], {mean[i], std::max(0.0, spread / total[i] - mean[i] / persons_each)});
  }
  return out;
}

GammaFit clayton_kaldor(std::span<const double> events, std::span<const double> expected) {
  GammaFit fit;
  const double n = static_cast<double>(events.size());
  fit.shape = 1.0;
  fit.rate = 1.0;
  for (fit.iterations = 1; fit.iterations <= kMostIterations; ++fit.iterations) {
    posterior(fit, events, expected);
    double mean = 0.0, spread = 0.0;
    for (const double risk : fit.relative_risk) mean += risk / n;
    for (std::size_t i = 0; i < events.size(); ++i)
      spread += (1.0 + fit.rate / expected[i]) * (fit.relative_risk[i] - mean) * (fit.relative_risk[i] - mean) / (n - 1.0);
    const double rate = mean / spread, shape = mean * rate;
    fit.converged = std::abs(rate - fit.rate) < kSettled * rate && std::abs(shape - fit.shape) < kSettled * shape;
    fit.rate = rate;
    fit.shape = shape;
    if (fit.converged) break;
  }
  posterior(fit, events, expected);
  return fit;
}

// Newton's method on (log shape, log mean) of the log-likelihood Σ ln Γ(y + a) − ln Γ(a) + a ln b − (y + a) ln(b + E), b = a / m.
GammaFit gamma_likelihood(std::span<const double> events, std::span<const double> expected) {
  using boost::math::digamma;
  using boost::math::trigamma;
  GammaFit fit = clayton_kaldor(events, expected);
  double u = std::log(fit.shape), v = std::log(fit.rate);
  for (fit.iterations = 1; fit.iterations <= kMostIterations; ++fit.iterations) {
    const double a = std::exp(u), b = std::exp(v);
    double ga = 0.0, gb = 0.0, haa = 0.0, hab = 0.0, hbb = 0.0;
    for (std::size_t i = 0; i < events.size(); ++i) {
      const double y = events[i], e = expected[i];
      ga += digamma(y + a) - digamma(a) + std::log(b) - std::log(b + e);
      gb += a / b - (y + a) / (b + e);
      haa += trigamma(y + a) - trigamma(a);
      hab += 1.0 / b - 1.0 / (b + e);
      hbb += -a / (b * b) + (y + a) / ((b + e) * (b + e));
    }
    // To logarithms: gradient a·ga, b·gb; second derivatives a²haa + a·ga and so on.
    const double gu = a * ga, gv = b * gb;
    const double huu = a * a * haa + gu, huv = a * b * hab, hvv = b * b * hbb + gv;
    const double determinant = huu * hvv - huv * huv;
    double du = gu, dv = gv;  // uphill, where the surface is not concave
    if (huu < 0.0 && determinant > 0.0) {
      du = -(hvv * gu - huv * gv) / determinant;
      dv = -(huu * gv - huv * gu) / determinant;
    }
    const double step = std::min(1.0, 1.0 / std::max(std::abs(du), std::abs(dv)));
    u += step * du;
    v += step * dv;
    fit.converged = std::max(std::abs(du), std::abs(dv)) < kSettled;
    if (fit.converged) break;
  }
  fit.shape = std::exp(u);
  fit.rate = std::exp(v);
  posterior(fit, events, expected);
  return fit;
}

}  // namespace trede::stat
