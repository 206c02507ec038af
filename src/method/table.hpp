// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A table of columns as `trede stat` reads and writes it: comma-separated, header, one row per line, decimal point. Columns that a method
// does not name are ignored, so a table can be used as it is. An empty cell and NA mean "no value"; a method says whether it takes that.
//
// Errors, all at once and with file, line and column: base.csv.…, stat.column_missing, stat.no_rows, stat.not_a_number (also infinite),
// stat.no_value (a cell without a value in a column that needs one), stat.not_whole, stat.too_small,
// stat.too_large.

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.hpp"

namespace trede::method {

// The table that came in: text, and the line of each row.
class Table {
 public:
  static Checked<Table> parse(std::string text, const std::string& file);
  static Checked<Table> read(const std::filesystem::path& path);

  [[nodiscard]] std::size_t rows() const { return line_.size(); }
  [[nodiscard]] bool has(std::string_view column) const;
  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  [[nodiscard]] Where where(std::size_t row, std::string_view column) const;  // row from 0
  [[nodiscard]] Where where() const { return {.file = file_, .line = 1}; }

  [[nodiscard]] Checked<std::vector<std::string>> text(std::string_view column) const;
  // Finite numbers, each of them at least `least`.
  [[nodiscard]] Checked<std::vector<double>> numbers(std::string_view column, double least = kNoLeast) const;
  // NaN where there is no value.
  [[nodiscard]] Checked<std::vector<double>> numbers_or_none(std::string_view column) const;
  // Whole numbers from 0 to 4294967295.
  [[nodiscard]] Checked<std::vector<std::uint32_t>> counts(std::string_view column) const;

  static constexpr double kNoLeast = -1e308;
  static constexpr double kMost = 1e15;  // beyond this, whole numbers are no longer exact

 private:
  [[nodiscard]] Checked<std::size_t> place(std::string_view column) const;
  [[nodiscard]] Checked<std::vector<double>> read_numbers(std::string_view column, double least, bool none_allowed, bool whole) const;

  std::string file_;
  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> cells_;  // by column
  std::vector<std::int64_t> line_;
};

// The table that goes out. NaN is written as an empty cell, other numbers as the shortest decimal that reads back as the same double.
class Output {
 public:
  Output& add(std::string name, std::vector<double> numbers);
  Output& add(std::string name, std::vector<std::string> text);
  Output& add_counts(std::string name, std::vector<std::int64_t> counts);
  // One row of name and value, for methods that give a few numbers for the whole table.
  Output& item(std::string name, double value);

  [[nodiscard]] std::string csv() const;
  // {"columns":{…}} with arrays in the order of the rows; null = no value.
  [[nodiscard]] std::string json() const;

 private:
  using Column = std::variant<std::vector<double>, std::vector<std::string>, std::vector<std::int64_t>>;
  std::vector<std::pair<std::string, Column>> columns_;
  std::vector<std::string> names_;  // items
  std::vector<double> values_;
};

}  // namespace trede::method
