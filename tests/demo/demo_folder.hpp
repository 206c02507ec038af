// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A generated project folder, made once per seed and shared by the tests.

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <rapidjson/document.h>

#include "base/csv.hpp"
#include "demo/demo.hpp"

namespace trede::demo::testing {

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::map<std::string, std::string> files_of(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files[std::filesystem::relative(entry.path(), folder).generic_string()] = slurp(entry.path());
  }
  return files;
}

inline std::map<std::string, std::string> generated(std::uint64_t seed, const std::string& label) {
  const auto folder = std::filesystem::temp_directory_path() / ("trede-demo-" + label + "-" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  const auto summary = generate({.seed = seed, .out_dir = folder});
  std::map<std::string, std::string> files;
  if (summary) files = files_of(folder);
  std::filesystem::remove_all(folder);
  return files;
}

inline const std::map<std::string, std::string>& demo() {
  static const std::map<std::string, std::string> files = generated(kDefaultSeed, "shared");
  return files;
}

// Rows of a generated CSV by header.
inline std::vector<std::map<std::string, std::string>> rows_of(const std::string& path, char delimiter = ';') {
  std::vector<std::map<std::string, std::string>> rows;
  auto csv = CsvReader::open(demo().at(path), {.delimiter = delimiter, .file = path});
  if (!csv) return rows;
  while (csv->next()) {
    std::map<std::string, std::string> row;
    for (std::size_t i = 0; i < csv->size(); ++i) row[csv->header()[i]] = std::string(csv->field(i));
    rows.push_back(std::move(row));
  }
  return rows;
}

inline rapidjson::Document json_of(const std::string& path) {
  rapidjson::Document document;
  document.Parse(demo().at(path).c_str());
  return document;
}

inline std::vector<std::string> words(const rapidjson::Value& array) {
  std::vector<std::string> out;
  for (const auto& value : array.GetArray()) out.emplace_back(value.GetString());
  return out;
}

}  // namespace trede::demo::testing
