// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Writing one file in one step: it is there in full, or what was there before is still there.

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace trede::cli {

// Writes beside `path` and renames. Error: cli.write (Failure::io).
std::optional<Error> write_file(const std::filesystem::path& path, std::string_view bytes);

// True when both names mean the same file, also through links; a file that is not there yet is compared by its folder and name.
bool same_file(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace trede::cli
