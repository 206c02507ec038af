// SPDX-License-Identifier: EUPL-1.2
#include <cmath>

#include <fmt/format.h>

#include "bench.hpp"
#include "stat/small_area/bym2.hpp"
#include "stat/small_area/empirical_bayes.hpp"

namespace trede::bench {
namespace {

// Errors of relative risks against the planted truth, and how often the 90 % interval holds it. The truth is known up to the level, which
// is taken so that it gives the country's number of events.
std::string run_bym2(const Country& country) {
  const stat::Bym2Map map(stat::neighbours(country.size(), country.borders, stat::Weights::binary));
  const auto fit = stat::bym2(map, {.events = country.obs, .size = country.expected, .level = 0.9});
  if (!fit) return "no fit";
  double events = 0.0, at_truth = 0.0;
  for (std::size_t i = 0; i < country.size(); ++i) {
    events += country.obs[i];
    at_truth += country.expected[i] * std::exp(country.risk[i]);
  }
  std::vector<double> obs, expected;
  const std::vector<std::uint32_t> inhabited = country.inhabited();
  for (const std::uint32_t i : inhabited) {
    obs.push_back(country.obs[i]);
    expected.push_back(country.expected[i]);
  }
  const auto marshall = stat::marshall(obs, expected);
  double own = 0.0, eb = 0.0, inside = 0.0;
  for (std::size_t k = 0; k < inhabited.size(); ++k) {
    const std::uint32_t i = inhabited[k];
    const double truth = std::exp(country.risk[i]) * events / at_truth;
    own += (fit->rate[i].mean - truth) * (fit->rate[i].mean - truth);
    eb += (marshall.rate[k] - truth) * (marshall.rate[k] - truth);
    inside += fit->rate[i].lower <= truth && truth <= fit->rate[i].upper ? 1.0 : 0.0;
  }
  const auto n = static_cast<double>(inhabited.size());
  return fmt::format("RMSE {:.4f} (Marshall {:.4f}), 90 % intervals hold {:.1f} %, sd {:.3f}, mixing {:.2f}, {} grid points",
                     std::sqrt(own / n), std::sqrt(eb / n), 100.0 * inside / n, fit->sd.mean, fit->mixing.mean, fit->points);
}

}  // namespace

void add_small_area_tasks(std::vector<Task>& tasks) {
  tasks.push_back({"bym2", "BYM2, one indicator, Poisson, map prepared too", 10.0, run_bym2, 1, false});
}

}  // namespace trede::bench
