// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Strict reading of TOML (toml++): every key that nobody asked for is an error, and every problem carries file, line and column.
//
//   Errors errors;
//   auto file = TomlFile::parse(bytes, "monitor.toml", "project", errors);
//   TomlTable root = file.root();
//   std::string name = root.required_string("name");
//   root.done();                       // unknown keys, with the nearest known one
//
// Error codes: <area>.toml_damaged, <area>.key_unknown, <area>.key_missing, <area>.type_wrong, <area>.value_wrong.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/period.hpp"

namespace trede {

struct TomlContext;

class TomlTable {
 public:
  TomlTable() = default;  // an empty table: every question is answered with "not there", silently

  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> keys() const;  // in the order of the file
  [[nodiscard]] Where where() const;
  [[nodiscard]] Where where(std::string_view key) const;  // of the value; of the table when the key is absent

  // Reading a key marks it as known. A value of another type is an error and counts as absent.
  std::optional<std::string> string(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key);
  std::optional<double> number(std::string_view key);  // integer or float, finite
  std::optional<bool> boolean(std::string_view key);
  std::optional<Date> date(std::string_view key);          // a TOML date or a string "2021-03-27"
  std::vector<std::string> strings(std::string_view key);  // array of strings; [] when absent
  std::optional<TomlTable> table(std::string_view key);
  std::vector<TomlTable> tables(std::string_view key);               // array of tables
  std::vector<std::vector<std::string>> rows(std::string_view key);  // array of arrays; numbers are given as text
  Text text(std::string_view key);                                   // { nl, en }, both required inside; empty when absent

  // The same, and an error when absent (or, for text and lists, empty).
  std::string required_string(std::string_view key);
  std::int64_t required_integer(std::string_view key);
  Text required_text(std::string_view key);

  // An error at a key's value (or at the table when the key is absent).
  void problem(std::string_view key, std::string_view code, std::string nl, std::string en);
  // Reports the keys nobody asked for. Call once, after reading.
  void done();

 private:
  friend class TomlFile;
  TomlTable(const void* table, TomlContext* context);
  const void* table_ = nullptr;  // toml::table
  TomlContext* context_ = nullptr;
  std::shared_ptr<std::vector<std::string>> asked_;
};

class TomlFile {
 public:
  // `area` starts the error codes; `shown` is the file name in messages. A damaged file gives an empty root and an error.
  static TomlFile parse(std::string_view bytes, std::string shown, std::string area, Errors& errors);
  TomlFile(TomlFile&&) noexcept;
  TomlFile& operator=(TomlFile&&) noexcept;
  ~TomlFile();
  [[nodiscard]] TomlTable root() const;
  [[nodiscard]] bool good() const;

 private:
  TomlFile();
  std::unique_ptr<TomlContext> context_;
};

// The entry of `known` that is nearest to `word` (Levenshtein distance at most 3 and less than half its length), or "".
std::string nearest_word(std::string_view word, const std::vector<std::string>& known);

}  // namespace trede
