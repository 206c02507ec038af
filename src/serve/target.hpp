// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The address in the request line: decoded once, and refused when it could mean two things.
//
// Refused with 400: user information, a fragment, a raw or encoded backslash, an encoded slash or control character, `;`, `//`, `.` and
// `..` segments (also encoded), broken escapes, bytes that are not UTF-8. What is left can only be looked up, never walked.

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "serve/head.hpp"

namespace trede::serve {

struct Target {
  std::vector<std::string> segments;    // decoded; empty for "/"
  bool trailing_slash = false;          // "/v1/" but not "/"
  bool asterisk = false;                // OPTIONS *
  std::vector<std::string> parameters;  // names in the query, made safe to show, each once, at most 100
};

tl::expected<Target, Refusal> parse_target(const Head& head);

}  // namespace trede::serve
