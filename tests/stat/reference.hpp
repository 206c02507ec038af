// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The known-good numbers: $TREDE_REFERENCE/statistics, else ../shared/reference/statistics. Tests skip, and say so, without them.

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace trede::test {

inline std::filesystem::path reference(const std::string& file) {
  const char* root = std::getenv("TREDE_REFERENCE");
  const std::filesystem::path folder =
      root != nullptr ? std::filesystem::path(root) : std::filesystem::path(TREDE_SOURCE_DIR) / "../shared/reference";
  return folder / "statistics" / file;
}

// A comma-separated file, cells perhaps in quotes: columns by name.
struct Columns {
  std::map<std::string, std::vector<std::string>> text;
  [[nodiscard]] std::vector<double> numbers(const std::string& name) const {
    std::vector<double> out;
    for (const std::string& cell : text.at(name)) out.push_back(cell == "NA" ? std::nan("") : std::strtod(cell.c_str(), nullptr));
    return out;
  }
};

inline std::vector<std::string> cells_of(std::string line) {
  // One column of the files lists two levels of confidence with a comma and without quotes.
  if (const auto both = line.find("95%, 99.8%"); both != std::string::npos) line.replace(both, 10, "95% 99.8%");
  std::vector<std::string> out(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    else if (c == ',' && !quoted) out.emplace_back();
    else out.back() += c;
  }
  return out;
}

inline Columns read_columns(const std::filesystem::path& path) {
  Columns out;
  std::ifstream in(path);
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> names = cells_of(line);
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = cells_of(line);
    for (std::size_t i = 0; i < names.size(); ++i) out.text[names[i]].push_back(cells.at(i));
  }
  return out;
}

}  // namespace trede::test

#define NEEDS_REFERENCE(file)                                 \
  if (!std::filesystem::exists(trede::test::reference(file))) \
  GTEST_SKIP() << "no reference results: " << trede::test::reference(file).string() << " is absent"
