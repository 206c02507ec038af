// SPDX-License-Identifier: EUPL-1.2
#include <atomic>
#include <charconv>
#include <cstdlib>

#include <unistd.h>

#include "edition/file_ops.hpp"

namespace trede {
namespace {

namespace fs = std::filesystem;

constexpr int kKilled = 137;  // 128 + SIGKILL

class CrashingFiles : public WatchedFiles {
 public:
  explicit CrashingFiles(long at) : left_(at) {}

 protected:
  int before(FileStep step, const fs::path&, std::string_view bytes, int fd) override {
    if (--left_ != 0) return 0;
    if (step == FileStep::write) {
      const ssize_t half = ::write(fd, bytes.data(), bytes.size() / 2);
      static_cast<void>(half);
    }
    ::_exit(kKilled);
  }

 private:
  std::atomic<long> left_;
};

}  // namespace

int WatchedFiles::make_folder(const fs::path& path) {
  const int refused = before(FileStep::make_folder, path, {}, -1);
  return refused != 0 ? refused : DiskFiles::make_folder(path);
}

int WatchedFiles::create(const fs::path& path, Open& file) {
  const int refused = before(FileStep::create, path, {}, -1);
  return refused != 0 ? refused : DiskFiles::create(path, file);
}

int WatchedFiles::write(const Open& file, std::string_view bytes, std::size_t& written) {
  written = 0;
  const int refused = before(FileStep::write, file.path, bytes, file.fd);
  return refused != 0 ? refused : DiskFiles::write(file, bytes, written);
}

int WatchedFiles::sync(const Open& file) {
  const int refused = before(FileStep::sync, file.path, {}, file.fd);
  return refused != 0 ? refused : DiskFiles::sync(file);
}

int WatchedFiles::close(const Open& file) {
  const int refused = before(FileStep::close, file.path, {}, file.fd);
  const int closed = DiskFiles::close(file);
  return refused != 0 ? refused : closed;
}

int WatchedFiles::adopt(const fs::path& path) {
  const int refused = before(FileStep::adopt, path, {}, -1);
  return refused != 0 ? refused : DiskFiles::adopt(path);
}

int WatchedFiles::sync_folder(const fs::path& path) {
  const int refused = before(FileStep::sync_folder, path, {}, -1);
  return refused != 0 ? refused : DiskFiles::sync_folder(path);
}

int WatchedFiles::rename(const fs::path& from, const fs::path& to) {
  const int refused = before(FileStep::rename, to, from.native(), -1);
  return refused != 0 ? refused : DiskFiles::rename(from, to);
}

int WatchedFiles::symlink(const fs::path& target, const fs::path& path) {
  const int refused = before(FileStep::symlink, path, target.native(), -1);
  return refused != 0 ? refused : DiskFiles::symlink(target, path);
}

int WatchedFiles::remove_file(const fs::path& path) {
  const int refused = before(FileStep::remove_file, path, {}, -1);
  return refused != 0 ? refused : DiskFiles::remove_file(path);
}

int WatchedFiles::remove_folder(const fs::path& path) {
  const int refused = before(FileStep::remove_folder, path, {}, -1);
  return refused != 0 ? refused : DiskFiles::remove_folder(path);
}

std::unique_ptr<FileOps> disk_files() {
  const char* text = std::getenv("TREDE_CRASH_AT");
  long at = 0;
  if (text != nullptr) std::from_chars(text, text + std::char_traits<char>::length(text), at);
  if (at > 0) return std::make_unique<CrashingFiles>(at);
  return std::make_unique<DiskFiles>();
}

}  // namespace trede
