// SPDX-License-Identifier: EUPL-1.2
#include "ingest/address.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "ingest/input_text.hpp"
#include "ingest/problem.hpp"

namespace trede {
namespace {

// "5611 ab", "12 a" → "5611AB|12"; empty when it is no address.
std::string key_of(std::string_view postcode, std::string_view number) {
  std::string key;
  for (const char c : postcode)
    if (c != ' ') key += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (key.size() != 6 || !std::all_of(key.begin(), key.begin() + 4, digit) || !letter(key[4]) || !letter(key[5])) return {};
  number = trim(number);
  const auto end = std::find_if_not(number.begin(), number.end(), digit);
  if (end == number.begin()) return {};
  return key + "|" + std::string(number.begin(), end);
}

}  // namespace

std::string address_key_sql(const std::string& postcode, const std::string& number) {
  return fmt::format("coalesce(upper(replace({}, ' ', '')) || '|' || regexp_extract(trim({}), '^[0-9]+'), '')", postcode, number);
}

std::string load_addresses(Duck& duck, const std::string& path, const AreaSet& division, const std::string& table, Errors& errors) {
  const std::string shown = display_name(std::filesystem::path(path).filename().string());
  auto input = read_text(path, shown, Encoding::utf8);
  if (!input) {
    errors.add(std::move(input.error()));
    return table;
  }
  auto csv = CsvReader::open(input->text, {.delimiter = ';', .file = shown});
  if (!csv) {
    errors.add(std::move(csv.error()));
    return table;
  }
  const auto postcode = csv->column("postcode");
  const auto number = csv->column("huisnummer");
  const auto buurt = csv->column("buurt");
  if (!postcode || !number || !buurt) {
    errors.add(problem("ingest.address.columns", "Een adrestabel heeft de kolommen postcode;huisnummer;buurt.",
                       "An address table has the columns postcode;huisnummer;buurt.", {.file = shown, .line = 1}));
    return table;
  }
  duck.must(fmt::format("CREATE TABLE {} (sleutel VARCHAR, buurt VARCHAR)", sql_name(table)));
  Duck::Appender appender(duck, table);
  std::unordered_map<std::string, AreaCode> seen;
  while (csv->next()) {
    const std::string key = key_of(csv->field(*postcode), csv->field(*number));
    const auto code = AreaCode::parse(trim(csv->field(*buurt)));
    const bool inside = code && code->level() == AreaLevel::buurt && (division.find(*code) || !division.find(code->gemeente()));
    if (key.empty() || !inside) {
      errors.add(problem(
          "ingest.address.row", fmt::format("Deze rij is geen postcode, huisnummer en buurt van de indeling {}.", division.vintage().year),
          fmt::format("This row is no postcode, house number and buurt of the division of {}.", division.vintage().year), csv->where()));
      continue;
    }
    const auto [place, fresh] = seen.emplace(key, *code);
    if (fresh) appender.row({std::string_view(key), code->view()});
    else if (place->second != *code) {
      errors.add(problem("ingest.address.twice", "Dit adres staat er twee keer, in verschillende buurten.",
                         "This address is there twice, in different buurten.", csv->where()));
    }
  }
  appender.close();
  errors.add(csv->take_errors());
  return table;
}

std::string load_institutions(Duck& duck, const std::string& path, const std::string& table, Errors& errors) {
  const std::string shown = display_name(std::filesystem::path(path).filename().string());
  auto input = read_text(path, shown, Encoding::utf8);
  if (!input) {
    errors.add(std::move(input.error()));
    return {};
  }
  auto csv = CsvReader::open(input->text, {.delimiter = ';', .file = shown});
  if (!csv) {
    errors.add(std::move(csv.error()));
    return {};
  }
  const auto postcode = csv->column("postcode");
  const auto number = csv->column("huisnummer");
  const auto addition = csv->column("toevoeging");
  const auto name = csv->column("instelling");
  if (!postcode || !number || !addition || !name) {
    errors.add(problem("ingest.institution.columns",
                       "De lijst van instellingen heeft de kolommen postcode;huisnummer;toevoeging;instelling.",
                       "The list of institutions has the columns postcode;huisnummer;toevoeging;instelling.", {.file = shown, .line = 1}));
    return {};
  }
  std::map<std::string, std::string> by_address;
  while (csv->next()) {
    const std::string key = key_of(csv->field(*postcode), csv->field(*number));
    const std::string institution(trim(csv->field(*name)));
    if (key.empty() || institution.empty()) {
      errors.add(problem("ingest.institution.row", "Deze rij is geen postcode, huisnummer en instelling.",
                         "This row is no postcode, house number and institution.", csv->where()));
      continue;
    }
    const auto [place, fresh] = by_address.emplace(key, institution);
    if (!fresh) place->second = std::min(place->second, institution);
  }
  errors.add(csv->take_errors());
  duck.must(fmt::format("CREATE TABLE {} (sleutel VARCHAR, instelling VARCHAR)", sql_name(table)));
  Duck::Appender appender(duck, table);
  for (const auto& [key, institution] : by_address) appender.row({std::string_view(key), std::string_view(institution)});
  appender.close();
  return table;
}

}  // namespace trede
