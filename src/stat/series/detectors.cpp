// SPDX-License-Identifier: EUPL-1.2
#include "stat/series/detectors.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "stat/intervals.hpp"

namespace trede::stat {
namespace {

struct Moments {
  double mean = 0, deviation = 0;
};

std::optional<Moments> moments(std::span<const double> values) {
  double sum = 0.0;
  for (const double v : values) sum += v;
  Moments out;
  out.mean = sum / static_cast<double>(values.size());
  double square = 0.0;
  for (const double v : values) square += (v - out.mean) * (v - out.mean);
  out.deviation = std::sqrt(square / static_cast<double>(values.size() - 1));
  if (std::isnan(sum)) return std::nullopt;
  return out;
}

// C2 of a period; 0/0 (no spread and no excess) is no excess.
double excess(double y, const Moments& m) {
  if (m.deviation > 0.0) return (y - m.mean) / m.deviation;
  return y > m.mean ? std::numeric_limits<double>::infinity() : 0.0;
}

double standardised(double y, double m, CusumScale scale) {
  switch (scale) {
    case CusumScale::rossi: return (y - 3.0 * m + 2.0 * std::sqrt(y * m)) / (2.0 * std::sqrt(m));
    case CusumScale::standard: return (y - m) / std::sqrt(m);
    case CusumScale::anscombe: break;
  }
  return 1.5 * (std::pow(y, 2.0 / 3.0) - std::pow(m, 2.0 / 3.0)) / std::pow(m, 1.0 / 6.0);
}

// The count whose standardised value is `z`, not below 0.
double count_at(double z, double m, CusumScale scale) {
  switch (scale) {
    case CusumScale::rossi: {
      // With r = √y: r² + 2√m r − (3m + 2z√m) = 0. Where the root is negative no count is small enough; its square is given all the same,
      // as in the package with which the bounds are compared.
      const double under = 4.0 * m + 2.0 * z * std::sqrt(m);
      const double root = std::sqrt(under) - std::sqrt(m);
      return under > 0.0 ? root * root : 0.0;
    }
    case CusumScale::standard: return std::max(0.0, std::ceil(std::sqrt(m) * z + m));
    case CusumScale::anscombe: break;
  }
  const double base = 2.0 / 3.0 * std::pow(m, 1.0 / 6.0) * z + std::pow(m, 2.0 / 3.0);
  return base > 0.0 ? std::pow(base, 1.5) : 0.0;
}

// Largest log likelihood ratio of counts[from, to) with mean e^κ μ against μ, over κ ≥ 0. The logarithm of the likelihood is concave in κ;
// Newton from the given start, kept within a bracket.
class RiseOfMean {
 public:
  RiseOfMean(std::span<const double> y, std::span<const double> mean, double over) : y_(y), mean_(mean), over_(over) {}

  double largest(std::size_t from, std::size_t to, double& kappa) const {
    double slope = 0.0, bend = 0.0;
    derivatives(from, to, 0.0, slope, bend);
    if (!(slope > 0.0)) return 0.0;
    double low = 0.0, high = std::numeric_limits<double>::infinity();
    double at = kappa > 0.0 ? kappa : slope / bend;
    for (int step = 0; step < 200; ++step) {
      derivatives(from, to, at, slope, bend);
      (slope > 0.0 ? low : high) = at;
      double next = at + slope / bend;
      if (!(next > low && next < high)) next = std::isfinite(high) ? (low + high) / 2.0 : 2.0 * at + 1.0;
      const double moved = std::abs(next - at);
      at = next;
      if (moved < 1e-10) break;
    }
    kappa = at;
    return ratio(from, to, at);
  }

 private:
  void derivatives(std::size_t from, std::size_t to, double kappa, double& slope, double& bend) const {
    const double factor = std::exp(kappa);
    slope = bend = 0.0;
    for (std::size_t i = from; i < to; ++i) {
      const double m = factor * mean_[i], scale = 1.0 + over_ * m;
      slope += (y_[i] - m) / scale;
      bend += m * (1.0 + over_ * y_[i]) / (scale * scale);
    }
  }
  double ratio(std::size_t from, std::size_t to, double kappa) const {
    const double factor = std::exp(kappa);
    double sum = 0.0;
    for (std::size_t i = from; i < to; ++i) {
      const double risen = factor * mean_[i];
      if (over_ > 0.0) sum += kappa * y_[i] + (y_[i] + 1.0 / over_) * std::log1p(over_ * (mean_[i] - risen) / (1.0 + over_ * risen));
      else sum += kappa * y_[i] + mean_[i] - risen;
    }
    return sum;
  }

  std::span<const double> y_, mean_;
  double over_;
};

}  // namespace

std::vector<std::optional<double>> ears_bounds(std::span<const double> y, const EarsSettings& s) {
  std::vector<std::optional<double>> out(y.size());
  const double z = normal_quantile(1.0 - s.alpha);
  const std::size_t gap = s.method == Ears::c1 ? 0 : 2;
  const auto before = [&](std::size_t t) -> std::optional<Moments> {
    if (t < s.baseline + gap) return std::nullopt;
    auto found = moments(y.subspan(t - gap - s.baseline, s.baseline));
    if (found) found->deviation = std::max(found->deviation, s.least_deviation);
    return found;
  };
  for (std::size_t t = 0; t < y.size(); ++t) {
    const auto now = before(t);
    if (!now) continue;
    if (s.method != Ears::c3) {
      out[t] = now->mean + z * now->deviation;
      continue;
    }
    double earlier = 0.0;
    bool known = t >= 2 && !std::isnan(y[t]) && !std::isnan(y[t - 1]) && !std::isnan(y[t - 2]);
    for (std::size_t lag = 1; lag <= 2 && known; ++lag) {
      const auto then = before(t - lag);
      known = then.has_value();
      if (known) earlier += std::max(0.0, excess(y[t - lag], *then) - 1.0);
    }
    if (!known) continue;
    const double bound = y[t] + now->deviation * (z - earlier);
    if (!std::isnan(bound)) out[t] = std::max(0.0, bound);
  }
  return out;
}

std::vector<CusumStep> cusum(std::span<const double> y, std::span<const double> mean, const CusumSettings& s) {
  std::vector<CusumStep> out;
  out.reserve(y.size());
  double sum = 0.0;
  for (std::size_t t = 0; t < y.size(); ++t) {
    const double m = mean.size() == 1 ? mean[0] : mean[t];
    CusumStep step;
    step.upper = count_at(s.h + s.k - sum, m, s.scale);
    sum = std::max(0.0, sum + standardised(y[t], m, s.scale) - s.k);
    step.cusum = sum;
    step.alarm = sum >= s.h;
    out.push_back(step);
  }
  return out;
}

std::vector<GlrStep> glr(std::span<const double> y, std::span<const double> mean, double overdispersion, const GlrSettings& s) {
  std::vector<GlrStep> out(y.size());
  const RiseOfMean rise(y, mean, overdispersion);
  std::size_t start = 0;
  for (std::size_t t = 0; t < y.size(); ++t) {
    const std::size_t from = s.window > 0 && t > s.window ? std::max(start, t - s.window) : start;
    double kappa = 0.0;
    for (std::size_t k = from; k <= t; ++k) out[t].statistic = std::max(out[t].statistic, rise.largest(k, t + 1, kappa));
    out[t].alarm = out[t].statistic >= s.limit;
    if (out[t].alarm) start = t + 1;
  }
  return out;
}

}  // namespace trede::stat
