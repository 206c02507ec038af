// SPDX-License-Identifier: EUPL-1.2
#pragma once
// monitor.toml, read and checked: docs/formats/project.md. Paths are resolved ($NAME, then relative to the project folder).

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/disclosure_rule.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/missing.hpp"
#include "base/period.hpp"
#include "base/score_settings.hpp"
#include "base/text.hpp"

namespace trede {

struct DialectConfig {
  char delimiter = ',';
  char decimal = '.';
  char quote = '"';
  Encoding encoding = Encoding::utf8;
  bool header = true;
  std::map<std::string, Missing> missing;
};

enum class FileFormat : std::uint8_t { csv, odata3, parquet };
enum class AreaBy : std::uint8_t { code, name, number };

struct SourceFileConfig {
  std::string path;   // resolved
  std::string shown;  // as written in monitor.toml
  TableId table;
  FileFormat format = FileFormat::csv;
  std::optional<Date> retrieved;
  std::string modified, metadata;  // stamp, or path of the metadata JSON
  std::optional<Period> period;
  std::optional<Vintage> vintage;
  DialectConfig dialect;
  std::map<std::string, std::string> columns;  // stem → header in this file
  AreaBy area_by = AreaBy::code;
  std::optional<AreaLevel> area_level;
  std::string aliases;    // resolved path, or empty
  std::string addresses;  // resolved path of postcode;huisnummer;buurt, or empty (registers)
  std::string wide;       // "Population|{period}"
  Where where;            // place in monitor.toml
};

struct SourceConfig {
  SourceId id;
  std::vector<SourceFileConfig> files;
  Where where;
  std::optional<AreaCode> gemeente;  // whose register or survey this is; see gemeente_of()
};

struct DivisionLevelConfig {
  std::string path, layer, code, name;
};
struct DivisionConfig {
  Vintage vintage;
  std::string codes_path, codes_code, codes_name, codes_encoding = "utf-8";
  char codes_delimiter = ',';
  bool codes_pad = false;
  std::map<AreaLevel, DivisionLevelConfig> levels;
  std::string crs = "EPSG:4326";
  SourceId inhabitants_source;
  std::string inhabitants_column;
  Where where;
};
struct ConcordanceConfig {
  Vintage from, to;
  std::string path;
  Where where;
};

// A team's working area: a set of buurten with a name, published beside the ordinary areas.
struct OwnAreaConfig {
  std::string id;  // ^[a-z][a-z0-9-]{1,63}$
  Text name;
  std::vector<AreaCode> areas;  // buurten of the edition's division
  Where where;
};

struct Project {
  std::filesystem::path folder;
  std::string name;
  bool all_gemeenten = false;  // areas = ["GM*"]
  std::vector<AreaCode> gemeenten;
  Vintage vintage;
  Period from, to;
  AreaCode reference;
  bool fictional = false;
  std::vector<std::string> languages = {"nl", "en"};
  std::string contact_email, contact_url;  // where readers can report something; empty = not given
  std::string salt;
  std::string overrides;  // folder with catalogue overrides
  std::vector<DivisionConfig> divisions;
  std::vector<ConcordanceConfig> concordances;
  std::vector<SourceConfig> sources;
  DisclosureConfig disclosure;
  std::map<SourceId, DisclosureConfig> disclosure_by_source;
  std::string institutions;  // resolved path of the list of institutions, or empty (docs/formats/project.md)
  std::vector<OwnAreaConfig> own_areas;
  ScoreSettings score;
  int keep_editions = 10;
};

// The gemeente that a register or survey is about: its key `gemeente`, else the only one of the project, else none. Such a source says
// nothing about other gemeenten: not even that there is nobody.
std::optional<AreaCode> gemeente_of(const Project& project, const SourceConfig& source);

// Every problem at once, with line and column in monitor.toml. Weakening a disclosure default without reason and approved_by is
// project.disclosure_weakened (Failure::disclosure). An unset environment variable is project.variable_unset. Whether the files exist
// is found out when they are read. All codes: docs/formats/errors.md.
Checked<Project> load_project(const std::filesystem::path& folder);

}  // namespace trede
