// SPDX-License-Identifier: EUPL-1.2
#include "stat/composite/uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/parallel.hpp"
#include "stat/random.hpp"

namespace trede::stat::composite {
namespace {

constexpr std::size_t kRunsTogether = 8;  // runs that share one model, so that its memory is used again
constexpr std::uint32_t kDesignItem = 0xF0000000U;

// Quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7) of sorted values.
double quantile(std::span<const double> sorted, double p) {
  const double place = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

struct Runs {
  std::vector<float> score;         // [run][unit]
  std::vector<std::uint32_t> rank;  // [run][unit]
};

Runs all_runs(const Indicators& indicators, const Levels& levels, const Choices& choices, std::size_t replications, unsigned threads) {
  const std::size_t n = indicators.n;
  Runs out{std::vector<float>(n * replications), std::vector<std::uint32_t>(n * replications)};
  parallel_for((replications + kRunsTogether - 1) / kRunsTogether, threads, [&](std::size_t block) {
    Model model(indicators, levels, choices);
    for (std::size_t r = block * kRunsTogether; r < std::min(replications, (block + 1) * kRunsTogether); ++r) {
      Philox random(choices.seed, static_cast<std::uint32_t>(r), kDesignItem);
      std::array<double, kFactors> u{};
      for (double& one : u) one = random.uniform();
      model.run(u);
      const Column score = model.score();
      const auto ranks = model.ranks();
      for (std::size_t a = 0; a < n; ++a) {
        out.score[r * n + a] = static_cast<float>(score.value[a]);
        out.rank[r * n + a] = ranks[a];
      }
    }
  });
  return out;
}

}  // namespace

RankUncertainty rank_uncertainty(const Indicators& indicators, const Levels& levels, const Choices& choices, std::size_t replications,
                                 std::size_t top, unsigned threads) {
  const std::size_t n = indicators.n;
  RankUncertainty out;
  Model model(indicators, levels, choices);
  model.nominal();
  const Column score = model.score();
  out.score.assign(score.value, score.value + n);
  const auto nominal = model.ranks();
  out.rank.assign(nominal.begin(), nominal.end());
  for (auto* column : {&out.score_lower, &out.score_upper, &out.mean, &out.median, &out.lower, &out.upper, &out.in_top})
    column->assign(n, 0.0);
  const Runs runs = all_runs(indicators, levels, choices, replications, threads);
  constexpr std::size_t kUnits = 64;
  parallel_for((n + kUnits - 1) / kUnits, threads, [&](std::size_t block) {
    std::vector<double> ranks, scores;
    for (std::size_t a = block * kUnits; a < std::min(n, (block + 1) * kUnits); ++a) {
      if (out.rank[a] == 0) continue;
      ranks.clear();
      scores.clear();
      for (std::size_t r = 0; r < replications; ++r) {
        if (runs.rank[r * n + a] == 0) continue;  // a choice under which this unit has no score
        ranks.push_back(runs.rank[r * n + a]);
        scores.push_back(static_cast<double>(runs.score[r * n + a]));
      }
      if (ranks.empty()) continue;
      const auto count = static_cast<double>(ranks.size());
      out.mean[a] = std::accumulate(ranks.begin(), ranks.end(), 0.0) / count;
      out.in_top[a] =
          static_cast<double>(std::count_if(ranks.begin(), ranks.end(), [&](double rank) { return rank <= static_cast<double>(top); })) /
          count;
      std::sort(ranks.begin(), ranks.end());
      std::sort(scores.begin(), scores.end());
      out.median[a] = quantile(ranks, 0.5);
      out.lower[a] = quantile(ranks, 0.05);
      out.upper[a] = quantile(ranks, 0.95);
      out.score_lower[a] = quantile(scores, 0.05);
      out.score_upper[a] = quantile(scores, 0.95);
    }
  });
  std::size_t first = 0;
  for (std::size_t a = 0; a < n; ++a)
    if (out.rank[a] > 0 && out.rank[a] <= top) {
      out.top_kept += out.in_top[a];
      ++first;
    }
  if (first > 0) out.top_kept /= static_cast<double>(first);
  return out;
}

Sobol sobol(std::size_t d, std::size_t size, std::uint64_t seed, unsigned threads, const std::function<Function()>& make) {
  // Matrices A and B, row by row; run k·(d + 2) + … of row k: A, B, then A with column i from B.
  const std::size_t each = d + 2;
  std::vector<double> result(size * each);
  parallel_for((size + kRunsTogether - 1) / kRunsTogether, threads, [&](std::size_t block) {
    const Function function = make();
    std::vector<double> a(d), b(d);
    for (std::size_t k = block * kRunsTogether; k < std::min(size, (block + 1) * kRunsTogether); ++k) {
      Philox random(seed, static_cast<std::uint32_t>(k), kDesignItem);
      for (double& one : a) one = random.uniform();
      for (double& one : b) one = random.uniform();
      result[k * each] = function(a);
      result[k * each + 1] = function(b);
      for (std::size_t i = 0; i < d; ++i) {
        std::swap(a[i], b[i]);
        result[k * each + 2 + i] = function(a);
        std::swap(a[i], b[i]);
      }
    }
  });
  Sobol out;
  out.runs = result.size();
  out.shares.resize(d);
  const double count = 2.0 * static_cast<double>(size);
  for (std::size_t k = 0; k < size; ++k) out.mean += (result[k * each] + result[k * each + 1]) / count;
  for (std::size_t k = 0; k < size; ++k)
    for (const std::size_t which : {0U, 1U}) {
      const double from = result[k * each + which] - out.mean;
      out.variance += from * from / (count - 1.0);
    }
  if (!(out.variance > 0.0)) return out;
  for (std::size_t i = 0; i < d; ++i) {
    double first = 0.0, total = 0.0;
    for (std::size_t k = 0; k < size; ++k) {
      const double mixed = result[k * each + 2 + i], to_b = result[k * each + 1] - mixed, to_a = result[k * each] - mixed;
      first += to_b * to_b;
      total += to_a * to_a;
    }
    out.shares[i] = {1.0 - first / count / out.variance, total / count / out.variance};
  }
  return out;
}

Sobol rank_shift_shares(const Indicators& indicators, const Levels& levels, const Choices& choices, std::size_t size, unsigned threads) {
  const std::vector<Factor> factors = varying(indicators, levels, choices);
  Model published(indicators, levels, choices);
  published.nominal();
  const auto ranks = published.ranks();
  const std::vector<std::uint32_t> nominal(ranks.begin(), ranks.end());
  return sobol(factors.size(), size, choices.seed, threads, [&]() -> Function {
    auto model = std::make_shared<Model>(indicators, levels, choices);
    return [&, model](std::span<const double> numbers) {
      std::array<double, kFactors> u{};
      for (std::size_t i = 0; i < factors.size(); ++i) u[static_cast<std::size_t>(factors[i])] = numbers[i];
      model->run(u);
      const auto now = model->ranks();
      double shift = 0.0;
      std::size_t count = 0;
      for (std::size_t a = 0; a < nominal.size(); ++a) {
        if (nominal[a] == 0 || now[a] == 0) continue;
        shift += std::abs(static_cast<double>(now[a]) - static_cast<double>(nominal[a]));
        ++count;
      }
      return count == 0 ? 0.0 : shift / static_cast<double>(count);
    };
  });
}

}  // namespace trede::stat::composite
