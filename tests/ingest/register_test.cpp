// SPDX-License-Identifier: EUPL-1.2
// Registers: counted exactly, refused precisely, never quoted.

#include <random>
#include <set>

#include <fmt/format.h>

#include "base/compress.hpp"
#include "fixture.hpp"

namespace trede::testing {
namespace {

const char* const kRule =
    "SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal FROM registratie AS r "
    "JOIN periode AS p ON r.begin <= p.einde AND (r.einde IS NULL OR r.einde >= p.begin) JOIN ligging AS l ON l.buurt = r.buurt "
    "GROUP BY l.niveau, l.gebied, p.periode;";

struct RegisterSetup : SmallProject {
  RegisterSetup() {
    Source source;
    source.id = SourceId("opvang");
    source.kind = SourceKind::register_;
    source.access = Access::municipal;
    source.register_columns = {"persoon", "begin", "einde", "buurt", "", "", {"soort"}, {{"soort", {"x", "y"}}}};
    catalogue.sources = {source};
    catalogue.denominators.clear();
    catalogue.indicators.clear();
    Indicator indicator;
    indicator.id = IndicatorId("i-opvang");
    indicator.periodicity = "yearly";
    Figures figures;
    figures.source = SourceId("opvang");
    figures.rule = "opvang";
    indicator.figures = {figures};
    catalogue.indicators = {indicator};
    Rule rule;
    rule.name = "opvang";
    rule.sql = kRule;
    catalogue.rules = {rule};
  }

