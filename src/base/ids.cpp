// SPDX-License-Identifier: EUPL-1.2
#include "base/ids.hpp"

#include <algorithm>

namespace trede {

std::string_view to_string(AreaLevel level) {
  switch (level) {
    case AreaLevel::land: return "land";
    case AreaLevel::gemeente: return "gemeente";
    case AreaLevel::wijk: return "wijk";
    case AreaLevel::buurt: return "buurt";
  }
  return "";
}

std::optional<AreaLevel> parse_area_level(std::string_view text) {
  for (const AreaLevel level : kAreaLevels)
    if (to_string(level) == text) return level;
  return std::nullopt;
}

namespace {
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
}  // namespace

std::optional<AreaCode> AreaCode::parse(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  const std::string_view prefix = text.substr(0, 2);
  const std::string_view rest = text.substr(2);
  std::size_t want = 0;
  if (prefix == "NL") want = 2;
  else if (prefix == "GM") want = 4;
  else if (prefix == "WK") want = 6;
  else if (prefix == "BU") want = 8;
  if (want == 0 || rest.size() != want) return std::nullopt;
  for (std::size_t i = 0; i < rest.size(); ++i)
    if (!is_digit(rest[i]) && !(i >= 4 && is_upper(rest[i]))) return std::nullopt;
  AreaCode code;
  std::copy(text.begin(), text.end(), code.text_.begin());
  code.size_ = static_cast<std::uint8_t>(text.size());
  return code;
}

AreaLevel AreaCode::level() const {
  switch (text_[0]) {
    case 'G': return AreaLevel::gemeente;
    case 'W': return AreaLevel::wijk;
    case 'B': return AreaLevel::buurt;
    default: return AreaLevel::land;
  }
}

AreaCode AreaCode::parent() const {
  switch (level()) {
    case AreaLevel::buurt: return *parse("WK" + std::string(view().substr(2, 6)));
    case AreaLevel::wijk: return *parse("GM" + std::string(view().substr(2, 4)));
    case AreaLevel::gemeente: return *parse("NL00");
    case AreaLevel::land: break;
  }
  return {};
}

AreaCode AreaCode::gemeente() const {
  if (empty() || level() == AreaLevel::land) return {};
  return *parse("GM" + std::string(view().substr(2, 4)));
}

bool is_slug(std::string_view text) {
  if (text.size() < 2 || text.size() > 64 || text[0] < 'a' || text[0] > 'z') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; });
}

}  // namespace trede
