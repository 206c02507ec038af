// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The tables of $TREDE_REFERENCE/disclosure, else ../shared/reference/disclosure. Tests skip, and say so, without them.

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "protect/table_csv.hpp"

namespace trede::protect::test {

inline std::filesystem::path reference() {
  const char* set = std::getenv("TREDE_REFERENCE");
  const std::filesystem::path root =
      set != nullptr ? std::filesystem::path(set) : std::filesystem::path(TREDE_SOURCE_DIR) / ".." / "shared" / "reference";
  return root / "disclosure";
}

inline std::optional<Table> reference_table(const std::string& name) {
  const std::filesystem::path folder = reference() / name;
  if (!std::filesystem::exists(folder / "cells.csv")) return std::nullopt;
  std::vector<DimensionFile> dimensions = {{"area", folder / "dim_area.csv"}};
  for (const char* other : {"type", "age", "sex"})
    if (const auto file = folder / (std::string("dim_") + other + ".csv"); std::filesystem::exists(file))
      dimensions.push_back({other, file});
  auto table = read_table(folder / "cells.csv", dimensions);
  return table ? std::optional(std::move(*table)) : std::nullopt;
}

}  // namespace trede::protect::test

#define TREDE_REFERENCE_TABLE(table, name)                                                          \
  const auto table##_read = ::trede::protect::test::reference_table(name);                          \
  if (!table##_read) GTEST_SKIP() << "no table " << (::trede::protect::test::reference() / (name)); \
  const ::trede::protect::Table& table = *table##_read
