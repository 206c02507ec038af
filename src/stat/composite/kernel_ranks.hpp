// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the replications say of a score and a rank, in the scoring kernel: intervals, the share among the first, and on how much of a score
// no error is known. See kernel.hpp for the rules of the kernel.
// Source: rank intervals are those of Goldstein & Spiegelhalter (1996), J. R. Statist. Soc. A 159, 385–443.

#include "stat/composite/kernel.hpp"

namespace trede::stat::composite {

// Fewer units than this get no scale and no rank.
inline constexpr size_t kFewestUnits = 5;
// A score that rests on figures of which no error is known for more than this part of its weight gets no interval and no rank: they vary
// in no replication, and the less is known the surer it would look.
inline constexpr double kMostUnknown = 0.5;

// How many units the top of a ranking holds: a tenth, at least 3 and at most 10.
inline size_t top_of(size_t ranked) {
  size_t tenth = (ranked + 9) / 10;
  if (tenth < 3) tenth = 3;
  if (tenth > 10) tenth = 10;
  return tenth < ranked ? tenth : ranked;
}

// Places of the 5 and 95 % points in the order of the replications; outward, so that 90 % or more lies between.
struct Places {
  size_t low = 0, high = 0;
};
inline Places places_of(size_t replications) {
  const double last = static_cast<double>(replications - 1);
  return {static_cast<size_t>(floor(0.05 * last)), static_cast<size_t>(ceil(0.95 * last))};
}

struct FloatRange {
  float lower = 0.0F, upper = 0.0F;
};
// Of the scores of one unit; `key`: work space for as many keys.
inline FloatRange score_range(const float* score, size_t replications, const Places& places, uint64_t* key) {
  for (size_t r = 0; r < replications; ++r) key[r] = key_of(static_cast<double>(score[r]));
  FloatRange out;
  out.lower = static_cast<float>(value_of(select_key(key, replications, places.low)));
  out.upper = static_cast<float>(value_of(select_key(key, replications, places.high)));
  return out;
}

struct RankRange {
  uint32_t lower = 0, upper = 0;
  size_t in_top = 0;
};
// Of the ranks of one unit. In a small group the ranks are counted, which is faster than putting them in order. `seen`: work space for
// ranked + 1 numbers; `key`: for as many keys as there are replications.
inline RankRange rank_range(const uint32_t* rank, size_t replications, size_t ranked, size_t top, const Places& places, uint32_t* seen,
                            uint64_t* key) {
  RankRange out;
  for (size_t r = 0; r < replications; ++r) out.in_top += rank[r] <= top ? 1 : 0;
  if (ranked > 4 * replications) {
    for (size_t r = 0; r < replications; ++r) key[r] = rank[r];
    out.lower = static_cast<uint32_t>(select_key(key, replications, places.low));
    out.upper = static_cast<uint32_t>(select_key(key, replications, places.high));
    return out;
  }
  for (size_t r = 0; r <= ranked; ++r) seen[r] = 0;
  for (size_t r = 0; r < replications; ++r) ++seen[rank[r]];
  size_t so_far = 0;
  for (uint32_t r = 1; r <= ranked; ++r) {
    so_far += seen[r];
    if (out.lower == 0 && so_far > places.low) out.lower = r;
    if (out.upper == 0 && so_far > places.high) {
      out.upper = r;
      break;
    }
  }
  return out;
}

// The part of each score of a group, by weight, that rests on figures of which no error is known; −1 = no figure. `part`: per column.
inline void unknown_part(const Group& group, const float* const* part, size_t n, const uint8_t* exists, float* out) {
  for (size_t a = 0; a < n; ++a) {
    out[a] = -1.0F;
    if (exists[a] == 0) continue;
    double sum = 0.0, weight = 0.0;
    for (size_t c = 0; c < group.count; ++c) {
      const float here = part[group.child[c]][a];
      if (here < 0.0F) continue;
      sum += group.weight[c] * static_cast<double>(here);
      weight += group.weight[c];
    }
    out[a] = weight > 0.0 ? static_cast<float>(sum / weight) : 1.0F;
  }
}

}  // namespace trede::stat::composite
