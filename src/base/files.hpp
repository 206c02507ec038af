// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Reading input files with suspicion: regular files only, bounded, and unchanged while they are read.

#include <cstddef>
#include <filesystem>
#include <string>

#include "base/error.hpp"

namespace trede {

inline constexpr std::size_t kMaxInputBytes = std::size_t{8} << 30;

struct InputFile {
  std::string bytes;   // as on disk
  std::string sha256;  // of the bytes on disk
};

// Errors: base.file.missing, base.file.not_regular (FIFO, device, folder), base.file.unreadable, base.file.changed (grew, shrank or was
// replaced while it was read), base.file.too_large. Symbolic links are followed; a loop is base.file.missing.
Result<InputFile> read_input(const std::filesystem::path& path, std::size_t limit = kMaxInputBytes);

// As read_input, and ungzips when the file starts with the gzip magic; the limit then counts the inflated bytes. sha256 stays that of
// the file on disk.
Result<InputFile> read_input_inflated(const std::filesystem::path& path, std::size_t limit = kMaxInputBytes);

// SHA-256 of a regular file, streamed in 1 MiB blocks (for files too large to hold). Errors as read_input.
Result<std::string> hash_input(const std::filesystem::path& path);

}  // namespace trede
