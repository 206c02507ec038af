// SPDX-License-Identifier: EUPL-1.2
#include "story/read.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "story/resource.hpp"
#include "story/support.hpp"

namespace trede {
namespace {

namespace fs = std::filesystem;

class Stories : public ::testing::Test {
 protected:
  fs::path folder_;
  Stories() {
    std::string pattern = (fs::temp_directory_path() / "trede-story-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~Stories() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  void write(const std::string& name, std::string_view text) const {
    fs::create_directories(folder_ / "stories");
    std::ofstream(folder_ / "stories" / name, std::ios::binary) << text;
  }
  [[nodiscard]] Checked<std::vector<Story>> read() const { return read_stories(folder_, test::two_indicators(), test::two_wijken()); }
  [[nodiscard]] std::vector<std::string> problems() const {
    std::vector<std::string> all;
    const auto stories = read();
    if (stories) return all;
    for (const Error& error : stories.error().list()) all.push_back(error.where.file + " " + error.code);
    return all;
  }
};

TEST_F(Stories, WithoutTheFolderThereAreNone) {
  const auto stories = read();
  ASSERT_TRUE(stories);
  EXPECT_TRUE(stories->empty());
  EXPECT_EQ(verhalen_resource(*stories), R"({"verhalen":[]})");
}

TEST_F(Stories, AreReadByIdWithTheirEnglishTextWhenThereIsOne) {
  write("tweede.nl.md", "# Twee\n\nTekst.\n");
  write("eerste.nl.md", "# Één\n\n![Kaart](/kaart/t1-rust)\n\n[cijfer](cijfer:t1-rust/GM0001)\n");
  write("eerste.en.md", "# One\n\nText.\n");
  write(".eerste.nl.md.swp", "x");
  write("tweede.nl.md~", "x");
  const auto stories = read();
  ASSERT_TRUE(stories);
  EXPECT_EQ(
      verhalen_resource(*stories),
      R"({"verhalen":[{"id":"eerste","titel":{"nl":"Één","en":"One"},"inleiding":{"nl":"","en":"Text."},"talen":["nl","en"],"beelden":1},)"
      R"({"id":"tweede","titel":{"nl":"Twee","en":"Twee"},"inleiding":{"nl":"Tekst.","en":"Tekst."},"talen":["nl"],"beelden":0}]})");
  EXPECT_EQ(
      verhaal_resource(stories->at(0)),
      R"({"id":"eerste","titel":{"nl":"Één","en":"One"},"inleiding":{"nl":"","en":"Text."},"talen":["nl","en"],"beelden":1,"tekst":{"nl":[)"
      R"({"soort":"beeld","beeld":"kaart","pad":"/kaart/t1-rust","vraag":{},"bijschrift":"Kaart"},)"
      R"({"soort":"alinea","inhoud":[{"soort":"cijfer","indicator":"t1-rust","gebied":"GM0001","periode":null}]}],)"
      R"("en":[{"soort":"alinea","inhoud":[{"soort":"tekst","tekst":"Text."}]}]}})");
}

TEST_F(Stories, EveryProblemOfEveryFileIsToldAtOnceInTheOrderOfTheFiles) {
  write("a1.nl.md", "# Goed\n");
  write("b1.nl.md", "Geen titel, <b>wel</b> HTML.\n\n![o](/kaart/t1-niets)\n");
  write("c1.en.md", "# Alone\n");
  write("Hoofdletter.nl.md", "# X\n");
  write("foto.png", "x");
  write("gm0772.nl.md", "# Een kenmerk dat een gebiedscode is\n");
  write("leeg.nl.md", std::string(kMaxStoryBytes + 5, 'a'));
  EXPECT_EQ(problems(),
            (std::vector<std::string>{
                "stories/Hoofdletter.nl.md story.file_name", "stories/b1.nl.md story.title_missing", "stories/b1.nl.md story.no_html",
                "stories/b1.nl.md story.no_html", "stories/b1.nl.md story.indicator_unknown", "stories/c1.en.md story.dutch_missing",
                "stories/foto.png story.file_name", "stories/gm0772.nl.md story.file_name", "stories/leeg.nl.md story.too_large"}));
}

TEST_F(Stories, AFolderInPlaceOfAFileIsSaid) {
  write("a1.nl.md", "# Goed\n");
  fs::create_directories(folder_ / "stories" / "b1.nl.md");
  EXPECT_EQ(problems(), (std::vector<std::string>{"stories/b1.nl.md base.file.not_regular"}));
}

}  // namespace
}  // namespace trede
