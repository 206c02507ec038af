// SPDX-License-Identifier: EUPL-1.2
// Rows of a CSV file (row_source.hpp).

#include <optional>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "ingest/input_text.hpp"
#include "ingest/problem.hpp"
#include "ingest/row_source.hpp"

namespace trede {
namespace {

// Fields of the first record, counted without reading names: a file without header may repeat values in its first row.
std::size_t fields_in_first_record(std::string_view text, char delimiter) {
  std::size_t fields = 1;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    else if (!quoted && c == delimiter) ++fields;
    else if (!quoted && (c == '\n' || c == '\r')) break;
  }
  return fields;
}

class CsvRows final : public RowSource {
 public:
  CsvRows(std::string text, char decimal, std::int64_t extra_lines)
      : text_(std::move(text)), decimal_(decimal), extra_lines_(extra_lines) {}

  Errors open(CsvOptions options) {
    auto csv = CsvReader::open(text_, std::move(options));
    if (!csv) return std::move(csv.error());
    csv_.emplace(std::move(*csv));
    header_.reserve(csv_->header().size());
    for (const std::string& name : csv_->header()) header_.push_back(nfc(name));
    return {};
  }

  const std::vector<std::string>& header() const override { return header_; }
  bool next() override { return csv_->next(); }
  Cell cell(std::size_t column) const override { return {csv_->field(column), false}; }
  Where where() const override { return shift(csv_->where()); }
  Where where(std::size_t column) const override { return shift(csv_->where(column)); }
  std::int64_t rows() const override { return csv_->row(); }
  Errors take_errors() override { return csv_->take_errors(); }
  char decimal() const override { return decimal_; }

 private:
  Where shift(Where where) const {
    where.line -= extra_lines_;
    return where;
  }

  std::string text_;
  char decimal_;
  std::int64_t extra_lines_;
  std::optional<CsvReader> csv_;
  std::vector<std::string> header_;
};

// One column, and a header in which another delimiter stands: then the delimiter was declared wrong.
std::optional<Error> delimiter_slip(const std::vector<std::string>& header, char declared, const std::string& shown) {
  if (header.size() != 1) return std::nullopt;
  for (const char other : {';', ',', '\t', '|'}) {
    if (other == declared || header[0].find(other) == std::string::npos) continue;
    const std::string name = other == '\t' ? "tab" : std::string(1, other);
    return problem(
        "ingest.csv.delimiter",
        fmt::format(
            "Met het opgegeven scheidingsteken heeft de kop één kolom. Is het '{}'? Zet dialect.delimiter goed; er wordt niet geraden.",
            name),
        fmt::format("With the declared delimiter the header has one column. Is it '{}'? Set dialect.delimiter right; nothing is guessed.",
                    name),
        {.file = shown, .line = 1});
  }
  return std::nullopt;
}

}  // namespace

Checked<OpenedRows> open_csv(const SourceFileConfig& file, std::size_t max_field) {
  auto input = read_text(file.path, file.shown, file.dialect.encoding);
  if (!input) return fail(std::move(input.error()));
  std::string text = std::move(input->text);
  std::int64_t extra_lines = 0;
  if (!file.dialect.header && !text.empty()) {
    std::string names;
    const std::size_t fields = fields_in_first_record(text, file.dialect.delimiter);
    for (std::size_t i = 1; i <= fields; ++i) {
      if (i > 1) names += file.dialect.delimiter;
      names += std::to_string(i);
    }
    text.insert(0, names + "\n");
    extra_lines = 1;
  }
  auto rows = std::make_unique<CsvRows>(std::move(text), file.dialect.decimal, extra_lines);
  CsvOptions options;
  options.delimiter = file.dialect.delimiter;
  options.file = file.shown;
  options.max_field = max_field;
  Errors errors = rows->open(std::move(options));
  if (errors.fatal()) return tl::unexpected<Errors>(std::move(errors));
  if (auto slip = delimiter_slip(rows->header(), file.dialect.delimiter, file.shown)) return fail(std::move(*slip));
  OpenedRows opened;
  opened.rows = std::move(rows);
  opened.sha256 = std::move(input->sha256);
  return opened;
}

}  // namespace trede
