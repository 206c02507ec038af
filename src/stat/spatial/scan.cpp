// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/scan.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <tuple>

#include "base/parallel.hpp"
#include "stat/spatial/scan_lanes.hpp"

namespace trede::stat {
namespace {

constexpr std::size_t kMapBytes = std::size_t{384} << 20U;  // random maps held at once
constexpr std::size_t kZoneBytes = std::size_t{8} << 20U;   // zones held at once
constexpr std::uint32_t kDeal = 4;                          // batches dealt together, so that a table of chances serves many maps

// Zones of a few centres at a time, made once and gone through by every random map.
class Sweep {
 public:
  Sweep(const ScanStudy& study, unsigned threads) : study_(study), threads_(threads) {}

  // work(zones of a chunk of centres); `best` is filled by centre when given.
  template <class Work>
  void each_chunk(std::vector<BestZone>* best, const Work& work) {
    std::size_t size = 32;
    for (std::uint32_t first = 0; first < study_.places();) {
      const std::uint32_t count = static_cast<std::uint32_t>(std::min<std::size_t>(size, study_.places() - first));
      if (zones_.size() < count) {
        zones_.resize(count);
        circles_.resize(count);
      }
      parallel_for(count, threads_, [&](std::size_t k) {
        const auto centre = first + static_cast<std::uint32_t>(k);
        study_.circle(centre, circles_[k]);
        study_.zones(centre, circles_[k], zones_[k], best == nullptr ? nullptr : &(*best)[centre]);
      });
      work(std::span<const Zones>(zones_.data(), count));
      first += count;
      std::size_t bytes = 0;
      for (std::size_t k = 0; k < count; ++k)
        bytes += zones_[k].place.size() * sizeof(std::uint32_t) + zones_[k].track.size() * (sizeof(Track) + sizeof(double));
      size = std::clamp<std::size_t>(kZoneBytes / std::max<std::size_t>(1, bytes / count), 4, 4096);
    }
  }

 private:
  const ScanStudy& study_;
  unsigned threads_;
  std::vector<Zones> zones_;
  std::vector<std::vector<Near>> circles_;
};

// The strongest zone of each centre in the observed map, and the largest ratio of each random map.
struct Found {
  std::vector<BestZone> best;
  std::vector<double> largest;
};

template <class Count>
Found look_everywhere(const ScanStudy& study, const ScanOptions& options, std::uint64_t seed) {
  Found out;
  out.best.resize(study.places());
  Sweep sweep(study, options.threads);
  const std::size_t batches = (options.replications + kScanLanes - 1) / kScanLanes;
  if (batches == 0) sweep.each_chunk(&out.best, [](std::span<const Zones>) {});
  const std::size_t cells = std::size_t{study.places()} * study.periods(), batch = cells * kScanLanes;
  const std::size_t at_once = std::clamp<std::size_t>(kMapBytes / (batch * sizeof(Count)), 1, std::max<std::size_t>(1, batches));
  const RandomMaps random(study, seed);
  std::vector<Count> maps(at_once * batch);
  for (std::size_t first = 0; first < batches; first += at_once) {
    const std::size_t here = std::min(at_once, batches - first);
    parallel_for((here + kDeal - 1) / kDeal, options.threads, [&](std::size_t k) {
      const auto from = static_cast<std::uint32_t>(k * kDeal);
      random.deal(static_cast<std::uint32_t>(first) + from, std::min(kDeal, static_cast<std::uint32_t>(here) - from),
                  maps.data() + from * batch);
    });
    std::vector<LaneRatios> largest(here, LaneRatios{});
    sweep.each_chunk(first == 0 ? &out.best : nullptr, [&](std::span<const Zones> zones) {
      parallel_for(here, options.threads, [&](std::size_t b) {
        for (const Zones& z : zones) walk_zones<Count>(study, z, maps.data() + b * batch, largest[b]);
      });
    });
    for (const LaneRatios& lanes : largest) out.largest.insert(out.largest.end(), lanes.begin(), lanes.end());
  }
  out.largest.resize(options.replications);
  std::sort(out.largest.begin(), out.largest.end());
  return out;
}

// How rare a ratio is among the largest of random maps.
class Rarity {
 public:
  explicit Rarity(const std::vector<double>& largest) : largest_(largest) {
    const auto n = static_cast<double>(largest.size());
    if (largest.size() < 2) return;
    const double mean = std::accumulate(largest.begin(), largest.end(), 0.0) / n;
    double squares = 0.0;
    for (const double v : largest) squares += (v - mean) * (v - mean);
    scale_ = std::sqrt(6.0 * squares / (n - 1.0)) / std::numbers::pi;
    mode_ = mean - std::numbers::egamma * scale_;
  }
  [[nodiscard]] double rank(double ratio) const {
    // A ratio that is equal but for rounding counts as reached.
    const auto reached = largest_.end() - std::lower_bound(largest_.begin(), largest_.end(), ratio * (1.0 - 1e-12));
    return (1.0 + static_cast<double>(reached)) / (1.0 + static_cast<double>(largest_.size()));
  }
  [[nodiscard]] double gumbel(double ratio) const { return scale_ > 0.0 ? -std::expm1(-std::exp(-(ratio - mode_) / scale_)) : rank(ratio); }

