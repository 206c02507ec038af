// SPDX-License-Identifier: EUPL-1.2
// Power failure. A file system keeps what was fsynced; of the rest it may keep anything. The steps of a build are recorded; for every
// moment of the build the states in which the disk may come up again are built, and each must serve one whole edition.
//
// The model: a file has bytes on disk only from its last fsync; before that it is empty. A name in a folder (made, renamed, removed) is on
// disk from the next fsync of that folder; of the changes since then any subset may have reached the disk. In `editions` every subset is
// tried; in the other folders none and all.
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>

#include <gtest/gtest.h>

#include "edition/folders.hpp"
#include "edition/read/verify.hpp"
#include "edition/small_plan.hpp"

namespace trede::testing_edition {
namespace {

struct Node;
using NodePtr = std::shared_ptr<Node>;
using Names = std::map<std::string, NodePtr>;
using Change = std::function<void(Names&)>;

struct Node {
  enum class Kind { file, folder, link } kind = Kind::file;
  std::string now, kept;        // bytes of a file; target of a link
  Names names, kept_names;      // of a folder: now, and at its last fsync
  std::vector<Change> pending;  // since then
};

NodePtr node(Node::Kind kind, std::string text = {}) {
  auto made = std::make_shared<Node>();
  made->kind = kind;
  made->now = std::move(text);
  return made;
}

// Does every step on the real disk and in the model, and calls `after` when it is done.
class RecordingFiles : public DiskFiles {
 public:
  explicit RecordingFiles(fs::path editions) : editions_(std::move(editions)), root_(node(Node::Kind::folder)) {}
  std::function<void()> after = [] {};
  [[nodiscard]] const Node& root() const { return *root_; }

  int make_folder(const fs::path& path) override { return made(DiskFiles::make_folder(path), path, node(Node::Kind::folder)); }
  int create(const fs::path& path, Open& file) override { return made(DiskFiles::create(path, file), path, node(Node::Kind::file)); }
  int symlink(const fs::path& target, const fs::path& path) override {
    return made(DiskFiles::symlink(target, path), path, node(Node::Kind::link, target.string()));
  }
  int write(const Open& file, std::string_view bytes, std::size_t& written) override {
    const int refused = DiskFiles::write(file, bytes, written);
    find(file.path)->now += bytes.substr(0, written);
    after();
    return refused;
  }
  int sync(const Open& file) override {
    const int refused = DiskFiles::sync(file);
    find(file.path)->kept = find(file.path)->now;
    after();
    return refused;
  }
  int sync_folder(const fs::path& path) override {
    const int refused = DiskFiles::sync_folder(path);
    const NodePtr folder = find(path);
    folder->kept_names = folder->names;
    folder->pending.clear();
    after();
    return refused;
  }
  int rename(const fs::path& from, const fs::path& to) override {
    const int refused = DiskFiles::rename(from, to);
    const NodePtr moved = find(from);
    const std::string old = from.filename().string(), name = to.filename().string();
    if (from.parent_path() == to.parent_path()) {
      change(from.parent_path(), [moved, old, name](Names& names) {
        names.erase(old);
        names[name] = moved;
      });
    } else {  // each folder has its own half, so a crash may show either without the other
      change(to.parent_path(), [moved, name](Names& names) { names[name] = moved; });
      change(from.parent_path(), [old](Names& names) { names.erase(old); });
    }
    return refused;
  }
  int remove_file(const fs::path& path) override { return removed(DiskFiles::remove_file(path), path); }
  int remove_folder(const fs::path& path) override { return removed(DiskFiles::remove_folder(path), path); }

 private:
  NodePtr find(const fs::path& path) const {
    NodePtr at = root_;
    for (const fs::path& part : fs::relative(path, editions_))
      if (part != ".") at = at->names.at(part.string());
    return at;
  }
  void change(const fs::path& folder, Change what) {
    const NodePtr at = find(folder);
    what(at->names);
    at->pending.push_back(std::move(what));
    after();
  }
  int made(int refused, const fs::path& path, NodePtr what) {
    if (refused == 0) change(path.parent_path(), [what, name = path.filename().string()](Names& names) { names[name] = what; });
    return refused;
  }
  int removed(int refused, const fs::path& path) {
    if (refused == 0) change(path.parent_path(), [name = path.filename().string()](Names& names) { names.erase(name); });
    return refused;
  }

