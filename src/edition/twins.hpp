// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A resource of the API with its Brotli and gzip twins, compressed once here instead of at every request.

#include <string>
#include <string_view>

#include "edition/staging.hpp"

namespace trede {

// Adds <path>, <path>.br and <path>.gz. How hard it compresses depends on the size alone, so that bytes repeat: small resources at 9, large
// ones (a level of the whole country) at 5, which is ten times as quick for a few per cent more bytes.
Result<void> add_with_twins(EditionStaging& staging, const std::string& path, std::string_view bytes);

}  // namespace trede
