// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One table of an edition against its contract: which table it is follows from its path (tabellen/<table>.csv.gz or .parquet).

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace trede {

// A CSV is read through: columns, kinds of cells, and in `waarnemingen` a value or a reason and never both. Of a Parquet file only the
// frame is looked at (its bytes are covered by the manifest). At most one problem per table.
Errors check_table(std::string_view path, const std::string& shown, std::string_view bytes);

}  // namespace trede
