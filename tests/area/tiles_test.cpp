// SPDX-License-Identifier: EUPL-1.2
// Tiles are read back here by the specification of vector tiles alone (protobuf by hand, commands, winding) and laid beside what went in.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <numbers>
#include <set>

#include <gtest/gtest.h>

#include "area/drawn.hpp"
#include "area/geos.hpp"
#include "area/projection.hpp"
#include "area/tiles.hpp"
#include "base/compress.hpp"

namespace trede {
namespace {

using test::drawn;

// --- reading ---------------------------------------------------------------------------------------------------------------------

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool more() const { return at_ < bytes_.size(); }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; more(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    ADD_FAILURE() << "a number is cut off";
    return value;
  }
  // Field number; then either a number or a text.
  std::uint64_t field() {
    const std::uint64_t tag = varint();
    number = 0;
    text = {};
    if ((tag & 7U) == 0) number = varint();
    else if ((tag & 7U) == 2) {
      const std::uint64_t size = varint();
      EXPECT_LE(size, bytes_.size() - at_);
      text = bytes_.substr(at_, size);
      at_ += size;
    } else ADD_FAILURE() << "wire type " << (tag & 7U);
    return tag >> 3U;
  }
  std::uint64_t number = 0;
  std::string_view text;

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

struct ReadFeature {
  std::uint64_t id = 0;
  MultiPolygon polygons;  // cells of the tile, y downwards
};
using ReadTile = std::map<std::string, std::vector<ReadFeature>>;

double surface(const Ring& closed) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < closed.size(); ++i) sum += closed[i].x * closed[i + 1].y - closed[i + 1].x * closed[i].y;
  return sum / 2;
}

MultiPolygon read_geometry(std::string_view packed) {
  Reader reader(packed);
  MultiPolygon polygons;
  double x = 0, y = 0;
  Ring ring;
  const auto step = [&] {
    for (double* axis : {&x, &y}) {
      const std::uint64_t raw = reader.varint();
      *axis += static_cast<double>(static_cast<std::int64_t>(raw >> 1U) ^ -static_cast<std::int64_t>(raw & 1U));
    }
    ring.push_back({x, y});
  };
  while (reader.more()) {
    const std::uint64_t command = reader.varint();
    const std::uint64_t what = command & 7U, times = command >> 3U;
    if (what == 1) {
      EXPECT_EQ(times, 1U);
      EXPECT_TRUE(ring.empty()) << "a ring must be closed before the next";
      step();
    } else if (what == 2) {
      EXPECT_GE(times, 2U);
      for (std::uint64_t i = 0; i < times; ++i) step();
    } else {
      EXPECT_EQ(command, 15U);  // ClosePath, once
      ring.push_back(ring.front());
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) EXPECT_FALSE(ring[i] == ring[i + 1]) << "a point stands twice";
      const double s = surface(ring);
      EXPECT_NE(s, 0) << "a ring without surface";
      if (s > 0) polygons.push_back({});
      EXPECT_FALSE(polygons.empty()) << "a hole without its outer ring";
      if (!polygons.empty()) polygons.back().rings.push_back(std::move(ring));
      ring.clear();
    }
  }
  EXPECT_TRUE(ring.empty());
  return polygons;
}

ReadFeature read_feature(std::string_view bytes) {
  Reader reader(bytes);
  ReadFeature feature;
  bool polygon = false;
  while (reader.more()) {
    const std::uint64_t field = reader.field();
    if (field == 1) feature.id = reader.number;
    else if (field == 3) polygon = reader.number == 3;
    else if (field == 4) feature.polygons = read_geometry(reader.text);
    else ADD_FAILURE() << "a feature has shapes and a number alone, not field " << field;
  }
  EXPECT_TRUE(polygon);
  EXPECT_FALSE(feature.polygons.empty());
  return feature;
}

