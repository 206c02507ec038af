// SPDX-License-Identifier: EUPL-1.2
#include "edition/file_ops.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace trede {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kFileMode = 0644;
constexpr mode_t kFolderMode = 0755;

int result_of(int call) { return call == 0 ? 0 : errno; }

int sync_and_close(int fd) {
  const int synced = ::fsync(fd) == 0 ? 0 : errno;
  const int closed = ::close(fd) == 0 ? 0 : errno;
  return synced != 0 ? synced : closed;
}

}  // namespace

int DiskFiles::make_folder(const fs::path& path) {
  if (::mkdir(path.c_str(), kFolderMode) != 0) return errno;
  return result_of(::chmod(path.c_str(), kFolderMode));
}

int DiskFiles::create(const fs::path& path, Open& file) {
  file = {::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kFileMode), path};
  if (file.fd < 0) return errno;
  if (::fchmod(file.fd, kFileMode) == 0) return 0;
  const int reason = errno;
  ::close(file.fd);
  return reason;
}

int DiskFiles::write(const Open& file, std::string_view bytes, std::size_t& written) {
  written = 0;
  ssize_t got = 0;
  do {
    got = ::write(file.fd, bytes.data(), bytes.size());
  } while (got < 0 && errno == EINTR);
  if (got < 0) return errno;
  written = static_cast<std::size_t>(got);
  return 0;
}

int DiskFiles::sync(const Open& file) { return result_of(::fsync(file.fd)); }
int DiskFiles::close(const Open& file) { return result_of(::close(file.fd)); }

int DiskFiles::adopt(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return errno;
  const int moded = result_of(::fchmod(fd, kFileMode));
  const int synced = sync_and_close(fd);
  return moded != 0 ? moded : synced;
}

int DiskFiles::sync_folder(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  return fd < 0 ? errno : sync_and_close(fd);
}

int DiskFiles::rename(const fs::path& from, const fs::path& to) { return result_of(::rename(from.c_str(), to.c_str())); }
int DiskFiles::symlink(const fs::path& target, const fs::path& path) { return result_of(::symlink(target.c_str(), path.c_str())); }
int DiskFiles::remove_file(const fs::path& path) { return result_of(::unlink(path.c_str())); }
int DiskFiles::remove_folder(const fs::path& path) { return result_of(::rmdir(path.c_str())); }

}  // namespace trede
