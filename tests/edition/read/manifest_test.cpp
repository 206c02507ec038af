// SPDX-License-Identifier: EUPL-1.2
#include "edition/read/manifest.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace trede {
namespace {

// Kept in the repository: what schema 1 looked like. Editions are archive records, so this must stay readable.
std::string golden() {
  std::ifstream in(std::filesystem::path(TREDE_SOURCE_DIR) / "tests/edition/read/manifest_schema_1.json", std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string code_of(const std::string& text) {
  const auto manifest = parse_manifest(text, "manifest.json");
  return manifest ? "" : manifest.error().list().front().code;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

TEST(Manifest, OneOfSchema1IsReadForever) {
  const auto manifest = parse_manifest(golden(), "manifest.json");
  ASSERT_TRUE(manifest) << manifest.error().list().front().en;
  EXPECT_EQ(manifest->id, "proefstad-2020-" + manifest->content.substr(0, 12));
  EXPECT_EQ(manifest->name, "Proefstad");
  EXPECT_TRUE(manifest->fictional);
  EXPECT_EQ(manifest->sequence, 1);
  ASSERT_EQ(manifest->rules.size(), 1U);
  EXPECT_EQ(manifest->rules.front().rule.minimum_count, 10);
  ASSERT_EQ(manifest->sources.size(), 1U);
  EXPECT_EQ(manifest->sources.front().file, "mo #1");
  EXPECT_NE(manifest->file("kaarten/2020.topojson"), nullptr);
  EXPECT_EQ(manifest->file("kaarten/2021.topojson"), nullptr);
  EXPECT_EQ(render_manifest(*manifest), golden());
}

TEST(Manifest, EveryNumberOfARuleGoesInAndComesBack) {
  Manifest manifest;
  manifest.name = "Proefstad";
  manifest.vintage = 2020;
  DisclosureConfig rule;
  rule.minimum_count = 11;
  rule.minimum_complement = 12;
  rule.minimum_denominator = 53;
  rule.minimum_denominator_dwellings = 24;
  rule.minimum_households = 6;
  rule.minimum_respondents = 37;
  rule.minimum_answers = 8;
  rule.group_share = 0.89;
  rule.dominance = 0.41;
  rule.width = 7;
  rule.half_width = 0.21;
  rule.method = ProtectionMethod::rounding;
  rule.rounding_base = 10;
  rule.level_share = 0.65;
  rule.pool_years = 2;
  rule.reason = "een reden";
  rule.approved_by = "een naam";
  DisclosureConfig other;
  other.method = ProtectionMethod::cell_key;
  manifest.rules = {{"mo", rule}, {"mo-twee", other}};
  manifest.content = content_hash(manifest);
  manifest.id = edition_id("proefstad", 2020, manifest.content);
  const std::string text = render_manifest(manifest);
  const auto back = parse_manifest(text, "manifest.json");
  ASSERT_TRUE(back) << back.error().list().front().en;
  ASSERT_EQ(back->rules.size(), 2U);
  EXPECT_EQ(back->rules[0].rule, rule);
  EXPECT_EQ(back->rules[1].rule, manifest.rules[1].rule);
  EXPECT_EQ(code_of(replaced(text, R"("width":7)", R"("width":8)")), "edition.content_mismatch");
  EXPECT_EQ(code_of(replaced(text, R"("width":7)", R"("width":-7)")), "edition.manifest_damaged");
  EXPECT_EQ(code_of(replaced(text, R"("method":"rounding")", R"("method":"ruis")")), "edition.manifest_damaged");
  EXPECT_EQ(code_of(replaced(text, R"("dominance":0.41)", R"("dominance":1.41)")), "edition.manifest_damaged");
}

TEST(Manifest, WhatIsNoManifestIsRefusedWithTheRightCode) {
  const std::string text = golden();
  EXPECT_EQ(code_of(""), "edition.manifest_damaged");
  EXPECT_EQ(code_of("[]"), "edition.manifest_damaged");
  EXPECT_EQ(code_of(std::string(100'000, '[')), "edition.manifest_damaged");
  EXPECT_EQ(code_of(text.substr(0, text.size() / 2)), "edition.manifest_damaged");
  EXPECT_EQ(code_of(text + "{}"), "edition.manifest_damaged");
  EXPECT_EQ(code_of(replaced(text, R"("schema":1)", R"("schema":3)")), "edition.schema_newer");
  EXPECT_EQ(code_of(replaced(text, R"("schema":1)", R"("schema":0)")), "edition.manifest_damaged");
  EXPECT_EQ(code_of(replaced(text, R"("fictional":true)", R"("fictional":1)")), "edition.manifest_damaged");
  EXPECT_EQ(code_of(replaced(text, R"("fictional":true)", R"("fictional":false)")), "edition.content_mismatch");
}

TEST(Manifest, NothingCanBeAddedDoubledOrWrittenAnotherWayUnseen) {
  const std::string text = golden();
  EXPECT_EQ(code_of(replaced(text, R"("fictional":true,)", R"("fictional":true,"extra":1,)")), "edition.manifest_damaged");
  EXPECT_EQ(code_of(replaced(text, R"("fictional":true,)", R"("fictional":true,"fictional":true,)")), "edition.manifest_damaged");
  EXPECT_EQ(code_of(replaced(text, R"("name":"P)", R"("name": "P)")), "edition.manifest_damaged");
  EXPECT_EQ(code_of(replaced(text, R"("name":"P)", R"("name":"\u0050)")), "edition.manifest_damaged");
}

TEST(Manifest, TextOfEveryKindComesBackAsItWas) {
  Manifest manifest = parse_manifest(golden(), "manifest.json").value();
  manifest.name = "\"aanhaling\" \\ \b\f\n\r\t \x01\x1f / \xc3\xab \xf0\x9f\x8f\xa0";
  manifest.content = content_hash(manifest);
  manifest.id = edition_id("proefstad", manifest.vintage, manifest.content);
  const auto again = parse_manifest(render_manifest(manifest), "manifest.json");
  ASSERT_TRUE(again) << again.error().list().front().en;
  EXPECT_EQ(again->name, manifest.name);
}

TEST(Manifest, PathsThatLeaveTheEditionAreRefused) {
  for (const char* path :
       {"../x", "/etc/passwd", "kaarten/../../x", "kaarten/./x", ".hidden", "kaarten//x", "kaarten/", "a\\\\b", "manifest.json"})
    EXPECT_EQ(code_of(replaced(golden(), "kaarten/2020.topojson", path)), "edition.manifest_damaged") << path;
}

TEST(Manifest, AnIdHasLowerCaseLettersDigitsAndSingleHyphens) {
  for (const char* good : {"eindhoven-2020-0123456789ab", "a", "2020"}) EXPECT_TRUE(is_edition_id(good)) << good;
  for (const char* bad : {"", "-a", "a-", "a--b", "A", "a/b", "..", "a.b", "a b", "\xc3\xa9"}) EXPECT_FALSE(is_edition_id(bad)) << bad;
  EXPECT_TRUE(is_edition_id(edition_id(std::string(200, 'x'), 2020, std::string(64, 'a'))));
  EXPECT_TRUE(is_edition_id(edition_id("", 2020, std::string(64, 'a'))));
}

}  // namespace
}  // namespace trede
