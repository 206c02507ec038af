// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

#include "base/compress.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/json_writer.hpp"
#include "base/parallel.hpp"
#include "base/period.hpp"
#include "base/text.hpp"

namespace trede {
namespace {
namespace fs = std::filesystem;

TEST(AreaCode, is_exact_and_knows_its_parents) {
  const auto buurt = AreaCode::parse("BU07721110");
  ASSERT_TRUE(buurt);
  EXPECT_EQ(buurt->level(), AreaLevel::buurt);
  EXPECT_EQ(buurt->parent().view(), "WK077211");
  EXPECT_EQ(buurt->gemeente().view(), "GM0772");
  EXPECT_EQ(buurt->gemeente().parent().view(), "NL00");
  EXPECT_TRUE(AreaCode::parse("BU0363AA01")) << "Amsterdam has letters since 2022";
  for (const char* wrong : {"", "BU", "bu07721110", "BU0772111", "BU077211100", "GM0772    ", "7720101", "WK07721", "BU07721x10",
                            "BUA7721110", "XX0772", "GM077a"})
    EXPECT_FALSE(AreaCode::parse(wrong)) << wrong;
}

TEST(Period, reads_its_own_form_and_that_of_cbs_and_writes_its_own) {
  const std::pair<const char*, const char*> forms[] = {{"2020", "2020"},           {"2020JJ00", "2020"},      {"2020KW03", "2020-K3"},
                                                       {"2020MM11", "2020-M11"},   {"2019SJ00", "2019/2020"}, {"2019/2020", "2019/2020"},
                                                       {"2018-2020", "2018-2020"}, {"2020-M03", "2020-M03"}};
  for (const auto& [in, out] : forms) {
    const auto p = Period::parse(in);
    ASSERT_TRUE(p) << in;
    EXPECT_EQ(p->str(), out);
    EXPECT_EQ(Period::parse(p->str()), p);
  }
  for (const char* wrong : {"", "20", "20200", "2020MM13", "2020KW05", "2020-2020", "2020-2019", "2020/2022", "1776", "2O20", "2020JJ01"})
    EXPECT_FALSE(Period::parse(wrong)) << wrong;
  EXPECT_LT(*Period::parse("2019/2020"), *Period::parse("2020"));
  EXPECT_EQ(Period::parse("2020-M02")->end().str(), "2020-02-29");
  EXPECT_EQ(Period::parse("2019SJ00")->begin().str(), "2019-08-01");
}

TEST(Date, knows_the_calendar) {
  EXPECT_TRUE(Date::parse("2024-02-29"));
  for (const char* wrong : {"2023-02-29", "2023-13-01", "2023-1-1", "01-02-2023", "2023-04-31", "2023-00-10"})
    EXPECT_FALSE(Date::parse(wrong)) << wrong;
}

TEST(Text, refuses_what_is_not_utf8_and_finds_hidden_characters) {
  EXPECT_EQ(first_invalid_utf8("Geëngageerd"), std::string::npos);
  EXPECT_EQ(first_invalid_utf8("ab\xC0\xAF"), 2U) << "overlong";
  EXPECT_EQ(first_invalid_utf8("a\xED\xA0\x80"), 1U) << "lone surrogate";
  EXPECT_EQ(first_invalid_utf8("abc\xC3"), 3U) << "cut off";
  EXPECT_EQ(first_forbidden(std::string_view("a\0b", 3)), 1U);
  EXPECT_EQ(first_forbidden("a\u202Eb"), 1U) << "right-to-left override";
  EXPECT_EQ(first_forbidden("a\u200Bb"), 1U) << "zero width";
  EXPECT_EQ(first_forbidden("a\tb\r\n"), std::string::npos);
}

TEST(Text, reads_declared_encodings_and_only_those) {
  EXPECT_EQ(to_utf8("Ge\xEBngageerd \x80", Encoding::windows_1252), "Geëngageerd €");
  EXPECT_FALSE(to_utf8("\x81", Encoding::windows_1252)) << "not a character of Windows-1252";
  EXPECT_FALSE(to_utf8("Ge\xEBngageerd", Encoding::utf8));
  EXPECT_EQ(to_utf8(std::string_view("\xFF\xFE"
                                     "a\0\xEB\0",
                                     6),
                    Encoding::utf16),
            "aë");
  EXPECT_FALSE(to_utf8(std::string_view("a\0", 2), Encoding::utf16)) << "no byte order mark";
  EXPECT_EQ(nfc("e\u0308"), "ë");
}

TEST(Text, folds_names_for_matching) {
  EXPECT_EQ(fold_name("'t Hool"), fold_name("’T  hool"));
  EXPECT_EQ(fold_name("Castiliëlaan"), "castilielaan");
  EXPECT_EQ(fold_name("Oud-Gestel "), "oud gestel");
  EXPECT_EQ(slug("Muschberg, Geestenberg"), "muschberg-geestenberg");
}

TEST(Sha256, agrees_with_the_standard) { EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); }

TEST(Compression, comes_back_and_repeats_and_is_bounded) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "regel " + std::to_string(i % 97) + "\n";
  EXPECT_EQ(gzip(text), gzip(text));
  EXPECT_EQ(*gunzip(gzip(text), 1U << 24U, "x"), text);
  EXPECT_EQ(*unbrotli(brotli(text), 1U << 24U, "x"), text);
  EXPECT_EQ(gunzip(gzip(text), 1000, "x").error().failure, Failure::limit);
  EXPECT_EQ(unbrotli(brotli(text), 1000, "x").error().failure, Failure::limit);
  const std::string packed = gzip(text);
  for (std::size_t cut = 0; cut < packed.size(); cut += 97) EXPECT_FALSE(gunzip(packed.substr(0, cut), 1U << 24U, "x")) << cut;
  EXPECT_TRUE(gunzip(gzip("") + gzip("a"), 10, "x")) << "two members";
}

