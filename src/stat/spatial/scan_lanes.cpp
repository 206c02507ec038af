// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/scan_lanes.hpp"

#include <algorithm>
#include <vector>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define TREDE_AVX2 1
#endif
#if defined(TREDE_AVX2) && defined(__gnu_linux__) && !defined(__clang__)
#define TREDE_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define TREDE_WIDE
#endif

namespace trede::stat {
namespace {

constexpr std::size_t kBlock = 8;  // zones between two looks at whether one of them passed

// The bounds that hold while the smallest of the largest ratios stays within its level.
struct Bar {
  const std::int32_t* least = nullptr;
  const std::int32_t* most = nullptr;

  Bar(const ScanStudy& study, const LaneRatios& largest) { set(study, largest); }
  void set(const ScanStudy& study, const LaneRatios& largest) {
    const std::size_t level = ScanBounds::level(*std::min_element(largest.begin(), largest.end()));
    if (study.ratio().rates != ScanRates::low) least = study.bounds().least(level);
    if (study.ratio().rates != ScanRates::high) most = study.bounds().most(level);
  }
};

template <class Count>
Count least_of(const Bar& bar, const Track& track) {
  return static_cast<Count>(bar.least[track.row] - track.offset);
}
template <class Count>
Count most_of(const Bar& bar, const Track& track) {
  return static_cast<Count>(bar.most[track.row] - track.offset);
}

template <class Count>
void add(Count* sum, const Count* here) {
  for (std::size_t lane = 0; lane < kScanLanes; ++lane) sum[lane] = static_cast<Count>(sum[lane] + here[lane]);
}

// Looks closely at one zone: the exact ratio of the lanes that pass the bar.
template <class Count>
void look(const ScanStudy& study, const Zones& zones, std::size_t zone, const Count* sum, LaneRatios& largest, Bar& bar) {
  const Track& track = zones.track[zone];
  const std::int64_t base = study.bounds().base(track.row) + track.offset;
  bool raised = false;
  for (std::size_t lane = 0; lane < kScanLanes; ++lane) {
    const bool passes = (bar.least != nullptr && sum[lane] >= least_of<Count>(bar, track)) ||
                        (bar.most != nullptr && sum[lane] <= most_of<Count>(bar, track));
    if (!passes) continue;
    const double ratio = study.ratio()(static_cast<double>(sum[lane] + base), zones.expected[zone]);
    raised = raised || ratio > largest[lane];
    largest[lane] = std::max(largest[lane], ratio);
  }
  if (raised) bar.set(study, largest);
}

// Adds zones to the sums from zone k, block by block, until one of a block passes in some lane: gives the first zone of that block, with
// the sums as they were before it; or the number of zones.
template <class Count, bool high, bool low>
TREDE_WIDE std::size_t run_on(const Zones& zones, const Bar& bar, const Count* maps, std::size_t k, Count* sum) {
  const std::size_t count = zones.place.size();
  Count before[kScanLanes];
  for (; k < count; k += kBlock) {
    std::copy(sum, sum + kScanLanes, before);
    Count passes[kScanLanes] = {};
    for (std::size_t zone = k; zone < std::min(count, k + kBlock); ++zone) {
      const Count* here = maps + std::size_t{zones.place[zone]} * kScanLanes;
      const Count least = high ? least_of<Count>(bar, zones.track[zone]) : Count{0};
      const Count most = low ? most_of<Count>(bar, zones.track[zone]) : Count{0};
      for (std::size_t lane = 0; lane < kScanLanes; ++lane) {
        sum[lane] = static_cast<Count>(sum[lane] + here[lane]);
        if (high) passes[lane] = static_cast<Count>(passes[lane] | (sum[lane] >= least ? 1 : 0));
        if (low) passes[lane] = static_cast<Count>(passes[lane] | (sum[lane] <= most ? 1 : 0));
      }
    }
    if (std::any_of(passes, passes + kScanLanes, [](Count c) { return c != 0; })) {
      std::copy(before, before + kScanLanes, sum);
      return k;
    }
  }
  return count;
}

// Whether some window of a circle passes in some lane; `sums`: by period and lane, from zero.
template <class Count, bool high, bool low>
TREDE_WIDE bool some_window(const std::vector<ScanWindow>& windows, const Track* track, const Bar& bar, const Count* sums) {
  Count passes[kScanLanes] = {};
  for (std::size_t w = 0; w < windows.size(); ++w) {
    const Count *to = sums + windows[w].to * kScanLanes, *from = sums + windows[w].from * kScanLanes;
    const Count least = high ? least_of<Count>(bar, track[w]) : Count{0};
    const Count most = low ? most_of<Count>(bar, track[w]) : Count{0};
    for (std::size_t lane = 0; lane < kScanLanes; ++lane) {
      const auto sum = static_cast<Count>(to[lane] - from[lane]);
      if (high) passes[lane] = static_cast<Count>(passes[lane] | (sum >= least ? 1 : 0));
      if (low) passes[lane] = static_cast<Count>(passes[lane] | (sum <= most ? 1 : 0));
    }
  }
  return std::any_of(passes, passes + kScanLanes, [](Count c) { return c != 0; });
}

#ifdef TREDE_AVX2
// The same two for sixteen bits, with the thirty-two sums in two registers.
template <bool high, bool low>
__attribute__((target("avx2"))) std::size_t run_on_avx2(const Zones& zones, const Bar& bar, const std::int16_t* maps, std::size_t k,
                                                        std::int16_t* sum) {
  const std::size_t count = zones.place.size();
  const std::uint32_t* place = zones.place.data();
  const Track* tracks = zones.track.data();
  auto* out = reinterpret_cast<__m256i*>(sum);
  __m256i a = _mm256_loadu_si256(out), b = _mm256_loadu_si256(out + 1);
  for (; k < count; k += kBlock) {
    const __m256i a_before = a, b_before = b;
    __m256i passes = _mm256_setzero_si256();
    const std::size_t end = std::min(count, k + kBlock);
    for (std::size_t zone = k; zone < end; ++zone) {
      const auto* here = reinterpret_cast<const __m256i*>(maps + std::size_t{place[zone]} * kScanLanes);
      const Track track = tracks[zone];
      a = _mm256_add_epi16(a, _mm256_loadu_si256(here));
      b = _mm256_add_epi16(b, _mm256_loadu_si256(here + 1));
      if (high) {
        const __m256i under = _mm256_set1_epi16(static_cast<std::int16_t>(bar.least[track.row] - track.offset - 1));
        passes = _mm256_or_si256(passes, _mm256_or_si256(_mm256_cmpgt_epi16(a, under), _mm256_cmpgt_epi16(b, under)));
      }
      if (low) {
        const __m256i over = _mm256_set1_epi16(static_cast<std::int16_t>(bar.most[track.row] - track.offset + 1));
        passes = _mm256_or_si256(passes, _mm256_or_si256(_mm256_cmpgt_epi16(over, a), _mm256_cmpgt_epi16(over, b)));
      }
    }
    if (_mm256_testz_si256(passes, passes) == 0) {
      _mm256_storeu_si256(out, a_before);
      _mm256_storeu_si256(out + 1, b_before);
      return k;
    }
  }
  return count;
}

template <bool high, bool low>
__attribute__((target("avx2"))) bool some_window_avx2(const std::vector<ScanWindow>& windows, const Track* tracks, const Bar& bar,
                                                      const std::int16_t* sums) {
  __m256i passes = _mm256_setzero_si256();
  const ScanWindow* window = windows.data();
  const std::size_t count = windows.size();
  for (std::size_t w = 0; w < count; ++w) {
    const auto* to = reinterpret_cast<const __m256i*>(sums + window[w].to * kScanLanes);
    const auto* from = reinterpret_cast<const __m256i*>(sums + window[w].from * kScanLanes);
    const Track track = tracks[w];
    const __m256i a = _mm256_sub_epi16(_mm256_loadu_si256(to), _mm256_loadu_si256(from));
    const __m256i b = _mm256_sub_epi16(_mm256_loadu_si256(to + 1), _mm256_loadu_si256(from + 1));
    if (high) {
      const __m256i under = _mm256_set1_epi16(static_cast<std::int16_t>(bar.least[track.row] - track.offset - 1));
      passes = _mm256_or_si256(passes, _mm256_or_si256(_mm256_cmpgt_epi16(a, under), _mm256_cmpgt_epi16(b, under)));
    }
    if (low) {
      const __m256i over = _mm256_set1_epi16(static_cast<std::int16_t>(bar.most[track.row] - track.offset + 1));
      passes = _mm256_or_si256(passes, _mm256_or_si256(_mm256_cmpgt_epi16(over, a), _mm256_cmpgt_epi16(over, b)));
    }
  }
  return _mm256_testz_si256(passes, passes) == 0;
}
bool has_avx2() {
  static const bool has = __builtin_cpu_supports("avx2") != 0;
  return has;
}
#endif

template <class Count, bool high, bool low>
void walk_circles(const ScanStudy& study, const Zones& zones, const Count* maps, LaneRatios& largest) {
  Bar bar(study, largest);
  Count sum[kScanLanes] = {};
  const std::size_t count = zones.place.size();
  for (std::size_t k = 0; k < count;) {
#ifdef TREDE_AVX2
    if constexpr (sizeof(Count) == 2)
      k = has_avx2() ? run_on_avx2<high, low>(zones, bar, maps, k, sum) : run_on<Count, high, low>(zones, bar, maps, k, sum);
    else k = run_on<Count, high, low>(zones, bar, maps, k, sum);
#else
    k = run_on<Count, high, low>(zones, bar, maps, k, sum);
#endif
    for (const std::size_t end = std::min(count, k + kBlock); k < end; ++k) {
      add(sum, maps + std::size_t{zones.place[k]} * kScanLanes);
      look(study, zones, k, sum, largest, bar);
    }
  }
}

// Cylinders: per circle the sums over time, and each window as a difference of two of them.
template <class Count, bool high, bool low>
void walk_cylinders(const ScanStudy& study, const Zones& zones, const Count* maps, LaneRatios& largest) {
  Bar bar(study, largest);
  const std::size_t periods = study.periods();
  const std::vector<ScanWindow>& windows = study.windows();
  std::vector<Count> sums((periods + 1) * kScanLanes, 0);
  const Track* track = zones.track.data();
  for (std::size_t k = 0; k < zones.place.size(); ++k, track += windows.size()) {
    const Count* here = maps + std::size_t{zones.place[k]} * periods * kScanLanes;
    for (std::size_t t = 0; t < periods; ++t) add(sums.data() + (t + 1) * kScanLanes, here + t * kScanLanes);
    bool some = false;
#ifdef TREDE_AVX2
    if constexpr (sizeof(Count) == 2)
      some = has_avx2() ? some_window_avx2<high, low>(windows, track, bar, sums.data())
                        : some_window<Count, high, low>(windows, track, bar, sums.data());
    else some = some_window<Count, high, low>(windows, track, bar, sums.data());
#else
    some = some_window<Count, high, low>(windows, track, bar, sums.data());
#endif
    if (!some) continue;
    Count sum[kScanLanes];
    for (std::size_t w = 0; w < windows.size(); ++w) {
      for (std::size_t lane = 0; lane < kScanLanes; ++lane)
        sum[lane] = static_cast<Count>(sums[windows[w].to * kScanLanes + lane] - sums[windows[w].from * kScanLanes + lane]);
      look(study, zones, k * windows.size() + w, sum, largest, bar);
    }
  }
}

// Connected sets: a stack of sums, one per depth.
template <class Count, bool high, bool low>
TREDE_WIDE bool add_set(const Count* from, const Count* here, const Bar& bar, const Track& track, Count* to) {
  const Count least = high ? least_of<Count>(bar, track) : Count{0};
  const Count most = low ? most_of<Count>(bar, track) : Count{0};
  Count passes = 0;
  for (std::size_t lane = 0; lane < kScanLanes; ++lane) {
    const auto sum = static_cast<Count>(from[lane] + here[lane]);
    to[lane] = sum;
    if (high) passes = static_cast<Count>(passes | (sum >= least ? 1 : 0));
    if (low) passes = static_cast<Count>(passes | (sum <= most ? 1 : 0));
  }
  return passes != 0;
}

template <class Count, bool high, bool low>
void walk_sets(const ScanStudy& study, const Zones& zones, const Count* maps, LaneRatios& largest) {
  Bar bar(study, largest);
  std::vector<Count> sums(256 * kScanLanes, 0);
  for (std::size_t k = 0; k < zones.place.size(); ++k) {
    Count* to = sums.data() + zones.depth[k] * kScanLanes;
    const Count* here = maps + std::size_t{zones.place[k]} * kScanLanes;
    if (add_set<Count, high, low>(to - kScanLanes, here, bar, zones.track[k], to)) look(study, zones, k, to, largest, bar);
  }
}

template <class Count, bool high, bool low>
void walk(const ScanStudy& study, const Zones& zones, const Count* maps, LaneRatios& largest) {
  if (study.flexible()) walk_sets<Count, high, low>(study, zones, maps, largest);
  else if (study.periods() == 1) walk_circles<Count, high, low>(study, zones, maps, largest);
  else walk_cylinders<Count, high, low>(study, zones, maps, largest);
}

}  // namespace

template <class Count>
void walk_zones(const ScanStudy& study, const Zones& zones, const Count* maps, LaneRatios& largest) {
  switch (study.ratio().rates) {
    case ScanRates::high: return walk<Count, true, false>(study, zones, maps, largest);
    case ScanRates::low: return walk<Count, false, true>(study, zones, maps, largest);
    case ScanRates::both: return walk<Count, true, true>(study, zones, maps, largest);
  }
}

template void walk_zones<std::int16_t>(const ScanStudy&, const Zones&, const std::int16_t*, LaneRatios&);
template void walk_zones<std::int32_t>(const ScanStudy&, const Zones&, const std::int32_t*, LaneRatios&);

}  // namespace trede::stat
