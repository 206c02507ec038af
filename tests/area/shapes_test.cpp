// SPDX-License-Identifier: EUPL-1.2
#include "area/shapes.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "area/drawn.hpp"
#include "area/projection.hpp"
#include "base/compress.hpp"

namespace trede {
namespace {

using test::areas;
using test::code;
using test::codes_of;
using test::collection;
using test::feature;
using test::polygon_feature;
using Codes = std::vector<std::string>;

const Ring kSquare = {{160000, 380000}, {160100, 380000}, {160100, 380100}, {160000, 380100}, {160000, 380000}};

AreaSet two_areas() { return areas(2020, {{"GM0001", "A"}, {"WK000101", "W"}, {"BU00010101", "Een"}, {"BU00010102", "Twee"}}); }

Ring moved(Ring ring, double dx) {
  for (Point& p : ring) p.x += dx;
  return ring;
}

Checked<ShapeLayer> read_text(const std::string& text, const std::string& crs = "EPSG:28992", const std::string& name_property = "") {
  const test::Folder folder;
  return read_shapes({AreaLevel::buurt, folder.write("kaart.geojson", text), "", "code", name_property, crs}, two_areas());
}

std::string deep(std::size_t depth) {
  return R"({"type":"FeatureCollection","features":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
}

TEST(Projection, KnownPointsOfTheRdGridComeOutWithinAMetre) {
  // The tower of Amersfoort is the origin of RD: x 155000, y 463000 at 5°23'15.50" E, 52°9'22.18" N on Bessel;
  // ETRS89 5.38720621, 52.15517440 (Kadaster's published test value).
  std::vector<Point> points = {{5.38720621, 52.15517440}};
  to_rd(points);
  EXPECT_NEAR(points[0].x, 155000, 1.0);
  EXPECT_NEAR(points[0].y, 463000, 1.0);
  to_wgs84(points);
  EXPECT_NEAR(points[0].x, 5.38720621, 1e-8);
  EXPECT_NEAR(points[0].y, 52.15517440, 1e-8);
}

TEST(Shapes, ASoundMapIsReadInTheOrderOfTheAreas) {
  const auto layer = read_text(collection({polygon_feature("BU00010102", moved(kSquare, 100)), polygon_feature("BU00010101  ", kSquare)}));
  ASSERT_TRUE(layer.has_value()) << to_line(layer.error().list().at(0), "en");
  ASSERT_EQ(layer->shapes.size(), 2U);
  EXPECT_EQ(layer->shapes[0].rd[0].rings[0], kSquare);
  EXPECT_LT(layer->shapes[0].area, layer->shapes[1].area);
}

TEST(Shapes, GzipWater3dAndShapesOfOtherGemeentenAreUnderstood) {
  const test::Folder folder;
  const std::string text = collection(
      {feature("BU00010101", R"({"type":"MultiPolygon","coordinates":[[[[5.0,52.0,1],[5.1,52.0,1],[5.1,52.1,1],[5.0,52.0,1]]]]})"),
       R"({"type":"Feature","properties":{"code":"BU00010102","water":"JA"},"geometry":null})",
       polygon_feature("BU77770101", {{5, 52}, {5.1, 52}, {5, 52.1}, {5, 52}})});
  const auto layer = read_shapes({AreaLevel::buurt, folder.write("kaart.json.gz", gzip(text)), "", "code", ""}, two_areas());
  ASSERT_TRUE(layer.has_value()) << to_line(layer.error().list().at(0), "en");
  ASSERT_EQ(layer->shapes.size(), 1U);
  EXPECT_GT(layer->shapes[0].rd[0].rings[0][0].x, 100'000);
}

struct Fault {
  const char* what;
  std::string text;
  std::string crs;
  Codes want;
  Failure failure;
};

TEST(Shapes, EveryFaultOfAMapIsRefusedWithItsCode) {
  const std::string ok = polygon_feature("BU00010101", kSquare);
  const Ring bow_tie = {{160000, 380000}, {160100, 380100}, {160100, 380000}, {160000, 380100}, {160000, 380000}};
  Ring open = kSquare;
  open.pop_back();
  open.push_back({160000, 380001});
  const Ring swapped = {{52.0, 5.0}, {52.0, 5.1}, {52.1, 5.1}, {52.0, 5.0}};
  const Ring degrees = {{5.0, 52.0}, {5.1, 52.0}, {5.1, 52.1}, {5.0, 52.0}};
  const std::string twice = R"({"type":"Polygon","coordinates":[)" + test::ring_text(kSquare) + "," + test::ring_text(kSquare) + "]}";
  const std::string spike = R"({"type":"Polygon","coordinates":[[[160000,380000],[160100,380000],[160100,380000]]]})";
  const std::vector<Fault> faults = {
      {"empty file", "", "EPSG:28992", {"area.geojson.damaged"}, Failure::input},
      {"cut off", collection({ok}).substr(0, 100), "EPSG:28992", {"area.geojson.damaged"}, Failure::input},
      {"not a collection", R"({"type":"Feature"})", "EPSG:28992", {"area.geojson.damaged"}, Failure::input},
      {"an array", "[1,2]", "EPSG:28992", {"area.geojson.damaged"}, Failure::input},
      {"no features", collection({}), "EPSG:28992", {"area.shape.none"}, Failure::input},
      {"depth 100", deep(100), "EPSG:28992", {"area.geojson.too_deep"}, Failure::limit},
      {"depth 100000", deep(100'000), "EPSG:28992", {"area.geojson.too_deep"}, Failure::limit},
      {"NaN",
       collection({feature("BU00010101", R"({"type":"Polygon","coordinates":[[[NaN,1],[2,3]]]})")}),
       "EPSG:28992",
       {"area.shape.not_finite"},
       Failure::input},
      {"a number too large",
       collection({feature("BU00010101", R"({"type":"Polygon","coordinates":[[[1e999,1],[2,3]]]})")}),
       "EPSG:28992",
       {"area.geojson.damaged"},
       Failure::input},
      {"a point",
       collection({feature("BU00010101", R"({"type":"Point","coordinates":[1,2]})")}),
       "EPSG:28992",
       {"area.geojson.damaged"},
       Failure::input},
      {"no geometry", collection({feature("BU00010101", "null")}), "EPSG:28992", {"area.geojson.damaged"}, Failure::input},
      {"text as number",
       collection({feature("BU00010101", R"({"type":"Polygon","coordinates":[[["1",2]]]})")}),
       "EPSG:28992",
       {"area.geojson.damaged"},
       Failure::input},
      {"one coordinate",
       collection({feature("BU00010101", R"({"type":"Polygon","coordinates":[[[1]]]})")}),
       "EPSG:28992",
       {"area.geojson.damaged"},
       Failure::input},
      {"no code",
       collection({R"({"type":"Feature","properties":{},"geometry":null})"}),
       "EPSG:28992",
       {"area.geojson.no_code"},
       Failure::input},
      {"unknown code", collection({ok, polygon_feature("BU00010199", kSquare)}), "EPSG:28992", {"area.shape.unknown_code"}, Failure::input},
      {"code of a wijk", collection({polygon_feature("WK000101", kSquare)}), "EPSG:28992", {"area.shape.unknown_code"}, Failure::input},
      {"no code at all", collection({polygon_feature("Een", kSquare)}), "EPSG:28992", {"area.shape.unknown_code"}, Failure::input},
      {"twice", collection({ok, ok}), "EPSG:28992", {"area.shape.duplicate"}, Failure::input},
      {"open ring", collection({polygon_feature("BU00010101", open)}), "EPSG:28992", {"area.shape.not_closed"}, Failure::input},
      {"three points", collection({feature("BU00010101", spike)}), "EPSG:28992", {"area.shape.not_closed"}, Failure::input},
      {"bow-tie", collection({polygon_feature("BU00010101", bow_tie)}), "EPSG:28992", {"area.shape.invalid"}, Failure::input},
      {"the same ring twice", collection({feature("BU00010101", twice)}), "EPSG:28992", {"area.shape.invalid"}, Failure::input},
      {"swapped", collection({polygon_feature("BU00010101", swapped)}), "EPSG:4326", {"area.shape.outside_nl"}, Failure::input},
      {"RD as WGS84",
       collection({ok, polygon_feature("BU00010102", moved(kSquare, 100))}),
       "EPSG:4326",
       {"area.shape.outside_nl"},
       Failure::input},
      {"WGS84 as RD", collection({polygon_feature("BU00010101", degrees)}), "EPSG:28992", {"area.shape.outside_nl"}, Failure::input},
      {"far away",
       collection({polygon_feature("BU00010101", moved(kSquare, 5e6))}),
       "EPSG:28992",
       {"area.shape.outside_nl"},
       Failure::input},
      {"unknown system", collection({ok}), "EPSG:3857", {"area.crs_unknown"}, Failure::input},
      {"several at once",
       collection({polygon_feature("X", kSquare), polygon_feature("BU00010101", open), polygon_feature("BU00010102", bow_tie)}),
       "EPSG:28992",
       {"area.shape.unknown_code", "area.shape.not_closed", "area.shape.invalid"},
       Failure::input},
  };
  for (const Fault& fault : faults) {
    const auto layer = read_text(fault.text, fault.crs);
    ASSERT_FALSE(layer.has_value()) << fault.what;
    EXPECT_EQ(codes_of(layer.error()), fault.want) << fault.what;
    EXPECT_EQ(layer.error().failure(), fault.failure) << fault.what;
    EXPECT_FALSE(layer.error().list()[0].where.file.empty()) << fault.what;
  }
  const auto has = [](const Checked<ShapeLayer>& layer, const char* word) {
    return layer.error().list().at(0).en.find(word) != std::string::npos;
  };
  EXPECT_TRUE(has(read_text(collection({polygon_feature("BU00010101", swapped)}), "EPSG:4326"), "swapped"));
  EXPECT_TRUE(has(read_text(collection({ok}), "EPSG:4326"), "EPSG:28992"));
  EXPECT_TRUE(has(read_text(collection({polygon_feature("BU00010101", degrees)})), "EPSG:4326"));
  EXPECT_TRUE(has(read_text(collection({polygon_feature("BU00010101", bow_tie)})), "160050.0, 380050.0"));
}

TEST(Shapes, TooManyVerticesEndAtTheLimit) {
  std::string text =
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"BU00010101"},"geometry":{"type":"Polygon","coordinates":[[[1,2])";
  text.reserve(61U << 20U);
  for (int i = 0; i < 10'000'000; ++i) text += ",[1,2]";
  text += "]]}}]}";
  const auto layer = read_text(text);
  ASSERT_FALSE(layer.has_value());
  EXPECT_EQ(codes_of(layer.error()), Codes{"area.geojson.too_large"});
  EXPECT_EQ(layer.error().failure(), Failure::limit);
}

TEST(Shapes, ASmallCrossingIsRepairedAndTold) {
  // A spur at the eastern side whose lines cross: 0.5 m² on 10,000 m².
  const Ring crossing = {{160000, 380000}, {160100, 380000}, {160100, 380050}, {160101, 380051}, {160101, 380050},
                         {160100, 380051}, {160100, 380100}, {160000, 380100}, {160000, 380000}};
  const auto layer = read_text(collection({polygon_feature("BU00010101", crossing)}));
  ASSERT_TRUE(layer.has_value()) << to_line(layer.error().list().at(0), "en");
  EXPECT_EQ(codes_of(layer->warnings), Codes{"area.shape.invalid"});
  EXPECT_EQ(layer->warnings.list()[0].severity, Severity::warning);
  EXPECT_FALSE(layer->warnings.fatal());
  EXPECT_NEAR(measures(two_areas(), {*layer})[layer->shapes[0].area]->area_km2, 0.01, 1e-6);
}

TEST(Shapes, AShapeThatCarriesTheNameOfItsNeighbourIsRefused) {
  const auto named = [](const char* area, const char* name, const Ring& ring) {
    return std::string(R"({"type":"Feature","properties":{"code":")") + area + R"(","naam":")" + name +
           R"("},"geometry":{"type":"Polygon","coordinates":[)" + test::ring_text(ring) + "]}}";
  };
  EXPECT_TRUE(read_text(collection({named("BU00010101", "Buurt Een", kSquare)}), "EPSG:28992", "naam").has_value());
  const auto layer =
      read_text(collection({named("BU00010101", "twee", kSquare), named("BU00010102", "Een", moved(kSquare, 100))}), "EPSG:28992", "naam");
  ASSERT_FALSE(layer.has_value());
  EXPECT_EQ(codes_of(layer.error()), (Codes{"area.shape.other_name", "area.shape.other_name"}));
}

TEST(Topology, AMapWithoutFaultsHasNothingToReport) {
  const test::Map map = test::drawn({"AABB", "ACCB", "ADDB"});
  const TopologyReport report = check_topology(map.areas, map.buurten, nullptr);
  EXPECT_TRUE(report.overlaps.empty() && report.gaps.empty() && report.not_contained.empty() && report.without_shape.empty());
}

TEST(Topology, OverlapsGapsAndAreasThatStickOutAreListedWithTheirSurface) {
  test::Map map = test::drawn({"AABB", "A..B", "ACCB"});
  TopologyReport report = check_topology(map.areas, map.buurten, nullptr);
  ASSERT_EQ(report.gaps.size(), 1U);
  EXPECT_NEAR(report.gaps[0].area_m2, 20'000, 1e-6);
  EXPECT_EQ(report.gaps[0].a, map.area('A'));
  EXPECT_TRUE(report.overlaps.empty());

  map = test::drawn({"AABB", "AABB"});
  for (Point& p : map.buurten.shapes[0].rd[0].rings[0])
    if (p.x > test::kWest + 150) p.x += 3;  // A reaches 3 m into B over 200 m
  ShapeLayer parents;
  parents.level = AreaLevel::wijk;
  const double w = test::kWest, s = test::kSouth;
  parents.shapes.push_back(
      {*map.areas.find(code("WK000101")), {Polygon{{{{w + 10, s}, {w + 400, s}, {w + 400, s + 200}, {w + 10, s + 200}, {w + 10, s}}}}}});
  report = check_topology(map.areas, map.buurten, &parents);
  ASSERT_EQ(report.overlaps.size(), 1U);
  EXPECT_NEAR(report.overlaps[0].area_m2, 600, 1e-6);
  ASSERT_EQ(report.not_contained.size(), 1U);
  EXPECT_EQ(report.not_contained[0].child, map.area('A'));
  EXPECT_NEAR(report.not_contained[0].area_m2, 2000, 1e-6);
  EXPECT_TRUE(check_topology(map.areas, map.buurten, &parents, 5000).overlaps.empty());
}

TEST(Topology, AnEnclaveIsNoGapAndAnAreaWithoutShapeIsListed) {
  test::Map map = test::drawn({"AAA", "ABA", "AAA"});
  EXPECT_TRUE(check_topology(map.areas, map.buurten, nullptr).gaps.empty());
  map.buurten.shapes.pop_back();
  const TopologyReport report = check_topology(map.areas, map.buurten, nullptr);
  EXPECT_TRUE(report.gaps.empty());
  EXPECT_EQ(report.without_shape, std::vector<AreaIndex>{map.area('B')});
}

TEST(Topology, MeasuresAreInSquareKilometresAndTheCentreLiesInside) {
  const test::Map map = test::drawn({"AAA", "ABA", "A.A"});
  const auto measured = measures(map.areas, {map.buurten});
  ASSERT_TRUE(measured[map.area('A')].has_value());
  EXPECT_NEAR(measured[map.area('A')]->area_km2, 0.07, 1e-9);
  const Point c = measured[map.area('A')]->centre_rd;
  EXPECT_FALSE(c.x > test::kWest + 100 && c.x < test::kWest + 200 && c.y < test::kSouth + 200);
  EXPECT_FALSE(measured[0].has_value());
}

TEST(Topology, EindhovenHas116ValidBuurtenWithoutOverlapInside20Wijken) {
  const auto folder = test::real_data() / "eindhoven";
  TREDE_NEEDS_REAL_DATA(folder);
  const AreaSet set = test::read_areas(2020, test::list_2020(), {code("GM0772")});
  const auto buurten =
      read_shapes({AreaLevel::buurt, (folder / "eindhoven_buurten_cbs.geojson").string(), "", "statcode", "statnaam"}, set);
  const auto wijken = read_shapes({AreaLevel::wijk, (folder / "eindhoven_wijken_cbs.geojson").string(), "", "statcode", "statnaam"}, set);
  ASSERT_TRUE(buurten.has_value() && wijken.has_value());
  EXPECT_EQ(buurten->shapes.size(), 116U);
  EXPECT_EQ(wijken->shapes.size(), 20U);
  const TopologyReport report = check_topology(set, *buurten, &*wijken);
  EXPECT_TRUE(report.overlaps.empty());
  EXPECT_TRUE(report.gaps.empty());
  EXPECT_TRUE(report.not_contained.empty());
  EXPECT_TRUE(report.without_shape.empty());
  const auto measured = measures(set, {*buurten, *wijken});
  double km2 = 0;
  for (const Shape& shape : buurten->shapes) km2 += measured[shape.area]->area_km2;
  EXPECT_NEAR(km2, 88.9, 0.5);  // Eindhoven's surface according to CBS, land and water
}

}  // namespace
}  // namespace trede
