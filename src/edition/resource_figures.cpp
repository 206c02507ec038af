// SPDX-License-Identifier: EUPL-1.2
#include "edition/columns.hpp"
#include "edition/judged.hpp"
#include "edition/resources.hpp"

namespace trede {
namespace {

void write_denominator(JsonWriter& json, const PublishedLineage& lineage) {
  json.key("noemerBron");
  if (!lineage.denominator) {
    json.null();
    return;
  }
  const PublishedSource& source = *lineage.denominator;
  json.begin_object().field("bron", source.source.str()).field("tabel", source.table.str()).field("bestand", source.file);
  field_texts(json, "kolommen", lineage.denominator_columns);
  json.end_object();
}

void write_lineage(JsonWriter& json, const PublishedLineage& lineage) {
  const PublishedSource& source = lineage.numerator;
  json.begin_object().field("bron", source.source.str()).field("tabel", source.table.str()).field("bestand", source.file);
  field_or_null(json, "sha256", source.sha256);
  field_or_null(json, "opgehaald", source.retrieved);
  field_or_null(json, "stand", source.modified);
  field_texts(json, "kolommen", lineage.columns);
  json.key("rijen").begin_object();
  for (const auto& [dimension, kept] : lineage.rows) json.field(dimension, kept);
  json.end_object().field_int("indeling", source.vintage);
  field_or_null(json, "regel", lineage.rule);
  write_denominator(json, lineage);
  json.key("stappen").begin_array();
  for (const Text& step : lineage.steps) json.text(step);
  json.end_array().end_object();
}

// The figure of one area, or null.
void write_one(JsonWriter& json, const PublishedSeries& series, const SeriesEstimate& estimate, AreaIndex area, int decimals,
               const AreaCode* code) {
  if (series.missing[area] != Missing::none) {
    json.null();
    return;
  }
  const bool interval = !estimate.lower.empty() && estimate.has[area] != 0;
  json.begin_object();
  if (code != nullptr) json.field("gebied", code->view());
  json.key("waarde").number(series.value[area], decimals).key("ondergrens");
  if (interval) json.number(estimate.lower[area], decimals).key("bovengrens").number(estimate.upper[area], decimals);
  else json.null().key("bovengrens").null();
  json.end_object();
}

// The break that begins in a period; a span of years has the breaks of its years.
const Text* break_at(const Indicator& indicator, const Period& period) {
  const auto begins_in = [&](const SeriesBreak& one) {
    if (period.kind() != PeriodKind::span) return one.period == period;
    return period.begin() <= one.period.begin() && one.period.begin() <= period.end();
  };
  for (const SeriesBreak& one : indicator.breaks)
    if (begins_in(one)) return &one.reason;
  return nullptr;
}

void write_series(JsonWriter& json, const EditionView& view, const IndicatorView& one, std::size_t i, AreaLevel at_level) {
  const AreaRun run = view.in.areas.run(at_level);
  const auto level = static_cast<std::size_t>(at_level);
  const PublishedSeries& series = view.series(i);
  const SeriesEstimate& estimate = view.estimate(i);
  const Text* reason = break_at(*one.indicator, series.period);
  json.begin_object().field("periode", series.period.str());
  field_or_null(json, "breuk", reason == nullptr ? Text() : *reason);
  json.key("waarde").raw(figures_of(series, series.value, run, one.decimals()));
  json.key("ondergrens").raw(bounds_of(series, estimate, estimate.lower, run, one.decimals()));
  json.key("bovengrens").raw(bounds_of(series, estimate, estimate.upper, run, one.decimals()));
  json.key("teller").raw(figures_of(series, series.numerator, run, one.count_decimals()));
  json.key("noemer").raw(figures_of(series, series.denominator, run, one.count_decimals()));
  json.key("status").raw(statuses_of(series, run)).key("reden").raw(reasons_of(series, run));
  json.key("betrouwbaarheid").raw(reliability_of(series, estimate, run));
  field_comparison(json, estimate, run, one.decimals(), true);
  if (i == one.latest) {
    field_smoothed(json, estimate, run, one.decimals());
    field_funnel(json, estimate, run, level, one.decimals());
  }
  json.key("referentie");
  if (view.reference) write_one(json, series, estimate, *view.reference, one.decimals(), &view.in.areas.code(*view.reference));
  else json.null();
  json.key("land");
  write_one(json, series, estimate, view.land, one.decimals(), nullptr);
  json.key("herkomst");
  write_lineage(json, series.lineage);
  json.end_object();
}

}  // namespace

std::string waarnemingen_resource(const EditionView& view, const IndicatorView& one, AreaLevel level) {
  JsonWriter json;
  json.begin_object().field("indicator", one.indicator->id.str()).field("niveau", to_string(level));
  json.field_int("indeling", view.in.areas.vintage().year).field("eenheid", published_word(one.indicator->unit));
  json.field("telt", published_word(one.indicator->counts)).field_int("decimalen", one.decimals());
  field_words(json);
  field_judging_words(json);
  json.key("klassen").begin_array();
  for (const double limit : view.in.estimates.breaks[one.position]) json.number(limit, one.decimals());
  json.end_array().key("reeks").begin_array();
  for (const std::size_t i : one.series)
    if (view.says[i][at(level)]) write_series(json, view, one, i, level);
  json.end_array();
  if (!view.in.estimates.courses.empty())
    field_course(json, "verloop", view.in.estimates.courses[one.position], view.in.areas.run(level), one.decimals());
  field_synthetic(json, view, one, view.in.areas.run(level));
  json.end_object();
  return json.take();
}

}  // namespace trede