  fs::path editions_;
  NodePtr root_;
};

// Writes a state of the disk: `names` of this folder, and in folders below what was kept or, when `all`, what was changed too.
void materialize(const Names& names, bool all, const fs::path& folder) {
  fs::create_directory(folder);
  for (const auto& [name, what] : names) {
    if (what->kind == Node::Kind::link) fs::create_symlink(what->now, folder / name);
    else if (what->kind == Node::Kind::file) write_all(folder / name, what->kept);
    else materialize(all ? what->names : what->kept_names, all, folder / name);
  }
}

std::string served_from(const fs::path& editions) {
  const auto current = current_edition(editions);
  if (!current) return "a broken link";
  if (!*current) return "none";
  const Errors wrong = verify(**current, {.threads = 1});
  return wrong.empty() ? (*current)->filename().string() : "a damaged edition: " + sentences(wrong);
}

// All that may be served after a power failure at this moment.
std::set<std::string> served_after_failure(const Node& root) {
  std::set<std::string> served;
  const std::size_t subsets = std::size_t{1} << std::min<std::size_t>(root.pending.size(), 6);
  for (std::size_t chosen = 0; chosen < subsets; ++chosen)
    for (const bool all : {false, true}) {
      Names names = root.kept_names;
      for (std::size_t i = 0; i < root.pending.size(); ++i)
        if (i >= 6 || (chosen >> i & 1U) != 0) root.pending[i](names);
      const TemporaryFolder folder;
      materialize(names, all, folder.path() / "editions");
      served.insert(served_from(folder.path() / "editions"));
    }
  return served;
}

PublishedEdition build(const fs::path& editions, const std::string& text, FileOps& files) {
  auto done = publish_edition(editions, small_plan(text), {.threads = 1, .keep = 2, .progress = {}, .files = &files});
  if (!done) throw std::runtime_error(sentences(done.error()));
  return *done;
}

TEST(PowerLoss, AtEveryMomentOfEveryBuildTheDiskComesUpWithOneWholeEdition) {
  const TemporaryFolder folder, plain;
  std::vector<std::string> ids = {"none"};
  DiskFiles disk;
  for (const char* text : {"een", "twee", "drie"}) ids.push_back(build(plain.path(), text, disk).manifest.id);
  RecordingFiles files(folder.path());
  int moments = 0;
  for (std::size_t i = 1; i < ids.size(); ++i) {
    files.after = [&] {
      ++moments;
      for (const std::string& served : served_after_failure(files.root()))
        EXPECT_TRUE(served == ids[i - 1] || served == ids[i]) << "moment " << moments << " of build " << i << ": " << served;
    };
    EXPECT_EQ(build(folder.path(), i == 1 ? "een" : i == 2 ? "twee" : "drie", files).manifest.id, ids[i]);
    files.after = [] {};
    const std::set<std::string> served = served_after_failure(files.root());
    EXPECT_EQ(served, std::set<std::string>{ids[i]}) << "what was reported as published stays published";
  }
  EXPECT_GT(moments, 150);
}

// The same recording with fsync left out must be found wanting, or the test above would prove nothing.
class WithoutSync : public RecordingFiles {
 public:
  using RecordingFiles::RecordingFiles;
  int sync(const Open&) override { return 0; }
};

TEST(PowerLoss, WithoutFsyncTheModelFindsDamagedEditions) {
  const TemporaryFolder folder;
  WithoutSync files(folder.path());
  std::set<std::string> seen;
  files.after = [&] { seen.merge(served_after_failure(files.root())); };
  const std::string id = build(folder.path(), "een", files).manifest.id;
  EXPECT_TRUE(std::any_of(seen.begin(), seen.end(), [&](const std::string& served) { return served != "none" && served != id; }));
}

}  // namespace
}  // namespace trede::testing_edition
