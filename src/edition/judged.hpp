// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What is said of figures — how reliable, how they compare, how they move — as JSON columns; docs/formats/api.md has the members. Positions
// follow the areas of a run; words stand once in the resource and the columns hold their index.

#include "edition/columns.hpp"

namespace trede {

// "betrouwbaarheden", "oordelen", "vergelekenMet", "verlopen".
void field_judging_words(JsonWriter& json);

// Index into betrouwbaarheden; null where there is no figure.
std::string reliability_of(const PublishedSeries& series, const SeriesEstimate& estimate, AreaRun run);
// Index into oordelen (0 = nothing to compare).
std::string judgements_of(const std::vector<Judgement>& judgement, AreaRun run);

// "vergelijking": by what is compared with; null where the series has no such comparison. With `references` also the value compared with,
// for those that differ by area.
void field_comparison(JsonWriter& json, const SeriesEstimate& estimate, AreaRun run, int decimals, bool references);
// "vereffend": {"waarde","ondergrens","bovengrens"} or null.
void field_smoothed(JsonWriter& json, const SeriesEstimate& estimate, AreaRun run, int decimals);
// "trechter": {"overdispersie","gebieden","grootte","midden","laag95","hoog95","laag998","hoog998","plaats"} or null.
void field_funnel(JsonWriter& json, const SeriesEstimate& estimate, AreaRun run, std::size_t level, int decimals);
// "verloop" of an indicator: {"niet","uitleg","richting","reden","helling","p","oordeel"} or null.
void field_course(JsonWriter& json, std::string_view name, const IndicatorCourse& course, AreaRun run, int decimals);
// "schatting": {"periode","waarde","ondergrens","bovengrens","hulp","uitleg"} or null.
void field_synthetic(JsonWriter& json, const EditionView& view, const IndicatorView& one, AreaRun run);

}  // namespace trede
