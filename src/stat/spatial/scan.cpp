// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/scan.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/parallel.hpp"
#include "stat/random.hpp"
#include "stat/spatial/scan_circles.hpp"

namespace trede::stat {
namespace {

constexpr std::size_t kLanes = 16;      // replications side by side
constexpr double kStepsPerRoot = 24.0;  // fineness of the table of thresholds, per √expected

// Of each circle, only which area it takes in and which row of thresholds its expected number has.
struct Track {
  std::uint32_t area = 0;
  std::uint32_t row = 0;
};

std::uint32_t row_of(double expected) { return static_cast<std::uint32_t>(kStepsPerRoot * std::sqrt(expected)); }
double least_expected(std::uint32_t row) {
  const double root = static_cast<double>(row) / kStepsPerRoot;
  return root * root;
}

// Sixteen replications: their cases by area, and the least count per row that could beat the largest ratio so far.
template <class Count>
class Batch {
 public:
  Batch(const ScanInput& input, const Circles& circles, const std::vector<Track>& tracks, double all, std::size_t rows)
      : circles_(circles), tracks_(tracks), all_(all), rows_(rows), counts_(input.cases.size() * kLanes, 0), least_(rows * kLanes, 0) {}

  void deal(std::span<const double> expected, std::uint64_t seed, std::uint32_t first) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      auto left = static_cast<std::uint32_t>(all_);
      double weight = all_;
      for (std::size_t a = 0; a < expected.size(); ++a) {
        Philox random(seed, first + static_cast<std::uint32_t>(lane), static_cast<std::uint32_t>(a));
        const std::uint32_t here = a + 1 == expected.size() ? left : binomial(random, left, std::min(1.0, expected[a] / weight));
        counts_[a * kLanes + lane] = static_cast<Count>(here);
        left -= here;
        weight = std::max(weight - expected[a], 1e-300);
      }
    }
  }

  void scan(std::array<double, kLanes>& largest) {
    largest.fill(0.0);
    for (std::size_t lane = 0; lane < kLanes; ++lane) raise(lane, 0.0);
    std::array<double, kLanes> known = largest;
    for (std::size_t centre = 0; centre + 1 < circles_.first.size(); ++centre) {
      walk(circles_.first[centre], circles_.first[centre + 1], largest);
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        if (largest[lane] == known[lane]) continue;
        known[lane] = largest[lane];
        raise(lane, largest[lane]);
      }
    }
  }

 private:
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__)
  __attribute__((target_clones("avx2", "default")))
#endif
  void
  walk(std::size_t from, std::size_t to, std::array<double, kLanes>& largest) {
    alignas(64) std::array<Count, kLanes> sum{};
    for (std::size_t k = from; k < to; ++k) {
      const Count* here = counts_.data() + static_cast<std::size_t>(tracks_[k].area) * kLanes;
      const Count* least = least_.data() + static_cast<std::size_t>(tracks_[k].row) * kLanes;
      Count beats = 0;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        sum[lane] = static_cast<Count>(sum[lane] + here[lane]);
        beats = static_cast<Count>(beats | static_cast<Count>(sum[lane] >= least[lane]));
      }
      if (beats == 0) continue;
      for (std::size_t lane = 0; lane < kLanes; ++lane)
        if (sum[lane] >= least[lane])
          largest[lane] = std::max(largest[lane], poisson_ratio(static_cast<double>(sum[lane]), circles_.expected[k], all_));
    }
  }

  // Fills a lane's thresholds for a new largest ratio; they rise with the expected number.
  void raise(std::size_t lane, double largest) {
    least_[lane] = 1;  // nothing is known of row 0, where the expected number may be as near to zero as it likes
    double count = 0.0;
    for (std::size_t row = 1; row < rows_; ++row) {
      const double expected = least_expected(static_cast<std::uint32_t>(row));
      count = std::max(count, std::floor(expected));
      while (count < all_ && poisson_ratio(count, expected, all_) <= largest) count += 1.0;
      least_[row * kLanes + lane] = static_cast<Count>(count);
    }
  }

  const Circles& circles_;
  const std::vector<Track>& tracks_;
  double all_;
  std::size_t rows_;
  std::vector<Count> counts_, least_;
};

