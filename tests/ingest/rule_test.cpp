// SPDX-License-Identifier: EUPL-1.2
// Counting rules: every worked example of the shipped catalogue, and what a rule may not do.

#include "catalogue/catalogue.hpp"
#include "fixture.hpp"

namespace trede::testing {
namespace {

bool same(const RuleCount& got, const RuleExample::Expected& want) {
  return got.niveau == want.niveau && got.gebied == want.gebied && got.periode == want.periode && got.aantal == want.aantal &&
         got.noemer == want.noemer;
}

TEST(Rules, EveryWorkedExampleOfTheCatalogueGivesTheCountsItPromises) {
  const auto catalogue = load_catalogue(std::string(TREDE_SOURCE_DIR) + "/catalogue", "");
  ASSERT_TRUE(catalogue.has_value()) << all(catalogue.error());
  ASSERT_FALSE(catalogue->rules.empty());
  for (const Rule& rule : catalogue->rules) {
    SCOPED_TRACE(rule.name);
    ASSERT_TRUE(rule.example.has_value());
    auto counts = run_rule_example(rule);
    ASSERT_TRUE(counts.has_value()) << all(counts.error());
    std::vector<RuleCount> above_zero;
    for (const RuleCount& count : *counts)
      if (count.aantal > 0) above_zero.push_back(count);
    EXPECT_EQ(above_zero.size(), rule.example->expect.size());
    for (const auto& want : rule.example->expect)
      EXPECT_TRUE(std::any_of(above_zero.begin(), above_zero.end(), [&](const RuleCount& got) { return same(got, want); }))
          << want.niveau << " " << want.gebied << " " << want.periode;
  }
}

Rule rule_with(const std::string& sql) {
  Rule rule;
  rule.name = "proef";
  rule.sql = sql;
  RuleExample example;
  example.areas = {{"BU00010101", "WK000101"}};
  example.periods = {"2020"};
  example.columns = {"persoon", "begin", "einde", "buurt"};
  example.rows = {{"p1", "2020-01-01", "", "BU00010101"}, {"p1", "2020-02-01", "", "BU00010101"}, {"p2", "2020-03-01", "2020-03-02", ""}};
  rule.example = example;
  return rule;
}

const char* const kCount =
    "SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal FROM registratie r JOIN periode p ON r.begin <= p.einde "
    "JOIN ligging l ON l.buurt = r.buurt GROUP BY ALL;";

TEST(Rules, ARuleCountsDistinctPersonsPerArea) {
  auto counts = run_rule_example(rule_with(kCount));
  ASSERT_TRUE(counts.has_value()) << all(counts.error());
  ASSERT_EQ(counts->size(), 3U);
  EXPECT_EQ((*counts)[0].niveau, "buurt");
  EXPECT_EQ((*counts)[0].aantal, 1);
  EXPECT_EQ((*counts)[1].niveau, "gemeente");
  EXPECT_EQ((*counts)[1].aantal, 2);  // the person without a known buurt counts here
}

struct BadRule {
  const char* sql;
  const char* code;
};

TEST(Rules, ARuleThatIsNotOneSafeSelectIsRefused) {
  const std::vector<BadRule> cases = {
      {"", "ingest.rule.failed"},
      {"SELECT 1; SELECT 2", "ingest.rule.failed"},
      {"DROP VIEW registratie", "ingest.rule.failed"},
      {"COPY registratie TO '/tmp/weg.csv'", "ingest.rule.failed"},
      {"SELECT * FROM read_csv('/etc/passwd')", "ingest.rule.failed"},
      {"SELECT * FROM read_text('/etc/hostname')", "ingest.rule.failed"},
      {"INSTALL httpfs", "ingest.rule.failed"},
      {"ATTACH 'x.db'", "ingest.rule.failed"},
      {"SET enable_external_access = true", "ingest.rule.failed"},
      {"SELECT onbekend FROM registratie", "ingest.rule.failed"},
      {"SELECT 'buurt' AS niveau", "ingest.rule.columns"},
      {"SELECT 'buurt' AS niveau, 'BU00010101' AS gebied, '2020' AS periode, 1.5 AS aantal", "ingest.rule.columns"},
      {"SELECT 'buurt' AS niveau, 'BU00010101' AS gebied, '2020' AS periode, -1 AS aantal", "ingest.rule.not_whole"},
      {"SELECT 'buurt' AS niveau, 'BU00010101' AS gebied, '2020' AS periode, CAST(NULL AS BIGINT) AS aantal", "ingest.rule.not_whole"},
      {"SELECT 'buurt' AS niveau, 'BU00010101' AS gebied, '2020' AS periode, CAST(9223372036854775807 AS HUGEINT) * 4 AS aantal",
       "ingest.rule.not_whole"},
      {"SELECT 'buurt' AS niveau, 'BU00010101' AS gebied, '2020' AS periode, 1 AS aantal FROM range(2)", "ingest.rule.duplicate"},
      {"SELECT 'buurt' AS niveau, 'BU00010101' AS gebied, '2020' AS periode, 3 AS aantal, 2 AS noemer", "ingest.rule.numerator_larger"},
  };
  for (const BadRule& bad : cases) {
    SCOPED_TRACE(bad.sql);
    auto counts = run_rule_example(rule_with(bad.sql));
    ASSERT_FALSE(counts.has_value());
    EXPECT_TRUE(has(counts.error(), bad.code)) << all(counts.error());
    EXPECT_EQ(counts.error().failure(), Failure::input);
  }
}

}  // namespace
}  // namespace trede::testing
