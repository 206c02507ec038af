// SPDX-License-Identifier: EUPL-1.2
#include "base/missing.hpp"

#include <array>

namespace trede {
namespace {
struct Names {
  std::string_view code, word;
};
constexpr std::array<Names, kMissingCount> kNames = {{
    {"none", ""},
    {"not_published_yet", "nog_niet_gepubliceerd"},
    {"confidential", "geheim"},
    {"unreliable", "onbetrouwbaar"},
    {"impossible", "onmogelijk"},
    {"not_applicable", "niet_van_toepassing"},
    {"not_surveyed", "niet_gevraagd"},
    {"suppressed_primary", "onderdrukt"},
    {"suppressed_secondary", "onderdrukt"},
    {"too_few", "te_weinig"},
    {"boundary_changed", "grens_gewijzigd"},
    {"no_source", "geen_bron"},
    {"unknown", "onbekend"},
    {"above_level", "niet_op_dit_niveau"},
    {"only_wijk", "alleen_wijk"},
    {"only_gemeente", "alleen_gemeente"},
}};
}  // namespace

std::string_view to_string(Missing reason) { return kNames[static_cast<std::size_t>(reason)].code; }

std::optional<Missing> parse_missing(std::string_view text) {
  for (std::size_t i = 1; i < kNames.size(); ++i)
    if (kNames[i].code == text) return static_cast<Missing>(i);
  return std::nullopt;
}

std::string_view published_word(Missing reason) { return kNames[static_cast<std::size_t>(reason)].word; }

bool figure_exists(Missing reason) {
  switch (reason) {
    case Missing::none:
    case Missing::not_published_yet:
    case Missing::confidential:
    case Missing::unreliable:
    case Missing::suppressed_primary:
    case Missing::suppressed_secondary:
    case Missing::too_few:
    case Missing::above_level: return true;
    default: return false;
  }
}

std::string_view published_word(Status status) {
  switch (status) {
    case Status::measured: return "gemeten";
    case Status::modelled: return "modelschatting";
    case Status::estimated: return "geschat";
    case Status::carried_over: return "herrekend";
    case Status::withheld: return "achtergehouden";
    case Status::missing: return "ontbreekt";
    case Status::not_applicable: return "nvt";
  }
  return "";
}

}  // namespace trede
