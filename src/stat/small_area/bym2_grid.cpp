// SPDX-License-Identifier: EUPL-1.2
#include "stat/small_area/bym2_grid.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace trede::stat::bym2_detail {
namespace {

constexpr double kDifference = 0.15;  // for the curvature, in log σ and logit ρ
constexpr double kLongestStep = 1.5;
constexpr double kCloseEnough = 0.05;  // of the mode; the grid does not need it sharper
constexpr int kMostMoves = 25;
constexpr double kLargestLogit = 7.0, kLeastLogSd = -7.0, kLargestLogSd = 3.0;
constexpr double kWidestAxis = 2.0;  // of one standard deviation, where the surface is nearly flat
constexpr double kDrop = 5.0;        // of the log density, at which the grid ends
constexpr int kFarthest = 8;
constexpr std::size_t kMostPoints = 200;
constexpr int kFine = 10;  // steps of the smooth surface between two points

Hyper bounded(const Hyper& h) {
  return {std::clamp(h.log_sd, kLeastLogSd, kLargestLogSd), std::clamp(h.logit_mixing, -kLargestLogit, kLargestLogit)};
}

struct Curvature {
  double value = 0;
  Eigen::Vector2d gradient;
  Eigen::Matrix2d hessian;
};

std::optional<Curvature> curvature(const LogDensity& density, const Hyper& h) {
  const double d = kDifference;
  const std::array<Hyper, 7> at = {h,
                                   Hyper{h.log_sd + d, h.logit_mixing},
                                   Hyper{h.log_sd - d, h.logit_mixing},
                                   Hyper{h.log_sd, h.logit_mixing + d},
                                   Hyper{h.log_sd, h.logit_mixing - d},
                                   Hyper{h.log_sd + d, h.logit_mixing + d},
                                   Hyper{h.log_sd - d, h.logit_mixing - d}};
  std::array<double, 7> f{};
  density(at, f);
  for (const double value : f)
    if (!std::isfinite(value)) return std::nullopt;
  Curvature out;
  out.value = f[0];
  out.gradient = {(f[1] - f[2]) / (2.0 * d), (f[3] - f[4]) / (2.0 * d)};
  const double aa = (f[1] - 2.0 * f[0] + f[2]) / (d * d), bb = (f[3] - 2.0 * f[0] + f[4]) / (d * d);
  const double ab = (f[5] + f[6] - f[1] - f[2] - f[3] - f[4] + 2.0 * f[0]) / (2.0 * d * d);
  out.hessian << aa, ab, ab, bb;
  return out;
}

// −H with eigenvalues of at least 1 / kWidestAxis².
Eigen::SelfAdjointEigenSolver<Eigen::Matrix2d> downward(const Eigen::Matrix2d& hessian) {
  return Eigen::SelfAdjointEigenSolver<Eigen::Matrix2d>(-hessian);
}

double least(double eigenvalue) { return std::max(eigenvalue, 1.0 / (kWidestAxis * kWidestAxis)); }

// A natural cubic spline through values at 0, 1, 2, …: second derivatives.
std::vector<double> bends(const std::vector<double>& y) {
  std::vector<double> second(y.size(), 0.0), c(y.size(), 0.0);
  for (std::size_t i = 1; i + 1 < y.size(); ++i) {
    const double pivot = 4.0 - c[i - 1];
    c[i] = 1.0 / pivot;
    second[i] = (6.0 * (y[i + 1] - 2.0 * y[i] + y[i - 1]) - second[i - 1]) / pivot;
  }
  for (std::size_t i = y.size() - 1; i-- > 1;) second[i] -= c[i] * second[i + 1];
  return second;
}

std::vector<double> refine(const std::vector<double>& y) {
  const std::vector<double> second = bends(y);
  std::vector<double> out;
  for (std::size_t i = 0; i + 1 < y.size(); ++i) {
    for (int k = 0; k < kFine; ++k) {
      const double b = static_cast<double>(k) / kFine, a = 1.0 - b;
      out.push_back(a * y[i] + b * y[i + 1] + ((a * a * a - a) * second[i] + (b * b * b - b) * second[i + 1]) / 6.0);
    }
  }
  out.push_back(y.back());
  return out;
}

Posterior summary(std::vector<std::pair<double, double>> weighted, double level) {
  std::sort(weighted.begin(), weighted.end());
  Posterior out;
  double square = 0.0, before = 0.0;
  for (const auto& [value, w] : weighted) out.mean += w * value;
  for (const auto& [value, w] : weighted) square += w * (value - out.mean) * (value - out.mean);
  out.sd = std::sqrt(square);
  const double tail = 0.5 - level / 2.0;
  out.lower = weighted.front().first;
  out.upper = weighted.back().first;
  for (const auto& [value, w] : weighted) {
    if (before < tail && before + w >= tail) out.lower = value;
    if (before < 1.0 - tail && before + w >= 1.0 - tail) out.upper = value;
    before += w;
  }
  return out;
}

}  // namespace

