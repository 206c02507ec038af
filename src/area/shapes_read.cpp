// SPDX-License-Identifier: EUPL-1.2
// From a file of polygons to checked shapes in RD (shapes.hpp, read_shapes).

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include <fmt/core.h>

#include "area/geos.hpp"
#include "area/projection.hpp"
#include "area/shape_input.hpp"
#include "area/shapes.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace trede {
namespace {

using shape_input::Feature;
using shape_input::problem;

constexpr std::string_view kWgs84 = "EPSG:4326";
constexpr std::string_view kRd = "EPSG:28992";

struct Box {
  double x0, y0, x1, y1;
  [[nodiscard]] bool holds(Point p) const { return p.x >= x0 && p.x <= x1 && p.y >= y0 && p.y <= y1; }
};
// The European Netherlands with its territorial sea, generously.
constexpr Box kNlDegrees{2.4, 50.5, 7.7, 55.8};
constexpr Box kNlRd{-40'000, 280'000, 310'000, 900'000};

Checked<std::vector<Feature>> read_features(const ShapeSpec& spec) {
  const bool package = spec.path.ends_with(".gpkg");
  auto file =
      package ? read_input(spec.path, shape_input::kMaxGeoPackageBytes) : read_input_inflated(spec.path, shape_input::kMaxGeoJsonBytes);
  if (!file) return fail(std::move(file.error()));
  return package ? shape_input::read_geopackage(std::move(file->bytes), spec) : shape_input::read_geojson(file->bytes, spec);
}

class Checker {
 public:
  Checker(const ShapeSpec& spec, const AreaSet& areas) : spec_(spec), areas_(areas), degrees_(spec.crs == kWgs84) {}

  void take(Feature feature) {
    const auto area = find_area(feature);
    if (!area) return;
    if (!seen_.try_emplace(*area, feature.row).second) {
      errors_.add(problem("area.shape.duplicate", fmt::format("Gebied {} heeft al een vlak (element {}).", feature.code, seen_[*area]),
                          fmt::format("Area {} has a shape already (feature {}).", feature.code, seen_[*area]), spec_, feature.row));
      return;
    }
    if (!rings_are_sound(feature) || !lies_in_nl(feature)) return;
    if (degrees_) {
      for (Polygon& polygon : feature.polygons)
        for (Ring& ring : polygon.rings) to_rd(ring);
    }
    if (!make_valid(feature)) return;
    layer_.shapes.push_back({*area, std::move(feature.polygons)});
  }

  Checked<ShapeLayer> finish() {
    report_misplaced();
    if (layer_.shapes.empty() && errors_.empty()) {
      errors_.add(problem("area.shape.none", "Geen enkel vlak in dit bestand hoort bij een gebied van het project.",
                          "Not one shape in this file belongs to an area of the project.", spec_));
    }
    if (errors_.fatal()) {
      errors_.sort();
      return tl::unexpected<Errors>(std::move(errors_));
    }
    layer_.level = spec_.level;
    std::sort(layer_.shapes.begin(), layer_.shapes.end(), [](const Shape& a, const Shape& b) { return a.area < b.area; });
    return std::move(layer_);
  }

 private:
  enum class Place { inside, swapped, rd, degrees, elsewhere };

  // The area of a feature; nothing when it is wrong (listed) or lies in a gemeente that the project does not show.
  std::optional<AreaIndex> find_area(const Feature& feature) {
    const auto code = AreaCode::parse(feature.code);
    const auto area = code ? areas_.find(*code) : std::nullopt;
    if (area && code->level() == spec_.level) {
      if (belongs_to_another(feature.name, *area)) {
        errors_.add(problem("area.shape.other_name",
                            fmt::format("Het vlak van {} draagt de naam van een ander gebied in dezelfde gemeente. Is dit de kaart van {}?",
                                        feature.code, areas_.vintage().year),
                            fmt::format("The shape of {} carries the name of another area in the same gemeente. Is this the map of {}?",
                                        feature.code, areas_.vintage().year),
                            spec_, feature.row));
        return std::nullopt;
      }
      return area;
    }
    if (code && code->level() == spec_.level && !areas_.find(code->gemeente())) return std::nullopt;
    errors_.add(problem("area.shape.unknown_code",
                        fmt::format("Code {} is geen {} van de indeling {}. Controleer jaar, niveau en kolom van de kaart.",
                                    display_name(feature.code), to_string(spec_.level), areas_.vintage().year),
                        fmt::format("Code {} is no {} of the division of {}. Check year, level and column of the map.",
                                    display_name(feature.code), to_string(spec_.level), areas_.vintage().year),
                        spec_, feature.row));
    return std::nullopt;
  }

