// SPDX-License-Identifier: EUPL-1.2
#include "stat/composite/draws.hpp"

#include "stat/intervals.hpp"

namespace trede::stat::composite {

NormalTable::NormalTable() {
  for (std::uint32_t i = 1; i < kSteps; ++i) edge_[i] = normal_quantile(static_cast<double>(i) / kSteps);
}

const NormalTable& NormalTable::get() {
  static const NormalTable table;
  return table;
}

double NormalTable::tail(std::uint32_t u) { return normal_quantile((static_cast<double>(u) + 0.5) * 0x1.0p-32); }

}  // namespace trede::stat::composite
