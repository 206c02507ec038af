// SPDX-License-Identifier: EUPL-1.2
// The scores of the areas of one gemeente with what is known about their certainty, and how they were made.
#include <cmath>

#include "edition/columns.hpp"
#include "edition/numbers.hpp"
#include "edition/resources.hpp"

namespace trede {
namespace {

constexpr int kShares = 3;

template <class Column>
void field_floats(JsonWriter& json, std::string_view name, const Column& column, const ScoreColumn& scores, AreaRun run, int decimals) {
  json.key(name);
  if (column.empty()) {
    json.null();
    return;
  }
  json.raw(array_of(run, 6, [&](std::string& out, AreaIndex area) {
    if (scores.reason[area] == NoScore::none && std::isfinite(column[area]))
      append_number(out, static_cast<double>(column[area]), decimals);
    else out += "null";
  }));
}

void field_ranks(JsonWriter& json, std::string_view name, const std::vector<std::uint32_t>& ranks, AreaRun run) {
  json.key(name);
  if (ranks.empty()) {
    json.null();
    return;
  }
  json.raw(array_of(run, 4, [&](std::string& out, AreaIndex area) {
    if (ranks[area] != 0) append_whole(out, ranks[area]);
    else out += "null";
  }));
}

void write_column(JsonWriter& json, const ScoreColumn& scores, const std::vector<std::uint16_t>& count, int of, AreaRun run) {
  json.begin_object();
  field_floats(json, "score", scores.score, scores, run, kScoreDecimals);
  field_floats(json, "ondergrens", scores.lower, scores, run, kScoreDecimals);
  field_floats(json, "bovengrens", scores.upper, scores, run, kScoreDecimals);
  field_ranks(json, "rang", scores.rank, run);
  field_ranks(json, "rangVan", scores.rank_lower, run);
  field_ranks(json, "rangTot", scores.rank_upper, run);
  field_ranks(json, "gerangschikt", scores.ranked, run);
  field_floats(json, "inTop", scores.in_top, scores, run, kShares);
  json.key("alleenModel").raw(array_of(run, 6, [&](std::string& out, AreaIndex area) {
    out += !scores.only_modelled.empty() && scores.only_modelled[area] != 0 ? "true" : "false";
  }));
  json.key("aantal").raw(array_of(run, 2, [&](std::string& out, AreaIndex area) { append_whole(out, count[area]); }));
  json.field_int("van", of).key("reden").begin_array();
  for (AreaIndex area = run.first; area < run.last; ++area) json.string(published_word(scores.reason[area]));
  json.end_array().end_object();
}

void write_levels(JsonWriter& json, const EditionView& view, AreaIndex gemeente, const ScoreColumn& scores,
                  const std::vector<std::uint16_t>& count, int of) {
  json.key("niveaus").begin_object();
  for (const AreaLevel level : {AreaLevel::buurt, AreaLevel::wijk}) {
    const AreaRun run = run_of_gemeente(view.in.areas, gemeente, level);
    if (run.first >= run.last) continue;
    json.key(to_string(level));
    write_column(json, scores, count, of, run);
  }
  json.end_object();
}

}  // namespace

std::string scores_resource(const EditionView& view, AreaIndex gemeente) {
  JsonWriter json;
  json.begin_object().field("gemeente", view.in.areas.code(gemeente).view()).field_int("herhalingen", view.in.scores.replications);
  json.key("cellen").begin_array();
  for (const CellScore& cell : view.in.scores.cells) {
    if (!cell.applicable || cell.of == 0) continue;
    json.begin_object().field("trede", cell.trede.str()).field("leefgebied", cell.leefgebied.str()).field_int("model", cell.of_modelled);
    write_levels(json, view, gemeente, cell, cell.count, cell.of);
    json.end_object();
  }
  json.end_array().key("groepen").begin_array();
  for (const GroupScore& group : view.in.scores.groups) {
    if (group.of == 0) continue;
    json.begin_object().field("soort", published_word(group.level));
    field_or_null(json, "trede", group.trede.str());
    field_or_null(json, "domein", group.domein.str());
    write_levels(json, view, gemeente, group, group.count, group.of);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string scoring_resource(const EditionView& view) {
  const Scores& scores = view.in.scores;
  const ScoreSettings& settings = scores.settings;
  JsonWriter json;
  json.begin_object().key("instellingen").begin_object();
  json.field("normalisatie", to_string(settings.normalisation)).field("samenvoeging", to_string(settings.aggregation));
  json.key("minimaleDekking").number(settings.minimum_coverage, kShares).key("modelaandeel").number(settings.modelled_share, kShares);
  json.field_bool("totaal", settings.total).key("gewichtsruis").number(settings.weight_noise, kShares).key("gewichten").begin_object();
  for (const auto& [leefgebied, weight] : settings.weights) json.key(leefgebied).number(weight, kShares);
  json.end_object();
  if (!settings.treden.empty()) {
    json.key("gewichtenTreden").begin_object();
    for (const auto& [trede, weight] : settings.treden) json.key(trede).number(weight, kShares);
    json.end_object();
  }
  json.end_object().field_int("herhalingen", scores.replications);
  json.key("overlap").begin_object().field("niveau", to_string(scores.overlap.areas)).field_int("indicatoren", scores.overlap.indicators);
  json.key("effectief");
  if (scores.overlap.effective > 0.0) json.number(scores.overlap.effective, 1);
  else json.null();
  json.key("paren").begin_array();
  for (const CollinearPair& pair : scores.overlap.pairs)
    json.begin_object()
        .field("een", pair.first.str())
        .field("ander", pair.second.str())
        .key("samenhang")
        .number(pair.correlation, kShares)
        .field_int("gebieden", static_cast<std::int64_t>(pair.areas))
        .end_object();
  json.end_array().end_object().key("toppen").begin_array();
  for (const TopStability& top : scores.tops) {
    json.begin_object().field("soort", published_word(top.level));
    field_or_null(json, "trede", top.trede.str());
    field_or_null(json, "domein", top.domein.str());
    json.field("niveau", to_string(top.areas)).field_int("ranglijsten", static_cast<std::int64_t>(top.rankings));
    json.key("behouden").number(top.kept, kShares).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace trede
