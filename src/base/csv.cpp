// SPDX-License-Identifier: EUPL-1.2
#include "base/csv.hpp"

#include <algorithm>
#include <cstring>
#include <unordered_set>

#include <fmt/core.h>

namespace trede {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Error problem(const char* code, std::string nl, std::string en, Failure failure = Failure::input) {
  Error error;
  error.code = code;
  error.failure = failure;
  error.nl = std::move(nl);
  error.en = std::move(en);
  return error;
}

}  // namespace

CsvReader::CsvReader(std::string_view text, CsvOptions options) : text_(text), options_(std::move(options)) {
  for (const char c : {options_.delimiter, '"', '\n', '\r'}) stops_[static_cast<unsigned char>(c)] = true;
  while (!text_.empty() && (text_.back() == '\n' || text_.back() == '\r')) text_.remove_suffix(1);
  if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
}

Checked<CsvReader> CsvReader::open(std::string_view text, CsvOptions options) {
  CsvReader reader(text, std::move(options));
  if (!reader.take_header()) return tl::unexpected<Errors>(std::move(reader.errors_));
  return reader;
}

bool CsvReader::take_header() {
  if (at_ == text_.size()) {
    stop(problem("base.csv.empty", "Het bestand is leeg: er is geen regel met kolomnamen. Lever het bestand opnieuw aan.",
                 "The file is empty: it has no line with column names. Deliver the file again."));
    return false;
  }
  if (!read_record(options_.max_header)) return false;
  std::unordered_set<std::string_view> seen;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const std::string_view name = fields_[i].text;
    header_.emplace_back(name);
    if (name.empty()) {
      add(problem("base.csv.empty_header", fmt::format("Kolom {} heeft geen naam. Geef elke kolom een naam.", i + 1),
                  fmt::format("Column {} has no name. Give every column a name.", i + 1)));
    } else if (!seen.insert(name).second) {
      const std::string shown = display_name(name);
      add(problem("base.csv.duplicate_header",
                  fmt::format("De kolomnaam '{}' komt meer dan eens voor. Geef elke kolom een eigen naam.", shown),
                  fmt::format("The column name '{}' occurs more than once. Give every column a name of its own.", shown)));
    }
  }
  return !errors_.fatal();
}

std::optional<std::size_t> CsvReader::column(std::string_view name) const {
  const auto found = std::find(header_.begin(), header_.end(), name);
  if (found == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header_.begin());
}

bool CsvReader::next() {
  while (!stopped_ && at_ < text_.size()) {
    ++row_;
    if (!read_record(SIZE_MAX)) break;
    if (damaged_) continue;
    if (fields_.size() == header_.size()) return true;
    add(problem(
        "base.csv.columns",
        fmt::format("De regel heeft {} velden en de kop heeft er {}. Controleer scheidingsteken en aanhalingstekens.", fields_.size(),
                    header_.size()),
        fmt::format("The line has {} fields and the header has {}. Check the delimiter and the quotes.", fields_.size(), header_.size())));
  }
  fields_.clear();
  return false;
}

Where CsvReader::where() const {
  Where where;
  where.file = options_.file;
  where.line = line_;
  where.row = row_;
  return where;
}

Where CsvReader::where(std::size_t column) const {
  Where place = where();
  if (column < header_.size()) place.column_name = display_name(header_[column]);
  return place;
}

bool CsvReader::read_record(std::size_t max_bytes) {
  const std::size_t begin = at_;
  fields_.clear();
  unescaped_used_ = 0;
  damaged_ = false;
  line_ = next_line_;
  for (;;) {
    const bool quoted = at_ < text_.size() && text_[at_] == '"';
    const Ended ended = quoted ? read_quoted_field() : read_plain_field();
    if (stopped_) return false;
    if (at_ - begin > max_bytes) {
      stop(problem("base.csv.header_too_long",
                   fmt::format("De regel met kolomnamen is langer dan {} bytes. Is dit het bedoelde bestand?", max_bytes),
                   fmt::format("The line with column names is longer than {} bytes. Is this the file you meant?", max_bytes),
                   Failure::limit));
      return false;
    }
    if (ended != Ended::field) return true;
    if (fields_.size() >= options_.max_columns) {
      stop(problem("base.csv.too_many_columns",
                   fmt::format("De regel heeft meer dan {} velden. Is dit het bedoelde bestand?", options_.max_columns),
                   fmt::format("The line has more than {} fields. Is this the file you meant?", options_.max_columns), Failure::limit));
      return false;
    }
  }
}

