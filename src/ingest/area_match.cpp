// SPDX-License-Identifier: EUPL-1.2
#include "ingest/area_match.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "ingest/problem.hpp"

namespace trede {
namespace {

constexpr std::size_t kMaxAliasBytes = std::size_t{64} << 20;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), digit); }

AreaMatch fault(AreaFault what) {
  AreaMatch match;
  match.fault = what;
  return match;
}

// 1-2-2020, 2020-01-02, 01/02/20, 1-feb, jan-20: what a spreadsheet makes of a code.
bool looks_like_date(std::string_view text) {
  std::array<std::string_view, 3> parts{};
  std::size_t count = 0;
  const char mark = text.find('/') != std::string_view::npos ? '/' : '-';
  while (count < 3) {
    const auto at = text.find(mark);
    parts[count++] = text.substr(0, at);
    if (at == std::string_view::npos) {
      text = {};
      break;
    }
    text.remove_prefix(at + 1);
  }
  if (!text.empty() || count < 2) return false;
  const auto month = [](std::string_view part) {
    if (part.size() != 3) return false;
    const std::string word = fold_name(part);
    constexpr std::array<std::string_view, 15> kMonths = {"jan", "feb", "mrt", "mar", "apr", "mei", "may", "jun",
                                                          "jul", "aug", "sep", "okt", "oct", "nov", "dec"};
    return std::find(kMonths.begin(), kMonths.end(), word) != kMonths.end();
  };
  for (std::size_t i = 0; i < count; ++i)
    if (!(digits(parts[i]) && parts[i].size() <= 4) && !month(parts[i])) return false;
  return count == 3 || month(parts[0]) || month(parts[1]);
}

bool scientific(std::string_view text) {
  const auto e = text.find_first_of("eE");
  if (e == std::string_view::npos || e == 0 || e + 1 >= text.size()) return false;
  std::string_view power = text.substr(e + 1);
  if (power.front() == '+' || power.front() == '-') power.remove_prefix(1);
  const std::string_view base = text.substr(0, e);
  return digits(power) && digit(base.front()) &&
         std::all_of(base.begin(), base.end(), [](char c) { return digit(c) || c == '.' || c == ','; });
}

AreaFault diagnose_code(std::string_view text) {
  if (text.empty()) return AreaFault::empty;
  if (digits(text)) return AreaFault::lost_prefix;
  if (scientific(text)) return AreaFault::scientific;
  if (looks_like_date(text)) return AreaFault::date;
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  if (upper != text && (AreaCode::parse(upper) || is_other_region(upper))) return AreaFault::lower_case;
  const std::string folded = first_invalid_utf8(text) == std::string_view::npos ? fold_name(text) : std::string();
  if (folded.starts_with("totaal") || folded.starts_with("total") || folded == "nederland" || folded == "gemeente")
    return AreaFault::total_row;
  return AreaFault::malformed;
}

}  // namespace

bool is_other_region(std::string_view code) {
  constexpr std::array<std::string_view, 32> kPrefixes = {"LD", "PV", "CR", "CP", "RE", "RP", "VR", "GG", "AM", "JR", "JZ",
                                                          "AR", "ES", "KK", "NG", "PO", "RM", "RB", "SB", "TG", "TO", "TR",
                                                          "UR", "VT", "WS", "ZK", "OC", "AF", "GA", "RA", "SG", "WG"};
  if (code.size() < 3 || code.size() > 10) return false;
  return std::find(kPrefixes.begin(), kPrefixes.end(), code.substr(0, 2)) != kPrefixes.end() && digits(code.substr(2));
}

AreaMatcher::AreaMatcher(const AreaSet& division, const std::vector<AreaSet>& divisions, AreaBy by, std::optional<AreaLevel> level,
                         bool whole_country)
    : division_(&division), divisions_(&divisions), by_(by), level_(level), whole_country_(whole_country) {}

std::string AreaMatcher::alias_key(std::string_view text) const { return by_ == AreaBy::name ? fold_name(text) : std::string(text); }

Errors AreaMatcher::read_aliases(const std::string& path, const std::string& shown) {
  auto file = read_input(path, kMaxAliasBytes);
  if (!file) {
    file.error().where.file = shown;
    return Errors(std::move(file.error()));
  }
  const auto text = to_utf8(file->bytes, Encoding::utf8);
  if (!text) {
    return Errors(problem("ingest.text.encoding", "De aliaslijst is geen UTF-8. Bewaar hem als UTF-8.",
                          "The alias table is not UTF-8. Save it as UTF-8.", {.file = shown}));
  }
  auto csv = CsvReader::open(*text, {.delimiter = ';', .file = shown});
  if (!csv) return std::move(csv.error());
  const auto name = csv->column("naam");
  const auto code = csv->column("code");
  if (!name || !code) {
    return Errors(problem("ingest.alias.columns", "Een aliaslijst heeft de kolommen naam;code.",
                          "An alias table has the columns naam;code.", {.file = shown, .line = 1}));
  }
  Errors errors;
  while (csv->next()) {
    const std::string_view written = trim(csv->field(*code));
    std::optional<AreaIndex> area;
    if (!written.empty()) {
      const auto parsed = AreaCode::parse(written);
      if (parsed) area = division_->find(*parsed);
      if (!area) {
        errors.add(
            problem("ingest.alias.code",
                    fmt::format("Deze code bestaat niet in de indeling van {}. Verbeter hem, of laat hem leeg om de rij over te slaan.",
                                division_->vintage().year),
                    fmt::format("This code does not exist in the division of {}. Correct it, or leave it empty to leave the row out.",
                                division_->vintage().year),
                    csv->where(*code)));
        continue;
      }
    }
    if (!aliases_.emplace(alias_key(trim(csv->field(*name))), area).second) {
      errors.add(problem("ingest.alias.twice", "Deze naam staat twee keer in de aliaslijst.", "This name is in the alias table twice.",
                         csv->where(*name)));
    }
  }
  errors.add(csv->take_errors());
  return errors;
}

