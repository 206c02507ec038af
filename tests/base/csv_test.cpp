// SPDX-License-Identifier: EUPL-1.2
#include "base/csv.hpp"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace trede {
namespace {

using Table = std::vector<std::vector<std::string>>;

struct Read {
  Table rows;
  std::vector<std::string> codes;   // of the problems, in order
  std::vector<std::int64_t> lines;  // of the rows
  Errors errors;
};

Read read(std::string_view text, CsvOptions options = {}) {
  Read result;
  auto csv = CsvReader::open(text, std::move(options));
  if (!csv) {
    result.errors = csv.error();
  } else {
    result.rows.push_back(csv->header());
    while (csv->next()) {
      result.rows.emplace_back();
      for (std::size_t i = 0; i < csv->size(); ++i) result.rows.back().emplace_back(csv->field(i));
      result.lines.push_back(csv->line());
    }
    result.errors = csv->take_errors();
  }
  for (const Error& error : result.errors.list()) result.codes.push_back(error.code);
  return result;
}

using Codes = std::vector<std::string>;

TEST(Csv, EveryLineEndAndTheByteOrderMarkAreUnderstood) {
  const Table want = {{"a", "b"}, {"1", "2"}, {"3", "4"}};
  for (const char* text : {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r", "a,b\n1,2\r\n3,4",
                           "\xEF\xBB\xBF"
                           "a,b\n1,2\n3,4\n\n\r\n"}) {
    const Read got = read(text);
    EXPECT_EQ(got.rows, want) << text;
    EXPECT_EQ(got.codes, Codes{}) << text;
    EXPECT_EQ(got.lines, (std::vector<std::int64_t>{2, 3})) << text;
  }
}

TEST(Csv, QuotedFieldsKeepDelimitersLineEndsAndDoubledQuotes) {
  const Read got = read("naam;n\n\"Muschberg; Geestenberg\";1\n\"een \"\"twee\"\"\r\ndrie\";2\n't Hool;3\n\"\";\n", {.delimiter = ';'});
  EXPECT_EQ(got.rows, (Table{{"naam", "n"}, {"Muschberg; Geestenberg", "1"}, {"een \"twee\"\r\ndrie", "2"}, {"'t Hool", "3"}, {"", ""}}));
  EXPECT_EQ(got.lines, (std::vector<std::int64_t>{2, 3, 5, 6}));
  EXPECT_EQ(got.codes, Codes{});
}

TEST(Csv, AFileWithoutHeaderSaysSo) {
  for (const char* text : {"", "\n", "\r\n\r\n", "\xEF\xBB\xBF", "\xEF\xBB\xBF\n"}) {
    EXPECT_EQ(read(text).codes, Codes{"base.csv.empty"});
    EXPECT_EQ(read(text).errors.failure(), Failure::input);
  }
  EXPECT_EQ(read("a,b\n").rows, (Table{{"a", "b"}}));
}

TEST(Csv, HeadersMustHaveANameOfTheirOwn) {
  EXPECT_EQ(read("a,,b,a\n1,2,3,4\n").codes, (Codes{"base.csv.empty_header", "base.csv.duplicate_header"}));
  EXPECT_EQ(read("\na,b\n1,2\n").codes, (Codes{"base.csv.empty_header"}));
}

TEST(Csv, AllWrongRowsAreListedWithTheirLineAndTheRestIsRead) {
  const Read got = read("a,b\n1\n2,3,4\n5,\"6\"x\n7,8\"9\n10,11\n");
  EXPECT_EQ(got.rows, (Table{{"a", "b"}, {"10", "11"}}));
  ASSERT_EQ(got.codes, (Codes{"base.csv.columns", "base.csv.columns", "base.csv.text_after_quote", "base.csv.quote_in_field"}));
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(got.errors.list()[i].where.line, static_cast<std::int64_t>(i + 2));
    EXPECT_EQ(got.errors.list()[i].where.row, static_cast<std::int64_t>(i + 1));
  }
}

TEST(Csv, AnEmptyLineBetweenRowsIsARowWithTooFewFields) { EXPECT_EQ(read("a,b\n1,2\n\n3,4\n").codes, Codes{"base.csv.columns"}); }

TEST(Csv, MessagesNeverShowAValue) {
  const Read got = read("a,b\nGEHEIM\nx,GEHEIM\"\n\"GEHEIM\"GEHEIM,1\nGEHEIM,\"GEHEIM");
  ASSERT_EQ(got.codes.size(), 4U);
  for (const Error& error : got.errors.list()) {
    EXPECT_EQ((error.nl + error.en).find("GEHEIM"), std::string::npos);
    EXPECT_FALSE(error.nl.empty());
    EXPECT_FALSE(error.en.empty());
  }
}

