// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A table as Parquet, written by DuckDB (C API) with one thread, so that the bytes repeat. DuckDB pulls the rows chunk by chunk from a
// table function; it opens no other file, loads no extension and keeps nothing.

#include <filesystem>

#include "base/error.hpp"
#include "edition/rows.hpp"

namespace trede {

// Errors: edition.write_failed (io).
Result<void> write_parquet(const TableContract& contract, const TableRows& rows, const std::filesystem::path& path);

}  // namespace trede
