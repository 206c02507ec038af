// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The sentences of the edition writer.

#include <filesystem>
#include <string_view>

#include "base/error.hpp"

namespace trede {

Error write_failed(const std::filesystem::path& path, int reason);               // an errno value
Error table_failed(const std::filesystem::path& path, std::string_view reason);  // what DuckDB said
Error edition_locked(const std::filesystem::path& lock);
Error existing_damaged(const std::filesystem::path& edition);
Error old_edition_stays(const std::filesystem::path& edition, int reason);  // a warning

}  // namespace trede
