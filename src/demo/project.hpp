// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The project folder while it is being made: its files by path, and what monitor.toml says of each source file.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "demo/people.hpp"
#include "demo/table.hpp"
#include "demo/town.hpp"

namespace trede::demo {

struct SourceFile {
  std::string source;
  std::string path;
  std::string table;  // empty for registers and surveys
  std::string format = "csv";
  std::vector<std::string> lines;  // further lines of the [[source.file]] entry
};

struct Project {
  std::map<std::string, std::string> files;
  std::vector<SourceFile> sources;
  std::map<std::string, std::vector<std::int64_t>> planted_counts;  // per planted series: one number per year
  std::size_t register_rows = 0;
  std::size_t respondents = 0;

  void add(SourceFile source, std::string bytes);
};

// Each adds its files and entries. All draw from streams of their own, so their order does not matter.
void add_divisions(Project& project, const Town& town);
void add_key_figures(Project& project, const Town& town, const Ledger& ledger);
void add_health(Project& project, const Town& town, const Ledger& ledger);
void add_police(Project& project, const Town& town, const Ledger& ledger);
void add_care(Project& project, const Town& town, const Ledger& ledger);
void add_gemeente_tables(Project& project, const Town& town, const Ledger& ledger);
void add_municipal_tables(Project& project, const Town& town, const Ledger& ledger);
void add_registers(Project& project, const Town& town, const Ledger& ledger);
void add_survey(Project& project, const Town& town, const Ledger& ledger);
// A story with live views, about a planted truth.
void add_story(Project& project, const Town& town);
// monitor.toml, README.md and waarheid.json; after all others.
void add_front(Project& project, const Town& town, const Ledger& ledger);

// What a reader must see in every file that allows a comment.
inline constexpr const char* kFictional =
    "FICTITIOUS TOWN, made by a generator: no real place, no real people. / VERZONNEN GEMEENTE: geen echte plaats, geen echte mensen.";

inline constexpr const char* kRetrieved = "2025-03-01";

}  // namespace trede::demo
