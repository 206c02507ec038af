// SPDX-License-Identifier: EUPL-1.2
#include "demo/table.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "base/json_writer.hpp"

namespace trede::demo {
namespace {

std::string quoted(std::string_view text, char delimiter) {
  if (text.find_first_of(std::string("\"\r\n") + delimiter) == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

void envelope(JsonWriter& json, std::string_view host, std::string_view id, std::string_view set) {
  json.begin_object().field("odata.metadata", fmt::format("https://{}/ODataFeed/odata/{}/$metadata#Cbs.OData.WebAPI.{}", host, id, set));
  json.key("value").begin_array();
}

}  // namespace

std::string decimal_text(std::int64_t units, int decimals, char mark) {
  std::int64_t scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const std::int64_t size = units < 0 ? -units : units;
  std::string out = units < 0 ? "-" : "";
  out += fmt::format("{}", size / scale);
  if (decimals > 0) out += fmt::format("{}{:0{}}", mark, size % scale, decimals);
  return out;
}

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  if (out.size() < width) out.append(width - out.size(), ' ');
  return out;
}

std::string to_csv(const Table& table, const CsvStyle& style) {
  std::string out = style.bom ? "\xEF\xBB\xBF" : "";
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (c > 0) out += style.delimiter;
    out += quoted(table.columns[c], style.delimiter);
  }
  out += '\n';
  for (const std::vector<Cell>& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) out += style.delimiter;
      switch (row[c].kind) {
        case Cell::Kind::number: out += quoted(decimal_text(row[c].units, row[c].decimals, style.decimal), style.delimiter); break;
        case Cell::Kind::text: out += quoted(row[c].word, style.delimiter); break;
        case Cell::Kind::secret: out += style.secret; break;
        case Cell::Kind::empty: break;
      }
    }
    out += '\n';
  }
  return out;
}

std::string to_odata_typed(const Table& table, std::string_view host, std::string_view id) {
  JsonWriter json;
  envelope(json, host, id, "TypedDataSet");
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    json.begin_object().field_int("ID", static_cast<std::int64_t>(r));
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const Cell& cell = table.rows[r][c];
      json.key(table.columns[c]);
      if (cell.kind == Cell::Kind::number) json.raw(decimal_text(cell.units, cell.decimals));
      else if (cell.kind == Cell::Kind::text) json.string(cell.word);
      else json.null();
    }
    json.end_object();
  }
  json.end_array().end_object();
  return json.take() + '\n';
}

std::string to_odata_untyped(const Table& table, std::string_view host, std::string_view id) {
  JsonWriter json;
  envelope(json, host, id, "UntypedDataSet");
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    json.begin_object().field("ID", fmt::format("{}", r));
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const Cell& cell = table.rows[r][c];
      json.key(table.columns[c]);
      if (cell.kind == Cell::Kind::number) json.string(fmt::format("{:>8}", decimal_text(cell.units, cell.decimals)));
      else if (cell.kind == Cell::Kind::text) json.string(cell.word);
      else if (cell.kind == Cell::Kind::secret) json.string("       .");
      else json.null();
    }
    json.end_object();
  }
  json.end_array().end_object();
  return json.take() + '\n';
}

std::string to_windows_1252(std::string_view utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x80) {
      out += utf8[i];
    } else if ((byte == 0xC2 || byte == 0xC3) && i + 1 < utf8.size()) {  // U+0080 – U+00FF: the same number in Windows-1252 from U+00A0
      out += static_cast<char>(((byte & 0x03) << 6) | (static_cast<unsigned char>(utf8[++i]) & 0x3F));
    } else if (utf8.substr(i, 3) == "’") {
      out += '\x92';
      i += 2;
    } else {
      throw std::logic_error("a name of the demo town has a character outside Windows-1252");
    }
  }
  return out;
}

}  // namespace trede::demo
