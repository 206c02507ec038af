// SPDX-License-Identifier: EUPL-1.2
#include "edition/columns.hpp"
#include "edition/judged.hpp"
#include "edition/numbers.hpp"
#include "edition/resources.hpp"

namespace trede {
namespace {

struct GemeenteRuns {
  std::array<AreaRun, 4> runs{};
  [[nodiscard]] AreaRun of(AreaLevel level) const { return runs[at(level)]; }
  [[nodiscard]] bool has(AreaLevel level) const { return of(level).first < of(level).last; }
};

GemeenteRuns runs_of(const AreaSet& areas, AreaIndex gemeente) {
  GemeenteRuns found;
  for (const AreaLevel level : kPublishedLevels) found.runs[at(level)] = run_of_gemeente(areas, gemeente, level);
  return found;
}

void write_latest(JsonWriter& json, const EditionView& view, const IndicatorView& one, AreaRun run) {
  const PublishedSeries& series = view.series(one.latest);
  const SeriesEstimate& estimate = view.estimate(one.latest);
  json.begin_object().key("waarde").raw(figures_of(series, series.value, run, one.decimals()));
  json.key("ondergrens").raw(bounds_of(series, estimate, estimate.lower, run, one.decimals()));
  json.key("bovengrens").raw(bounds_of(series, estimate, estimate.upper, run, one.decimals()));
  json.key("teller").raw(figures_of(series, series.numerator, run, one.count_decimals()));
  json.key("status").raw(statuses_of(series, run)).key("reden").raw(reasons_of(series, run)).key("z");
  if (one.score != nullptr && one.indicator->direction != Direction::context)
    json.raw(present_of(one.score->z, one.score->has, run, kScoreDecimals));
  else json.null();
  json.key("betrouwbaarheid").raw(reliability_of(series, estimate, run));
  field_comparison(json, estimate, run, one.decimals(), true);
  field_smoothed(json, estimate, run, one.decimals());
  if (!view.in.estimates.courses.empty()) field_course(json, "richting", view.in.estimates.courses[one.position], run, one.decimals());
  field_synthetic(json, view, one, run);
  json.end_object();
}

void write_indicator(JsonWriter& json, const EditionView& view, const IndicatorView& one, const GemeenteRuns& gemeente) {
  json.begin_object().field("id", one.indicator->id.str()).field("periode", view.series(one.latest).period.str());
  json.key("niveaus").begin_object();
  for (const AreaLevel level : kPublishedLevels) {
    if (!one.levels[at(level)] || !gemeente.has(level)) continue;
    json.key(to_string(level));
    write_latest(json, view, one, gemeente.of(level));
  }
  json.end_object().key("verloop").begin_object().key("perioden").begin_array();
  for (const std::size_t i : one.series) json.string(view.series(i).period.str());
  json.end_array();
  for (const AreaLevel level : kPublishedLevels) {
    if (!one.levels[at(level)] || !gemeente.has(level)) continue;
    json.key(to_string(level)).begin_array();
    for (const std::size_t i : one.series) json.raw(figures_of(view.series(i), view.series(i).value, gemeente.of(level), one.decimals()));
    json.end_array();
  }
  json.end_object().end_object();
}

void write_cell(JsonWriter& json, const CellScore& cell, const GemeenteRuns& gemeente) {
  json.begin_object().field("trede", cell.trede.str()).field("leefgebied", cell.leefgebied.str()).field_bool("toepassing", cell.applicable);
  json.key("niveaus").begin_object();
  for (const AreaLevel level : {AreaLevel::buurt, AreaLevel::wijk}) {
    if (!cell.applicable || !gemeente.has(level)) continue;
    const AreaRun run = gemeente.of(level);
    json.key(to_string(level)).begin_object();
    json.key("score").raw(array_of(run, 6, [&](std::string& out, AreaIndex area) {
      if (cell.reason[area] == NoScore::none) append_number(out, cell.score[area], kScoreDecimals);
      else out += "null";
    }));
    json.key("aantal").raw(array_of(run, 2, [&](std::string& out, AreaIndex area) { append_whole(out, cell.count[area]); }));
    json.field_int("van", cell.of).key("reden").begin_array();
    for (AreaIndex area = run.first; area < run.last; ++area) json.string(published_word(cell.reason[area]));
    json.end_array().end_object();
  }
  json.end_object().end_object();
}

}  // namespace

std::string profiel_resource(const EditionView& view, AreaIndex gemeente) {
  const AreaSet& areas = view.in.areas;
  const GemeenteRuns runs = runs_of(areas, gemeente);
  JsonWriter json;
  json.begin_object().field("gemeente", areas.code(gemeente).view()).key("niveaus").begin_object();
  for (const AreaLevel level : kPublishedLevels) {
    if (!runs.has(level)) continue;
    json.key(to_string(level)).begin_object().key("gebieden").begin_array();
    for (AreaIndex area = runs.of(level).first; area < runs.of(level).last; ++area) json.string(areas.code(area).view());
    json.end_array().end_object();
  }
  json.end_object();
  field_words(json);
  field_judging_words(json);
  json.key("indicatoren").begin_array();
  for (const IndicatorView& one : view.indicators)
    if (!one.series.empty()) write_indicator(json, view, one, runs);
  json.end_array().key("ladder").begin_object().key("cellen").begin_array();
  for (const CellScore& cell : view.in.scores.cells) write_cell(json, cell, runs);
  json.end_array().end_object().end_object();
  return json.take();
}

}  // namespace trede
