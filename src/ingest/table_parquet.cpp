// SPDX-License-Identifier: EUPL-1.2
// Rows of a Parquet file (row_source.hpp), by DuckDB: read whole by statements of our own, after which the database is locked.

#include <filesystem>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/text.hpp"
#include "ingest/duck.hpp"
#include "ingest/problem.hpp"
#include "ingest/row_source.hpp"

namespace trede {
namespace {

constexpr std::size_t kMaxColumns = 16'384;

class ParquetRows final : public RowSource {
 public:
  ParquetRows(std::unique_ptr<Duck> duck, DuckResult result, std::string shown)
      : duck_(std::move(duck)), result_(std::move(result)), shown_(std::move(shown)) {
    for (std::size_t c = 0; c < result_.columns(); ++c) header_.push_back(nfc(result_.name(c)));
  }

  const std::vector<std::string>& header() const override { return header_; }

  bool next() override {
    ++at_;
    if (at_ >= size_) {
      if (!result_.next_chunk()) return false;
      size_ = result_.chunk_size();
      at_ = 0;
    }
    ++row_;
    for (std::size_t c = 0; c < header_.size(); ++c) {
      if (result_.null(c, at_) || first_forbidden(result_.text(c, at_)) == std::string_view::npos) continue;
      errors_.add(problem("ingest.text.forbidden", "Hier staat een onzichtbaar stuurteken. Haal het weg.",
                          "There is an invisible control character here. Remove it.", where(c)));
    }
    return true;
  }

  Cell cell(std::size_t column) const override {
    if (result_.null(column, at_)) return {{}, true};
    return {result_.text(column, at_), false};
  }
  Where where() const override { return {.file = shown_, .row = row_}; }
  Where where(std::size_t column) const override { return {.file = shown_, .row = row_, .column_name = display_name(header_[column])}; }
  std::int64_t rows() const override { return row_; }
  Errors take_errors() override { return std::move(errors_); }
  char decimal() const override { return '.'; }

 private:
  std::unique_ptr<Duck> duck_;
  DuckResult result_;
  std::string shown_;
  std::vector<std::string> header_;
  std::size_t at_ = 0, size_ = 0;
  std::int64_t row_ = 0;
  Errors errors_;
};

Error damaged(const std::string& shown) {
  return problem("ingest.parquet.damaged",
                 "Dit Parquet-bestand is niet te lezen: het is beschadigd, of het is een ander formaat. Lever het opnieuw.",
                 "This Parquet file cannot be read: it is damaged, or it is another format. Deliver it again.", {.file = shown});
}

}  // namespace

Checked<OpenedRows> open_parquet(const SourceFileConfig& file, unsigned threads) {
  auto hash = hash_input(file.path);
  if (!hash) {
    hash.error().where.file = file.shown;
    return fail(std::move(hash.error()));
  }
  auto duck = std::make_unique<Duck>(threads);
  const std::string from = "read_parquet(" + sql_text(file.path) + ")";
  std::string list;
  {
    auto described = duck->query("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + from + ")");
    if (!described) return fail(damaged(file.shown));
    std::size_t count = 0;
    while (described->next_chunk()) {
      for (std::size_t row = 0; row < described->chunk_size(); ++row, ++count) {
        const std::string name = sql_name(described->text(0, row));
        const std::string_view type = described->text(1, row);
        // Doubles as plain decimals: an exponent is not how a source writes a figure.
        const bool floating = type == "DOUBLE" || type == "FLOAT";
        const std::string exact =
            floating
                ? fmt::format(
                      "CASE WHEN {0} IS NULL THEN NULL WHEN {0} = trunc({0}) AND abs({0}) <= 9007199254740992 THEN CAST(CAST({0} AS BIGINT) AS VARCHAR) ELSE CAST({0} AS VARCHAR) END",
                      name)
                : fmt::format("CAST({} AS VARCHAR)", name);
        list += fmt::format("{}{} AS {}", list.empty() ? "" : ", ", exact, name);
      }
    }
    if (count == 0 || count > kMaxColumns) return fail(damaged(file.shown));
  }
  auto result = duck->query("SELECT " + list + " FROM " + from);
  if (!result) return fail(damaged(file.shown));
  duck->lock();
  auto again = hash_input(file.path);
  if (!again || *again != *hash) {
    return fail(problem("base.file.changed", "Dit bestand is gewijzigd tijdens het lezen. Wacht tot het klaar is en probeer opnieuw.",
                        "This file changed while it was read. Wait until it is complete and try again.", {.file = file.shown}));
  }
  OpenedRows opened;
  opened.rows = std::make_unique<ParquetRows>(std::move(duck), std::move(*result), file.shown);
  opened.sha256 = std::move(*hash);
  return opened;
}

}  // namespace trede
