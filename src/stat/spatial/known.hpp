// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Areas without a figure are no neighbours of anyone and count in no mean: here they are left out, and results are put back in place.

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "stat/spatial/neighbours.hpp"

namespace trede::stat {

struct Known {
  std::vector<std::uint32_t> area;                             // ascending: the position of each area with a figure
  std::vector<std::int64_t> place;                             // by position: its place in `area`, or -1
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  // those of which both have a figure, in places

  [[nodiscard]] std::size_t size() const { return area.size(); }
  [[nodiscard]] Neighbours neighbours(Weights weights, bool self = false, bool as_written = false) const {
    return stat::neighbours(area.size(), pairs, weights, self, as_written);
  }
  template <class T>
  [[nodiscard]] std::vector<T> pick(std::span<const T> by_position) const {
    std::vector<T> out;
    out.reserve(area.size());
    for (const std::uint32_t a : area) out.push_back(by_position[a]);
    return out;
  }
  // Values by place, spread over all positions; `none` where there is no figure, or where `has` (by place, may be empty) says 0.
  template <class T>
  [[nodiscard]] std::vector<T> spread(std::span<const T> by_place, T none, std::span<const std::uint8_t> has = {}) const {
    std::vector<T> out(place.size(), none);
    for (std::size_t k = 0; k < area.size(); ++k)
      if (has.empty() || has[k] != 0) out[area[k]] = by_place[k];
    return out;
  }
};

// `known` by position: 1 where there is a figure.
inline Known known_areas(std::span<const std::uint8_t> known, std::span<const std::pair<std::uint32_t, std::uint32_t>> pairs) {
  Known out;
  out.place.assign(known.size(), -1);
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i] == 0) continue;
    out.place[i] = static_cast<std::int64_t>(out.area.size());
    out.area.push_back(static_cast<std::uint32_t>(i));
  }
  for (const auto& [i, j] : pairs)
    if (out.place[i] >= 0 && out.place[j] >= 0)
      out.pairs.emplace_back(static_cast<std::uint32_t>(out.place[i]), static_cast<std::uint32_t>(out.place[j]));
  return out;
}

}  // namespace trede::stat
