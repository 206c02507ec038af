// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A look into a Parquet file without reading it as a table: the footer, the statistics of each column, dictionaries and plain pages. Enough
// of the format (Apache Parquet, Thrift compact protocol) to list every value that stands anywhere in the file.
//
// Pages: data pages of version 1 and dictionary pages, PLAIN or dictionary-encoded, without compression or with zstd: what editions are
// written with. Anything else is `unread`, and who must be sure treats that as a finding.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trede::audit {

enum class ParquetType : std::uint8_t { number, whole, text, other };

struct ParquetColumn {
  std::string name;
  ParquetType type = ParquetType::other;
  std::vector<double> numbers;     // number, whole: every value found
  std::vector<std::string> texts;  // text
  std::vector<std::string> cut;    // text, of statistics: a long bound may be cut short, its last byte one higher
  bool unread = false;             // a page could not be read
};

struct ParquetLook {
  bool readable = false;
  std::int64_t rows = 0;
  std::vector<ParquetColumn> columns;
  std::vector<std::string> extra_keys;  // keys of key-value metadata
};

ParquetLook look_into_parquet(std::string_view bytes);

}  // namespace trede::audit
