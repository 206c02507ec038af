// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "edition/folders.hpp"
#include "edition/read/earlier.hpp"
#include "edition/read/verify.hpp"
#include "edition/small_plan.hpp"
#include "edition/staging.hpp"

namespace trede::testing_edition {
namespace {

const PublishOptions kOneThread = {.threads = 1, .keep = 3, .progress = {}, .files = nullptr};

PublishedEdition published(const fs::path& editions, const std::string& text, const PublishOptions& options = kOneThread) {
  auto done = publish_edition(editions, small_plan(text), options);
  if (!done) throw std::runtime_error(sentences(done.error()));
  return *done;
}

// Which edition a reader gets now; it must be whole.
std::string served(const fs::path& editions) {
  const auto current = current_edition(editions);
  if (!current) return "broken: " + current.error().en;
  if (!*current) return "none";
  const Errors wrong = verify(**current, {.threads = 1});
  return wrong.empty() ? (*current)->filename().string() : "damaged: " + sentences(wrong);
}

// Runs a build that is killed at its n-th step; true when it came to its end before that.
bool build_killed_at(long n, const fs::path& editions, const std::string& text) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv("TREDE_CRASH_AT", std::to_string(n).c_str(), 1);
    const auto done = publish_edition(editions, small_plan(text), kOneThread);
    ::_exit(done ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_TRUE(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 137) << WEXITSTATUS(status);
  return WEXITSTATUS(status) == 0;
}

TEST(Publish, AFreshEditionVerifiesAndIsCurrent) {
  const TemporaryFolder folder;
  const fs::path editions = folder.path() / "editions";
  const PublishedEdition done = published(editions, "een");
  EXPECT_EQ(served(editions), done.manifest.id);
  EXPECT_EQ(done.manifest.sequence, 1);
  EXPECT_TRUE(done.manifest.id.starts_with("proefstad-2020-")) << done.manifest.id;
  EXPECT_EQ(done.manifest.id.substr(15), done.manifest.content.substr(0, 12));
  EXPECT_EQ(fs::read_symlink(editions / "current"), fs::path(done.manifest.id)) << "the link is relative";
}

TEST(Publish, ASecondBuildOfTheSameContentWritesNothingNewAndKeepsItsNumber) {
  const TemporaryFolder folder;
  published(folder.path(), "een");
  const auto before = tree(folder.path());
  const PublishedEdition again = published(folder.path(), "een");
  EXPECT_TRUE(again.existed);
  EXPECT_EQ(again.manifest.sequence, 1);
  EXPECT_EQ(tree(folder.path()), before);
}

TEST(Publish, GoingBackToEarlierContentSwitchesBackToTheEarlierEdition) {
  const TemporaryFolder folder;
  const std::string first = published(folder.path(), "een").manifest.id;
  const PublishedEdition second = published(folder.path(), "twee");
  EXPECT_EQ(second.manifest.sequence, 2);
  EXPECT_EQ(served(folder.path()), second.manifest.id);
  EXPECT_TRUE(published(folder.path(), "een").existed);
  EXPECT_EQ(served(folder.path()), first);
}

TEST(Publish, TheBytesAreTheSameForOneAndTwoThreadsAndForPartsInAnyOrder) {
  const TemporaryFolder one, two;
  published(one.path(), "een");
  EditionPlan plan = small_plan("een");
  std::reverse(plan.parts.begin(), plan.parts.end());
  ASSERT_TRUE(publish_edition(two.path(), std::move(plan), {.threads = 2}));
  EXPECT_EQ(tree(one.path()), tree(two.path()));
}

TEST(Publish, ModesAreFixedWhateverTheUmask) {
  const TemporaryFolder one, two;
  const mode_t old = ::umask(0077);
  published(one.path() / "editions", "een");
  ::umask(0);
  published(two.path() / "editions", "een");
  ::umask(old);
  const auto all = tree(one.path());
  EXPECT_EQ(all, tree(two.path()));
  for (const auto& [name, what] : all)
    EXPECT_TRUE(what.starts_with("link ") || what.starts_with("folder 493") || what.starts_with("file 420 ")) << name;
}

TEST(Publish, OnlyTheNewestEditionsStayAndTheCurrentOneAlways) {
  const TemporaryFolder folder;
  for (const char* text : {"een", "twee", "drie", "vier"}) published(folder.path(), text);
  std::vector<std::int64_t> sequences;
  for (const EditionEntry& entry : list_editions(folder.path()).editions) sequences.push_back(entry.manifest.sequence);
  EXPECT_EQ(sequences, (std::vector<std::int64_t>{4, 3, 2}));
  published(folder.path(), "twee", {.threads = 1, .keep = 1});
  const EditionList left = list_editions(folder.path());
  ASSERT_EQ(left.editions.size(), 1U);
  EXPECT_EQ(left.editions.front().manifest.id, served(folder.path()));
  EXPECT_EQ(left.editions.front().manifest.sequence, 2);
}

// A plan with a file that stays when the edition is removed.
EditionPlan plan_with_figures(const std::string& text, bool protected_sources) {
  EditionPlan plan = small_plan(text);
  if (!protected_sources) plan.manifest.rules.clear();
  plan.parts.push_back(part_of("tabellen/waarnemingen.csv.gz", "figures of " + text, false));
  plan.parts.push_back(part_of("tabellen/scores.csv.gz", "scores of " + text, false));
  return plan;
}

PublishedEdition published_with_figures(const fs::path& editions, const std::string& text, int keep, bool protected_sources = true) {
  auto done = publish_edition(editions, plan_with_figures(text, protected_sources), {.threads = 1, .keep = keep});
  if (!done) throw std::runtime_error(sentences(done.error()));
  return *done;
}

std::vector<std::string> ids_before(const fs::path& editions) {
  Errors warnings;
  const auto list = published_before(editions, true, warnings);
  if (!list) return {codes(list.error())};
  std::vector<std::string> ids;
  for (const EditionEntry& entry : *list) ids.push_back(entry.manifest.id);
  return ids;
}

TEST(Publish, WhatARemovedEditionShowedIsKeptAndNothingElseOfIt) {
  const TemporaryFolder folder;
  const std::string first = published_with_figures(folder.path(), "een", 1).manifest.id;
  const std::string second = published_with_figures(folder.path(), "twee", 1).manifest.id;
  const fs::path aside = folder.path() / ".gepubliceerd" / first;
  EXPECT_FALSE(fs::exists(folder.path() / first));
  EXPECT_EQ(read_all(aside / "tabellen" / "waarnemingen.csv.gz"), "figures of een");
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(aside))
    if (!entry.is_directory()) files.push_back(fs::relative(entry.path(), aside).string());
  std::sort(files.begin(), files.end());
  EXPECT_EQ(files, (std::vector<std::string>{"manifest.json", "tabellen/waarnemingen.csv.gz"}));
  EXPECT_EQ(ids_before(folder.path()), (std::vector<std::string>{second, first}));
  EXPECT_EQ(list_editions(folder.path()).editions.size(), 1U) << "nobody is shown what was removed";
}

TEST(Publish, AnEditionWithOpenFiguresOnlyIsRemovedWholly) {
  const TemporaryFolder folder;
  published_with_figures(folder.path(), "een", 1, false);
  const std::string second = published_with_figures(folder.path(), "twee", 1, false).manifest.id;
  EXPECT_FALSE(fs::exists(folder.path() / ".gepubliceerd"));
  EXPECT_EQ(ids_before(folder.path()), std::vector<std::string>{second});
}

TEST(Publish, AnEditionThatComesBackAndIsRemovedAgainIsKeptOnce) {
  const TemporaryFolder folder;
  const std::string first = published_with_figures(folder.path(), "een", 1).manifest.id;
  const std::string second = published_with_figures(folder.path(), "twee", 1).manifest.id;
  EXPECT_EQ(published_with_figures(folder.path(), "een", 1).manifest.sequence, 3) << "the numbers of removed editions are not used again";
  EXPECT_EQ(ids_before(folder.path()), (std::vector<std::string>{first, second}));
  const std::string third = published_with_figures(folder.path(), "drie", 1).manifest.id;
  EXPECT_EQ(ids_before(folder.path()).front(), third);
  EXPECT_EQ(ids_before(folder.path()).size(), 3U);
}

TEST(Publish, ADamagedEarlierEditionStopsWhoMustWeighItAndNamesItsFolder) {
  for (const bool removed : {false, true}) {
    for (const char* file : {"manifest.json", "tabellen/waarnemingen.csv.gz"}) {
      const TemporaryFolder folder;
      const std::string first = published_with_figures(folder.path(), "een", removed ? 1 : 3).manifest.id;
      published_with_figures(folder.path(), "twee", removed ? 1 : 3);
      const fs::path damaged = removed ? folder.path() / ".gepubliceerd" / first : folder.path() / first;
      write_all(damaged / file, "x");
      Errors warnings;
      const auto stopped = published_before(folder.path(), true, warnings);
      ASSERT_FALSE(stopped) << file;
      EXPECT_EQ(stopped.error().failure(), Failure::integrity);
      EXPECT_EQ(stopped.error().list().front().code, "edition.earlier_damaged");
      EXPECT_EQ(stopped.error().list().front().where.file, damaged.string());
      const auto open = published_before(folder.path(), false, warnings);
      ASSERT_TRUE(open);
      EXPECT_EQ(open->size(), 1U);
      EXPECT_FALSE(warnings.empty());
      EXPECT_FALSE(warnings.fatal());
    }
  }
}

TEST(Publish, ASecondWriterAtTheSameTimeIsToldThatTheFolderIsLocked) {
  const TemporaryFolder folder;
  const std::string before = published(folder.path(), "een").manifest.id;
  EditionPlan plan = small_plan("twee");
  plan.parts.push_back({"a second build while this one writes", [&](EditionStaging&) -> Checked<void> {
                          const auto second = publish_edition(folder.path(), small_plan("drie"), kOneThread);
                          EXPECT_FALSE(second);
                          EXPECT_EQ(second.error().failure(), Failure::locked);
                          EXPECT_EQ(codes(second.error()), "edition.locked");
                          EXPECT_EQ(served(folder.path()), before);
                          return {};
                        }});
  EXPECT_TRUE(publish_edition(folder.path(), std::move(plan), kOneThread));
}

TEST(Publish, ALockFileThatADeadProcessLeftIsNoObstacle) {
  const TemporaryFolder folder;
  write_all(folder.path() / ".lock", "12345");
  EXPECT_EQ(published(folder.path(), "een").manifest.sequence, 1);
}

TEST(Publish, ADamagedEditionWithTheSameContentStopsTheBuild) {
  const TemporaryFolder folder;
  const PublishedEdition done = published(folder.path(), "een");
  write_all(done.path / "kaarten/2020.topojson", "{}");
  const auto again = publish_edition(folder.path(), small_plan("een"), kOneThread);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().failure(), Failure::integrity);
  EXPECT_EQ(codes(again.error()), "edition.existing_damaged");
}

