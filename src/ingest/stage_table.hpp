// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From rows of text to a StagedTable: columns by stem, areas, periods, numbers, reasons for what is missing, duplicates.
//
// Empty cells cannot be judged while one file is read: whether a whole column is empty shows only over all pages of a table, and
// whether an area has inhabitants only when the table of inhabitants is there. So they stay marked until resolve_nulls().

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "ingest/area_match.hpp"
#include "ingest/row_source.hpp"
#include "ingest/staged.hpp"
#include "ingest/wanted.hpp"

namespace trede {

struct TableContext {
  const Project* project = nullptr;
  const Source* source = nullptr;
  const SourceTable* table = nullptr;  // null when the catalogue does not list it
  const SourceFileConfig* file = nullptr;
  const AreaSet* division = nullptr;
  const std::vector<AreaSet>* divisions = nullptr;
  const Wanted* wanted = nullptr;
  [[nodiscard]] bool open() const { return source->access == Access::open; }
};

// Which columns have a value anywhere, by period and dimension keys: over all rows of the file, also those of other gemeenten.
using FilledColumns = std::map<std::string, std::set<std::string>>;  // "2020|20300|MW00000" → stems

struct TableDraft {
  StagedTable table;
  std::vector<std::vector<std::uint8_t>> null;  // per column, per row: 1 = empty, reason still to be found
  std::vector<std::string> slot;                // per row: key into FilledColumns
  std::vector<std::int64_t> line;               // per row: for messages (data row when the format has no lines)
  FilledColumns filled;
  std::string shown;                   // file name for messages
  std::int64_t selected_rows = 0;      // rows of the project's gemeenten, before duplicates
  std::vector<std::int64_t> page_ids;  // odata3: the ID of every row
  bool more_pages = false;
  std::int64_t next_skip = -1;
};

// Errors: docs/formats/errors.md, ingest.header.*, ingest.area.*, ingest.period.*, ingest.number.*, ingest.value.*, ingest.table.*,
// ingest.pii.*. The draft is only of use when `errors` is not fatal afterwards.
TableDraft stage_rows(OpenedRows opened, const TableContext& context, Errors& errors);

// Sorts by (period, area, dimension keys) and removes repeated rows: equal ones with a warning, different ones are an error.
void sort_and_unite(TableDraft& draft, bool open, Errors& errors);

// The reason of every marked cell. `filled` is that of the whole table (all files and pages).
void resolve_nulls(TableDraft& draft, const Source& source, const FilledColumns& filled, const std::vector<std::uint8_t>& uninhabited);

}  // namespace trede
