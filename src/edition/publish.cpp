// SPDX-License-Identifier: EUPL-1.2
#include <atomic>
#include <cerrno>
#include <mutex>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "edition/problems.hpp"
#include "edition/read/earlier.hpp"
#include "edition/read/verify.hpp"
#include "edition/staging.hpp"
#include "edition/twins.hpp"

namespace trede {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLock = ".lock";
constexpr const char* kStaging = ".staging-next";
constexpr const char* kNextLink = ".current-next";
constexpr const char* kRemoving = ".removing-";

// Held while a build writes; the kernel lets go of it when the process ends, however it ends.
class EditionLock {
 public:
  EditionLock() = default;
  EditionLock(const EditionLock&) = delete;
  EditionLock& operator=(const EditionLock&) = delete;
  ~EditionLock() {
    if (fd_ >= 0) ::close(fd_);
  }

  Result<void> take(const fs::path& path) {
    fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd_ < 0) return fail_one(write_failed(path, errno));
    if (::flock(fd_, LOCK_EX | LOCK_NB) == 0) return {};
    if (errno == EWOULDBLOCK) return fail_one(edition_locked(path));
    return fail_one(write_failed(path, errno));
  }

 private:
  int fd_ = -1;
};

Result<void> make_editions_folder(FileOps& files, const fs::path& editions) {
  const int refused = files.make_folder(editions);
  if (refused == EEXIST) return {};
  if (refused != 0) return fail_one(write_failed(editions, refused));
  const fs::path parent = editions.has_parent_path() ? editions.parent_path() : fs::path(".");
  if (const int unsynced = files.sync_folder(parent); unsynced != 0) return fail_one(write_failed(parent, unsynced));
  return {};
}

// 0 or the errno of the first thing that could not be removed.
int remove_tree(FileOps& files, const fs::path& path) {
  std::error_code problem;
  if (!fs::is_directory(fs::symlink_status(path, problem))) return files.remove_file(path);
  std::vector<fs::path> inside;
  for (fs::directory_iterator at(path, problem), end; !problem && at != end; at.increment(problem)) inside.push_back(at->path());
  if (problem) return problem.value();
  for (const fs::path& child : inside)
    if (const int refused = remove_tree(files, child); refused != 0) return refused;
  return files.remove_folder(path);
}

// Removes from a removed edition what nobody weighs; `inside` is the path of `folder` within it. Can be broken off and done again.
int trim(FileOps& files, const fs::path& folder, const std::string& inside) {
  std::error_code problem;
  std::vector<fs::path> children;
  for (fs::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem)) children.push_back(at->path());
  if (problem) return problem.value();
  for (const fs::path& child : children) {
    const std::string name = inside + child.filename().string();
    int refused = 0;
    if (fs::is_directory(fs::symlink_status(child, problem))) {
      refused = trim(files, child, name + "/");
      if (refused == 0 && fs::is_empty(child, problem)) refused = files.remove_folder(child);
    } else if (!stays_when_removed(name)) {
      refused = files.remove_file(child);
    }
    if (refused != 0) return refused;
  }
  return 0;
}

// Removes what a run that was broken off left behind.
Result<void> sweep(FileOps& files, const fs::path& editions) {
  std::error_code problem;
  std::vector<fs::path> left;
  for (fs::directory_iterator at(editions, problem), end; !problem && at != end; at.increment(problem)) {
    const std::string name = at->path().filename().string();
    if (name == kStaging || name == kNextLink || name.starts_with(kRemoving)) left.push_back(at->path());
  }
  if (problem) return fail_one(write_failed(editions, problem.value()));
  for (const fs::path& path : left)
    if (const int refused = remove_tree(files, path); refused != 0) return fail_one(write_failed(path, refused));
  for (const EditionEntry& entry : list_editions(editions / kSetAside).editions)
    if (const int refused = trim(files, entry.path, ""); refused != 0) return fail_one(write_failed(entry.path, refused));
  return {};
}

Checked<void> write_parts(EditionStaging& staging, const EditionPlan& plan, const PublishOptions& options) {
  std::vector<Errors> problems(plan.parts.size());
  std::mutex guard;
  std::size_t done = 0;
  std::atomic<bool> stop{false};
  parallel_for(plan.parts.size(), options.threads, [&](std::size_t i) {
    if (stop) return;
    if (auto written = plan.parts[i].write(staging); !written) {
      problems[i] = std::move(written.error());
      stop = true;
    }
    const std::lock_guard lock(guard);
    ++done;
    if (options.progress) options.progress(done, plan.parts.size());
  });
  Errors errors;
  for (Errors& some : problems) errors.add(std::move(some));
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return {};
}

Checked<void> examine(EditionStaging& staging, const fs::path& folder, const EditionPlan& plan, const PublishOptions& options) {
  if (!options.examine) return {};
  auto extra = options.examine(folder, plan.manifest);
  if (!extra) return tl::unexpected(std::move(extra.error()));
  for (const ExtraFile& file : *extra)
    if (auto added = staging.add(file.path, file.bytes); !added) return fail(added.error());
  return {};
}

// Fills in what follows from the files, and writes the files that hold it.
Result<void> write_identity(EditionStaging& staging, EditionPlan& plan, std::int64_t sequence) {
  Manifest& manifest = plan.manifest;
  manifest.sequence = sequence;
  manifest.editie = sha256_hex(plan.editie_rest);
  manifest.files = staging.files();
  manifest.content = content_hash(manifest);
  manifest.id = edition_id(plan.slug, manifest.vintage, manifest.content);
  const std::string editie = fmt::format(R"({{"id":"{}","volgnummer":{},)", manifest.id, sequence) + plan.editie_rest;
  if (auto added = add_with_twins(staging, std::string(kEditieResource), editie); !added) return added;
  manifest.files = staging.files();
  const std::string text = render_manifest(manifest);
  if (!parse_manifest(text, "manifest.json")) throw std::logic_error("the manifest that was made is not one that can be read");
  return staging.add("manifest.json", text);
}

