// SPDX-License-Identifier: EUPL-1.2
// Where a part is cut into blocks.
#include <algorithm>
#include <numeric>

#include "audit/blocks.hpp"

namespace trede::audit {
namespace {

constexpr std::uint32_t kTop = kNoNode;

// Nodes with every parent before its children.
std::vector<std::uint32_t> from_the_root(const std::vector<std::uint32_t>& parent) {
  std::vector<std::uint32_t> depth(parent.size(), 0), order(parent.size());
  for (std::uint32_t n = 0; n < parent.size(); ++n)
    for (std::uint32_t up = parent[n]; up != kNoNode; up = parent[up]) ++depth[n];
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return depth[a] < depth[b]; });
  return order;
}

// By node: the node at the root of its block, or kTop.
std::vector<std::uint32_t> block_roots(const Relations& relations, const Part& part, std::size_t largest_block) {
  const std::vector<std::uint32_t>& parent = relations.node_parent;
  std::vector<std::size_t> below(parent.size(), 0);
  for (const Unknown u : part.unknowns)
    if (relations.node[u] != kNoNode) ++below[relations.node[u]];
  const std::vector<std::uint32_t> order = from_the_root(parent);
  for (std::size_t i = order.size(); i-- > 0;)
    if (parent[order[i]] != kNoNode) below[parent[order[i]]] += below[order[i]];
  std::vector<std::uint8_t> inner(parent.size(), 0);
  for (const std::uint32_t up : parent)
    if (up != kNoNode) inner[up] = 1;
  std::vector<std::uint32_t> root(parent.size(), kTop);
  for (const std::uint32_t n : order) {
    if (parent[n] != kNoNode && root[parent[n]] != kTop) root[n] = root[parent[n]];
    else if (below[n] <= largest_block || inner[n] == 0) root[n] = n;
  }
  return root;
}

}  // namespace

std::optional<Cut> cut_of(const Relations& relations, const Bounds& bounds, const Part& part, std::size_t largest_block) {
  if (part.unknowns.size() <= largest_block || relations.node.empty()) return std::nullopt;
  const std::vector<std::uint32_t> root = block_roots(relations, part, largest_block);
  Cut cut;
  std::vector<std::uint32_t> block_of_root(root.size(), kTop);
  const auto block_of = [&](Unknown u) {
    const std::uint32_t node = relations.node[u];
    return node == kNoNode || root[node] == kTop ? kTop : block_of_root[root[node]];
  };
  for (const Unknown u : part.unknowns) {
    const std::uint32_t node = relations.node[u];
    if (node == kNoNode || root[node] == kTop) {
      cut.top.push_back(u);
      continue;
    }
    std::uint32_t& block = block_of_root[root[node]];
    if (block == kTop) {
      block = static_cast<std::uint32_t>(cut.blocks.size());
      cut.blocks.emplace_back();
    }
    cut.blocks[block].push_back(u);
  }
  // A top that is most of the part would make the master the whole program again.
  if (cut.blocks.size() < 2 || cut.top.size() > part.unknowns.size() / 4) return std::nullopt;
  cut.rows.resize(cut.blocks.size());
  for (const std::uint32_t row : part.rows) {
    std::uint32_t only = kTop;
    bool one_block = true;
    bool any = false;
    for (const Term& term : relations.row(row)) {
      if (bounds.lowest[term.unknown] == bounds.highest[term.unknown]) continue;
      const std::uint32_t block = block_of(term.unknown);
      one_block = one_block && block != kTop && (!any || block == only);
      only = block;
      any = true;
    }
    if (one_block) cut.rows[only].push_back(row);
    else cut.coupling.push_back(row);
  }
  return cut;
}

}  // namespace trede::audit
