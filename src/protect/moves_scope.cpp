// SPDX-License-Identifier: EUPL-1.2
#include "protect/moves_scope.hpp"

#include <numeric>

namespace trede::protect::moves {

Scope::Scope(const System& system) : system_(system), inside_(system.node_parent.size(), 0) {
  const std::size_t nodes = system.node_parent.size();
  child_first_.assign(nodes + 1, 0);
  for (const auto parent : system.node_parent) {
    if (parent != kNoNode) ++child_first_[parent + 1];
  }
  std::partial_sum(child_first_.begin(), child_first_.end(), child_first_.begin());
  child_.resize(child_first_.back());
  auto next = child_first_;
  for (std::uint32_t node = 0; node < nodes; ++node) {
    if (system.node_parent[node] != kNoNode) child_[next[system.node_parent[node]]++] = node;
  }
}

std::vector<std::uint32_t> Scope::ladder(CellIndex cell) const {
  std::vector<std::uint32_t> out;
  if (!system_.node.empty()) {
    auto node = system_.node[cell];
    if (node != kNoNode && child_first_[node] == child_first_[node + 1]) node = system_.node_parent[node];
    // The scope of a root is everything below it; that of the only root is everything.
    for (; node != kNoNode && system_.node_parent[node] != kNoNode; node = system_.node_parent[node]) out.push_back(node);
  }
  out.push_back(kNoNode);
  return out;
}

void Scope::enter(std::uint32_t node) {
  if (node == entered_) return;
  for (const auto n : marked_) inside_[n] = 0;
  marked_.clear();
  entered_ = node;
  whole_ = node == kNoNode;
  if (whole_) return;
  const auto mark = [&](std::uint32_t n) {
    inside_[n] = 1;
    marked_.push_back(n);
  };
  for (auto up = system_.node_parent[node]; up != kNoNode; up = system_.node_parent[up]) mark(up);
  const std::size_t from = marked_.size();
  mark(node);
  for (std::size_t at = from; at < marked_.size(); ++at) {
    const auto n = marked_[at];
    for (auto c = child_first_[n]; c < child_first_[n + 1]; ++c) mark(child_[c]);
  }
}

}  // namespace trede::protect::moves