Result<void> sync_folder(FileOps& files, const fs::path& folder) {
  if (const int refused = files.sync_folder(folder); refused != 0) return fail_one(write_failed(folder, refused));
  return {};
}

Result<void> switch_current(FileOps& files, const fs::path& editions, const std::string& id) {
  const fs::path next = editions / kNextLink;
  if (const int refused = files.symlink(id, next); refused != 0) return fail_one(write_failed(next, refused));
  if (const int refused = files.rename(next, editions / "current"); refused != 0)
    return fail_one(write_failed(editions / "current", refused));
  return sync_folder(files, editions);
}

int remove_wholly(FileOps& files, const fs::path& editions, const EditionEntry& entry) {
  const fs::path out = editions / (kRemoving + entry.manifest.id);  // renamed first: half an edition is never seen
  if (const int refused = files.rename(entry.path, out); refused != 0) return refused;
  return remove_tree(files, out);
}

// The figures stay, since others may have kept them too: the whole edition goes aside with one rename, and then what nobody weighs is
// removed from it. Broken off at any point, the figures are in one place or the other; `sweep` finishes the rest.
int set_aside(FileOps& files, const fs::path& editions, const EditionEntry& entry) {
  const fs::path aside = editions / kSetAside;
  const fs::path place = aside / entry.manifest.id;
  int refused = files.make_folder(aside);
  if (refused != 0 && refused != EEXIST) return refused;
  if (refused == 0) refused = files.sync_folder(editions);
  if (refused != 0 && refused != EEXIST) return refused;
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(place, ignored))) {  // published, removed, and published again: the same content
    const auto manifest = read_manifest(place);
    if (manifest && check_what_stays({place, *manifest}).empty()) return remove_wholly(files, editions, entry);
    if (refused = remove_tree(files, place); refused != 0) return refused;
  }
  if (refused = files.rename(entry.path, place); refused != 0) return refused;
  if (refused = files.sync_folder(aside); refused != 0) return refused;
  if (refused = files.sync_folder(editions); refused != 0) return refused;
  return trim(files, place, "");
}

void remove_old(FileOps& files, const fs::path& editions, const std::string& current, int keep, Errors& warnings) {
  if (keep <= 0) return;
  int kept = 1;
  for (const EditionEntry& entry : list_editions(editions).editions) {
    if (entry.manifest.id == current || ++kept <= keep) continue;
    const bool weighed = !entry.manifest.rules.empty();  // open figures are protected by whoever published them
    const int refused = weighed ? set_aside(files, editions, entry) : remove_wholly(files, editions, entry);
    if (refused != 0) warnings.add(old_edition_stays(entry.path, refused));
  }
}

// The edition with this content is already there: it must be whole.
Result<std::int64_t> sequence_of_existing(const fs::path& edition, unsigned threads) {
  if (verify(edition, {.threads = threads, .unpack = false}).fatal()) return fail_one(existing_damaged(edition));
  const auto manifest = read_manifest(edition);
  if (!manifest) return fail_one(existing_damaged(edition));
  return manifest->sequence;
}

}  // namespace

Checked<PublishedEdition> publish_edition(const fs::path& editions, EditionPlan plan, const PublishOptions& options) {
  const std::unique_ptr<FileOps> own = options.files == nullptr ? disk_files() : nullptr;
  FileOps& files = options.files == nullptr ? *own : *options.files;
  EditionLock lock;
  if (auto made = make_editions_folder(files, editions); !made) return fail(made.error());
  if (auto taken = lock.take(editions / kLock); !taken) return fail(taken.error());
  if (auto swept = sweep(files, editions); !swept) return fail(swept.error());

  EditionList before = list_published(editions);
  PublishedEdition published;
  for (Error error : before.damaged.list()) {
    error.severity = Severity::warning;
    published.warnings.add(std::move(error));
  }
  const std::int64_t sequence = before.editions.empty() ? 1 : before.editions.front().manifest.sequence + 1;

  {
    EditionStaging staging(files, editions / kStaging);
    if (auto made = staging.make(); !made) return fail(made.error());
    if (auto written = write_parts(staging, plan, options); !written) return tl::unexpected(std::move(written.error()));
    if (auto fine = examine(staging, editions / kStaging, plan, options); !fine) return tl::unexpected(std::move(fine.error()));
    if (auto written = write_identity(staging, plan, sequence); !written) return fail(written.error());
    published.path = editions / plan.manifest.id;
    std::error_code ignored;
    published.existed = fs::exists(fs::symlink_status(published.path, ignored));
    if (published.existed) {
      auto found = sequence_of_existing(published.path, options.threads);
      if (!found) return fail(found.error());
      plan.manifest.sequence = *found;
    } else {
      if (auto synced = staging.sync_folders(); !synced) return fail(synced.error());
      if (auto renamed = staging.rename_to(published.path); !renamed) return fail(renamed.error());
    }
  }
  if (auto synced = sync_folder(files, editions); !synced) return fail(synced.error());
  if (auto switched = switch_current(files, editions, plan.manifest.id); !switched) return fail(switched.error());
  remove_old(files, editions, plan.manifest.id, options.keep, published.warnings);
  published.manifest = std::move(plan.manifest);
  return published;
}

}  // namespace trede
