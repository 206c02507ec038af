// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "edition/folders.hpp"
#include "edition/read/verify.hpp"
#include "edition/small_plan.hpp"

namespace trede::testing_edition {
namespace {

Error refused() { return {"audit.recalculated", Failure::disclosure, "Precies terug te rekenen.", "Recalculated exactly.", {}}; }

TEST(Examine, sees_every_file_before_anything_is_visible_and_adds_its_own) {
  const TemporaryFolder folder;
  PublishOptions options;
  options.examine = [&](const fs::path& staged, const Manifest& manifest) -> Checked<std::vector<ExtraFile>> {
    EXPECT_TRUE(fs::exists(staged / "v1/gebieden.json.br"));
    EXPECT_FALSE(fs::exists(folder.path() / "current"));
    EXPECT_EQ(manifest.rules.size(), 1U);
    return std::vector<ExtraFile>{{"privacy/rapport.json", "{}"}};
  };
  const auto published = publish_edition(folder.path(), small_plan("een"), options);
  ASSERT_TRUE(published.has_value());
  EXPECT_EQ(read_all(published->path / "privacy/rapport.json"), "{}");
  EXPECT_NE(published->manifest.file("privacy/rapport.json"), nullptr);
  EXPECT_FALSE(verify(published->path, {.threads = 1}).fatal());
}

TEST(Examine, that_refuses_leaves_the_previous_edition_and_nothing_else) {
  const TemporaryFolder folder;
  const auto first = publish_edition(folder.path(), small_plan("een"), {});
  ASSERT_TRUE(first.has_value());
  const auto before = tree(folder.path());
  PublishOptions options;
  options.examine = [](const fs::path&, const Manifest&) -> Checked<std::vector<ExtraFile>> { return fail(refused()); };
  const auto second = publish_edition(folder.path(), small_plan("twee"), options);
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().failure(), Failure::disclosure);
  EXPECT_EQ(tree(folder.path()), before);
}

}  // namespace
}  // namespace trede::testing_edition
