// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From loose files to an edition that is either wholly there or not at all.
//
//   lock editions/.lock → remove what an earlier run left → write every file into .staging-next and fsync it → fsync its folders → rename
//   to <id> → fsync editions/ → make the link .current-next and rename it to current → fsync editions/ → set aside or remove
//   editions beyond `keep` (read/earlier.hpp).
//
// Each file is fsynced on its own rather than all at once with syncfs: an error then belongs to a file that can be named, other people's
// unwritten data is not waited for, and the writing of one file overlaps with the rendering of the next.
//
// Readers see the old edition until the last rename and the new one after it. After a crash at any point the next run gives the same bytes,
// the same id and the same sequence as a run without the crash.
//
// Errors: edition.write_failed (io: what the disk refused, and where), edition.locked (locked: another build is busy),
// edition.existing_damaged (integrity: an edition with this very content is on the disk and does not verify).

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "edition/file_ops.hpp"
#include "edition/read/manifest.hpp"

namespace trede {

// The folder in which an edition grows. Files may be added from several threads.
class EditionStaging {
 public:
  EditionStaging(FileOps& files, std::filesystem::path folder);
  ~EditionStaging();  // removes the folder unless it was renamed
  EditionStaging(const EditionStaging&) = delete;
  EditionStaging& operator=(const EditionStaging&) = delete;

  // `path` relative to the edition. Makes its folders, writes and fsyncs.
  Result<void> add(const std::string& path, std::string_view bytes);
  // For something that writes files itself: makes the folders and tells where to write; then `adopt` makes the file part of the edition.
  Result<std::filesystem::path> reserve(const std::string& path);
  Result<void> adopt(const std::string& path);

  Result<void> make();  // the folder itself
  Result<void> sync_folders();
  Result<void> rename_to(const std::filesystem::path& edition);
  [[nodiscard]] std::vector<ManifestFile> files() const;  // by path

 private:
  Result<void> make_folders_of(const std::string& path);
  void record(const std::string& path, std::uint64_t bytes, std::string sha256);

  FileOps& files_;
  std::filesystem::path folder_;
  bool renamed_ = false;
  mutable std::mutex guard_;
  std::set<std::string> folders_;
  std::map<std::string, ManifestFile> recorded_;
};

// Something that adds one or more files; run on any thread, in any order.
struct EditionPart {
  std::string name;
  std::function<Checked<void>(EditionStaging&)> write;
};

struct EditionPlan {
  Manifest manifest;        // id, sequence, content, editie and files are filled in here
  std::string slug;         // start of the id
  std::string editie_rest;  // v1/editie.json after {"id":…,"volgnummer":…,
  std::vector<EditionPart> parts;
};

// A file that follows from all others, and is added when they are there.
struct ExtraFile {
  std::string path, bytes;
};
// Looks at the edition in its staging folder, when every file but v1/editie.json and the manifest is written and nothing is visible yet. An
// error stops the publication: nothing changes. The manifest has no id, sequence, content and files yet.
using Examine = std::function<Checked<std::vector<ExtraFile>>(const std::filesystem::path& staged, const Manifest& manifest)>;

struct PublishOptions {
  unsigned threads = 0;
  int keep = 10;                                                        // editions that stay, the new one included; 0 = all
  std::function<void(std::size_t done, std::size_t of)> progress = {};  // called from one thread at a time
  FileOps* files = nullptr;                                             // nullptr = disk_files()
  Examine examine = {};
};

struct PublishedEdition {
  Manifest manifest;
  std::filesystem::path path;
  bool existed = false;  // this content was published before; nothing new was written
  Errors warnings;       // old editions that could not be removed or read
};

Checked<PublishedEdition> publish_edition(const std::filesystem::path& editions, EditionPlan plan, const PublishOptions& options);

}  // namespace trede