TEST(Numbers, are_written_without_noise) {
  EXPECT_EQ(format_number(8.2, 1), "8.2");
  EXPECT_EQ(format_number(8.0, 1), "8");
  EXPECT_EQ(format_number(-0.0, 2), "0");
  EXPECT_EQ(format_number(-0.04, 1), "0");
  EXPECT_EQ(format_number(8.25, 1), "8.3");
  EXPECT_EQ(format_number(2.675, 2), "2.68") << "rounded as the decimal reads";
  EXPECT_EQ(format_number(1234567.0, 0), "1234567");
  EXPECT_EQ(format_number(987654321.0, 0), "987654321");
  EXPECT_EQ(format_number(987654321.25, 1), "987654321.3");
  EXPECT_THROW((void)format_number(std::nan(""), 1), std::logic_error);
}

TEST(Errors, sort_by_place_and_stop_counting_at_a_thousand) {
  Errors errors;
  for (int i = 1500; i > 0; --i) errors.add({"x.y", Failure::limit, "nl", "en", {.file = "f", .line = i}});
  EXPECT_EQ(errors.list().size(), Errors::kMaxErrors);
  EXPECT_EQ(errors.dropped(), 500U);
  errors.sort();
  EXPECT_LT(errors.list().front().where.line, errors.list().back().where.line);
  EXPECT_EQ(errors.failure(), Failure::limit);
}

TEST(Errors, show_hostile_file_names_harmlessly) {
  EXPECT_EQ(display_name("a\nb;rm -rf"), "a?b;rm -rf");
  EXPECT_EQ(display_name("\xFFx"), "?x");
  EXPECT_EQ(display_name("<script>"), "<script>") << "text; escaped where it is shown as HTML";
}

TEST(Parallel, calls_every_index_once_for_any_number_of_threads) {
  for (const unsigned threads : {1U, 2U, 8U}) {
    std::vector<std::atomic<int>> seen(1000);
    parallel_for(seen.size(), threads, [&](std::size_t i) { ++seen[i]; });
    for (const auto& s : seen) EXPECT_EQ(s.load(), 1);
  }
  EXPECT_THROW(parallel_for(10, 2,
                            [](std::size_t i) {
                              if (i == 5) throw std::runtime_error("x");
                            }),
               std::runtime_error);
}

class Files : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("trede-files-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path folder_;
};

TEST_F(Files, reads_regular_files_only) {
  std::ofstream(folder_ / "a") << "inhoud";
  EXPECT_EQ(read_input(folder_ / "a")->sha256, sha256_hex("inhoud"));
  EXPECT_EQ(read_input(folder_).error().code, "base.file.not_regular");
  EXPECT_EQ(read_input("/dev/zero").error().code, "base.file.not_regular");
  EXPECT_EQ(read_input(folder_ / "b").error().code, "base.file.missing");
  EXPECT_EQ(read_input(folder_ / "b").error().en.find("monitor.toml"), std::string::npos) << "the file may be named on the command line";
  ASSERT_EQ(::mkfifo((folder_ / "pijp").c_str(), 0600), 0);
  EXPECT_EQ(read_input(folder_ / "pijp").error().code, "base.file.not_regular");
  fs::create_symlink(folder_ / "kring2", folder_ / "kring1");
  fs::create_symlink(folder_ / "kring1", folder_ / "kring2");
  EXPECT_EQ(read_input(folder_ / "kring1").error().code, "base.file.missing");
  EXPECT_EQ(read_input(folder_ / "a", 3).error().failure, Failure::limit);
}

TEST_F(Files, ungzip_by_content_and_not_by_name) {
  std::ofstream(folder_ / "x.csv", std::ios::binary) << gzip("a;b\n");
  EXPECT_EQ(read_input_inflated(folder_ / "x.csv")->bytes, "a;b\n");
}

}  // namespace
}  // namespace trede
