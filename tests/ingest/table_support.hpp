// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A small table, and a look into what was staged of it.

#include <string>

#include "fixture.hpp"

namespace trede::testing {

inline const std::string kHeader = "gebied;jaar;inwoners;deel;saldo\n";
inline const std::string kRow = "BU00010101;2020;100;12,5;-3,25\n";

// Rows under the header of the small table.
inline std::string rows(const std::string& rest) { return kHeader + rest; }

inline double at(const Staging& staging, const std::string& stem, const std::string& area, int year, Missing* missing = nullptr) {
  const StagedTable& table = staging.tables.at(0);
  for (std::size_t row = 0; row < table.area.size(); ++row) {
    if (staging.divisions[0].code(table.area[row]).str() != area || table.period[row] != Period::year(year)) continue;
    if (missing != nullptr) *missing = table.column(stem)->missing[row];
    return table.column(stem)->value[row];
  }
  ADD_FAILURE() << "no row for " << area;
  return -1;
}
}  // namespace trede::testing
