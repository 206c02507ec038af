// SPDX-License-Identifier: EUPL-1.2
#include "edition/read/check_table.hpp"

#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "base/compress.hpp"
#include "base/csv.hpp"
#include "edition/read/problems.hpp"
#include "edition/read/tables.hpp"

namespace trede {
namespace {

constexpr std::size_t kMaxTable = std::size_t{4} << 30U;
constexpr std::string_view kFolder = "tabellen/";
constexpr std::string_view kParquetMagic = "PAR1";

bool fits(std::string_view cell, TableType type) {
  if (cell.empty() || type == TableType::text) return true;
  const char* const end = cell.data() + cell.size();
  if (type == TableType::whole) {
    std::int64_t value = 0;
    const auto read = std::from_chars(cell.data(), end, value);
    return read.ec == std::errc() && read.ptr == end;
  }
  double value = 0;
  const auto read = std::from_chars(cell.data(), end, value, std::chars_format::fixed);
  return read.ec == std::errc() && read.ptr == end && std::isfinite(value);
}

bool header_fits(const CsvReader& csv, const TableContract& contract) {
  const std::size_t count = csv.header().size();
  if (count == 0 || (count != contract.columns.size() && count != contract.first_columns)) return false;
  for (std::size_t i = 0; i < count; ++i)
    if (csv.header()[i] != contract.columns[i].name) return false;
  return true;
}

std::optional<Error> check_rows(CsvReader& csv, const TableContract& contract, const std::string& shown) {
  const auto value = csv.column("waarde");
  const auto reason = csv.column("reden");
  while (csv.next()) {
    for (std::size_t i = 0; i < csv.header().size(); ++i)
      if (!fits(csv.field(i), contract.columns[i].type)) {
        Error error = wrong_table(shown, "hier hoort een getal te staan", "there should be a number here");
        error.where = csv.where(i);
        return error;
      }
    if (value && reason && csv.field(*value).empty() == csv.field(*reason).empty()) {
      Error error = wrong_table(shown, "een rij heeft een waarde of een reden, nooit beide en nooit geen van beide",
                                "a row has a value or a reason, never both and never neither");
      error.where = csv.where(*value);
      return error;
    }
  }
  return std::nullopt;
}

Errors check_csv(const TableContract& contract, const std::string& shown, std::string_view bytes) {
  auto text = gunzip(bytes, kMaxTable, shown);
  if (!text) return Errors(wrong_table(shown, "het is geen gzip-bestand", "it is no gzip file"));
  auto csv = CsvReader::open(*text, {.delimiter = ';', .file = shown});
  if (!csv || !header_fits(*csv, contract)) return Errors(wrong_table(shown, "de kolommen kloppen niet", "the columns are wrong"));
  if (auto problem = check_rows(*csv, contract, shown)) return Errors(std::move(*problem));
  if (csv->errors().fatal()) {
    Error error = wrong_table(shown, "een rij is geen geldige CSV", "a row is no valid CSV");
    error.where = csv->errors().list().front().where;
    return Errors(std::move(error));
  }
  return {};
}

}  // namespace

Errors check_table(std::string_view path, const std::string& shown, std::string_view bytes) {
  path.remove_prefix(kFolder.size());
  const auto dot = path.find('.');
  const TableContract* contract = edition_table(path.substr(0, dot));
  const std::string_view kind = dot == std::string_view::npos ? std::string_view() : path.substr(dot);
  if (contract != nullptr && kind == ".csv.gz") return check_csv(*contract, shown, bytes);
  if (contract != nullptr && kind == ".parquet") {
    if (bytes.size() >= 2 * kParquetMagic.size() && bytes.starts_with(kParquetMagic) && bytes.ends_with(kParquetMagic)) return {};
    return Errors(wrong_table(shown, "het is geen Parquet-bestand", "it is no Parquet file"));
  }
  return Errors(wrong_table(shown, "er is geen tabel met deze naam", "there is no table of this name"));
}

}  // namespace trede
