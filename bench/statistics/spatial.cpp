// SPDX-License-Identifier: EUPL-1.2
// Local measures of likeness, neighbours and empirical Bayes.
#include <algorithm>

#include <fmt/format.h>

#include "bench.hpp"
#include "stat/spatial/autocorrelation.hpp"
#include "stat/spatial/exact.hpp"
#include "stat/spatial/known.hpp"
#include "stat/spatial/permutation.hpp"
#include "stat/spatial/points.hpp"

namespace trede::bench {
namespace {

// Inhabited areas, their rates and their borders.
struct Rates {
  std::vector<double> x, n, rate;
  stat::Neighbours w;
  std::vector<std::uint32_t> hot;
};

Rates rates_of(const Country& country) {
  std::vector<std::uint8_t> known(country.size(), 0);
  for (const std::uint32_t i : country.inhabited()) known[i] = 1;
  const stat::Known areas = stat::known_areas(known, country.borders);
  Rates out{areas.pick<double>(country.obs),
            areas.pick<double>(country.pop),
            {},
            areas.neighbours(stat::Weights::row),
            areas.pick<std::uint32_t>(country.hot)};
  for (std::size_t i = 0; i < out.x.size(); ++i) out.rate.push_back(out.x[i] / out.n[i]);
  return out;
}

// What the same work shares is made once, outside the time: the borders as compressed rows.
const Rates& shared(const Country& country) {
  static const Rates rates = rates_of(country);
  return rates;
}
const stat::Neighbours& borders(const Country& country) {
  static const stat::Neighbours w = stat::neighbours(country.size(), country.borders, stat::Weights::row);
  return w;
}
const std::vector<std::vector<double>>& indicators(const Country& country) {
  static const std::vector<std::vector<double>> all = [&] {
    std::vector<std::vector<double>> out;
    for (std::uint32_t k = 0; k < 75; ++k) out.push_back(country.indicator(k));
    return out;
  }();
  return all;
}

std::string found(const std::vector<double>& p, double rate = 0.05) {
  const auto q = stat::false_discovery(p);
  const auto least = *std::min_element(p.begin(), p.end());
  return fmt::format("{} of {} areas at q <= {}, least p {:.2g}",
                     std::count_if(q.begin(), q.end(), [&](double one) { return one <= rate; }), q.size(), rate, least);
}

std::string permuted(const std::vector<double>& values, const stat::Neighbours& w, std::uint32_t count, unsigned threads,
                     stat::Drawing drawing = stat::Drawing::shared) {
  return found(stat::permute_lag(values, w, {.count = count, .seed = 1, .drawing = drawing, .threads = threads}).p_two());
}

}  // namespace

void add_spatial_tasks(std::vector<Task>& tasks) {
  tasks.push_back({"moran-normal", "local Moran, analytic moments", 0.04,
                   [](const Country& c) { return found(stat::local_moran(shared(c).rate, shared(c).w).p_two); }, 9});
  tasks.push_back({"moran-999", "local Moran, 999 permutations, 1 thread", 0.08,
                   [](const Country& c) {
                     const auto m = stat::local_moran(shared(c).rate, shared(c).w);
                     return permuted(shared(c).rate, shared(c).w, 999, 1);
                   },
                   9});
  tasks.push_back({"moran-999-75", "the same of 75 indicators", 2.5, [](const Country& c) {
                     std::size_t areas = 0;
                     for (const auto& values : indicators(c)) {
                       const auto p = stat::permute_lag(values, borders(c), {.count = 999}).p_two();
                       const auto q = stat::false_discovery(p);
                       areas += static_cast<std::size_t>(std::count_if(q.begin(), q.end(), [](double one) { return one <= 0.05; }));
                     }
                     return fmt::format("{} findings", areas);
                   }});
  tasks.push_back({"moran-independent-999", "the same with draws of its own for every area", 1.45,
                   [](const Country& c) { return permuted(shared(c).rate, shared(c).w, 999, 1, stat::Drawing::independent); }, 1});
  tasks.push_back({"moran-tail", "local Moran, 2 million permutations: p to 1e-6", 5.0,
                   [](const Country& c) { return permuted(shared(c).rate, shared(c).w, 1'999'999, 1); }});
  tasks.push_back({"moran-exact", "local Moran, exact chances over all ways to deal", 5.0,
                   [](const Country& c) { return found(*stat::exact_lag(shared(c).rate, shared(c).w)); }});
  tasks.push_back({"eb-moran-exact", "local Moran of rates, exact", 5.0,
                   [](const Country& c) { return found(*stat::exact_lag(stat::rate_deviates(shared(c).x, shared(c).n), shared(c).w)); }});
  tasks.push_back({"gi-star-999", "Gi*, 999 permutations", 0.08,
                   [](const Country& c) {
                     static const auto self = stat::neighbours(c.size(), c.borders, stat::Weights::row, true);
                     const auto g = stat::local_g(indicators(c)[0], self, true);
                     return permuted(indicators(c)[0], borders(c), 999, 1);
                   },
                   9});
  tasks.push_back({"geary-999", "local Geary, 999 permutations", 0.08,
                   [](const Country& c) { return found(stat::permute_geary(shared(c).rate, shared(c).w, {.count = 999}).p_two()); }, 9});
  tasks.push_back({"eb-moran-999", "local Moran of rates (empirical Bayes), 999 permutations", 0.08,
                   [](const Country& c) { return permuted(stat::rate_deviates(shared(c).x, shared(c).n), shared(c).w, 999, 1); }, 9});
  tasks.push_back({"nearest", "six nearest neighbours of every area", 0.1,
                   [](const Country& c) { return fmt::format("{} pairs", stat::nearest_pairs(c.x, c.y, 6).size()); }, 9});
}

}  // namespace trede::bench