TEST(Publish, AFailingPartLeavesTheOldEditionAndNoLeftovers) {
  const TemporaryFolder folder;
  const std::string before = published(folder.path(), "een").manifest.id;
  const auto whole = tree(folder.path());
  EditionPlan plan = small_plan("twee");
  plan.parts.push_back({"a part", [](EditionStaging&) -> Checked<void> { return fail({"test.no", Failure::internal, "nee", "no", {}}); }});
  const auto failed = publish_edition(folder.path(), std::move(plan), {.threads = 2});
  ASSERT_FALSE(failed);
  EXPECT_EQ(codes(failed.error()), "test.no");
  EXPECT_EQ(tree(folder.path()), whole);
}

TEST(Crash, KilledAtAnyStepTheOldOrTheNewEditionIsServedAndARerunGivesTheSameBytes) {
  const TemporaryFolder undisturbed;
  const std::string old_id = published(undisturbed.path(), "een").manifest.id;
  const std::string new_id = published(undisturbed.path(), "twee").manifest.id;
  const auto expected = tree(undisturbed.path());
  bool finished = false;
  long steps = 0;
  while (!finished) {
    const TemporaryFolder folder;
    published(folder.path(), "een");
    finished = build_killed_at(++steps, folder.path(), "twee");
    const std::string now = served(folder.path());
    EXPECT_TRUE(now == old_id || now == new_id) << "killed at step " << steps << ": " << now;
    for (const EditionEntry& entry : list_editions(folder.path()).editions)
      EXPECT_EQ(sentences(verify(entry.path, {.threads = 1})), "") << "killed at step " << steps;
    EXPECT_TRUE(list_editions(folder.path()).damaged.empty()) << "killed at step " << steps;
    published(folder.path(), "twee");
    EXPECT_EQ(tree(folder.path()), expected) << "killed at step " << steps;
  }
  EXPECT_GT(steps, 50) << "the loop went through the whole build";
}