template <class Count>
std::vector<double> replicate(const ScanInput& input, const ScanOptions& options, const std::vector<double>& expected,
                              const Circles& circles, double all) {
  std::vector<Track> tracks(circles.area.size());
  std::uint32_t rows = 1;
  for (std::size_t k = 0; k < tracks.size(); ++k) {
    tracks[k] = {circles.area[k], row_of(circles.expected[k])};
    rows = std::max(rows, tracks[k].row + 1);
  }
  const std::size_t batches = (options.replications + kLanes - 1) / kLanes;
  std::vector<double> out(batches * kLanes, 0.0);
  parallel_for(batches, options.threads, [&](std::size_t b) {
    Batch<Count> batch(input, circles, tracks, all, rows);
    batch.deal(expected, options.seed, static_cast<std::uint32_t>(b * kLanes));
    std::array<double, kLanes> largest{};
    batch.scan(largest);
    std::copy(largest.begin(), largest.end(), out.begin() + static_cast<std::ptrdiff_t>(b * kLanes));
  });
  out.resize(options.replications);
  return out;
}

// The strongest circle around each centre.
struct Best {
  double ratio = 0;
  std::uint32_t centre = 0, last = 0;  // last: position of the outermost area in Circles
  std::uint32_t cases = 0;
};
std::vector<Best> strongest(const ScanInput& input, const Circles& circles, double all) {
  std::vector<Best> out;
  for (std::uint32_t i = 0; i + 1 < circles.first.size(); ++i) {
    Best best{0.0, i, circles.first[i], 0};
    std::uint32_t cases = 0;
    for (std::uint32_t k = circles.first[i]; k < circles.first[i + 1]; ++k) {
      cases += input.cases[circles.area[k]];
      const double ratio = poisson_ratio(cases, circles.expected[k], all);
      if (ratio > best.ratio) best = {ratio, i, k, cases};
    }
    if (best.ratio > 0.0) out.push_back(best);
  }
  std::sort(out.begin(), out.end(),
            [](const Best& a, const Best& b) { return a.ratio != b.ratio ? a.ratio > b.ratio : a.centre < b.centre; });
  return out;
}

bool usable(const ScanInput& in, const ScanOptions& options) {
  const std::size_t n = in.x.size();
  return n > 0 && in.y.size() == n && in.cases.size() == n && in.expected.size() == n && in.population.size() == n &&
         options.most_share > 0.0 && options.most_share <= 0.5;
}

}  // namespace

double poisson_ratio(double cases, double expected, double all) {
  if (!(cases > expected) || !(expected > 0.0)) return 0.0;
  const double rest = all - cases;
  return cases * std::log(cases / expected) + (rest > 0.0 ? rest * std::log(rest / (all - expected)) : 0.0);
}

Result<std::vector<Cluster>> scan(const ScanInput& input, const ScanOptions& options) {
  const double all = std::accumulate(input.cases.begin(), input.cases.end(), 0.0);
  const double expected_all = std::accumulate(input.expected.begin(), input.expected.end(), 0.0);
  if (!usable(input, options) || !(all > 0.0) || !(expected_all > 0.0))
    return tl::unexpected(Error{
        "stat.scan_input",
        Failure::input,
        "Een clusterscan vraagt evenveel punten, gevallen, verwachte aantallen en inwoners, ten minste één geval, en een aandeel boven 0 en tot en met 0,5.",
        "A cluster scan needs as many points, cases, expected numbers and inhabitants, at least one case, and a share above 0 and up to 0.5.",
        {}});
  std::vector<double> expected(input.expected.begin(), input.expected.end());
  for (double& e : expected) e *= all / expected_all;
  const double people = std::accumulate(input.population.begin(), input.population.end(), 0.0);
  const Circles rings = circles(input.x, input.y, input.population, expected, options.most_share * people, options.threads);
  // Sixteen bits hold any count when all cases do.
  std::vector<double> random = all < 65536.0 ? replicate<std::uint16_t>(input, options, expected, rings, all)
                                             : replicate<std::uint32_t>(input, options, expected, rings, all);
  std::sort(random.begin(), random.end());
  std::vector<Cluster> out;
  std::vector<std::uint8_t> taken(input.x.size(), 0);
  for (const Best& best : strongest(input, rings, all)) {
    const auto begin = rings.area.begin() + rings.first[best.centre], end = rings.area.begin() + best.last + 1;
    if (std::any_of(begin, end, [&](std::uint32_t a) { return taken[a] != 0; })) continue;
    Cluster cluster{{begin, end}, 0.0, best.cases, rings.expected[best.last], best.ratio, 1.0};
    for (const std::uint32_t a : cluster.areas) taken[a] = 1;
    cluster.radius = std::hypot(input.x[cluster.areas.back()] - input.x[best.centre], input.y[cluster.areas.back()] - input.y[best.centre]);
    // A ratio that is equal but for rounding counts as reached.
    const auto reached = random.end() - std::lower_bound(random.begin(), random.end(), best.ratio * (1.0 - 1e-12));
    cluster.p = (1.0 + static_cast<double>(reached)) / (1.0 + static_cast<double>(random.size()));
    out.push_back(std::move(cluster));
  }
  return out;
}

}  // namespace trede::stat
