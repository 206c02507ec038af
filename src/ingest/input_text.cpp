// SPDX-License-Identifier: EUPL-1.2
#include "ingest/input_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/files.hpp"
#include "ingest/problem.hpp"

namespace trede {
namespace {

std::int64_t line_of(std::string_view text, std::size_t at) {
  return 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(at, text.size())), '\n');
}

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8: return "utf-8";
    case Encoding::windows_1252: return "windows-1252";
    case Encoding::iso_8859_1: return "iso-8859-1";
    case Encoding::utf16: return "utf-16";
  }
  return "";
}

Error wrong_encoding(std::string_view bytes, Encoding declared, const std::string& shown) {
  Where where{.file = shown};
  std::string nl;
  std::string en;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    nl = "Het bestand is UTF-16. Zet dialect.encoding = \"utf-16\", of bewaar het als UTF-8.";
    en = "The file is UTF-16. Set dialect.encoding = \"utf-16\", or save it as UTF-8.";
  } else if (declared == Encoding::utf8) {
    where.line = line_of(bytes, first_invalid_utf8(bytes));
    nl =
        "Hier staan bytes die geen UTF-8 zijn. Is het windows-1252? Zet dan dialect.encoding, of bewaar het bestand als UTF-8. Is het bestand afgebroken? Lever het opnieuw.";
    en =
        "There are bytes here that are not UTF-8. Is it windows-1252? Then set dialect.encoding, or save the file as UTF-8. Is the file cut off? Deliver it again.";
  } else {
    nl = fmt::format("Het bestand is geen geldige {}, zoals opgegeven. Geef de juiste codering op (dialect.encoding).", name_of(declared));
    en = fmt::format("The file is no valid {}, as was declared. Give the right encoding (dialect.encoding).", name_of(declared));
  }
  return problem("ingest.text.encoding", std::move(nl), std::move(en), std::move(where));
}

}  // namespace

std::string_view content_kind(std::string_view bytes) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kMagic = {{
      {"PK\x03\x04", "xlsx/ods/zip"},
      {"PAR1", "parquet"},
      {"SQLite format 3", "sqlite/gpkg"},
      {"%PDF-", "pdf"},
      {"\xD0\xCF\x11\xE0", "xls"},
      {"BZh", "bzip2"},
      {"\xFD"
       "7zXZ",
       "xz"},
      {"\x28\xB5\x2F\xFD", "zstd"},
  }};
  for (const auto& [magic, kind] : kMagic)
    if (bytes.starts_with(magic)) return kind;
  return {};
}

Result<InputText> read_text(const std::string& path, const std::string& shown, Encoding encoding) {
  auto file = read_input_inflated(path);
  if (!file) {
    file.error().where.file = shown;
    return tl::unexpected(std::move(file.error()));
  }
  const std::string_view kind = content_kind(file->bytes);
  if (!kind.empty()) {
    return fail_one(problem(
        "ingest.file.format", fmt::format("De inhoud van dit bestand is {}, niet wat is opgegeven. Lever het opgegeven formaat.", kind),
        fmt::format("The content of this file is {}, not what was declared. Deliver the declared format.", kind), {.file = shown}));
  }
  InputText out;
  out.sha256 = std::move(file->sha256);
  const std::string_view bytes = file->bytes;
  const bool utf16_mark = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  if (utf16_mark && encoding != Encoding::utf16) return fail_one(wrong_encoding(bytes, encoding, shown));
  if (encoding == Encoding::utf8) {
    if (first_invalid_utf8(bytes) != std::string_view::npos) return fail_one(wrong_encoding(bytes, encoding, shown));
    out.text = std::move(file->bytes);
    if (out.text.starts_with("\xEF\xBB\xBF")) out.text.erase(0, 3);
  } else {
    auto text = to_utf8(bytes, encoding);
    if (!text) return fail_one(wrong_encoding(bytes, encoding, shown));
    out.text = std::move(*text);
  }
  const std::size_t forbidden = first_forbidden(out.text);
  if (forbidden != std::string_view::npos) {
    return fail_one(problem(
        "ingest.text.forbidden",
        "Hier staat een onzichtbaar stuurteken (zoals een nulbyte, een teken van breedte nul of een schrijfrichtingteken). Haal het weg.",
        "There is an invisible control character here (such as a NUL, a zero-width or a writing-direction character). Remove it.",
        {.file = shown, .line = line_of(out.text, forbidden)}));
  }
  return out;
}

}  // namespace trede
