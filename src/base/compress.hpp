// SPDX-License-Identifier: EUPL-1.2
#pragma once
// gzip (no time stamp, no name: same bytes every time) and Brotli, whole buffers; reading is bounded so that a small file cannot
// fill the memory.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace trede {

std::string gzip(std::string_view bytes, int level = 9);
std::string brotli(std::string_view bytes, int quality = 9);

// Errors: base.gzip.damaged (truncated or wrong checksum), base.gzip.too_large (more than `limit` bytes). `name` is for the message.
Result<std::string> gunzip(std::string_view bytes, std::size_t limit, std::string_view name);
// Errors: base.brotli.damaged, base.brotli.too_large.
Result<std::string> unbrotli(std::string_view bytes, std::size_t limit, std::string_view name);

}  // namespace trede
