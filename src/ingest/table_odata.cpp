// SPDX-License-Identifier: EUPL-1.2
// Rows of a CBS OData v3 dump (row_source.hpp): pages {"odata.metadata": …, "value": [ {…}, … ], "odata.nextLink": …}, or one row per line
// (NDJSON). Typed (numbers and null) and untyped (all text, right-aligned, "." for missing) rows are read alike: a number keeps the
// text it has in the file.

#include <charconv>
#include <deque>
#include <memory>

#include <fmt/format.h>
#include <simdjson.h>

#include "base/text.hpp"
#include "ingest/input_text.hpp"
#include "ingest/problem.hpp"
#include "ingest/row_source.hpp"

namespace trede {
namespace {

constexpr std::size_t kMaxDepth = 16;  // a page needs 4
constexpr std::size_t kMaxKeys = 16'384;
using Parser = simdjson::dom::parser;
using Element = simdjson::dom::element;

Error damaged(const std::string& shown, std::int64_t line, std::string_view why, bool too_deep) {
  if (too_deep) {
    return problem("ingest.odata.too_deep", "Deze JSON is dieper genest dan een OData-antwoord kan zijn.",
                   "This JSON is nested deeper than an OData answer can be.", {.file = shown, .line = line}, Failure::limit);
  }
  return problem(
      "ingest.odata.damaged", fmt::format("Dit is geen OData-antwoord van CBS, of het is afgebroken ({}). Haal het opnieuw op.", why),
      fmt::format("This is no OData answer of CBS, or it is cut off ({}). Retrieve it again.", why), {.file = shown, .line = line});
}

class JsonRows final : public RowSource {
 public:
  JsonRows(std::string text, std::string shown, std::size_t max_field)
      : text_(std::move(text)), shown_(std::move(shown)), max_field_(max_field) {}

  // Reads the page, or the first line of NDJSON for the header.
  Errors open() {
    text_.reserve(text_.size() + simdjson::SIMDJSON_PADDING);
    std::string_view rest = trim(text_);
    if (rest.empty()) return Errors(damaged(shown_, 0, "leeg / empty", false));
    const auto end = rest.find('\n');
    const std::string_view first = end == std::string_view::npos ? rest : trim(rest.substr(0, end));
    Element element;
    const bool line = first.size() > 1 && first.front() == '{' && first.back() == '}' && parse(first, element) == simdjson::SUCCESS;
    const auto envelope = [&] {
      return element["value"].is_array() || element["odata.metadata"].error() == simdjson::SUCCESS ||
             element["odata.error"].error() == simdjson::SUCCESS;
    };
    return line && !envelope() ? open_lines(rest) : open_page(rest);
  }

  bool more_pages() const { return more_pages_; }
  std::int64_t next_skip() const { return next_skip_; }

  const std::vector<std::string>& header() const override { return header_; }

  bool next() override {
    if (page_mode_) {
      if (at_ == rows_.size()) return false;
      return take(rows_.at(at_++));
    }
    while (line_at_ < text_.size()) {
      const auto end = std::min(text_.find('\n', line_at_), text_.size());
      const std::string_view line = trim(std::string_view(text_).substr(line_at_, end - line_at_));
      line_at_ = end + 1;
      ++line_;
      if (line.empty()) continue;
      Element element;
      const auto code = parse(line, element);
      if (code != simdjson::SUCCESS || !element.is_object()) {
        errors_.add(damaged(shown_, line_, simdjson::error_message(code), code == simdjson::DEPTH_ERROR));
        line_at_ = text_.size();
        return false;
      }
      return take(element);
    }
    return false;
  }

  Cell cell(std::size_t column) const override { return cells_[column]; }
  Where where() const override { return {.file = shown_, .line = page_mode_ ? 0 : line_, .row = row_}; }
  Where where(std::size_t column) const override {
    Where place = where();
    place.column_name = display_name(header_[column]);
    return place;
  }
  std::int64_t rows() const override { return row_; }
  Errors take_errors() override { return std::move(errors_); }
  char decimal() const override { return '.'; }

 private:
  simdjson::error_code parse(std::string_view json, Element& element) {
    if (parser_.capacity() < json.size() + 1 || parser_.max_depth() != kMaxDepth) {
      const auto code = parser_.allocate(json.size() + 64, kMaxDepth);
      if (code != simdjson::SUCCESS) return code;
    }
    return parser_.parse(json.data(), json.size()).get(element);
  }

