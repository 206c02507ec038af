// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a request: reading them never crashes, and whatever our reading of a head accepts, Beast's accepts with the same method,
// address and number of fields.

#include <cstdint>
#include <cstdlib>
#include <string>

#include <boost/beast/http.hpp>

#include "serve/negotiate.hpp"
#include "serve/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trede::serve;
  namespace http = boost::beast::http;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const Limits limits;
  HeadScanner scanner(limits);
  if (scanner.scan(bytes) != HeadScanner::State::complete) return 0;
  const auto head = parse_head(std::string_view(bytes).substr(0, scanner.size()), limits);
  if (!head) return 0;
  http::request_parser<http::empty_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(2 * limits.max_head));
  boost::system::error_code error;
  // One empty line before the request is allowed (RFC 9112 §2.2); Beast knows none.
  const std::size_t skipped = bytes.compare(0, 2, "\r\n") == 0 ? 2 : 0;
  parser.put(boost::asio::buffer(bytes.data() + skipped, scanner.size() - skipped), error);
  if (error || !parser.is_header_done()) std::abort();
  const auto target = parser.get().target();
  if (std::string_view(target.data(), target.size()) != head->target) std::abort();
  std::size_t fields = 0;
  for (auto field = parser.get().begin(); field != parser.get().end(); ++field) ++fields;
  if (fields != head->fields.size()) std::abort();
  if (const auto decoded = parse_target(*head))
    for (const std::string& segment : decoded->segments)
      if (segment.empty() || segment == ".." || segment.find_first_of(std::string("/\\\0", 3)) != std::string::npos) std::abort();
  choose_coding(head->find("accept-encoding"), true, true);
  matches_tag(head->find("if-none-match").value_or(""), "\"a\"");
  return 0;
}
