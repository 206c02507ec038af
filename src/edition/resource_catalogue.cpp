// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "edition/columns.hpp"
#include "edition/resources.hpp"

namespace trede {
namespace {

void field_texts_of(JsonWriter& json, const Indicator& indicator) {
  json.field("naam", indicator.name).field("kort", indicator.short_name).field("definitie", indicator.definition);
  json.field("waarom", indicator.why).field("lezen", indicator.how_to_read).field("welVoor", indicator.use_for);
  json.field("nietVoor", indicator.not_for).field("teller", indicator.numerator).field("noemer", indicator.denominator_text);
}

std::string domein_of(const Catalogue& catalogue, const Indicator& indicator) {
  const Leefgebied* leefgebied = catalogue.leefgebied(indicator.leefgebied);
  return leefgebied == nullptr ? std::string() : leefgebied->domein.str();
}

void field_kind(JsonWriter& json, const Catalogue& catalogue, const Indicator& indicator) {
  json.field("telt", published_word(indicator.counts));
  field_or_null(json, "trede", indicator.trede.str());
  field_or_null(json, "domein", domein_of(catalogue, indicator));
  field_or_null(json, "leefgebied", indicator.leefgebied.str());
  json.field("eenheid", published_word(indicator.unit)).field_int("decimalen", indicator.decimals);
  json.field("maat", published_word(indicator.measure)).field("richting", published_word(indicator.direction));
  json.field("fijnsteNiveau", to_string(indicator.finest_level)).field("toegang", published_word(indicator.access));
  json.field("licentie", indicator.licence).field("geverifieerd", published_word(indicator.verified));
  json.key("gewicht").number(indicator.weight, 3).field_bool("aantalNaastCijfer", indicator.count_beside_rate);
  json.key("paren").begin_array();
  for (const Pair& pair : indicator.pairs)
    json.begin_object().field("rol", published_word(pair.role)).field("met", pair.with.str()).end_object();
  json.end_array();
}

void field_published_at(JsonWriter& json, const PublicationLevel* level) {
  json.key("publicatie");
  if (level == nullptr) {
    json.null();
    return;
  }
  json.begin_object().field("niveau", to_string(level->level)).field_int("jaren", level->years).field_bool("geen", level->none);
  field_or_null(json, "uitleg", level->why);
  json.end_object();
}

void write_indicator(JsonWriter& json, const EditionView& view, const IndicatorView& one) {
  const Indicator& indicator = *one.indicator;
  json.begin_object().field("id", indicator.id.str());
  field_or_null(json, "variantVan", indicator.variant_of.str());
  field_or_null(json, "groep", indicator.group);
  field_texts_of(json, indicator);
  field_kind(json, view.in.catalogue, indicator);
  json.key("perioden").begin_array();
  for (const std::size_t i : one.series)
    if (view.has_values[i] != 0) json.string(view.series(i).period.str());
  json.end_array();
  field_levels(json, "niveaus", one.own_levels);
  field_published_at(json, one.published_at);
  field_or_null(json, "bron", one.series.empty() ? std::string() : view.series(one.latest).lineage.numerator.source.str());
  field_or_null(json, "waaromGeenCijfers", one.why_none == nullptr ? Text() : *one.why_none);
  json.end_object();
}

void write_file(JsonWriter& json, const PublishedSource& file) {
  json.begin_object().field("tabel", file.table.str()).field("bestand", file.file).field("sha256", file.sha256);
  field_or_null(json, "opgehaald", file.retrieved);
  field_or_null(json, "stand", file.modified);
  json.field_int("indeling", file.vintage).key("rijen");
  if (file.rows > 0) json.integer(file.rows);
  else json.null();
  json.end_object();
}

void write_source(JsonWriter& json, const Source& source, const std::vector<PublishedSource>& files) {
  json.begin_object().field("id", source.id.str()).field("naam", source.name).field("organisatie", source.organisation);
  json.field("toegang", published_word(source.access)).field("licentie", source.licence).field("naamsvermelding", source.attribution);
  json.field("url", source.url).field("omschrijving", source.description).field("behandeling", source.treatment);
  json.field_bool("model", source.modelled);
  field_or_null(json, "voorspellers", source.predictors);
  json.key("bestanden").begin_array();
  for (const PublishedSource& file : files)
    if (file.source == source.id) write_file(json, file);
  json.end_array().end_object();
}

}  // namespace

std::string ladder_resource(const EditionView& view) {
  const Catalogue& catalogue = view.in.catalogue;
  JsonWriter json;
  json.begin_object().key("treden").begin_array();
  for (const Trede& trede : catalogue.treden)
    json.begin_object().field("id", trede.id.str()).field("naam", trede.name).field("definitie", trede.definition).end_object();
  json.end_array().key("domeinen").begin_array();
  for (const Domein& domein : catalogue.domeinen) json.begin_object().field("id", domein.id.str()).field("naam", domein.name).end_object();
  json.end_array().key("leefgebieden").begin_array();
  for (const Leefgebied& leefgebied : catalogue.leefgebieden) {
    json.begin_object().field("id", leefgebied.id.str()).field("domein", leefgebied.domein.str()).field("naam", leefgebied.name);
    json.field("definitie", leefgebied.definition).key("treden").begin_array();
    for (const TredeId& trede : leefgebied.treden) json.string(trede.str());
    json.end_array();
    field_or_null(json, "nietVanToepassing", leefgebied.not_applicable);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string indicatoren_resource(const EditionView& view) {
  JsonWriter json;
  json.begin_object().field("label", view.in.catalogue.label).key("indicatoren").begin_array();
  for (const IndicatorView& one : view.indicators) write_indicator(json, view, one);
  json.end_array().end_object();
  return json.take();
}

std::string bronnen_resource(const EditionView& view) {
  const auto& files = view.in.figures.sources();
  JsonWriter json;
  json.begin_object().key("bronnen").begin_array();
  for (const Source& source : view.in.catalogue.sources)
    if (std::any_of(files.begin(), files.end(), [&](const PublishedSource& file) { return file.source == source.id; }))
      write_source(json, source, files);
  json.end_array().end_object();
  return json.take();
}

}  // namespace trede
