// SPDX-License-Identifier: EUPL-1.2
#include "protect/csv_problem.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace trede::protect {
namespace {

Where place(std::string_view text, std::size_t offset, const std::string& file) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const auto starts_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  const auto characters = std::count_if(before.begin() + static_cast<std::ptrdiff_t>(line_start), before.end(), starts_character);
  return {.file = file, .line = 1 + std::count(before.begin(), before.end(), '\n'), .column = 1 + characters};
}

}  // namespace

Error csv_problem(Where where, const char* code, std::string nl, std::string en, Failure failure) {
  return {code, failure, std::move(nl), std::move(en), std::move(where)};
}

std::optional<Error> text_problem(std::string_view text, const std::string& file) {
  if (const std::size_t bad = first_invalid_utf8(text); bad != std::string_view::npos)
    return csv_problem(place(text, bad, file), "protect.csv.encoding", "Dit is geen UTF-8. Bewaar het bestand als UTF-8.",
                       "This is not UTF-8. Save the file as UTF-8.");
  if (const std::size_t bad = first_forbidden(text); bad != std::string_view::npos)
    return csv_problem(place(text, bad, file), "protect.csv.control", "Hier staat een onzichtbaar stuurteken. Haal het weg.",
                       "There is an invisible control character here. Take it away.");
  return std::nullopt;
}

}  // namespace trede::protect
