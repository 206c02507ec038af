// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One function per command; each lives in its own file and returns the exit code (interface.md: 0 ok, 2 usage, 3 input rejected,
// 4 disclosure control refuses, 5 integrity, 6 I/O, 7 locked, 8 limit, 70 internal).

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/console.hpp"

namespace trede::cli {

int run_init(const std::string& gemeente, const std::filesystem::path& folder, Console& console);
int run_check(const std::filesystem::path& folder, unsigned threads, Console& console);
int run_build(const std::filesystem::path& folder, unsigned threads, Console& console);
int run_verify(const std::filesystem::path& edition, unsigned threads, Console& console);
int run_serve(const std::filesystem::path& folder, int port, Console& console);

struct DemoCommand {
  std::filesystem::path folder;
  std::uint64_t seed = 0;
  int port = 8080;
  bool serve = true;
  unsigned threads = 0;
};
int run_demo(const DemoCommand& options, Console& console);

struct ProtectCommand {
  std::filesystem::path cells, out, key;
  std::vector<std::string> dimensions;  // "column=file.csv"
  std::string rule;                     // "min=5"; for suppression
  int width = 1;
  std::string objective = "count", effort = "fast", method = "suppression";
  int base = 5;  // for rounding
  unsigned threads = 0;
};
int run_protect(const ProtectCommand& command, Console& console);

struct AuditTableCommand {
  std::filesystem::path table;
  std::vector<std::string> dimensions;  // "column=file.csv"
  std::vector<std::int64_t> lower;      // empty = 0 and 1
  std::int64_t width = 1;
  std::string rule;  // "min=5", or empty
  std::int64_t rounded = 0;
  bool nearest = false, insider = false, whole = false, reveal = false;
  std::filesystem::path intervals;
  unsigned threads = 0;
};
int run_audit_table(const AuditTableCommand& command, Console& console);

struct AuditEditionCommand {
  std::filesystem::path edition;
  std::vector<std::string> earlier;  // folders of earlier editions
  std::vector<std::string> area;     // buurten of a drawn area; then only the verdict on it
  std::filesystem::path canary, out;
  int width = 0;  // 0 = that of the edition's rules
  unsigned threads = 0;
};
int run_audit_edition(const AuditEditionCommand& command, Console& console);

struct StatCommand {
  std::string method;
  std::filesystem::path in, neighbours, with, out;  // out empty = stdout
  std::vector<std::string> settings;                // "name=value"
  unsigned threads = 0;
};
int run_stat(const StatCommand& command, Console& console);

}  // namespace trede::cli
