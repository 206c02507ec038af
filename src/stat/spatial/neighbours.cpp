// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/neighbours.hpp"

#include <algorithm>

namespace trede::stat {

Neighbours neighbours(std::size_t areas, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs, Weights weights, bool self,
                      bool as_written) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> both;
  both.reserve(2 * pairs.size() + (self ? areas : 0));
  for (const auto& [i, j] : pairs) {
    if (i == j) continue;
    both.emplace_back(i, j);
    if (!as_written) both.emplace_back(j, i);
  }
  if (self)
    for (std::size_t i = 0; i < areas; ++i) both.emplace_back(i, i);
  std::sort(both.begin(), both.end());
  both.erase(std::unique(both.begin(), both.end()), both.end());
  Neighbours out;
  out.first.assign(areas + 1, 0);
  for (const auto& [i, j] : both) ++out.first[i + 1];
  for (std::size_t i = 0; i < areas; ++i) out.first[i + 1] += out.first[i];
  out.index.reserve(both.size());
  for (const auto& [i, j] : both) out.index.push_back(j);
  out.weight.assign(both.size(), 1.0);
  if (weights == Weights::row)
    for (std::size_t i = 0; i < areas; ++i)
      for (std::uint32_t k = out.first[i]; k < out.first[i + 1]; ++k) out.weight[k] = 1.0 / static_cast<double>(out.count(i));
  return out;
}

}  // namespace trede::stat
