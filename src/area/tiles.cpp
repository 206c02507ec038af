// SPDX-License-Identifier: EUPL-1.2
#include "area/tiles.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numbers>

#include "area/tile_grid.hpp"
#include "base/parallel.hpp"

namespace trede {
namespace {

constexpr double kPerDegree = 1e5;  // the bounding box is given in hundred-thousandths of a degree

// The tiles that meet a bounding box, as a renderer finds them.
struct TileRange {
  std::uint32_t x0, y0, x1, y1;  // the last not included
};

double world_y(double latitude) { return (1 - std::asinh(std::tan(latitude * std::numbers::pi / 180)) / std::numbers::pi) / 2; }

TileRange range_of(const std::array<double, 4>& bbox, int zoom) {
  const double tiles = std::ldexp(1, zoom);
  const auto place = [&](double at) { return static_cast<std::uint32_t>(at); };
  return {place(std::floor((bbox[0] + 180) / 360 * tiles)), place(std::floor(world_y(bbox[3]) * tiles)),
          place(std::ceil((bbox[2] + 180) / 360 * tiles)), place(std::ceil(world_y(bbox[1]) * tiles))};
}

std::array<double, 4> rounded_outwards(const std::vector<std::unique_ptr<LevelGrid>>& grids) {
  std::array<double, 4> bbox = {180, 90, -180, -90};
  for (const auto& grid : grids) {
    const auto& one = grid->bbox();
    bbox = {std::min(bbox[0], one[0]), std::min(bbox[1], one[1]), std::max(bbox[2], one[2]), std::max(bbox[3], one[3])};
  }
  return {std::floor(bbox[0] * kPerDegree) / kPerDegree, std::floor(bbox[1] * kPerDegree) / kPerDegree,
          std::ceil(bbox[2] * kPerDegree) / kPerDegree, std::ceil(bbox[3] * kPerDegree) / kPerDegree};
}

GridBox box_of(TileAddress tile) {
  const auto x = static_cast<std::int32_t>(tile.x) * kTileExtent, y = static_cast<std::int32_t>(tile.y) * kTileExtent;
  return {x - kTileBuffer, y - kTileBuffer, x + kTileExtent + kTileBuffer, y + kTileExtent + kTileBuffer};
}

std::uint32_t tile_at(std::int32_t cell) { return static_cast<std::uint32_t>(std::max(cell, 0) / kTileExtent); }

// For every tile of the range which shapes may be in it, row after row.
std::vector<std::vector<std::uint32_t>> sort_into_tiles(const std::vector<GridShape>& shapes, const TileRange& range) {
  const std::uint32_t width = range.x1 - range.x0;
  std::vector<std::vector<std::uint32_t>> in_tile(std::size_t{width} * (range.y1 - range.y0));
  for (std::uint32_t s = 0; s < shapes.size(); ++s) {
    const GridBox& box = shapes[s].box;
    const std::uint32_t x1 = std::min(tile_at(box.x1 + kTileBuffer), range.x1 - 1),
                        y1 = std::min(tile_at(box.y1 + kTileBuffer), range.y1 - 1);
    for (std::uint32_t y = std::max(tile_at(box.y0 - kTileBuffer), range.y0); y <= y1; ++y)
      for (std::uint32_t x = std::max(tile_at(box.x0 - kTileBuffer), range.x0); x <= x1; ++x)
        in_tile[std::size_t{y - range.y0} * width + (x - range.x0)].push_back(s);
  }
  return in_tile;
}

std::string encode(const std::vector<GridShape>& shapes, const std::vector<std::uint32_t>& here, TileAddress address) {
  const GridBox box = box_of(address);
  std::vector<EncodedFeature> features;
  for (const std::uint32_t s : here) {
    EncodedFeature feature{shapes[s].id, cut(shapes[s], box, {box.x0 + kTileBuffer, box.y0 + kTileBuffer})};
    if (!feature.polygons.empty()) features.push_back(std::move(feature));
  }
  std::string bytes;
  append_layer(bytes, address.level, features);
  return bytes;
}

void append_tiles(LevelGrid& grid, const std::array<double, 4>& bbox, unsigned threads, std::vector<Tile>& out) {
  for (int zoom = kLastTileZoom; zoom >= first_zoom(grid.level()); --zoom) {
    const TileRange range = range_of(bbox, zoom);
    const std::vector<GridShape> shapes = grid.shapes(zoom);
    const auto in_tile = sort_into_tiles(shapes, range);
    const std::uint32_t width = range.x1 - range.x0;
    std::vector<Tile> tiles(in_tile.size());
    parallel_for(tiles.size(), threads, [&](std::size_t i) {
      const auto column = static_cast<std::uint32_t>(i % width), row = static_cast<std::uint32_t>(i / width);
      tiles[i].address = {grid.level(), static_cast<std::uint32_t>(zoom), range.x0 + column, range.y0 + row};
      tiles[i].bytes = encode(shapes, in_tile[i], tiles[i].address);
    });
    for (Tile& tile : tiles) out.push_back(std::move(tile));
  }
}

}  // namespace

TileSet make_tiles(const AreaSet& areas, const std::vector<ShapeLayer>& layers, unsigned threads) {
  std::vector<const ShapeLayer*> drawn_layers;
  for (const AreaLevel level : {AreaLevel::gemeente, AreaLevel::wijk, AreaLevel::buurt})
    for (const ShapeLayer& layer : layers)
      if (layer.level == level && !layer.shapes.empty()) drawn_layers.push_back(&layer);
  TileSet set;
  if (drawn_layers.empty()) return set;
  std::vector<std::unique_ptr<LevelGrid>> grids(drawn_layers.size());
  parallel_for(grids.size(), threads, [&](std::size_t i) { grids[i] = std::make_unique<LevelGrid>(areas, *drawn_layers[i]); });
  for (const auto& grid : grids) set.layers.push_back({grid->level(), grid->size()});
  set.bbox = rounded_outwards(grids);

  for (const auto& grid : grids) append_tiles(*grid, set.bbox, threads, set.tiles);
  std::sort(set.tiles.begin(), set.tiles.end(), [](const Tile& a, const Tile& b) { return a.address < b.address; });
  return set;
}

}  // namespace trede
