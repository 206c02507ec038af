// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Reads a published table and its dimensions from CSV (docs/formats/protect.md). Strict: every problem of every file is listed at once,
// with file, line and column. Codes may stand in messages, for they are published; values never do.
//
// Errors: base.file.…, base.csv.…, audit.dim.… and audit.table.… (docs/formats/errors.md).

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "audit/table.hpp"
#include "base/error.hpp"

namespace trede::audit {

inline constexpr std::size_t kMostCells = 50'000'000;

struct AxisFile {
  std::string name;  // the column of the table
  std::filesystem::path path;
};

Checked<Axis> parse_axis(std::string_view text, const std::string& file, const std::string& name);
// `rounded`: totals need not add up.
Checked<PublishedTable> parse_published(std::string_view text, const std::string& file, std::vector<Axis> axes, bool rounded);
Checked<PublishedTable> read_published(const std::filesystem::path& table, const std::vector<AxisFile>& axes, bool rounded);

}  // namespace trede::audit
