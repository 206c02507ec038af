// SPDX-License-Identifier: EUPL-1.2
#include "audit/table.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace trede::audit {
namespace {

// Places are those of the axis with the most codes, which is the one with areas as a rule.
void give_places(const PublishedTable& table, const TableSums& sums, TableRelations& out) {
  std::size_t widest = 0;
  for (std::size_t d = 1; d < table.axes.size(); ++d)
    if (table.axes[d].size() > table.axes[widest].size()) widest = d;
  out.relations.node_parent = table.axes[widest].parent;
  out.relations.node.reserve(out.cells.size());
  for (const std::uint32_t cell : out.cells) out.relations.node.push_back(static_cast<std::uint32_t>(sums.code_of(cell, widest)));
}

}  // namespace

TableSums::TableSums(const PublishedTable& table) : table_(&table), stride_(table.axes.size(), 1) {
  for (std::size_t d = table.axes.size(); d-- > 1;) stride_[d - 1] = stride_[d] * table.axes[d].size();
}

std::size_t TableSums::first_inner(std::uint32_t cell) const {
  std::size_t d = 0;
  while (d < table_->axes.size() && table_->axes[d].children[code_of(cell, d)].empty()) ++d;
  return d;
}

std::string cell_name(const PublishedTable& table, std::uint32_t cell) {
  const TableSums sums(table);
  std::string name;
  for (std::size_t d = 0; d < table.axes.size(); ++d)
    name += fmt::format("{}{}={}", d == 0 ? "" : ", ", table.axes[d].name, table.axes[d].code[sums.code_of(cell, d)]);
  return name;
}

Errors check_sums(const PublishedTable& table) {
  Errors errors;
  TableSums(table).for_each([&](std::uint32_t total, const std::vector<std::uint32_t>& parts, bool) {
    std::int64_t sum = 0;
    bool whole = table.value[total] != kGap;
    for (const std::uint32_t part : parts) {
      whole = whole && table.value[part] != kGap;
      sum += table.value[part];
    }
    if (!whole || sum == table.value[total]) return;
    Error error{"audit.table.total_wrong", Failure::input, "", "", {}, Severity::error};
    const std::string name = display_name(cell_name(table, total)), first = display_name(cell_name(table, parts.front()));
    error.nl = fmt::format(
        "Het totaal {} is niet de som van zijn {} onderdelen (het eerste is {}). Maak de tabel opnieuw, of geef --rounded als zij is afgerond.",
        name, parts.size(), first);
    error.en = fmt::format(
        "The total {} is not the sum of its {} parts (the first is {}). Make the table again, or give --rounded if it is rounded.", name,
        parts.size(), first);
    error.where.file = table.file;
    error.where.line = table.line[total];
    error.where.column_name = "value";
    errors.add(std::move(error));
  });
  return errors;
}

TableRelations relations_of(const PublishedTable& table, std::int64_t lower) {
  TableRelations out;
  constexpr Unknown kShown = kNoNode;
  std::vector<Unknown> unknown_of(table.size(), kShown);
  for (std::uint32_t cell = 0; cell < table.size(); ++cell) {
    if (table.value[cell] != kGap) continue;
    unknown_of[cell] = out.relations.add_unknown(lower);
    out.cells.push_back(cell);
  }
  const TableSums sums(table);
  give_places(table, sums, out);
  std::vector<Term> terms;
  sums.for_each([&](std::uint32_t total, const std::vector<std::uint32_t>& parts, bool independent) {
    terms.clear();
    std::int64_t shown = 0;  // total − parts, of those shown
    if (unknown_of[total] == kShown) shown += table.value[total];
    else terms.push_back({unknown_of[total], -1});
    for (const std::uint32_t part : parts) {
      if (unknown_of[part] == kShown) shown -= table.value[part];
      else terms.push_back({unknown_of[part], 1});
    }
    if (!terms.empty()) out.relations.add_equation(terms, shown, independent);
  });
  return out;
}

TableRelations relations_of_rounded(const PublishedTable& table, std::int64_t radius) {
  TableRelations out;
  for (std::uint32_t cell = 0; cell < table.size(); ++cell) {
    const std::int64_t shown = table.value[cell];
    out.relations.add_unknown(shown == kGap ? 0 : std::max<std::int64_t>(0, shown - radius), shown == kGap ? kUnbounded : shown + radius);
    out.cells.push_back(cell);
  }
  const TableSums sums(table);
  give_places(table, sums, out);
  std::vector<Term> terms;
  sums.for_each([&](std::uint32_t total, const std::vector<std::uint32_t>& parts, bool independent) {
    terms.assign(1, {total, -1});
    for (const std::uint32_t part : parts) terms.push_back({part, 1});
    out.relations.add_equation(terms, 0, independent);
  });
  return out;
}

}  // namespace trede::audit
