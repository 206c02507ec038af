// SPDX-License-Identifier: EUPL-1.2
#include "edition/read/verify.hpp"

#include <algorithm>
#include <cerrno>
#include <set>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/compress.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "edition/read/check_table.hpp"
#include "edition/read/manifest.hpp"
#include "edition/read/problems.hpp"

namespace trede {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxUnpacked = std::size_t{4} << 30U;
constexpr int kMaxDepth = 16;

// What lies in the edition: regular files by relative path, and everything that should not be there.
struct Found {
  std::set<std::string> files;
  std::set<std::string> folders;
  std::set<std::string> others;  // links, pipes, devices: reported already
  Errors errors;
};

void report(Found& found, const std::string& path, Error error) {
  found.others.insert(path);
  found.errors.add(std::move(error));
}

void walk(const fs::path& root, const std::string& inside, int depth, Found& found) {
  const fs::path folder = root / inside;
  DIR* open = ::opendir(folder.c_str());
  if (open == nullptr) return found.errors.add(unreadable(folder.string(), errno));
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(open)) names.emplace_back(entry->d_name);
  ::closedir(open);
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    if (name == "." || name == "..") continue;
    const std::string path = inside.empty() ? name : inside + "/" + name;
    struct stat state {};
    if (::lstat((root / path).c_str(), &state) != 0) found.errors.add(unreadable((root / path).string(), errno));
    else if (S_ISLNK(state.st_mode)) report(found, path, symlink_inside((root / path).string()));
    else if (S_ISREG(state.st_mode)) found.files.insert(path);
    else if (!S_ISDIR(state.st_mode)) report(found, path, special_file((root / path).string()));
    else if (depth >= kMaxDepth) found.errors.add(extra_folder((root / path).string()));
    else {
      found.folders.insert(path);
      walk(root, path, depth + 1, found);
    }
  }
}

// Files and folders that the manifest does not name.
void report_extra(const fs::path& root, const Manifest& manifest, const Found& found, Errors& errors) {
  std::set<std::string> wanted;
  for (const ManifestFile& file : manifest.files)
    for (std::size_t slash = file.path.find('/'); slash != std::string::npos; slash = file.path.find('/', slash + 1))
      wanted.insert(file.path.substr(0, slash));
  for (const std::string& path : found.files)
    if (path != "manifest.json" && manifest.file(path) == nullptr) errors.add(extra_file((root / path).string()));
  for (const std::string& path : found.folders)
    if (!wanted.contains(path)) errors.add(extra_folder((root / path).string()));
}

bool is_twin(std::string_view path) { return path.starts_with("v1/") && (path.ends_with(".br") || path.ends_with(".gz")); }

// A twin must unpack to its file; the hash of that file is in the manifest.
void check_twin(const fs::path& path, const ManifestFile& file, const std::string& bytes, const Manifest& manifest, Errors& errors) {
  const ManifestFile* plain = manifest.file(std::string_view(file.path).substr(0, file.path.size() - 3));
  const auto unpacked =
      file.path.ends_with(".br") ? unbrotli(bytes, kMaxUnpacked, path.string()) : gunzip(bytes, kMaxUnpacked, path.string());
  if (plain == nullptr || !unpacked || sha256_hex(*unpacked) != plain->sha256) errors.add(wrong_twin(path.string()));
}

void check_editie(const fs::path& path, const std::string& bytes, const Manifest& manifest, Errors& errors) {
  const auto rest = editie_without_identity(bytes, manifest.id, manifest.sequence);
  if (!rest || sha256_hex(*rest) != manifest.editie) errors.add(wrong_editie(path.string()));
}

bool needs_bytes(const ManifestFile& file, bool unpack) {
  return file.path == kEditieResource || (unpack && (is_twin(file.path) || file.path.starts_with("tabellen/")));
}

Errors check_file(const fs::path& root, const ManifestFile& file, const Manifest& manifest, bool unpack) {
  Errors errors;
  const fs::path path = root / file.path;
  std::error_code problem;
  const std::uint64_t size = fs::file_size(path, problem);
  if (problem) errors.add(unreadable(path.string(), problem.value()));
  else if (size != file.bytes) errors.add(wrong_size(path.string(), file.bytes, size));
  if (!errors.empty()) return errors;
  if (!needs_bytes(file, unpack)) {
    const auto hash = hash_input(path);
    if (!hash) errors.add(hash.error());
    else if (*hash != file.sha256) errors.add(wrong_hash(path.string()));
    return errors;
  }
  const auto input = read_input(path);
  if (!input) errors.add(input.error());
  else if (input->sha256 != file.sha256) errors.add(wrong_hash(path.string()));
  if (!errors.empty()) return errors;
  if (file.path == kEditieResource) check_editie(path, input->bytes, manifest, errors);
  if (unpack && is_twin(file.path)) check_twin(path, file, input->bytes, manifest, errors);
  if (unpack && file.path.starts_with("tabellen/")) errors.add(check_table(file.path, path.string(), input->bytes));
  return errors;
}

}  // namespace

Errors verify(const fs::path& edition, const VerifyOptions& options) {
  std::error_code problem;
  const fs::path root = fs::canonical(edition, problem);
  if (problem || !fs::is_directory(root, problem)) return Errors(not_an_edition(edition.string()));
  const auto manifest = read_manifest(root);
  if (!manifest) return manifest.error();

  Found found;
  walk(root, "", 0, found);
  Errors errors = std::move(found.errors);
  if (manifest->id != root.filename().string()) errors.add(wrong_id(root.string()));
  report_extra(root, *manifest, found, errors);
  if (manifest->file(kEditieResource) == nullptr) errors.add(missing_file((root / kEditieResource).string()));

  std::vector<Errors> of_file(manifest->files.size());
  parallel_for(manifest->files.size(), options.threads, [&](std::size_t i) {
    const ManifestFile& file = manifest->files[i];
    if (found.files.contains(file.path)) of_file[i] = check_file(root, file, *manifest, options.unpack);
    else if (!found.others.contains(file.path)) of_file[i].add(missing_file((root / file.path).string()));
  });
  for (Errors& some : of_file) errors.add(std::move(some));
  errors.sort();
  return errors;
}

}  // namespace trede
