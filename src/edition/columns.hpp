// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Columns of figures as JSON arrays, position = area within a run of areas.

#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "edition/view.hpp"

namespace trede {

using AreaRun = AreaSet::Run;

// [each(first), …, each(last - 1)]; `each` appends one JSON value.
template <class Each>
std::string array_of(AreaRun run, std::size_t bytes_each, Each each) {
  std::string out = "[";
  out.reserve((run.last - run.first) * bytes_each + 2);
  for (AreaIndex area = run.first; area < run.last; ++area) {
    if (area != run.first) out += ',';
    each(out, area);
  }
  return out += ']';
}

// The areas of one gemeente within a level: by CBS's codes they stand together.
AreaRun run_of_gemeente(const AreaSet& areas, AreaIndex gemeente, AreaLevel level);

// null where the figure is missing; null as a whole when the series has no such column.
std::string figures_of(const PublishedSeries& series, const std::vector<double>& column, AreaRun run, int decimals);
// Interval bounds; null as a whole when no area of the run has one.
std::string bounds_of(const PublishedSeries& series, const SeriesEstimate& estimate, const std::vector<double>& column, AreaRun run,
                      int decimals);
std::string statuses_of(const PublishedSeries& series, AreaRun run);
std::string reasons_of(const PublishedSeries& series, AreaRun run);
// null where `has` is 0.
std::string present_of(const std::vector<double>& column, const std::vector<std::uint8_t>& has, AreaRun run, int decimals);

// "redenen" and "statussen".
void field_words(JsonWriter& json);
// ["…","…"]
template <class Texts>
void field_texts(JsonWriter& json, std::string_view name, const Texts& texts) {
  json.key(name).begin_array();
  for (const auto& text : texts) json.string(text);
  json.end_array();
}
// null when empty
void field_or_null(JsonWriter& json, std::string_view name, const std::string& value);
void field_or_null(JsonWriter& json, std::string_view name, const Text& value);
void field_levels(JsonWriter& json, std::string_view name, const LevelFlags& levels);

}  // namespace trede
