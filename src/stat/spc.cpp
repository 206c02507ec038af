// SPDX-License-Identifier: EUPL-1.2
#include "stat/spc.hpp"

#include <algorithm>
#include <cmath>

#include "stat/distributions.hpp"

namespace trede::stat {
namespace {

constexpr double kSigmas = 3.0;
constexpr double kMovingRange = 1.128;  // mean range of two standard normal numbers, 2/√π, as tabled for control charts

bool divides(Chart chart) { return chart != Chart::c; }
bool is_share(Chart chart) { return chart == Chart::p || chart == Chart::p_prime; }
bool is_laney(Chart chart) { return chart == Chart::u_prime || chart == Chart::p_prime; }

double deviation(Chart chart, double centre, double n) {
  if (chart == Chart::c) return std::sqrt(centre);
  return std::sqrt((is_share(chart) ? centre * (1.0 - centre) : centre) / n);
}

// Mean moving range of the standardised points over kMovingRange. Points without a figure are stepped over, not bridged.
double laney(const ControlChart& chart, Chart kind, std::span<const std::optional<double>> n) {
  double sum = 0.0, count = 0.0;
  std::optional<double> before;
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    std::optional<double> z;
    if (chart.points[i].value) {
      const double s = deviation(kind, chart.centre, *n[i]);
      if (s > 0.0) z = (*chart.points[i].value - chart.centre) / s;
    }
    if (z && before) {
      sum += std::abs(*z - *before);
      count += 1.0;
    }
    before = z;
  }
  return count > 0.0 ? sum / count / kMovingRange : 1.0;
}

void run_rules(ControlChart& chart) {
  int side = 0;
  std::uint32_t run = 0;
  for (const ChartPoint& point : chart.points) {
    if (!point.value || *point.value == chart.centre) continue;
    const int now = *point.value > chart.centre ? 1 : -1;
    if (side != 0 && now != side) {
      ++chart.crossings;
      run = 0;
    }
    side = now;
    chart.longest_run = std::max(chart.longest_run, ++run);
    ++chart.useful;
  }
  if (chart.useful == 0) return;
  chart.longest_run_allowed = static_cast<std::uint32_t>(std::lround(std::log2(static_cast<double>(chart.useful)))) + 3;
  chart.fewest_crossings_allowed = fewest_crossings(chart.useful - 1);
  chart.runs = chart.longest_run > chart.longest_run_allowed || chart.crossings < chart.fewest_crossings_allowed;
}

}  // namespace

std::uint32_t fewest_crossings(std::uint32_t throws) {
  const double n = throws;
  double below = 0.0;
  for (std::uint32_t k = 0; k <= throws; ++k) {
    const double at = k;
    below += std::exp(log_gamma(n + 1.0) - log_gamma(at + 1.0) - log_gamma(n - at + 1.0) - n * std::log(2.0));
    if (below >= 0.05) return k;
  }
  return throws;
}

std::optional<ControlChart> control_chart(Chart kind, std::span<const std::optional<double>> events,
                                          std::span<const std::optional<double>> n) {
  ControlChart out;
  out.points.resize(events.size());
  double sum = 0.0, under = 0.0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (!events[i] || (divides(kind) && !(n[i] && *n[i] > 0.0))) continue;
    const double by = divides(kind) ? *n[i] : 1.0;
    out.points[i].value = *events[i] / by;
    sum += *events[i];
    under += by;
  }
  if (!(under > 0.0)) return std::nullopt;
  out.centre = sum / under;
  if (is_laney(kind)) out.sigma_z = laney(out, kind, n);
  for (std::size_t i = 0; i < events.size(); ++i) {
    ChartPoint& point = out.points[i];
    if (!point.value) continue;
    const double half = kSigmas * out.sigma_z * deviation(kind, out.centre, divides(kind) ? *n[i] : 1.0);
    point.lower = std::max(0.0, out.centre - half);
    point.upper = is_share(kind) ? std::min(1.0, out.centre + half) : out.centre + half;
    point.outside = *point.value < *point.lower || *point.value > *point.upper;
  }
  run_rules(out);
  return out;
}

}  // namespace trede::stat
