// SPDX-License-Identifier: EUPL-1.2
#include "stat/series/farrington.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "stat/intervals.hpp"
#include "stat/series/counts.hpp"

namespace trede::stat {
namespace {

double power_of(PowerScale scale) {
  switch (scale) {
    case PowerScale::none: return 1.0;
    case PowerScale::half: return 0.5;
    case PowerScale::two_thirds: break;
  }
  return 2.0 / 3.0;
}

// y^(2/3) of a number that occurs often is not computed twice; the others are few.
double two_thirds(double y) {
  const double root = std::cbrt(y);
  return root * root;
}

// What weighing down does to the mean square of standard normal residuals: E(ω s²) / E(ω) with ω = s⁻² above the threshold, else 1.
double shrinkage_of_weights(double threshold) {
  constexpr int kSteps = 4000;
  constexpr double kEnd = 12.0;
  const double tail = normal_upper_tail(threshold), density = std::exp(-threshold * threshold / 2.0) / std::sqrt(2.0 * std::numbers::pi);
  double inverse = 0.0;  // ∫ s⁻² φ(s) ds above the threshold, by the midpoint rule
  const double from = std::max(threshold, 1e-3), step = (kEnd - from) / kSteps;
  for (int i = 0; i < kSteps && step > 0.0; ++i) {
    const double s = from + (i + 0.5) * step;
    inverse += std::exp(-s * s / 2.0) / std::sqrt(2.0 * std::numbers::pi) / (s * s) * step;
  }
  return (1.0 - threshold * density) / (1.0 - tail + inverse);  // E(s²; s ≤ c) = 1 − c φ(c) − tail, and each above it counts for 1
}

// The same for counts with this mean and dispersion, whose residuals are skewed: Σ over counts. Only where that sum is short.
double shrinkage_of_weights(double threshold, double mean, double dispersion, double for_normal) {
  const double size = mean / (dispersion - 1.0), miss = (dispersion - 1.0) / dispersion;
  if (!(mean > 0.1) || mean > 200.0 || !(dispersion > 1.001) || size * std::log(dispersion) > 600.0) return for_normal;
  const double sixth = std::cbrt(std::sqrt(mean)), root = std::sqrt(mean), scale = std::sqrt(dispersion);
  double chance = std::exp(-size * std::log(dispersion)), sum = 0.0, weights = 0.0, squares = 0.0;
  for (double y = 0.0; sum < 1.0 - 1e-9 && y < 5000.0; y += 1.0) {
    const double pearson = (y - mean) * (y - mean) / (mean * dispersion);
    double weight = 1.0;
    if (y > mean && pearson > threshold * threshold) {
      const double anscombe = 1.5 * (two_thirds(y) / sixth - root) / scale;
      if (anscombe > threshold) weight = 1.0 / (anscombe * anscombe);
    }
    sum += chance;
    weights += chance * weight;
    squares += chance * weight * pearson;
    chance *= miss * (size + y) / (y + 1.0);
  }
  return squares / weights;
}

// A new count whose mean and dispersion were estimated: negative binomial with variance φ(1 + share)·mean, averaged over what φ may be, φ̂
// times degrees / χ² (as Student's t does for a normal number), at sixteen equally likely values.
class PredictiveCount {
 public:
  PredictiveCount(double mean, double dispersion, double share, double degrees) : mean_(mean) {
    static const std::array<double, kValues> normal = [] {
      std::array<double, kValues> out{};
      for (std::size_t k = 0; k < kValues; ++k) out[k] = normal_quantile((static_cast<double>(k) + 0.5) / kValues);
      return out;
    }();
    const double ninth = 2.0 / (9.0 * std::max(1.0, degrees));
    for (std::size_t k = 0; k < kValues; ++k) {
      const double root = std::max(0.1, 1.0 - ninth + normal[k] * std::sqrt(ninth));  // Wilson & Hilferty (1931): cube root of χ²/degrees
      dispersion_[k] = std::max(1.0, dispersion / (root * root * root)) * (1.0 + share);
    }
  }
  [[nodiscard]] double upper_tail(double y) const {
    double sum = 0.0;
    for (const double dispersion : dispersion_) sum += count_upper_tail(y, mean_, dispersion);
    return sum / kValues;
  }
  // Smallest x with P(Y > x) ≤ alpha, sought from `start` on.
  [[nodiscard]] double quantile(double alpha, double start) const {
    double x = start;
    while (x > 0.0 && upper_tail(x) <= alpha) x -= 1.0;
    while (upper_tail(x + 1.0) > alpha) x += 1.0;
    return x;
  }

