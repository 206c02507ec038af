// SPDX-License-Identifier: EUPL-1.2
#include "audit/edition.hpp"

#include <gtest/gtest.h>

#include "audit/edition_drawn.hpp"
#include "audit/edition_rules.hpp"
#include "audit/own_area.hpp"
#include "audit/report.hpp"

namespace trede::audit {
namespace {

using Kinds = std::multimap<std::string, std::string>;

// Two wijken of three buurten; the last two buurten of the first wijk are withheld and share what is left over.
void draw(DrawnEdition& edition, int left_over, const std::string& period = "2020") {
  edition.count("BU99990000", "30", 1000, period);
  edition.count("BU99990001", kWithheld, 1000, period);
  edition.count("BU99990002", kWithheld, 1000, period);
  edition.count("WK999900", std::to_string(30 + left_over), 3000, period);
  for (const char* buurt : {"BU99990100", "BU99990101", "BU99990102"}) edition.count(buurt, "40", 1000, period);
  edition.count("WK999901", "120", 3000, period);
  edition.count("GM9999", std::to_string(150 + left_over), 10000, period);
}

TEST(EditionAttack, two_withheld_counts_with_room_between_them_are_safe) {
  DrawnEdition edition({3, 3});
  draw(edition, 12);
  EXPECT_EQ(kinds_of(edition.audit().findings), Kinds{});
}

TEST(EditionAttack, the_only_withheld_count_of_a_wijk_is_recalculated) {
  DrawnEdition edition({3, 3});
  draw(edition, 12);
  edition.count("BU99990001", "25");
  edition.count("WK999900", "62", 3000);
  edition.count("GM9999", "182", 10000);
  EXPECT_EQ(kinds_of(edition.audit().findings), (Kinds{{"recalculated", "BU99990002"}}));
}

TEST(EditionAttack, a_recalculated_count_that_might_have_been_shown_is_no_finding) {
  DrawnEdition edition({3, 3});
  draw(edition, 12);
  edition.count("BU99990001", "25");
  edition.count("WK999900", "95", 3000);
  edition.count("GM9999", "215", 10000);
  EXPECT_EQ(kinds_of(edition.audit().findings), Kinds{});
}

TEST(EditionAttack, little_room_is_narrow_because_zeros_are_shown) {
  DrawnEdition edition({3, 3});
  draw(edition, 4);  // 1 + 3, 2 + 2 or 3 + 1: a width of 2
  EXPECT_EQ(kinds_of(edition.audit().findings), (Kinds{{"narrow", "BU99990001"}, {"narrow", "BU99990002"}}));
  EXPECT_EQ(kinds_of(edition.audit({.width = 2}).findings), Kinds{}) << "a width of 2 is there";
  edition.catalogue("[[indicator]]\nid = \"hulp\"\nsensitive = true\n");
  EXPECT_EQ(kinds_of(edition.audit().findings), Kinds{}) << "where zeros are withheld too, there is more room";
}

TEST(EditionAttack, sums_that_cannot_hold_are_refuted_and_of_no_use) {
  DrawnEdition edition({3, 3});
  draw(edition, -5);  // people counted in two buurten
  const EditionAudit audit = edition.audit();
  EXPECT_EQ(kinds_of(audit.findings), Kinds{});
  std::size_t refuted = 0;
  for (const EditionAttempt& attempt : audit.attempts) refuted += attempt.refuted;
  EXPECT_EQ(refuted, 1U);
}

TEST(EditionAttack, what_is_public_bounds_a_count_and_asks_no_more_room_than_it_leaves) {
  DrawnEdition edition({3, 3});
  draw(edition, 12);
  edition.inhabitants("BU99990001", 2);
  edition.indicator("zorg");
  edition.catalogue(
      "[[denominator]]\nid = \"inwoners\"\ncounts = \"persons\"\n[[indicator]]\nid = \"hulp\"\ndenominator = \"inwoners\"\n"
      "[[indicator]]\nid = \"zorg\"\ndenominator = \"inwoners\"\n");
  edition.count("BU99990001", "0", 2, "2020", "zorg");  // shows that the buurt has two inhabitants
  const auto kinds = kinds_of(edition.audit().findings);
  EXPECT_EQ(kinds.count("narrow"), 0U) << "nought to two is all there is, and the other buurt then has 10 to 12";
  EXPECT_EQ(kinds.count("denominator"), 1U) << "but the figure that shows it is against the rule";
}

TEST(EditionRules, every_number_of_the_rule_is_held_against_every_figure) {
  DrawnEdition edition({3, 3});
  edition.count("BU99990000", "9");
  edition.count("BU99990001", "10");
  edition.count("BU99990002", "0");
  edition.count("BU99990100", "991");
  edition.count("BU99990101", "905");
  edition.count("BU99990102", "12", 49);
  EXPECT_EQ(kinds_of(look_at_rules(edition.facts()).findings),
            (Kinds{{"small_count", "BU99990000"}, {"complement", "BU99990100"}, {"group", "BU99990101"}, {"denominator", "BU99990102"}}));
  edition.catalogue("[[indicator]]\nid = \"hulp\"\nsensitive = true\n");
  EXPECT_EQ(kinds_of(look_at_rules(edition.facts()).findings).count("sensitive_zero"), 1U);
}

TEST(EditionRules, a_rate_made_with_another_count_than_the_one_beside_it_is_found) {
  DrawnEdition edition({3, 3});
  edition.raw("x", "hulp;2020;BU99990000;2020;buurt;13;;;15;1000;;per_1000;personen;gemeten;;drempel;mo\n");
  EXPECT_EQ(kinds_of(look_at_rules(edition.facts()).findings), (Kinds{{"rate_inverted", "BU99990000"}}));
}

TEST(EditionRules, a_rate_without_its_count_gives_a_small_count_back) {
  DrawnEdition edition({3, 3});
  edition.raw("x", "hulp;2020;BU99990000;2020;buurt;7;;;;1000;;per_1000;personen;gemeten;;drempel;mo\n");
  EXPECT_EQ(kinds_of(look_at_rules(edition.facts()).findings), (Kinds{{"rate_inverted", "BU99990000"}}));
  const Counts counts = counts_of_rate(7.0, 1000, 1000, 1);
  EXPECT_EQ(counts.least, 7);
  EXPECT_EQ(counts.most, 7);
}

TEST(EditionRules, a_withheld_row_gives_no_number_at_all) {
  DrawnEdition edition({3, 3});
  edition.raw("x", "hulp;2020;BU99990000;2020;buurt;;1.5;9.5;;;;per_1000;personen;achtergehouden;onderdrukt;drempel;mo\n");
  EXPECT_EQ(kinds_of(look_at_rules(edition.facts()).findings), (Kinds{{"shown_elsewhere", "BU99990000"}}));
}

// Five people are in the buurt that moves; without it both wijken have several withheld buurten left.
void draw_move(DrawnEdition& edition, bool moved) {
  edition.count("BU99990000", "30");
  for (const char* buurt : {"BU99990001", "BU99990002", "BU99990003", "BU99990100", "BU99990101"}) edition.count(buurt, kWithheld);
  edition.count("BU99990102", "40");
  if (moved) edition.move("BU99990003", "WK999901");
  edition.count("WK999900", moved ? "40" : "45", 4000);
  edition.count("WK999901", moved ? "59" : "54", 3000);
  edition.count("GM9999", "99", 10000);
}

TEST(EditionsTogether, a_buurt_that_moved_to_another_wijk_gives_itself_away) {
  DrawnEdition before({4, 3}, 2019), now({4, 3}, 2020);
  draw_move(before, false);
  draw_move(now, true);
  for (const char* buurt : {"BU99990000", "BU99990001", "BU99990002", "BU99990003", "BU99990100", "BU99990101", "BU99990102"})
    now.link("2019", "2020", buurt, buurt);
  const EditionAttackOptions options{.width = 0, .threads = 1};
  EXPECT_EQ(kinds_of(attack_editions({before.facts()}, options).findings), Kinds{});
  EXPECT_EQ(kinds_of(attack_editions({now.facts()}, options).findings), Kinds{});
  const auto together = kinds_of(attack_editions({now.facts(), before.facts()}, options).findings);
  ASSERT_EQ(together.size(), 1U);
  EXPECT_EQ(together.begin()->second, "BU99990003");
}

TEST(EditionsTogether, a_figure_that_changed_by_fewer_than_the_minimum_is_found) {
  DrawnEdition before({3, 3}), now({3, 3});
  draw(before, 12);
  draw(now, 12);
  now.count("BU99990100", "41");
  const auto kinds = kinds_of(attack_editions({now.facts(), before.facts()}, {.width = 0, .threads = 1}).findings);
  EXPECT_EQ(kinds.count("difference_between_editions"), 1U);
  now.count("BU99990100", "50");
  EXPECT_EQ(kinds_of(attack_editions({now.facts(), before.facts()}, {.width = 0, .threads = 1}).findings), Kinds{});
}

TEST(EditionsTogether, years_that_were_shown_before_give_a_window_back) {
  DrawnEdition before({3, 3}), now({3, 3});
  for (const char* year : {"2019", "2020"}) before.count("BU99990000", "20", 1000, year);
  before.count("BU99990000", kWithheld, 1000, "2021");
  now.count("BU99990000", "44", 3000, "2019-2021");
  EXPECT_EQ(kinds_of(attack_editions({now.facts(), before.facts()}, {.width = 0, .threads = 1}).findings),
            (Kinds{{"pooled", "BU99990000"}}));
}

TEST(EditionsTogether, ground_that_only_changed_its_code_keeps_its_people) {
  DrawnEdition before({3, 3}, 2019), now({3, 3}, 2020);
  draw(before, 12);
  draw(now, 12);
  before.count("BU99990001", "25");  // shown before, under the same code in another division
  before.count("WK999900", "67", 3000);
  before.count("GM9999", "187", 10000);
  now.link("2019", "2020", "BU99990001", "BU99990001");
  now.link("2019", "2020", "BU99990000", "BU99990000");
  now.count("WK999900", "62", 3000);
  now.count("GM9999", "182", 10000);
  const auto kinds = kinds_of(attack_editions({now.facts(), before.facts()}, {.width = 0, .threads = 1}).findings);
  EXPECT_EQ(kinds.count("boundary"), 1U) << "the other withheld buurt follows";
}

TEST(EditionAttack, a_named_own_area_is_a_sum_like_any_other) {
  DrawnEdition edition({3, 3});
  draw(edition, 12);
  edition.own_area("team", "BU99990000 BU99990001", "34");
  const auto kinds = kinds_of(edition.audit().findings);
  EXPECT_EQ(kinds.count("own_area"), 2U);
}

TEST(EditionAttack, a_part_and_its_total_leave_no_small_rest) {
  DrawnEdition edition({3, 3});
  edition.indicator("hulp-jong", "hulp");
  edition.count("BU99990000", "40");
  edition.count("BU99990000", "35", 1000, "2020", "hulp-jong");
  EXPECT_EQ(kinds_of(edition.audit().findings), (Kinds{{"linked", "BU99990000"}}));
  edition.count("BU99990000", "25", 1000, "2020", "hulp-jong");
  EXPECT_EQ(kinds_of(edition.audit().findings), Kinds{});
}

TEST(EditionAttack, a_part_that_is_not_shown_is_in_what_the_other_parts_leave_over) {
  DrawnEdition edition({3, 3});
  edition.indicator("hulp-jong");
  edition.indicator("hulp-oud");
  edition.catalogue("[[link]]\ntotal = \"hulp\"\nparts = [\"hulp-jong\", \"hulp-oud\"]\nrest = false\n");
  edition.count("GM9999", "40", 10000, "2020", "hulp-oud");  // not of wijken
  edition.count("WK999900", "40", 3000);
  edition.count("WK999900", "38", 3000, "2020", "hulp-jong");
  EXPECT_EQ(kinds_of(edition.audit().findings), (Kinds{{"linked", "WK999900"}}));
  edition.count("WK999900", "32", 3000, "2020", "hulp-jong");
  EXPECT_EQ(kinds_of(edition.audit().findings), (Kinds{{"linked", "WK999900"}}));
  edition.count("WK999900", "40", 3000, "2020", "hulp-jong");
  EXPECT_EQ(kinds_of(edition.audit().findings), Kinds{}) << "nobody is left over";
  edition.count("WK999900", "25", 3000, "2020", "hulp-jong");
  EXPECT_EQ(kinds_of(edition.audit().findings), Kinds{});
  edition.raw("hulp-oud2020WK999900", "hulp-oud;2020;WK999900;2020;wijk;;;;;;;per_1000;personen;geen_gegevens;geen_gegevens;drempel;mo\n");
  edition.count("WK999900", "38", 3000, "2020", "hulp-jong");
  EXPECT_EQ(kinds_of(edition.audit().findings), (Kinds{{"linked", "WK999900"}})) << "a row without a figure is no figure";
}

TEST(EditionAttack, a_window_of_the_total_and_the_years_of_its_part_are_one_sum) {
  for (const bool years_of_total : {false, true}) {
    DrawnEdition edition({3, 3});
    edition.indicator("hulp-jong", "hulp");
    const std::string years = years_of_total ? "hulp" : "hulp-jong", window = years_of_total ? "hulp-jong" : "hulp";
    for (const char* year : {"2019", "2020", "2021"}) edition.count("BU99990000", "20", 1000, year, years);
    edition.count("BU99990000", years_of_total ? "57" : "63", 3000, "2019-2021", window);
    EXPECT_EQ(kinds_of(edition.audit().findings), (Kinds{{"linked", "BU99990000"}})) << years;
    edition.count("BU99990000", years_of_total ? "40" : "80", 3000, "2019-2021", window);
    EXPECT_EQ(kinds_of(edition.audit().findings), Kinds{}) << years;
  }
}

TEST(EditionAttack, a_link_without_a_rest_gives_a_withheld_year_back_from_the_window_of_the_other) {
  DrawnEdition edition({3, 3});
  edition.indicator("hulp-ook");
  edition.catalogue("[[link]]\ntotal = \"hulp\"\nparts = [\"hulp-ook\"]\nrest = false\n");
  for (const char* year : {"2019", "2020"}) edition.count("BU99990000", "20", 1000, year);
  edition.count("BU99990000", kWithheld, 1000, "2021");
  edition.count("BU99990000", "44", 3000, "2019-2021", "hulp-ook");
  EXPECT_EQ(kinds_of(edition.audit().findings), (Kinds{{"linked", "BU99990000"}}));
}

TEST(EditionDocuments, a_document_may_not_show_what_the_table_withholds) {
  DrawnEdition edition({1});
  edition.count("BU99990000", kWithheld);
  edition.file("v1/gebieden.json", R"({"niveaus":{"buurt":{"code":["BU99990000"]}}})");
  edition.file("v1/waarnemingen/hulp/buurt.json",
               R"({"klassen":[],"reeks":[{"periode":"2020","waarde":[null],"teller":[null],"ondergrens":[1.5],"bovengrens":[null]}]})");
  EXPECT_EQ(kinds_of(edition.audit().findings), (Kinds{{"shown_elsewhere", "BU99990000"}}));
}

TEST(EditionDocuments, limits_of_classes_are_made_of_figures_that_are_shown) {
  DrawnEdition edition({2});
  edition.count("BU99990000", "30");
  edition.count("BU99990001", kWithheld);
  edition.file("v1/gebieden.json", R"({"niveaus":{"buurt":{"code":["BU99990000","BU99990001"]}}})");
  edition.file("v1/waarnemingen/hulp/buurt.json", R"({"klassen":[4,30],"reeks":[{"periode":"2020","waarde":[30,null]}]})");
  EXPECT_EQ(kinds_of(edition.audit().findings), (Kinds{{"order", ""}}));
}

TEST(EditionDocuments, a_score_counts_only_z_scores_that_stand_beside_it) {
  DrawnEdition edition({1});
  edition.count("BU99990000", kWithheld);
  edition.file("v1/indicatoren.json", R"({"indicatoren":[{"id":"hulp","variantVan":null,"trede":"2","leefgebied":"wonen"}]})");
  const std::string head =
      R"({"niveaus":{"buurt":{"gebieden":["BU99990000"]}},"indicatoren":[{"id":"hulp","periode":"2020","niveaus":{"buurt":{"z":[null]}}}],)";
  edition.file("v1/profielen/GM9999.json",
               head + R"("ladder":{"cellen":[{"trede":"2","leefgebied":"wonen","niveaus":{"buurt":{"score":[1.2],"aantal":[1]}}}]}})");
  EXPECT_EQ(kinds_of(edition.audit().findings), (Kinds{{"score", "BU99990000"}}));
}

TEST(EditionFiles, a_gzip_header_has_no_name_and_a_map_no_numbers) {
  DrawnEdition edition({1});
  edition.count("BU99990000", "30");
  std::string packed = gzip("x");
  packed[3] = 8;  // a name follows
  edition.file("v1/x.json.gz", packed);
  edition.file("kaarten/2020.topojson", R"({"objects":{"buurt":{"geometries":[{"id":"BU99990000","properties":{"teller":7}}]}}})");
  const auto kinds = kinds_of(edition.audit().findings);
  EXPECT_EQ(kinds.count("metadata"), 2U);
}

TEST(Canaries, are_found_as_they_stand_and_unpacked_and_never_repeated) {
  DrawnEdition edition({1});
  edition.count("BU99990000", "30");
  edition.file("a.txt", "waarde 4711 en 14711 en 4711.5");
  edition.file("b.json.gz", gzip("{\"naam\":\"Geheim\"}"));
  edition.file("c.json.br", brotli("{\"naam\":\"Geheim\"}"));
  edition.file("d.txt", "14711, 4711.5 en 0.4711");
  EditionAuditOptions options;
  options.canaries = read_canaries("# lijst\nGeheim\n\n4711\n");
  ASSERT_EQ(options.canaries.size(), 2U);
  const EditionAudit audit = edition.audit(options);
  std::vector<std::string> files;
  for (const EditionFinding& finding : audit.findings) files.push_back(finding.file + " " + finding.kind);
  EXPECT_EQ(files, (std::vector<std::string>{"a.txt canary", "b.json.gz canary", "c.json.br canary"}));
  EXPECT_EQ(report_json(audit).find("Geheim"), std::string::npos);
}

TEST(Canaries, what_cannot_be_unpacked_is_a_finding_and_not_passed_over) {
  DrawnEdition edition({1});
  edition.count("BU99990000", "30");
  edition.file("a.json.gz", gzip("{\"naam\":\"Geheim\"}").substr(0, 20));
  edition.file("b.json.br", brotli("{\"naam\":\"Geheim\"}").substr(0, 6));
  edition.file("c.parquet", std::string("PAR1\x28\xB5\x2F\xFD", 8) + "no frame");
  edition.file("d.txt", "niets");
  std::filesystem::create_symlink("nergens", edition.write() / "e.txt");
  std::vector<std::string> files;
  for (const EditionFinding& finding : search_canaries(edition.write(), read_canaries("Geheim\n"), 1)) {
    files.push_back(finding.file);
    EXPECT_EQ(finding.kind, found::kCanary);
  }
  EXPECT_EQ(files, (std::vector<std::string>{"a.json.gz", "b.json.br", "c.parquet", "e.txt"}));
  const auto gone = search_canaries(edition.write() / "nergens", read_canaries("Geheim\n"), 1);
  EXPECT_EQ(gone.size(), 1U) << "a folder that is not there";
}

TEST(OwnArea, a_set_that_leaves_one_withheld_buurt_over_is_refused_with_the_nearest_that_may) {
  DrawnEdition edition({3, 3});
  draw(edition, 12);
  const EditionFacts facts = edition.facts();
  const auto whole = judge_own_area(facts, {"BU99990000", "BU99990001", "BU99990002"});
  ASSERT_TRUE(whole.has_value());
  EXPECT_TRUE(whole->allowed) << "a whole wijk is published already";
  const auto one = judge_own_area(facts, {"BU99990000", "BU99990001"});
  ASSERT_TRUE(one.has_value());
  EXPECT_FALSE(one->allowed);
  EXPECT_EQ(one->reasons.front().kind, "single_buurt");
  ASSERT_TRUE(one->alternative);
  EXPECT_EQ(one->add.size() + one->remove.size(), 1U);
  const auto shown = judge_own_area(facts, {"BU99990100", "BU99990101"});
  ASSERT_TRUE(shown.has_value());
  EXPECT_TRUE(shown->allowed) << "every buurt of it is shown";
}

TEST(OwnArea, a_sliver_with_too_few_people_is_refused_and_unknown_buurten_are_named) {
  DrawnEdition edition({3, 3});
  draw(edition, 12);
  edition.inhabitants("BU99990102", 20);
  const EditionFacts facts = edition.facts();
  const auto sliver = judge_own_area(facts, {"BU99990100", "BU99990101"});
  ASSERT_TRUE(sliver.has_value());
  EXPECT_FALSE(sliver->allowed) << "the wijk less this set is twenty people";
  EXPECT_EQ(sliver->reasons.front().kind, "few_people_left");
  const auto unknown = judge_own_area(facts, {"BU1", "WK999900"});
  ASSERT_FALSE(unknown.has_value());
  EXPECT_EQ(unknown.error().list().size(), 2U);
}

TEST(PrivacyReport, says_what_was_tried_and_never_a_count) {
  DrawnEdition edition({3, 3});
  draw(edition, 12);
  edition.count("BU99990001", "2511");
  edition.count("WK999900", "2548", 3000);
  edition.count("GM9999", "2668", 10000);
  const EditionAudit audit = edition.audit();
  ASSERT_FALSE(audit.safe());
  const std::string json = report_json(audit), html = report_html(audit, edition.manifest());
  for (const std::string& text : {json, html}) {
    EXPECT_NE(text.find("recalculated"), std::string::npos);
    EXPECT_EQ(text.find("2511"), std::string::npos);
  }
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("http"), std::string::npos);
  EXPECT_EQ(json, report_json(edition.audit()));
  const Errors errors = errors_of(audit);
  for (const Error& error : errors.list()) EXPECT_EQ(error.failure, Failure::disclosure);
}

TEST(PrivacyReport, names_each_weakening_and_who_approved_it) {
  DrawnEdition edition({3});
  edition.rule().minimum_count = 5;
  edition.rule().reason = "kleine <gemeente>";
  edition.rule().approved_by = "functionaris";
  edition.count("BU99990000", "30");
  const std::string html = report_html(edition.audit(), edition.manifest());
  EXPECT_NE(html.find("minimum_count 5 (10)"), std::string::npos);
  EXPECT_NE(html.find("kleine &lt;gemeente&gt;"), std::string::npos);
  EXPECT_NE(html.find("functionaris"), std::string::npos);
}

TEST(PrivacyReport, a_lower_base_of_rounding_is_a_weakening) {
  DisclosureConfig rule;
  rule.rounding_base = 3;
  EXPECT_TRUE(weakenings_of({{"mo", rule}}).empty()) << "nothing is rounded";
  rule.method = ProtectionMethod::rounding;
  ASSERT_EQ(weakenings_of({{"mo", rule}}).size(), 1U);
  EXPECT_EQ(weakenings_of({{"mo", rule}}).front().what, "rounding_base 3 (5)");
}

}  // namespace
}  // namespace trede::audit
