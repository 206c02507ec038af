// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The rows of the edition's tables, one at a time: a table hands its cells to a sink, in the order of its contract (read/tables.hpp), and
// the sink makes CSV or Parquet of them. So both hold the same, and no table is ever whole in memory.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "edition/read/tables.hpp"
#include "edition/view.hpp"

namespace trede {

class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void text(std::string_view value) = 0;  // empty = no value
  virtual void number(double value, int decimals) = 0;
  virtual void whole(std::int64_t value) = 0;
  virtual void nothing() = 0;
};

class TableRows {
 public:
  virtual ~TableRows() = default;
  [[nodiscard]] virtual std::size_t size() const = 0;
  virtual void row(std::size_t i, RowSink& sink) const = 0;  // i in [0, size), in any order, from any thread
};

// The table of that name; `view` must outlive it.
std::unique_ptr<TableRows> table_rows(const TableContract& contract, const EditionView& view);

// The whole table as CSV, gzipped (one member, no time stamp), see edition.md.
std::string csv_gz(const TableContract& contract, const TableRows& rows);

// The areas of the levels asked, by code over all levels.
std::vector<AreaIndex> areas_by_code(const AreaSet& areas, const LevelFlags& levels);

}  // namespace trede
