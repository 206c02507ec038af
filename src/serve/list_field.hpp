// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Comma-separated lists in field values (RFC 9110 §5.6.1): empty items are passed over.

#include <cstddef>
#include <string_view>

namespace trede::serve {

inline std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Calls use(item) for each item between `separator`, trimmed; no quoting is known here.
template <class Use>
void for_each_item(std::string_view list, Use use, char separator = ',') {
  while (!list.empty()) {
    const std::size_t end = list.find(separator);
    const std::string_view item = trim_blanks(list.substr(0, end));
    if (!item.empty()) use(item);
    if (end == std::string_view::npos) return;
    list.remove_prefix(end + 1);
  }
}

}  // namespace trede::serve
