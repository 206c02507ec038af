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
  std::vector<std::string> indicators, periods;  // the names that the rows point at
  PublishedAreas areas;
  std::vector<PublishedLink> links;
  // By row. A number that the row does not give is NaN here: this is a reader of a format, and no figure is computed with it.
  std::vector<std::uint32_t> indicator, period, area;
  std::vector<double> value, lower, upper, numerator, denominator, respondents;
  std::vector<std::string> status, reason, treatment;  // words of docs/formats/edition.md

  [[nodiscard]] std::size_t size() const { return indicator.size(); }
};

// Errors: those of read_manifest, and edition.table_damaged.
Checked<EditionFigures> read_figures(const std::filesystem::path& edition);

}  // namespace trede
