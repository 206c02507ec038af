// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The sentences of the reader. All are Failure::integrity but what the disk refuses.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace trede {

Error manifest_missing(const std::string& file);
Error manifest_damaged(const std::string& file, std::string_view nl, std::string_view en);
Error schema_newer(const std::string& file, std::int64_t schema);
Error content_mismatch(const std::string& file);
Error wrong_id(const std::string& file);
Error not_an_edition(const std::string& path);
Error missing_file(const std::string& path);
Error extra_file(const std::string& path);
Error extra_folder(const std::string& path);
Error symlink_inside(const std::string& path);
Error special_file(const std::string& path);
Error wrong_size(const std::string& path, std::uint64_t expected, std::uint64_t found);
Error wrong_hash(const std::string& path);
Error wrong_editie(const std::string& path);
Error wrong_twin(const std::string& path);
Error wrong_table(const std::string& path, std::string_view nl, std::string_view en);
Error unreadable(const std::string& path, int reason);
Error current_broken(const std::string& path);

}  // namespace trede