 private:
  static constexpr std::size_t kValues = 16;
  double mean_;
  std::array<double, kValues> dispersion_{};
};

}  // namespace

Farrington::Farrington(const FarringtonPlan& plan)
    : plan_(plan), consistency_(plan.settings().reweight ? shrinkage_of_weights(plan.settings().weights_threshold) : 1.0) {}

const std::vector<JudgedPeriod>& Farrington::judge(std::span<const double> events) {
  const std::size_t n = events.size();
  start_all_.resize(n);
  constant_all_.resize(n);
  two_thirds_all_.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (std::isnan(events[i])) continue;
    start_all_[i] = std::log(events[i] + 0.1);
    constant_all_[i] = events[i] > 0.0 ? events[i] * (std::log(events[i]) - 1.0) : 0.0;
    two_thirds_all_[i] = two_thirds(events[i]);
  }
  out_.clear();
  for (const auto& baseline : plan_.baselines()) out_.push_back(judge_one(baseline, events));
  return out_;
}

JudgedPeriod Farrington::judge_one(const FarringtonPlan::Baseline& baseline, std::span<const double> events) {
  JudgedPeriod out;
  out.place = baseline.place;
  if (!baseline.enough) return out;
  for (auto* v : {&count_, &start_, &constant_, &two_thirds_, &time_}) v->clear();
  group_.clear();
  place_.clear();
  double total = 0.0;
  bool own_level = false;
  const unsigned window = plan_.settings().levels - 1;
  for (std::size_t r = 0; r < baseline.periods.size(); ++r) {
    const std::uint32_t i = baseline.periods[r];
    if (std::isnan(events[i])) continue;
    count_.push_back(events[i]);
    start_.push_back(start_all_[i]);
    constant_.push_back(constant_all_[i]);
    two_thirds_.push_back(two_thirds_all_[i]);
    time_.push_back(baseline.time[r]);
    group_.push_back(baseline.level[r]);
    place_.push_back(i - baseline.periods.front());
    total += events[i];
    own_level = own_level || baseline.level[r] == window;
  }
  out.reference = count_.size();
  if (!own_level || count_.size() < 2) {
    out.status = JudgedStatus::few_reference;
    return out;
  }
  data_ = {.count = count_,
           .start = start_,
           .constant = constant_,
           .time = time_,
           .group = group_,
           .groups = plan_.settings().levels,
           .time_step = plan_.equal_steps() ? 1.0 : 0.0,
           .place = place_,
           .places = place_.back() + 1};
  Prediction prediction;
  if (total > 0.0) {
    const auto found = predict(baseline);
    if (!found) {
      out.status = JudgedStatus::no_fit;
      return out;
    }
    prediction = *found;
  } else {
    prediction.log_mean = -std::numeric_limits<double>::infinity();  // never an event: none is expected
  }
  const double y = events[baseline.place];
  out.dispersion = prediction.dispersion;
  if (prediction.with_trend) out.trend = prediction.slope;
  bound(prediction, y, out);
  const bool enough = enough_events(baseline.place, events);
  out.status = std::isnan(y) ? JudgedStatus::no_value : enough ? JudgedStatus::judged : JudgedStatus::few_events;
  if (!enough) {
    out.upper.reset();
    out.expected.reset();
    out.score.reset();
  }
  out.alarm = out.status == JudgedStatus::judged && out.upper && y > *out.upper && y > 0.0;
  return out;
}

bool Farrington::enough_events(std::size_t place, std::span<const double> events) const {
  const std::size_t over = plan_.settings().over_periods;
  double sum = 0.0;
  for (std::size_t i = place + 1 >= over ? place + 1 - over : 0; i <= place; ++i)
    if (!std::isnan(events[i])) sum += events[i];
  return sum >= plan_.settings().fewest_events;
}

// The dispersion of the test of the trend and of the variance of the expected value; see the header.
double Farrington::second_dispersion(const LevelTrend& model) const {
  if (plan_.settings().method == FarringtonMethod::original || !reweighted_) return model.dispersion();
  double sum = 0.0;
  for (std::size_t i = 0; i < count_.size(); ++i) {
    const double residual = (count_[i] - model.mean()[i]) / model.mean()[i];
    sum += weights_[i] * residual * residual;
  }
  return sum / model.degrees();
}