AreaMatch AreaMatcher::match(std::string_view text) const {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);  // CBS pads codes and names on the right
  if (!aliases_.empty()) {
    const auto alias = aliases_.find(alias_key(text));
    if (alias != aliases_.end()) {
      AreaMatch match;
      match.outside = !alias->second.has_value();
      match.area = alias->second.value_or(kNoArea);
      return match;
    }
  }
  if (text.empty()) return fault(AreaFault::empty);
  switch (by_) {
    case AreaBy::code: return by_code(text);
    case AreaBy::name: return by_name(text);
    case AreaBy::number: return by_number(text);
  }
  return fault(AreaFault::malformed);
}

AreaMatch AreaMatcher::by_code(std::string_view text) const {
  if (text == "NL01") text = "NL00";  // RIVM's code for the country
  const auto code = AreaCode::parse(text);
  if (code) return resolve(*code);
  if (is_other_region(text)) {
    AreaMatch match;
    match.outside = true;
    return match;
  }
  return fault(diagnose_code(text));
}

AreaMatch AreaMatcher::resolve(const AreaCode& code) const {
  AreaMatch match;
  if (const auto area = division_->find(code)) {
    if (level_ && code.level() != *level_) return fault(AreaFault::wrong_level);
    match.area = *area;
    return match;
  }
  // The selection holds whole gemeenten: a code of another gemeente is outside it, a code of a selected one must exist.
  if (whole_country_ || code.level() == AreaLevel::land || (code.level() != AreaLevel::gemeente && division_->find(code.gemeente()))) {
    match.fault = AreaFault::unknown_code;
    for (const AreaSet& other : *divisions_)
      if (other.vintage() != division_->vintage() && other.find(code)) match.other_divisions.push_back(other.vintage());
    return match;
  }
  if (level_ && code.level() != *level_) return fault(AreaFault::wrong_level);
  match.outside = true;
  return match;
}

AreaMatch AreaMatcher::by_name(std::string_view text) const {
  const auto found = division_->by_name(*level_, text);
  if (found.size() == 1) {
    AreaMatch match;
    match.area = found.front();
    return match;
  }
  if (found.size() > 1) return fault(AreaFault::ambiguous_name);
  const std::string folded = fold_name(text);
  if (folded.starts_with("totaal") || folded.starts_with("total") || folded == "nederland" || folded == "gemeente")
    return fault(AreaFault::total_row);
  if (*level_ != AreaLevel::gemeente && !division_->by_name(AreaLevel::gemeente, text).empty()) return fault(AreaFault::total_row);
  if (folded.starts_with("gemeente ") && !division_->by_name(AreaLevel::gemeente, folded.substr(9)).empty())
    return fault(AreaFault::total_row);
  return fault(AreaFault::unknown_name);
}

AreaMatch AreaMatcher::by_number(std::string_view text) const {
  constexpr std::array<std::size_t, 4> kDigits = {2, 4, 6, 8};
  constexpr std::array<std::string_view, 4> kPrefix = {"NL", "GM", "WK", "BU"};
  const auto level = static_cast<std::size_t>(*level_);
  const std::size_t want = kDigits[level];
  // Without the gemeente in front (at least one digit of it) a number says nothing.
  if (!digits(text) || text.size() > want || text.size() + 3 < want) {
    const AreaFault what = diagnose_code(text);
    return fault(what == AreaFault::total_row || what == AreaFault::scientific || what == AreaFault::date ? what : AreaFault::bad_number);
  }
  const auto code = AreaCode::parse(std::string(kPrefix[level]) + std::string(want - text.size(), '0') + std::string(text));
  if (!code || code->view().substr(2, 4) == "0000") return fault(AreaFault::bad_number);
  return resolve(*code);
}

