// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Folders of a test: a temporary one that goes away, reading and changing files in it, and one string that stands for a whole tree.

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"

namespace trede::testing_edition {

namespace fs = std::filesystem;

class TemporaryFolder {
 public:
  TemporaryFolder() {
    // In memory where that is possible: the tests fsync tens of thousands of times.
    const fs::path where = ::access("/dev/shm", W_OK) == 0 ? fs::path("/dev/shm") : fs::temp_directory_path();
    std::string name = (where / "trede-edition-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

inline std::string read_all(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline void write_all(const fs::path& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
}

// Every name below `root` with what it is, its mode and its bytes or target; the lock is left out.
inline std::map<std::string, std::string> tree(const fs::path& root) {
  std::map<std::string, std::string> all;
  for (fs::recursive_directory_iterator at(root), end; at != end; ++at) {
    const std::string name = fs::relative(at->path(), root).string();
    struct stat state {};
    ::lstat(at->path().c_str(), &state);
    const std::string mode = std::to_string(state.st_mode & 07777U);
    if (at->is_symlink()) all[name] = "link " + fs::read_symlink(at->path()).string();
    else if (at->is_directory()) all[name] = "folder " + mode;
    else if (at->path().filename() != ".lock") all[name] = "file " + mode + " " + read_all(at->path());
  }
  return all;
}

inline std::string codes(const Errors& errors) {
  std::string out;
  for (const Error& error : errors.list()) out += (out.empty() ? "" : " ") + error.code;
  return out;
}

inline std::string sentences(const Errors& errors) {
  std::string out;
  for (const Error& error : errors.list()) out += to_line(error, "en") + "\n";
  return out;
}

}  // namespace trede::testing_edition
