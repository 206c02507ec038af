// SPDX-License-Identifier: EUPL-1.2
#include "method/table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/files.hpp"

namespace trede::method {
namespace {

bool is_none(std::string_view cell) { return cell.empty() || cell == "NA"; }

std::optional<double> parse_number(std::string_view cell) {
  if (!cell.empty() && cell.front() == '+') cell.remove_prefix(1);
  double value = 0.0;
  const auto [end, wrong] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (wrong != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string shortest(double value) { return !std::isfinite(value) ? std::string() : fmt::format("{}", value == 0.0 ? 0.0 : value); }

std::string json_text(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace

Checked<Table> Table::parse(std::string text, const std::string& file) {
  auto csv = CsvReader::open(text, {.delimiter = ',', .file = file});
  if (!csv) return tl::unexpected(csv.error());
  Table out;
  out.file_ = file;
  out.header_ = csv->header();
  out.cells_.resize(out.header_.size());
  while (csv->next()) {
    for (std::size_t c = 0; c < out.cells_.size(); ++c) out.cells_[c].emplace_back(csv->field(c));
    out.line_.push_back(csv->line());
  }
  Errors errors = csv->take_errors();
  if (!errors.fatal() && out.line_.empty())
    errors.add({"stat.no_rows", Failure::input, "Er staan geen regels onder de koppen.", "There are no rows below the header.", {file, 1}});
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return out;
}

Checked<Table> Table::read(const std::filesystem::path& path) {
  auto file = read_input(path);
  if (!file) return fail(std::move(file.error()));
  return parse(std::move(file->bytes), path.string());
}

bool Table::has(std::string_view column) const { return std::find(header_.begin(), header_.end(), column) != header_.end(); }

Where Table::where(std::size_t row, std::string_view column) const {
  return {.file = file_, .line = line_[row], .column = 0, .row = static_cast<std::int64_t>(row) + 1, .column_name = std::string(column)};
}

Checked<std::size_t> Table::place(std::string_view column) const {
  const auto found = std::find(header_.begin(), header_.end(), column);
  if (found != header_.end()) return static_cast<std::size_t>(found - header_.begin());
  return fail({"stat.column_missing",
               Failure::input,
               fmt::format("De kolom {} ontbreekt. Zie trede stat <methode> --help voor de kolommen.", column),
               fmt::format("The column {} is missing. See trede stat <method> --help for the columns.", column),
               {.file = file_, .line = 1}});
}

Checked<std::vector<std::string>> Table::text(std::string_view column) const {
  const auto at = place(column);
  if (!at) return tl::unexpected(at.error());
  return cells_[*at];
}

Checked<std::vector<double>> Table::read_numbers(std::string_view column, double least, bool none_allowed, bool whole) const {
  const auto at = place(column);
  if (!at) return tl::unexpected(at.error());
  std::vector<double> out(rows());
  Errors errors;
  const auto wrong = [&](std::size_t row, const char* code, std::string nl, std::string en) {
    errors.add({code, Failure::input, std::move(nl), std::move(en), where(row, column)});
  };
  for (std::size_t row = 0; row < rows(); ++row) {
    const std::string& cell = cells_[*at][row];
    if (is_none(cell)) {
      out[row] = std::numeric_limits<double>::quiet_NaN();
      if (!none_allowed)
        wrong(row, "stat.no_value", "Hier staat geen waarde, en deze methode heeft er een nodig. Vul hem in of haal de regel weg.",
              "There is no value here, and this method needs one. Fill it in or take the row away.");
      continue;
    }
    const auto value = parse_number(cell);
    if (!value)
      wrong(row, "stat.not_a_number", "Dit is geen getal. Schrijf het met een decimale punt en zonder scheiding van duizendtallen.",
            "This is no number. Write it with a decimal point and without separators of thousands.");
    else if (whole && (std::floor(*value) != *value || *value < 0.0 || *value > 4294967295.0))
      wrong(row, "stat.not_whole", "Hier hoort een heel getal van 0 tot en met 4294967295.",
            "A whole number from 0 to 4294967295 belongs here.");
    else if (std::abs(*value) > kMost)
      wrong(row, "stat.too_large",
            fmt::format("Dit getal is te groot om mee te rekenen: {:g} is het meeste. Kies een andere eenheid.", kMost),
            fmt::format("This number is too large to compute with: {:g} is the most. Choose another unit.", kMost));
    else if (*value < least)
      wrong(row, "stat.too_small", fmt::format("Dit getal is te klein: {} is het minste.", least),
            fmt::format("This number is too small: {} is the least.", least));
    else out[row] = *value;
  }
  if (errors.fatal()) return tl::unexpected(std::move(errors));
  return out;
}

Checked<std::vector<double>> Table::numbers(std::string_view column, double least) const {
  return read_numbers(column, least, false, false);
}
Checked<std::vector<double>> Table::numbers_or_none(std::string_view column) const { return read_numbers(column, kNoLeast, true, false); }
Checked<std::vector<std::uint32_t>> Table::counts(std::string_view column) const {
  const auto read = read_numbers(column, 0.0, false, true);
  if (!read) return tl::unexpected(read.error());
  return std::vector<std::uint32_t>(read->begin(), read->end());
}

Output& Output::add(std::string name, std::vector<double> numbers) {
  columns_.emplace_back(std::move(name), std::move(numbers));
  return *this;
}
Output& Output::add(std::string name, std::vector<std::string> text) {
  columns_.emplace_back(std::move(name), std::move(text));
  return *this;
}
Output& Output::add_counts(std::string name, std::vector<std::int64_t> counts) {
  columns_.emplace_back(std::move(name), std::move(counts));
  return *this;
}
Output& Output::item(std::string name, double value) {
  names_.push_back(std::move(name));
  values_.push_back(value);
  return *this;
}

std::string Output::csv() const {
  if (!names_.empty()) return Output().add("name", names_).add("value", values_).csv();
  std::string out;
  std::size_t rows = 0;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    out += (c == 0 ? "" : ",") + quoted(columns_[c].first);
    rows = std::visit([](const auto& column) { return column.size(); }, columns_[c].second);
  }
  out += '\n';
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (c > 0) out += ',';
      if (const auto* numbers = std::get_if<std::vector<double>>(&columns_[c].second)) out += shortest((*numbers)[row]);
      else if (const auto* counts = std::get_if<std::vector<std::int64_t>>(&columns_[c].second)) out += std::to_string((*counts)[row]);
      else out += quoted(std::get<std::vector<std::string>>(columns_[c].second)[row]);
    }
    out += '\n';
  }
  return out;
}

std::string Output::json() const {
  if (!names_.empty()) return Output().add("name", names_).add("value", values_).json();
  std::string out = "{\"columns\":{";
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    out += (c == 0 ? "" : ",") + json_text(columns_[c].first) + ":[";
    std::visit(
        [&](const auto& column) {
          for (std::size_t row = 0; row < column.size(); ++row) {
            if (row > 0) out += ',';
            using Value = std::decay_t<decltype(column[row])>;
            if constexpr (std::is_same_v<Value, double>) out += std::isfinite(column[row]) ? shortest(column[row]) : "null";
            else if constexpr (std::is_same_v<Value, std::string>) out += json_text(column[row]);
            else out += std::to_string(column[row]);
          }
        },
        columns_[c].second);
    out += ']';
  }
  return out + "}}";
}

}  // namespace trede::method