// Fits; then weighs down what lies far above the fit (Farrington et al. 1996, § 3.6): ω ∝ 1 for standardised Anscombe residuals up to the
// threshold and s⁻² above it, Σ ω = n; and fits again.
bool Farrington::fit_reweighted(bool with_trend) {
  const FarringtonSettings& s = plan_.settings();
  reweighted_ = false;
  if (!model_.fit(data_, with_trend, {})) return false;
  dispersion_ = std::max(model_.dispersion(), 1.0);
  if (!s.reweight) return true;
  const std::size_t n = count_.size();
  weights_.assign(n, 1.0);
  double sum = 0.0;
  const double square = s.weights_threshold * s.weights_threshold;
  for (std::size_t i = 0; i < n; ++i) {
    const double mean = model_.mean()[i], above = count_[i] - mean;
    if (above > 0.0) {
      const double scale = dispersion_ * (1.0 - std::min(1.0, model_.leverage(i)));
      // The Anscombe residual is never above Pearson's (y^(2/3) lies below its tangent), which needs no roots.
      if (scale > 0.0 && above * above > square * scale * mean) {
        const double sixth = std::cbrt(std::sqrt(mean));
        const double residual = 1.5 * (two_thirds_[i] / sixth - std::sqrt(mean)) / std::sqrt(scale);
        if (residual > s.weights_threshold) weights_[i] = 1.0 / (residual * residual);
      }
    }
    sum += weights_[i];
  }
  const double gamma = static_cast<double>(n) / sum;
  for (double& w : weights_) w *= gamma;
  // The second fit is used as it is, settled or not, as long as there are degrees of freedom.
  (void)model_.fit(data_, with_trend, weights_);
  if (!(model_.degrees() > 0.0)) return false;
  dispersion_ = std::max(model_.dispersion(), 1.0);
  reweighted_ = true;
  return true;
}

std::optional<Farrington::Prediction> Farrington::predict(const FarringtonPlan::Baseline& baseline) {
  const FarringtonSettings& s = plan_.settings();
  const std::size_t window = s.levels - 1;
  Prediction out;
  out.with_trend = s.trend && fit_reweighted(true);
  if (out.with_trend) {
    const double expected = std::exp(model_.level(window) + model_.slope() * baseline.now);
    const double t = model_.slope() / std::sqrt(model_.slope_variance() * second_dispersion(model_));
    const bool within = expected <= *std::max_element(count_.begin(), count_.end());
    out.with_trend = s.years >= 3 && within && t_two_sided(t, model_.degrees()) < s.trend_p;
  }
  if (!out.with_trend && !fit_reweighted(false)) return std::nullopt;
  out.slope = model_.slope();
  out.log_mean = model_.level(window) + out.slope * baseline.now;
  out.dispersion = dispersion_;
  const double spread = s.method == FarringtonMethod::original ? dispersion_ : second_dispersion(model_);
  out.variance = model_.predictor_variance(window, baseline.now);
  out.degrees = model_.degrees();
  if (s.threshold == Threshold::predictive) {
    out.unweighed = model_.dispersion() / consistency_;
    if (s.reweight)
      out.unweighed = model_.dispersion() / shrinkage_of_weights(s.weights_threshold, std::exp(out.log_mean), out.unweighed, consistency_);
  }
  out.deviation = std::sqrt(spread * out.variance);
  return out;
}

void Farrington::bound(const Prediction& p, double y, JudgedPeriod& out) const {
  const FarringtonSettings& s = plan_.settings();
  const double mean = std::exp(p.log_mean);
  out.expected = mean;
  const bool has_value = !std::isnan(y);
  if (s.threshold == Threshold::delta) {
    const double power = power_of(s.power);
    const double total = p.dispersion + mean * p.deviation * p.deviation;
    const double deviation = mean > 0.0 ? power * std::sqrt(std::pow(mean, 2.0 * power - 1.0) * total) : 0.0;
    const double z = normal_quantile(1.0 - (s.method == FarringtonMethod::original ? s.alpha / 2.0 : s.alpha));
    const double centre = std::pow(mean, power);
    out.upper = std::pow(centre + z * deviation, 1.0 / power);
    if (has_value && deviation > 0.0) out.p = normal_upper_tail((std::pow(y, power) - centre) / deviation);
  } else if (s.threshold == Threshold::predictive) {
    if (!std::isfinite(mean)) return;
    const PredictiveCount count(mean, p.unweighed, mean * p.variance, p.degrees);
    out.upper = count.quantile(s.alpha, count_quantile(1.0 - s.alpha, mean, std::max(1.0, p.unweighed) * (1.0 + mean * p.variance)));
    if (has_value) out.p = count.upper_tail(y);
  } else {
    const double at = s.threshold == Threshold::nb_plugin ? mean : std::exp(p.log_mean + normal_quantile(1.0 - s.alpha) * p.deviation);
    if (!std::isfinite(at)) return;
    out.upper = count_quantile(1.0 - s.alpha, at, p.dispersion);
    if (has_value) out.p = count_upper_tail(y, at, p.dispersion);
  }
  if (has_value && *out.upper != mean) out.score = (y - mean) / (*out.upper - mean);
}

}  // namespace trede::stat
