// SPDX-License-Identifier: EUPL-1.2
// Counts that add up: written in the catalogue, added by a project, or found.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "catalogue/catalogue.hpp"

namespace trede {
namespace {
namespace fs = std::filesystem;

class Links : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              ("trede-links-" + std::to_string(::getpid()) + "-" + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  Checked<Catalogue> load(const std::string& toml) {
    std::ofstream(folder_ / "eigen.toml") << "schema = 1\n" << toml;
    return load_catalogue(std::string(TREDE_SOURCE_DIR) + "/catalogue", folder_.string());
  }
  std::string first_code(const std::string& toml) {
    const auto loaded = load(toml);
    return loaded ? "" : loaded.error().list().front().code;
  }
  fs::path folder_;
};

std::string shown(const Link& link) {
  const auto term = [](const LinkTerm& t) { return t.indicator.str() + (t.noemer ? ":noemer" : ""); };
  std::string out = term(link.total) + " =";
  for (const LinkTerm& part : link.parts) out += " " + term(part);
  return out + (link.rest ? " + rest" : "");
}

const std::string kWhy = "why = { nl = \"w\", en = \"w\" }\n";

// An indicator that is counted by a shipped rule of a shipped register.
std::string counted(const std::string& id, const std::string& rule, const std::string& variant = "") {
  std::string out = "[[indicator]]\nid = \"" + id + "\"\n" + R"(trede = "2"
leefgebied = "huisvesting"
name = { nl = "Eigen cijfer", en = "Own figure" }
definition = { nl = "d", en = "d" }
why = { nl = "w", en = "w" }
how_to_read = { nl = "h", en = "h" }
use_for = { nl = "u", en = "u" }
not_for = { nl = "n", en = "n" }
counts = "persons"
unit = "per_10000"
denominator = "inwoners-18plus"
decimals = 1
measure = "register_rate"
direction = "higher_worse"
finest_level = "wijk"
access = "municipal"
licence = "municipal"
periodicity = "yearly"
verified = "no"
[[indicator.figures]]
source = "verslavingszorg"
rule = ")" + rule + "\"\n";
  if (!variant.empty())
    out +=
        "[[indicator.variant]]\nid = \"" + variant +
        "\"\nname = { nl = \"v\", en = \"v\" }\n[[indicator.variant.figures]]\nsource = \"verslavingszorg\"\nrule = \"verslavingszorg-klinisch\"\n";
  return out;
}

TEST_F(Links, the_shipped_catalogue_links_the_homeless_with_benefits_to_all_recipients) {
  const auto catalogue = load_catalogue(std::string(TREDE_SOURCE_DIR) + "/catalogue", "");
  ASSERT_TRUE(catalogue);
  ASSERT_EQ(catalogue->links.size(), 1U);
  const Link& link = catalogue->links.front();
  EXPECT_EQ(shown(link), "t2-langdurig-bijstand:noemer = t4-dakloos-bijstand + rest");
  EXPECT_FALSE(link.implied);
  EXPECT_FALSE(link.why.nl.empty());
  EXPECT_FALSE(link.why.en.empty());
}

TEST_F(Links, a_project_adds_its_own) {
  const auto catalogue = load(
      "[[link]]\ntotal = \"t2-bemoeizorg\"\nparts = [\"t2-verslavingszorg-ambulant\", \"t3-verslavingszorg-klinisch\"]\nrest = false\n" +
      kWhy);
  ASSERT_TRUE(catalogue) << to_line(catalogue.error().list().front(), "en");
  ASSERT_EQ(catalogue->links.size(), 2U);
  EXPECT_EQ(shown(catalogue->links[1]), "t2-bemoeizorg = t2-verslavingszorg-ambulant t3-verslavingszorg-klinisch");
}

TEST_F(Links, an_indicator_that_is_switched_off_leaves_a_rest_and_a_total_that_is_off_leaves_no_link) {
  const std::string link =
      "[[link]]\ntotal = \"t2-bemoeizorg\"\nparts = [\"t2-verslavingszorg-ambulant\", \"t3-verslavingszorg-klinisch\"]\nrest = false\n" +
      kWhy;
  const auto part = load(link + "[[override]]\nindicator = \"t3-verslavingszorg-klinisch\"\nenabled = false\n");
  ASSERT_TRUE(part);
  EXPECT_EQ(shown(part->links[1]), "t2-bemoeizorg = t2-verslavingszorg-ambulant + rest");
  const auto total = load(link + "[[override]]\nindicator = \"t2-bemoeizorg\"\nenabled = false\n");
  ASSERT_TRUE(total);
  EXPECT_EQ(total->links.size(), 1U);
}

TEST_F(Links, a_variant_lies_within_its_indicator_and_two_indicators_of_one_rule_are_equal) {
  const auto catalogue = load(counted("t2-eigen", "verslavingszorg-ambulant", "kliniek"));
  ASSERT_TRUE(catalogue) << to_line(catalogue.error().list().front(), "en");
  std::vector<std::string> implied;
  for (const Link& link : catalogue->links)
    if (link.implied) implied.push_back(shown(link));
  std::sort(implied.begin(), implied.end());
  EXPECT_EQ(implied, (std::vector<std::string>{"t2-eigen = t2-eigen-kliniek + rest", "t2-eigen = t2-verslavingszorg-ambulant",
                                               "t2-eigen-kliniek = t3-verslavingszorg-klinisch"}));
}

TEST_F(Links, each_mistake_has_its_code) {
  const auto link = [](const std::string& total, const std::string& parts, const std::string& rest) {
    return "[[link]]\ntotal = \"" + total + "\"\nparts = [" + parts + "]\n" + rest + kWhy;
  };
  const std::string rest = "rest = true\n";
  EXPECT_EQ(first_code(link("t2-bemoeizorgg", "\"t2-schuldhulp\"", rest)), "catalogue.link_unknown");
  EXPECT_EQ(first_code(link("t2-bemoeizorg", "\"t9-niets\"", rest)), "catalogue.link_unknown");
  EXPECT_EQ(first_code(link("t2-bemoeizorg", "", rest)), "catalogue.key_missing");
  EXPECT_EQ(first_code(link("t2-bemoeizorg", "\"t2-schuldhulp\"", "")), "catalogue.key_missing");
  EXPECT_EQ(first_code("[[link]]\ntotal = \"t2-bemoeizorg\"\nparts = [\"t2-schuldhulp\"]\nrest = true\n"), "catalogue.key_missing");
  EXPECT_EQ(first_code(link("t2-bemoeizorg", "\"t2-schuldhulp\"", rest + "kleur = 1\n")), "catalogue.key_unknown");
  EXPECT_EQ(first_code(link("t2-bemoeizorg", "\"t2-bemoeizorg\"", rest)), "catalogue.link_wrong");
  EXPECT_EQ(first_code(link("t2-bemoeizorg", "\"t2-schuldhulp\", \"t2-schuldhulp\"", rest)), "catalogue.link_wrong");
  EXPECT_EQ(first_code(link("t2-bemoeizorg", "\"t1-rookt\"", rest)), "catalogue.link_wrong");              // an open model
  EXPECT_EQ(first_code(link("t2-bemoeizorg:noemer", "\"t2-schuldhulp\"", rest)), "catalogue.link_wrong");  // its noemer is an open figure
}

}  // namespace
}  // namespace trede
