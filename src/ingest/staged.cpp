// SPDX-License-Identifier: EUPL-1.2
#include "ingest/staged.hpp"

#include <algorithm>

namespace trede {

const StagedColumn* StagedTable::column(const std::string& stem) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const StagedColumn& c) { return c.stem == stem; });
  return found == columns.end() ? nullptr : &*found;
}

const AreaSet* Staging::division(Vintage vintage) const {
  const auto found = std::find_if(divisions.begin(), divisions.end(), [&](const AreaSet& d) { return d.vintage() == vintage; });
  return found == divisions.end() ? nullptr : &*found;
}

}  // namespace trede
