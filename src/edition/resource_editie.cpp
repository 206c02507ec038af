// SPDX-License-Identifier: EUPL-1.2
#include "edition/columns.hpp"
#include "edition/resources.hpp"

namespace trede {
namespace {

void field_tally(JsonWriter& json, const Tally& tally) {
  json.field_int("gepubliceerd", tally.published).key("zonder").begin_object();
  for (const auto& [word, count] : tally.by_word()) json.field_int(word, count);
  json.end_object();
}

void field_rule(JsonWriter& json, const DisclosureConfig& rule) {
  json.field_int("minimumAantal", rule.minimum_count).field_int("minimumAanvulling", rule.minimum_complement);
  json.field_int("minimumNoemer", rule.minimum_denominator).field_int("minimumNoemerWoningen", rule.minimum_denominator_dwellings);
  json.field_int("minimumHuishoudens", rule.minimum_households).field_int("minimumRespondenten", rule.minimum_respondents);
  json.field_int("minimumAntwoorden", rule.minimum_answers).key("groepsaandeel").number(rule.group_share, 3);
  json.key("dominantie").number(rule.dominance, 3).field_int("breedte", rule.width).key("halveMarge").number(rule.half_width, 3);
  json.field("methode", to_string(rule.method)).field_int("afrondingsbasis", rule.rounding_base);
  json.key("niveauaandeel").number(rule.level_share, 3).field_int("jarenSamen", rule.pool_years);
  field_or_null(json, "reden", rule.reason);
  field_or_null(json, "goedgekeurdDoor", rule.approved_by);
}

// Left out when the municipality gave none.
void write_contact(JsonWriter& json, const EditionInput& in) {
  if (in.contact_email.empty() && in.contact_url.empty()) return;
  json.key("contact").begin_object();
  field_or_null(json, "email", in.contact_email);
  field_or_null(json, "url", in.contact_url);
  json.end_object();
}

}  // namespace

std::string editie_rest(const EditionView& view) {
  const EditionInput& in = view.in;
  JsonWriter json;
  json.begin_object().field("naam", in.name).field_bool("fictief", in.fictional);
  write_contact(json, in);
  const AreaRun gemeenten = in.areas.run(AreaLevel::gemeente);
  json.key("gemeenten").raw(array_of(gemeenten, 9, [&](std::string& out, AreaIndex area) {
    out += '"' + in.areas.code(area).str() + '"';
  }));
  json.field("referentie", in.reference.view()).field_int("indeling", in.areas.vintage().year);
  field_texts(json, "perioden", view.periods());
  json.key("niveaus").begin_array();
  for (const AreaLevel level : view.levels()) json.string(to_string(level));
  json.end_array();
  field_texts(json, "talen", in.languages);
  json.key("catalogus")
      .begin_object()
      .field("id", in.catalogue.id)
      .field("versie", in.catalogue.version)
      .field("label", in.catalogue.label)
      .end_object();
  json.field("motor", TREDE_VERSION).key("gebieden").begin_object();
  for (const AreaLevel level : kAreaLevels) json.field_int(to_string(level), in.areas.run(level).last - in.areas.run(level).first);
  json.end_object();
  json.key("indicatoren").begin_object().field_int("catalogus", static_cast<std::int64_t>(in.catalogue.ladder_size()));
  json.field_int("metCijfers", static_cast<std::int64_t>(view.ladder_with_figures())).end_object();
  json.key("cijfers").begin_object();
  field_tally(json, view.total);
  json.end_object().field_bool("kaart", !in.shapes.empty()).field_bool("tegels", has_tiles(view));
  json.field_int("verhalen", static_cast<std::int64_t>(in.stories.size())).end_object();
  return json.take().substr(1);
}

std::string build_report(const EditionView& view) {
  JsonWriter json;
  json.begin_object().field("naam", view.in.name).field_int("indeling", view.in.areas.vintage().year).key("cijfers").begin_object();
  field_tally(json, view.total);
  json.end_object().key("regels").begin_array();
  for (const RuleUsed& rule : view.in.figures.rules()) {
    json.begin_object().field("bron", rule.source.str());
    field_rule(json, rule.rule);
    json.end_object();
  }
  json.end_array().key("publicatie").begin_array();
  for (const PublicationLevel& level : view.in.figures.levels()) {
    json.begin_object().field("indicator", level.indicator.str()).field("niveau", level_word(level)).field_int("jaren", level.years);
    field_or_null(json, "uitleg", level.why);
    json.end_object();
  }
  json.end_array().key("reeksen").begin_array();
  for (const IndicatorView& one : view.indicators)
    for (const std::size_t i : one.series) {
      json.begin_object().field("indicator", one.indicator->id.str()).field("periode", view.series(i).period.str());
      json.field("behandeling", view.series(i).treatment).key("niveaus").begin_object();
      for (const AreaLevel level : kAreaLevels) {
        if (!view.says[i][at(level)]) continue;
        json.key(to_string(level)).begin_object();
        field_tally(json, view.tallies[i][at(level)]);
        json.end_object();
      }
      json.end_object().end_object();
    }
  json.end_array().key("zonderCijfers").begin_array();
  for (const auto& [id, why] : view.in.figures.without()) json.begin_object().field("indicator", id.str()).field("reden", why).end_object();
  json.end_array().end_object();
  return json.take();
}

}  // namespace trede
