// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/scan_lanes.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define TREDE_WIDE_LANES __attribute__((target_clones("avx2", "default")))
#else
#define TREDE_WIDE_LANES
#endif

namespace trede::stat {
namespace {

// Thirty-two counts that the compiler keeps in as few registers as the machine has room for.
typedef std::int16_t Narrow __attribute__((vector_size(32 * sizeof(std::int16_t)), aligned(8), may_alias));
typedef std::int32_t Wide __attribute__((vector_size(32 * sizeof(std::int32_t)), aligned(8), may_alias));
template <class Count>
struct LanesOf;
template <>
struct LanesOf<std::int16_t> {
  using Type = Narrow;
};
template <>
struct LanesOf<std::int32_t> {
  using Type = Wide;
};

template <class Lanes>
inline __attribute__((always_inline)) bool any(const Lanes& lanes) {
  std::array<std::uint64_t, sizeof(Lanes) / 8> words{};
  std::memcpy(words.data(), &lanes, sizeof(Lanes));
  std::uint64_t all = 0;
  for (const std::uint64_t w : words) all |= w;
  return all != 0;
}

// The bounds that hold while the smallest of the largest ratios stays within its level.
struct Bar {
  const std::int32_t* least = nullptr;
  const std::int32_t* most = nullptr;
  std::size_t level = 0;

  Bar(const ScanStudy& study, const LaneRatios& largest) { set(study, largest); }
  void set(const ScanStudy& study, const LaneRatios& largest) {
    level = ScanBounds::level(*std::min_element(largest.begin(), largest.end()));
    if (study.ratio().rates != ScanRates::low) least = study.bounds().least(level);
    if (study.ratio().rates != ScanRates::high) most = study.bounds().most(level);
  }
};

// Looks closely at one zone: the exact ratio of the lanes that pass the bar.
template <class Count, class Lanes>
__attribute__((noinline)) void look(const ScanStudy& study, const Zones& zones, std::size_t zone, const Lanes& sum, LaneRatios& largest,
                                    Bar& bar) {
  const Track& track = zones.track[zone];
  const std::int64_t base = study.bounds().base(track.row) + track.offset;
  const std::int64_t least = bar.least == nullptr ? INT32_MAX : std::int64_t{bar.least[track.row]} - track.offset;
  const std::int64_t most = bar.most == nullptr ? INT32_MIN : std::int64_t{bar.most[track.row]} - track.offset;
  for (std::size_t lane = 0; lane < kScanLanes; ++lane) {
    const std::int64_t deviation = sum[lane];
    if (deviation < least && deviation > most) continue;
    largest[lane] = std::max(largest[lane], study.ratio()(static_cast<double>(deviation + base), zones.expected[zone]));
  }
  bar.set(study, largest);
}

// Circles without time: eight zones at a time, gone through again when one of them passes the bar.
template <class Count>
TREDE_WIDE_LANES void walk_circles(const ScanStudy& study, const Zones& zones, const Count* maps, LaneRatios& largest) {
  using Lanes = typename LanesOf<Count>::Type;
  constexpr std::size_t kBlock = 8;
  Bar bar(study, largest);
  Lanes sum{};
  const std::size_t count = zones.place.size();
  const bool high = bar.least != nullptr, low = bar.most != nullptr;
  for (std::size_t k = 0; k < count; k += kBlock) {
    const std::size_t end = std::min(count, k + kBlock);
    const Lanes before = sum;
    Lanes passes{};
    for (std::size_t zone = k; zone < end; ++zone) {
      sum += *reinterpret_cast<const Lanes*>(maps + std::size_t{zones.place[zone]} * kScanLanes);
      const Track track = zones.track[zone];
      if (high) passes |= (Lanes)(sum >= static_cast<Count>(bar.least[track.row] - track.offset));
      if (low) passes |= (Lanes)(sum <= static_cast<Count>(bar.most[track.row] - track.offset));
    }
    if (!any(passes)) continue;
    sum = before;
    for (std::size_t zone = k; zone < end; ++zone) {
      sum += *reinterpret_cast<const Lanes*>(maps + std::size_t{zones.place[zone]} * kScanLanes);
      look<Count>(study, zones, zone, sum, largest, bar);
    }
  }
}

// Cylinders: per circle the sums over time, and each window as a difference of two of them.
template <class Count>
TREDE_WIDE_LANES void walk_cylinders(const ScanStudy& study, const Zones& zones, const Count* maps, LaneRatios& largest) {
  using Lanes = typename LanesOf<Count>::Type;
  Bar bar(study, largest);
  const std::size_t periods = study.periods();
  const std::vector<ScanWindow>& windows = study.windows();
  std::vector<Count> sums((periods + 1) * kScanLanes, 0);
  const auto sum_to = [&sums](std::size_t t) -> Lanes& { return *reinterpret_cast<Lanes*>(sums.data() + t * kScanLanes); };
  const bool high = bar.least != nullptr, low = bar.most != nullptr;
  std::size_t first = 0;
  for (std::size_t k = 0; k < zones.place.size(); ++k, first += windows.size()) {
    const Count* here = maps + std::size_t{zones.place[k]} * periods * kScanLanes;
    for (std::size_t t = 0; t < periods; ++t) sum_to(t + 1) += *reinterpret_cast<const Lanes*>(here + t * kScanLanes);
    Lanes passes{};
    for (std::size_t w = 0; w < windows.size(); ++w) {
      const Lanes sum = sum_to(windows[w].to) - sum_to(windows[w].from);
      const Track track = zones.track[first + w];
      if (high) passes |= (Lanes)(sum >= static_cast<Count>(bar.least[track.row] - track.offset));
      if (low) passes |= (Lanes)(sum <= static_cast<Count>(bar.most[track.row] - track.offset));
    }
    if (!any(passes)) continue;
    for (std::size_t w = 0; w < windows.size(); ++w) {
      const Lanes sum = sum_to(windows[w].to) - sum_to(windows[w].from);
      look<Count>(study, zones, first + w, sum, largest, bar);
    }
  }
}

}  // namespace

template <class Count>
void walk_zones(const ScanStudy& study, const Zones& zones, const Count* maps, LaneRatios& largest) {
  if (study.periods() == 1) walk_circles<Count>(study, zones, maps, largest);
  else walk_cylinders<Count>(study, zones, maps, largest);
}

template void walk_zones<std::int16_t>(const ScanStudy&, const Zones&, const std::int16_t*, LaneRatios&);
template void walk_zones<std::int32_t>(const ScanStudy&, const Zones&, const std::int32_t*, LaneRatios&);

}  // namespace trede::stat
