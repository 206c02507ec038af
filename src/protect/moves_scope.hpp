// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where a move is looked for: a node of the regions with everything below it and its ancestors. What lies outside stays as it is, which
// ties the attacker's hands and not ours: a move within a scope is a move.

#include <cstdint>
#include <vector>

#include "protect/system.hpp"

namespace trede::protect::moves {

class Scope {
 public:
  explicit Scope(const System& system);

  // The scopes for a cell, from small to large: the node above its own when that is a leaf, else its own; then upwards. The last is
  // kNoNode: everything.
  [[nodiscard]] std::vector<std::uint32_t> ladder(CellIndex cell) const;
  void enter(std::uint32_t node);
  [[nodiscard]] bool holds(CellIndex cell) const { return whole_ || system_.node[cell] == kNoNode || inside_[system_.node[cell]] != 0; }
  [[nodiscard]] bool whole() const { return whole_; }

 private:
  const System& system_;
  std::vector<std::uint32_t> child_first_, child_;
  std::vector<std::uint8_t> inside_;  // by node
  std::vector<std::uint32_t> marked_;
  std::uint32_t entered_ = kNoNode;
  bool whole_ = true;
};

}  // namespace trede::protect::moves
