// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A style sheet as rules and declarations with their places. It knows the shape of CSS and not its meaning.
//
// Errors: theme.css.syntax (a comment, string or block that does not end, a declaration without a colon, a rule inside a rule, a backslash:
// escapes can hide a name).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace trede {

struct CssDeclaration {
  std::string name;
  std::string value;  // without comments, spaces around it or a final semicolon
  Where where;
};

struct CssRule {
  std::string prelude;  // ":root", "@font-face", "@media (prefers-color-scheme: dark)"; runs of space are one space
  Where where;
  bool has_block = false;  // false: a statement such as @import "x";
  std::vector<CssDeclaration> declarations;
  std::vector<CssRule> rules;  // of @media and the like
};

// `file` is the name that the places carry.
Checked<std::vector<CssRule>> parse_css(std::string_view text, const std::string& file);

}  // namespace trede
