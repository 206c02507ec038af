// SPDX-License-Identifier: EUPL-1.2
// Tables: what is read, and what is refused with which code. The F-numbers are those of the list of input faults in the test plan.

#include <fcntl.h>
#include <sys/stat.h>

#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"

#include "fixture.hpp"
#include "ingest/duck.hpp"

namespace trede::testing {
namespace {

const std::string kHeader = "gebied;jaar;inwoners;deel;saldo\n";
const std::string kRow = "BU00010101;2020;100;12,5;-3,25\n";

double at(const Staging& staging, const std::string& stem, const std::string& area, int year, Missing* missing = nullptr) {
  const StagedTable& table = staging.tables.at(0);
  for (std::size_t row = 0; row < table.area.size(); ++row) {
    if (staging.divisions[0].code(table.area[row]).str() != area || table.period[row] != Period::year(year)) continue;
    if (missing != nullptr) *missing = table.column(stem)->missing[row];
    return table.column(stem)->value[row];
  }
  ADD_FAILURE() << "no row for " << area;
  return -1;
}

TEST(Tables, ColumnsAreReadByNameInAnyOrderWithTheirReasons) {
  SmallProject setup;
  setup.file("t.csv",
             "saldo;extra;inwoners;deel;gebied;jaar\n"
             "-3,25;noot;100;12,5;BU00010101;2020\n"
             "-0;;0;.;BU00010102;2020\n"
             ";;-99999999;x;WK000101  ;2020\n"
             "1;;9;100;GM0001;2020JJ00\n"
             "1;;17000000;50;NL01;2020\n"
             "9;;9;9;BU00020101;2020\n"
             "9;;9;9;PV20;2020\n");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(staging->tables[0].area.size(), 5U);
  EXPECT_EQ(staging->tables[0].from.rows, 7);
  EXPECT_EQ(at(*staging, "saldo", "BU00010101", 2020), -3.25);
  EXPECT_FALSE(std::signbit(at(*staging, "saldo", "BU00010102", 2020)));
  Missing why{};
  at(*staging, "deel", "BU00010102", 2020, &why);
  EXPECT_EQ(why, Missing::confidential);
  at(*staging, "inwoners", "WK000101", 2020, &why);
  EXPECT_EQ(why, Missing::not_published_yet);
  at(*staging, "saldo", "WK000101", 2020, &why);
  EXPECT_EQ(why, Missing::confidential);  // empty, but the column is not
  EXPECT_EQ(at(*staging, "inwoners", "NL00", 2020), 17000000);
}

TEST(Tables, AnEmptyColumnAnUninhabitedAreaAndAnEmptyCellHaveThreeReasons) {
  SmallProject setup;
  DivisionConfig division;
  division.vintage = Vintage{2020};
  division.inhabitants_source = SourceId("tabel");
  division.inhabitants_column = "inwoners";
  setup.project.divisions = {division};
  setup.file("t.csv", kHeader + "BU00010101;2020;0;;\nBU00010102;2020;5;;\nBU00010103;2020;5;50;\n");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  Missing why{};
  at(*staging, "deel", "BU00010101", 2020, &why);
  EXPECT_EQ(why, Missing::not_applicable);
  at(*staging, "deel", "BU00010102", 2020, &why);
  EXPECT_EQ(why, Missing::confidential);
  at(*staging, "saldo", "BU00010103", 2020, &why);
  EXPECT_EQ(why, Missing::not_published_yet);
}

TEST(Tables, StemsAliasesAndFullKeysFindTheirColumnAndTwoCandidatesAreAnError) {
  SmallProject setup;
  setup.source().tables[0].aliases = {{"Percentage", "deel"}};
  setup.file("t.csv", "gebied_1;jaar_2;inwoners_5;Percentage_64;saldo\nBU00010101;2020;1;2;3\n").table = TableId("T1");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(at(*staging, "deel", "BU00010101", 2020), 2);
  EXPECT_EQ(staging->tables[0].column("inwoners")->key, "inwoners_5");
  SmallProject twice;
  twice.file("t.csv", "gebied;jaar;inwoners_5;inwoners_9;deel;saldo\nBU00010101;2020;1;2;3;4\n");
  auto refused = twice.run();
  ASSERT_FALSE(refused.has_value());
  EXPECT_TRUE(has(refused.error(), "ingest.header.ambiguous"));
  SmallProject full;
  full.catalogue.denominators[0].figures[0].columns.numerator = {"inwoners_9"};
  full.file("t.csv", "gebied;jaar;inwoners_5;inwoners_9;deel;saldo\nBU00010101;2020;1;2;3;4\n");
  auto exact = full.run();
  ASSERT_TRUE(exact.has_value()) << all(exact.error());
  EXPECT_EQ(at(*exact, "inwoners_9", "BU00010101", 2020), 2);
}

TEST(Tables, OnlyRowsThatSomeMappingSelectsAreKept) {
  SmallProject setup;
  setup.source().select = {{"leeftijd", "18"}};
  setup.source().margin_dimension = "marge";
  setup.source().margin_lower = "L";
  setup.source().margin_upper = "U";
  setup.source().select["marge"] = "M";
  setup.file(
      "t.csv",
      "gebied;jaar;leeftijd;marge;inwoners;deel;saldo\nBU00010101;2020;18 ;M;1;10;1\nBU00010101;2020;18;L;1;9;1\nBU00010101;2020;18;U;1;11;1\nBU00010101;2020;65;M;1;50;1\n");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(staging->tables[0].dimensions.at("marge"), (std::vector<std::string>{"L", "M", "U"}));
  EXPECT_EQ(staging->tables[0].dimensions.at("leeftijd"), (std::vector<std::string>{"18", "18", "18"}));
}

TEST(Tables, TheOrderOfRowsFilesAndThreadsDoesNotMatter) {
  const std::string a = kHeader + "BU00010101;2020;1;1;1\nBU00010102;2020;2;2;2\nGM0001;2019;3;3;3\n";
  const std::string b = kHeader + "GM0001;2019;3;3;3\nBU00010102;2020;2;2;2\nBU00010101;2020;1;1;1\n";
  const std::string c = kHeader + "BU00010201;2018;7;7;7\n";
  const auto print = [](const Staging& staging) {
    std::string out;
    for (const StagedTable& table : staging.tables)
      for (std::size_t row = 0; row < table.area.size(); ++row)
        out += fmt::format("{} {} {}|", table.area[row], table.period[row].str(), table.columns[1].value[row]);
    return out;
  };
  std::set<std::string> seen;
  for (const unsigned threads : {1U, 2U, 8U}) {
    for (const bool turn : {false, true}) {
      SmallProject setup;
      setup.options.threads = threads;
      setup.file("1.csv", turn ? c : a);
      setup.file("2.csv", turn ? b : c);
      auto staging = setup.run();
      ASSERT_TRUE(staging.has_value()) << all(staging.error());
      seen.insert(print(*staging));
    }
  }
  EXPECT_EQ(seen.size(), 1U);
}

TEST(Tables, WijkenInOneFileAndBuurtenInAnotherAreOneTable) {
  const std::string buurten = kHeader + "BU00010102;2020;2;2;2\nBU00010101;2020;1;1;1\n";
  const std::string wijken = kHeader + "WK000101;2020;3;3;3\nBU00010101;2020;1;1;1\n";
  std::set<std::string> hashes;
  for (const bool turn : {false, true}) {
    SmallProject setup;
    setup.file(turn ? "wijken.csv" : "buurten.csv", turn ? wijken : buurten);
    setup.file(turn ? "buurten.csv" : "wijken.csv", turn ? buurten : wijken);
    auto staging = setup.run();
    ASSERT_TRUE(staging.has_value()) << all(staging.error());
    ASSERT_EQ(staging->tables.size(), 1U);
    const StagedTable& table = staging->tables[0];
    ASSERT_EQ(table.area.size(), 3U);  // the buurt that is in both is there once
    EXPECT_EQ(table.column("inwoners")->value, (std::vector<double>{3, 1, 2}));
    EXPECT_EQ(staging->divisions[0].code(table.area[0]).str(), "WK000101");
    EXPECT_EQ(table.from.file, "buurten.csv, wijken.csv");
    EXPECT_EQ(table.from.rows, 4);
    EXPECT_TRUE(has(staging->warnings, "ingest.table.repeated_file"));
    hashes.insert(table.from.sha256);
  }
  EXPECT_EQ(hashes.size(), 1U);
}

TEST(Tables, AFileWithColumnsOfItsOwnFillsTheRowsOfTheOther) {
  SmallProject setup;
  setup.file("a.csv", "gebied;jaar;inwoners\nBU00010101;2020;1\nBU00010102;2020;2\n");
  setup.file("b.csv", "gebied;jaar;saldo\nBU00010101;2020;7\n");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  ASSERT_EQ(staging->tables.size(), 1U);
  const StagedTable& table = staging->tables[0];
  EXPECT_EQ(table.column("inwoners")->value, (std::vector<double>{1, 2}));
  EXPECT_EQ(table.column("saldo")->value, (std::vector<double>{7, 0}));
  EXPECT_EQ(table.column("saldo")->missing, (std::vector<Missing>{Missing::none, Missing::unknown}));
}

TEST(Tables, FilesOfOtherPeriodsOrOtherKeysStayApart) {
  SmallProject years;
  years.file("2019.csv", kHeader + "BU00010101;2019;1;1;1\n");
  years.file("2020.csv", kHeader + "BU00010101;2020;2;2;2\n");
  auto apart = years.run();
  ASSERT_TRUE(apart.has_value()) << all(apart.error());
  EXPECT_EQ(apart->tables.size(), 2U);
  SmallProject ages;
  for (Indicator& indicator : ages.catalogue.indicators) indicator.figures[0].columns.select = {{"Leeftijd", "18+"}};
  ages.catalogue.indicators[1].figures[0].columns.select = {{"Leeftijd", "65+"}};
  ages.file("18.csv", "gebied;jaar;Leeftijd;deel;saldo\nBU00010101;2020;18+;1;1\n");
  ages.file("65.csv", "gebied;jaar;Leeftijd;deel;saldo\nBU00010101;2020;65+;2;2\n");
  ages.catalogue.denominators.clear();
  auto by_age = ages.run();
  ASSERT_TRUE(by_age.has_value()) << all(by_age.error());
  ASSERT_EQ(by_age->tables.size(), 2U);
  EXPECT_EQ(by_age->tables[0].from.file.find(','), std::string::npos);
}

TEST(Tables, AreasAreFoundByNameWithoutMindingAccentsAndByNumber) {
  SmallProject setup;
  SourceFileConfig& named =
      setup.file("t.csv", kHeader + "castilielaan;2020;1;1;1\nT HOOL;2020;2;2;2\nOver het spoor;2020;3;3;3\nOnbekend;2020;4;4;4\n");
  named.area_by = AreaBy::name;
  named.area_level = AreaLevel::buurt;
  named.aliases = setup.folder.write("a.csv", "naam;code\nover het Spoor;BU00010201\nonbekend;\n");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(staging->tables[0].area.size(), 3U);
  EXPECT_EQ(at(*staging, "inwoners", "BU00010103", 2020), 1);
  EXPECT_EQ(at(*staging, "inwoners", "BU00010201", 2020), 3);
  SmallProject numbered;
  SourceFileConfig& file = numbered.file("t.csv", kHeader + "10101;2020;1;1;1\n00010102;2020;2;2;2\n20101;2020;9;9;9\n");
  file.area_by = AreaBy::number;
  file.area_level = AreaLevel::buurt;
  auto by_number = numbered.run();
  ASSERT_TRUE(by_number.has_value()) << all(by_number.error());
  EXPECT_EQ(at(*by_number, "inwoners", "BU00010102", 2020), 2);
  EXPECT_EQ(by_number->tables[0].area.size(), 2U);
}

TEST(Tables, ATableWithoutHeaderIsReadByPosition) {
  SmallProject setup;
  SourceFileConfig& file = setup.file("t.csv", "BU00010101;2020;7;7;7\nBU00010102;2020;7;7;8\n");
  file.dialect.header = false;
  file.columns = {{"area", "1"}, {"period", "2"}, {"inwoners", "3"}, {"deel", "4"}, {"saldo", "5"}};
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(at(*staging, "saldo", "BU00010102", 2020), 8);
}

// ---- faults: the whole file, the expected code, and whether the exit code is that of input or of a limit

struct Fault {
  const char* name;
  std::string bytes;
  const char* code;
  Failure failure = Failure::input;
};

std::string rows(const std::string& rest) { return kHeader + rest; }
std::string cell_of_deel(const std::string& text) {
  return kHeader + "BU00010101;2020;100;" + text + ";1\n" + "BU00010102;2020;100;1,5;1\n";
}
std::string cell_of_inwoners(const std::string& text) { return kHeader + "BU00010101;2020;" + text + ";1;1\n"; }
std::string area(const std::string& text) { return kHeader + kRow + text + ";2020;1;1;1\n"; }
std::string period(const std::string& text) { return kHeader + "BU00010101;" + text + ";1;1;1\n"; }

std::string bsn_column() {
  std::string out = "gebied;jaar;inwoners;deel;saldo;nummer\n";
  int made = 0;
  for (int n = 123456780; made < 25; ++n) {
    const std::string text = std::to_string(n);
    int sum = 0;
    for (int i = 0; i < 8; ++i) sum += (9 - i) * (text[static_cast<std::size_t>(i)] - '0');
    if ((sum - (text[8] - '0')) % 11 != 0) continue;
    out += fmt::format("BU00010101;{};1;1;1;{}\n", 1995 + made++, text);
  }
  return out;
}

std::string address_column() {
  std::string out = "gebied;jaar;inwoners;deel;saldo;pc;huisnummer\n";
  for (int i = 0; i < 25; ++i) out += fmt::format("BU00010101;{};1;1;1;{} AB;{}\n", 1995 + i, 1000 + i, i + 1);
  return out;
}

std::vector<Fault> faults() {
  return {
      {"F1 empty file", "", "base.csv.empty"},
      {"F1 byte order mark only", "\xEF\xBB\xBF", "base.csv.empty"},
      {"F1 header only", kHeader, "ingest.table.no_rows"},
      {"F2 cut inside a row", rows(kRow + "BU00010102;2020;1"), "base.csv.columns"},
      {"F2 cut inside quotes", rows(kRow + "\"BU0001"), "base.csv.open_quote"},
      {"F2 cut inside a character", rows(kRow + "Castili\xC3"), "ingest.text.encoding"},
      {"F3 windows-1252", rows("Castili\xEBlaan;2020;1;1;1\n"), "ingest.text.encoding"},
      {"F3 UTF-16", std::string("\xFF\xFEg\0e\0", 6), "ingest.text.encoding"},
      {"F5 overlong", rows("\xC0\xAF;2020;1;1;1\n"), "ingest.text.encoding"},
      {"F5 lone surrogate", rows("\xED\xA0\x80;2020;1;1;1\n"), "ingest.text.encoding"},
      {"F5 NUL", kHeader + std::string("BU00010101\0;2020;1;1;1\n", 23), "ingest.text.forbidden"},
      {"F5 writing direction", rows("BU00010101\xE2\x80\xAE;2020;1;1;1\n"), "ingest.text.forbidden"},
      {"F5 zero width", rows("BU00010101\xE2\x80\x8B;2020;1;1;1\n"), "ingest.text.forbidden"},
      {"F6 point where the comma was declared", cell_of_deel("12.5"), "ingest.number.decimal_mark"},
      {"F6 both marks used", cell_of_deel("12.5"), "ingest.number.mixed_marks"},
      {"F6 thousands with a mark", cell_of_deel("1.234,5"), "ingest.number.thousands"},
      {"F6 thousands with a blank", cell_of_deel("1 234"), "ingest.number.thousands"},
      {"F6 thousands with a hard blank",
       cell_of_deel("1\xC2\xA0"
                    "234"),
       "ingest.number.thousands"},
      {"F6 percent sign", cell_of_deel("12,5%"), "ingest.number.percent_sign"},
      {"F7 other delimiter", "gebied,jaar,inwoners,deel,saldo\nBU00010101,2020,1,1,1\n", "ingest.csv.delimiter"},
      {"F7 mixed delimiters", rows("BU00010101,2020,1,1,1\n"), "base.csv.columns"},
      {"F8 quote inside a field", rows("BU00\"010101;2020;1;1;1\n"), "base.csv.quote_in_field"},
      {"F9 too many fields", rows("BU00010101;2020;1;1;1;9\n"), "base.csv.columns"},
      {"F9 double header", "gebied;jaar;inwoners;deel;deel\nBU00010101;2020;1;1;1\n", "base.csv.duplicate_header"},
      {"F9 no area column", "jaar;inwoners;deel;saldo\n2020;1;1;1\n", "ingest.header.missing"},
      {"F9 no period column", "gebied;inwoners;deel;saldo\nBU00010101;1;1;1\n", "ingest.header.missing"},
      {"F9 nothing that is wanted", "gebied;jaar;iets\nBU00010101;2020;1\n", "ingest.header.nothing_wanted"},
      {"F9 header in capitals", "gebied;jaar;Inwoners;deel;saldo\nBU00010101;2020;1;1;1\n", "ingest.header.misspelt"},
      {"F9 header with a blank", "gebied;jaar; inwoners;deel;saldo\nBU00010101;2020;1;1;1\n", "ingest.header.misspelt"},
      {"F10 very long field", rows("BU00010101;2020;1;1;" + std::string((1U << 20U) + 2, '7') + "\n"), "base.csv.field_too_long",
       Failure::limit},
      {"F10 very long header", std::string(70'000, 'a') + ";b\n1;2\n", "base.csv.header_too_long", Failure::limit},
      {"F10 too many columns",
       [] {
         std::string s;
         for (int i = 0; i < 16'400; ++i) s += "a;";
         return s + "b\n";
       }(),
       "base.csv.too_many_columns", Failure::limit},
      {"F11 another value for the same key", rows(kRow + "BU00010101;2020;101;12,5;-3,25\n"), "ingest.table.duplicate"},
      {"F12 unknown buurt of a selected gemeente", area("BU00010109"), "ingest.area.unknown_code"},
      {"F12 seven digits", area("BU0001010"), "ingest.area.malformed"},
      {"F12 lower case", area("bu00010102"), "ingest.area.lower_case"},
      {"F12 lost zero", area("7720101"), "ingest.area.lost_zero"},
      {"F12 blank in front", area(" BU00010102"), "ingest.area.malformed"},
      {"F12 no code", area(""), "ingest.area.empty"},
      {"F14 years and quarters", rows(kRow + "BU00010102;2020-K1;1;1;1\n"), "ingest.period.mixed_kinds"},
      {"F14 future", period("2031"), "ingest.period.future"},
      {"F14 before any division", period("1980"), "ingest.period.before_division"},
      {"F14 no period", period("vorig jaar"), "ingest.period.unreadable"},
      {"F14 month 13", period("2020MM13"), "ingest.period.unreadable"},
      {"F15 negative count", cell_of_inwoners("-1"), "ingest.value.negative"},
      {"F15 fraction of a person", cell_of_inwoners("1,5"), "ingest.value.fraction"},
      {"F15 percentage over 100", cell_of_deel("100,1"), "ingest.value.percent_range"},
      {"F15 negative percentage", cell_of_deel("-0,1"), "ingest.value.negative"},
      {"F16 NaN", cell_of_deel("NaN"), "ingest.number.not_finite"},
      {"F16 Inf", cell_of_deel("-inf"), "ingest.number.not_finite"},
      {"F16 1e308", cell_of_deel("1e308"), "ingest.number.exponent"},
      {"F16 1e-320", cell_of_deel("1e-320"), "ingest.number.exponent"},
      {"F16 hexadecimal", cell_of_deel("0x10"), "ingest.number.hexadecimal"},
      {"F16 underscore", cell_of_deel("1_000"), "ingest.number.thousands"},
      {"F16 400 digits", cell_of_deel(std::string(400, '9')), "ingest.number.too_large"},
      {"F16 beyond 2^53", cell_of_inwoners("9007199254740993000"), "ingest.number.too_large"},
      {"F16 Arabic digit", cell_of_deel("\xD9\xA3"), "ingest.number.not_ascii"},
      {"F16 full-width digit", cell_of_deel("\xEF\xBC\x93"), "ingest.number.not_ascii"},
      {"F16 minus sign of typographers",
       cell_of_deel("\xE2\x88\x92"
                    "3"),
       "ingest.number.not_ascii"},
      {"F16 plus", cell_of_deel("+3"), "ingest.number.plus_sign"},
      {"F16 leading zero", cell_of_deel("007"), "ingest.number.leading_zero"},
      {"F16 bare mark", cell_of_deel(",5"), "ingest.number.bare_mark"},
      {"F17 sum of many 2^62", cell_of_inwoners("4611686018427387904"), "ingest.number.too_large"},
      {"F18 unknown token", cell_of_deel("Privacy"), "ingest.number.unknown_token"},
      {"F19 total", area("Totaal"), "ingest.area.total_row"},
      {"F19 the whole country by name", area("Nederland"), "ingest.area.total_row"},
      {"F20 date", area("01-02-2020"), "ingest.area.date"},
      {"F20 date with a month", area("1-feb"), "ingest.area.date"},
      {"F20 scientific", area("7,72E+06"), "ingest.area.scientific"},
      {"F30 a workbook", std::string("PK\x03\x04xxxx"), "ingest.file.format"},
      {"F30 a damaged gzip", std::string("\x1f\x8b\x08\x00zzzz", 8), "base.gzip.damaged"},
      {"F32 citizen service numbers", bsn_column(), "ingest.pii.bsn"},
      {"F32 a name", "gebied;jaar;inwoners;deel;saldo;achternaam\nBU00010101;2020;1;1;1;Jansen\n", "ingest.pii.header"},
      {"F32 a birth date", "gebied;jaar;inwoners;deel;saldo;Geboortedatum\nBU00010101;2020;1;1;1;1980-01-01\n", "ingest.pii.header"},
      {"F32 an address", address_column(), "ingest.pii.address"},
      {"no row of the project", rows("BU00020101;2020;1;1;1\n"), "ingest.table.no_selected_rows"},
  };
}

TEST(Faults, EveryFaultyFileIsRefusedWithItsOwnCode) {
  for (const Fault& fault : faults()) {
    SCOPED_TRACE(fault.name);
    SmallProject setup;
    setup.file("f.csv", fault.bytes);
    auto staging = setup.run();
    ASSERT_FALSE(staging.has_value());
    const Error* error = find(staging.error(), fault.code);
    ASSERT_NE(error, nullptr) << all(staging.error());
    EXPECT_EQ(error->failure, fault.failure);
    EXPECT_FALSE(error->nl.empty());
    EXPECT_FALSE(error->en.empty());
    EXPECT_EQ(error->where.file, "f.csv");
  }
}

TEST(Faults, AMunicipalFileIsNeverQuotedAndAnOpenOneMayBe) {
  for (const bool municipal : {false, true}) {
    SmallProject setup;
    if (municipal) setup.source().access = Access::municipal;
    setup.file("f.csv", cell_of_deel("geheim123") + "BU00010109;2020;1;1;1\nBU00010103;nooit;1;1;1\n");
    auto staging = setup.run();
    ASSERT_FALSE(staging.has_value());
    const std::string text = all(staging.error());
    for (const char* value : {"geheim123", "BU00010109", "nooit"}) EXPECT_EQ(text.find(value) == std::string::npos, municipal) << value;
  }
}

TEST(Faults, ATruncatedFileIsRefusedAtEveryByteExceptAtAWholeRow) {
  const std::string whole = rows("BU00010101;2020;100;\"12,5\";1\nBU00010102;2020;200;\"22,5\";2\nGM0001;2020;300;\"32,5\";3\n");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    SmallProject setup;
    setup.file("f.csv", whole.substr(0, size));
    auto staging = setup.run();
    // Without its last line end, and after the field before last is closed, a cut cannot be told from a whole row.
    const std::string text = whole.substr(0, size);
    const std::string last = text.substr(text.rfind('\n', text.size() < 2 ? 0 : text.size() - 2) + 1);
    const bool full_row =
        size > kHeader.size() && std::count(last.begin(), last.end(), ';') == 4 && std::count(last.begin(), last.end(), '"') == 2;
    EXPECT_EQ(staging.has_value(), full_row) << size;
  }
}

TEST(Faults, LineEndsMarksAndOtherEncodingsThatAreDeclaredAreAccepted) {
  const std::string text = rows(kRow + "BU00010102;2020;1;1;1\n");
  std::string crlf, cr, utf16 = "\xFF\xFE";
  for (const char c : text) {
    crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    cr += c == '\n' ? '\r' : c;
    utf16 += c;
    utf16 += '\0';
  }
  struct Good {
    const char* name;
    std::string bytes;
    Encoding encoding;
  };
  const std::vector<Good> cases = {
      {"LF", text, Encoding::utf8},
      {"CRLF", crlf, Encoding::utf8},
      {"CR", cr, Encoding::utf8},
      {"no last line end", text.substr(0, text.size() - 1), Encoding::utf8},
      {"mark", "\xEF\xBB\xBF" + text, Encoding::utf8},
      {"quotes", "\"gebied\";jaar;inwoners;deel;saldo\n\"BU00010101\";\"2020\";1;1;1\nBU00010102;2020;1;1;1", Encoding::utf8},
      {"windows-1252", text + "BU00010103;2020;1;1;1\n", Encoding::windows_1252},
      {"UTF-16", utf16, Encoding::utf16}};
  for (const Good& good : cases) {
    SCOPED_TRACE(good.name);
    SmallProject setup;
    setup.file("f.csv", good.bytes).dialect.encoding = good.encoding;
    auto staging = setup.run();
    ASSERT_TRUE(staging.has_value()) << all(staging.error());
    EXPECT_GE(staging->tables.at(0).area.size(), 2U);
  }
}

TEST(Faults, ARepeatedRowWithTheSameValuesIsAWarning) {
  SmallProject setup;
  setup.file("f.csv", rows(kRow + kRow));
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(staging->tables[0].area.size(), 1U);
  EXPECT_TRUE(has(staging->warnings, "ingest.table.repeated_row"));
  SmallProject files;
  files.file("1.csv", rows(kRow));
  files.file("2.csv", rows("BU00010101;2020;101;12,5;-3,25\n"));
  auto refused = files.run();
  ASSERT_FALSE(refused.has_value());
  EXPECT_TRUE(has(refused.error(), "ingest.table.duplicate"));
}

TEST(Faults, ACodeOfAnotherDivisionIsNamedWithItsYear) {
  SmallProject setup;
  auto old_rows = two_gemeenten();
  old_rows.push_back({code("BU00010109"), "Weg"});
  setup.divisions.push_back(areas(2017, old_rows));
  setup.file("f.csv", area("BU00010109"));
  auto staging = setup.run();
  ASSERT_FALSE(staging.has_value());
  const Error* error = find(staging.error(), "ingest.area.unknown_code");
  ASSERT_NE(error, nullptr);
  EXPECT_NE(error->en.find("2017"), std::string::npos);
}

TEST(Faults, NamesAreRefusedWhenUnknownAmbiguousOrATotal) {
  const std::vector<std::pair<std::string, std::string>> cases = {{"Nergens", "ingest.area.unknown_name"},
                                                                  {"Totaal", "ingest.area.total_row"},
                                                                  {"Voorbeeld", "ingest.area.total_row"},
                                                                  {"Gemeente Voorbeeld", "ingest.area.total_row"},
                                                                  {"Dubbel", "ingest.area.ambiguous_name"}};
  for (const auto& [name, expected] : cases) {
    SCOPED_TRACE(name);
    SmallProject setup;
    auto more = two_gemeenten();
    more.push_back({code("BU00010104"), "Dubbel"});
    more.push_back({code("BU00010105"), "Dubbel"});
    setup.divisions = {areas(2020, more)};
    SourceFileConfig& file = setup.file("f.csv", rows(name + ";2020;1;1;1\n"));
    file.area_by = AreaBy::name;
    file.area_level = AreaLevel::buurt;
    auto staging = setup.run();
    ASSERT_FALSE(staging.has_value());
    EXPECT_TRUE(has(staging.error(), expected)) << all(staging.error());
  }
}

TEST(Faults, APipeAFolderALoopAndAMissingFileAreRefused) {
  SmallProject setup;
  const std::string fifo = (setup.folder.path() / "pijp").string();
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  const std::string loop = (setup.folder.path() / "lus").string();
  ASSERT_EQ(::symlink(loop.c_str(), loop.c_str()), 0);
  const std::vector<std::pair<std::string, std::string>> cases = {{fifo, "base.file.not_regular"},
                                                                  {setup.folder.path().string(), "base.file.not_regular"},
                                                                  {loop, "base.file.missing"},
                                                                  {"/dev/zero", "base.file.not_regular"},
                                                                  {fifo + "-weg", "base.file.missing"}};
  for (const auto& [path, expected] : cases) {
    for (const FileFormat format : {FileFormat::csv, FileFormat::odata3, FileFormat::parquet}) {
      SCOPED_TRACE(path);
      SmallProject one;
      SourceFileConfig& file = one.file("f.csv", rows(kRow));
      file.path = path;
      file.format = format;
      auto staging = one.run();
      ASSERT_FALSE(staging.has_value());
      EXPECT_TRUE(has(staging.error(), expected)) << all(staging.error());
    }
  }
}

TEST(Faults, StrangeFileNamesAreReadAndShownSafely) {
  for (const std::string& name : {std::string("-rf"), std::string(";rm -x"), std::string("regel\neinde.csv"), std::string(240, 'n'),
                                  std::string("niet-utf8-\xFF.csv"), std::string("$(x)`y`.csv")}) {
    SmallProject setup;
    setup.file(name, rows(kRow));
    auto staging = setup.run();
    ASSERT_TRUE(staging.has_value()) << all(staging.error());
    const std::string& shown = staging->tables[0].from.file;
    EXPECT_EQ(first_invalid_utf8(shown), std::string::npos);
    EXPECT_EQ(shown.find('\n'), std::string::npos);
  }
}

TEST(Faults, AllProblemsOfAllFilesAreListedAtOnceAndInOrder) {
  SmallProject setup;
  setup.file("b.csv", rows("BU00010109;2020;1;1;1\nBU00010101;2020;x1;1;1\n"));
  setup.file("a.csv", cell_of_deel("12.5"));
  auto staging = setup.run();
  ASSERT_FALSE(staging.has_value());
  ASSERT_GE(staging.error().list().size(), 3U);
  EXPECT_EQ(staging.error().list().front().where.file, "a.csv");
  EXPECT_EQ(staging.error().list().back().where.file, "b.csv");
  SmallProject many;
  std::string text = kHeader;
  for (int i = 0; i < 3000; ++i) text += "onzin;2020;1;1;1\n";
  many.file("f.csv", text);
  auto full = many.run();
  ASSERT_FALSE(full.has_value());
  EXPECT_EQ(full.error().list().size(), Errors::kMaxErrors);
  EXPECT_GE(full.error().dropped(), 2000U);
}

TEST(Faults, ASourceATableAndADivisionMustBeKnown) {
  SmallProject setup;
  setup.file("f.csv", rows(kRow)).table = TableId("T2");
  setup.project.sources.front().files.front().vintage = Vintage{2013};
  SourceConfig config;
  config.id = SourceId("tabl");
  setup.project.sources.push_back(config);
  auto staging = setup.run();
  ASSERT_FALSE(staging.has_value());
  for (const char* code : {"ingest.table.unknown", "ingest.vintage.unknown", "ingest.source.unknown"})
    EXPECT_TRUE(has(staging.error(), code)) << code;
}

// F37: a name is data. It is matched and kept as it is; whoever prints it escapes it.
TEST(Faults, ANameWithMarkupOrAFormulaIsOnlyAName) {
  SmallProject setup;
  auto more = two_gemeenten();
  more.push_back({code("BU00010104"), "<script>alert(1)</script>"});
  more.push_back({code("BU00010105"), "=CMD()|'x'!A1"});
  setup.divisions = {areas(2020, more)};
  SourceFileConfig& file = setup.file("f.csv", rows("<script>alert(1)</script>;2020;1;1;1\n=CMD()|'x'!A1;2020;2;2;2\n"));
  file.area_by = AreaBy::name;
  file.area_level = AreaLevel::buurt;
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(at(*staging, "inwoners", "BU00010105", 2020), 2);
}

// ---- OData and Parquet

TEST(OData, TypedUntypedAndNdjsonRowsGiveTheSameFigures) {
  const std::string typed =
      R"({"odata.metadata":"m","value":[{"ID":0,"gebied":"BU00010101","jaar":"2020JJ00","inwoners":100,"deel":12.5,"saldo":null}]})";
  const std::string untyped =
      R"({"value":[{"ID":"0","gebied":"BU00010101","jaar":"2020JJ00","inwoners":"       100","deel":"    12.5","saldo":null}]})";
  const std::string lines = R"({"ID":0,"gebied":"BU00010101","jaar":"2020JJ00","inwoners":100,"deel":12.5,"saldo":null})"
                            "\n";
  for (const std::string& bytes : {typed, untyped, lines}) {
    SmallProject setup;
    setup.file("t.json", bytes).format = FileFormat::odata3;
    auto staging = setup.run();
    ASSERT_TRUE(staging.has_value()) << all(staging.error());
    EXPECT_EQ(at(*staging, "inwoners", "BU00010101", 2020), 100);
    EXPECT_EQ(at(*staging, "deel", "BU00010101", 2020), 12.5);
    Missing why{};
    at(*staging, "saldo", "BU00010101", 2020, &why);
    EXPECT_EQ(why, Missing::not_published_yet);
  }
}

TEST(OData, DamagedIncompleteAndRepeatedPagesAreRefused) {
  const std::string row = R"({"ID":0,"gebied":"BU00010101","jaar":"2020","inwoners":1,"deel":1,"saldo":1})";
  const std::string second = R"({"ID":1,"gebied":"BU00010102","jaar":"2020","inwoners":1,"deel":1,"saldo":1})";
  struct Case {
    std::vector<std::string> pages;
    const char* code;
    Failure failure;
  };
  const std::vector<Case> cases = {
      {{""}, "ingest.odata.damaged", Failure::input},
      {{"{\"value\":[" + row}, "ingest.odata.damaged", Failure::input},
      {{"{\"value\":[" + row + "]} x"}, "ingest.odata.damaged", Failure::input},
      {{"<xml/>"}, "ingest.odata.damaged", Failure::input},
      {{R"({"odata.error":{"code":"","message":{"lang":"","value":"query returns more than 10000 records"}}})"},
       "ingest.odata.damaged",
       Failure::input},
      {{std::string(100'000, '[') + std::string(100'000, ']')}, "ingest.odata.too_deep", Failure::limit},
      {{"{\"value\":[]}"}, "ingest.header.missing", Failure::input},
      {{"{\"value\":[" + row + ",{\"ID\":1}]}"}, "ingest.odata.row", Failure::input},
      {{"{\"value\":[" + row + R"(],"odata.nextLink":"https://x/T?$skip=1"})"}, "ingest.odata.incomplete", Failure::input},
      {{"{\"value\":[" + row + R"(],"odata.nextLink":"https://x/T?$skip=5"})", "{\"value\":[" + second + "]}"},
       "ingest.odata.incomplete",
       Failure::input},
      {{"{\"value\":[" + row + "]}", "{\"value\":[" + row + "]}"}, "ingest.odata.duplicate_id", Failure::input},
  };
  for (std::size_t c = 0; c < cases.size(); ++c) {
    SCOPED_TRACE(c);
    SmallProject setup;
    for (std::size_t p = 0; p < cases[c].pages.size(); ++p)
      setup.file(fmt::format("{}.json", p), cases[c].pages[p]).format = FileFormat::odata3;
    auto staging = setup.run();
    ASSERT_FALSE(staging.has_value());
    const Error* error = find(staging.error(), cases[c].code);
    ASSERT_NE(error, nullptr) << all(staging.error());
    EXPECT_EQ(error->failure, cases[c].failure);
  }
  SmallProject good;
  good.file("2.json", "{\"value\":[" + second + "]}").format = FileFormat::odata3;
  good.file("1.json", "{\"value\":[" + row + R"(],"odata.nextLink":"https://x/T?$format=json&$skip=1"})").format = FileFormat::odata3;
  auto staging = good.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(staging->tables.size(), 1U);
}

TEST(Parquet, TypedColumnsGiveTheSameFiguresAsText) {
  SmallProject setup;
  SourceFileConfig& file = setup.file("t.parquet", "");
  file.format = FileFormat::parquet;
  Duck duck(1);
  duck.must(
      "COPY (SELECT 'BU00010101' AS gebied, 2020 AS jaar, CAST(100 AS BIGINT) AS inwoners, CAST(12.5 AS DOUBLE) AS deel, CAST(-99999999 AS DOUBLE) AS saldo UNION ALL "
      "SELECT 'BU00010102', 2020, 3, NULL, 0.1) TO " +
      sql_text(file.path) + " (FORMAT parquet)");
  auto staging = setup.run();
  ASSERT_TRUE(staging.has_value()) << all(staging.error());
  EXPECT_EQ(at(*staging, "inwoners", "BU00010101", 2020), 100);
  EXPECT_EQ(at(*staging, "deel", "BU00010101", 2020), 12.5);
  EXPECT_EQ(at(*staging, "saldo", "BU00010102", 2020), 0.1);
  Missing why{};
  at(*staging, "saldo", "BU00010101", 2020, &why);
  EXPECT_EQ(why, Missing::not_published_yet);  // the token -99999999
  at(*staging, "deel", "BU00010102", 2020, &why);
  EXPECT_EQ(why, Missing::confidential);
}

TEST(Parquet, ADamagedFileIsRefused) {
  for (const std::string& bytes : {std::string(), std::string("PAR1xxxxPAR1"), kHeader}) {
    SmallProject setup;
    setup.file("t.parquet", bytes).format = FileFormat::parquet;
    auto staging = setup.run();
    ASSERT_FALSE(staging.has_value());
    EXPECT_TRUE(has(staging.error(), "ingest.parquet.damaged")) << all(staging.error());
  }
}

}  // namespace
}  // namespace trede::testing
