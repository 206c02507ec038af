// SPDX-License-Identifier: EUPL-1.2
// Code lists and shapes of the two divisions, in RD.

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "demo/project.hpp"

namespace trede::demo {
namespace {

void ring_out(JsonWriter& json, const Ring& ring) {
  json.begin_array();
  for (const Point& point : ring) json.begin_array().raw(decimal_text(point.x, 1)).raw(decimal_text(point.y, 1)).end_array();
  json.end_array();
}

void polygon_out(JsonWriter& json, const Polygon& polygon) {
  json.begin_array();
  ring_out(json, polygon.outer);
  for (const Ring& hole : polygon.holes) ring_out(json, hole);
  json.end_array();
}

std::string shapes(const Town& town, const Lattice& lattice, const std::vector<const Area*>& areas) {
  JsonWriter json;
  json.begin_object().field("type", "FeatureCollection").field("name", kFictional);
  json.key("crs")
      .begin_object()
      .field("type", "name")
      .key("properties")
      .begin_object()
      .field("name", "urn:ogc:def:crs:EPSG::28992")
      .end_object()
      .end_object();
  json.key("features").begin_array();
  for (const Area* area : areas) {
    const std::vector<Polygon> polygons = lattice.outline(town.cells_of(*area));
    json.begin_object()
        .field("type", "Feature")
        .key("properties")
        .begin_object()
        .field("statcode", area->code)
        .field("statnaam", area->name)
        .end_object();
    json.key("geometry").begin_object().field("type", polygons.size() == 1 ? "Polygon" : "MultiPolygon").key("coordinates");
    if (polygons.size() == 1) {
      polygon_out(json, polygons.front());
    } else {
      json.begin_array();
      for (const Polygon& polygon : polygons) polygon_out(json, polygon);
      json.end_array();
    }
    json.end_object().end_object();
  }
  json.end_array().end_object();
  return json.take() + '\n';
}

void add_division(Project& project, const Town& town, const Lattice& lattice, const Division& division) {
  Table codes{.columns = {"code", "naam"}, .rows = {}};
  std::vector<const Area*> wijken;
  std::vector<const Area*> buurten;
  for (const Area* area : division.areas()) codes.rows.push_back({Cell::text(area->code), Cell::text(area->name)});
  for (const Area& wijk : division.wijken) wijken.push_back(&wijk);
  for (const Area& buurt : division.buurten) buurten.push_back(&buurt);
  const std::string folder = fmt::format("indelingen/{}/", division.year);
  project.files[folder + "codes.csv"] = to_csv(codes, {});
  project.files[folder + "gemeente.geojson"] = shapes(town, lattice, {&division.gemeente});
  project.files[folder + "wijken.geojson"] = shapes(town, lattice, wijken);
  project.files[folder + "buurten.geojson"] = shapes(town, lattice, buurten);
}

}  // namespace

void add_divisions(Project& project, const Town& town) {
  const Lattice lattice(town.seed);
  add_division(project, town, lattice, town.before);
  add_division(project, town, lattice, town.after);
}

}  // namespace trede::demo