  [[nodiscard]] bool belongs_to_another(const std::string& name, AreaIndex area) const {
    if (name.empty() || first_invalid_utf8(name) != std::string_view::npos) return false;
    const auto bearers = areas_.by_name(spec_.level, name);
    const auto is_neighbour = [&](AreaIndex i) { return areas_.gemeente(i) == areas_.gemeente(area); };
    return std::find(bearers.begin(), bearers.end(), area) == bearers.end() && std::any_of(bearers.begin(), bearers.end(), is_neighbour);
  }

  bool rings_are_sound(const Feature& feature) {
    for (const Polygon& polygon : feature.polygons) {
      for (const Ring& ring : polygon.rings) {
        if (std::any_of(ring.begin(), ring.end(), [](Point p) { return !std::isfinite(p.x) || !std::isfinite(p.y); })) {
          errors_.add(problem("area.shape.not_finite", fmt::format("Het vlak van {} heeft een coördinaat die geen getal is.", feature.code),
                              fmt::format("The shape of {} has a coordinate that is no number.", feature.code), spec_, feature.row));
          return false;
        }
        if (ring.size() < 4 || ring.front() != ring.back()) {
          errors_.add(
              problem("area.shape.not_closed",
                      fmt::format("Een ring van {} is niet gesloten: het laatste punt moet gelijk zijn aan het eerste.", feature.code),
                      fmt::format("A ring of {} is not closed: its last point must equal its first.", feature.code), spec_, feature.row));
          return false;
        }
      }
    }
    return true;
  }

  [[nodiscard]] Place place_of(Point p) const {
    const Box& own = degrees_ ? kNlDegrees : kNlRd;
    if (own.holds(p)) return Place::inside;
    if (own.holds({p.y, p.x})) return Place::swapped;
    if (degrees_ && kNlRd.holds(p)) return Place::rd;
    if (!degrees_ && (kNlDegrees.holds(p) || kNlDegrees.holds({p.y, p.x}))) return Place::degrees;
    return Place::elsewhere;
  }

  bool lies_in_nl(const Feature& feature) {
    for (const Polygon& polygon : feature.polygons) {
      for (const Ring& ring : polygon.rings) {
        for (const Point& point : ring) {
          const Place place = place_of(point);
          if (place == Place::inside) continue;
          Misplaced& kind = misplaced_[place];
          if (kind.count++ == 0) kind.first = {feature.row, feature.code};
          return false;
        }
      }
    }
    return true;
  }

  // One error per way of lying elsewhere: when the axes are swapped they are so in every shape.
  void report_misplaced() {
    for (const auto& [place, kind] : misplaced_) {
      const char* nl = "";
      const char* en = "";
      if (place == Place::swapped) {
        nl = degrees_ ? "Lengte- en breedtegraad lijken verwisseld: GeoJSON schrijft eerst de lengte." : "x en y lijken verwisseld.";
        en = degrees_ ? "Longitude and latitude look swapped: GeoJSON writes longitude first." : "x and y look swapped.";
      } else if (place == Place::rd) {
        nl = "De coördinaten lijken RD-meters: zet crs op EPSG:28992.";
        en = "The coordinates look like RD metres: set crs to EPSG:28992.";
      } else if (place == Place::degrees) {
        nl = "De coördinaten lijken graden: zet crs op EPSG:4326.";
        en = "The coordinates look like degrees: set crs to EPSG:4326.";
      } else {
        nl = "Controleer het coördinaatstelsel.";
        en = "Check the coordinate system.";
      }
      errors_.add(
          problem("area.shape.outside_nl",
                  fmt::format("{} van de vlakken liggen buiten Nederland, als eerste dat van {}. {}", kind.count, kind.first.code, nl),
                  fmt::format("{} of the shapes lie outside the Netherlands, the first is that of {}. {}", kind.count, kind.first.code, en),
                  spec_, kind.first.row));
    }
  }

