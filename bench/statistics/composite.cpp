// SPDX-License-Identifier: EUPL-1.2
// A composite score of 75 indicators in nine leefgebieden, four domains and one top, over every area: once, 500 times over with sampling
// error, and the shares of its choices.
#include <cmath>

#include <fmt/format.h>

#include "bench.hpp"
#include "stat/composite/uncertainty.hpp"

namespace trede::bench {
namespace {

namespace kernel = stat::composite;

constexpr std::uint32_t kIndicators = 75, kLeefgebieden = 9, kDomains = 4;

struct Ladder {
  std::vector<std::vector<double>> value, lower, upper;
  kernel::Indicators indicators;
  kernel::Levels levels;
};

void push(kernel::Levels::Level& level, std::uint32_t child) {
  level.child.push_back(child);
  level.weight.push_back(1.0);
  level.modelled.push_back(0);
  level.vary.push_back(1);
}

const Ladder& ladder(const Country& country) {
  static Ladder out;
  if (out.indicators.n == country.size()) return out;
  out = {};
  out.indicators.n = country.size();
  for (std::uint32_t i = 0; i < kIndicators; ++i) {
    out.value.push_back(country.indicator(i));
    out.lower.push_back(out.value.back());
    out.upper.push_back(out.value.back());
    double mean = 0.0, square = 0.0;
    for (const double x : out.value.back()) {
      mean += x / static_cast<double>(country.size());
      square += x * x / static_cast<double>(country.size());
    }
    const double half = 0.5 * std::sqrt(std::max(0.0, square - mean * mean));
    for (double& x : out.lower.back()) x -= half;
    for (double& x : out.upper.back()) x += half;
  }
  out.levels.groups.resize(kLeefgebieden + kDomains + 1);
  for (std::uint32_t i = 0; i < kIndicators; ++i) {
    push(out.levels.groups[i % kLeefgebieden], i);
    out.indicators.value.push_back({out.value[i].data(), nullptr});
    out.indicators.lower.push_back({out.lower[i].data(), nullptr});
    out.indicators.upper.push_back({out.upper[i].data(), nullptr});
    out.indicators.sign.push_back(1.0);
  }
  for (std::uint32_t l = 0; l < kLeefgebieden; ++l) push(out.levels.groups[kLeefgebieden + l % kDomains], kIndicators + l);
  for (std::uint32_t d = 0; d < kDomains; ++d) push(out.levels.groups.back(), kIndicators + kLeefgebieden + d);
  return out;
}

kernel::Choices choices() {
  return {.treat = true,
          .limits = {},
          .most_points = {5, 1, 2, 3, 4},
          .scales = {{.method = kernel::Normalisation::min_max, .a = 1.0, .b = 100.0}, {.method = kernel::Normalisation::z_score}},
          .means = {kernel::Aggregation::arithmetic},
          .weight_noise = 0.25,
          .sampling = true};
}

std::string once(const Country& country) {
  const Ladder& l = ladder(country);
  const kernel::Choices all = choices();
  kernel::Model model(l.indicators, l.levels, all);
  model.nominal();
  std::size_t first = 0;
  const auto ranks = model.ranks();
  while (ranks[first] != 1) ++first;
  return fmt::format("area {} comes first", first);
}

std::string ranks(const Country& country) {
  const Ladder& l = ladder(country);
  const auto found = kernel::rank_uncertainty(l.indicators, l.levels, choices(), 500, 100, 0);
  double width = 0.0;
  for (std::size_t a = 0; a < country.size(); ++a) width += (found.upper[a] - found.lower[a]) / static_cast<double>(country.size());
  return fmt::format("rank intervals {:.0f} wide on average, {:.0f} % of the first 100 stay", width, 100.0 * found.top_kept);
}

std::string shares(const Country& country) {
  const Ladder& l = ladder(country);
  const kernel::Choices all = choices();
  const auto found = kernel::rank_shift_shares(l.indicators, l.levels, all, 256, 0);
  const auto factors = kernel::varying(l.indicators, l.levels, all);
  std::string out = fmt::format("{} runs;", found.runs);
  for (std::size_t i = 0; i < factors.size(); ++i) out += fmt::format(" {} {:.2f}", kernel::name_of(factors[i]), found.shares[i].total);
  return out;
}

}  // namespace

void add_composite_tasks(std::vector<Task>& tasks) {
  tasks.push_back({.name = "composite", .what = "composite of 75 indicators, outliers treated, ranks", .target = 0.15, .run = once});
  tasks.push_back(
      {.name = "composite-ranks", .what = "its rank uncertainty, 500 replications", .target = 15.0, .run = ranks, .repeats = 1});
  tasks.push_back({.name = "composite-sobol", .what = "its Sobol shares, N = 256", .target = 60.0, .run = shares, .repeats = 1});
}

}  // namespace trede::bench
