// SPDX-License-Identifier: EUPL-1.2
#include "edition/columns.hpp"
#include "edition/numbers.hpp"
#include "edition/resources.hpp"

namespace trede {
namespace {

// Place of an area within its own level.
std::int64_t within_level(const AreaSet& areas, AreaIndex area) { return area - areas.run(areas.level(area)).first; }

void field_inhabitants(JsonWriter& json, const EditionView& view, AreaRun run) {
  const auto& inhabitants = view.in.figures.inhabitants();
  const auto& empty = view.in.figures.uninhabited();
  json.key("inwoners").raw(array_of(run, 5, [&](std::string& out, AreaIndex area) {
    if (inhabitants.empty() || inhabitants[area] < 0) out += "null";
    else append_number(out, inhabitants[area], 0);
  }));
  json.key("leeg").raw(
      array_of(run, 6, [&](std::string& out, AreaIndex area) { out += !empty.empty() && empty[area] != 0 ? "true" : "false"; }));
}

void field_centres(JsonWriter& json, const EditionView& view, AreaRun run) {
  const auto coordinate = [&](double Point::*axis) {
    return array_of(run, 7, [&](std::string& out, AreaIndex area) {
      if (view.in.measures.empty() || !view.in.measures[area]) out += "null";
      else append_number(out, view.in.measures[area]->centre_rd.*axis, 0);
    });
  };
  json.key("x").raw(coordinate(&Point::x)).key("y").raw(coordinate(&Point::y));
}

void write_level(JsonWriter& json, const EditionView& view, AreaLevel level) {
  const AreaSet& areas = view.in.areas;
  const AreaRun run = areas.run(level);
  json.begin_object().key("code").begin_array();
  for (AreaIndex area = run.first; area < run.last; ++area) json.string(areas.code(area).view());
  json.end_array().key("naam").begin_array();
  for (AreaIndex area = run.first; area < run.last; ++area) json.string(areas.name(area));
  json.end_array();
  if (level == AreaLevel::buurt)
    json.key("wijk").raw(
        array_of(run, 5, [&](std::string& out, AreaIndex area) { append_whole(out, within_level(areas, areas.parent(area))); }));
  if (level == AreaLevel::buurt || level == AreaLevel::wijk)
    json.key("gemeente").raw(array_of(run, 4, [&](std::string& out, AreaIndex area) {
      append_whole(out, within_level(areas, areas.gemeente(area)));
    }));
  field_inhabitants(json, view, run);
  field_centres(json, view, run);
  json.key("voorheen").begin_array();
  for (AreaIndex area = run.first; area < run.last; ++area) {
    json.begin_array();
    for (const AreaCode& code : view.formerly[area]) json.string(code.view());
    json.end_array();
  }
  json.end_array().key("vroegereNamen").begin_array();
  for (AreaIndex area = run.first; area < run.last; ++area) {
    json.begin_array();
    for (const std::string& name : view.former_names[area]) json.string(name);
    json.end_array();
  }
  json.end_array().end_object();
}

}  // namespace

std::string gebieden_resource(const EditionView& view) {
  JsonWriter json;
  json.begin_object().field_int("indeling", view.in.areas.vintage().year).key("niveaus").begin_object();
  for (const AreaLevel level : {AreaLevel::buurt, AreaLevel::wijk, AreaLevel::gemeente, AreaLevel::land}) {
    json.key(to_string(level));
    write_level(json, view, level);
  }
  json.end_object().end_object();
  return json.take();
}

bool has_tiles(const EditionView& view) {
  const AreaRun run = view.in.areas.run(AreaLevel::gemeente);
  return !view.in.shapes.empty() && run.last - run.first > 1;
}

std::string tegels_resource(const EditionView& view, const TileSet& set) {
  JsonWriter json;
  json.begin_object().field_int("indeling", view.in.areas.vintage().year).field_int("raster", kTileExtent);
  json.key("bbox").begin_array();
  for (const double side : set.bbox) json.number(side, 5);
  json.end_array().key("zoom").begin_array().integer(kFirstTileZoom).integer(kLastTileZoom).end_array();
  json.key("lagen").begin_array();
  for (const TileLayer& layer : set.layers) {
    json.begin_object().field("niveau", to_string(layer.level)).key("zoom").begin_array();
    json.integer(first_zoom(layer.level)).integer(kLastTileZoom).end_array();
    json.field_int("gebieden", static_cast<std::int64_t>(layer.areas)).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string concordantie_resource(const EditionView& view) {
  JsonWriter json;
  json.begin_object().key("stappen").begin_array();
  for (const Concordance& step : view.in.concordances) {
    const AreaSet& from = view.division(step.from);
    const AreaSet& to = view.division(step.to);
    json.begin_object().field_int("van", step.from.year).field_int("naar", step.to.year).key("verbindingen").begin_array();
    for (const Edge& edge : step.edges) {
      json.begin_array().string(from.code(edge.from).view()).string(to.code(edge.to).view()).string(published_word(edge.kind));
      json.number(edge.share, kShareDecimals).string(published_word(edge.basis)).end_array();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace trede
