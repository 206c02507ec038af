// SPDX-License-Identifier: EUPL-1.2
#include "serve/target.hpp"

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "serve/list_field.hpp"

namespace trede::serve {

namespace {

constexpr std::size_t kMaxParameters = 100;

tl::unexpected<Refusal> refuse(std::string_view detail) { return tl::unexpected(Refusal{400, detail}); }

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

// pchar of RFC 3986 without `;`.
bool is_path_char(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("-._~!$&'()*+,=:@%").find(c) != std::string_view::npos;
}

bool is_unsafe(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '/' || c == '\\' || c == ';'; }

std::optional<Refusal> read_segment(std::string_view raw, Target& target) {
  if (!std::all_of(raw.begin(), raw.end(), is_path_char)) return Refusal{400, "Het pad bevat een teken dat daar niet mag staan."};
  std::optional<std::string> segment = decode(raw);
  if (!segment) return Refusal{400, "Het pad bevat een onvolledige %-code."};
  if (segment->empty()) return Refusal{400, "Het pad bevat twee schuine strepen achter elkaar."};
  if (*segment == "." || *segment == "..") return Refusal{400, "Het pad bevat . of .. als onderdeel."};
  if (std::any_of(segment->begin(), segment->end(), is_unsafe)) return Refusal{400, "Het pad bevat een teken dat daar niet mag staan."};
  if (first_invalid_utf8(*segment) != std::string_view::npos) return Refusal{400, "Het pad is geen geldige UTF-8."};
  target.segments.push_back(std::move(*segment));
  return std::nullopt;
}

std::optional<Refusal> read_path(std::string_view path, Target& target) {
  path.remove_prefix(1);
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    if (const auto wrong = read_segment(path.substr(0, slash), target)) return wrong;
    if (slash == std::string_view::npos) return std::nullopt;
    path.remove_prefix(slash + 1);
    target.trailing_slash = path.empty();
  }
  return std::nullopt;
}

void read_query(std::string_view query, Target& target) {
  for_each_item(
      query,
      [&](std::string_view item) {
        const std::string_view name = item.substr(0, item.find('='));
        std::string shown = display_name(decode(name).value_or(std::string(name)));
        const bool known = std::find(target.parameters.begin(), target.parameters.end(), shown) != target.parameters.end();
        if (!known && target.parameters.size() < kMaxParameters) target.parameters.push_back(std::move(shown));
      },
      '&');
}

// http://host/path: the authority must be the one Host names (RFC 9112 §3.2.2, but without guessing which of two is meant).
tl::expected<std::string_view, Refusal> strip_authority(const Head& head) {
  const std::size_t scheme = head.target.find("://");
  if (scheme == std::string_view::npos ||
      !(same_text(head.target.substr(0, scheme), "http") || same_text(head.target.substr(0, scheme), "https")))
    return refuse("Het adres begint niet met een schuine streep.");
  const std::string_view rest = head.target.substr(scheme + 3);
  const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
  if (!is_host(rest.substr(0, end))) return refuse("Het adres noemt geen geldige host.");
  if (!same_text(rest.substr(0, end), head.host)) return refuse("Het adres en Host noemen niet dezelfde host.");
  return rest.substr(end);
}

}  // namespace

tl::expected<Target, Refusal> parse_target(const Head& head) {
  Target target;
  if (head.target == "*") {
    if (head.method != "OPTIONS") return refuse("Het adres * hoort alleen bij OPTIONS.");
    target.asterisk = true;
    return target;
  }
  std::string_view rest = head.target;
  if (rest.front() != '/') {
    auto stripped = strip_authority(head);
    if (!stripped) return tl::unexpected(stripped.error());
    rest = *stripped;
  }
  if (rest.find('#') != std::string_view::npos) return refuse("Het adres bevat een #.");
  const std::size_t mark = rest.find('?');
  const std::string_view path = rest.substr(0, mark);
  if (mark != std::string_view::npos) read_query(rest.substr(mark + 1), target);
  if (!path.empty())
    if (const auto wrong = read_path(path, target)) return tl::unexpected(*wrong);
  return target;
}

}  // namespace trede::serve