ReadTile read_tile(std::string_view bytes) {
  Reader reader(bytes);
  ReadTile tile;
  while (reader.more()) {
    EXPECT_EQ(reader.field(), 3U);
    Reader layer(reader.text);
    std::string name;
    std::vector<ReadFeature> features;
    std::uint64_t version = 0, extent = 0;
    while (layer.more()) {
      const std::uint64_t field = layer.field();
      if (field == 1) name = std::string(layer.text);
      else if (field == 2) features.push_back(read_feature(layer.text));
      else if (field == 5) extent = layer.number;
      else if (field == 15) version = layer.number;
      else ADD_FAILURE() << "no keys or values in a layer, but field " << field;
    }
    EXPECT_EQ(version, 2U);
    EXPECT_EQ(extent, static_cast<std::uint64_t>(kTileExtent));
    EXPECT_TRUE(tile.emplace(name, std::move(features)).second) << "a layer stands twice";
  }
  return tile;
}

// --- judging ---------------------------------------------------------------------------------------------------------------------

// Position within the level of every area found, per layer and zoom.
std::map<std::string, std::map<std::uint32_t, std::set<std::uint64_t>>> found_in(const TileSet& set) {
  std::map<std::string, std::map<std::uint32_t, std::set<std::uint64_t>>> found;
  for (const Tile& tile : set.tiles)
    for (const auto& [layer, features] : read_tile(tile.bytes))
      for (const ReadFeature& feature : features) found[layer][tile.address.z].insert(feature.id);
  return found;
}

void expect_every_area_at_every_zoom(const AreaSet& areas, const std::vector<ShapeLayer>& layers, const TileSet& set) {
  auto found = found_in(set);
  for (const ShapeLayer& layer : layers) {
    std::set<std::uint64_t> wanted;
    for (const Shape& shape : layer.shapes) wanted.insert(shape.area - areas.run(layer.level).first);
    for (int z = kFirstTileZoom; z <= kLastTileZoom; ++z) {
      const auto& here = found[std::string(to_string(layer.level))][static_cast<std::uint32_t>(z)];
      EXPECT_EQ(here, z < first_zoom(layer.level) ? std::set<std::uint64_t>() : wanted) << to_string(layer.level) << " at " << z;
    }
  }
}

// The share of the surface of one layer of one tile that is covered twice, and the surface that is covered at all (cells).
struct Cover {
  double sum = 0, united = 0;
};
Cover cover_of(const std::vector<ReadFeature>& features) {
  const geos::Session session;
  const auto context = session.context();
  const double n = kTileExtent;
  const geos::Geometry inside = session.own(GEOSGeom_createRectangle_r(context, 0, 0, n, n));
  Cover cover;
  std::vector<GEOSGeometry*> all;
  for (const ReadFeature& feature : features) {
    const geos::Geometry raw = session.polygons(feature.polygons);
    const geos::Geometry valid = session.own(GEOSBuffer_r(context, raw.get(), 0, 8));
    geos::Geometry part = session.own(GEOSIntersection_r(context, valid.get(), inside.get()));
    cover.sum += session.area(part.get());
    all.push_back(part.release());
  }
  const geos::Geometry together =
      session.own(GEOSGeom_createCollection_r(context, GEOS_GEOMETRYCOLLECTION, all.data(), static_cast<unsigned>(all.size())));
  cover.united = session.area(session.own(GEOSUnaryUnion_r(context, together.get())).get());
  return cover;
}

const Tile& tile_with_most(const TileSet& set, AreaLevel level, std::uint32_t zoom) {
  const Tile* best = nullptr;
  for (const Tile& tile : set.tiles)
    if (tile.address.level == level && tile.address.z == zoom && (best == nullptr || tile.bytes.size() > best->bytes.size())) best = &tile;
  return *best;
}

// --- tests -----------------------------------------------------------------------------------------------------------------------

TEST(Tiles, EveryAreaIsFoundAtEveryZoomAlsoAnIslandInAHole) {
  const test::Map map = drawn({"ABCDE", "FGGGH", "FGIGH", "FGGGJ", "KKLMM"});
  const TileSet set = make_tiles(map.areas, {map.buurten}, 1);
  ASSERT_EQ(set.layers.size(), 1U);
  EXPECT_EQ(set.layers[0].areas, 13U);
  expect_every_area_at_every_zoom(map.areas, {map.buurten}, set);
}

