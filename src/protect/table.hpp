// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A table of counts over one or more hierarchical dimensions, with all its totals, and its protection. docs/formats/protect.md is the
// contract of the files; docs/guides/safe-table.md takes a reader through it.
//
// A dimension is a forest of codes. A leaf is a code without children. Of a dimension with several versions (two divisions of a
// gemeente) a leaf has a parent in each version, and each version has a root of its own; the equations of all versions hold
// together. A cell is one code of every dimension; its value is the sum over the leaves below it.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "protect/system.hpp"

namespace trede::protect {

struct Dimension {
  std::string name;
  std::vector<std::string> code;  // depth-first order of the first version: the children of a code in that version stand together
  // Pairs (child, parent) by child, then by parent; more than one per child where there are versions.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;

  [[nodiscard]] std::size_t size() const { return code.size(); }
};

// One row of a dimension's file: a code and its parent; an empty parent makes the code a root.
struct DimensionRow {
  std::string code, parent;
};

// The dimension of these rows, the same for every order of the rows: roots and siblings stand in the order of their bytes, and a code with
// several parents stands below the first. Requires: every parent has a row, no pair twice, no circle.
Dimension dimension_of(std::string name, const std::vector<DimensionRow>& rows);

// A dimension seen from above: children of a code, and its parent in the first version.
struct Outline {
  std::vector<std::uint32_t> first = {0};  // children of code c are child[first[c]] .. child[first[c + 1]]
  std::vector<std::uint32_t> child;
  std::vector<std::uint32_t> parent;  // kNoNode for a root

  [[nodiscard]] bool leaf(std::uint32_t code) const { return first[code] == first[code + 1]; }
};
Outline outline_of(const Dimension& dimension);

struct Table {
  std::vector<Dimension> dimensions;
  std::vector<std::int32_t> value;  // by mixed radix over the dimensions, the last one fastest; all cells, totals included

  [[nodiscard]] std::size_t size() const { return value.size(); }
};

// The distance in `value` between neighbouring codes of each dimension.
std::vector<std::size_t> strides_of(const Table& table);

// Fills the cells of inner codes from the leaf cells. False when a total does not fit the type of a value.
bool add_totals(Table& table);

// What a withheld cell costs. count: 1, and of two patterns of equal size the one with less value; value: the cell's value; mixed: 1 plus
// 0.3 · log2(1 + value / minimum), so that a large total costs a few small cells.
enum class Objective : std::uint8_t { count, value, mixed };

struct TableRule {
  int minimum = 10;  // 0 < n < minimum is sensitive
  int width = 1;     // required width of the attacker's interval
  Objective objective = Objective::count;
};

struct TablePattern {
  std::vector<std::uint8_t> state;  // by cell: 0 shown, 1 sensitive, 2 withheld to protect
  Pattern pattern;                  // figures of the run; its vectors are by cell of the System
};

// The relations of a table: positive cells only, because zeros are published. `cells[i]` is the table cell of system cell i. Every inner
// code of every dimension gives an equation; those of a cell's first inner dimension are the independent ones. Regions are the codes of
// the largest dimension with more than one level; a small table with several versions has none.
struct TableSystem {
  System system;
  std::vector<std::uint32_t> cells;
};
TableSystem system_of(const Table& table, const TableRule& rule);

// Chooses by shape: one tree and width 1 → the exact tree program; two-colourable (at most one hierarchical dimension beside one flat one)
// and width 1 → the optimum by cuts (graph.hpp); anything else → moves.
TablePattern protect_table(const Table& table, const TableRule& rule, const Options& options);

}  // namespace trede::protect
