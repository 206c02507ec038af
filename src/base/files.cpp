// SPDX-License-Identifier: EUPL-1.2
#include "base/files.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/compress.hpp"
#include "base/hash.hpp"

namespace trede {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20U;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

Error problem(std::string code, Failure failure, std::string nl, std::string en, const std::filesystem::path& path) {
  return {std::move(code), failure, std::move(nl), std::move(en), {.file = path.string()}};
}

bool same_state(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
         a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

// Opens a regular file and hands over its blocks; checks afterwards that it did not change.
template <class Sink>
Result<struct stat> stream(const std::filesystem::path& path, std::size_t limit, Sink sink) {
  // O_NONBLOCK: opening a FIFO must not wait for a writer.
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (fd.get() < 0) {
    const int reason = errno;
    if (reason == ENOENT || reason == ENOTDIR || reason == ELOOP || reason == ENAMETOOLONG)
      return fail_one(problem("base.file.missing", Failure::input, "Dit bestand is er niet. Zet het neer of verbeter het pad.",
                              "This file does not exist. Put it there or correct the path.", path));
    return fail_one(problem("base.file.unreadable", Failure::io,
                            fmt::format("Dit bestand kan niet worden gelezen: {}.", std::strerror(reason)),
                            fmt::format("This file cannot be read: {}.", std::strerror(reason)), path));
  }
  struct stat before {};
  if (::fstat(fd.get(), &before) != 0 || !S_ISREG(before.st_mode))
    return fail_one(problem("base.file.not_regular", Failure::input, "Dit is geen gewoon bestand maar een map, apparaat of pijp.",
                            "This is not a regular file but a folder, device or pipe.", path));
  if (static_cast<std::uint64_t>(before.st_size) > limit)
    return fail_one(problem("base.file.too_large", Failure::limit, fmt::format("Dit bestand is groter dan de grens van {} bytes.", limit),
                            fmt::format("This file is larger than the limit of {} bytes.", limit), path));
  std::string block(kBlock, '\0');
  std::size_t total = 0;
  while (true) {
    const ssize_t got = ::read(fd.get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      return fail_one(problem("base.file.unreadable", Failure::io, fmt::format("Lezen mislukte: {}.", std::strerror(errno)),
                              fmt::format("Reading failed: {}.", std::strerror(errno)), path));
    if (got == 0) break;
    total += static_cast<std::size_t>(got);
    if (total > limit) break;
    sink(std::string_view(block.data(), static_cast<std::size_t>(got)));
  }
  struct stat after {};
  struct stat named {};
  if (::fstat(fd.get(), &after) != 0 || ::stat(path.c_str(), &named) != 0 || !same_state(before, after) || !same_state(before, named) ||
      total != static_cast<std::size_t>(before.st_size))
    return fail_one(problem("base.file.changed", Failure::input,
                            "Dit bestand is gewijzigd tijdens het lezen. Wacht tot het klaar is en probeer opnieuw.",
                            "This file changed while it was read. Wait until it is complete and try again.", path));
  return before;
}

}  // namespace

Result<InputFile> read_input(const std::filesystem::path& path, std::size_t limit) {
  InputFile file;
  Sha256 hash;
  std::error_code ignored;
  const auto size = std::filesystem::file_size(path, ignored);
  if (!ignored && size <= limit) file.bytes.reserve(size);
  auto done = stream(path, limit, [&](std::string_view block) {
    file.bytes.append(block);
    hash.update(block);
  });
  if (!done) return tl::unexpected(done.error());
  file.sha256 = hash.hex();
  return file;
}

Result<InputFile> read_input_inflated(const std::filesystem::path& path, std::size_t limit) {
  auto file = read_input(path, limit);
  if (!file || !file->bytes.starts_with("\x1f\x8b")) return file;
  auto inflated = gunzip(file->bytes, limit, path.string());
  if (!inflated) return tl::unexpected(inflated.error());
  file->bytes = std::move(*inflated);
  return file;
}

Result<std::string> hash_input(const std::filesystem::path& path) {
  Sha256 hash;
  auto done = stream(path, SIZE_MAX, [&](std::string_view block) { hash.update(block); });
  if (!done) return tl::unexpected(done.error());
  return hash.hex();
}

}  // namespace trede