TEST(Tiles, AHoleIsAHoleAndWhatLiesInItFillsIt) {
  // A hundred times larger than drawn, so that the shapes are large beside the cells of the last zoom.
  test::Map map = drawn({"GGG", "GIG", "GGG"});
  for (Shape& shape : map.buurten.shapes)
    for (Polygon& polygon : shape.rd)
      for (Ring& ring : polygon.rings)
        for (Point& p : ring) p = {test::kWest + (p.x - test::kWest) * 10, test::kSouth + (p.y - test::kSouth) * 10};
  const TileSet set = make_tiles(map.areas, {map.buurten}, 1);
  const ReadTile tile = read_tile(tile_with_most(set, AreaLevel::buurt, kLastTileZoom).bytes);
  const auto& features = tile.at("buurt");
  ASSERT_EQ(features.size(), 2U);
  ASSERT_EQ(features[0].polygons.size(), 1U);
  ASSERT_EQ(features[0].polygons[0].rings.size(), 2U);
  EXPECT_NEAR(-surface(features[0].polygons[0].rings[1]), surface(features[1].polygons[0].rings[0]), 1e-9);
  const Cover cover = cover_of(features);
  EXPECT_NEAR(cover.sum, cover.united, 1e-6);
}

TEST(Tiles, NeighboursLeaveNoGapAtAnyZoom) {
  test::Map map = drawn({"ABCDE", "AFFDE", "GGHII", "GJHKI", "LLMMM"});
  for (Shape& shape : map.buurten.shapes)
    for (Polygon& polygon : shape.rd)
      for (Ring& ring : polygon.rings)
        for (Point& p : ring) p = {test::kWest + (p.x - test::kWest) * 23, test::kSouth + (p.y - test::kSouth) * 23};
  const TileSet set = make_tiles(map.areas, {map.buurten}, 1);
  const geos::Session session;
  for (const Tile& tile : set.tiles) {
    if (tile.bytes.empty()) continue;
    const ReadTile read = read_tile(tile.bytes);
    MultiPolygon all;
    for (const ReadFeature& feature : read.at("buurt")) all.insert(all.end(), feature.polygons.begin(), feature.polygons.end());
    const geos::Geometry united = session.own(GEOSUnaryUnion_r(session.context(), session.polygons(all).get()));
    const MultiPolygon whole = session.polygons_of(united.get());
    ASSERT_EQ(whole.size(), 1U) << "zoom " << tile.address.z;
    EXPECT_EQ(whole[0].rings.size(), 1U) << "a gap at zoom " << tile.address.z;
  }
}

TEST(Tiles, PlacesAreThoseOfTheWebMercatorGrid) {
  const test::Map map = drawn({"A"});
  const TileSet set = make_tiles(map.areas, {map.buurten}, 1);
  std::vector<Point> corner = {{test::kWest, test::kSouth}};
  to_wgs84(corner);
  const Tile& tile = tile_with_most(set, AreaLevel::buurt, kLastTileZoom);
  const double tiles = std::exp2(kLastTileZoom), radians = corner[0].y * std::numbers::pi / 180;
  const double x = (corner[0].x + 180) / 360 * tiles;
  const double y = (1 - std::log(std::tan(radians) + 1 / std::cos(radians)) / std::numbers::pi) / 2 * tiles;
  EXPECT_EQ(tile.address.x, static_cast<std::uint32_t>(x));
  EXPECT_EQ(tile.address.y, static_cast<std::uint32_t>(y));
  const ReadTile read = read_tile(tile.bytes);
  double west = 1e9, south = -1e9;
  for (const Point& p : read.at("buurt")[0].polygons[0].rings[0]) {
    west = std::min(west, p.x);
    south = std::max(south, p.y);
  }
  EXPECT_NEAR(west, (x - std::floor(x)) * kTileExtent, 1.5);
  EXPECT_NEAR(south, (y - std::floor(y)) * kTileExtent, 1.5);
  EXPECT_LE(set.bbox[0], corner[0].x);
  EXPECT_LE(set.bbox[1], corner[0].y);
}

