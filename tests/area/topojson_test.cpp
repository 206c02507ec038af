// SPDX-License-Identifier: EUPL-1.2
// TopoJSON is read back here by its specification alone and compared with what went in.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <random>

#include <gtest/gtest.h>
#include <simdjson.h>

#include "area/drawn.hpp"
#include "area/geos.hpp"
#include "area/projection.hpp"
#include "area/shapes.hpp"
#include "base/compress.hpp"

namespace trede {
namespace {

using test::code;
using test::drawn;

struct Decoded {
  std::vector<Ring> arcs;                                             // degrees
  std::map<std::string, std::map<std::string, MultiPolygon>> shapes;  // level → code → RD
  std::map<std::string, std::vector<std::string>> order;
  std::map<std::string, std::vector<std::array<int, 2>>> uses;  // level → per arc: forwards, backwards
  std::vector<double> bbox;
};

Ring decode_ring(simdjson::dom::array uses, Decoded& out, const std::string& level) {
  Ring ring;
  for (const std::int64_t use : uses) {
    const auto number = static_cast<std::size_t>(use < 0 ? ~use : use);
    ++out.uses[level][number][use < 0 ? 1 : 0];
    Ring arc = out.arcs.at(number);
    if (use < 0) std::reverse(arc.begin(), arc.end());
    if (!ring.empty()) {
      EXPECT_EQ(ring.back(), arc.front()) << "arcs of a ring must join";
      ring.pop_back();
    }
    ring.insert(ring.end(), arc.begin(), arc.end());
  }
  EXPECT_GE(ring.size(), 4U);
  EXPECT_EQ(ring.front(), ring.back());
  to_rd(ring);
  return ring;
}

Polygon decode_polygon(simdjson::dom::array rings, Decoded& out, const std::string& level) {
  Polygon polygon;
  for (const simdjson::dom::array uses : rings) polygon.rings.push_back(decode_ring(uses, out, level));
  return polygon;
}

Decoded decode(const std::string& text) {
  Decoded out;
  simdjson::dom::parser parser;
  const simdjson::dom::element root = parser.parse(simdjson::padded_string(text));
  EXPECT_EQ(std::string_view(root["type"]), "Topology");
  const double sx = root["transform"]["scale"].at(0), sy = root["transform"]["scale"].at(1);
  const double tx = root["transform"]["translate"].at(0), ty = root["transform"]["translate"].at(1);
  for (const double value : simdjson::dom::array(root["bbox"])) out.bbox.push_back(value);
  for (const simdjson::dom::array arc : simdjson::dom::array(root["arcs"])) {
    std::int64_t x = 0, y = 0;
    Ring points;
    for (const simdjson::dom::array step : arc) {
      x += std::int64_t(step.at(0));
      y += std::int64_t(step.at(1));
      points.push_back({tx + static_cast<double>(x) * sx, ty + static_cast<double>(y) * sy});
    }
    EXPECT_GE(points.size(), 2U);
    out.arcs.push_back(std::move(points));
  }
  for (const auto field : simdjson::dom::object(root["objects"])) {
    const std::string level(field.key);
    out.uses[level].resize(out.arcs.size());
    for (const simdjson::dom::element geometry : simdjson::dom::array(field.value["geometries"])) {
      const std::string id{std::string_view(geometry["id"])};
      out.order[level].push_back(id);
      MultiPolygon& shape = out.shapes[level][id];
      const simdjson::dom::array arcs = geometry["arcs"];
      if (std::string_view(geometry["type"]) == "Polygon") shape.push_back(decode_polygon(arcs, out, level));
      else
        for (const simdjson::dom::array polygon : arcs) shape.push_back(decode_polygon(polygon, out, level));
    }
  }
  return out;
}

// Every border between two areas of a level is one arc, used once in each direction; every outer border once.
void expect_shared_borders(const Decoded& map) {
  for (const auto& [level, uses] : map.uses) {
    for (const auto& use : uses) {
      EXPECT_LE(use[0], 1) << level;
      EXPECT_LE(use[1], 1) << level;
    }
  }
}

std::size_t inner_arcs(const Decoded& map, const std::string& level) {
  return static_cast<std::size_t>(
      std::count_if(map.uses.at(level).begin(), map.uses.at(level).end(), [](const auto& use) { return use[0] + use[1] == 2; }));
}

// The largest distance between the borders of what went in and what came out, both ways; also checks validity and surface.
double worst_distance(const AreaSet& areas, const ShapeLayer& layer, const std::map<std::string, MultiPolygon>& out) {
  const geos::Session session;
  double worst = 0;
  for (const Shape& shape : layer.shapes) {
    const auto found = out.find(areas.code(shape.area).str());
    if (found == out.end()) {
      ADD_FAILURE() << areas.code(shape.area).view() << " disappeared";
      continue;
    }
    const geos::Geometry in = session.polygons(shape.rd), back = session.polygons(found->second);
    EXPECT_EQ(GEOSisValid_r(session.context(), back.get()), 1) << areas.code(shape.area).view();
    double distance = 0;
    EXPECT_EQ(GEOSHausdorffDistance_r(session.context(), in.get(), back.get(), &distance), 1);
    worst = std::max(worst, distance);
    EXPECT_EQ(shape.rd.size(), found->second.size());
  }
  return worst;
}

TEST(TopoJson, ATownOfCellsComesBackWithItsBordersShared) {
  const test::Map map = drawn({"AAB", "ACB", "ADD"});
  const Decoded back = decode(to_topojson(map.areas, {map.buurten}, 0.5));
  expect_shared_borders(back);
  EXPECT_EQ(back.order.at("buurt"), (std::vector<std::string>{"BU00010101", "BU00010102", "BU00010103", "BU00010104"}));
  EXPECT_LT(worst_distance(map.areas, map.buurten, back.shapes.at("buurt")), 0.2);
  EXPECT_EQ(inner_arcs(back, "buurt"), 6U);  // A–B, A–C, A–D, B–C, B–D, C–D
  ASSERT_EQ(back.bbox.size(), 4U);
  EXPECT_LT(back.bbox[0], back.bbox[2]);
}

TEST(TopoJson, AnEnclaveAndAnIslandAreRingsOfTheirOwn) {
  const test::Map map = drawn({"AAA..C", "ABA...", "AAA.CC"});
  const Decoded back = decode(to_topojson(map.areas, {map.buurten}, 0.5));
  expect_shared_borders(back);
  EXPECT_EQ(inner_arcs(back, "buurt"), 1U);
  EXPECT_EQ(back.shapes.at("buurt").at("BU00010101")[0].rings.size(), 2U);
  EXPECT_EQ(back.shapes.at("buurt").at("BU00010103").size(), 2U);
  EXPECT_LT(worst_distance(map.areas, map.buurten, back.shapes.at("buurt")), 0.2);
}

TEST(TopoJson, ABorderCutAtOtherPointsIsStillSharedAndOuterRingsRunClockwise) {
  const test::Map map = drawn({"AB", "AC"});  // A has no vertex where B and C meet
  const Decoded back = decode(to_topojson(map.areas, {map.buurten}, 1));
  expect_shared_borders(back);
  EXPECT_EQ(inner_arcs(back, "buurt"), 3U);
  for (const auto& [id, shape] : back.shapes.at("buurt")) EXPECT_LT(test::twice_area(shape[0].rings[0]), 0) << id;
}

TEST(TopoJson, NoAreaDisappearsHoweverCoarseTheMap) {
  const test::Map map = drawn({"ABCDE", "FGGGH", "FGIGH", "FGGGJ", "KKLMM"});
  for (const double tolerance : {10.0, 100.0, 1000.0, 10'000.0}) {
    const Decoded back = decode(to_topojson(map.areas, {map.buurten}, tolerance));
    EXPECT_EQ(back.shapes.at("buurt").size(), 13U);
    expect_shared_borders(back);
    worst_distance(map.areas, map.buurten, back.shapes.at("buurt"));
  }
}

TEST(TopoJson, TheSameMapGivesTheSameBytesWhateverTheOrderOfTheShapes) {
  const test::Folder folder;
  const test::Map map = drawn({"AABB", "ACCB", "DDEE"});
  std::vector<std::string> features;
  for (const Shape& shape : map.buurten.shapes)
    features.push_back(test::polygon_feature(map.areas.code(shape.area).str(), shape.rd[0].rings[0]));
  std::mt19937 random(3);
  std::string first;
  for (int round = 0; round < 5; ++round) {
    const auto layer =
        read_shapes({AreaLevel::buurt, folder.write("k.geojson", test::collection(features)), "", "code", "", "EPSG:28992"}, map.areas);
    ASSERT_TRUE(layer.has_value());
    const std::string text = to_topojson(map.areas, {*layer}, 5);
    if (round == 0) first = text;
    EXPECT_EQ(text, first);
    std::shuffle(features.begin(), features.end(), random);
  }
}

TEST(TopoJson, EindhovenWithBuurtenAndWijkenIsSmallAndTrue) {
  const auto folder = test::real_data() / "eindhoven";
  TREDE_NEEDS_REAL_DATA(folder);
  const AreaSet set = test::read_areas(2020, test::list_2020(), {code("GM0772")});
  const auto buurten = read_shapes({AreaLevel::buurt, (folder / "eindhoven_buurten_cbs.geojson").string(), "", "statcode", ""}, set);
  const auto wijken = read_shapes({AreaLevel::wijk, (folder / "eindhoven_wijken_cbs.geojson").string(), "", "statcode", ""}, set);
  ASSERT_TRUE(buurten.has_value() && wijken.has_value());
  for (const double tolerance : {2.0, 5.0, 10.0}) {
    const std::string text = to_topojson(set, {*buurten, *wijken}, tolerance);
    const Decoded back = decode(text);
    EXPECT_EQ(back.shapes.at("buurt").size(), 116U);
    EXPECT_EQ(back.shapes.at("wijk").size(), 20U);
    expect_shared_borders(back);
    // Every border of a wijk is made of borders of buurten.
    std::size_t wijk_only = 0;
    for (std::size_t i = 0; i < back.arcs.size(); ++i) {
      const auto& w = back.uses.at("wijk")[i];
      const auto& b = back.uses.at("buurt")[i];
      if (w[0] + w[1] > 0 && b[0] + b[1] == 0) ++wijk_only;
    }
    EXPECT_EQ(wijk_only, 0U);
    const double worst =
        std::max(worst_distance(set, *buurten, back.shapes.at("buurt")), worst_distance(set, *wijken, back.shapes.at("wijk")));
    const std::size_t size = gzip(text).size();
    std::cerr << "  tolerance " << tolerance << " m: " << text.size() << " bytes, gz " << size << ", off by at most " << worst << " m\n";
    EXPECT_LE(worst, tolerance + 1.5);
    EXPECT_LE(size, 40U * 1024);
  }
}

TEST(TopoJson, TheNationalWijkenKeepTheirBordersAndOneGemeenteCanBeCutOut) {
  const auto folder = test::real_data() / "wijken2022";
  TREDE_NEEDS_REAL_DATA(folder);
  auto rows = *read_code_list({(folder / "gemeenten_2022.csv").string(), "code", "name"}, {});
  const auto wijken = *read_code_list({(folder / "wijken_2022.csv").string(), "code", "name"}, {});
  rows.insert(rows.end(), wijken.begin(), wijken.end());
  const auto set = *AreaSet::build(Vintage{2022}, rows);
  const auto layer = read_shapes({AreaLevel::wijk, (folder / "wijken_2022.geojson").string(), "", "code", "name"}, set);
  const auto above = read_shapes({AreaLevel::gemeente, (folder / "gemeenten_2022.geojson").string(), "", "code", "name"}, set);
  ASSERT_TRUE(layer.has_value() && above.has_value());
  const std::string text = to_topojson(set, {*layer, *above}, 50);
  const Decoded back = decode(text);
  EXPECT_EQ(back.shapes.at("wijk").size(), 3340U);
  EXPECT_EQ(back.shapes.at("gemeente").size(), 345U);
  std::cerr << "  gz " << gzip(text, 6).size() << "\n";
  const Decoded one = decode(to_topojson(set, {*layer, *above}, 5, set.find(code("GM0772"))));
  EXPECT_EQ(one.shapes.at("gemeente").size(), 1U);
  EXPECT_EQ(one.shapes.at("wijk").size(), 20U);
}

}  // namespace
}  // namespace trede
