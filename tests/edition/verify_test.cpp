// SPDX-License-Identifier: EUPL-1.2
#include "edition/read/verify.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/compress.hpp"
#include "base/hash.hpp"
#include "edition/folders.hpp"
#include "edition/small_plan.hpp"

namespace trede::testing_edition {
namespace {

class Verify : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto done = publish_edition(folder_.path(), small_plan("een"), {.threads = 1});
    ASSERT_TRUE(done);
    edition_ = done->path;
    manifest_ = done->manifest;
    ASSERT_EQ(sentences(verify(edition_)), "");
  }
  std::vector<std::string> all_files() const {
    std::vector<std::string> files = {"manifest.json"};
    for (const ManifestFile& file : manifest_.files) files.push_back(file.path);
    return files;
  }
  static std::string found(const fs::path& edition) { return codes(verify(edition, {.threads = 2})); }

  TemporaryFolder folder_;
  fs::path edition_;
  Manifest manifest_;
};

TEST_F(Verify, EveryFlippedBitInTheFirstMiddleAndLastByteOfEveryFileIsFound) {
  for (const std::string& name : all_files()) {
    const std::string whole = read_all(edition_ / name);
    for (const std::size_t at : {std::size_t{0}, whole.size() / 2, whole.size() - 1})
      for (const unsigned bit : {1U, 128U}) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(static_cast<unsigned char>(flipped[at]) ^ bit);
        write_all(edition_ / name, flipped);
        const Errors wrong = verify(edition_, {.threads = 1});
        EXPECT_TRUE(wrong.fatal()) << name << " at " << at;
        EXPECT_EQ(wrong.failure(), Failure::integrity) << name << " at " << at;
      }
    write_all(edition_ / name, whole);
  }
  EXPECT_EQ(found(edition_), "");
}

TEST_F(Verify, EveryByteOfTheManifestCounts) {
  const std::string whole = read_all(edition_ / "manifest.json");
  const std::string digit = R"("sequence":)";
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(static_cast<unsigned char>(flipped[at]) ^ 1U);
    write_all(edition_ / "manifest.json", flipped);
    EXPECT_NE(found(edition_), "") << "byte " << at << " of the manifest: " << whole.substr(at, 20);
  }
}

TEST_F(Verify, EveryMissingFileIsFound) {
  for (const std::string& name : all_files()) {
    const std::string whole = read_all(edition_ / name);
    fs::remove(edition_ / name);
    EXPECT_EQ(found(edition_), name == "manifest.json" ? "edition.manifest_missing" : "edition.file_missing") << name;
    write_all(edition_ / name, whole);
  }
}

TEST_F(Verify, EveryTruncatedOrLongerFileIsFound) {
  for (const std::string& name : all_files()) {
    const std::string whole = read_all(edition_ / name);
    const std::string expected = name == "manifest.json" ? "edition.manifest_damaged" : "edition.file_size";
    for (const std::string& wrong : {std::string(), whole.substr(0, whole.size() - 1), whole + "\n"}) {
      write_all(edition_ / name, wrong);
      EXPECT_EQ(found(edition_), expected) << name << " of " << wrong.size() << " bytes";
    }
    write_all(edition_ / name, whole);
  }
}

TEST_F(Verify, ExtraFilesAndFoldersAreFoundHiddenOnesToo) {
  for (const char* name : {"extra", "v1/extra.json", "v1/profielen/.hidden", "kaarten/2021.topojson"}) {
    write_all(edition_ / name, "x");
    EXPECT_EQ(found(edition_), "edition.file_extra") << name;
    fs::remove(edition_ / name);
  }
  fs::create_directory(edition_ / "v1/leeg");
  EXPECT_EQ(found(edition_), "edition.folder_extra");
}

TEST_F(Verify, TwoSwappedFilesAreFound) {
  fs::rename(edition_ / "v1/gebieden.json", edition_ / "spare");
  fs::rename(edition_ / "v1/profielen/GM9999.json", edition_ / "v1/gebieden.json");
  fs::rename(edition_ / "spare", edition_ / "v1/profielen/GM9999.json");
  EXPECT_EQ(found(edition_), "edition.file_size edition.file_size");
}

TEST_F(Verify, AFileOfAnotherEditionIsFoundEvenWhenItIsAsLong) {
  const auto other = publish_edition(folder_.path(), small_plan("nee"), {.threads = 1});
  ASSERT_TRUE(other);
  fs::copy_file(other->path / "v1/gebieden.json", edition_ / "v1/gebieden.json", fs::copy_options::overwrite_existing);
  EXPECT_EQ(found(edition_), "edition.file_changed");
  fs::copy_file(other->path / "manifest.json", edition_ / "manifest.json", fs::copy_options::overwrite_existing);
  EXPECT_TRUE(found(edition_).find("edition.wrong_id") != std::string::npos) << found(edition_);
}

