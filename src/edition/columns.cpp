// SPDX-License-Identifier: EUPL-1.2
#include "edition/columns.hpp"

#include "edition/numbers.hpp"

namespace trede {

AreaRun run_of_gemeente(const AreaSet& areas, AreaIndex gemeente, AreaLevel level) {
  AreaRun run = areas.run(level);
  while (run.first < run.last && areas.gemeente(run.first) != gemeente) ++run.first;
  AreaRun found{run.first, run.first};
  while (found.last < run.last && areas.gemeente(found.last) == gemeente) ++found.last;
  return found;
}

std::string figures_of(const PublishedSeries& series, const std::vector<double>& column, AreaRun run, int decimals) {
  if (column.empty()) return "null";
  return array_of(run, 6, [&](std::string& out, AreaIndex area) {
    if (series.missing[area] == Missing::none) append_number(out, column[area], decimals);
    else out += "null";
  });
}

std::string bounds_of(const PublishedSeries& series, const SeriesEstimate& estimate, const std::vector<double>& column, AreaRun run,
                      int decimals) {
  if (column.empty()) return "null";
  bool any = false;
  std::string out = array_of(run, 6, [&](std::string& text, AreaIndex area) {
    const bool there = estimate.has[area] != 0 && series.missing[area] == Missing::none;
    any = any || there;
    if (there) append_number(text, column[area], decimals);
    else text += "null";
  });
  return any ? out : "null";
}

std::string statuses_of(const PublishedSeries& series, AreaRun run) {
  return array_of(run, 2, [&](std::string& out, AreaIndex area) { append_whole(out, static_cast<std::int64_t>(series.status[area])); });
}

std::string reasons_of(const PublishedSeries& series, AreaRun run) {
  return array_of(
      run, 2, [&](std::string& out, AreaIndex area) { append_whole(out, static_cast<std::int64_t>(reason_index(series.missing[area]))); });
}

std::string present_of(const std::vector<double>& column, const std::vector<std::uint8_t>& has, AreaRun run, int decimals) {
  return array_of(run, 6, [&](std::string& out, AreaIndex area) {
    if (has[area] != 0) append_number(out, column[area], decimals);
    else out += "null";
  });
}

void field_words(JsonWriter& json) {
  field_texts(json, "redenen", reason_words());
  field_texts(json, "statussen", status_words());
}

void field_or_null(JsonWriter& json, std::string_view name, const std::string& value) {
  json.key(name);
  if (value.empty()) json.null();
  else json.string(value);
}

void field_or_null(JsonWriter& json, std::string_view name, const Text& value) {
  json.key(name);
  if (value.empty()) json.null();
  else json.text(value);
}

void field_levels(JsonWriter& json, std::string_view name, const LevelFlags& levels) {
  json.key(name).begin_array();
  for (const AreaLevel level : kPublishedLevels)
    if (levels[at(level)]) json.string(to_string(level));
  json.end_array();
}

}  // namespace trede
