// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which column of a file is what: the area, the period, the dimensions, and the columns that mappings ask for. The order of columns is
// free. A stem is found, in this order: as mapped in monitor.toml; as a header that is exactly the stem; as a header that is the stem
// after its position suffix is taken off (AantalInwoners_5) or by the table's aliases. Two headers for one stem are an error.

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/period.hpp"
#include "ingest/stage_table.hpp"

namespace trede {

struct HeaderPlan {
  std::size_t area = 0;
  std::optional<std::size_t> period;
  std::optional<std::size_t> id;  // odata3: the row's ID
  struct Value {
    std::size_t column;
    std::size_t wanted;
  };  // wanted: index into Wanted::columns
  std::vector<Value> values;
  struct Dimension {
    std::string stem;
    std::size_t column;
  };
  std::vector<Dimension> dimensions;
  struct WideColumn {
    std::size_t column;
    Period period;
  };
  std::vector<WideColumn> wide;  // then `values` has one entry, whose column is not used
};

// Errors: ingest.header.missing, ingest.header.ambiguous, ingest.header.misspelt, ingest.header.nothing_wanted, ingest.wide.none,
// ingest.wide.period; warning ingest.header.absent.
HeaderPlan plan_header(const std::vector<std::string>& header, const TableContext& context, Errors& errors);

}  // namespace trede
