// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A real edition on disk, small enough to write in a test: two buurten, one indicator, one table, with a manifest that verifies.

#include <filesystem>
#include <map>
#include <string>

namespace trede::test {

// A folder that is removed at the end of the test.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

void write_file(const std::filesystem::path& path, const std::string& bytes);

struct TinyEdition {
  int sequence = 1;
  std::string first_value = "8.2";  // of the first buurt, so that editions differ
  std::size_t large_file = 0;       // bytes of tabellen/groot.parquet; 0: none
};

// Writes <project>/editions/<id> and returns the id.
std::string write_edition(const std::filesystem::path& project, const TinyEdition& tiny);
// Makes editions/current point at it, with one rename.
void make_current(const std::filesystem::path& project, const std::string& id);

// The JSON of waarnemingen/t1-angst/buurt with that first value, as the edition holds it.
std::string waarnemingen_json(const std::string& first_value);
std::string gebieden_json();
std::string privacy_html();  // with two style sheets

// <folder>/web with index.html, an asset with a hash and its own .br twin, robots.txt; <folder>/api with the project's openapi.json.
void write_web(const std::filesystem::path& folder);
void write_api(const std::filesystem::path& folder);

}  // namespace trede::test