TEST(Tiles, EveryTileOfTheBoundingBoxIsThereAlsoWhenItIsEmpty) {
  const test::Map map = drawn({"A" + std::string(900, '.') + "B"});  // ninety kilometres apart
  const TileSet set = make_tiles(map.areas, {map.buurten}, 1);
  std::map<std::uint32_t, std::pair<std::set<std::uint32_t>, std::set<std::uint32_t>>> seen;
  std::map<std::uint32_t, std::size_t> count;
  std::size_t empty = 0;
  for (const Tile& tile : set.tiles) {
    seen[tile.address.z].first.insert(tile.address.x);
    seen[tile.address.z].second.insert(tile.address.y);
    ++count[tile.address.z];
    if (tile.bytes.empty()) ++empty;
  }
  EXPECT_EQ(count.size(), static_cast<std::size_t>(kLastTileZoom - first_zoom(AreaLevel::buurt) + 1));
  for (const auto& [zoom, places] : seen) {
    EXPECT_EQ(count[zoom], places.first.size() * places.second.size()) << zoom;
    EXPECT_EQ(*places.first.rbegin() - *places.first.begin() + 1, places.first.size()) << zoom;
  }
  EXPECT_GT(empty, 0U);
}

TEST(Tiles, WithoutShapesThereAreNone) {
  const test::Map map = drawn({"A"});
  EXPECT_TRUE(make_tiles(map.areas, {}, 1).tiles.empty());
}

TEST(Tiles, TheWholeCountryHasNoGapsNoOverlapsAndTheSameBytesForAnyNumberOfThreads) {
  const auto folder = test::real_data() / "wijken2022";
  TREDE_NEEDS_REAL_DATA(folder);
  auto rows = *read_code_list({(folder / "gemeenten_2022.csv").string(), "code", "name"}, {});
  const auto wijken = *read_code_list({(folder / "wijken_2022.csv").string(), "code", "name"}, {});
  rows.insert(rows.end(), wijken.begin(), wijken.end());
  const auto areas = *AreaSet::build(Vintage{2022}, rows);
  std::vector<ShapeLayer> layers;
  for (const auto& [level, file] : {std::pair{AreaLevel::wijk, "wijken_2022.geojson"}, {AreaLevel::gemeente, "gemeenten_2022.geojson"}}) {
    auto layer = read_shapes({level, (folder / file).string(), "", "code", "name"}, areas);
    ASSERT_TRUE(layer.has_value());
    layers.push_back(std::move(*layer));
  }
  const TileSet set = make_tiles(areas, layers, 2), again = make_tiles(areas, layers, 1);
  ASSERT_EQ(set.tiles.size(), again.tiles.size());
  for (std::size_t i = 0; i < set.tiles.size(); ++i) EXPECT_EQ(set.tiles[i].bytes, again.tiles[i].bytes);
  expect_every_area_at_every_zoom(areas, layers, set);
  std::size_t bytes = 0, largest = 0;
  for (const Tile& tile : set.tiles) {
    bytes += tile.bytes.size();
    largest = std::max(largest, tile.bytes.size());
  }
  std::cerr << "  " << set.tiles.size() << " tiles, " << bytes << " bytes, the largest " << largest << "\n";
  EXPECT_LE(largest, 500'000U);

  // The source has overlaps and holes of its own (water): compared is what the tiles add to them.
  for (std::uint32_t zoom = kFirstTileZoom; zoom <= kLastTileZoom; ++zoom) {
    for (const AreaLevel level : {AreaLevel::gemeente, AreaLevel::wijk}) {
      if (static_cast<int>(zoom) < first_zoom(level)) continue;
      const ReadTile tile = read_tile(tile_with_most(set, level, zoom).bytes);
      ASSERT_EQ(tile.size(), 1U);
      const auto& [name, features] = *tile.begin();
      EXPECT_EQ(name, to_string(level));
      const Cover cover = cover_of(features);
      std::cerr << "  zoom " << zoom << " " << name << ": " << features.size() << " areas, twice covered "
                << 100 * (cover.sum - cover.united) / cover.united << " %\n";
      EXPECT_LE(cover.sum - cover.united, 0.0005 * cover.united) << zoom << " " << name;
    }
  }
}

}  // namespace
}  // namespace trede
