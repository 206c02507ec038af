// SPDX-License-Identifier: EUPL-1.2
// Permutation of the statistics that are sums of squares or of products: local Geary, and Moran and Geary of the whole. They are computed
// in floating point, in an order that is always the same; a difference below kSlack of the size of the sum counts as none.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/parallel.hpp"
#include "stat/spatial/draws.hpp"
#include "stat/spatial/permutation.hpp"

namespace trede::stat {
namespace {

constexpr double kSlack = 1e-10;
constexpr std::uint32_t kBlock = 256;  // permutations of one piece of work

std::vector<double> standardised(std::span<const double> values) {
  const double n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  std::vector<double> out(values.begin(), values.end());
  double square = 0.0;
  for (double& v : out) {
    v -= mean;
    square += v * v;
  }
  const double deviation = std::sqrt(square / n);
  for (double& v : out) v = deviation > 0.0 ? v / deviation : 0.0;
  return out;
}

// Σ_j (z_i − z_j)² = k z_i² − 2 z_i S + Q, where S and Q are the sum and the sum of squares of the k values dealt. The areas with k
// neighbours stand together, so that one pass compares a row of draws with all of them.
struct Degree {
  std::size_t k = 0;
  std::vector<std::uint32_t> area;
  std::vector<double> twice, low, high;  // 2 z_i; the bounds for Q − 2 z_i S that count as "at least" and "at most" what is seen
};

std::vector<Degree> by_degree(const std::vector<double>& z, const Neighbours& w) {
  std::size_t most = 0;
  for (std::size_t i = 0; i < z.size(); ++i) most = std::max(most, w.count(i));
  std::vector<Degree> all(most + 1);
  for (std::uint32_t i = 0; i < z.size(); ++i) {
    Degree& degree = all[w.count(i)];
    degree.k = w.count(i);
    double seen = 0.0, size = 0.0;
    for (std::uint32_t e = w.first[i]; e < w.first[i + 1]; ++e) {
      const double other = z[w.index[e]];
      seen += other * (other - 2.0 * z[i]);
      size += other * other + std::abs(2.0 * z[i] * other);
    }
    degree.area.push_back(i);
    degree.twice.push_back(2.0 * z[i]);
    degree.low.push_back(seen - kSlack * (1.0 + size));
    degree.high.push_back(seen + kSlack * (1.0 + size));
  }
  std::erase_if(all, [](const Degree& degree) { return degree.k == 0; });
  return all;
}

struct Tally {
  std::vector<std::int32_t> more, less;
};

void compare(const Degree& degree, double sum, double squares, std::int32_t* more, std::int32_t* less) {
  for (std::size_t a = 0; a < degree.area.size(); ++a) {
    const double drawn = squares - degree.twice[a] * sum;
    more[a] += drawn >= degree.low[a] ? 1 : 0;
    less[a] += drawn <= degree.high[a] ? 1 : 0;
  }
}

}  // namespace

Exceedances permute_geary(std::span<const double> values, const Neighbours& w, const Permutations& how) {
  const std::vector<double> z = standardised(values);
  const std::size_t n = z.size();
  const std::vector<Degree> degrees = by_degree(z, w);
  Exceedances out{std::vector<std::uint32_t>(n, how.count), std::vector<std::uint32_t>(n, how.count), how.count};
  if (degrees.empty()) return out;
  const std::size_t most = degrees.back().k;
  std::vector<std::size_t> start, place(n, 0), degree_of(n, 0);  // places in the tallies, which are ordered by degree
  std::size_t places = 0;
  for (std::size_t d = 0; d < degrees.size(); ++d) {
    start.push_back(places);
    for (const std::uint32_t i : degrees[d].area) {
      degree_of[i] = d;
      place[i] = places++;
    }
  }
  const unsigned threads = how.threads == 0 ? default_threads() : how.threads;
  const std::size_t lanes = std::min<std::size_t>(threads, how.count);
  std::vector<Tally> tallies(lanes);
  parallel_for(lanes, threads, [&](std::size_t lane) {
    Tally& tally = tallies[lane];
    tally.more.assign(places, 0);
    tally.less.assign(places, 0);
    Draws draws(n, most + 1);
    std::vector<double> sum(most + 1, 0.0), squares(most + 1, 0.0);
    const auto last = static_cast<std::uint32_t>(std::uint64_t{how.count} * (lane + 1) / lanes);
    for (auto r = static_cast<std::uint32_t>(std::uint64_t{how.count} * lane / lanes); r < last; ++r) {
      const auto row = draws.row(how.seed, r, 0);
      for (std::size_t m = 0; m < most; ++m) {
        sum[m + 1] = sum[m] + z[row[m]];
        squares[m + 1] = squares[m] + z[row[m]] * z[row[m]];
      }
      for (std::size_t d = 0; d < degrees.size(); ++d)
        compare(degrees[d], sum[degrees[d].k], squares[degrees[d].k], tally.more.data() + start[d], tally.less.data() + start[d]);
      for (std::size_t m = 0; m < most; ++m) {  // an area among its own draws takes the next draw instead
        const std::uint32_t a = row[m];
        const std::size_t k = w.count(a), at = place[a];
        if (k <= m) continue;
        const Degree& degree = degrees[degree_of[a]];
        const std::size_t own = at - start[degree_of[a]];
        const double next = z[row[k]];
        const double wrong = squares[k] - degree.twice[own] * sum[k];
        const double right = squares[k] - z[a] * z[a] + next * next - degree.twice[own] * (sum[k] - z[a] + next);
        tally.more[at] += (right >= degree.low[own] ? 1 : 0) - (wrong >= degree.low[own] ? 1 : 0);
        tally.less[at] += (right <= degree.high[own] ? 1 : 0) - (wrong <= degree.high[own] ? 1 : 0);
      }
    }
  });
  for (std::uint32_t i = 0; i < n; ++i) {
    if (w.count(i) == 0) continue;
    out.at_least[i] = out.at_most[i] = 0;
    for (const Tally& tally : tallies) {
      out.at_least[i] += static_cast<std::uint32_t>(tally.more[place[i]]);
      out.at_most[i] += static_cast<std::uint32_t>(tally.less[place[i]]);
    }
  }
  return out;
}

namespace {

double whole(const std::vector<double>& z, const Neighbours& w, Whole statistic) {
  double sum = 0.0;
  for (std::size_t i = 0; i < z.size(); ++i)
    for (std::uint32_t e = w.first[i]; e < w.first[i + 1]; ++e) {
      const double other = z[w.index[e]], gap = z[i] - other;
      sum += w.weight[e] * (statistic == Whole::moran ? z[i] * other : gap * gap);
    }
  return sum;
}

}  // namespace

WholeExceedances permute_all(std::span<const double> values, const Neighbours& w, Whole statistic, const Permutations& how) {
  const std::vector<double> z = standardised(values);
  const double seen = whole(z, w, statistic);
  const double slack = kSlack * (1.0 + static_cast<double>(w.index.size()));
  const std::uint32_t blocks = (how.count + kBlock - 1) / kBlock;
  std::vector<WholeExceedances> found(blocks);
  parallel_for(blocks, how.threads, [&](std::size_t b) {
    std::vector<double> dealt(z.size());
    Draws draws(z.size(), z.size());
    const auto first = static_cast<std::uint32_t>(b) * kBlock;
    for (std::uint32_t r = first; r < first + std::min(kBlock, how.count - first); ++r) {
      const auto row = draws.row(how.seed, r, 0);
      for (std::size_t i = 0; i < z.size(); ++i) dealt[i] = z[row[i]];
      const double drawn = whole(dealt, w, statistic);
      found[b].at_least += drawn >= seen - slack ? 1U : 0U;
      found[b].at_most += drawn <= seen + slack ? 1U : 0U;
    }
  });
  WholeExceedances out{0, 0, how.count};
  for (const WholeExceedances& one : found) {
    out.at_least += one.at_least;
    out.at_most += one.at_most;
  }
  return out;
}

}  // namespace trede::stat
