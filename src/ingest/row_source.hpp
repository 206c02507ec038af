// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Rows of text with named columns, whatever the file format. The table stager (stage_table.hpp) reads from this, so that CSV, OData and
// Parquet files obey the same rules.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "ingest/project.hpp"

namespace trede {

struct Cell {
  std::string_view text;  // holds until the next call of next()
  bool null = false;      // the format has no value here (JSON null); an empty CSV field is text ""
};

class RowSource {
 public:
  RowSource() = default;
  RowSource(const RowSource&) = delete;
  RowSource& operator=(const RowSource&) = delete;
  virtual ~RowSource() = default;

  [[nodiscard]] virtual const std::vector<std::string>& header() const = 0;
  virtual bool next() = 0;
  [[nodiscard]] virtual Cell cell(std::size_t column) const = 0;
  [[nodiscard]] virtual Where where() const = 0;                    // of the row
  [[nodiscard]] virtual Where where(std::size_t column) const = 0;  // of one field
  [[nodiscard]] virtual std::int64_t rows() const = 0;              // data rows so far
  virtual Errors take_errors() = 0;
  [[nodiscard]] virtual char decimal() const = 0;
};

struct OpenedRows {
  std::unique_ptr<RowSource> rows;
  std::string sha256;       // of the file on disk
  bool more_pages = false;  // odata3: the file says that there is a next page
  std::int64_t next_skip = -1;
};

// Errors: base.file.*, base.gzip.*, base.csv.*, ingest.file.format (the content is another format), ingest.text.encoding,
// ingest.text.forbidden, ingest.csv.delimiter, ingest.odata.*, ingest.parquet.*. `where.file` is the path as written in monitor.toml.
Checked<OpenedRows> open_csv(const SourceFileConfig& file, std::size_t max_field);
Checked<OpenedRows> open_odata(const SourceFileConfig& file, std::size_t max_field);
Checked<OpenedRows> open_parquet(const SourceFileConfig& file, unsigned threads);

}  // namespace trede
