// SPDX-License-Identifier: EUPL-1.2
#include "cli/write_file.hpp"

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace trede::cli {
namespace {

namespace fs = std::filesystem;

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0;
}

Error problem(const fs::path& path, int number) {
  const std::string why = std::generic_category().message(number);
  return {"cli.write",
          Failure::io,
          fmt::format("Dit bestand is niet geschreven: {}. Is er ruimte, en mag het daar?", why),
          fmt::format("This file was not written: {}. Is there room, and is it allowed there?", why),
          {.file = path.string()}};
}

}  // namespace

std::optional<Error> write_file(const fs::path& path, std::string_view bytes) {
  const fs::path beside = path.parent_path() / fmt::format(".{}.{}.part", path.filename().string(), ::getpid());
  const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (file < 0) return problem(path, errno);
  int wrong = write_all(file, bytes) ? 0 : errno;
  if (::close(file) != 0 && wrong == 0) wrong = errno;
  if (wrong == 0 && ::rename(beside.c_str(), path.c_str()) != 0) wrong = errno;
  if (wrong == 0) return std::nullopt;
  ::unlink(beside.c_str());
  return problem(path, wrong);
}

bool same_file(const fs::path& a, const fs::path& b) {
  std::error_code wrong;
  if (fs::equivalent(a, b, wrong)) return true;
  return fs::weakly_canonical(a, wrong) == fs::weakly_canonical(b, wrong);
}

}  // namespace trede::cli
