// SPDX-License-Identifier: EUPL-1.2
#include "base/toml_reader.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"

// The parser asserts on some damaged input ("[[[") where it could return an error; without the assertion it does return one.
#define TOML_ASSERT(expr) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace trede {

struct TomlContext {
  toml::table table;
  std::string shown, area;
  Errors* errors = nullptr;
  bool good = false;

  void add(std::string_view code, Where where, std::string nl, std::string en) const {
    errors->add({fmt::format("{}.{}", area, code), Failure::input, std::move(nl), std::move(en), std::move(where)});
  }
};

namespace {

const toml::table& as_table(const void* table) { return *static_cast<const toml::table*>(table); }

Where place(const TomlContext& context, const toml::source_region& source) {
  return {.file = context.shown, .line = source.begin.line, .column = source.begin.column};
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::string nearest_word(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = 4;
  for (const std::string& candidate : known) {
    const std::size_t d = distance(word, candidate);
    if (d < least && d * 2 < std::max(word.size(), candidate.size())) {
      least = d;
      best = candidate;
    }
  }
  return best;
}

TomlTable::TomlTable(const void* table, TomlContext* context)
    : table_(table), context_(context), asked_(std::make_shared<std::vector<std::string>>()) {}

bool TomlTable::has(std::string_view key) const { return table_ != nullptr && as_table(table_).contains(key); }

std::vector<std::string> TomlTable::keys() const {
  std::vector<std::pair<toml::source_position, std::string>> found;
  if (table_ != nullptr)
    for (const auto& [key, value] : as_table(table_)) found.emplace_back(key.source().begin, std::string(key.str()));
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> names;
  names.reserve(found.size());
  for (auto& [position, name] : found) names.push_back(std::move(name));
  return names;
}

Where TomlTable::where() const { return table_ == nullptr ? Where{} : place(*context_, as_table(table_).source()); }

Where TomlTable::where(std::string_view key) const {
  if (table_ == nullptr) return {};
  const toml::node* node = as_table(table_).get(key);
  return node == nullptr ? where() : place(*context_, node->source());
}

namespace {

// Marks the key as asked and gives its node, or null.
const toml::node* ask(const void* table, std::vector<std::string>* asked, std::string_view key) {
  if (table == nullptr) return nullptr;
  asked->emplace_back(key);
  return as_table(table).get(key);
}

void wrong_type(const TomlContext& context, const toml::node& node, std::string_view key, std::string_view nl, std::string_view en) {
  context.add("type_wrong", place(context, node.source()), fmt::format("De waarde van {} moet {} zijn.", key, nl),
              fmt::format("The value of {} must be {}.", key, en));
}

std::optional<std::string> clean_string(const TomlContext& context, const toml::node& node, std::string_view key) {
  const auto* value = node.as_string();
  if (value == nullptr) {
    wrong_type(context, node, key, "een tekst", "a text");
    return std::nullopt;
  }
  if (first_forbidden(value->get()) != std::string::npos) {
    context.add("value_wrong", place(context, node.source()),
                fmt::format("De tekst van {} bevat een onzichtbaar stuurteken. Haal het weg.", key),
                fmt::format("The text of {} holds an invisible control character. Remove it.", key));
    return std::nullopt;
  }
  return nfc(value->get());
}

}  // namespace

std::optional<std::string> TomlTable::string(std::string_view key) {
  const toml::node* node = ask(table_, asked_.get(), key);
  return node == nullptr ? std::nullopt : clean_string(*context_, *node, key);
}

std::optional<std::int64_t> TomlTable::integer(std::string_view key) {
  const toml::node* node = ask(table_, asked_.get(), key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_integer()) return value->get();
  wrong_type(*context_, *node, key, "een heel getal", "a whole number");
  return std::nullopt;
}

std::optional<double> TomlTable::number(std::string_view key) {
  const toml::node* node = ask(table_, asked_.get(), key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_integer()) return static_cast<double>(value->get());
  if (const auto* value = node->as_floating_point(); value != nullptr && std::isfinite(value->get())) return value->get();
  wrong_type(*context_, *node, key, "een getal", "a number");
  return std::nullopt;
}

std::optional<bool> TomlTable::boolean(std::string_view key) {
  const toml::node* node = ask(table_, asked_.get(), key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_boolean()) return value->get();
  wrong_type(*context_, *node, key, "true of false", "true or false");
  return std::nullopt;
}

std::optional<Date> TomlTable::date(std::string_view key) {
  const toml::node* node = ask(table_, asked_.get(), key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_date()) return Date{static_cast<std::int16_t>(value->get().year), value->get().month, value->get().day};
  if (const auto* value = node->as_string())
    if (const auto parsed = Date::parse(value->get())) return parsed;
  wrong_type(*context_, *node, key, "een datum (2021-03-27)", "a date (2021-03-27)");
  return std::nullopt;
}

std::vector<std::string> TomlTable::strings(std::string_view key) {
  std::vector<std::string> out;
  const toml::node* node = ask(table_, asked_.get(), key);
  if (node == nullptr) return out;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    wrong_type(*context_, *node, key, "een lijst van teksten", "a list of texts");
    return out;
  }
  for (const toml::node& item : *array)
    if (auto value = clean_string(*context_, item, key)) out.push_back(std::move(*value));
  return out;
}

std::optional<TomlTable> TomlTable::table(std::string_view key) {
  const toml::node* node = ask(table_, asked_.get(), key);
  if (node == nullptr) return std::nullopt;
  if (const toml::table* value = node->as_table()) return TomlTable(value, context_);
  wrong_type(*context_, *node, key, "een tabel", "a table");
  return std::nullopt;
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
  std::vector<TomlTable> out;
  const toml::node* node = ask(table_, asked_.get(), key);
  if (node == nullptr) return out;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    wrong_type(*context_, *node, key, fmt::format("een lijst van tabellen ([[{}]])", key), fmt::format("a list of tables ([[{}]])", key));
    return out;
  }
  for (const toml::node& item : *array) {
    if (const toml::table* value = item.as_table()) out.push_back(TomlTable(value, context_));
    else wrong_type(*context_, item, key, "een tabel", "a table");
  }
  return out;
}

