// SPDX-License-Identifier: EUPL-1.2
// monitor.toml: read whole, or every problem with its line and column (F31, F36).

#include <cstdlib>

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
}

struct Wrong {
  const char* find;
  const char* replace;
  const char* code;
  std::int64_t line;
  Failure failure = Failure::input;
};

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