  Errors open_page(std::string_view json) {
    Element root;
    const auto code = parse(json, root);
    if (code != simdjson::SUCCESS) return Errors(damaged(shown_, 0, simdjson::error_message(code), code == simdjson::DEPTH_ERROR));
    std::string_view failure;
    if (root["odata.error"]["message"]["value"].get(failure) == simdjson::SUCCESS) return Errors(damaged(shown_, 0, "odata.error", false));
    simdjson::dom::array rows;
    if (root["value"].get(rows) != simdjson::SUCCESS) return Errors(damaged(shown_, 0, "value", false));
    for (const Element row : rows) rows_.push_back(row);
    page_mode_ = true;
    std::string_view next;
    if (root["odata.nextLink"].get(next) == simdjson::SUCCESS) {
      more_pages_ = true;
      const auto at = next.find("$skip=");
      if (at != std::string_view::npos) std::from_chars(next.data() + at + 6, next.data() + next.size(), next_skip_);
    }
    return rows_.empty() ? Errors{} : take_header(rows_.front());
  }

  Errors open_lines(std::string_view rest) {
    line_at_ = static_cast<std::size_t>(rest.data() - text_.data());
    Element element;
    const auto end = rest.find('\n');
    if (parse(trim(rest.substr(0, end)), element) != simdjson::SUCCESS) return Errors(damaged(shown_, 1, "JSON", false));
    return take_header(element);
  }

  Errors take_header(const Element& row) {
    simdjson::dom::object object;
    if (row.get(object) != simdjson::SUCCESS) return Errors(damaged(shown_, 0, "value", false));
    for (const auto field : object) {
      if (header_.size() >= kMaxKeys)
        return Errors(problem("ingest.odata.too_many_keys", "Een rij heeft te veel velden.", "A row has too many fields.", {.file = shown_},
                              Failure::limit));
      std::string name = nfc(field.key);
      if (places_.contains(name)) return Errors(damaged(shown_, 0, "dubbele sleutel / duplicate key", false));
      places_.emplace(name, header_.size());
      header_.push_back(std::move(name));
    }
    cells_.resize(header_.size());
    return {};
  }

  bool take(const Element& row) {
    ++row_;
    kept_.clear();
    std::vector<bool> given(header_.size(), false);
    std::size_t count = 0;
    simdjson::dom::object object;
    bool same = row.get(object) == simdjson::SUCCESS;
    if (same) {
      std::size_t expected = 0;
      for (const auto field : object) {
        // The keys of a row mostly stand in the order of the first one.
        std::size_t column = expected < header_.size() && header_[expected] == field.key ? expected : find(field.key);
        if (column == header_.size() || given[column] || !take_value(column, field.value)) {
          same = false;
          break;
        }
        given[column] = true;
        expected = column + 1;
        ++count;
      }
    }
    if (same && count == header_.size()) return true;
    errors_.add(problem("ingest.odata.row", "Deze rij heeft andere velden dan de eerste, of een veld dat geen tekst, getal of null is.",
                        "This row has other fields than the first, or a field that is no text, number or null.", where()));
    return false;
  }

  std::size_t find(std::string_view key) const {
    const auto found = places_.find(std::string(key));
    return found == places_.end() ? header_.size() : found->second;
  }

  bool take_value(std::size_t column, const Element& value) {
    Cell& cell = cells_[column];
    cell = {};
    switch (value.type()) {
      case simdjson::dom::element_type::NULL_VALUE: cell.null = true; return true;
      case simdjson::dom::element_type::STRING: {
        std::string_view text;
        if (value.get(text) != simdjson::SUCCESS || text.size() > max_field_) return false;
        cell.text = text;
        return true;
      }
      case simdjson::dom::element_type::INT64:
      case simdjson::dom::element_type::UINT64: cell.text = keep(simdjson::minify(value)); return true;
      case simdjson::dom::element_type::DOUBLE: {
        double number = 0;
        if (value.get(number) != simdjson::SUCCESS) return false;
        // The shortest text that reads back as the same number, without exponent.
        std::array<char, 400> buffer{};
        const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
        cell.text = keep(std::string(buffer.data(), end.ptr));
        return true;
      }
      default: return false;
    }
  }

  std::string_view keep(std::string text) {
    kept_.push_back(std::move(text));
    return kept_.back();
  }

  std::string text_, shown_;
  std::size_t max_field_;
  Parser parser_;
  std::vector<std::string> header_;
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<Element> rows_;
  std::vector<Cell> cells_;
  std::deque<std::string> kept_;
  std::size_t at_ = 0, line_at_ = 0;
  std::int64_t row_ = 0, line_ = 0, next_skip_ = -1;
  bool page_mode_ = false, more_pages_ = false;
  Errors errors_;
};

}  // namespace

Checked<OpenedRows> open_odata(const SourceFileConfig& file, std::size_t max_field) {
  auto input = read_text(file.path, file.shown, Encoding::utf8);
  if (!input) return fail(std::move(input.error()));
  auto rows = std::make_unique<JsonRows>(std::move(input->text), file.shown, max_field);
  Errors errors = rows->open();
  if (errors.fatal()) return tl::unexpected<Errors>(std::move(errors));
  OpenedRows opened;
  opened.more_pages = rows->more_pages();
  opened.next_skip = rows->next_skip();
  opened.rows = std::move(rows);
  opened.sha256 = std::move(input->sha256);
  return opened;
}

}  // namespace trede
