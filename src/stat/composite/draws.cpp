// SPDX-License-Identifier: EUPL-1.2
#include "stat/composite/draws.hpp"

namespace trede::stat::composite {

const NormalTable& NormalTable::get() {
  static const NormalTable table;
  return table;
}

}  // namespace trede::stat::composite
