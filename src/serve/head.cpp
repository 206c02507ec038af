// SPDX-License-Identifier: EUPL-1.2
#include "serve/head.hpp"

#include <algorithm>
#include <charconv>

#include "serve/list_field.hpp"

namespace trede::serve {

namespace {

using Status = std::optional<Refusal>;  // nullopt: nothing wrong

bool is_token_char(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char); }

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Status read_version(std::string_view version, Head& head) {
  const bool shaped = version.size() == 8 && version.substr(0, 5) == "HTTP/" && is_digits(version.substr(5, 1)) && version[6] == '.' &&
                      is_digits(version.substr(7));
  if (!shaped) return Refusal{400, "De eerste regel noemt geen geldige HTTP-versie."};
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return Refusal{505, "Alleen HTTP/1.1 en HTTP/1.0 worden ondersteund."};
  head.minor = version.back() - '0';
  return std::nullopt;
}

// method SP target SP version, with exactly one blank between them.
Status read_request_line(std::string_view line, const Limits& limits, Head& head) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return Refusal{400, "De eerste regel is niet: methode, adres, versie."};
  head.method = line.substr(0, first);
  head.target = line.substr(first + 1, last - first - 1);
  if (!is_token(head.method)) return Refusal{400, "De methode bevat een teken dat daar niet mag staan."};
  if (head.target.size() > limits.max_target) return Refusal{414, "Het adres is langer dan 8 KiB."};
  const auto visible = [](char c) { return c > 0x20 && c < 0x7F; };
  if (head.target.empty() || !std::all_of(head.target.begin(), head.target.end(), visible))
    return Refusal{400, "Het adres bevat een teken dat daar niet mag staan."};
  return read_version(line.substr(last + 1), head);
}

Status read_field(std::string_view line, Head& head) {
  if (line.front() == ' ' || line.front() == '\t') return Refusal{400, "Een veld is over meer regels gevouwen."};
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return Refusal{400, "Een veld van de kop heeft geen dubbelepunt."};
  if (!is_token(line.substr(0, colon))) return Refusal{400, "De naam van een veld bevat een teken dat daar niet mag staan."};
  head.fields.push_back({line.substr(0, colon), trim_blanks(line.substr(colon + 1))});
  return std::nullopt;
}

struct Framing {
  std::size_t hosts = 0, lengths = 0, encodings = 0;
  std::string_view length, encoding, expect;
};

Framing collect(Head& head) {
  Framing found;
  for (const Field& field : head.fields) {
    if (same_text(field.name, "host")) ++found.hosts, head.host = field.value;
    if (same_text(field.name, "content-length")) ++found.lengths, found.length = field.value;
    if (same_text(field.name, "transfer-encoding")) ++found.encodings, found.encoding = field.value;
    if (same_text(field.name, "expect")) found.expect = field.value;
  }
  return found;
}

Status check_length(const Framing& found) {
  if (found.lengths == 0) return std::nullopt;
  if (found.lengths > 1) return Refusal{400, "Content-Length staat er meer dan eens."};
  if (!is_digits(found.length)) return Refusal{400, "Content-Length is geen heel getal."};
  if (found.length.find_first_not_of('0') != std::string_view::npos)
    return Refusal{413, "Deze server neemt geen verzoeken met inhoud aan."};
  return std::nullopt;
}

Status check_framing(Head& head) {
  const Framing found = collect(head);
  if (found.encodings > 0) {
    if (head.minor == 0) return Refusal{400, "Transfer-Encoding bestaat niet in HTTP/1.0."};
    if (found.lengths > 0) return Refusal{400, "Content-Length en Transfer-Encoding gaan niet samen."};
    if (found.encodings > 1 || !same_text(found.encoding, "chunked")) return Refusal{400, "Transfer-Encoding is niet precies chunked."};
    return Refusal{413, "Deze server neemt geen verzoeken met inhoud aan."};
  }
  if (const Status wrong = check_length(found)) return wrong;
  if (found.hosts > 1) return Refusal{400, "Host staat er meer dan eens."};
  if (found.hosts == 0 && head.minor == 1) return Refusal{400, "Host ontbreekt."};
  if (found.hosts == 1 && !is_host(head.host)) return Refusal{400, "Host is geen geldige naam met eventueel een poort."};
  if (!found.expect.empty() && !same_text(found.expect, "100-continue"))
    return Refusal{417, "Deze verwachting (Expect) wordt niet ondersteund."};
  return std::nullopt;
}

// Connection is a list of tokens; Proxy-Connection is an old mistake that some read the same way.
Status check_connection(const Head& head) {
  bool tokens = true;
  for (const Field& field : head.fields)
    if (same_text(field.name, "connection") || same_text(field.name, "proxy-connection"))
      for_each_item(field.value, [&](std::string_view item) { tokens = tokens && is_token(item); });
  return tokens ? Status() : Refusal{400, "Connection is geen lijst van woorden."};
}

bool wants_to_stay(const Head& head) {
  if (head.minor == 0) return false;
  bool stay = true;
  for (const Field& field : head.fields)
    if (same_text(field.name, "connection"))
      for_each_item(field.value, [&](std::string_view item) { stay = stay && !same_text(item, "close"); });
  return stay;
}

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && text.size() <= 5 && port > 0 && port < 65536;
}

}  // namespace

bool same_text(std::string_view a, std::string_view b) {
  const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return low(x) == low(y); });
}

bool is_host(std::string_view text) {
  if (text.empty() || text.size() > 300) return false;
  std::size_t end = text.find(':');
  const bool literal = text.front() == '[';
  if (literal) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos || close < 3) return false;
    if (text.substr(1, close - 1).find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos) return false;
    end = close + 1 < text.size() ? close + 1 : std::string_view::npos;
    if (end != std::string_view::npos && text[end] != ':') return false;
  }
  const std::string_view name = text.substr(0, end);
  const auto plain = [](char c) { return is_token_char(c) && std::string_view("!#$%&'*+^`|~").find(c) == std::string_view::npos; };
  if (!literal && (name.empty() || !std::all_of(name.begin(), name.end(), plain))) return false;
  return end == std::string_view::npos || is_port(text.substr(end + 1));
}

std::optional<std::string> Head::find(std::string_view name) const {
  std::optional<std::string> joined;
  for (const Field& field : fields) {
    if (!same_text(field.name, name)) continue;
    if (joined) joined->append(", ");
    else joined.emplace();
    joined->append(field.value);
  }
  return joined;
}

tl::expected<Head, Refusal> parse_head(std::string_view bytes, const Limits& limits) {
  Head head;
  if (bytes.substr(0, 2) == "\r\n") bytes.remove_prefix(2);
  bool first = true;
  while (true) {
    const std::size_t end = bytes.find("\r\n");
    if (end == std::string_view::npos) return tl::unexpected(Refusal{400, "De kop is niet af."});
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end + 2);
    if (line.empty() && !first) break;
    if (!first && head.fields.size() >= limits.max_fields) return tl::unexpected(Refusal{431, "De kop heeft meer dan 100 velden."});
    const Status wrong = first ? read_request_line(line, limits, head) : read_field(line, head);
    if (wrong) return tl::unexpected(*wrong);
    first = false;
  }
  if (const Status wrong = check_framing(head)) return tl::unexpected(*wrong);
  if (const Status wrong = check_connection(head)) return tl::unexpected(*wrong);
  head.keep_alive = wants_to_stay(head);
  return head;
}

}  // namespace trede::serve