  // Valid, or made valid with hardly a change of surface; then the repair is told as a warning.
  bool make_valid(Feature& feature) {
    const geos::Geometry geometry = session_.polygons(feature.polygons);
    char* reason = nullptr;
    GEOSGeometry* where = nullptr;
    const char valid = geometry ? GEOSisValidDetail_r(session_.context(), geometry.get(), 0, &reason, &where) : char{2};
    const geos::Geometry place = session_.own(where);
    const std::string why = reason != nullptr ? reason : session_.message();
    if (reason != nullptr) GEOSFree_r(session_.context(), reason);
    if (valid == 1) return true;
    double x = 0, y = 0;
    if (place) {
      GEOSGeomGetX_r(session_.context(), place.get(), &x);
      GEOSGeomGetY_r(session_.context(), place.get(), &y);
    }
    const bool repaired = geometry && repair(geometry, feature.polygons);
    Error error = problem("area.shape.invalid",
                          fmt::format("Het vlak van {} is ongeldig: {} bij RD ({:.1f}, {:.1f}). {}", feature.code, why, x, y,
                                      repaired ? "Het is hersteld; het oppervlak bleef gelijk." : "Herstel de grens."),
                          fmt::format("The shape of {} is invalid: {} at RD ({:.1f}, {:.1f}). {}", feature.code, why, x, y,
                                      repaired ? "It was repaired; its surface stayed the same." : "Repair the boundary."),
                          spec_, feature.row);
    if (repaired) error.severity = Severity::warning;
    (repaired ? layer_.warnings : errors_).add(std::move(error));
    return repaired;
  }

  // A crossing of a few metres, as generalising makes them, can be taken out; what changes the surface by more than 0.1 % cannot.
  bool repair(const geos::Geometry& geometry, MultiPolygon& polygons) {
    constexpr double kLargestChange = 1e-3;
    const geos::Geometry fixed = session_.own(GEOSMakeValid_r(session_.context(), geometry.get()));
    const double before = session_.area(geometry.get()), after = session_.area(fixed.get());
    if (!fixed || !(before > 0) || std::abs(after - before) > kLargestChange * before) return false;
    polygons = session_.polygons_of(fixed.get());
    return !polygons.empty();
  }

  struct First {
    std::int64_t row = 0;
    std::string code;
  };
  struct Misplaced {
    std::size_t count = 0;
    First first;
  };

  const ShapeSpec& spec_;
  const AreaSet& areas_;
  const bool degrees_;
  geos::Session session_;
  ShapeLayer layer_;
  std::map<AreaIndex, std::int64_t> seen_;
  std::map<Place, Misplaced> misplaced_;
  Errors errors_;
};

}  // namespace

Checked<ShapeLayer> read_shapes(const ShapeSpec& spec, const AreaSet& areas) {
  if (spec.crs != kWgs84 && spec.crs != kRd) {
    return fail(problem("area.crs_unknown", "Het coördinaatstelsel is onbekend. Kies EPSG:4326 (WGS84) of EPSG:28992 (RD).",
                        "The coordinate system is unknown. Choose EPSG:4326 (WGS84) or EPSG:28992 (RD).", spec));
  }
  auto features = read_features(spec);
  if (!features) return tl::unexpected<Errors>(std::move(features.error()));
  Checker checker(spec, areas);
  for (Feature& feature : *features) checker.take(std::move(feature));
  return checker.finish();
}

}  // namespace trede