TEST_F(Verify, LinksAndPipesInsideAreFoundEvenWhenTheyLeadToTheRightBytes) {
  const std::string name = "kaarten/2020.topojson";
  fs::rename(edition_ / name, folder_.path() / "outside");
  fs::create_symlink(folder_.path() / "outside", edition_ / name);
  EXPECT_EQ(found(edition_), "edition.symlink");
  fs::remove(edition_ / name);
  ::mkfifo((edition_ / name).c_str(), 0644);
  EXPECT_EQ(found(edition_), "edition.special_file");
  fs::remove(edition_ / name);
  fs::rename(folder_.path() / "outside", edition_ / name);
  EXPECT_EQ(found(edition_), "");
  fs::rename(edition_ / "manifest.json", folder_.path() / "outside");
  fs::create_symlink(folder_.path() / "outside", edition_ / "manifest.json");
  EXPECT_EQ(found(edition_), "edition.manifest_missing");
}

TEST_F(Verify, AFileChangedTogetherWithItsHashInTheManifestIsFound) {
  const std::string changed = R"({"tekst":"EEN"})";
  const std::string old_hash = manifest_.file("v1/gebieden.json")->sha256;
  std::string manifest = read_all(edition_ / "manifest.json");
  manifest.replace(manifest.find(old_hash), old_hash.size(), sha256_hex(changed));
  write_all(edition_ / "v1/gebieden.json", changed);
  write_all(edition_ / "manifest.json", manifest);
  EXPECT_EQ(found(edition_), "edition.content_mismatch");
}

TEST_F(Verify, AnEditedManifestWithARecomputedContentHashNoLongerFitsItsFolder) {
  Manifest edited = manifest_;
  edited.name = "Anderstad";
  edited.content = content_hash(edited);
  write_all(edition_ / "manifest.json", render_manifest(edited));
  EXPECT_EQ(found(edition_), "edition.wrong_id");
  edited.id = edition_id("proefstad", 2020, edited.content);
  write_all(edition_ / "manifest.json", render_manifest(edited));
  EXPECT_TRUE(found(edition_).find("edition.wrong_id") != std::string::npos) << found(edition_);
}

TEST_F(Verify, AnotherSequenceInTheManifestDoesNotFitTheEdition) {
  Manifest edited = manifest_;
  edited.sequence = 7;
  write_all(edition_ / "manifest.json", render_manifest(edited));
  EXPECT_EQ(found(edition_), "edition.editie_mismatch");
}

TEST_F(Verify, AFolderUnderAnotherNameIsFound) {
  const fs::path renamed = folder_.path() / "proefstad-2020-000000000000";
  fs::rename(edition_, renamed);
  EXPECT_EQ(found(renamed), "edition.wrong_id");
}

TEST_F(Verify, ANewerSchemaIsRefusedWithASentence) {
  std::string manifest = read_all(edition_ / "manifest.json");
  manifest.replace(manifest.find(R"("schema":2)"), 10, R"("schema":3)");
  write_all(edition_ / "manifest.json", manifest);
  const Errors wrong = verify(edition_);
  EXPECT_EQ(codes(wrong), "edition.schema_newer");
  EXPECT_NE(wrong.list().front().en.find("Update trede"), std::string::npos);
}

TEST_F(Verify, TheLinkCurrentMayBeGivenInsteadOfTheFolder) { EXPECT_EQ(found(folder_.path() / "current"), ""); }

TEST_F(Verify, AFolderThatIsNotThereIsAnInputError) {
  const Errors wrong = verify(folder_.path() / "nergens");
  EXPECT_EQ(wrong.failure(), Failure::input);
}

TEST_F(Verify, EverythingWrongIsListedAtOnceInTheOrderOfThePaths) {
  fs::remove(edition_ / "kaarten/2020.topojson");
  write_all(edition_ / "rapport/bouw.json", "{}");
  write_all(edition_ / "zzz", "");
  EXPECT_EQ(found(edition_), "edition.file_missing edition.file_size edition.file_extra");
}

TEST(VerifyTable, ATableThatBreaksItsContractIsFoundThoughItsHashFits) {
  const std::pair<const char*, const char*> cases[] = {
      {"gebied;niveau;periode;trede;leefgebied;score;aantal;van\n", ""},
      {"gebied;niveau;periode;trede;leefgebied;score;aantal;van\nBU00000000;buurt;2020;2;wonen;0.1;1;2\n", ""},
      {"gebied;niveau;periode;trede;leefgebied;score;aantal\n", "edition.table"},
      {"gebied;niveau;periode;trede;score;leefgebied;aantal;van\n", "edition.table"},
      {"gebied;niveau;periode;trede;leefgebied;score;aantal;van\nBU00000000;buurt;2020;2;wonen;0,1;1;2\n", "edition.table"},
      {"gebied;niveau;periode;trede;leefgebied;score;aantal;van\nBU00000000;buurt;2020;2;wonen;nan;1;2\n", "edition.table"},
      {"gebied;niveau;periode;trede;leefgebied;score;aantal;van\nBU00000000;buurt;2020;2;wonen;0.1;1\n", "edition.table"},
  };
  for (const auto& [csv, expected] : cases) {
    const TemporaryFolder folder;
    EditionPlan plan = small_plan("een");
    plan.parts.push_back(part_of("tabellen/scores.csv.gz", gzip(csv), false));
    const auto done = publish_edition(folder.path(), std::move(plan), {.threads = 1});
    ASSERT_TRUE(done);
    EXPECT_EQ(codes(verify(done->path)), expected) << csv;
  }
}

}  // namespace
}  // namespace trede::testing_edition
