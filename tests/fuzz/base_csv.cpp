// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a CSV file: no crash, no read outside the text, every record as wide as the header.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const trede::CsvOptions options{
      .delimiter = size > 0 && data[0] % 2 == 0 ? ';' : ',', .file = "f", .max_field = 64, .max_header = 128, .max_columns = 16};
  auto csv = trede::CsvReader::open(text, options);
  if (!csv) return 0;
  std::size_t bytes = 0;
  while (csv->next()) {
    if (csv->size() != csv->header().size()) std::abort();
    for (std::size_t i = 0; i < csv->size(); ++i) {
      for (const char c : csv->field(i)) bytes += static_cast<unsigned char>(c) == 0 ? 0 : 1;
    }
  }
  return bytes > size ? (std::abort(), 1) : 0;
}
