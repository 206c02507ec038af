// SPDX-License-Identifier: EUPL-1.2
#include "edition/staging.hpp"

#include <cerrno>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "edition/problems.hpp"

namespace trede {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = std::size_t{1} << 20U;

// Writes all bytes; a short write is continued, a write of nothing is a full disk.
int write_all(FileOps& files, const FileOps::Open& file, std::string_view bytes) {
  while (!bytes.empty()) {
    std::size_t written = 0;
    const int refused = files.write(file, bytes.substr(0, kBlock), written);
    if (refused != 0) return refused;
    if (written == 0) return ENOSPC;
    bytes.remove_prefix(written);
  }
  return 0;
}

}  // namespace

EditionStaging::EditionStaging(FileOps& files, fs::path folder) : files_(files), folder_(std::move(folder)) {}

EditionStaging::~EditionStaging() {
  std::error_code ignored;
  if (!renamed_) fs::remove_all(folder_, ignored);
}

Result<void> EditionStaging::make() {
  if (const int refused = files_.make_folder(folder_); refused != 0) return fail_one(write_failed(folder_, refused));
  return {};
}

Result<void> EditionStaging::make_folders_of(const std::string& path) {
  const std::lock_guard lock(guard_);
  for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    std::string folder = path.substr(0, slash);
    if (folders_.contains(folder)) continue;
    if (const int refused = files_.make_folder(folder_ / folder); refused != 0) return fail_one(write_failed(folder_ / folder, refused));
    folders_.insert(std::move(folder));
  }
  return {};
}

void EditionStaging::record(const std::string& path, std::uint64_t bytes, std::string sha256) {
  const std::lock_guard lock(guard_);
  recorded_[path] = {path, bytes, std::move(sha256)};
}

Result<void> EditionStaging::add(const std::string& path, std::string_view bytes) {
  if (auto made = make_folders_of(path); !made) return made;
  FileOps::Open file;
  if (const int refused = files_.create(folder_ / path, file); refused != 0) return fail_one(write_failed(folder_ / path, refused));
  int refused = write_all(files_, file, bytes);
  if (refused == 0) refused = files_.sync(file);
  const int closed = files_.close(file);
  if (refused == 0) refused = closed;
  if (refused != 0) return fail_one(write_failed(folder_ / path, refused));
  record(path, bytes.size(), sha256_hex(bytes));
  return {};
}

Result<fs::path> EditionStaging::reserve(const std::string& path) {
  if (auto made = make_folders_of(path); !made) return tl::unexpected(made.error());
  return folder_ / path;
}

Result<void> EditionStaging::adopt(const std::string& path) {
  if (const int refused = files_.adopt(folder_ / path); refused != 0) return fail_one(write_failed(folder_ / path, refused));
  std::error_code problem;
  const std::uint64_t bytes = fs::file_size(folder_ / path, problem);
  if (problem) return fail_one(write_failed(folder_ / path, problem.value()));
  auto hash = hash_input(folder_ / path);
  if (!hash) return fail_one(hash.error());
  record(path, bytes, std::move(*hash));
  return {};
}

Result<void> EditionStaging::sync_folders() {
  for (auto folder = folders_.rbegin(); folder != folders_.rend(); ++folder)  // children before parents
    if (const int refused = files_.sync_folder(folder_ / *folder); refused != 0) return fail_one(write_failed(folder_ / *folder, refused));
  if (const int refused = files_.sync_folder(folder_); refused != 0) return fail_one(write_failed(folder_, refused));
  return {};
}

Result<void> EditionStaging::rename_to(const fs::path& edition) {
  if (const int refused = files_.rename(folder_, edition); refused != 0) return fail_one(write_failed(edition, refused));
  renamed_ = true;
  return {};
}

std::vector<ManifestFile> EditionStaging::files() const {
  const std::lock_guard lock(guard_);
  std::vector<ManifestFile> list;
  for (const auto& [path, file] : recorded_) list.push_back(file);
  return list;
}

}  // namespace trede
