// SPDX-License-Identifier: EUPL-1.2
// Tables: what is refused, with which code. The F-numbers are those of the list of input faults in the test plan.

#include <sys/stat.h>

#include <fmt/format.h>

#include "base/text.hpp"

#include "table_support.hpp"

namespace trede::testing {
namespace {

// ---- faults: the whole file, the expected code, and whether the exit code is that of input or of a limit

struct Fault {
  const char* name;
  std::string bytes;
  const char* code;
  Failure failure = Failure::input;
};

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

}  // namespace
}  // namespace trede::testing
