// SPDX-License-Identifier: EUPL-1.2
// The end of staging a table (stage_table.hpp): order, duplicates, and the reasons of empty cells.

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "ingest/problem.hpp"
#include "ingest/stage_table.hpp"

namespace trede {
namespace {

// Compares rows by (period, area, dimension keys).
std::strong_ordering compare_keys(const TableDraft& draft, std::size_t a, std::size_t b) {
  const StagedTable& t = draft.table;
  if (const auto order = t.period[a] <=> t.period[b]; order != 0) return order;
  if (const auto order = t.area[a] <=> t.area[b]; order != 0) return order;
  for (const auto& [stem, keys] : t.dimensions)
    if (const auto order = keys[a] <=> keys[b]; order != 0) return order;
  return std::strong_ordering::equal;
}

bool same_values(const TableDraft& draft, std::size_t a, std::size_t b) {
  for (std::size_t c = 0; c < draft.table.columns.size(); ++c) {
    const StagedColumn& column = draft.table.columns[c];
    if (column.value[a] != column.value[b] || column.missing[a] != column.missing[b] || draft.null[c][a] != draft.null[c][b]) return false;
  }
  return true;
}

template <class T>
void pick(std::vector<T>& values, const std::vector<std::size_t>& order) {
  if (values.empty()) return;
  std::vector<T> out;
  out.reserve(order.size());
  for (const std::size_t i : order) out.push_back(std::move(values[i]));
  values = std::move(out);
}

}  // namespace

void sort_and_unite(TableDraft& draft, bool open, Errors& errors) {
  std::vector<std::size_t> order(draft.table.area.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto keys = compare_keys(draft, a, b);
    return keys != 0 ? keys < 0 : draft.line[a] < draft.line[b];
  });
  std::vector<std::size_t> kept;
  kept.reserve(order.size());
  for (const std::size_t row : order) {
    if (kept.empty() || compare_keys(draft, kept.back(), row) != 0) {
      kept.push_back(row);
      continue;
    }
    const Where where{.file = draft.shown, .line = draft.line[row]};
    const std::int64_t first = draft.line[kept.back()];
    if (same_values(draft, kept.back(), row)) {
      errors.add(caution("ingest.table.repeated_row",
                         fmt::format("Deze rij staat er al, met dezelfde waarden (regel {}). Hij telt één keer.", first),
                         fmt::format("This row is already there, with the same values (line {}). It counts once.", first), where));
    } else {
      const std::string nl = open ? " Heeft de tabel nog een dimensie? Kies er dan één sleutel van in de catalogus (select)." : "";
      const std::string en = open ? " Does the table have another dimension? Then choose one key of it in the catalogue (select)." : "";
      errors.add(
          problem("ingest.table.duplicate",
                  fmt::format("Dit gebied en deze periode staan er al, met andere waarden (regel {}). Houd één rij over.{}", first, nl),
                  fmt::format("This area and period are already there, with other values (line {}). Keep one row.{}", first, en), where));
    }
  }
  pick(draft.table.area, kept);
  pick(draft.table.period, kept);
  for (auto& [stem, keys] : draft.table.dimensions) pick(keys, kept);
  for (std::size_t c = 0; c < draft.table.columns.size(); ++c) {
    pick(draft.table.columns[c].value, kept);
    pick(draft.table.columns[c].missing, kept);
    pick(draft.null[c], kept);
  }
  pick(draft.slot, kept);
  pick(draft.line, kept);
}

void resolve_nulls(TableDraft& draft, const Source& source, const FilledColumns& filled, const std::vector<std::uint8_t>& uninhabited) {
  for (std::size_t c = 0; c < draft.table.columns.size(); ++c) {
    StagedColumn& column = draft.table.columns[c];
    for (std::size_t row = 0; row < column.value.size(); ++row) {
      if (draft.null[c][row] == 0) continue;
      const auto slot = filled.find(draft.slot[row]);
      const bool column_empty = slot == filled.end() || !slot->second.contains(column.stem);
      const AreaIndex area = draft.table.area[row];
      const bool area_empty = area < uninhabited.size() && uninhabited[area] != 0;
      const auto given = [](Missing reason) { return reason != Missing::unknown && reason != Missing::none; };
      if (column_empty && given(source.null_column_empty)) column.missing[row] = source.null_column_empty;
      else if (area_empty && given(source.null_area_empty)) column.missing[row] = source.null_area_empty;
      else column.missing[row] = given(source.null_otherwise) ? source.null_otherwise : Missing::unknown;
    }
  }
}

}  // namespace trede
