// SPDX-License-Identifier: EUPL-1.2
#include "serve/negotiate.hpp"

#include <array>
#include <utility>

#include "serve/head.hpp"
#include "serve/list_field.hpp"

namespace trede::serve {

namespace {

constexpr int kNotGiven = -1;

// "0.75" → 750; a malformed quality counts as 0, so that nothing is sent that was not clearly asked.
int parse_quality(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  int value = (text[0] - '0') * 1000;
  if (text.size() > 1 && text[1] != '.') return 0;
  int unit = 100;
  for (const char c : text.substr(text.size() > 1 ? 2 : 1)) {
    if (c < '0' || c > '9') return 0;
    value += (c - '0') * unit;
    unit /= 10;
  }
  return value > 1000 ? 0 : value;
}

struct Item {
  std::string_view name;
  int quality = 1000;
};

Item parse_item(std::string_view text) {
  Item item;
  bool first = true;
  for_each_item(
      text,
      [&](std::string_view part) {
        if (std::exchange(first, false)) item.name = part;
        else if (part.size() > 2 && same_text(part.substr(0, 2), "q=")) item.quality = parse_quality(part.substr(2));
      },
      ';');
  return item;
}

// 3: type/subtype, 2: type/*, 1: */*, 0: does not match.
int match_type(std::string_view range, std::string_view offer) {
  if (same_text(range, offer)) return 3;
  if (range == "*/*") return 1;
  const std::size_t slash = offer.find('/');
  if (range.size() == slash + 2 && range.back() == '*' && same_text(range.substr(0, slash + 1), offer.substr(0, slash + 1))) return 2;
  return 0;
}

}  // namespace

std::optional<Coding> choose_coding(std::optional<std::string_view> accept_encoding, bool has_br, bool has_gzip) {
  if (!accept_encoding || trim_blanks(*accept_encoding).empty()) return Coding::identity;
  int br = kNotGiven, gzip = kNotGiven, identity = kNotGiven, any = kNotGiven;
  for_each_item(*accept_encoding, [&](std::string_view text) {
    const Item item = parse_item(text);
    if (same_text(item.name, "br")) br = item.quality;
    if (same_text(item.name, "gzip") || same_text(item.name, "x-gzip")) gzip = item.quality;
    if (same_text(item.name, "identity")) identity = item.quality;
    if (item.name == "*") any = item.quality;
  });
  const auto quality = [&](int own, int otherwise) { return own != kNotGiven ? own : (any != kNotGiven ? any : otherwise); };
  const std::array<std::pair<Coding, int>, 3> offers = {
      std::pair{Coding::br, has_br ? quality(br, 0) : 0}, std::pair{Coding::gzip, has_gzip ? quality(gzip, 0) : 0},
      std::pair{Coding::identity, identity == kNotGiven && any != 0 ? 1 : quality(identity, 0)}};
  std::optional<Coding> best;
  int highest = 0;
  for (const auto& [coding, q] : offers)
    if (q > highest) best = coding, highest = q;
  return best;
}

std::optional<std::size_t> choose_type(std::optional<std::string_view> accept, std::span<const std::string_view> offers) {
  if (!accept || trim_blanks(*accept).empty()) return 0;
  std::optional<std::size_t> best;
  int highest = 0;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    int specific = 0, quality = 0;
    for_each_item(*accept, [&](std::string_view text) {
      const Item item = parse_item(text);
      const int level = match_type(item.name, offers[i]);
      if (level > specific) specific = level, quality = item.quality;
    });
    if (quality > highest) best = i, highest = quality;
  }
  return best;
}

bool matches_tag(std::string_view list, std::string_view tag) {
  list = trim_blanks(list);
  if (list == "*") return true;
  while (!list.empty()) {
    if (list.substr(0, 2) == "W/") list.remove_prefix(2);
    if (list.empty() || list.front() != '"') return false;
    const std::size_t end = list.find('"', 1);
    if (end == std::string_view::npos) return false;
    if (list.substr(0, end + 1) == tag) return true;
    list = trim_blanks(list.substr(end + 1));
    if (!list.empty() && list.front() != ',') return false;
    while (!list.empty() && (list.front() == ',' || list.front() == ' ' || list.front() == '\t')) list.remove_prefix(1);
  }
  return false;
}

}  // namespace trede::serve
