// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The contract of an edition's tables: which there are and which columns they have, in order (docs/formats/edition.md). The writer writes
// by it and the verifier checks by it.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace trede {

enum class TableType : std::uint8_t { text, number, whole };

struct TableColumn {
  std::string_view name;
  TableType type = TableType::text;
};

struct TableContract {
  std::string_view name;
  std::span<const TableColumn> columns;
  std::size_t first_columns = 0;  // of the editions made before columns were added at the end; 0 = always all
};

// By name.
std::span<const TableContract> edition_tables();
const TableContract* edition_table(std::string_view name);

}  // namespace trede
