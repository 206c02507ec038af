// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The parts of monitor.toml that name files: divisions, concordances and sources. Used by project.cpp only.

#include <filesystem>
#include <string>
#include <string_view>

#include "base/toml_reader.hpp"
#include "ingest/project.hpp"

namespace trede {

// Resolves a path of monitor.toml: $NAME and ${NAME} take an environment variable, the rest is relative to the project folder.
struct PathReader {
  const std::filesystem::path& folder;
  Errors& errors;

  // The resolved path of a key; empty when the key is absent or a variable is not set (project.variable_unset).
  std::string read(TomlTable& table, std::string_view key, bool required) const;
};

Vintage required_vintage(TomlTable& table, std::string_view key);
std::optional<Vintage> optional_vintage(TomlTable& table, std::string_view key);
Period required_period(TomlTable& table, std::string_view key);

DivisionConfig read_division(TomlTable& table, const PathReader& paths);
ConcordanceConfig read_concordance(TomlTable& table, const PathReader& paths);
SourceConfig read_source(TomlTable& table, const PathReader& paths);

}  // namespace trede
