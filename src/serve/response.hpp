// SPDX-License-Identifier: EUPL-1.2
#pragma once
// An answer before it is sent: status, fields, and a body in memory or in an open file. Every answer, refusals included, carries the
// API version and the security fields of its audience (docs/formats/api.md).

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "serve/unique_fd.hpp"

namespace trede::serve {

inline constexpr std::string_view kApiVersion = "1.0.0";

// Who reads the answer decides the security fields: programs from any origin, the browser that runs the web app, or a browser that
// shows an HTML document of an edition.
enum class Audience : unsigned char { api, web, document };

struct Response {
  int status = 200;
  Audience audience = Audience::api;
  std::string fields;                       // "Name: value\r\n" each; values come from us, never from the visitor
  std::string styles;                       // document: the sources that its policy allows for style sheets
  std::shared_ptr<const std::string> text;  // the body, or
  UniqueFd file;                            // the body
  std::uint64_t length = 0;
  bool has_length = true;  // false for 204 and 304
  bool close = false;      // end the connection after this answer

  Response& add(std::string_view name, std::string_view value);
};

struct Fault {
  std::string parameter, message;
};

// application/problem+json (RFC 9457) in Dutch; `faults` are all that is wrong with the query.
Response problem(int status, std::string_view detail, const std::vector<Fault>& faults = {});

std::string_view reason_phrase(int status);

// The head as sent. `date` is an IMF-fixdate.
std::string render_head(const Response& response, bool keep_alive, std::string_view date);
// The present moment as IMF-fixdate, in UTC whatever the machine's zone; and as 2026-11-22T01:00:00.000Z.
std::string http_date();
std::string log_time();

}  // namespace trede::serve