TEST(Csv, TheLimitsStopTheReading) {
  const CsvOptions small{.delimiter = ',', .file = "t.csv", .max_field = 8, .max_header = 40, .max_columns = 5};
  EXPECT_EQ(read("a,b\n123456789,1\n1,2\n", small).codes, Codes{"base.csv.field_too_long"});
  EXPECT_EQ(read("a,b\n\"123456789\",1\n", small).codes, Codes{"base.csv.field_too_long"});
  EXPECT_EQ(read("a,b\n\"12345678\",1\n", small).codes, Codes{});
  EXPECT_EQ(read("a,b\n\"123456789", small).codes, Codes{"base.csv.field_too_long"});
  EXPECT_EQ(read("a,b\n\"123", small).codes, Codes{"base.csv.open_quote"});
  EXPECT_EQ(read("a,b,c,d,e,f\n", small).codes, Codes{"base.csv.too_many_columns"});
  EXPECT_EQ(read("a1234567,b1234567,c1234567,d1234567,e1234567\n", small).codes, Codes{"base.csv.header_too_long"});
  EXPECT_EQ(read("a,b\n123456789,1\n", small).errors.failure(), Failure::limit);
  EXPECT_EQ(read("a,b\n123456789,1\n", small).errors.list()[0].where.file, "t.csv");
}

TEST(Csv, AMillionColumnsAndAHugeLineEndAtTheLimit) {
  EXPECT_EQ(read(std::string(1'000'000, ',')).errors.failure(), Failure::limit);
  EXPECT_EQ(read(std::string(64U << 20U, 'x')).codes, Codes{"base.csv.field_too_long"});
  EXPECT_EQ(read("a\n" + std::string(2U << 20U, 'x')).codes, Codes{"base.csv.field_too_long"});
  EXPECT_EQ(read("a\n\"" + std::string(2U << 20U, '\n')).codes, Codes{"base.csv.open_quote"});  // trailing line ends are no field
}

TEST(Csv, AMillionEmptyLinesAreReadInOneGo) {
  const Read got = read("a,b\n" + std::string(1'000'000, '\n') + "1,2\n");
  EXPECT_EQ(got.rows.size(), 2U);
  EXPECT_GT(got.errors.dropped(), 0U);
}

std::string write(const Table& table, char delimiter, const std::string& line_end, std::mt19937& random) {
  std::string text;
  for (const auto& row : table) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += delimiter;
      const bool must = row[i].find_first_of(std::string("\"\r\n") + delimiter) != std::string::npos;
      if (!must && random() % 4 != 0) {
        text += row[i];
        continue;
      }
      text += '"';
      for (const char c : row[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
      text += '"';
    }
    text += line_end;
  }
  return text;
}

TEST(Csv, WhateverIsWrittenAfterTheRfcIsReadBackTheSame) {
  std::mt19937 random(20200326);
  const std::string letters = "ab;,\"\n\r\t '";
  for (int round = 0; round < 300; ++round) {
    const std::size_t columns = 1 + random() % 5;
    Table table(1 + random() % 6);
    for (std::size_t r = 0; r < table.size(); ++r) {
      for (std::size_t c = 0; c < columns; ++c) {
        std::string field = r == 0 ? "kolom" + std::to_string(c) : "v";  // never wholly empty: an empty last line is no row
        for (std::size_t n = random() % 6; n > 0; --n) field += letters[random() % letters.size()];
        table[r].push_back(field);
      }
    }
    const char delimiter = round % 2 == 0 ? ',' : ';';
    const std::string line_end = round % 3 == 0 ? "\n" : round % 3 == 1 ? "\r\n" : "\r";
    const Read got = read(write(table, delimiter, line_end, random), {.delimiter = delimiter});
    EXPECT_EQ(got.rows, table);
    EXPECT_EQ(got.codes, Codes{});
  }
}

TEST(Csv, CutAtEveryByteItNeverInventsARow) {
  const std::string whole = "code;naam;n\r\nBU1;\"a \"\"b\"\"\";1\r\nBU2;\"c\r\nd\";2\r\nBU3;e;3\r\n";
  const Table all = read(whole, {.delimiter = ';'}).rows;
  ASSERT_EQ(all.size(), 4U);
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    const Read got = read(std::string_view(whole).substr(0, cut), {.delimiter = ';'});
    ASSERT_LE(got.rows.size(), all.size());
    for (std::size_t r = 0; r + 1 < got.rows.size(); ++r) EXPECT_EQ(got.rows[r], all[r]) << cut;
  }
}

}  // namespace
}  // namespace trede
