// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A published table as an outsider has it: codes with their parents per dimension, and a value or a gap in every cell.
//
// Every code with children gives an equation for each combination of codes of the other dimensions: the cell is the sum of the cells of
// its children. A code may have parents in several versions of a dimension; the equations of all versions hold together. The gaps are
// the unknowns. Nothing else is known of the table, and nothing else is used (docs/formats/protect.md is the contract of the files).

#include <cstdint>
#include <string>
#include <vector>

#include "audit/attack.hpp"
#include "audit/relations.hpp"
#include "base/error.hpp"

namespace trede::audit {

struct Axis {
  std::string name;
  std::vector<std::string> code;                     // in the order of the file
  std::vector<std::vector<std::uint32_t>> children;  // by code, rising; empty for a leaf
  std::vector<std::uint32_t> parent;                 // the first one in the file; kNoNode for a root

  [[nodiscard]] std::size_t size() const { return code.size(); }
};

inline constexpr std::int32_t kGap = -1;

struct PublishedTable {
  std::vector<Axis> axes;
  // By cell: mixed radix over the axes, the last one fastest.
  std::vector<std::int32_t> value;    // kGap where nothing is shown
  std::vector<std::uint8_t> primary;  // 1 = a gap by the rule; empty when the file does not say
  std::vector<std::uint32_t> line;    // of the cell in the file, for messages
  std::string file;

  [[nodiscard]] std::size_t size() const { return value.size(); }
};

// The sums of a table, one after the other: the total, and the cells that add up to it.
class TableSums {
 public:
  explicit TableSums(const PublishedTable& table);
  // Calls use(total, parts, independent) for every sum. `independent` is 1 for a set from which all others follow.
  template <class Use>
  void for_each(Use use) const {
    std::vector<std::uint32_t> parts;
    for (std::size_t d = 0; d < table_->axes.size(); ++d) {
      const Axis& axis = table_->axes[d];
      for (std::uint32_t cell = 0; cell < table_->size(); ++cell) {
        const std::size_t code = code_of(cell, d);
        if (axis.children[code].empty()) continue;
        parts.clear();
        for (const std::uint32_t child : axis.children[code]) parts.push_back(moved(cell, d, code, child));
        use(cell, parts, first_inner(cell) == d);
      }
    }
  }
  [[nodiscard]] std::size_t code_of(std::uint32_t cell, std::size_t axis) const { return cell / stride_[axis] % table_->axes[axis].size(); }

 private:
  [[nodiscard]] std::uint32_t moved(std::uint32_t cell, std::size_t axis, std::size_t from, std::size_t to) const {
    return static_cast<std::uint32_t>(cell + (to - from) * stride_[axis]);
  }
  [[nodiscard]] std::size_t first_inner(std::uint32_t cell) const;

  const PublishedTable* table_;
  std::vector<std::size_t> stride_;
};

// "area=BU00010002, type=T": a cell as messages name it.
std::string cell_name(const PublishedTable& table, std::uint32_t cell);

// Sums of shown cells that are wrong, each at its total; a table with one is no table of counts with totals.
Errors check_sums(const PublishedTable& table);

struct TableRelations {
  Relations relations;
  std::vector<std::uint32_t> cells;  // cells[u] is the cell of unknown u, rising
};
// The gaps as unknowns that are at least `lower`.
TableRelations relations_of(const PublishedTable& table, std::int64_t lower);
// A rounded table: every cell is unknown and differs from what is shown by at most `radius`.
TableRelations relations_of_rounded(const PublishedTable& table, std::int64_t radius);

}  // namespace trede::audit
