// SPDX-License-Identifier: EUPL-1.2
// A disk that fills up at any byte: small file systems in memory, from too small for anything to large enough for all.
#include <cerrno>
#include <cstring>

#include <gtest/gtest.h>
#include <sys/mount.h>

#include "edition/folders.hpp"
#include "edition/read/verify.hpp"
#include "edition/small_plan.hpp"
#include "edition/small_town.hpp"

namespace trede::testing_edition {
namespace {

class SmallDisk {
 public:
  explicit SmallDisk(int kib) {
    mounted_ = ::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, ("size=" + std::to_string(kib) + "k").c_str()) == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  [[nodiscard]] bool mounted() const { return mounted_; }
  [[nodiscard]] fs::path editions() const { return folder_.path() / "editions"; }

 private:
  TemporaryFolder folder_;
  bool mounted_ = false;
};

std::string served(const fs::path& editions) {
  const auto current = current_edition(editions);
  if (!current) return "a broken link";
  if (!*current) return "none";
  return verify(**current, {.threads = 1}).empty() ? (*current)->filename().string() : "a damaged edition";
}

TEST(DiskFull, AtAnySizeTheBuildSaysSoAndTheOldEditionIsServed) {
  bool second_failed = false, second_fitted = false;
  for (int kib = 16; kib <= 256; kib += 8) {
    const SmallDisk disk(kib);
    if (!disk.mounted())
      GTEST_SKIP() << "SKIPPED: no file system can be mounted here (" << std::strerror(errno) << "); a full disk is not tested";
    const auto first = publish_edition(disk.editions(), small_plan("een"), {.threads = 1});
    const auto second = publish_edition(disk.editions(), small_plan(std::string(20'000, 'x')), {.threads = 1});
    for (const auto* done : {&first, &second}) EXPECT_TRUE(*done || done->error().failure() == Failure::io) << kib << " KiB";
    EXPECT_FALSE(fs::exists(disk.editions() / ".staging-next")) << kib << " KiB";
    const std::string expected = second ? second->manifest.id : first ? first->manifest.id : "none";
    EXPECT_EQ(served(disk.editions()), expected) << kib << " KiB";
    second_failed = second_failed || (first && !second);
    second_fitted = second_fitted || second;
  }
  EXPECT_TRUE(second_failed) << "some size held the first edition and not the second";
  EXPECT_TRUE(second_fitted);
}

TEST(DiskFull, ItMayHappenWhileATableIsWrittenToo) {
  const SmallTown town;
  bool failed = false, fitted = false;
  for (int kib = 32; kib <= 1024; kib += 96) {
    const SmallDisk disk(kib);
    if (!disk.mounted())
      GTEST_SKIP() << "SKIPPED: no file system can be mounted here (" << std::strerror(errno) << "); a full disk is not tested";
    const auto done = write_edition(disk.editions(), town.input(), {.threads = 2});
    EXPECT_TRUE(done || done.error().failure() == Failure::io) << kib << " KiB";
    EXPECT_EQ(served(disk.editions()), done ? done->id : "none") << kib << " KiB";
    EXPECT_FALSE(fs::exists(disk.editions() / ".staging-next")) << kib << " KiB";
    failed = failed || !done;
    fitted = fitted || done;
  }
  EXPECT_TRUE(failed);
  EXPECT_TRUE(fitted);
}

}  // namespace
}  // namespace trede::testing_edition
