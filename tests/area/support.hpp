// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the tests of this room share: real data when it is there, small files, short ways to write areas.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "area/area_set.hpp"

namespace trede::test {

inline std::filesystem::path real_data() {
  if (const char* given = std::getenv("TREDE_REAL_DATA"); given != nullptr && *given != '\0') return given;
  return std::filesystem::path(TREDE_SOURCE_DIR) / ".." / "shared" / "data";
}

#define TREDE_NEEDS_REAL_DATA(path)                                                                   \
  if (!std::filesystem::exists(path)) {                                                               \
    std::cerr << "SKIPPED: real data is absent; set TREDE_REAL_DATA (looked for " << (path) << ")\n"; \
    GTEST_SKIP() << "real data is absent: " << (path);                                                \
  }                                                                                                   \
  static_assert(true)

// A folder of its own for one test, gone afterwards.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "trede-area-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string write(const std::string& name, std::string_view text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline AreaCode code(std::string_view text) { return *AreaCode::parse(text); }

using Rows = std::vector<std::pair<std::string, std::string>>;

inline AreaSet areas(int year, const Rows& listed) {
  std::vector<AreaRow> rows;
  for (const auto& [text, name] : listed) rows.push_back({code(text), name});
  auto set = AreaSet::build(Vintage{static_cast<std::int16_t>(year)}, std::move(rows));
  if (!set) throw std::runtime_error("areas: " + to_line(set.error().list().at(0), "en"));
  return std::move(*set);
}

inline std::vector<std::string> codes_of(const Errors& errors) {
  std::vector<std::string> codes;
  for (const Error& error : errors.list()) codes.push_back(error.code);
  return codes;
}

// The national code lists of 2017 and 2020.
inline AreaSet read_areas(int year, const CodeListSpec& spec, const std::vector<AreaCode>& gemeenten = {}) {
  auto rows = read_code_list(spec, gemeenten);
  if (!rows) throw std::runtime_error(to_line(rows.error().list().at(0), "en"));
  auto set = AreaSet::build(Vintage{static_cast<std::int16_t>(year)}, std::move(*rows));
  if (!set) throw std::runtime_error(to_line(set.error().list().at(0), "en"));
  return std::move(*set);
}

inline CodeListSpec list_2017() { return {(real_data() / "codes/kwb2017_83765NED_areas.csv").string(), "Identifier", "Title"}; }
inline CodeListSpec list_2020() { return {(real_data() / "kwb2020/84799NED_WijkenEnBuurten.csv.gz").string(), "Key", "Title"}; }

}  // namespace trede::test
