// SPDX-License-Identifier: EUPL-1.2
#include "protect/roll_up.hpp"

#include <functional>
#include <queue>
#include <stdexcept>

namespace trede::protect {

std::vector<std::uint8_t> leaves_of(const Dimension& dimension) {
  std::vector<std::uint8_t> leaf(dimension.size(), 1);
  for (const auto& [child, parent] : dimension.edges) leaf[parent] = 0;
  return leaf;
}

std::vector<std::uint32_t> children_first(const Dimension& dimension) {
  std::vector<std::vector<std::uint32_t>> parents(dimension.size());
  std::vector<std::uint32_t> waiting(dimension.size(), 0);
  for (const auto& [child, parent] : dimension.edges) {
    parents[child].push_back(parent);
    ++waiting[parent];
  }
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> ready;
  for (std::uint32_t code = 0; code < dimension.size(); ++code)
    if (waiting[code] == 0) ready.push(code);
  std::vector<std::uint32_t> order;
  order.reserve(dimension.size());
  while (!ready.empty()) {
    const std::uint32_t code = ready.top();
    ready.pop();
    order.push_back(code);
    for (const std::uint32_t parent : parents[code])
      if (--waiting[parent] == 0) ready.push(parent);
  }
  if (order.size() != dimension.size()) throw std::logic_error("a code is below itself");
  return order;
}

}  // namespace trede::protect