// From `at` to the first delimiter, line end or quote, but not past the longest field that is allowed.
std::size_t CsvReader::stop_after(std::size_t at) const {
  const std::size_t end = text_.size() - at > options_.max_field ? at + options_.max_field + 1 : text_.size();
  while (at < end && !stops_[static_cast<unsigned char>(text_[at])]) ++at;
  return at;
}

CsvReader::Ended CsvReader::read_plain_field() {
  const std::size_t begin = at_;
  std::size_t end = stop_after(begin);
  while (end < text_.size() && end - begin <= options_.max_field && text_[end] == '"') {
    if (!damaged_) {
      add(problem("base.csv.quote_in_field",
                  "Er staat een aanhalingsteken midden in een veld. Zet het hele veld tussen aanhalingstekens en verdubbel het teken erin.",
                  "There is a quote inside a field. Put the whole field between quotes and double the quote inside it."));
    }
    damaged_ = true;
    end = stop_after(end + 1);
  }
  fields_.push_back({text_.substr(begin, end - begin), false});
  return end_of_field(end);
}

CsvReader::Ended CsvReader::read_quoted_field() {
  const std::size_t begin = at_ + 1;
  std::size_t from = begin;
  std::string* copy = nullptr;
  for (;;) {
    const std::size_t window = std::min(text_.size() - from, options_.max_field + 2);
    const void* found = window == 0 ? nullptr : std::memchr(text_.data() + from, '"', window);
    if (found == nullptr && text_.size() - from <= options_.max_field) {
      stop(problem("base.csv.open_quote",
                   "Het bestand eindigt binnen aanhalingstekens: het is afgebroken, of er ontbreekt een sluitend aanhalingsteken.",
                   "The file ends inside quotes: it is cut off, or a closing quote is missing."));
      return Ended::text;
    }
    const std::size_t quote = found == nullptr ? from + window : static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
    if (found == nullptr || quote - begin > options_.max_field) {
      fields_.push_back({text_.substr(begin, quote - begin), true});
      return end_of_field(quote);
    }
    const bool doubled = quote + 1 < text_.size() && text_[quote + 1] == '"';
    if (copy != nullptr) copy->append(text_.substr(from, quote - from));
    if (!doubled) {
      const std::string_view inside = text_.substr(begin, quote - begin);
      next_line_ += std::count(inside.begin(), inside.end(), '\n');
      for (std::size_t i = 0; i < inside.size(); ++i) {
        if (inside[i] == '\r' && (i + 1 == inside.size() || inside[i + 1] != '\n')) ++next_line_;
      }
      fields_.push_back({copy != nullptr ? std::string_view(*copy) : inside, true});
      return end_of_field(quote + 1);
    }
    if (copy == nullptr) {
      if (unescaped_used_ == unescaped_.size()) unescaped_.emplace_back();
      copy = &unescaped_[unescaped_used_++];
      copy->assign(text_.substr(from, quote - from));
    }
    copy->push_back('"');
    from = quote + 2;
  }
}

// `at` is one past the field. Steps over the delimiter or line end that follows.
CsvReader::Ended CsvReader::end_of_field(std::size_t at) {
  if (fields_.back().text.size() > options_.max_field) {
    stop(problem("base.csv.field_too_long",
                 fmt::format("Een veld is langer dan {} bytes. Ontbreekt er een regeleinde of een aanhalingsteken?", options_.max_field),
                 fmt::format("A field is longer than {} bytes. Is a line end or a quote missing?", options_.max_field), Failure::limit));
    return Ended::text;
  }
  if (at < text_.size() && !stops_[static_cast<unsigned char>(text_[at])]) {
    if (!damaged_) {
      add(problem("base.csv.text_after_quote",
                  "Na een sluitend aanhalingsteken staat nog tekst. Verdubbel aanhalingstekens die bij de waarde horen.",
                  "There is text after a closing quote. Double the quotes that belong to the value."));
    }
    damaged_ = true;
    while (at < text_.size() && (text_[at] == '"' || !stops_[static_cast<unsigned char>(text_[at])])) ++at;
  }
  at_ = at;
  if (at == text_.size()) return Ended::text;
  if (text_[at] == options_.delimiter) {
    at_ = at + 1;
    return Ended::field;
  }
  at_ = at + 1;
  if (text_[at] == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
  ++next_line_;
  return Ended::record;
}

void CsvReader::add(Error error) {
  error.where = where();
  errors_.add(std::move(error));
}

void CsvReader::stop(Error error) {
  if (line_ == 0) line_ = 1;
  add(std::move(error));
  stopped_ = true;
}

}  // namespace trede
