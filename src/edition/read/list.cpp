// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include <sys/stat.h>

#include "base/files.hpp"
#include "edition/read/manifest.hpp"
#include "edition/read/problems.hpp"

namespace trede {
namespace {

constexpr std::size_t kMaxManifest = std::size_t{256} << 20U;

}  // namespace

Checked<Manifest> read_manifest(const std::filesystem::path& edition) {
  const std::filesystem::path path = edition / "manifest.json";
  struct stat state {};
  if (::lstat(path.c_str(), &state) != 0 || !S_ISREG(state.st_mode)) return fail(manifest_missing(path.string()));
  auto file = read_input(path, kMaxManifest);
  if (!file) return fail(file.error());
  return parse_manifest(file->bytes, path.string());
}

EditionList list_editions(const std::filesystem::path& editions) {
  EditionList list;
  std::error_code problem;
  std::vector<std::filesystem::path> folders;
  for (std::filesystem::directory_iterator at(editions, problem), end; !problem && at != end; at.increment(problem)) {
    const std::string name = at->path().filename().string();
    std::error_code ignored;
    if (!name.starts_with(".") && !at->is_symlink(ignored) && at->is_directory(ignored)) folders.push_back(at->path());
  }
  std::sort(folders.begin(), folders.end());
  for (const std::filesystem::path& folder : folders) {
    auto manifest = read_manifest(folder);
    if (manifest && manifest->id != folder.filename().string()) manifest = fail(wrong_id(folder.string()));
    if (manifest) list.editions.push_back({folder, std::move(*manifest)});
    else list.damaged.add(std::move(manifest.error()));
  }
  std::stable_sort(list.editions.begin(), list.editions.end(),
                   [](const EditionEntry& a, const EditionEntry& b) { return a.manifest.sequence > b.manifest.sequence; });
  return list;
}

Result<std::optional<std::filesystem::path>> current_edition(const std::filesystem::path& editions) {
  const std::filesystem::path link = editions / "current";
  std::error_code problem;
  const auto state = std::filesystem::symlink_status(link, problem);
  if (state.type() == std::filesystem::file_type::not_found) return std::optional<std::filesystem::path>();
  const std::filesystem::path target = std::filesystem::read_symlink(link, problem);
  if (problem || !is_edition_id(target.string()) || !std::filesystem::is_directory(editions / target, problem))
    return fail_one(current_broken(link.string()));
  return std::optional(editions / target);
}

}  // namespace trede