std::string_view code_of(AreaFault fault) {
  switch (fault) {
    case AreaFault::none: return "";
    case AreaFault::empty: return "ingest.area.empty";
    case AreaFault::lower_case: return "ingest.area.lower_case";
    case AreaFault::lost_prefix: return "ingest.area.lost_zero";
    case AreaFault::date: return "ingest.area.date";
    case AreaFault::scientific: return "ingest.area.scientific";
    case AreaFault::total_row: return "ingest.area.total_row";
    case AreaFault::malformed: return "ingest.area.malformed";
    case AreaFault::unknown_code: return "ingest.area.unknown_code";
    case AreaFault::wrong_level: return "ingest.area.wrong_level";
    case AreaFault::unknown_name: return "ingest.area.unknown_name";
    case AreaFault::ambiguous_name: return "ingest.area.ambiguous_name";
    case AreaFault::bad_number: return "ingest.area.bad_number";
  }
  return "";
}

Text advice(const AreaMatch& match, std::string_view text, bool open, Vintage vintage) {
  const std::string shown = open ? fmt::format("'{}' ", display_name(text).substr(0, 60)) : "";
  switch (match.fault) {
    case AreaFault::none: return {};
    case AreaFault::empty:
      return {"Deze rij heeft geen gebied. Vul het in of haal de rij weg.", "This row has no area. Fill it in or remove the row."};
    case AreaFault::lower_case:
      return {fmt::format("De gebiedscode {}staat in kleine letters. Schrijf hem zoals het CBS: BU, WK of GM met hoofdletters.", shown),
              fmt::format("The area code {}is in lower case. Write it as CBS does: BU, WK or GM in capitals.", shown)};
    case AreaFault::lost_prefix:
      return {
          fmt::format(
              "De gebiedscode {}heeft alleen cijfers: de letters en misschien voorloopnullen zijn weggevallen, vaak door een rekenblad. Lever de hele code, of lees de kolom als nummer (area = {{ by = \"number\", level = … }}).",
              shown),
          fmt::format(
              "The area code {}has digits only: the letters and perhaps leading zeros were lost, often by a spreadsheet. Deliver the whole code, or read the column as a number (area = {{ by = \"number\", level = … }}).",
              shown)};
    case AreaFault::date:
      return {"In de kolom met gebieden staat een datum: een rekenblad heeft de code omgezet. Lever de kolom als tekst.",
              "There is a date in the column of areas: a spreadsheet has changed the code. Deliver the column as text."};
    case AreaFault::scientific:
      return {"De gebiedscode is een getal met een exponent geworden (zoals 7E+06), door een rekenblad. Lever de kolom als tekst.",
              "The area code became a number with an exponent (such as 7E+06), by a spreadsheet. Deliver the column as text."};
    case AreaFault::total_row:
      return {
          "Dit is een totaalrij tussen de gebieden. Haal hem weg: trede telt niet op en leest het gemeentecijfer bij de gemeentecode.",
          "This is a row with a total among the areas. Remove it: trede does not add up and reads the figure of the gemeente at its code."};
    case AreaFault::malformed:
      return {fmt::format("{}{} geen gebiedscode (NL00, GM0772, WK077211, BU07721110).", shown, shown.empty() ? "Dit is" : "is"),
              fmt::format("{}{} no area code (NL00, GM0772, WK077211, BU07721110).", shown, shown.empty() ? "This is" : "is")};
    case AreaFault::unknown_code: {
      std::string years;
      for (const Vintage other : match.other_divisions) years += fmt::format("{}{}", years.empty() ? "" : ", ", other.year);
      const std::string nl = years.empty()
                                 ? "Controleer de code en de indeling van dit bestand (vintage)."
                                 : fmt::format("De code bestaat wel in de indeling van {}: zet vintage bij dit bestand goed.", years);
      const std::string en = years.empty()
                                 ? "Check the code and the division of this file (vintage)."
                                 : fmt::format("The code does exist in the division of {}: set the vintage of this file right.", years);
      return {fmt::format("De gebiedscode {}bestaat niet in de indeling van {}. {}", shown, vintage.year, nl),
              fmt::format("The area code {}does not exist in the division of {}. {}", shown, vintage.year, en)};
    }
    case AreaFault::wrong_level:
      return {fmt::format("De gebiedscode {}is van een ander niveau dan voor dit bestand is opgegeven (area.level).", shown),
              fmt::format("The area code {}is of another level than was declared for this file (area.level).", shown)};
    case AreaFault::unknown_name:
      return {
          fmt::format(
              "De naam {}is geen gebied van de indeling van {}. Zet hem in de aliaslijst (met een lege code om de rij over te slaan).",
              shown, vintage.year),
          fmt::format("The name {}is no area of the division of {}. Put it in the alias table (with an empty code to leave the row out).",
                      shown, vintage.year)};
    case AreaFault::ambiguous_name:
      return {fmt::format("De naam {}hoort bij meer dan één gebied. Zet hem met de juiste code in de aliaslijst.", shown),
              fmt::format("The name {}belongs to more than one area. Put it in the alias table with the right code.", shown)};
    case AreaFault::bad_number:
      return {fmt::format("Het nummer {}is geen CBS-code zonder letters. Geef een aliaslijst van nummers naar codes.", shown),
              fmt::format("The number {}is no CBS code without its letters. Give an alias table from numbers to codes.", shown)};
  }
  return {};
}

}  // namespace trede
