// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Delimited text (CSV) after RFC 4180, strictly: nothing is guessed and nothing is repaired.
//
// The text must be UTF-8 already (base/text.hpp to_utf8); the reader looks at bytes only, so it also works on text whose encoding was
// not checked. It takes the whole text and hands out one record at a time, as views into that text; only a quoted field with doubled
// quotes is copied. Views of a record hold until the next call of next().
//
// What is accepted beside the RFC: LF, CRLF and CR as line ends, also mixed; one byte order mark at the start; a last line without line
// end; empty lines after the last record; any single delimiter. Blanks belong to the field. What is not: a quote inside a field that
// did not start with one, text after a closing quote, a record with another number of fields than the header.
//
//   auto csv = CsvReader::open(text, {.delimiter = ';', .file = "inwoners.csv"});
//   if (!csv) return tl::unexpected(csv.error());
//   const auto code = csv->column("gebied");                       // nullopt when there is no such header
//   while (csv->next()) use(csv->field(*code), csv->where(*code)); // records that are wrong are listed and passed over
//   if (csv->errors().fatal()) return tl::unexpected(csv->errors());
//
// Errors: base.csv.empty (no header), base.csv.empty_header, base.csv.duplicate_header, base.csv.columns (too few or too many fields),
// base.csv.quote_in_field, base.csv.text_after_quote, base.csv.open_quote (the text ends inside quotes); with Failure::limit:
// base.csv.field_too_long, base.csv.header_too_long, base.csv.too_many_columns. After open_quote or a limit reading stops.
// No message holds a value from the text; header names are shown, made safe.

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace trede {

struct CsvOptions {
  char delimiter = ',';
  std::string file = {};                           // for messages
  std::size_t max_field = std::size_t{1} << 20;    // bytes of one field
  std::size_t max_header = std::size_t{64} << 10;  // bytes of the header record
  std::size_t max_columns = 16'384;
};

class CsvReader {
 public:
  // Reads the header. `text` must outlive the reader.
  static Checked<CsvReader> open(std::string_view text, CsvOptions options);

  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  // The place of a header, exactly as written in the file (case and blanks count).
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;

  // The next record that has as many fields as the header. False at the end and after a problem that stops reading.
  bool next();
  [[nodiscard]] std::size_t size() const { return fields_.size(); }
  [[nodiscard]] std::string_view field(std::size_t i) const { return fields_[i].text; }
  [[nodiscard]] bool quoted(std::size_t i) const { return fields_[i].quoted; }

  [[nodiscard]] std::int64_t row() const { return row_; }    // data record, from 1; records passed over count
  [[nodiscard]] std::int64_t line() const { return line_; }  // line on which the record starts, from 1
  [[nodiscard]] Where where() const;                         // of the record
  [[nodiscard]] Where where(std::size_t column) const;       // of one field of it

  // Everything found wrong so far, in the order of the text.
  [[nodiscard]] const Errors& errors() const { return errors_; }
  Errors take_errors() { return std::move(errors_); }

 private:
  struct Field {
    std::string_view text;
    bool quoted = false;
  };
  enum class Ended : unsigned char { field, record, text };

  CsvReader(std::string_view text, CsvOptions options);
  bool read_record(std::size_t max_bytes);
  Ended read_plain_field();
  Ended read_quoted_field();
  Ended end_of_field(std::size_t at);
  std::size_t stop_after(std::size_t at) const;
  bool take_header();
  void add(Error error);
  void stop(Error error);

  std::string_view text_;
  CsvOptions options_;
  std::size_t at_ = 0;
  std::int64_t next_line_ = 1, line_ = 0, row_ = 0;
  bool stopped_ = false;
  bool damaged_ = false;           // this record has a problem of its own
  std::array<bool, 256> stops_{};  // bytes that end a plain field or are wrong in it
  std::vector<std::string> header_;
  std::vector<Field> fields_;
  std::deque<std::string> unescaped_;  // fields with doubled quotes; grows to the most one record needed
  std::size_t unescaped_used_ = 0;
  Errors errors_;
};

}  // namespace trede
