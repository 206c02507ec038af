// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The CSV files of a table (docs/formats/protect.md): dim_*.csv gives a dimension, cells.csv the leaf cells, pub.csv what may be published.
//
// Reading is strict and lists every problem of every file at once, with file, line and column; no message holds a value or a code.
// Errors: base.file.…, base.csv.…, protect.csv.… (any of the files), protect.dim.… and protect.cells.… (docs/formats/errors.md).

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "protect/table.hpp"

namespace trede::protect {

inline constexpr std::size_t kMaxCells = 50'000'000;  // of a table, totals included

struct DimensionFile {
  std::string name;  // of the column in cells.csv
  std::filesystem::path path;
};

// One dimension from the text of its file.
Checked<Dimension> parse_dimension(std::string_view text, const std::string& file, const std::string& name);

// The table, totals included, from the text of cells.csv.
Checked<Table> parse_cells(std::string_view text, const std::string& file, std::vector<Dimension> dimensions);

Checked<Table> read_table(const std::filesystem::path& cells, const std::vector<DimensionFile>& dimensions);

// pub.csv after suppression: `state` by cell as in TablePattern.
std::string published_csv(const Table& table, const std::vector<std::uint8_t>& state);
// pub.csv of a method that changes every figure: `value` by cell.
std::string perturbed_csv(const Table& table, const std::vector<std::int32_t>& value);

}  // namespace trede::protect