TEST(Crash, KilledAtAnyStepOfTheFirstBuildEverTheRerunGivesTheSameBytes) {
  const TemporaryFolder undisturbed;
  const std::string id = published(undisturbed.path() / "editions", "een").manifest.id;
  const auto expected = tree(undisturbed.path());
  long steps = 0;
  for (bool finished = false; !finished;) {
    const TemporaryFolder folder;
    const fs::path editions = folder.path() / "editions";
    finished = build_killed_at(++steps, editions, "een");
    const std::string now = served(editions);
    EXPECT_TRUE(now == "none" || now == id) << "killed at step " << steps << ": " << now;
    published(editions, "een");
    EXPECT_EQ(tree(folder.path()), expected) << "killed at step " << steps;
  }
}

TEST(Crash, KilledWhileOldEditionsAreRemovedTheRerunRemovesThem) {
  const TemporaryFolder undisturbed;
  for (const char* text : {"een", "twee", "drie", "vier"}) published(undisturbed.path(), text);
  const auto expected = tree(undisturbed.path());
  for (long step = 60; !::testing::Test::HasFailure(); ++step) {
    const TemporaryFolder folder;
    for (const char* text : {"een", "twee", "drie"}) published(folder.path(), text);
    const bool finished = build_killed_at(step, folder.path(), "vier");
    EXPECT_TRUE(list_editions(folder.path()).damaged.empty()) << "killed at step " << step;
    published(folder.path(), "vier");
    EXPECT_EQ(tree(folder.path()), expected) << "killed at step " << step;
    if (finished) break;
  }
}

