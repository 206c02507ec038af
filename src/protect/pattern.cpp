// SPDX-License-Identifier: EUPL-1.2
#include "protect/pattern.hpp"

namespace trede::protect {

Pattern pattern_of(const System& system, std::vector<std::uint8_t> withheld) {
  Pattern out;
  out.withheld = std::move(withheld);
  for (std::size_t i = 0; i < system.size(); ++i) {
    if (system.state[i] == CellState::sensitive) ++out.sensitive;
    if (system.state[i] != CellState::free || out.withheld[i] == 0) continue;
    ++out.secondary;
    out.value_withheld += system.value[i];
    out.cost += system.cost[i];
  }
  return out;
}

}  // namespace trede::protect
