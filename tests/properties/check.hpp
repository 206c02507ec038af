// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Protects a case and attacks what would be published. Tables go through the text of the published file, so that the attacker sees that
// and nothing else.

#include <cstddef>
#include <map>
#include <string>

#include "system_case.hpp"
#include "table_case.hpp"

namespace trede::properties {

struct Outcome {
  std::string failure;         // empty = all is well
  bool readable = true;        // false: the files of a case that was made smaller are no table any more
  std::size_t sensitive = 0;   // cells that were to be protected, over all engines and methods
  std::size_t impossible = 0;  // of these: no pattern protects them, which was checked
  std::map<std::string, std::size_t> engines;
};

Outcome check(const TableCase& table);
Outcome check(const SystemCase& system);

}  // namespace trede::properties