 private:
  const std::vector<double>& largest_;
  double scale_ = 0, mode_ = 0;
};

// The clusters chosen so far, and whether a zone shares a cell with one of them.
class Taken {
 public:
  explicit Taken(const ScanStudy& study) : study_(study), spans_(study.places()) {}

  void add(const std::vector<std::uint32_t>& places, const ScanWindow& window) {
    for (const std::uint32_t p : places) {
      if (spans_[p].empty()) places_.push_back(p);
      spans_[p].push_back(window);
    }
  }
  [[nodiscard]] bool has(std::uint32_t place, const ScanWindow& window) const {
    return std::any_of(spans_[place].begin(), spans_[place].end(),
                       [&](const ScanWindow& w) { return w.from < window.to && window.from < w.to; });
  }
  // Without looking at ties of distance: true is certain, false is not.
  [[nodiscard]] bool surely_meets(const BestZone& zone, const ScanWindow& window) const {
    if (has(zone.centre, window)) return true;
    if (study_.flexible()) return false;
    const double inside = zone.square * (1.0 - 1e-12);
    return std::any_of(places_.begin(), places_.end(),
                       [&](std::uint32_t p) { return study_.near().square(zone.centre, p) < inside && has(p, window); });
  }

 private:
  const ScanStudy& study_;
  std::vector<std::vector<ScanWindow>> spans_;
  std::vector<std::uint32_t> places_;
};

Cluster cluster_of(const ScanStudy& study, const BestZone& zone, const std::vector<std::uint32_t>& places, const Rarity& rarity) {
  Cluster out;
  for (const std::uint32_t place : places) {
    out.areas.push_back(study.near().area(place));
    out.population += study.population(place);
  }
  out.radius = study.near().distance(zone.square);
  out.cases = zone.cases;
  out.expected = zone.expected;
  out.ratio = zone.ratio;
  out.p = rarity.rank(zone.ratio);
  out.p_gumbel = rarity.gumbel(zone.ratio);
  std::tie(out.from, out.to) = study.span_of(zone.window);
  out.low = zone.cases < zone.expected;
  const double rest = study.ratio().all - zone.cases;
  if (rest > 0.0) out.relative_risk = zone.cases / zone.expected / (rest / (study.ratio().all - zone.expected));
  return out;
}

// Clusters by strength, each without a cell in common with those before it; only the first with `one`.
std::vector<Cluster> clusters_of(const ScanStudy& study, Found found, bool one) {
  std::vector<BestZone>& best = found.best;
  best.erase(std::remove_if(best.begin(), best.end(), [](const BestZone& b) { return !(b.ratio > 0.0); }), best.end());
  std::sort(best.begin(), best.end(), [&](const BestZone& a, const BestZone& b) {
    const auto left = std::llround(a.ratio * 1e9), right = std::llround(b.ratio * 1e9);
    if (left != right) return left > right;
    if (a.areas != b.areas) return a.areas < b.areas;  // areas without cases or persons add nothing
    return study.near().area(a.centre) < study.near().area(b.centre);
  });
  const Rarity rarity(found.largest);
  Taken taken(study);
  std::vector<Cluster> out;
  for (const BestZone& zone : best) {
    const ScanWindow& window = study.windows()[zone.window];
    if (taken.surely_meets(zone, window)) continue;
    const std::vector<std::uint32_t> places = study.places_of(zone);
    if (std::any_of(places.begin(), places.end(), [&](std::uint32_t p) { return taken.has(p, window); })) continue;
    taken.add(places, window);
    out.push_back(cluster_of(study, zone, places, rarity));
    if (one) break;
  }
  return out;
}

std::vector<Cluster> scan_once(const ScanInput& input, const ScanOptions& options, std::uint64_t seed,
                               const std::vector<std::uint8_t>& gone) {
  const ScanStudy study(input, options, gone);
  Found found = study.narrow() ? look_everywhere<std::int16_t>(study, options, seed) : look_everywhere<std::int32_t>(study, options, seed);
  return clusters_of(study, std::move(found), options.iterative);
}

// Finds the strongest cluster, takes its cells out when it is significant, and looks again.
std::vector<Cluster> scan_in_turns(const ScanInput& input, const ScanOptions& options) {
  std::vector<std::uint32_t> cases(input.cases.begin(), input.cases.end());
  std::vector<double> expected(input.expected.begin(), input.expected.end()), population(input.population.begin(), input.population.end());
  std::vector<std::uint8_t> gone(input.x.size(), 0);
  ScanInput rest = input;
  rest.cases = cases;
  rest.expected = expected;
  rest.population = population;
  std::vector<Cluster> out;
  for (std::uint64_t turn = 0;; ++turn) {
    const bool some = std::any_of(cases.begin(), cases.end(), [](std::uint32_t c) { return c > 0; });
    if (!some || !(std::accumulate(expected.begin(), expected.end(), 0.0) > 0.0)) return out;
    const std::vector<Cluster> found = scan_once(rest, options, options.seed + turn, gone);
    if (found.empty()) return out;
    out.push_back(found.front());
    if (out.back().p > options.iterative_level) return out;
    for (const std::uint32_t a : out.back().areas) {
      for (std::size_t t = out.back().from; t <= out.back().to; ++t)
        cases[a * input.periods + t] = 0, expected[a * input.periods + t] = 0.0;
      if (input.periods > 1) continue;
      population[a] = 0.0;
      gone[a] = 1;
    }
  }
}

bool usable(const ScanInput& in, const ScanOptions& options) {
  const std::size_t n = in.x.size(), cells = n * in.periods;
  if (n == 0 || in.periods == 0 || in.y.size() != n || in.cases.size() != cells || in.population.size() != n) return false;
  if (!(options.most_share > 0.0) || !(options.most_share <= 0.5) || !(options.most_radius >= 0.0)) return false;
  if (std::all_of(in.cases.begin(), in.cases.end(), [](std::uint32_t c) { return c == 0; })) return false;
  if (options.flexible_areas > 20 || (options.flexible_areas > 0 && in.periods > 1)) return false;
  if (std::any_of(in.neighbours.begin(), in.neighbours.end(), [n](const auto& pair) { return pair.first >= n || pair.second >= n; }))
    return false;
  if (options.model == ScanModel::permutation) return !options.iterative && in.periods > 1;
  if (in.expected.size() != cells || !(std::accumulate(in.expected.begin(), in.expected.end(), 0.0) > 0.0)) return false;
  if (options.model == ScanModel::poisson) return true;
  for (std::size_t cell = 0; cell < cells; ++cell)
    if (in.expected[cell] != std::floor(in.expected[cell]) || in.expected[cell] < in.cases[cell]) return false;
  return std::accumulate(in.expected.begin(), in.expected.end(), 0.0) > std::accumulate(in.cases.begin(), in.cases.end(), 0.0);
}

}  // namespace

Result<std::vector<Cluster>> scan(const ScanInput& input, const ScanOptions& options) {
  if (usable(input, options)) return options.iterative ? scan_in_turns(input, options) : scan_once(input, options, options.seed, {});
  return tl::unexpected(Error{
      "stat.scan_input",
      Failure::input,
      "Een clusterscan vraagt evenveel punten, gevallen, verwachte aantallen en inwoners, ten minste één geval en een aandeel boven 0 en tot en met 0,5. "
      "Het model bernoulli vraagt hele aantallen personen, niet onder het aantal gevallen; permutation vraagt meer dan één periode en gaat niet in beurten; flexibele vormen hebben ten hoogste 20 gebieden en geen tijd.",
      "A cluster scan needs as many points, cases, expected numbers and inhabitants, at least one case, and a share above 0 and up to 0.5. "
      "The Bernoulli model needs whole numbers of persons, not below the cases; permutation needs more than one period and does not go in turns; flexible shapes have at most 20 areas and no time.",
      {}});
}

}  // namespace trede::stat
