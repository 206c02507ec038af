// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Small readers that several parts of the catalogue share.

#include <array>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/toml_reader.hpp"
#include "catalogue/catalogue.hpp"
#include "catalogue/words.hpp"

namespace trede {

// The enum value whose word stands at `key`. Absent: nullopt, and an error when `required`.
template <class E, std::size_t N>
std::optional<E> read_word(TomlTable& table, std::string_view key, const std::array<Word, N>& words, bool required) {
  const std::string value = required ? table.required_string(key) : table.string(key).value_or("");
  if (value.empty()) return std::nullopt;
  std::string known;
  for (std::size_t i = 0; i < N; ++i) {
    if (words[i].code == value) return static_cast<E>(i);
    known += (known.empty() ? "" : ", ") + std::string(words[i].code);
  }
  table.problem(key, "value_wrong", fmt::format("{} kent deze waarde niet. Kies uit: {}.", key, known),
                fmt::format("{} does not know this value. Choose from: {}.", key, known));
  return std::nullopt;
}

// An id of lower-case letters, digits and hyphens; an error and "" otherwise.
std::string read_slug(TomlTable& table, std::string_view key);
// schema = 1; a newer schema is an error with a sentence.
void read_schema(TomlTable& root);
std::optional<AreaLevel> read_level(TomlTable& table, std::string_view key, bool required);
std::vector<Figures> read_figures(TomlTable& table, std::string_view key);
Figures read_one_figures(TomlTable table);
Indicator read_indicator(TomlTable table, bool in_ladder, std::vector<Indicator>& variants);

}  // namespace trede
