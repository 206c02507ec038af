// SPDX-License-Identifier: EUPL-1.2
// Reading of code lists (area_set.hpp).

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "area/area_set.hpp"
#include "base/csv.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace trede {
namespace {

constexpr std::size_t kMaxCodeListBytes = std::size_t{256} << 20;

Error problem(const char* code, std::string nl, std::string en, Where where) {
  Error error;
  error.code = code;
  error.nl = std::move(nl);
  error.en = std::move(en);
  error.where = std::move(where);
  return error;
}

Where in_file(const CodeListSpec& spec) {
  Where where;
  where.file = spec.path;
  return where;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<AreaCode> parse_code(std::string_view text, bool pad) {
  if (text == "NL01") text = "NL00";  // RIVM's code for the country
  if (pad && all_digits(text) && text.size() <= 8) {
    return AreaCode::parse("BU" + std::string(8 - text.size(), '0') + std::string(text));
  }
  const auto code = AreaCode::parse(text);
  if (code && code->level() == AreaLevel::land && text != "NL00") return std::nullopt;
  return code;
}

Error bad_code(std::string_view text, const CodeListSpec& spec, Where where) {
  if (!spec.pad && all_digits(text) && text.size() <= 8) {
    return problem("area.codelist.bad_code",
                   "De code bestaat alleen uit cijfers: de letters BU en misschien voorloopnullen zijn weggevallen. "
                   "Lever de hele code aan, of zet pad = true als dit een buurtenlijst is.",
                   "The code has digits only: the letters BU and perhaps leading zeros were lost. Deliver the whole code, or set "
                   "pad = true if this is a list of buurten.",
                   std::move(where));
  }
  return problem(
      "area.codelist.bad_code",
      "Dit is geen code van land, gemeente, wijk of buurt (NL00, GM0772, WK077211, BU07721110). Verbeter de code of haal de regel weg.",
      "This is no code of a country, gemeente, wijk or buurt (NL00, GM0772, WK077211, BU07721110). Correct it or remove the line.",
      std::move(where));
}

// The text of the file in UTF-8, or why not.
Checked<std::string> read_text(const CodeListSpec& spec) {
  auto file = read_input_inflated(spec.path, kMaxCodeListBytes);
  if (!file) return fail(std::move(file.error()));
  const auto encoding = parse_encoding(spec.encoding);
  if (!encoding) {
    return fail(problem("area.codelist.encoding_unknown",
                        "De opgegeven codering is onbekend. Kies utf-8, windows-1252, iso-8859-1 of utf-16.",
                        "The encoding given is unknown. Choose utf-8, windows-1252, iso-8859-1 or utf-16.", in_file(spec)));
  }
  auto text = to_utf8(file->bytes, *encoding);
  if (!text) {
    Where where = in_file(spec);
    if (*encoding == Encoding::utf8) {
      const std::size_t at = std::min(first_invalid_utf8(file->bytes), file->bytes.size());
      where.line = 1 + std::count(file->bytes.begin(), file->bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    }
    return fail(
        problem("area.codelist.encoding",
                fmt::format("Het bestand is geen geldige {}. Sla het zo op, of geef de juiste codering op (encoding).", spec.encoding),
                fmt::format("The file is no valid {}. Save it so, or give the right encoding.", spec.encoding), std::move(where)));
  }
  return std::move(*text);
}

struct Columns {
  std::size_t code = 0, name = 0;
};

Checked<Columns> find_columns(const CsvReader& csv, const CodeListSpec& spec) {
  Errors errors;
  Columns columns;
  const auto look = [&](const std::string& name, std::size_t& place) {
    if (const auto found = csv.column(name)) {
      place = *found;
      return;
    }
    std::string have;
    for (const std::string& header : csv.header()) have += (have.empty() ? "" : ", ") + display_name(header);
    have = display_name(have);
    Where where = in_file(spec);
    where.line = 1;
    errors.add(problem("area.codelist.column_missing", fmt::format("De kolom '{}' is er niet. Wel aanwezig: {}.", display_name(name), have),
                       fmt::format("The column '{}' is not there. Present are: {}.", display_name(name), have), std::move(where)));
  };
  look(spec.code_column, columns.code);
  look(spec.name_column, columns.name);
  if (!errors.empty()) return tl::unexpected<Errors>(std::move(errors));
  return columns;
}

}  // namespace

Checked<std::vector<AreaRow>> read_code_list(const CodeListSpec& spec, const std::vector<AreaCode>& gemeenten) {
  const auto text = read_text(spec);
  if (!text) return tl::unexpected<Errors>(text.error());
  auto csv = CsvReader::open(*text, {.delimiter = spec.delimiter, .file = spec.path});
  if (!csv) return tl::unexpected<Errors>(csv.error());
  const auto columns = find_columns(*csv, spec);
  if (!columns) return tl::unexpected<Errors>(columns.error());

  const std::set<AreaCode> wanted(gemeenten.begin(), gemeenten.end());
  std::vector<AreaRow> rows;
  Errors errors;
  while (csv->next()) {
    const std::string_view written = trim(csv->field(columns->code));
    const auto code = parse_code(written, spec.pad);
    if (!code) {
      errors.add(bad_code(written, spec, csv->where(columns->code)));
      continue;
    }
    const std::string_view name = trim(csv->field(columns->name));
    if (name.empty()) {
      errors.add(problem("area.codelist.no_name", "Dit gebied heeft geen naam. Vul de naam in.", "This area has no name. Fill it in.",
                         csv->where(columns->name)));
    } else if (first_forbidden(name) != std::string_view::npos) {
      errors.add(problem("area.codelist.bad_text", "De naam bevat onzichtbare stuurtekens. Typ de naam opnieuw.",
                         "The name contains invisible control characters. Type it again.", csv->where(columns->name)));
    } else if (wanted.empty() || code->level() == AreaLevel::land || wanted.contains(code->gemeente())) {
      rows.push_back({*code, nfc(name)});
    }
  }
  errors.add(csv->take_errors());
  if (csv->row() == 0) {
    errors.add(problem("area.codelist.empty", "De codelijst heeft geen regels onder de kop.",
                       "The code list has no lines below its header.", in_file(spec)));
  }
  if (errors.fatal()) {
    errors.sort();
    return tl::unexpected<Errors>(std::move(errors));
  }
  return rows;
}

}  // namespace trede
