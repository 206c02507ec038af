// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The head of a request, read strictly from its raw bytes (RFC 9112), before anything else gets to see them.
//
// Why not Beast's parser: version 1.74 lets `Transfer-Encoding: xchunked`, a missing or double Host and folded lines through, and then
// reads what follows as a second request (request smuggling). Two readings of the same bytes are how smuggling begins, so there is one
// reading, ours, and it is stricter: tests and a fuzzer hold it against Beast's, which must accept whatever we accept.
//
// The public listener takes no content at all: Content-Length above 0 and a well-formed chunked encoding are 413, everything odd about
// them is 400. A refused head always ends the connection, and nothing after it is read as a request.
//
// Views point into the buffer given; they hold as long as it does.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "serve/limits.hpp"

namespace trede::serve {

// Why a request is not answered as asked: an HTTP status and a sentence in Dutch. Never holds anything the visitor sent.
struct Refusal {
  int status = 400;
  std::string_view detail;
};

// Finds the end of the head while bytes come in. Refuses at once what can never become a head: NUL and other control characters,
// a CR without LF, an LF without CR, a head or address that is too long.
class HeadScanner {
 public:
  explicit HeadScanner(const Limits& limits) : max_head_(limits.max_head), max_line_(limits.max_target + kLineSlack) {}

  enum class State : unsigned char { more, complete, refused };
  // `buffer`: all bytes since the start of this request, also those given before.
  State scan(std::string_view buffer);
  [[nodiscard]] std::size_t size() const { return at_; }             // after complete: bytes of the head with its empty line
  [[nodiscard]] const Refusal& refusal() const { return refusal_; }  // after refused

 private:
  static constexpr std::size_t kLineSlack = 64;  // method, version and blanks beside the address
  State refuse(int status, std::string_view detail);
  bool end_of_line();  // true at the empty line that ends the head

  std::size_t max_head_, max_line_;
  std::size_t at_ = 0, line_start_ = 0, lines_ = 0;
  bool skipped_empty_ = false;
  Refusal refusal_;
};

struct Field {
  std::string_view name, value;
};

struct Head {
  std::string_view method, target, host;
  int minor = 1;  // HTTP/1.0 or HTTP/1.1
  bool keep_alive = true;
  std::vector<Field> fields;

  // All values of a field joined by ", " (RFC 9110 §5.3); nullopt when it is absent.
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
};

// `bytes`: exactly one head as found by HeadScanner.
tl::expected<Head, Refusal> parse_head(std::string_view bytes, const Limits& limits);

// uri-host [":" port] without user information; port 1-65535.
bool is_host(std::string_view text);
bool same_text(std::string_view a, std::string_view b);  // ASCII, case aside

}  // namespace trede::serve
