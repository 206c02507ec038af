// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/permutation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/parallel.hpp"
#include "stat/spatial/draws.hpp"

namespace trede::stat {
namespace {

// Values on a grid of whole numbers: distances from the mean, the largest being 2⁴⁰. A sum of k of them is at most k/2 steps off, so two
// sums that are equal on paper differ at most k.
std::vector<std::int64_t> on_grid(std::span<const double> values) {
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  double largest = 0.0;
  for (const double v : values) largest = std::max(largest, std::abs(v - mean));
  const double scale = largest > 0.0 ? 0x1.0p40 / largest : 0.0;
  std::vector<std::int64_t> out;
  out.reserve(values.size());
  for (const double v : values) out.push_back(std::llround((v - mean) * scale));
  return out;
}

// The areas with k neighbours and their observed sums, each different sum once.
struct Degree {
  std::size_t k = 0;
  std::vector<std::int64_t> sums;  // ascending
};

struct Observed {
  std::vector<Degree> degrees;        // ascending in k, k > 0
  std::vector<std::uint32_t> degree;  // by area: place in degrees
  std::vector<std::uint32_t> place;   // by area: place in sums
  std::vector<std::uint32_t> k;       // by area
  std::size_t most = 0;               // the largest k
};

Observed observe(const std::vector<std::int64_t>& v, const Neighbours& w) {
  const std::size_t n = v.size();
  Observed out;
  out.k.resize(n);
  std::vector<std::int64_t> sum(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    out.k[i] = static_cast<std::uint32_t>(w.count(i));
    out.most = std::max(out.most, w.count(i));
    for (std::uint32_t e = w.first[i]; e < w.first[i + 1]; ++e) sum[i] += v[w.index[e]];
  }
  std::vector<std::vector<std::uint32_t>> of(out.most + 1);
  for (std::uint32_t i = 0; i < n; ++i) of[out.k[i]].push_back(i);
  out.degree.assign(n, 0);
  out.place.assign(n, 0);
  for (std::size_t k = 1; k <= out.most; ++k) {
    if (of[k].empty()) continue;
    Degree degree{k, {}};
    for (const std::uint32_t i : of[k]) degree.sums.push_back(sum[i]);
    std::sort(degree.sums.begin(), degree.sums.end());
    degree.sums.erase(std::unique(degree.sums.begin(), degree.sums.end()), degree.sums.end());
    for (const std::uint32_t i : of[k]) {
      out.degree[i] = static_cast<std::uint32_t>(out.degrees.size());
      out.place[i] = static_cast<std::uint32_t>(std::lower_bound(degree.sums.begin(), degree.sums.end(), sum[i]) - degree.sums.begin());
    }
    out.degrees.push_back(std::move(degree));
  }
  return out;
}

// What one thread has counted.
struct Tally {
  // By degree. up_to[h]: drawn sums that reach the first h observed sums; from[h]: drawn sums that stay at or below sum h and those after
  // it.
  std::vector<std::vector<std::uint32_t>> up_to, from;
  std::vector<std::int32_t> more, less;  // by area: what is put right because the area was among its own draws
};

std::size_t reached(const std::vector<std::int64_t>& sums, std::int64_t bound) {  // how many of them are ≤ bound
  const std::int64_t* base = sums.data();
  std::size_t length = sums.size();
  while (length > 1) {
    const std::size_t half = length / 2;
    base += base[half - 1] <= bound ? half : 0;
    length -= half;
  }
  return static_cast<std::size_t>(base - sums.data()) + (*base <= bound ? 1U : 0U);
}

void count_row(std::span<const std::uint32_t> row, const std::vector<std::int64_t>& v, const Observed& seen,
               std::vector<std::int64_t>& prefix, Tally& tally) {
  for (std::size_t m = 0; m < seen.most; ++m) prefix[m + 1] = prefix[m] + v[row[m]];
  for (std::size_t d = 0; d < seen.degrees.size(); ++d) {
    const auto& [k, sums] = seen.degrees[d];
    const std::int64_t drawn = prefix[k], slack = static_cast<std::int64_t>(k);
    const std::size_t high = reached(sums, drawn + slack);
    std::size_t low = high;
    while (low > 0 && sums[low - 1] >= drawn - slack) --low;
    ++tally.up_to[d][high];
    ++tally.from[d][low];
  }
  for (std::size_t m = 0; m < seen.most; ++m) {
    const std::uint32_t a = row[m];
    const std::size_t k = seen.k[a];
    if (k <= m) continue;
    const std::int64_t sum = seen.degrees[seen.degree[a]].sums[seen.place[a]], slack = static_cast<std::int64_t>(k);
    const std::int64_t wrong = prefix[k], right = wrong - v[a] + v[row[k]];
    tally.more[a] += (right >= sum - slack ? 1 : 0) - (wrong >= sum - slack ? 1 : 0);
    tally.less[a] += (right <= sum + slack ? 1 : 0) - (wrong <= sum + slack ? 1 : 0);
  }
}

Exceedances all_of(std::size_t n, std::uint32_t of) { return {std::vector<std::uint32_t>(n, of), std::vector<std::uint32_t>(n, of), of}; }

// Consecutive rows of the table, one piece per lane.
struct Lanes {
  std::size_t count;
  std::uint32_t rows;
  Lanes(unsigned threads, std::uint32_t all) : count(std::min<std::size_t>(threads == 0 ? default_threads() : threads, all)), rows(all) {}
  [[nodiscard]] std::uint32_t begin(std::size_t lane) const { return static_cast<std::uint32_t>(std::uint64_t{rows} * lane / count); }
};

Exceedances permute_shared(const std::vector<std::int64_t>& v, const Neighbours& w, const Permutations& how) {
  const std::size_t n = v.size();
  const Observed seen = observe(v, w);
  Exceedances out = all_of(n, how.count);
  if (seen.most == 0) return out;
  const Lanes lanes(how.threads, how.count);
  std::vector<Tally> tallies(lanes.count);
  parallel_for(lanes.count, how.threads, [&](std::size_t lane) {
    Tally& tally = tallies[lane];
    for (const Degree& degree : seen.degrees) {
      tally.up_to.emplace_back(degree.sums.size() + 1, 0U);
      tally.from.emplace_back(degree.sums.size() + 1, 0U);
    }
    tally.more.assign(n, 0);
    tally.less.assign(n, 0);
    Draws draws(n, seen.most + 1);
    std::vector<std::int64_t> prefix(seen.most + 1, 0);
    for (std::uint32_t r = lanes.begin(lane); r < lanes.begin(lane + 1); ++r) count_row(draws.row(how.seed, r, 0), v, seen, prefix, tally);
  });
  for (std::size_t lane = 1; lane < lanes.count; ++lane) {
    for (std::size_t d = 0; d < seen.degrees.size(); ++d)
      for (std::size_t h = 0; h < tallies[0].up_to[d].size(); ++h) {
        tallies[0].up_to[d][h] += tallies[lane].up_to[d][h];
        tallies[0].from[d][h] += tallies[lane].from[d][h];
      }
    for (std::size_t i = 0; i < n; ++i) {
      tallies[0].more[i] += tallies[lane].more[i];
      tallies[0].less[i] += tallies[lane].less[i];
    }
  }
  Tally& all = tallies[0];
  for (auto& counts : all.from) std::partial_sum(counts.begin(), counts.end(), counts.begin());
  for (auto& counts : all.up_to) std::partial_sum(counts.rbegin(), counts.rend(), counts.rbegin());
  for (std::size_t i = 0; i < n; ++i) {
    if (seen.k[i] == 0) continue;
    out.at_least[i] = all.up_to[seen.degree[i]][seen.place[i] + 1] + static_cast<std::uint32_t>(all.more[i]);
    out.at_most[i] = all.from[seen.degree[i]][seen.place[i]] + static_cast<std::uint32_t>(all.less[i]);
  }
  return out;
}

Exceedances permute_separately(const std::vector<std::int64_t>& v, const Neighbours& w, const Permutations& how) {
  const std::size_t n = v.size();
  Exceedances out = all_of(n, how.count);
  const Lanes lanes(how.threads, static_cast<std::uint32_t>(n));
  parallel_for(lanes.count, how.threads, [&](std::size_t lane) {
    for (std::uint32_t i = lanes.begin(lane); i < lanes.begin(lane + 1); ++i) {
      const std::size_t k = w.count(i);
      if (k == 0) continue;
      std::int64_t seen = 0;
      for (std::uint32_t e = w.first[i]; e < w.first[i + 1]; ++e) seen += v[w.index[e]];
      const auto slack = static_cast<std::int64_t>(k);
      const auto other = [&](std::uint32_t drawn) { return v[drawn + (drawn >= i ? 1U : 0U)]; };  // drawn from the n − 1 others
      Draws draws(n - 1, how.drawing == Drawing::independent ? k : 0);
      out.at_least[i] = out.at_most[i] = 0;
      for (std::uint32_t r = 0; r < how.count; ++r) {
        std::int64_t sum = 0;
        if (how.drawing == Drawing::independent) {
          for (const std::uint32_t drawn : draws.row(how.seed, r, i + 1)) sum += other(drawn);
        } else {
          Philox random(how.seed, r, i + 1);
          for (std::size_t m = 0; m < k; ++m) sum += other(below(random, static_cast<std::uint32_t>(n - 1)));
        }
        out.at_least[i] += sum >= seen - slack ? 1U : 0U;
        out.at_most[i] += sum <= seen + slack ? 1U : 0U;
      }
    }
  });
  return out;
}

double doubled(std::uint32_t at_least, std::uint32_t at_most, std::uint32_t of) {
  return std::min(1.0, 2.0 * (std::min(at_least, at_most) + 1.0) / (of + 1.0));
}

}  // namespace

std::vector<double> Exceedances::p_two() const {
  std::vector<double> out(at_least.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = doubled(at_least[i], at_most[i], of);
  return out;
}
double WholeExceedances::p_two() const { return doubled(at_least, at_most, of); }

Exceedances permute_lag(std::span<const double> values, const Neighbours& w, const Permutations& how) {
  const std::vector<std::int64_t> v = on_grid(values);
  return how.drawing == Drawing::shared ? permute_shared(v, w, how) : permute_separately(v, w, how);
}

}  // namespace trede::stat
