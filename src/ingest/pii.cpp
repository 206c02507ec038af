// SPDX-License-Identifier: EUPL-1.2
#include "ingest/pii.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "ingest/problem.hpp"

namespace trede {
namespace {

constexpr std::int64_t kEnough = 20;
constexpr std::int64_t kEnoughPersons = 3;

// Folded headers that name a person or say where or when one was born or lives.
constexpr std::array<std::string_view, 37> kPersonal = {
    "sofinummer",     "sofi nummer",   "anummer",       "a nummer",   "naam",          "name",           "volledige naam", "achternaam",
    "geslachtsnaam",  "surname",       "last name",     "lastname",   "voornaam",      "voornamen",      "first name",     "firstname",
    "voorletters",    "initialen",     "tussenvoegsel", "roepnaam",   "geboortedatum", "geboorte datum", "geb datum",      "gebdatum",
    "geboortedag",    "date of birth", "adres",         "woonadres",  "address",       "straat",         "straatnaam",     "telefoon",
    "telefoonnummer", "e mail",        "email",         "emailadres", "iban"};

constexpr std::array<std::string_view, 8> kHouseNumber = {"huisnummer",   "huisnr",      "huis nr", "huis nummer",
                                                          "house number", "housenumber", "nummer",  "nr"};

bool digit(char c) { return c >= '0' && c <= '9'; }

bool nine_digits(std::string_view text) { return text.size() == 9 && std::all_of(text.begin(), text.end(), digit); }

bool postcode6(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  if (text.size() == 7 && text[4] == ' ') return std::all_of(text.begin(), text.begin() + 4, digit) && letter(text[5]) && letter(text[6]);
  return text.size() == 6 && std::all_of(text.begin(), text.begin() + 4, digit) && letter(text[4]) && letter(text[5]);
}

std::string folded_header(std::string_view header) {
  std::string folded = fold_name(header);
  std::replace(folded.begin(), folded.end(), '_', ' ');
  std::replace(folded.begin(), folded.end(), '.', ' ');
  return std::string(trim(folded));
}

// Nine digits without points and spaces, with the leading zero that a spreadsheet took; "" when it is no such number.
std::string as_bsn(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c == '.' || c == ' ') continue;
    if (!digit(c) || digits.size() == 9) return {};
    digits += c;
  }
  if (digits.size() == 8) digits.insert(0, 1, '0');
  return digits.size() == 9 ? digits : std::string();
}

bool says_bsn(const std::string& folded) {
  std::string compact;
  for (const char c : folded)
    if (c != ' ' && c != '-') compact += c;
  return compact.starts_with("bsn") || compact.ends_with("bsn") || compact.find("burgerservice") != std::string::npos ||
         (" " + folded + " ").find(" bsn ") != std::string::npos;
}

template <class List>
bool contains(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

bool passes_eleven_test(std::string_view text) {
  if (!nine_digits(text)) return false;
  int sum = 0;
  for (int i = 0; i < 8; ++i) sum += (9 - i) * (text[static_cast<std::size_t>(i)] - '0');
  sum -= text[8] - '0';
  return sum % 11 == 0;
}

PiiDetector::PiiDetector(std::vector<std::string> header, std::set<std::string> exempt, FeedKind kind, const std::string& person)
    : header_(std::move(header)), kind_(kind), seen_(header_.size()) {
  for (const std::string& name : header_) {
    folded_.push_back(folded_header(name));
    exempt_.push_back(exempt.contains(name));
    person_.push_back(!person.empty() && name == person);
    watch_.push_back(contains(kPersonal, folded_.back()) || contains(kHouseNumber, folded_.back()));
  }
}

void PiiDetector::look(std::size_t column, std::string_view text) {
  if (text.size() < 6 && !watch_[column]) {
    if (!text.empty()) ++seen_[column].filled;
    return;
  }
  text = trim(text);
  if (text.empty()) return;
  Seen& seen = seen_[column];
  ++seen.filled;
  if (person_[column]) {
    const std::string number = as_bsn(text);
    if (number.empty()) return;
    ++seen.nine;
    if (passes_eleven_test(number)) ++seen.passed;
    return;
  }
  if (nine_digits(text)) {
    ++seen.nine;
    if (passes_eleven_test(text)) ++seen.passed;
  }
  if (postcode6(text)) ++seen.postcode6;
  if (watch_[column] && digit(text.front())) ++seen.numeric;
}

Errors PiiDetector::verdict(const std::string& shown_file) const {
  Errors errors;
  const auto at = [&](std::size_t column) { return Where{.file = shown_file, .column_name = display_name(header_[column])}; };
  bool postcode = false;
  for (std::size_t c = 0; c < header_.size(); ++c) {
    const Seen& seen = seen_[c];
    const bool named = says_bsn(folded_[c]);
    if (exempt_[c] && !named) continue;
    const bool enough = person_[c] ? seen.nine >= kEnoughPersons : seen.nine >= kEnough && seen.nine * 2 >= seen.filled;
    if (named || (enough && seen.passed * 10 >= seen.nine * 9)) {
      errors.add(problem(
          "ingest.pii.bsn",
          "Persoonsgegevens vermoed: deze kolom lijkt burgerservicenummers te bevatten. Haal de kolom weg of vervang hem door een pseudoniem, en lever het bestand opnieuw.",
          "Personal data suspected: this column seems to hold citizen service numbers. Remove it or replace it by a pseudonym, and deliver the file again.",
          at(c)));
    }
    if (!named && contains(kPersonal, folded_[c]) && seen.filled > 0) {
      errors.add(problem(
          "ingest.pii.header",
          "Persoonsgegevens vermoed: de naam van deze kolom wijst op een persoon. Haal de kolom weg en lever het bestand opnieuw.",
          "Personal data suspected: the name of this column points at a person. Remove the column and deliver the file again.", at(c)));
    }
    postcode = postcode || (seen.postcode6 >= kEnough && seen.postcode6 * 10 >= seen.filled * 9);
  }
  for (std::size_t c = 0; postcode && kind_ == FeedKind::aggregate && c < header_.size(); ++c) {
    if (exempt_[c] || !contains(kHouseNumber, folded_[c]) || seen_[c].numeric < kEnough) continue;
    errors.add(
        problem("ingest.pii.address",
                "Persoonsgegevens vermoed: postcode en huisnummer staan naast elkaar in een bestand met totalen per gebied. Haal ze weg.",
                "Personal data suspected: postcode and house number stand side by side in a file of totals by area. Remove them.", at(c)));
  }
  return errors;
}

}  // namespace trede
