// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The figures of an edition as everybody sees them, read back from its tables (docs/formats/edition.md): in columns, by row of
// `waarnemingen`. Used by the attacker and by the gate, which must know what earlier editions have shown.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"

namespace trede {

struct PublishedAreas {  // by code
  std::vector<std::string> code;
  std::vector<AreaLevel> level;
  std::vector<std::uint32_t> parent;  // position of the wijk of a buurt, of the gemeente of a wijk; kNoParent
  std::vector<double> inhabitants;    // −1 = not known
  static constexpr std::uint32_t kNoParent = 0xffffffffU;
};

// One link of the concordance between two divisions (kinds of docs/formats/edition.md: gelijk, hercodering, …).
struct PublishedLink {
  int from = 0, to = 0;
  std::string from_code, to_code, kind;
  double share = 0.0;
};

struct EditionFigures {
  std::string id;
  int vintage = 0;
  std::vector<std::string> indicators, periods, sources;  // the names that the rows point at
  PublishedAreas areas;
  std::vector<PublishedLink> links;
  // By row. A number that the row does not give is NaN here: this is a reader of a format, and no figure is computed with it.
  std::vector<std::uint32_t> indicator, period, area, source;
  std::vector<double> value, lower, upper, numerator, denominator, respondents;
  std::vector<std::string> status, reason, treatment;  // words of docs/formats/edition.md

  [[nodiscard]] std::size_t size() const { return indicator.size(); }
};

// Which rows are read. Areas and links are always read.
struct FiguresWanted {
  std::vector<std::string> sources = {};  // only the rows of these sources; empty = of all
  bool protected_only = false;            // only the sources to which the manifest has a rule: municipal counts and surveys
};

// Errors: those of read_manifest, edition.table_damaged (absent, no gzip, a column that is not there, a cell that is no number, an area
// that the edition does not know) and those of base/csv.hpp.
Checked<EditionFigures> read_figures(const std::filesystem::path& edition, const FiguresWanted& wanted = {});

// The same from the tables alone, of a folder that has no manifest (yet): `id` and `vintage` stay empty, protected_only is not looked at.
// Without `rows` only areas and links are read.
Checked<EditionFigures> read_figure_tables(const std::filesystem::path& folder, const FiguresWanted& wanted = {}, bool rows = true);

}  // namespace trede
