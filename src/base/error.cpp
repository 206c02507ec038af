// SPDX-License-Identifier: EUPL-1.2
#include "base/error.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/text.hpp"

namespace trede {

void Errors::add(Error error) {
  fatal_ = fatal_ || error.severity == Severity::error;
  if (list_.size() >= kMaxErrors) {
    ++dropped_;
    return;
  }
  list_.push_back(std::move(error));
}

void Errors::add(Errors other) {
  dropped_ += other.dropped_;
  for (Error& error : other.list_) add(std::move(error));
  fatal_ = fatal_ || other.fatal_;
}

Failure Errors::failure() const {
  for (const Error& error : list_)
    if (error.severity == Severity::error) return error.failure;
  return Failure::input;
}

void Errors::sort() {
  auto place = [](const Error& e) {
    return std::tie(e.where.file, e.where.line, e.where.row, e.where.column, e.code, e.where.column_name);
  };
  std::stable_sort(list_.begin(), list_.end(), [&](const Error& a, const Error& b) { return place(a) < place(b); });
}

std::string to_line(const Error& error, std::string_view language) {
  const bool nl = language != "en";
  std::string out;
  if (!error.where.file.empty()) {
    out += display_name(error.where.file);
    if (error.where.line > 0) out += fmt::format(":{}", error.where.line);
    if (error.where.column > 0) out += fmt::format(":{}", error.where.column);
    if (error.where.row > 0) out += (nl ? ", rij " : ", row ") + std::to_string(error.where.row);
    if (!error.where.column_name.empty()) out += (nl ? ", kolom " : ", column ") + display_name(error.where.column_name);
    out += ": ";
  }
  if (error.severity == Severity::warning) out += nl ? "let op: " : "warning: ";
  out += nl ? error.nl : error.en;
  out += fmt::format(" ({})", error.code);
  return out;
}

std::string to_json(const Error& error, std::string_view language) {
  JsonWriter json;
  json.begin_object();
  json.field("bestand", display_name(error.where.file));
  if (error.where.line > 0) json.field_int("regel", error.where.line);
  if (error.where.column > 0) json.field_int("kolom", error.where.column);
  if (error.where.row > 0) json.field_int("rij", error.where.row);
  if (!error.where.column_name.empty()) json.field("kolomnaam", display_name(error.where.column_name));
  json.field("regelcode", error.code);
  json.field("ernst", error.severity == Severity::error ? "fout" : "waarschuwing");
  json.field("melding", language == "en" ? error.en : error.nl);
  json.end_object();
  return json.take();
}

std::string display_name(std::string_view path) {
  std::string out;
  while (!path.empty() && out.size() < 200) {
    const std::size_t bad = std::min(first_invalid_utf8(path), first_forbidden(path));
    const std::size_t good = std::min({bad, path.size(), std::size_t{200}});
    for (const char c : path.substr(0, good)) out += (static_cast<unsigned char>(c) < 0x20) ? '?' : c;
    if (good >= path.size()) break;
    if (bad == std::string_view::npos || good < bad) break;
    out += '?';
    path.remove_prefix(good + 1);
  }
  while (!out.empty() && first_invalid_utf8(out) != std::string_view::npos) out.pop_back();
  return out;
}

}  // namespace trede
