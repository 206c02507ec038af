// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A random table as files: dimensions, leaf cells and the rule. A case can be drawn from a seed, written to a folder, read back and made
// smaller; everything that a check does with it goes through the texts of the files, as in the command.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "protect/table.hpp"

namespace trede::properties {

struct DimensionCase {
  std::string name;
  std::vector<std::pair<std::string, std::string>> rows;  // code, parent; a root has the parent ""

  [[nodiscard]] std::vector<std::string> leaves() const;
};

struct TableCase {
  std::vector<DimensionCase> dimensions;
  std::map<std::vector<std::string>, std::int32_t> cells;  // by leaf codes; one that is absent is zero
  protect::TableRule rule;
  protect::Effort effort = protect::Effort::fast;
  int base = 5;  // of rounding

  [[nodiscard]] std::string dimension_text(std::size_t dimension) const;
  [[nodiscard]] std::string cells_text() const;
  [[nodiscard]] std::size_t size() const;  // cells, totals included
};

TableCase random_table(std::uint64_t seed);

// Every case that is one step smaller: a dimension less, a code less, a cell emptied, a count lowered, a milder rule.
std::vector<TableCase> smaller(const TableCase& table);

void write_case(const TableCase& table, const std::filesystem::path& folder, const std::string& note);
std::optional<TableCase> read_case(const std::filesystem::path& folder);

}  // namespace trede::properties
