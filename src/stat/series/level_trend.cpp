// SPDX-License-Identifier: EUPL-1.2
#include "stat/series/level_trend.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace trede::stat {
namespace {

constexpr int kMostSteps = 25;
constexpr double kSettled = 1e-8;
constexpr double kLeastMean = std::numeric_limits<double>::epsilon();

}  // namespace

void LevelTrend::means(const LevelData& d) {
  const std::size_t n = d.count.size();
  for (std::size_t g = 0; g < d.groups; ++g) expected_level_[g] = std::exp(level_[g]);
  if (!trend_) {
    for (std::size_t i = 0; i < n; ++i) {
      predictor_[i] = level_[d.group[i]];
      mean_[i] = std::max(expected_level_[d.group[i]], kLeastMean);
    }
    return;
  }
  if (!(d.time_step > 0.0)) {
    for (std::size_t i = 0; i < n; ++i) {
      predictor_[i] = level_[d.group[i]] + slope_ * d.time[i];
      mean_[i] = std::max(std::exp(predictor_[i]), kLeastMean);
    }
    return;
  }
  // Equal steps: e^{βt} by multiplication, eight places at a time.
  constexpr std::size_t kLanes = 8;
  growth_.resize((d.places / kLanes + 2) * kLanes);
  const double first = d.time[0] - d.time_step * d.place[0];
  for (std::size_t j = 0; j < kLanes; ++j) growth_[j] = std::exp(slope_ * (first + d.time_step * static_cast<double>(j)));
  const double factor = std::exp(slope_ * d.time_step * static_cast<double>(kLanes));
  for (std::size_t block = kLanes; block < d.places; block += kLanes)
    for (std::size_t j = block; j < block + kLanes; ++j) growth_[j] = growth_[j - kLanes] * factor;
  for (std::size_t i = 0; i < n; ++i) {
    predictor_[i] = level_[d.group[i]] + slope_ * d.time[i];
    mean_[i] = std::max(expected_level_[d.group[i]] * growth_[d.place[i]], kLeastMean);
  }
}

bool LevelTrend::fit(const LevelData& d, bool with_trend, std::span<const double> weights) {
  const std::size_t n = d.count.size();
  data_ = d;
  trend_ = with_trend;
  slope_ = 0.0;
  for (auto* by_group : {&level_, &expected_level_, &weight_sum_, &time_sum_, &answer_sum_}) by_group->assign(d.groups, 0.0);
  for (auto* by_row : {&predictor_, &mean_, &working_weight_}) by_row->resize(n);
  double constant = 0.0;  // Σ w (y log y − y)
  const auto weight = [&](std::size_t i) { return weights.empty() ? 1.0 : weights[i]; };
  const auto deviance = [&] {
    double sum = constant;
    for (std::size_t i = 0; i < n; ++i) sum += weight(i) * (mean_[i] - d.count[i] * predictor_[i]);
    return 2.0 * sum;
  };
  for (std::size_t i = 0; i < n; ++i) {
    predictor_[i] = d.start[i];
    mean_[i] = d.count[i] + 0.1;
    constant += weight(i) * d.constant[i];
  }
  double before = deviance();
  bool settled = false;
  for (int step = 0; step < kMostSteps && !settled; ++step) {
    for (auto* by_group : {&weight_sum_, &time_sum_, &answer_sum_}) std::fill(by_group->begin(), by_group->end(), 0.0);
    double time_square = 0.0, time_answer = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      const double w = weight(i) * mean_[i];
      const double answer = w * (predictor_[i] - 1.0) + weight(i) * d.count[i];  // w × working response
      const std::size_t g = d.group[i];
      working_weight_[i] = w;
      weight_sum_[g] += w;
      answer_sum_[g] += answer;
      if (trend_) {
        time_sum_[g] += w * d.time[i];
        time_square += w * d.time[i] * d.time[i];
        time_answer += answer * d.time[i];
      }
    }
    if (trend_) {
      spread_ = time_square;
      double covariance = time_answer;
      for (std::size_t g = 0; g < d.groups; ++g) {
        if (weight_sum_[g] == 0.0) continue;
        spread_ -= time_sum_[g] * time_sum_[g] / weight_sum_[g];
        covariance -= time_sum_[g] * answer_sum_[g] / weight_sum_[g];
      }
      if (!(spread_ > 1e-12 * time_square)) return false;
      slope_ = covariance / spread_;
    }
    for (std::size_t g = 0; g < d.groups; ++g)
      if (weight_sum_[g] > 0.0) level_[g] = (answer_sum_[g] - slope_ * time_sum_[g]) / weight_sum_[g];
    means(d);
    const double now = deviance();
    if (!std::isfinite(now)) return false;
    settled = std::abs(now - before) / (std::abs(now) + 0.1) < kSettled;
    before = now;
  }
  double groups = 0.0, pearson = 0.0;
  for (const double sum : weight_sum_) groups += sum > 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double residual = (d.count[i] - mean_[i]) / mean_[i];
    pearson += working_weight_[i] * residual * residual;
  }
  degrees_ = static_cast<double>(n) - groups - (trend_ ? 1.0 : 0.0);
  dispersion_ = pearson / degrees_;
  return settled && degrees_ > 0.0;
}

double LevelTrend::leverage(std::size_t i) const { return working_weight_[i] * predictor_variance(data_.group[i], data_.time[i]); }

double LevelTrend::predictor_variance(std::size_t group, double time) const {
  const double own = 1.0 / weight_sum_[group];
  if (!trend_) return own;
  const double beside = time - time_sum_[group] * own;
  return own + beside * beside / spread_;
}

}  // namespace trede::stat