TEST(Crash, KilledWhileAnEditionIsSetAsideItsFiguresAreNeverLost) {
  const auto plan = [](const char* text) { return plan_with_figures(text, true); };
  const TemporaryFolder undisturbed;
  const std::string first = published_with_figures(undisturbed.path(), "een", 1).manifest.id;
  published_with_figures(undisturbed.path(), "twee", 1);
  const auto expected = tree(undisturbed.path());
  bool finished = false;
  for (long step = 1; !finished && !::testing::Test::HasFailure(); ++step) {
    const TemporaryFolder folder;
    published_with_figures(folder.path(), "een", 1);
    const pid_t child = ::fork();
    if (child == 0) {
      ::setenv("TREDE_CRASH_AT", std::to_string(step).c_str(), 1);
      ::_exit(publish_edition(folder.path(), plan("twee"), {.threads = 1, .keep = 1}) ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    finished = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    const auto ids = ids_before(folder.path());
    EXPECT_EQ(std::count(ids.begin(), ids.end(), first), 1) << "killed at step " << step;
    published_with_figures(folder.path(), "twee", 1);
    EXPECT_EQ(tree(folder.path()), expected) << "killed at step " << step;
  }
}

// Lets the n-th call fail, once; after that everything works again.
class FailingFiles : public WatchedFiles {
 public:
  FailingFiles(long at, int reason) : left_(at), reason_(reason) {}
  [[nodiscard]] bool failed() const { return left_ <= 0; }
  [[nodiscard]] FileStep step() const { return step_; }

 protected:
  int before(FileStep step, const fs::path&, std::string_view, int) override {
    if (--left_ != 0) return 0;
    step_ = step;
    return reason_;
  }

 private:
  long left_;
  int reason_;
  FileStep step_ = FileStep::create;
};

TEST(Fault, WhateverCallFailsTheBuildSaysWhereAndAWholeEditionIsServed) {
  const TemporaryFolder undisturbed;
  const std::string old_id = published(undisturbed.path(), "een").manifest.id;
  const std::string new_id = published(undisturbed.path(), "twee").manifest.id;
  const auto expected = tree(undisturbed.path());
  for (const int reason : {EIO, ENOSPC}) {
    for (long n = 1;; ++n) {
      const TemporaryFolder folder;
      published(folder.path(), "een");
      FailingFiles files(n, reason);
      const auto done = publish_edition(folder.path(), small_plan("twee"), {.threads = 1, .keep = 3, .progress = {}, .files = &files});
      if (!files.failed()) {
        EXPECT_GT(n, 50);
        break;
      }
      ASSERT_FALSE(done) << "call " << n << " failed and nothing was said";
      EXPECT_EQ(done.error().failure(), Failure::io);
      EXPECT_TRUE(done.error().list().front().where.file.starts_with(folder.path().string())) << "the message names the path";
      const std::string now = served(folder.path());
      EXPECT_TRUE(now == old_id || now == new_id) << "call " << n << ": " << now;
      EXPECT_FALSE(fs::exists(folder.path() / ".staging-next"));
      published(folder.path(), "twee");
      EXPECT_EQ(tree(folder.path()), expected) << "call " << n;
    }
  }
}

// Writes at most seven bytes a time.
class ShortWrites : public DiskFiles {
 public:
  int write(const Open& file, std::string_view bytes, std::size_t& written) override {
    return DiskFiles::write(file, bytes.substr(0, 7), written);
  }
};

TEST(Fault, ShortWritesAreContinued) {
  const TemporaryFolder one, two;
  published(one.path(), "een");
  ShortWrites files;
  published(two.path(), "een", {.threads = 1, .keep = 3, .progress = {}, .files = &files});
  EXPECT_EQ(tree(one.path()), tree(two.path()));
}

TEST(Fault, AFolderInWhichNothingMayBeWrittenIsRefusedAtOnce) {
  const TemporaryFolder folder;
  write_all(folder.path() / "file", "");
  const auto done = publish_edition(folder.path() / "file" / "editions", small_plan("een"), kOneThread);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().failure(), Failure::io);
}

}  // namespace
}  // namespace trede::testing_edition