std::vector<std::vector<std::string>> TomlTable::rows(std::string_view key) {
  std::vector<std::vector<std::string>> out;
  const toml::node* node = ask(table_, asked_.get(), key);
  if (node == nullptr) return out;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    wrong_type(*context_, *node, key, "een lijst van rijen", "a list of rows");
    return out;
  }
  for (const toml::node& item : *array) {
    const toml::array* cells = item.as_array();
    if (cells == nullptr) {
      wrong_type(*context_, item, key, "een rij ([…])", "a row ([…])");
      continue;
    }
    std::vector<std::string> row;
    for (const toml::node& cell : *cells) {
      if (const auto* number = cell.as_integer()) row.push_back(std::to_string(number->get()));
      else if (auto value = clean_string(*context_, cell, key)) row.push_back(std::move(*value));
    }
    out.push_back(std::move(row));
  }
  return out;
}

Text TomlTable::text(std::string_view key) {
  auto inner = table(key);
  if (!inner) return {};
  Text out{inner->required_string("nl"), inner->required_string("en")};
  inner->done();
  return out;
}

namespace {
void missing_key(const TomlContext& context, Where where, std::string_view key) {
  context.add("key_missing", std::move(where), fmt::format("De sleutel {} ontbreekt of is leeg. Vul hem in.", key),
              fmt::format("The key {} is missing or empty. Fill it in.", key));
}
}  // namespace

std::string TomlTable::required_string(std::string_view key) {
  const bool there = has(key);
  auto value = string(key);
  if (value && !trim(*value).empty()) return *value;
  if (table_ != nullptr && (!there || value)) missing_key(*context_, where(key), key);
  return {};
}

std::int64_t TomlTable::required_integer(std::string_view key) {
  const bool there = has(key);
  const auto value = integer(key);
  if (!there && table_ != nullptr) missing_key(*context_, where(), key);
  return value.value_or(0);
}

Text TomlTable::required_text(std::string_view key) {
  const bool there = has(key);
  Text value = text(key);
  if (!there && table_ != nullptr) missing_key(*context_, where(), key);
  return value;
}

void TomlTable::problem(std::string_view key, std::string_view code, std::string nl, std::string en) {
  if (context_ != nullptr) context_->add(code, where(key), std::move(nl), std::move(en));
}

void TomlTable::done() {
  if (table_ == nullptr) return;
  std::vector<std::string> known = *asked_;
  std::sort(known.begin(), known.end());
  for (const auto& [key, value] : as_table(table_)) {
    if (std::binary_search(known.begin(), known.end(), std::string(key.str()))) continue;
    const std::string nearest = nearest_word(key.str(), known);
    context_->add(
        "key_unknown", place(*context_, key.source()),
        fmt::format("De sleutel {} is onbekend.{}", display_name(key.str()), nearest.empty() ? "" : fmt::format(" Bedoelt u {}?", nearest)),
        fmt::format("The key {} is unknown.{}", display_name(key.str()), nearest.empty() ? "" : fmt::format(" Did you mean {}?", nearest)));
  }
}

TomlFile::TomlFile() : context_(std::make_unique<TomlContext>()) {}
TomlFile::TomlFile(TomlFile&&) noexcept = default;
TomlFile& TomlFile::operator=(TomlFile&&) noexcept = default;
TomlFile::~TomlFile() = default;

TomlFile TomlFile::parse(std::string_view bytes, std::string shown, std::string area, Errors& errors) {
  TomlFile file;
  TomlContext& context = *file.context_;
  context.shown = std::move(shown);
  context.area = std::move(area);
  context.errors = &errors;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::size_t bad = first_invalid_utf8(bytes);
  if (bad != std::string_view::npos) {
    const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
    context.add("toml_damaged", {.file = context.shown, .line = line}, "Dit bestand is geen UTF-8. Bewaar het als UTF-8.",
                "This file is not UTF-8. Save it as UTF-8.");
    return file;
  }
  toml::parse_result result = toml::parse(bytes);
  if (!result) {
    context.add("toml_damaged", place(context, result.error().source()),
                fmt::format("Dit is geen geldige TOML: {}.", result.error().description()),
                fmt::format("This is not valid TOML: {}.", result.error().description()));
    return file;
  }
  context.table = std::move(result).table();
  context.good = true;
  return file;
}

TomlTable TomlFile::root() const { return context_->good ? TomlTable(&context_->table, context_.get()) : TomlTable(); }
bool TomlFile::good() const { return context_->good; }

}  // namespace trede
