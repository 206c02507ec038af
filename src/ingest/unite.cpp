// SPDX-License-Identifier: EUPL-1.2
#include "ingest/unite.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/hash.hpp"

namespace trede {
namespace {

using Keys = std::vector<std::string>;  // of the dimensions, in order of their stems
struct Row {
  const StagedTable* table;
  std::size_t at;
};

Keys keys_of(const StagedTable& table, std::size_t row) {
  Keys keys;
  for (const auto& [stem, values] : table.dimensions) keys.push_back(values[row]);
  return keys;
}

bool before(const Row& a, const Row& b) {
  if (a.table->period[a.at] != b.table->period[b.at]) return a.table->period[a.at] < b.table->period[b.at];
  if (a.table->area[a.at] != b.table->area[b.at]) return a.table->area[a.at] < b.table->area[b.at];
  return keys_of(*a.table, a.at) < keys_of(*b.table, b.at);
}

// What a table is asked by: the stems of its dimensions, a period and their keys.
std::set<std::tuple<std::vector<std::string>, Period, Keys>> selections(const StagedTable& table) {
  std::vector<std::string> stems;
  for (const auto& [stem, values] : table.dimensions) stems.push_back(stem);
  std::set<std::tuple<std::vector<std::string>, Period, Keys>> out;
  for (std::size_t row = 0; row < table.period.size(); ++row) out.emplace(stems, table.period[row], keys_of(table, row));
  return out;
}

// For each table the first one that it belongs with, directly or by way of others.
std::vector<std::size_t> groups_of(const std::vector<StagedTable>& parts) {
  std::vector<std::size_t> group(parts.size());
  std::map<std::tuple<std::vector<std::string>, Period, Keys>, std::size_t> seen;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    group[i] = i;
    for (const auto& selection : selections(parts[i])) {
      const auto [first, fresh] = seen.emplace(selection, i);
      const std::size_t one = group[first->second], other = group[i];
      if (fresh || one == other) continue;
      for (std::size_t j = 0; j <= i; ++j)
        if (group[j] == one || group[j] == other) group[j] = std::min(one, other);
    }
  }
  return group;
}

StagedTable unite(const std::vector<StagedTable>& parts) {
  StagedTable out;
  out.rule = parts.front().rule;
  std::vector<Row> rows;
  std::vector<Provenance> from;
  for (const StagedTable& part : parts) {
    from.push_back(part.from);
    for (std::size_t row = 0; row < part.period.size(); ++row) rows.push_back({&part, row});
    for (const auto& [stem, values] : part.dimensions) out.dimensions[stem];
    for (const StagedColumn& column : part.columns)
      if (out.column(column.stem) == nullptr) out.columns.push_back({column.stem, column.key, {}, {}});
  }
  out.from = unite_provenance(std::move(from));
  std::stable_sort(rows.begin(), rows.end(), before);
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t end = i;
    while (end < rows.size() && !before(rows[i], rows[end])) ++end;
    out.period.push_back(rows[i].table->period[rows[i].at]);
    out.area.push_back(rows[i].table->area[rows[i].at]);
    for (auto& [stem, values] : out.dimensions) values.push_back(rows[i].table->dimensions.at(stem)[rows[i].at]);
    for (StagedColumn& column : out.columns) {
      double value = 0;
      Missing missing = Missing::unknown;
      for (std::size_t r = i; r < end; ++r) {
        const StagedColumn* own = rows[r].table->column(column.stem);
        if (own == nullptr) continue;
        value = own->value[rows[r].at];
        missing = own->missing[rows[r].at];
        break;
      }
      column.value.push_back(value);
      column.missing.push_back(missing);
    }
    i = end;
  }
  return out;
}

}  // namespace

Provenance unite_provenance(std::vector<Provenance> parts) {
  std::sort(parts.begin(), parts.end(),
            [](const Provenance& a, const Provenance& b) { return std::tie(a.file, a.sha256) < std::tie(b.file, b.sha256); });
  Provenance out = parts.front();
  std::string hashes = out.sha256;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (!parts[i].file.empty()) out.file += ", " + parts[i].file;
    hashes += parts[i].sha256;
    if (!out.retrieved || (parts[i].retrieved && *out.retrieved < *parts[i].retrieved)) out.retrieved = parts[i].retrieved;
    out.modified = std::max(out.modified, parts[i].modified);
    out.rows += parts[i].rows;
  }
  if (parts.size() > 1) out.sha256 = sha256_hex(hashes);
  return out;
}

std::vector<StagedTable> unite_parts(std::vector<StagedTable> parts) {
  const std::vector<std::size_t> group = groups_of(parts);
  std::vector<StagedTable> out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (group[i] != i) continue;
    std::vector<StagedTable> own;
    for (std::size_t j = i; j < parts.size(); ++j)
      if (group[j] == i) own.push_back(std::move(parts[j]));
    out.push_back(own.size() == 1 ? std::move(own.front()) : unite(own));
  }
  return out;
}

}  // namespace trede
