// SPDX-License-Identifier: EUPL-1.2
// monitor.toml: read whole, or every problem with its line and column (F31, F36).

#include <cstdlib>
#include <tuple>

#include "fixture.hpp"

namespace trede::testing {
namespace {

const std::string kGood = R"(schema = 1
[monitor]
name = "Voorbeeld"
areas = ["GM0001"]
vintage = 2020
periods = { from = "2015", to = "2022" }
reference = "NL00"

[[division]]
vintage = 2020
codes = { path = "codes.csv", code = "Key", name = "Title", delimiter = ";", encoding = "windows-1252", pad = true }
levels = { buurt = { path = "buurten.geojson", code = "statcode", name = "statnaam" } }
inhabitants = { source = "tabel", column = "inwoners" }

[[source]]
id = "tabel"
[[source.file]]
path = "$TREDE_TEST_FOLDER/cijfers.csv.gz"
table = "T1"
retrieved = 2022-03-27
period = "2021"
dialect = { delimiter = "\t", decimal = ",", missing = { "x" = "confidential" } }
columns = { area = "Buurt" }
area = { by = "name", level = "buurt", aliases = "alias.csv" }
wide = "Inwoners|{period}"
addresses = "adres.csv"

[disclosure]
minimum_count = 15
[disclosure.source."tabel"]
minimum_count = 12
reason = "open data"
approved_by = "functionaris gegevensbescherming"
[build]
keep = 3
[score]
normalisation = "percentile"
aggregation = "geometric"
minimum_coverage = 0.6
total = true
replications = 500
seed = 7
weights = { huisvesting = 2, "relaties" = 0.5 }
)";

Checked<Project> load(const std::string& text) {
  Folder folder;
  folder.write("monitor.toml", text);
  return load_project(folder.path());
}

TEST(ProjectFile, AWholeProjectIsRead) {
  ::setenv("TREDE_TEST_FOLDER", "/gegevens", 1);
  Folder folder;
  folder.write("monitor.toml", kGood);
  const auto project = load_project(folder.path());
  ASSERT_TRUE(project.has_value()) << all(project.error());
  EXPECT_EQ(project->gemeenten, std::vector<AreaCode>{code("GM0001")});
  EXPECT_EQ(project->divisions[0].codes_path, (folder.path() / "codes.csv").string());
  EXPECT_TRUE(project->divisions[0].codes_pad);
  EXPECT_EQ(project->divisions[0].codes_delimiter, ';');
  const SourceFileConfig& file = project->sources[0].files[0];
  EXPECT_EQ(file.path, "/gegevens/cijfers.csv.gz");
  EXPECT_EQ(file.shown, "$TREDE_TEST_FOLDER/cijfers.csv.gz");
  EXPECT_EQ(file.retrieved, (Date{2022, 3, 27}));
  EXPECT_EQ(file.dialect.delimiter, '\t');
  EXPECT_EQ(file.dialect.missing.at("x"), Missing::confidential);
  EXPECT_EQ(file.area_by, AreaBy::name);
  EXPECT_EQ(file.aliases, (folder.path() / "alias.csv").string());
  EXPECT_EQ(project->disclosure.minimum_count, 15);
  EXPECT_EQ(project->disclosure_by_source.at(SourceId("tabel")).minimum_count, 12);
  EXPECT_EQ(project->keep_editions, 3);
  EXPECT_EQ(project->score, (ScoreSettings{.normalisation = ScoreScale::percentile,
                                           .aggregation = ScoreMean::geometric,
                                           .minimum_coverage = 0.6,
                                           .total = true,
                                           .replications = 500,
                                           .seed = 7,
                                           .weights = {{"huisvesting", 2.0}, {"relaties", 0.5}},
                                           .treden = {}}));
}

struct Wrong {
  const char* find;
  const char* replace;
  const char* code;
  std::int64_t line;
  Failure failure = Failure::input;
};

TEST(ProjectFile, AContactIsReadAndOneThatCannotBeUsedIsRefused) {
  ::setenv("TREDE_TEST_FOLDER", "/gegevens", 1);
  const auto with = [](const std::string& contact) {
    std::string text = kGood;
    const std::string before = "reference = \"NL00\"\n";
    return text.replace(text.find(before), before.size(), before + "contact = " + contact + "\n");
  };
  const auto whole = load(with(R"({ email = "monitor@voorbeeld.nl", url = "https://voorbeeld.nl/monitor" })"));
  ASSERT_TRUE(whole.has_value()) << all(whole.error());
  EXPECT_EQ(whole->contact_email, "monitor@voorbeeld.nl");
  EXPECT_EQ(whole->contact_url, "https://voorbeeld.nl/monitor");
  EXPECT_TRUE(load(with(R"({ url = "https://voorbeeld.nl" })")).has_value());
  for (const char* wrong : {R"({ email = "geen adres" })", R"({ email = "@x" })", R"({ email = "x@" })", R"({ email = "a@b@c" })",
                            R"({ email = "" })", R"({ url = "http://voorbeeld.nl" })", R"({ url = "javascript:x" })"}) {
    const auto project = load(with(wrong));
    ASSERT_FALSE(project.has_value()) << wrong;
    const Error* error = find(project.error(), "project.value_wrong");
    ASSERT_NE(error, nullptr) << all(project.error());
    EXPECT_EQ(error->where.line, 8);
  }
  EXPECT_NE(find(load(with("{ }")).error(), "project.key_missing"), nullptr);
  EXPECT_NE(find(load(with(R"({ telefoon = "1" })")).error(), "project.key_unknown"), nullptr);
}

TEST(ProjectFile, EachMistakeHasItsCodeAndLine) {
  ::setenv("TREDE_TEST_FOLDER", "/gegevens", 1);
  const std::vector<Wrong> cases = {
      {"schema = 1", "schema = 2", "project.schema_unknown", 1},
      {"name = \"Voorbeeld\"", "naam = \"Voorbeeld\"", "project.key_unknown", 3},
      {"name = \"Voorbeeld\"", "name = no", "project.toml_damaged", 3},
      {"name = \"Voorbeeld\"", "name = \"a\"\nname = \"b\"", "project.toml_damaged", 4},
      {"name = \"Voorbeeld\"", "name = 12", "project.type_wrong", 3},
      {"areas = [\"GM0001\"]", "areas = []", "project.areas_missing", 4},
      {"areas = [\"GM0001\"]", "areas = [\"0001\"]", "project.areas_wrong", 4},
      {"areas = [\"GM0001\"]", "areas = [\"GM0001\", \"GM0001\"]", "project.areas_twice", 4},
      {"areas = [\"GM0001\"]\nvintage = 2020", "areas = [\"GM0001\"]\nvintage = 2021", "project.division_missing", 2},
      {"vintage = 2020\nperiods", "vintage = 20\nperiods", "project.value_wrong", 5},
      {"from = \"2015\"", "from = \"2025\"", "project.periods_reversed", 6},
      {"from = \"2015\"", "from = \"soms\"", "project.period_wrong", 6},
      {"reference = \"NL00\"", "reference = \"GM0002\"", "project.reference_outside", 7},
      {"encoding = \"windows-1252\"", "encoding = \"latin9\"", "project.value_wrong", 11},
      {"source = \"tabel\", column", "source = \"table\", column", "project.source_unknown", 9},
      {"$TREDE_TEST_FOLDER", "$TREDE_TEST_NOT_SET", "project.variable_unset", 18},
      {"retrieved = 2022-03-27", "retrieved = \"gisteren\"", "project.type_wrong", 20},
      {"retrieved = 2022-03-27", "retrieved = 2022-02-30", "project.toml_damaged", 20},
      {"decimal = \",\"", "decimal = \"'\"", "project.value_wrong", 22},
      {"delimiter = \"\\t\"", "delimiter = \";;\"", "project.value_wrong", 22},
      {"= \"confidential\"", "= \"geheim\"", "project.missing_unknown", 22},
      {"= \"confidential\"", "= \"suppressed_primary\"", "project.missing_unknown", 22},
      {"by = \"name\"", "by = \"naam\"", "project.value_wrong", 24},
      {"by = \"name\", level = \"buurt\"", "by = \"name\"", "project.key_missing", 24},
      {"{period}\"", "{periode}\"", "project.value_wrong", 25},
      {"minimum_count = 15", "minimum_count = 5", "project.disclosure_weakened", 29, Failure::disclosure},
      {"reason = \"open data\"", "reason = \" \"", "project.disclosure_weakened", 31, Failure::disclosure},
      {"source.\"tabel\"", "source.\"onbekend\"", "project.source_unknown", 30},
      {"keep = 3", "keep = 0", "project.value_wrong", 35},
      {"[build]", "[bould]", "project.key_unknown", 34},
      {"\"percentile\"", "\"percentiel\"", "project.value_wrong", 37},
      {"\"percentile\"", "\"robust-z\"", "project.score_combination", 38},
      {"\"geometric\"", "\"mean\"", "project.value_wrong", 38},
      {"minimum_coverage = 0.6", "minimum_coverage = 6", "project.value_wrong", 39},
      {"minimum_coverage", "minimum_cover", "project.key_unknown", 39},
      {"total = true", "total = \"ja\"", "project.type_wrong", 40},
      {"replications = 500", "replications = 20000", "project.value_wrong", 41},
      {"seed = 7", "seed = -1", "project.value_wrong", 42},
      {"huisvesting = 2", "huisvesting = -2", "project.value_wrong", 43},
  };
  for (const Wrong& wrong : cases) {
    SCOPED_TRACE(std::string(wrong.replace) + " -> " + wrong.code);
    std::string text = kGood;
    const auto at = text.find(wrong.find);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, std::string(wrong.find).size(), wrong.replace);
    const auto project = load(text);
    ASSERT_FALSE(project.has_value());
    const Error* error = find(project.error(), wrong.code);
    ASSERT_NE(error, nullptr) << all(project.error());
    EXPECT_EQ(error->where.line, wrong.line);
    EXPECT_EQ(error->where.file, "monitor.toml");
    EXPECT_EQ(error->failure, wrong.failure);
  }
}

// The head of a project up to [disclosure].
std::string with_disclosure(const std::string& lines) { return kGood.substr(0, kGood.find("[disclosure]")) + lines; }

TEST(DisclosureRules, EveryNumberIsReadAndEveryDefaultIsTheDocumentedOne) {
  ::setenv("TREDE_TEST_FOLDER", "/gegevens", 1);
  const auto defaults = load(with_disclosure(""));
  ASSERT_TRUE(defaults.has_value()) << all(defaults.error());
  DisclosureConfig documented;
  documented.minimum_count = 10;
  documented.minimum_complement = 10;
  documented.minimum_denominator = 50;
  documented.minimum_denominator_dwellings = 20;
  documented.minimum_households = 5;
  documented.minimum_respondents = 30;
  documented.minimum_answers = 5;
  documented.group_share = 0.9;
  documented.dominance = 0.5;
  documented.width = 3;
  documented.half_width = 0.25;
  documented.method = ProtectionMethod::suppression;
  documented.rounding_base = 5;
  documented.level_share = 0.5;
  documented.pool_years = 3;
  EXPECT_EQ(defaults->disclosure, documented);
  const auto strict = load(with_disclosure(R"([disclosure]
minimum_count = 11
minimum_complement = 12
minimum_denominator = 53
minimum_denominator_dwellings = 24
minimum_households = 6
minimum_respondents = 37
minimum_answers = 8
group_share = 0.89
dominance = 0.41
width = 7
half_width = 0.21
method = "rounding"
rounding_base = 10
level_share = 0.65
pool_years = 2
institutions = "instellingen.csv"
[disclosure.source."tabel"]
method = "cell-key"
minimum_count = 12
)"));
  ASSERT_TRUE(strict.has_value()) << all(strict.error());
  const DisclosureConfig& r = strict->disclosure;
  EXPECT_EQ(std::tie(r.minimum_count, r.minimum_complement, r.minimum_denominator, r.minimum_denominator_dwellings, r.minimum_households),
            std::make_tuple(11, 12, 53, 24, 6));
  EXPECT_EQ(std::tie(r.minimum_respondents, r.minimum_answers, r.width, r.rounding_base, r.pool_years), std::make_tuple(37, 8, 7, 10, 2));
  EXPECT_EQ(std::tie(r.group_share, r.dominance, r.half_width, r.level_share), std::make_tuple(0.89, 0.41, 0.21, 0.65));
  EXPECT_EQ(r.method, ProtectionMethod::rounding);
  EXPECT_TRUE(strict->institutions.ends_with("/instellingen.csv")) << strict->institutions;
  const DisclosureConfig& own = strict->disclosure_by_source.at(SourceId("tabel"));
  EXPECT_EQ(own.method, ProtectionMethod::cell_key);
  EXPECT_EQ(own.minimum_count, 12);
  EXPECT_EQ(own.width, 7);  // the rest as the project's
}

TEST(DisclosureRules, EachWeakeningIsNamedAndNeedsAReasonAndASecondName) {
  ::setenv("TREDE_TEST_FOLDER", "/gegevens", 1);
  const std::vector<std::pair<std::string, std::string>> weaker = {{"minimum_count", "9"},        {"minimum_complement", "9"},
                                                                   {"minimum_denominator", "49"}, {"minimum_denominator_dwellings", "19"},
                                                                   {"minimum_households", "4"},   {"minimum_respondents", "29"},
                                                                   {"minimum_answers", "4"},      {"group_share", "0.91"},
                                                                   {"dominance", "0.51"},         {"width", "2"},
                                                                   {"half_width", "0.26"}};
  std::string all_of_them;
  for (const auto& [key, value] : weaker) {
    SCOPED_TRACE(key);
    const std::string line = key + " = " + value + "\n";
    all_of_them += line;
    for (const std::string& table : {std::string("[disclosure]\n"), std::string("[disclosure.source.\"tabel\"]\n")}) {
      for (const std::string& defence :
           {std::string(), std::string("reason = \"klein register\"\n"), std::string("approved_by = \"FG\"\n"),
            std::string("reason = \" \"\napproved_by = \"FG\"\n"), std::string("reason = \"Akkoord\"\napproved_by = \"akkoord \"\n")}) {
        const auto refused = load(with_disclosure(table + line + defence));
        ASSERT_FALSE(refused.has_value()) << defence;
        const Error* error = find(refused.error(), "project.disclosure_weakened");
        ASSERT_NE(error, nullptr) << all(refused.error());
        EXPECT_EQ(error->failure, Failure::disclosure);
        EXPECT_NE(error->en.find(key), std::string::npos);
        EXPECT_EQ(error->where.line, 29);
      }
      const auto defended = load(with_disclosure(table + line + "reason = \"klein register\"\napproved_by = \"FG\"\n"));
      EXPECT_TRUE(defended.has_value()) << all(defended.error());
    }
  }
  const auto refused = load(with_disclosure("[disclosure]\n" + all_of_them));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().list().size(), weaker.size());
}

TEST(DisclosureRules, AMethodALevelShareAndAWindowAreChoicesNotWeakenings) {
  ::setenv("TREDE_TEST_FOLDER", "/gegevens", 1);
  for (const char* line : {"method = \"rounding\"", "method = \"cell-key\"", "level_share = 0.3", "pool_years = 1", "pool_years = 5",
                           "method = \"rounding\"\nrounding_base = 10"}) {
    const auto project = load(with_disclosure(std::string("[disclosure]\n") + line + "\n"));
    EXPECT_TRUE(project.has_value()) << line << all(project.error());
  }
}

TEST(DisclosureRules, ANumberOutsideItsRangeIsRefused) {
  ::setenv("TREDE_TEST_FOLDER", "/gegevens", 1);
  const std::string defence = "reason = \"proef\"\napproved_by = \"FG\"\n";
  for (const char* line : {"minimum_count = 0",
                           "minimum_complement = 0",
                           "minimum_denominator = 0",
                           "minimum_denominator_dwellings = 0",
                           "minimum_households = 0",
                           "minimum_respondents = 0",
                           "minimum_answers = 0",
                           "group_share = 0.4",
                           "group_share = 1.1",
                           "dominance = 0.0",
                           "dominance = 1.5",
                           "width = 0",
                           "width = 2000",
                           "half_width = 0.0",
                           "half_width = 0.6",
                           "level_share = 0.0",
                           "level_share = 1.1",
                           "pool_years = 0",
                           "pool_years = 11",
                           "method = \"ruis\"",
                           "rounding_base = 5",
                           "method = \"rounding\"\nrounding_base = 2",
                           "method = \"rounding\"\nrounding_base = 101",
                           "minimum_count = 1000001"}) {
    SCOPED_TRACE(line);
    const auto project = load(with_disclosure(std::string("[disclosure]\n") + line + "\n" + defence));
    ASSERT_FALSE(project.has_value());
    EXPECT_TRUE(has(project.error(), "project.value_wrong")) << all(project.error());
  }
}

TEST(OwnAreas, AreReadWithTheirBuurtenInOrder) {
  ::setenv("TREDE_TEST_FOLDER", "/gegevens", 1);
  const auto project = load(kGood + R"([[own_area]]
id = "team-oost"
name = { nl = "Team Oost", en = "Team East" }
areas = ["BU00010103", "BU00010101"]
)");
  ASSERT_TRUE(project.has_value()) << all(project.error());
  ASSERT_EQ(project->own_areas.size(), 1U);
  const OwnAreaConfig& area = project->own_areas.front();
  EXPECT_EQ(area.id, "team-oost");
  EXPECT_EQ(area.name.en, "Team East");
  EXPECT_EQ(area.areas, (std::vector<AreaCode>{code("BU00010101"), code("BU00010103")}));
  EXPECT_EQ(area.where.line, 44);
}

TEST(OwnAreas, EachMistakeHasItsCode) {
  ::setenv("TREDE_TEST_FOLDER", "/gegevens", 1);
  const std::string name = "name = { nl = \"n\", en = \"n\" }\n";
  const std::string areas = "areas = [\"BU00010101\"]\n";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"[[own_area]]\nid = \"Team\"\n" + name + areas, "project.value_wrong"},
      {"[[own_area]]\nid = \"t\"\n" + name + areas, "project.value_wrong"},
      {"[[own_area]]\nid = \"team\"\nname = { nl = \"n\" }\n" + areas, "project.key_missing"},
      {"[[own_area]]\nid = \"team\"\n" + name, "project.own_area_wrong"},
      {"[[own_area]]\nid = \"team\"\n" + name + "areas = [\"WK000101\"]\n", "project.own_area_wrong"},
      {"[[own_area]]\nid = \"team\"\n" + name + "areas = [\"BU00020101\"]\n", "project.own_area_wrong"},
      {"[[own_area]]\nid = \"team\"\n" + name + "areas = [\"BU00010101\", \"BU00010101\"]\n", "project.own_area_wrong"},
      {"[[own_area]]\nid = \"team\"\n" + name + areas + "[[own_area]]\nid = \"team\"\n" + name + areas, "project.own_area_twice"},
      {"[[own_area]]\nid = \"team\"\nkleur = \"rood\"\n" + name + areas, "project.key_unknown"},
  };
  for (const auto& [lines, expected] : cases) {
    const auto project = load(kGood + lines);
    ASSERT_FALSE(project.has_value()) << lines;
    EXPECT_TRUE(has(project.error(), expected)) << lines << all(project.error());
  }
}

TEST(ProjectFile, AllMistakesAreGivenAtOnce) {
  std::string text = kGood;
  text.replace(text.find("areas = [\"GM0001\"]"), 18, "areas = [\"GM1\"]");
  text.replace(text.find("keep = 3"), 8, "kep = 3");
  text.replace(text.find("table = \"T1\""), 12, "tabel = \"T1\"");
  const auto project = load(text);
  ASSERT_FALSE(project.has_value());
  EXPECT_GE(project.error().list().size(), 3U);
  const Error* unknown = find(project.error(), "project.key_unknown");
  ASSERT_NE(unknown, nullptr);
  EXPECT_NE(unknown->en.find("table"), std::string::npos);  // the nearest known key
}

TEST(ProjectFile, NoFileAndNoTomlAreSaidSo) {
  Folder folder;
  const auto none = load_project(folder.path());
  ASSERT_FALSE(none.has_value());
  EXPECT_TRUE(has(none.error(), "base.file.missing"));
  for (const std::string& bytes :
       {std::string("a: &a [*a]\n"), std::string("\xFF"), std::string("{}"), "a = " + std::string(100'000, '[')}) {
    const auto damaged = load(bytes);
    ASSERT_FALSE(damaged.has_value());
    EXPECT_TRUE(has(damaged.error(), "project.toml_damaged")) << all(damaged.error());
  }
  EXPECT_FALSE(load("").has_value());
}

}  // namespace
}  // namespace trede::testing
