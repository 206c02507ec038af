// SPDX-License-Identifier: EUPL-1.2
#include "ingest/wanted.hpp"

#include <algorithm>

namespace trede {
namespace {

Role role_of_value(const Indicator* indicator) {
  if (indicator == nullptr) return Role::count;
  switch (indicator->unit) {
    case Unit::percent: return Role::percent;
    case Unit::per_1000:
    case Unit::per_10000:
    case Unit::number:
    case Unit::km:
    case Unit::per_km2: return Role::not_negative;
    case Unit::euro_1000:
    case Unit::score: return Role::any;
  }
  return Role::any;
}

// Two mappings may see one column differently: then only what both allow is checked.
Role both(Role a, Role b) {
  if (a == b) return a;
  return a == Role::any || b == Role::any ? Role::any : Role::not_negative;
}

bool speaks_of(const Figures& figures, const TableId& table) {
  return figures.tables.empty() || std::find(figures.tables.begin(), figures.tables.end(), table) != figures.tables.end();
}

}  // namespace

std::string_view without_position(std::string_view key) {
  const auto at = key.rfind('_');
  if (at == std::string_view::npos || at == 0 || at + 1 == key.size()) return key;
  const std::string_view tail = key.substr(at + 1);
  return std::all_of(tail.begin(), tail.end(), [](char c) { return c >= '0' && c <= '9'; }) ? key.substr(0, at) : key;
}

bool Wanted::keeps(const std::map<std::string, std::string>& row) const {
  if (selections.empty()) return true;
  return std::any_of(selections.begin(), selections.end(), [&](const Selection& selection) {
    return std::all_of(selection.begin(), selection.end(), [&](const auto& wish) {
      const auto found = row.find(wish.first);
      return found != row.end() && found->second == wish.second;
    });
  });
}

std::vector<Mapping> mappings_to(const Catalogue& catalogue, const SourceId& source) {
  std::vector<Mapping> out;
  for (const Indicator& indicator : catalogue.indicators)
    for (const Figures& figures : indicator.figures)
      if (figures.source == source) out.push_back({&figures, &indicator});
  for (const Denominator& denominator : catalogue.denominators)
    for (const Figures& figures : denominator.figures)
      if (figures.source == source) out.push_back({&figures, nullptr});
  return out;
}

Wanted wanted_of(const Catalogue& catalogue, const Project& project, const Source& source, const TableId& table) {
  std::map<std::string, WantedColumn> columns;
  Wanted wanted;
  std::set<Selection> selections;
  const auto want = [&](const std::string& stem, Role role, bool required) {
    const auto [place, fresh] = columns.emplace(stem, WantedColumn{stem, role, required});
    if (fresh) return;
    place->second.role = both(place->second.role, role);
    place->second.required = place->second.required || required;
  };
  for (const Mapping& mapping : mappings_to(catalogue, source.id)) {
    const Figures& figures = *mapping.figures;
    if (!speaks_of(figures, table)) continue;
    const FigureColumns own = figures.for_table(table);
    const bool required = !figures.tables.empty() || figures.by_table.contains(table);
    if (own.value) want(*own.value, role_of_value(mapping.indicator), required);
    for (const std::string& stem : own.numerator) want(stem, Role::count, required);
    for (const std::string& stem : own.product) want(stem, Role::not_negative, required);
    Selection selection = source.select;
    for (const auto& [dimension, key] : own.select) selection[dimension] = key;
    selections.insert(selection);
    if (!source.margin_dimension.empty()) {
      for (const std::string& bound : {source.margin_lower, source.margin_upper}) {
        if (bound.empty()) continue;
        Selection margin = selection;
        margin[source.margin_dimension] = bound;
        selections.insert(margin);
      }
    }
  }
  for (const DivisionConfig& division : project.divisions) {
    if (division.inhabitants_source != source.id || division.inhabitants_column.empty()) continue;
    want(division.inhabitants_column, Role::count, false);
    selections.insert(source.select);
  }
  for (auto& [stem, column] : columns) wanted.columns.push_back(std::move(column));
  for (const Selection& selection : selections) {
    for (const auto& [dimension, key] : selection) wanted.dimensions.insert(dimension);
    wanted.selections.push_back(selection);
  }
  return wanted;
}

}  // namespace trede
