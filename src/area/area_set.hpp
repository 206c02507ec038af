// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The areas of one division (vintage): land ▸ gemeente ▸ wijk ▸ buurt, in columns. An area is an index into these columns; the order
// is land, gemeenten, wijken, buurten, each by code, so that a level is one contiguous run.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"

namespace trede {

using AreaIndex = std::uint32_t;
inline constexpr AreaIndex kNoArea = UINT32_MAX;

struct AreaRow {
  AreaCode code;
  std::string name;
};

class AreaSet {
 public:
  AreaSet() = default;
  // Builds from unordered rows. The country NL00 is added when it is not listed; a listed buurt or wijk whose wijk or gemeente is absent
  // is an error (area.parent_missing). Codes that occur twice with another name are an error (area.duplicate); with the same name they
  // are one area.
  static Checked<AreaSet> build(Vintage vintage, std::vector<AreaRow> rows);

  [[nodiscard]] Vintage vintage() const { return vintage_; }
  [[nodiscard]] std::size_t size() const { return code_.size(); }
  [[nodiscard]] const AreaCode& code(AreaIndex i) const { return code_[i]; }
  [[nodiscard]] const std::string& name(AreaIndex i) const { return name_[i]; }
  [[nodiscard]] AreaLevel level(AreaIndex i) const { return code_[i].level(); }
  [[nodiscard]] AreaIndex parent(AreaIndex i) const { return parent_[i]; }      // kNoArea for the country
  [[nodiscard]] AreaIndex gemeente(AreaIndex i) const { return gemeente_[i]; }  // itself for a gemeente, kNoArea for the country
  [[nodiscard]] std::optional<AreaIndex> find(const AreaCode& code) const;
  // First and one-past-last index of a level.
  struct Run {
    AreaIndex first = 0;
    AreaIndex last = 0;
  };
  [[nodiscard]] Run run(AreaLevel level) const { return runs_[static_cast<std::size_t>(level)]; }

  // Areas of one level by folded name (base/text.hpp fold_name); several areas can share a name.
  [[nodiscard]] std::span<const AreaIndex> by_name(AreaLevel level, std::string_view name) const;

  // Only these gemeenten with all that lies in them, and the country. Used to cut a national code list to one municipality.
  [[nodiscard]] AreaSet only_gemeenten(const std::vector<AreaCode>& gemeenten) const;

 private:
  void index_names();
  Vintage vintage_;
  std::vector<AreaCode> code_;
  std::vector<std::string> name_;
  std::vector<AreaIndex> parent_, gemeente_;
  std::array<Run, 4> runs_{};
  std::unordered_map<AreaCode, AreaIndex> index_;
  std::unordered_map<std::string, std::vector<AreaIndex>> names_;  // key: level digit + folded name
};

// A code list on disk.
struct CodeListSpec {
  std::string path;
  std::string code_column;
  std::string name_column;
  char delimiter = ',';
  std::string encoding = "utf-8";  // as in base/text.hpp
  bool pad = false;                // codes lost their "BU" and leading zeros: 140000 is BU00140000
};
// Reads a code list (.csv or .csv.gz; CBS's padded codes are trimmed; rows that are no land, gemeente, wijk or buurt are an error).
// With `gemeenten` only those (and the country) are kept; empty = all. NL01 is read as NL00. Names are trimmed and in NFC.
// Errors (all at once): those of base/files.hpp, base/compress.hpp and base/csv.hpp; area.codelist.encoding_unknown,
// area.codelist.encoding (the file is not of that encoding), area.codelist.column_missing, area.codelist.bad_code (also says when leading
// zeros were lost), area.codelist.no_name, area.codelist.bad_text (control characters), area.codelist.empty.
Checked<std::vector<AreaRow>> read_code_list(const CodeListSpec& spec, const std::vector<AreaCode>& gemeenten);

}  // namespace trede