std::optional<Frame> find_frame(const LogDensity& density, const std::function<void(const Hyper&)>& moved) {
  Hyper at{std::log(0.3), 0.0};
  moved(at);
  auto here = curvature(density, at);
  for (int move = 0; here && move < kMostMoves; ++move) {
    const auto eigen = downward(here->hessian);
    Eigen::Vector2d step = eigen.eigenvectors().transpose() * here->gradient;
    for (int k = 0; k < 2; ++k) step[k] /= least(eigen.eigenvalues()[k]);
    step = eigen.eigenvectors() * step;
    const double longest = step.cwiseAbs().maxCoeff();
    if (longest > kLongestStep) step *= kLongestStep / longest;
    std::optional<Curvature> there;
    Hyper next = at;
    for (int halving = 0; halving < 6; ++halving, step *= 0.4) {
      next = bounded({at.log_sd + step[0], at.logit_mixing + step[1]});
      there = curvature(density, next);
      if (there && there->value > here->value - 1e-6) break;
      there.reset();
    }
    if (!there) break;
    const double moved_by = std::max(std::abs(next.log_sd - at.log_sd), std::abs(next.logit_mixing - at.logit_mixing));
    at = next;
    here = there;
    moved(at);
    if (moved_by < kCloseEnough) break;
  }
  if (!here) return std::nullopt;
  const auto eigen = downward(here->hessian);
  Frame frame{at, eigen.eigenvectors()};
  for (int k = 0; k < 2; ++k) frame.axes.col(k) /= std::sqrt(least(eigen.eigenvalues()[k]));
  return frame;
}

Grid make_grid(const LogDensity& density, const Frame& frame) {
  Grid grid;
  const auto ask = [&](const std::vector<std::pair<int, int>>& places) {
    std::vector<Hyper> at;
    for (const auto& [a, b] : places) at.push_back(frame.at(a, b));
    std::vector<double> value(at.size());
    density(at, value);
    for (std::size_t k = 0; k < at.size(); ++k) {
      grid.first.push_back(places[k].first);
      grid.second.push_back(places[k].second);
      grid.value.push_back(value[k]);
    }
    return value;
  };
  // Outward in waves from every point that still counts, so that the grid follows the surface where it bends away from the axes.
  std::set<std::pair<int, int>> asked = {{0, 0}};
  std::vector<std::pair<int, int>> wave = {{0, 0}};
  grid.top = -std::numeric_limits<double>::infinity();
  while (!wave.empty() && asked.size() < kMostPoints) {
    for (const double value : ask(wave)) grid.top = std::max(grid.top, value);
    std::set<std::pair<int, int>> next;
    for (std::size_t k = 0; k < grid.value.size(); ++k) {
      if (!(grid.value[k] > grid.top - kDrop)) continue;
      const int a = grid.first[k], b = grid.second[k];
      for (const auto& [da, db] : {std::pair{1, 0}, std::pair{-1, 0}, std::pair{0, 1}, std::pair{0, -1}})
        if (std::max(std::abs(a + da), std::abs(b + db)) <= kFarthest && !asked.contains({a + da, b + db})) next.insert({a + da, b + db});
    }
    wave.assign(next.begin(), next.end());
    asked.insert(wave.begin(), wave.end());
  }
  return grid;
}

HyperSummary summarise(const Grid& grid, const Frame& frame, double level) {
  std::map<std::pair<int, int>, double> known;
  int low1 = 0, high1 = 0, low2 = 0, high2 = 0;
  for (std::size_t k = 0; k < grid.value.size(); ++k) {
    if (!std::isfinite(grid.value[k])) continue;
    known[{grid.first[k], grid.second[k]}] = grid.value[k] - grid.top;
    low1 = std::min(low1, grid.first[k]);
    high1 = std::max(high1, grid.first[k]);
    low2 = std::min(low2, grid.second[k]);
    high2 = std::max(high2, grid.second[k]);
  }
  // What was not asked for lies beyond a point that is low already: lower still, by the fall of a normal density.
  const auto value = [&](int a, int b) {
    const auto found = known.find({a, b});
    if (found != known.end()) return found->second;
    int nearest = std::numeric_limits<int>::max();
    double low = -40.0;
    for (const auto& [at, height] : known) {
      const int away = (at.first - a) * (at.first - a) + (at.second - b) * (at.second - b);
      if (away < nearest) {
        nearest = away;
        low = std::max(-40.0, height - 2.0 * away);
      }
    }
    return low;
  };
  std::vector<std::vector<double>> rows;  // refined along the second axis
  for (int a = low1; a <= high1; ++a) {
    std::vector<double> row;
    for (int b = low2; b <= high2; ++b) row.push_back(value(a, b));
    rows.push_back(refine(row));
  }
  std::vector<std::pair<double, double>> sd, mixing;
  double total = 0.0;
  for (std::size_t q = 0; q < rows.front().size(); ++q) {
    std::vector<double> column;
    for (const auto& row : rows) column.push_back(row[q]);
    const std::vector<double> fine = refine(column);
    for (std::size_t p = 0; p < fine.size(); ++p) {
      const Hyper h = frame.at(low1 + static_cast<double>(p) / kFine, low2 + static_cast<double>(q) / kFine);
      const double w = std::exp(std::min(fine[p], 1.0));
      total += w;
      sd.emplace_back(std::exp(h.log_sd), w);
      mixing.emplace_back(1.0 / (1.0 + std::exp(-h.logit_mixing)), w);
    }
  }
  for (auto* list : {&sd, &mixing})
    for (auto& [_, w] : *list) w /= total;
  HyperSummary out;
  out.sd = summary(std::move(sd), level);
  out.mixing = summary(std::move(mixing), level);
  out.log_integral = grid.top + std::log(total / (kFine * kFine) * std::abs(frame.axes.determinant()));
  return out;
}

}  // namespace trede::stat::bym2_detail
