// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A missing value is a reason, not NaN and not a magic number. Columns hold a value and beside it a reason; where the reason is not
// `none` the value must not be read.

#include <cstdint>
#include <optional>
#include <string_view>

namespace trede {

enum class Missing : std::uint8_t {
  none = 0,
  not_published_yet = 1,     // the source will fill this later
  confidential = 2,          // the source hides it
  unreliable = 3,            // the source finds it too uncertain
  impossible = 4,            // cannot exist
  not_applicable = 5,        // e.g. an area without inhabitants
  not_surveyed = 6,          // the question was not asked
  suppressed_primary = 7,    // trede hides it
  suppressed_secondary = 8,  // trede hides it to protect another
  too_few = 9,               // too few respondents
  boundary_changed = 10,     // the area did not exist with this border
  no_source = 11,            // no source of this project gives it
  unknown = 12,              // the source gave no reason that its dialect knows
  above_level = 13,          // shown at a coarser level than this one (the indicator's publication level)
  only_wijk = 14,            // of an own area: the figure exists per wijk and not per buurt, so there is nothing to add up
  only_gemeente = 15,        // of an own area: it exists for a whole gemeente only
};
inline constexpr int kMissingCount = 16;

// Name in the catalogue and in code ("not_published_yet").
std::string_view to_string(Missing reason);
std::optional<Missing> parse_missing(std::string_view text);
// Word in what is published ("nog_niet_gepubliceerd"); primary and secondary suppression share "onderdrukt".
std::string_view published_word(Missing reason);
// Whether there is a figure, shown or not. A level of a series of which no area has one has no rows in an edition.
bool figure_exists(Missing reason);

// How a figure came to be; the published word is the Dutch name in edition.md.
enum class Status : std::uint8_t {
  measured = 0,        // gemeten
  modelled = 1,        // modelschatting: the source is a model
  estimated = 2,       // geschat: trede's own estimate
  carried_over = 3,    // herrekend: brought to another area division
  withheld = 4,        // achtergehouden
  missing = 5,         // ontbreekt
  not_applicable = 6,  // nvt
};
std::string_view published_word(Status status);

}  // namespace trede
