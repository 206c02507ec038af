// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The few things the edition writer asks of a disk, so that a test can let any one of them fail, or stop the process there. Every call
// gives 0 or an errno value; a failed call is never tried again (after a failed fsync the kernel may have dropped the data).
//
// Modes are fixed whatever the umask: files 0644, folders 0755.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

namespace trede {

class FileOps {
 public:
  struct Open {
    int fd = -1;
    std::filesystem::path path;
  };

  virtual ~FileOps() = default;
  virtual int make_folder(const std::filesystem::path& path) = 0;
  virtual int create(const std::filesystem::path& path, Open& file) = 0;                  // a new file; EEXIST when there is one
  virtual int write(const Open& file, std::string_view bytes, std::size_t& written) = 0;  // may write less than asked
  virtual int sync(const Open& file) = 0;
  virtual int close(const Open& file) = 0;  // closes in any case
  // A file that something else wrote here (DuckDB): mode 0644 and fsync.
  virtual int adopt(const std::filesystem::path& path) = 0;
  virtual int sync_folder(const std::filesystem::path& path) = 0;
  virtual int rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  virtual int symlink(const std::filesystem::path& target, const std::filesystem::path& path) = 0;
  virtual int remove_file(const std::filesystem::path& path) = 0;
  virtual int remove_folder(const std::filesystem::path& path) = 0;  // an empty one
};

// The real disk.
class DiskFiles : public FileOps {
 public:
  int make_folder(const std::filesystem::path& path) override;
  int create(const std::filesystem::path& path, Open& file) override;
  int write(const Open& file, std::string_view bytes, std::size_t& written) override;
  int sync(const Open& file) override;
  int close(const Open& file) override;
  int adopt(const std::filesystem::path& path) override;
  int sync_folder(const std::filesystem::path& path) override;
  int rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
  int symlink(const std::filesystem::path& target, const std::filesystem::path& path) override;
  int remove_file(const std::filesystem::path& path) override;
  int remove_folder(const std::filesystem::path& path) override;
};

enum class FileStep : std::uint8_t {
  make_folder,
  create,
  write,
  sync,
  close,
  adopt,
  sync_folder,
  rename,
  symlink,
  remove_file,
  remove_folder
};

// The real disk with something in front of every call: `before` gives 0 to let it happen or an errno value to refuse it.
class WatchedFiles : public DiskFiles {
 public:
  int make_folder(const std::filesystem::path& path) override;
  int create(const std::filesystem::path& path, Open& file) override;
  int write(const Open& file, std::string_view bytes, std::size_t& written) override;
  int sync(const Open& file) override;
  int close(const Open& file) override;
  int adopt(const std::filesystem::path& path) override;
  int sync_folder(const std::filesystem::path& path) override;
  int rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
  int symlink(const std::filesystem::path& target, const std::filesystem::path& path) override;
  int remove_file(const std::filesystem::path& path) override;
  int remove_folder(const std::filesystem::path& path) override;

 protected:
  // `path` is what the step makes or works on; `bytes` what it would write, for a rename the old name, for a link its target. Called from
  // several threads.
  virtual int before(FileStep step, const std::filesystem::path& path, std::string_view bytes, int fd) = 0;
};

// The real disk; when TREDE_CRASH_AT is a number n, the process ends at its n-th step without any cleaning up, as after kill -9 (exit code
// 137), and a write ends halfway. For tests of what a crash leaves behind.
std::unique_ptr<FileOps> disk_files();

}  // namespace trede
