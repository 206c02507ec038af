// SPDX-License-Identifier: EUPL-1.2
#include "serve/csv_rendering.hpp"

#include <array>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <simdjson.h>

#include "base/json_writer.hpp"

namespace trede::serve {

namespace {

namespace dom = simdjson::dom;

constexpr int kMaxDecimals = 6;

Error damaged() {
  return {"serve.csv.damaged",
          Failure::integrity,
          "De cijfers zijn niet in CSV om te zetten: de vorm klopt niet met de beschrijving.",
          "The figures cannot be turned into CSV: their shape is not the one described.",
          {}};
}

Error too_large() {
  return {"serve.csv.too_large",
          Failure::limit,
          "Dit is te groot om ter plekke in CSV om te zetten; gebruik de tabel waarnemingen.",
          "This is too large to turn into CSV on request; use the table waarnemingen.",
          {}};
}

// Looks like a formula, also behind blanks and quotes.
bool is_formula(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \"'");
  return at != std::string_view::npos && std::string_view("=+-@\t\r").find(text[at]) != std::string_view::npos;
}

void add_text(std::string& out, std::string_view text) {
  std::string cell(is_formula(text) ? "'" : "");
  cell += text;
  if (cell.find_first_of(";\"\r\n") == std::string::npos) {
    out += cell;
    return;
  }
  out += '"';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string_view text_of(dom::element object, std::string_view key) {
  std::string_view text;
  if (object[key].get(text) != simdjson::SUCCESS) throw damaged();
  return text;
}

dom::array array_of(dom::element object, std::string_view key) {
  dom::array array;
  if (object[key].get(array) != simdjson::SUCCESS) throw damaged();
  return array;
}

std::vector<std::string_view> texts(dom::array array) {
  std::vector<std::string_view> out;
  for (const dom::element element : array) {
    std::string_view text;
    if (element.get(text) != simdjson::SUCCESS) throw damaged();
    out.push_back(text);
  }
  return out;
}

std::vector<std::size_t> indexes(dom::array array, std::size_t below) {
  std::vector<std::size_t> out;
  for (const dom::element element : array) {
    std::uint64_t value = 0;
    if (element.get(value) != simdjson::SUCCESS || value >= below) throw damaged();
    out.push_back(static_cast<std::size_t>(value));
  }
  return out;
}

// One column of numbers; no column at all (null) is a column of empty cells.
std::vector<std::string> numbers(dom::element period, std::string_view key, std::size_t size) {
  std::vector<std::string> out;
  dom::element column;
  if (period[key].get(column) != simdjson::SUCCESS || column.is_null()) return std::vector<std::string>(size);
  dom::array array;
  if (column.get(array) != simdjson::SUCCESS) throw damaged();
  for (const dom::element element : array) {
    double value = 0;
    if (element.is_null()) out.emplace_back();
    else if (element.get(value) == simdjson::SUCCESS) out.push_back(format_number(value, kMaxDecimals));
    else throw damaged();
  }
  if (out.size() != size) throw damaged();
  return out;
}

struct Resource {
  std::string before, unit;  // "indicator;" and ";indeling;niveau;", "eenheid;telt;"
  std::vector<std::string_view> areas, reasons, statuses;
};

void add_period(const Resource& resource, std::string_view indicator, dom::element period, std::string& out) {
  const std::size_t size = resource.areas.size();
  constexpr std::array<std::string_view, 5> kColumns = {"waarde", "ondergrens", "bovengrens", "teller", "noemer"};
  std::array<std::vector<std::string>, kColumns.size()> columns;
  for (std::size_t c = 0; c < kColumns.size(); ++c) columns[c] = numbers(period, kColumns[c], size);
  const std::vector<std::size_t> status = indexes(array_of(period, "status"), resource.statuses.size());
  const std::vector<std::size_t> reason = indexes(array_of(period, "reden"), resource.reasons.size());
  if (status.size() != size || reason.size() != size) throw damaged();
  dom::element origin;
  if (period["herkomst"].get(origin) != simdjson::SUCCESS) throw damaged();
  const std::string_view source = text_of(origin, "bron");
  for (std::size_t i = 0; i < size; ++i) {
    add_text(out, indicator);
    add_text(out += ';', text_of(period, "periode"));
    add_text(out += ';', resource.areas[i]);
    out += resource.before;
    for (const auto& column : columns) (out += column[i]) += ';';
    out += resource.unit;
    add_text(out, resource.statuses[status[i]]);
    add_text(out += ';', resource.reasons[reason[i]]);
    add_text(out += ';', source);
    out += '\n';
  }
}

std::string render(dom::element figures, dom::element places) {
  Resource resource;
  const std::string_view level = text_of(figures, "niveau");
  std::int64_t vintage = 0;
  dom::element level_areas;
  if (figures["indeling"].get(vintage) != simdjson::SUCCESS || places["niveaus"][level].get(level_areas) != simdjson::SUCCESS)
    throw damaged();
  resource.before = fmt::format(";{};", vintage);
  add_text(resource.before, level);
  resource.before += ';';
  add_text(resource.unit, text_of(figures, "eenheid"));
  add_text(resource.unit += ';', text_of(figures, "telt"));
  resource.unit += ';';
  resource.areas = texts(array_of(level_areas, "code"));
  resource.reasons = texts(array_of(figures, "redenen"));
  resource.statuses = texts(array_of(figures, "statussen"));
  std::string out = "indicator;periode;gebied;indeling;niveau;waarde;ondergrens;bovengrens;teller;noemer;eenheid;telt;status;reden;bron\n";
  for (const dom::element period : array_of(figures, "reeks")) add_period(resource, text_of(figures, "indicator"), period, out);
  return out;
}

}  // namespace

Result<std::string> render_csv(std::string_view waarnemingen, std::string_view gebieden) {
  if (waarnemingen.size() > kMaxCsvSource || gebieden.size() > kMaxCsvSource) return fail_one(too_large());
  dom::parser figures_parser, places_parser;
  dom::element figures, places;
  if (figures_parser.parse(simdjson::padded_string(waarnemingen)).get(figures) != simdjson::SUCCESS ||
      places_parser.parse(simdjson::padded_string(gebieden)).get(places) != simdjson::SUCCESS)
    return fail_one(damaged());
  try {
    return render(figures, places);
  } catch (const Error& error) {
    return fail_one(error);
  }
}

}  // namespace trede::serve
