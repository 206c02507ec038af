// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Small projects for the tests of this room: a gemeente with two wijken and five buurten, a table source, and files written to a
// folder that goes away with the test.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ingest/project.hpp"
#include "ingest/staged.hpp"

namespace trede::testing {

inline AreaCode code(std::string_view text) { return *AreaCode::parse(text); }

// GM0001 Voorbeeld with wijken 01 and 02, and GM0002 Anderstad with one buurt.
inline std::vector<AreaRow> two_gemeenten() {
  return {{code("NL00"), "Nederland"},          {code("GM0001"), "Voorbeeld"},     {code("WK000101"), "Oost"},
          {code("WK000102"), "West"},           {code("BU00010101"), "Molenwijk"}, {code("BU00010102"), "'t Hool"},
          {code("BU00010103"), "Castiliëlaan"}, {code("BU00010201"), "Haven"},     {code("BU00010202"), "Park-Zuid"},
          {code("GM0002"), "Anderstad"},        {code("WK000201"), "Binnen"},      {code("BU00020101"), "Kern"}};
}

inline AreaSet areas(int vintage = 2020, std::vector<AreaRow> rows = two_gemeenten()) {
  auto set = AreaSet::build(Vintage{static_cast<std::int16_t>(vintage)}, std::move(rows));
  EXPECT_TRUE(set.has_value());
  return *set;
}

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "trede-ingest-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string write(const std::string& name, std::string_view bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return (path_ / name).string();
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A catalogue with one table source "tabel": inwoners (a count), deel (a percentage) and saldo (any number).
struct SmallProject {
  Folder folder;
  Project project;
  Catalogue catalogue;
  std::vector<AreaSet> divisions = {areas()};
  IngestOptions options;

  SmallProject() {
    project.gemeenten = {code("GM0001")};
    project.vintage = Vintage{2020};
    project.from = Period::year(2015);
    project.to = Period::year(2022);
    project.reference = code("GM0001");
    project.salt = "zout-van-een-klein-dorp";
    Source source;
    source.id = SourceId("tabel");
    source.area_column = "gebied";
    source.period_column = "jaar";
    source.missing = {{".", Missing::confidential}, {"x", Missing::confidential}, {"-99999999", Missing::not_published_yet}};
    source.null_column_empty = Missing::not_published_yet;
    source.null_area_empty = Missing::not_applicable;
    source.null_otherwise = Missing::confidential;
    SourceTable table;
    table.id = TableId("T1");
    source.tables = {table};
    catalogue.sources = {source};
    indicator("i-deel", Unit::percent, value("deel"));
    indicator("i-saldo", Unit::score, value("saldo"));
    Denominator inwoners;
    inwoners.id = DenominatorId("inwoners");
    inwoners.figures = {numerator("inwoners")};
    catalogue.denominators = {inwoners};
  }

  Source& source() { return catalogue.sources.front(); }

  static Figures value(const std::string& stem) {
    Figures figures;
    figures.source = SourceId("tabel");
    figures.columns.value = stem;
    return figures;
  }
  static Figures numerator(const std::string& stem) {
    Figures figures;
    figures.source = SourceId("tabel");
    figures.columns.numerator = {stem};
    return figures;
  }
  void indicator(const std::string& id, Unit unit, Figures figures) {
    Indicator indicator;
    indicator.id = IndicatorId(id);
    indicator.unit = unit;
    indicator.figures = {std::move(figures)};
    catalogue.indicators.push_back(std::move(indicator));
  }

  // Adds a file of the table source, with ';' and ',' unless changed by the caller.
  SourceFileConfig& file(const std::string& name, std::string_view bytes) {
    SourceFileConfig config;
    config.path = folder.write(name, bytes);
    config.shown = name;
    config.dialect.delimiter = ';';
    config.dialect.decimal = ',';
    config.vintage = Vintage{2020};
    if (project.sources.empty()) {
      SourceConfig source_config;
      source_config.id = SourceId("tabel");
      project.sources.push_back(std::move(source_config));
    }
    project.sources.front().files.push_back(std::move(config));
    return project.sources.front().files.back();
  }

  Checked<Staging> run() { return ingest(project, catalogue, divisions, options); }
};

inline bool has(const Errors& errors, const std::string& code) {
  return std::any_of(errors.list().begin(), errors.list().end(), [&](const Error& e) { return e.code == code; });
}

inline const Error* find(const Errors& errors, const std::string& code) {
  for (const Error& error : errors.list())
    if (error.code == code) return &error;
  return nullptr;
}

inline std::string all(const Errors& errors) {
  std::string out;
  for (const Error& error : errors.list()) {
    out += to_line(error, "en") + "\n";
    if (out.size() > 4000) return out + "…";
  }
  return out;
}

// The folder with real data, or "" with a loud notice.
inline std::string real_data() {
  const char* set = std::getenv("TREDE_REAL_DATA");
  std::string path = set != nullptr ? set : std::string(TREDE_SOURCE_DIR) + "/../shared/data";
  if (std::filesystem::exists(path + "/kwb2020")) return path;
  std::cerr << "\n*** REAL DATA NOT FOUND: set TREDE_REAL_DATA. This test checked nothing. ***\n\n";
  return {};
}

}  // namespace trede::testing
