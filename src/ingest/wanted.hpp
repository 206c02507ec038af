// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the catalogue's mappings ask of one table: columns, the dimensions they select on, and which rows those selections keep. Only
// this is read from a file; the rest is only looked at for personal data.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "ingest/project.hpp"

namespace trede {

// What a column holds, as far as the mappings say it; it decides which values are impossible.
enum class Role : std::uint8_t { any, not_negative, percent, count };

struct WantedColumn {
  std::string stem;
  Role role = Role::any;
  bool required = false;  // a mapping names this very table, or monitor.toml maps the column
};

struct Wanted {
  std::vector<WantedColumn> columns;  // by stem
  std::set<std::string> dimensions;   // stems
  std::vector<Selection> selections;  // rows to keep: those that satisfy at least one
  [[nodiscard]] bool keeps(const std::map<std::string, std::string>& row) const;
};

Wanted wanted_of(const Catalogue& catalogue, const Project& project, const Source& source, const TableId& table);

// "AantalInwoners_5" → "AantalInwoners"; a text without such an ending stays as it is.
std::string_view without_position(std::string_view key);

// All mappings to a source: of indicators, variants, context figures and denominators, in the order of the catalogue. The indicator is
// null for a denominator.
struct Mapping {
  const Figures* figures = nullptr;
  const Indicator* indicator = nullptr;
};
std::vector<Mapping> mappings_to(const Catalogue& catalogue, const SourceId& source);

}  // namespace trede
