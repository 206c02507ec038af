// SPDX-License-Identifier: EUPL-1.2
#include "signal/near.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "stat/spatial/points.hpp"

namespace trede::signal {
namespace {

constexpr std::size_t kNearest = 6;

}  // namespace

Near::Near(const SignalInput& input, AreaLevel level) : input_(&input) {
  for (const auto& [a, b] : input.borders)
    if (input.areas.level(a) == level && input.areas.level(b) == level) borders_.emplace_back(a, b);
}

Pairs Near::bordering(const Reading& reading) const {
  Pairs out;
  for (const auto& [a, b] : borders_) {
    const auto i = position(reading, a);
    const auto j = position(reading, b);
    if (i && j) out.emplace_back(static_cast<std::uint32_t>(*i), static_cast<std::uint32_t>(*j));
  }
  return out;
}

Pairs Near::nearest(const Reading& reading) const {
  std::vector<double> x, y;
  std::vector<std::uint32_t> at;
  if (input_->x.size() < input_->areas.size() || input_->y.size() < input_->areas.size()) return {};
  for (std::uint32_t i = 0; i < reading.size(); ++i) {
    const AreaIndex a = reading.areas[i];
    if (!std::isfinite(input_->x[a]) || !std::isfinite(input_->y[a])) continue;
    x.push_back(input_->x[a]);
    y.push_back(input_->y[a]);
    at.push_back(i);
  }
  Pairs out = stat::nearest_pairs(x, y, kNearest);
  for (auto& [i, j] : out) {
    i = at[i];
    j = at[j];
  }
  return out;
}

std::vector<std::vector<std::uint32_t>> contiguous(const std::vector<std::uint32_t>& chosen, const Pairs& pairs, std::size_t areas) {
  std::vector<std::uint32_t> root(areas);
  std::iota(root.begin(), root.end(), 0U);
  const auto find = [&](std::uint32_t i) {
    while (root[i] != i) i = root[i] = root[root[i]];
    return i;
  };
  std::vector<std::uint8_t> in(areas, 0);
  for (const std::uint32_t i : chosen) in[i] = 1;
  for (const auto& [a, b] : pairs) {
    if (in[a] == 0 || in[b] == 0) continue;
    const std::uint32_t ra = find(a), rb = find(b);
    root[std::max(ra, rb)] = std::min(ra, rb);
  }
  std::vector<std::uint32_t> sorted = chosen;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::vector<std::uint32_t>> out;
  std::vector<std::size_t> group(areas, SIZE_MAX);
  for (const std::uint32_t i : sorted) {
    const std::uint32_t r = find(i);
    if (group[r] == SIZE_MAX) {
      group[r] = out.size();
      out.emplace_back();
    }
    out[group[r]].push_back(i);
  }
  return out;
}

}  // namespace trede::signal
