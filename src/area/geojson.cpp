// SPDX-License-Identifier: EUPL-1.2
// GeoJSON (RFC 7946): a FeatureCollection of Polygon and MultiPolygon features. A third coordinate is passed over.

#include <cstdint>
#include <exception>

#include <fmt/core.h>
#include <simdjson.h>

#include "area/shape_input.hpp"
#include "base/text.hpp"

namespace trede::shape_input {
namespace {

namespace dom = simdjson::dom;

constexpr const char* kDamaged = "area.geojson.damaged";

// JSON has no NaN; programs that write it anyway do so where a number belongs.
bool has_nan_or_infinity(std::string_view text) {
  for (const std::string_view word : {std::string_view("NaN"), std::string_view("Infinity"), std::string_view("-Infinity")}) {
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
      const std::size_t before = at == 0 ? std::string_view::npos : text.find_last_not_of(" \t\r\n", at - 1);
      if (before != std::string_view::npos && (text[before] == '[' || text[before] == ',')) return true;
    }
  }
  return false;
}

class Reader {
 public:
  explicit Reader(const ShapeSpec& spec) : spec_(spec) {}

  void read(dom::element root) {
    std::string_view type;
    dom::array list;
    if (root["type"].get(type) != simdjson::SUCCESS || type != "FeatureCollection" || root["features"].get(list) != simdjson::SUCCESS) {
      errors.add(problem(kDamaged, "Dit is geen GeoJSON FeatureCollection.", "This is no GeoJSON FeatureCollection.", spec_));
      return;
    }
    std::int64_t row = 0;
    for (const dom::element feature : list) {
      read_feature(feature, ++row);
      if (vertices_ > kMaxVertices) {
        errors.add(too_many_vertices(spec_));
        return;
      }
    }
  }

  std::vector<Feature> features;
  Errors errors;

 private:
  void read_feature(dom::element element, std::int64_t row) {
    Feature feature;
    feature.row = row;
    dom::object properties;
    if (element["properties"].get(properties) != simdjson::SUCCESS) {
      damaged(row, "Het element heeft geen eigenschappen (properties).", "The feature has no properties.");
      return;
    }
    if (is_water(properties)) return;
    std::string_view text;
    if (properties[spec_.code_property].get(text) != simdjson::SUCCESS) {
      errors.add(problem("area.geojson.no_code",
                         fmt::format("Het element heeft geen tekst in de eigenschap '{}'.", display_name(spec_.code_property)),
                         fmt::format("The feature has no text in the property '{}'.", display_name(spec_.code_property)), spec_, row));
      return;
    }
    feature.code = trim(text);
    if (!spec_.name_property.empty() && properties[spec_.name_property].get(text) == simdjson::SUCCESS) feature.name = trim(text);
    if (read_geometry(element, feature.polygons)) {
      features.push_back(std::move(feature));
    } else {
      damaged(row, "De geometrie is geen Polygon of MultiPolygon van ringen van getallenparen.",
              "The geometry is no Polygon or MultiPolygon of rings of pairs of numbers.");
    }
  }

  static bool is_water(const dom::object& properties) {
    for (const char* name : {"water", "WATER", "H2O"}) {
      std::string_view value;
      if (properties[name].get(value) == simdjson::SUCCESS && value == "JA") return true;
    }
    return false;
  }

  bool read_geometry(dom::element feature, MultiPolygon& polygons) {
    dom::object geometry;
    std::string_view type;
    dom::array coordinates;
    if (feature["geometry"].get(geometry) != simdjson::SUCCESS || geometry["type"].get(type) != simdjson::SUCCESS ||
        geometry["coordinates"].get(coordinates) != simdjson::SUCCESS) {
      return false;
    }
    if (type == "Polygon") return read_polygon(coordinates, polygons);
    if (type != "MultiPolygon") return false;
    for (const dom::element polygon : coordinates) {
      dom::array rings;
      if (polygon.get(rings) != simdjson::SUCCESS || !read_polygon(rings, polygons)) return false;
    }
    return !polygons.empty();
  }

  bool read_polygon(const dom::array& rings, MultiPolygon& polygons) {
    Polygon polygon;
    for (const dom::element element : rings) {
      dom::array positions;
      if (element.get(positions) != simdjson::SUCCESS) return false;
      Ring ring;
      for (const dom::element position : positions) {
        if (!read_position(position, ring)) return false;
        if (++vertices_ > kMaxVertices) return true;
      }
      polygon.rings.push_back(std::move(ring));
    }
    polygons.push_back(std::move(polygon));
    return !polygons.back().rings.empty();
  }

  static bool read_position(dom::element element, Ring& ring) {
    dom::array numbers;
    if (element.get(numbers) != simdjson::SUCCESS) return false;
    Point point;
    int count = 0;
    for (const dom::element number : numbers) {
      double value = 0;
      if (number.get(value) != simdjson::SUCCESS) return false;
      if (count == 0) point.x = value;
      if (count == 1) point.y = value;
      ++count;
    }
    ring.push_back(point);
    return count >= 2;
  }

  void damaged(std::int64_t row, const char* nl, const char* en) { errors.add(problem(kDamaged, nl, en, spec_, row)); }

  const ShapeSpec& spec_;
  std::size_t vertices_ = 0;
};

Error parse_problem(simdjson::error_code code, std::string_view text, const ShapeSpec& spec) {
  if (code == simdjson::DEPTH_ERROR) {
    return problem("area.geojson.too_deep",
                   fmt::format("Het bestand is dieper genest dan {} lagen. Dit is geen kaart van gebieden.", kMaxDepth),
                   fmt::format("The file is nested deeper than {} levels. This is no map of areas.", kMaxDepth), spec, 0, Failure::limit);
  }
  if (code == simdjson::CAPACITY || code == simdjson::MEMALLOC) {
    return problem("area.geojson.too_large", "Het bestand is te groot om als GeoJSON te lezen. Gebruik een GeoPackage.",
                   "The file is too large to be read as GeoJSON. Use a GeoPackage.", spec, 0, Failure::limit);
  }
  if (has_nan_or_infinity(text)) {
    return problem("area.shape.not_finite", "Het bestand heeft NaN of Infinity als coördinaat. Maak de kaart opnieuw aan.",
                   "The file has NaN or Infinity as a coordinate. Make the map again.", spec);
  }
  return problem(kDamaged, fmt::format("Het bestand is geen geldige JSON ({}). Maak de kaart opnieuw aan.", simdjson::error_message(code)),
                 fmt::format("The file is no valid JSON ({}). Make the map again.", simdjson::error_message(code)), spec);
}

}  // namespace

Checked<std::vector<Feature>> read_geojson(std::string_view text, const ShapeSpec& spec) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  dom::parser parser;
  if (const auto code = parser.allocate(text.size() + simdjson::SIMDJSON_PADDING, kMaxDepth); code != simdjson::SUCCESS) {
    return fail(parse_problem(code, text, spec));
  }
  const simdjson::padded_string padded(text);
  dom::element root;
  if (const auto code = parser.parse(padded).get(root); code != simdjson::SUCCESS) return fail(parse_problem(code, text, spec));
  Reader reader(spec);
  reader.read(root);
  if (reader.errors.fatal()) return tl::unexpected<Errors>(std::move(reader.errors));
  return std::move(reader.features);
}

}  // namespace trede::shape_input
