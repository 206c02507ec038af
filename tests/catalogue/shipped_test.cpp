// SPDX-License-Identifier: EUPL-1.2
// The shipped catalogue, as a whole.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "catalogue/catalogue.hpp"

namespace trede {
namespace {

Catalogue shipped() {
  auto loaded = load_catalogue(std::string(TREDE_SOURCE_DIR) + "/catalogue", "");
  if (!loaded) {
    std::string all;
    for (const Error& e : loaded.error().list()) all += to_line(e, "en") + "\n";
    ADD_FAILURE() << all;
    return {};
  }
  return std::move(*loaded);
}

TEST(ShippedCatalogue, has_four_treden_four_domains_nine_leefgebieden_and_75_indicators) {
  const Catalogue c = shipped();
  EXPECT_EQ(c.treden.size(), 4U);
  EXPECT_EQ(c.domeinen.size(), 4U);
  EXPECT_EQ(c.leefgebieden.size(), 9U);
  EXPECT_EQ(c.ladder_size(), 75U);
}

TEST(ShippedCatalogue, spreads_its_indicators_over_treden_and_measures_as_the_draft_says) {
  std::map<std::string, int> per_trede, per_measure, per_direction;
  const Catalogue c = shipped();
  for (const Indicator& i : c.indicators) {
    if (!i.in_ladder()) continue;
    ++per_trede[i.trede.str()];
    ++per_measure[std::string(to_string(i.measure))];
    ++per_direction[std::string(to_string(i.direction))];
  }
  EXPECT_EQ(per_trede, (std::map<std::string, int>{{"0-1", 30}, {"2", 28}, {"3", 9}, {"4", 8}}));
  EXPECT_EQ(per_measure["register_rate"], 32);
  EXPECT_EQ(per_measure["survey_share"], 4);
  EXPECT_EQ(per_direction["higher_worse"], 69);
  EXPECT_EQ(per_direction["lower_worse"], 2);
  EXPECT_EQ(per_direction["context"], 4);
}

TEST(ShippedCatalogue, says_in_both_languages_that_it_is_a_draft_and_nobodys_own_list) {
  const Catalogue c = shipped();
  EXPECT_NE(c.label.nl.find("oncept"), std::string::npos) << c.label.nl;
  EXPECT_NE(c.label.en.find("raft"), std::string::npos) << c.label.en;
}

TEST(ShippedCatalogue, gives_every_indicator_its_own_words) {
  const Catalogue c = shipped();
  std::set<std::string> whys, reads, definitions;
  std::size_t n = 0;
  for (const Indicator& i : c.indicators) {
    if (!i.in_ladder()) continue;
    ++n;
    whys.insert(i.why.nl);
    reads.insert(i.how_to_read.nl);
    definitions.insert(i.definition.nl);
    EXPECT_FALSE(i.use_for.nl.empty()) << i.id.str();
    EXPECT_FALSE(i.not_for.en.empty()) << i.id.str();
    EXPECT_FALSE(i.numerator.nl.empty()) << i.id.str();
    EXPECT_FALSE(i.figures.empty()) << i.id.str();
  }
  EXPECT_EQ(whys.size(), n);
  EXPECT_EQ(reads.size(), n);
  EXPECT_EQ(definitions.size(), n);
}

TEST(ShippedCatalogue, has_a_worked_example_for_every_counting_rule_and_a_rule_for_every_register_indicator) {
  const Catalogue c = shipped();
  std::set<std::string> used;
  for (const Indicator& i : c.indicators)
    for (const Figures& f : i.figures)
      if (!f.rule.empty()) used.insert(f.rule);
  for (const Rule& r : c.rules) {
    EXPECT_TRUE(r.example.has_value()) << r.name;
    EXPECT_TRUE(used.contains(r.name)) << r.name << " is used by no indicator";
  }
  EXPECT_EQ(used.size(), c.rules.size());
}

TEST(ShippedCatalogue, keeps_context_figures_outside_the_ladder) {
  int context = 0;
  const Catalogue c = shipped();
  for (const Indicator& i : c.indicators) {
    if (i.group.empty()) continue;
    ++context;
    EXPECT_FALSE(i.in_ladder());
    EXPECT_EQ(i.weight, 0.0);
  }
  EXPECT_GE(context, 12);
}

}  // namespace
}  // namespace trede
