// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A published table on its way to a file, in the ways in which Dutch sources write theirs.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trede::demo {

// A cell: a number in units of 10^-decimals, text, a withheld figure, or a figure that does not exist (yet).
struct Cell {
  enum class Kind { number, text, secret, empty };
  Kind kind = Kind::empty;
  std::int64_t units = 0;
  int decimals = 0;
  std::string word = {};

  static Cell number(std::int64_t units, int decimals = 0) { return {.kind = Kind::number, .units = units, .decimals = decimals}; }
  static Cell text(std::string word) { return {.kind = Kind::text, .word = std::move(word)}; }
  static Cell secret() { return {.kind = Kind::secret}; }
  static Cell empty() { return {}; }
};

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
};

struct CsvStyle {
  char delimiter = ';';
  char decimal = '.';
  std::string_view secret = ".";
  bool bom = false;
};

std::string to_csv(const Table& table, const CsvStyle& style);
// CBS's OData v3 answer of TypedDataSet: numbers, null for both withheld and absent.
std::string to_odata_typed(const Table& table, std::string_view host, std::string_view id);
// CBS's OData v3 answer of UntypedDataSet: everything text and right-aligned, "       ." for withheld, null for absent.
std::string to_odata_untyped(const Table& table, std::string_view host, std::string_view id);

// "-12.5" from -125 with one decimal.
std::string decimal_text(std::int64_t units, int decimals, char mark = '.');
// Blanks on the right up to `width`, as CBS writes codes.
std::string padded(std::string_view text, std::size_t width);
// UTF-8 to Windows-1252 for the characters that the names of this town use.
std::string to_windows_1252(std::string_view utf8);

}  // namespace trede::demo