  SourceFileConfig& reg(const std::string& name, std::string_view bytes) {
    SourceFileConfig config;
    config.path = folder.write(name, bytes);
    config.shown = name;
    config.dialect.delimiter = ';';
    config.vintage = Vintage{2020};
    config.retrieved = Date{2022, 1, 15};
    if (project.sources.empty()) {
      SourceConfig source_config;
      source_config.id = SourceId("opvang");
      project.sources.push_back(std::move(source_config));
    }
    project.sources.front().files.push_back(std::move(config));
    return project.sources.front().files.back();
  }
};

std::string counts(const Staging& staging) {
  std::string out;
  for (const StagedTable& table : staging.tables) {
    const AreaSet& set = *staging.division(table.from.vintage);
    for (std::size_t row = 0; row < table.area.size(); ++row) {
      if (table.columns[0].value[row] == 0) continue;
      out += fmt::format("{} {} {}\n", set.code(table.area[row]).view(), table.period[row].str(), table.columns[0].value[row]);
    }
  }
  return out;
}

const std::string kHeader = "persoon;begin;einde;buurt;soort\n";
const std::string kPlain = kHeader +
                           "a;2020-01-01;2020-06-30;BU00010101;x\n"
                           "a;2020-07-01;;BU00010102;x\n"
                           "b;2019-01-20;2020-01-01;BU00010101;y\n"
                           "b;2019-01-20;2020-01-01;BU00010101;y\n"
                           "c;2021-12-31;;;x\n"
                           "d;2021-05-01;2021-05-02;BU00020101;x\n";
const std::string kPlainCounts =
    "GM0001 2019 1\nWK000101 2019 1\nBU00010101 2019 1\n"
    "GM0001 2020 2\nWK000101 2020 2\nBU00010101 2020 2\nBU00010102 2020 1\n"
    "GM0001 2021 2\nWK000101 2021 1\nBU00010102 2021 1\n";

TEST(Registers, PersonsAreCountedOncePerAreaAndZeroIsSaidWhereThereIsNone) {
  RegisterSetup setup;
  setup.reg("opvang.csv", kPlain);
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  ASSERT_EQ(staging->tables.size(), 1U);
  EXPECT_EQ(counts(*staging), kPlainCounts);
  const StagedTable& table = staging->tables[0];
  EXPECT_EQ(table.rule, "opvang");
  EXPECT_EQ(table.area.size(), 3U * 8U);  // 2019 to 2021; one gemeente, two wijken, five buurten
  EXPECT_EQ(table.from.file, "opvang #1");
  EXPECT_EQ(table.from.sha256.size(), 64U);
  EXPECT_EQ(table.from.rows, 6);
  EXPECT_TRUE(has(staging->warnings, "ingest.register.coverage_assumed"));
}

TEST(Registers, OtherWritingOfTheSameRowsGivesTheSameCounts) {
  const std::string zipped = gzip(kPlain);
  std::string quoted = kPlain;
  for (std::size_t at = 0; (at = quoted.find("BU0001", at)) != std::string::npos; at += 12) {
    quoted.insert(at, "\"");
    quoted.insert(at + 11, "\"");
  }
  std::string latin = kPlain;  // forces the careful way
  std::string reversed = kHeader;
  std::vector<std::string> lines;
  std::istringstream stream(kPlain.substr(kHeader.size()));
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) reversed += *line + "\n";
  for (const auto& [name, bytes] :
       std::vector<std::pair<std::string, std::string>>{{"a.csv.gz", zipped}, {"b.csv", quoted}, {"c.csv", latin}, {"d.csv", reversed}}) {
    for (const unsigned threads : {1U, 2U}) {
      SCOPED_TRACE(name);
      RegisterSetup setup;
      setup.options.threads = threads;
      SourceFileConfig& file = setup.reg(name, bytes);
      if (name == "c.csv") file.dialect.encoding = Encoding::iso_8859_1;
      auto staging = setup.run();
      ASSERT_TRUE(staging.has_value()) << all(staging.error());
      EXPECT_EQ(counts(*staging), kPlainCounts);
    }
  }
}

struct BadRegister {
  const char* name;
  std::string rows;
  const char* code;
  std::int64_t line;
  const char* column;
};

TEST(Registers, EveryWrongRowIsNamedWithItsLineAndNeverItsValue) {
  const std::vector<BadRegister> cases = {
      {"no person", ";2020-01-01;;BU00010101;x\n", "ingest.register.no_person", 2, "persoon"},
      {"no begin", "a;;;BU00010101;x\n", "ingest.register.no_begin", 2, "begin"},
      {"impossible date", "a;2020-02-30;;BU00010101;x\n", "ingest.register.bad_date", 2, "begin"},
      {"date with one digit", "a;2020-2-3;;BU00010101;x\n", "ingest.register.bad_date", 2, "begin"},
      {"date with slashes", "a;2020/02/03;;BU00010101;x\n", "ingest.register.bad_date", 2, "begin"},
      {"Dutch date", "a;01-02-2020;;BU00010101;x\n", "ingest.register.bad_date", 2, "begin"},
      {"date before 1900", "a;1020-01-01;;BU00010101;x\n", "ingest.register.bad_date", 2, "begin"},
      {"bad end", "a;2020-01-01;later;BU00010101;x\n", "ingest.register.bad_date", 2, "einde"},
      {"a value with a capital", "a;2020-01-01;;BU00010101;X\n", "ingest.register.value_unknown", 2, "soort"},
      {"a value with a space", "a;2020-01-01;;BU00010101;x \n", "ingest.register.value_unknown", 2, "soort"},
      {"no value", "b;2020-01-01;;BU00010101;y\na;2020-01-01;;BU00010101;\n", "ingest.register.value_unknown", 3, "soort"},
      {"end before begin", "a;2020-01-02;2020-01-01;BU00010101;x\n", "ingest.register.end_before_begin", 2, "einde"},
      {"future", "a;2022-01-16;;BU00010101;x\n", "ingest.register.future", 2, "begin"},
      {"unknown buurt", "a;2020-01-01;;BU00010199;x\n", "ingest.area.unknown_code", 2, "buurt"},
      {"wijk in buurt column", "a;2020-01-01;;WK000101;x\n", "ingest.area.wrong_level", 2, "buurt"},
      {"lower case", "a;2020-01-01;;bu00010101;x\n", "ingest.area.lower_case", 2, "buurt"},
      {"lost zero", "a;2020-01-01;;10101;x\n", "ingest.area.lost_zero", 2, "buurt"},
      {"too few fields", "a;2020-01-01;;BU00010101\n", "base.csv.columns", 2, ""},
      {"open quote", "a;2020-01-01;;\"BU00010101;x\n", "base.csv.open_quote", 2, ""},
      {"NUL byte", std::string("a;2020-01-01;;BU00010101;x\0\n", 27), "ingest.text.forbidden", 2, ""},
      {"not UTF-8", "a;2020-01-01;;BU00010101;caf\xE9\n", "ingest.text.encoding", 2, ""},
  };
  for (const BadRegister& bad : cases) {
    SCOPED_TRACE(bad.name);
    RegisterSetup setup;
    setup.reg("opvang.csv", kHeader + bad.rows + "geheim-b;2019-01-01;;BU00010101;geheim-soort\n");
    auto staging = setup.run();
    ASSERT_FALSE(staging.has_value());
    const Error* error = find(staging.error(), bad.code);
    ASSERT_NE(error, nullptr) << all(staging.error());
    EXPECT_EQ(error->where.line, bad.line);
    EXPECT_EQ(error->where.column_name, bad.column);
    EXPECT_EQ(staging.error().failure(), Failure::input);
    for (const char* value : {"geheim", "BU00010199", "2020-02-30", "bu00010101", "later"})
      EXPECT_EQ(all(staging.error()).find(value), std::string::npos) << value;
  }
}

TEST(Registers, AnEmptyRegisterIsNotZeroAndMissingColumnsAreNamed) {
  for (const auto& [bytes, code] :
       std::vector<std::pair<std::string, std::string>>{{"", "base.csv.empty"},
                                                        {"\xEF\xBB\xBF", "base.csv.empty"},
                                                        {kHeader, "ingest.register.no_rows"},
                                                        {"persoon;begin\na;2020-01-01\n", "ingest.header.missing"}}) {
    RegisterSetup setup;
    setup.reg("opvang.csv", bytes);
    auto staging = setup.run();
    ASSERT_FALSE(staging.has_value());
    EXPECT_TRUE(has(staging.error(), code)) << all(staging.error());
  }
}

TEST(Registers, CitizenServiceNumbersAsPersonsStopTheRun) {
  std::string rows = kHeader;
  int made = 0;
  for (int n = 100000000; made < 40; n += 7) {
    const std::string text = std::to_string(n);
    int sum = 0;
    for (int i = 0; i < 8; ++i) sum += (9 - i) * (text[static_cast<std::size_t>(i)] - '0');
    if ((sum - (text[8] - '0')) % 11 != 0) continue;
    rows += text + ";2019-01-01;;BU00010101;x\n";
    ++made;
  }
  RegisterSetup setup;
  setup.reg("opvang.csv", rows);
  auto staging = setup.run();
  ASSERT_FALSE(staging.has_value());
  EXPECT_TRUE(has(staging.error(), "ingest.pii.bsn")) << all(staging.error());
  RegisterSetup named;
  named.reg("opvang.csv", "persoon;begin;einde;buurt;soort;achternaam\na;2019-01-01;;BU00010101;x;Geheim\n");
  auto refused = named.run();
  ASSERT_FALSE(refused.has_value());
  EXPECT_TRUE(has(refused.error(), "ingest.pii.header"));
}

// Three citizen service numbers that nobody has, written in the ways that a spreadsheet or a person writes them.
TEST(Registers, AFewCitizenServiceNumbersInAnyWritingStopTheRun) {
  for (const std::string persons : {"123456782;111222333;999999990", "123.456.782;111.222.333;999.999.990",
                                    "123 456 782;111 222 333;999 999 990", "12345672;12345672;12345672"}) {
    for (const bool fast : {true, false}) {
      SCOPED_TRACE(persons);
      std::string rows = kHeader + "een-pseudoniem;2019-01-01;;BU00010101;x\n";
      std::istringstream stream(persons);
      for (std::string person; std::getline(stream, person, ';');) rows += person + ";2019-01-01;;BU00010101;x\n";
      RegisterSetup setup;
      SourceFileConfig& file = setup.reg("opvang.csv", rows);
      if (!fast) file.dialect.encoding = Encoding::iso_8859_1;
      auto staging = setup.run();
      ASSERT_FALSE(staging.has_value());
      EXPECT_TRUE(has(staging.error(), "ingest.pii.bsn")) << all(staging.error());
      EXPECT_EQ(all(staging.error()).find("123"), std::string::npos);
    }
  }
  RegisterSetup other;  // nine digits that are no such numbers
  other.reg("opvang.csv",
            kHeader + "123456789;2019-01-01;;BU00010101;x\n123456781;2019-01-01;;BU00010101;x\n111222334;2019-01-01;;BU00010101;x\n");
  auto staging = other.run();
  EXPECT_TRUE(staging.has_value()) << all(staging.error());
}

TEST(Registers, AColumnCalledBsnStopsTheRunWhateverItHolds) {
  for (const std::string header : {"BSN", "client_bsn", "bsn-nummer", "Burgerservicenummer ouder"}) {
    SCOPED_TRACE(header);
    RegisterSetup setup;
    setup.reg("opvang.csv", "persoon;begin;einde;buurt;soort;" + header + "\na;2019-01-01;;BU00010101;x;\n");
    auto staging = setup.run();
    ASSERT_FALSE(staging.has_value());
    EXPECT_TRUE(has(staging.error(), "ingest.pii.bsn")) << all(staging.error());
  }
}

TEST(Registers, AMunicipalFileNeedsASalt) {
  RegisterSetup setup;
  setup.reg("opvang.csv", kPlain);
  setup.project.salt = "kort";
  auto staging = setup.run();
  ASSERT_FALSE(staging.has_value());
  EXPECT_TRUE(has(staging.error(), "project.salt_missing")) << all(staging.error());
}

TEST(Registers, ADeclaredPeriodDecidesWhatIsCoveredAndSeveralFilesNeedOne) {
  RegisterSetup setup;
  setup.reg("opvang.csv", kPlain).period = Period::year(2020);
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(staging->tables[0].period.front(), Period::year(2020));
  EXPECT_EQ(staging->tables[0].period.back(), Period::year(2020));
  setup.reg("opvang-2.csv", kHeader + "z;2021-01-01;;BU00010201;x\n");
  auto refused = setup.run();
  ASSERT_FALSE(refused.has_value());
  EXPECT_TRUE(has(refused.error(), "ingest.register.period_needed"));
  setup.project.sources[0].files[1].period = Period::year(2021);
  auto both = setup.run();
  ASSERT_TRUE(both.has_value()) << all(both.error());
  EXPECT_NE(counts(*both).find("BU00010201 2021 1"), std::string::npos);
}

TEST(Registers, TheRegisterOfOneGemeenteSaysNothingAboutAnother) {
  RegisterSetup setup;
  setup.project.gemeenten = {code("GM0001"), code("GM0002")};
  setup.reg("opvang.csv", kPlain).period = Period::year(2021);
  auto unsaid = setup.run();
  ASSERT_FALSE(unsaid.has_value());
  EXPECT_TRUE(has(unsaid.error(), "project.source_gemeente_needed")) << all(unsaid.error());
  setup.project.sources[0].gemeente = code("GM0001");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  const StagedTable& table = staging->tables.at(0);
  const AreaSet& set = staging->divisions[0];
  EXPECT_EQ(table.area.size(), 8U);  // one gemeente, two wijken, five buurten; nothing of GM0002
  for (const AreaIndex area : table.area) EXPECT_EQ(set.code(set.gemeente(area)).str(), "GM0001");
  // Who has no known buurt counts in the register's own gemeente; who lives in the other one nowhere.
  EXPECT_EQ(counts(*staging), "GM0001 2021 2\nWK000101 2021 1\nBU00010102 2021 1\n");
  setup.project.sources[0].gemeente = code("GM0003");
  auto unknown = setup.run();
  ASSERT_FALSE(unknown.has_value());
  EXPECT_TRUE(has(unknown.error(), "ingest.register.gemeente")) << all(unknown.error());
}

TEST(Registers, APeriodThatRunsPastTheDayOfRetrievalIsRefused) {
  RegisterSetup setup;
  SourceFileConfig& file = setup.reg("opvang.csv", kPlain);
  file.period = Period::span(2020, 2022);  // retrieved on 15 January 2022
  auto refused = setup.run();
  ASSERT_FALSE(refused.has_value());
  EXPECT_TRUE(has(refused.error(), "ingest.register.period_future")) << all(refused.error());
  file.retrieved = Date{2022, 12, 31};
  auto staging = setup.run();
  EXPECT_TRUE(staging.has_value()) << all(staging.error());
}

TEST(Registers, AnAddressIsPlacedInItsBuurt) {
  RegisterSetup setup;
  setup.catalogue.sources[0].register_columns = {"persoon", "begin", "einde", "", "postcode", "huisnummer", {}, {}};
  SourceFileConfig& file =
      setup.reg("opvang.csv", "persoon;begin;einde;postcode;huisnummer\na;2019-01-01;;1234 ab;12a\nb;2019-01-01;;9999ZZ;1\n");
  file.addresses = setup.folder.write("adressen.csv", "postcode;huisnummer;buurt\n1234AB;12;BU00010102\n1234AB;14;BU00010201\n");
  file.period = Period::year(2020);
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(counts(*staging), "GM0001 2020 2\nWK000101 2020 1\nBU00010102 2020 1\n");
}

// F33: many rows, persons in two buurten, repeated rows; against a count made here, another way.
TEST(Registers, TwoHundredThousandRandomRowsAreCountedExactly) {
  std::mt19937 random(20200101);
  const std::vector<std::string> buurten = {"BU00010101", "BU00010102", "BU00010103", "BU00010201", "BU00010202", ""};
  std::string text = kHeader;
  std::set<std::tuple<std::string, int, int>> seen;
  for (int i = 0; i < 200'000; ++i) {
    const int person = static_cast<int>(random() % 30'000);
    const std::string& buurt = buurten[random() % buurten.size()];
    const int begin = 2016 + static_cast<int>(random() % 6);
    const int end = std::min(2021, begin + static_cast<int>(random() % 3));
    text += fmt::format("p{};{}-01-01;{}-12-31;{};x\n", person, begin, end, buurt);
    for (int y = begin; y <= end; ++y) {
      seen.emplace("GM0001", y, person);
      if (buurt.empty()) continue;
      seen.emplace(buurt, y, person);
      seen.emplace("WK" + buurt.substr(2, 6), y, person);
    }
  }
  std::map<std::pair<std::string, int>, int> truth;
  for (const auto& [area, year, person] : seen) ++truth[{area, year}];
  RegisterSetup setup;
  setup.reg("opvang.csv", text).period = Period::span(2016, 2021);
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  const StagedTable& table = staging->tables.at(0);
  ASSERT_EQ(table.area.size(), truth.size());
  for (std::size_t row = 0; row < table.area.size(); ++row) {
    const std::pair<std::string, int> key{staging->divisions[0].code(table.area[row]).str(), table.period[row].first_year()};
    EXPECT_EQ(table.columns[0].value[row], truth.at(key)) << key.first << " " << key.second;
  }
}

// ---- surveys

struct SurveySetup : SmallProject {
  SurveySetup() {
    Source source;
    source.id = SourceId("enquete");
    source.kind = SourceKind::survey;
    source.access = Access::municipal;
    source.survey_columns = {"respondent", "buurt", "jaar", "gewicht", "stratum"};
    catalogue.sources = {source};
    catalogue.denominators.clear();
    catalogue.indicators.clear();
    Indicator indicator;
    Figures figures;
    figures.source = SourceId("enquete");
    figures.item = "overlast";
    figures.valid = {"1", "2", "3"};
    figures.positive = {"3"};
    figures.filter_item = "zorger";
    figures.filter_in = {"1"};
    indicator.figures = {figures};
    catalogue.indicators = {indicator};
  }
  void survey(const std::string& rows, const std::string& header = "respondent;jaar;buurt;gewicht;stratum;overlast;zorger\n") {
    SourceFileConfig config;
    config.path = folder.write("enquete.csv", header + rows);
    config.shown = "enquete.csv";
    config.dialect.delimiter = ';';
    config.dialect.missing = {{"99", Missing::not_surveyed}};
    config.vintage = Vintage{2020};
    SourceConfig source_config;
    source_config.id = SourceId("enquete");
    source_config.files = {config};
    project.sources = {source_config};
  }
};

TEST(Surveys, RespondentsAreStagedInOrderWithWeightsAnswersAndPlaces) {
  SurveySetup setup;
  setup.survey("r2;2020;BU00010102;1.5;a;3;1\nr1;2020;;0.5;b;99;2\nr1;2019;BU00010201;1;a;1;\n");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  const StagedSurvey& survey = staging->surveys.at(0);
  EXPECT_EQ(survey.period, (std::vector<Period>{Period::year(2019), Period::year(2020), Period::year(2020)}));
  EXPECT_EQ(survey.weight, (std::vector<double>{1, 0.5, 1.5}));
  EXPECT_EQ(survey.area[1], kNoArea);
  EXPECT_EQ(survey.stratum, (std::vector<std::int32_t>{0, 1, 0}));
  ASSERT_EQ(survey.items.size(), 2U);
  EXPECT_EQ(survey.items[0].name, "overlast");
  EXPECT_EQ(survey.items[0].answer, (std::vector<std::int16_t>{0, -1, 2}));
  EXPECT_EQ(survey.items[1].codes, (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(survey.items[1].answer, (std::vector<std::int16_t>{-1, 1, 0}));
  EXPECT_EQ(survey.from.file, "enquete #1");
}

TEST(Surveys, TwoFilesOfOneYearAreOneSurveyAndNobodyAnswersTwice) {
  SurveySetup setup;
  setup.survey("r1;2020;BU00010102;1;a;3;1\nr3;2020;BU00010101;2;b;1;2\n");
  SourceFileConfig second = setup.project.sources[0].files[0];
  second.shown = "tweede.csv";
  second.path = setup.folder.write("tweede.csv", "respondent;jaar;buurt;gewicht;stratum;overlast;zorger\nr2;2020;BU00010201;4;c;2;1\n");
  setup.project.sources[0].files.push_back(second);
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  ASSERT_EQ(staging->surveys.size(), 1U);
  EXPECT_EQ(staging->surveys[0].weight, (std::vector<double>{1, 4, 2}));
  EXPECT_EQ(staging->surveys[0].stratum, (std::vector<std::int32_t>{0, 2, 1}));
  EXPECT_EQ(staging->surveys[0].from.rows, 3);
  EXPECT_EQ(staging->surveys[0].from.file, "enquete #1");
  setup.folder.write("tweede.csv", "respondent;jaar;buurt;gewicht;stratum;overlast;zorger\nr3;2020;BU00010201;4;c;2;1\n");
  auto twice = setup.run();
  ASSERT_FALSE(twice.has_value());
  EXPECT_TRUE(has(twice.error(), "ingest.survey.respondent_twice")) << all(twice.error());
}

TEST(Surveys, ASurveyAmongSeveralGemeentenSaysWhoseItIs) {
  SurveySetup setup;
  setup.project.gemeenten = {code("GM0001"), code("GM0002")};
  setup.survey("r1;2020;BU00010102;1;a;3;1\nr2;2020;;1;b;1;2\n");
  auto unsaid = setup.run();
  ASSERT_FALSE(unsaid.has_value());
  EXPECT_TRUE(has(unsaid.error(), "project.source_gemeente_needed"));
  setup.project.sources[0].gemeente = code("GM0001");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  const StagedSurvey& survey = staging->surveys.at(0);
  EXPECT_EQ(staging->divisions[0].code(survey.area[1]).str(), "GM0001");
  setup.survey("r1;2020;BU00020101;1;a;3;1\n");
  setup.project.sources[0].gemeente = code("GM0001");
  auto outside = setup.run();
  ASSERT_FALSE(outside.has_value());
  EXPECT_TRUE(has(outside.error(), "ingest.survey.outside")) << all(outside.error());
}

TEST(Surveys, WrongMicrodataIsRefusedByRowWithoutItsValue) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"r1;2020;BU00010101;0;a;1;1\n", "ingest.survey.weight"},
      {"r1;2020;BU00010101;-1;a;1;1\n", "ingest.survey.weight"},
      {"r1;2020;BU00010101;;a;1;1\n", "ingest.survey.weight"},
      {"r1;2020;BU00010101;1,5;a;1;1\n", "ingest.survey.weight"},
      {"r1;2020;BU00010101;nan;a;1;1\n", "ingest.survey.weight"},
      {"r1;2020;BU00010101;1;a;1;1\nr2;2020;BU00010101;1;a;1;1\nr3;2020;BU00010101;1001;a;1;1\n", "ingest.survey.weight_huge"},
      {"r1;2020;BU00010101;1;a;7;1\n", "ingest.survey.unknown_answer"},
      {"r1;2020;BU00010101;1;a;1;1\nr1;2020;BU00010102;1;a;1;1\n", "ingest.survey.respondent_twice"},
      {";2020;BU00010101;1;a;1;1\n", "ingest.survey.no_respondent"},
      {"r1;2020;BU00010109;1;a;1;1\n", "ingest.area.unknown_code"},
      {"r1;2020;BU00020101;1;a;1;1\n", "ingest.survey.outside"},
      {"r1;2031;BU00010101;1;a;1;1\n", "ingest.period.future"},
      {"", "ingest.survey.no_rows"},
  };
  for (const auto& [rows, code] : cases) {
    SCOPED_TRACE(rows);
    SurveySetup setup;
    setup.survey(rows);
    auto staging = setup.run();
    ASSERT_FALSE(staging.has_value());
    EXPECT_TRUE(has(staging.error(), code)) << all(staging.error());
  }
}

}  // namespace
}  // namespace trede::testing
