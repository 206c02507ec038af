// SPDX-License-Identifier: EUPL-1.2
#include "audit/evidence.hpp"

#include <algorithm>
#include <cmath>

#include "audit/parts.hpp"

namespace trede::audit {
namespace {

// Nothing was seen yet: an empty interval.
constexpr double kNothing = 1e15;

}  // namespace

Evidence::Evidence(const Bounds& start, const AttackOptions& options)
    : smallest_(start.lowest.size(), kNothing),
      largest_(start.lowest.size(), -kNothing),
      whole_smallest_(start.lowest.size(), kUnbounded),
      whole_largest_(start.lowest.size(), -1),
      outer_(start),
      target_(options.target),
      width_(std::max<std::int64_t>(1, options.width)),
      intervals_(options.intervals) {
  for (Unknown u = 0; u < outer_.lowest.size(); ++u)
    if (outer_.lowest[u] == outer_.highest[u]) saw(u, static_cast<double>(outer_.lowest[u]));
}

std::int64_t Evidence::lowest_seen(Unknown unknown) const { return static_cast<std::int64_t>(std::ceil(smallest_[unknown] - kNoise)); }
std::int64_t Evidence::highest_seen(Unknown unknown) const { return static_cast<std::int64_t>(std::floor(largest_[unknown] + kNoise)); }

void Evidence::whole_end(Unknown unknown, std::int64_t value, bool up) {
  const auto end = static_cast<double>(value);
  if (up) {
    outer_.highest[unknown] = std::min(outer_.highest[unknown], value);
    largest_[unknown] = end;  // solutions with fractions beyond it no longer count
  } else {
    outer_.lowest[unknown] = std::max(outer_.lowest[unknown], value);
    smallest_[unknown] = end;
  }
}

void Evidence::nothing_below(Unknown unknown, double value) {
  outer_.lowest[unknown] = std::max(outer_.lowest[unknown], static_cast<std::int64_t>(std::ceil(value - kNoise)));
}

void Evidence::nothing_above(Unknown unknown, double value) {
  const auto bound = static_cast<std::int64_t>(std::floor(value + kNoise));
  // At the end that was put there to have one, it is still without bound.
  if (outer_.highest[unknown] == kUnbounded && highest_seen(unknown) >= bound && bound >= kFar) return;
  outer_.highest[unknown] = std::min(outer_.highest[unknown], bound);
}

bool Evidence::high_settled(Unknown unknown) const {
  const std::int64_t seen = highest_seen(unknown);
  return outer_.highest[unknown] == kUnbounded ? seen >= kFar : seen >= outer_.highest[unknown];
}

bool Evidence::settled(Unknown unknown) const {
  if (!intervals_ && seen_wide(unknown)) return true;
  return low_settled(unknown) && high_settled(unknown);
}

Findings Evidence::findings() const {
  Findings out;
  const std::size_t size = smallest_.size();
  out.verdict.assign(size, Verdict::not_asked);
  out.lowest = outer_.lowest;
  out.highest = outer_.highest;
  std::int64_t narrowest = kUnbounded;
  bool some_only_wide = false;
  for (Unknown u = 0; u < size; ++u) {
    if (!asked(u)) continue;
    const bool both = low_settled(u) && high_settled(u);
    const std::int64_t low = out.lowest[u], high = out.highest[u];
    if (both || seen_wide(u)) {
      if (!both) {
        some_only_wide = true;
        out.lowest[u] = lowest_seen(u);
        out.highest[u] = highest_seen(u);
      }
      const std::int64_t width = both ? (high == kUnbounded ? kUnbounded : std::max<std::int64_t>(0, high - low)) : width_;
      narrowest = std::min(narrowest, width);
      out.verdict[u] = width == 0 ? Verdict::exact : width < width_ ? Verdict::narrow : Verdict::wide;
    } else {
      out.verdict[u] = high != kUnbounded && high - low < width_ ? Verdict::narrow : Verdict::open;
    }
    switch (out.verdict[u]) {
      case Verdict::exact: ++out.exact; break;
      case Verdict::narrow: ++out.narrow; break;
      case Verdict::wide:
        ++out.wide;
        out.wide_in_whole_numbers += wide_in_whole(u) ? 1U : 0U;
        break;
      default: ++out.open;
    }
  }
  out.narrowest = narrowest == kUnbounded ? 0 : narrowest;
  out.narrowest_is_bound = some_only_wide && narrowest >= width_;
  return out;
}

}  // namespace trede::audit
