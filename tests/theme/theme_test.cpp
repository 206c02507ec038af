// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "theme/colour.hpp"
#include "theme/css.hpp"
#include "theme/theme.hpp"

namespace trede {
namespace {

namespace fs = std::filesystem;

const std::string kWoff = "wOF2 not a real typeface, but it starts like one";

std::vector<std::string> codes(const Errors& errors) {
  std::vector<std::string> out;
  for (const Error& e : errors.list()) out.push_back(e.code);
  return out;
}

Errors check(const std::string& css) { return check_theme({{"gemeente-400.woff2", kWoff}, {"thema.css", css}}); }

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "trede-theme-XXXXXX").string();
    path_ = mkdtemp(name.data());
    fs::create_directory(path_ / "thema");
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void write(const std::string& name, const std::string& bytes) const { std::ofstream(path_ / "thema" / name, std::ios::binary) << bytes; }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

TEST(Theme, TakesAccentMarkAndTypefaceAndNothingElse) {
  EXPECT_TRUE(check("/* huisstijl */\n"
                    "@font-face { font-family: 'Gemeente'; src: url(\"./gemeente-400.woff2\") format('woff2'); font-weight: 400; }\n"
                    ":root {\n  --basis-color-accent-1-color-default: #004699;\n  --basis-color-accent-1-color-hover: rgb(0, 40, 90);\n"
                    "  --basis-color-accent-1-bg-subtle: #eef4fb;\n  --basis-text-font-family-default: 'Gemeente', sans-serif;\n"
                    "  --basis-heading-font-weight: 700;\n  --trede-logo-block-size: 40px;\n}\n"
                    "@media (prefers-color-scheme:dark) { .trede-theme { --basis-color-accent-1-color-default: #9cc4ff; "
                    "--basis-color-accent-1-color-hover: #c3dcff; --basis-color-accent-1-bg-subtle: #1d2d44 } }\n")
                  .empty());
  EXPECT_TRUE(check("").empty());
}

TEST(Theme, NamesThePlaceOfEverythingThatIsNotAllowed) {
  const Errors errors = check(
      "@import 'x.css';\n:root {\n  --trede-map-1: #fff;\n  --basis-color-accent-1-color-default: purple;\n}\n"
      "main a { color: red; }\n@font-face { src: url(https://elders.example/a.woff2); }\n"
      "@font-face { src: url(weg.woff2); behavior: x; }\n@media print { :root { color: red } }\n");
  EXPECT_EQ(codes(errors), (std::vector<std::string>{"theme.css.rule", "theme.css.property", "theme.css.value", "theme.css.rule",
                                                     "theme.css.font", "theme.css.font", "theme.css.property", "theme.css.rule"}));
  ASSERT_GE(errors.list().size(), 3U);
  EXPECT_EQ(errors.list()[1].where.line, 3);
  EXPECT_EQ(errors.list()[1].where.column, 3);
  EXPECT_EQ(errors.list()[1].where.file, "thema/thema.css");
}

TEST(Theme, AnAccentMustBeReadableOnLightAndDarkPages) {
  const Errors pale = check(":root { --basis-color-accent-1-color-default: #f2b8d2; }");
  EXPECT_EQ(codes(pale), std::vector<std::string>{"theme.contrast"}) << "pale on white, and fine on the dark page";
  const Errors deep = check(":root { --basis-color-accent-1-color-default: #004699; }");
  ASSERT_EQ(codes(deep), std::vector<std::string>{"theme.contrast"}) << "a dark page takes the light colour when it has none of its own";
  EXPECT_NE(deep.list()[0].en.find("dark page"), std::string::npos);
  const Errors soft = check("@media (prefers-color-scheme: dark) { :root { --basis-color-accent-1-bg-subtle: #888888 } }");
  EXPECT_FALSE(soft.empty()) << "text must stay readable on the soft accent";
}

TEST(Theme, TheColoursItIsComparedWithAreThoseOfTheSite) {
  std::ifstream in(TREDE_SOURCE_DIR "/web/src/stijl/thema.css");
  const std::string css{std::istreambuf_iterator<char>(in), {}};
  for (const char* line : {"--basis-color-default-bg-document: #fff;", "--basis-color-default-color-document: #16202b;",
                           "--basis-color-default-color-default: #4a5563;", "--basis-color-default-bg-document: #141b22;",
                           "--basis-color-default-color-document: #eef1f4;", "--basis-color-default-color-default: #b9c2cc;"})
    EXPECT_NE(css.find(line), std::string::npos) << line;
  for (const char* token : {"--basis-color-accent-1-color-default", "--basis-color-accent-1-color-hover",
                            "--basis-color-accent-1-bg-subtle", "--basis-text-font-family-default", "--basis-heading-font-family",
                            "--basis-heading-font-weight", "--trede-logo-block-size", "--trede-logo-background-color"})
    EXPECT_NE(css.find(std::string("  ") + token + ": "), std::string::npos) << token;
}

TEST(Theme, RefusesCssThatDoesNotEndOrHidesItsNames) {
  for (const char* css :
       {"/* open", ":root { --basis-heading-font-weight: 600;", ":root { a", "}", ":root { \\2d x: y }", ":root { a: 'b\n' }", "x",
        ":root { a: b { c: d } }", ":root { --trede-logo-block-size: calc(1px }", "@media (prefers-color-scheme: dark) {"})
    EXPECT_EQ(codes(check(css)), std::vector<std::string>{"theme.css.syntax"}) << css;
}

TEST(Theme, AFolderHoldsItsOwnKindsOfFilesOnly) {
  Folder folder;
  EXPECT_TRUE(read_theme(folder.path()).value().empty());
  EXPECT_TRUE(read_theme(folder.path() / "nergens").value().empty());
  folder.write("thema.css", ":root {}");
  folder.write("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
  folder.write("gemeente-400.woff2", kWoff);
  folder.write(".hidden", "x");
  const auto good = read_theme(folder.path());
  ASSERT_TRUE(good);
  ASSERT_EQ(good->size(), 3U);
  EXPECT_EQ((*good)[0].name, "gemeente-400.woff2");
  folder.write("script.js", "alert(1)");
  folder.write("logo.png", "no picture");
  folder.write("naam met spatie.woff2", kWoff);
  fs::create_symlink("/etc/passwd", folder.path() / "thema" / "b.woff2");
  fs::create_directory(folder.path() / "thema" / "map");
  const auto bad = read_theme(folder.path());
  ASSERT_FALSE(bad);
  EXPECT_EQ(codes(bad.error()), (std::vector<std::string>{"theme.link", "theme.kind", "theme.name", "theme.name", "theme.name"}));
}

TEST(Theme, RefusesWhatIsTooLargeAndAFolderThatIsALink) {
  Folder folder;
  folder.write("thema.css", std::string(70'000, ' '));
  const auto large = read_theme(folder.path());
  ASSERT_FALSE(large);
  EXPECT_EQ(codes(large.error()), std::vector<std::string>{"theme.large"});
  fs::remove_all(folder.path() / "thema");
  fs::create_directory_symlink("/etc", folder.path() / "thema");
  const auto linked = read_theme(folder.path());
  ASSERT_FALSE(linked);
  EXPECT_EQ(codes(linked.error()), std::vector<std::string>{"theme.folder"});
}

TEST(Colour, ReadsTheThreeWaysAndComparesAsWcagDoes) {
  EXPECT_NEAR(contrast(*parse_colour("#000"), *parse_colour("#ffffff")), 21.0, 1e-9);
  EXPECT_NEAR(contrast(*parse_colour("#777777"), *parse_colour("#fff")), 4.48, 0.005);
  EXPECT_EQ(parse_colour("rgb(163, 25, 91)")->rgb, parse_colour("#A3195B")->rgb);
  for (const char* bad : {"", "#12", "#12345", "#gggggg", "red", "rgb(1,2)", "rgb(1,2,3,4)", "rgb(1,2,300)", "rgba(1,2,3,1)", "#-1-1-1"})
    EXPECT_FALSE(parse_colour(bad)) << bad;
}

TEST(Css, KeepsThePlaceOfEveryDeclaration) {
  const auto rules = parse_css("/* één */ :root\n{ a: b;\n  c : d e /* x */ f }", "x.css");
  ASSERT_TRUE(rules);
  ASSERT_EQ(rules->size(), 1U);
  EXPECT_EQ((*rules)[0].prelude, ":root");
  EXPECT_EQ((*rules)[0].where.column, 11);
  ASSERT_EQ((*rules)[0].declarations.size(), 2U);
  EXPECT_EQ((*rules)[0].declarations[1].name, "c");
  EXPECT_EQ((*rules)[0].declarations[1].value, "d e f");
  EXPECT_EQ((*rules)[0].declarations[1].where.line, 3);
}

}  // namespace
}  // namespace trede
