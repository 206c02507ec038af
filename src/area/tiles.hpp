// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The areas of one division as vector tiles for the map of the whole country (Mapbox Vector Tile 2.1, tiles of the Web Mercator grid).
//
// Every level has tiles of its own, so that who looks at gemeenten does not load buurten. A tile holds shapes and nothing else: no names,
// no codes, no figures. It has one layer with the level's name; a feature's id is the place of the area within its level, the same as in
// the resource `gebieden`, so that a reader's browser can join figures to it.
//
// Per level the borders are arcs (arcs.hpp), simplified from zoom to zoom and then rounded to the grid of the zoom: what neighbours share
// stays shared, so a zoom has neither gaps nor overlaps. Rings run as the specification asks (outer rings clockwise on the screen) and
// reach a little beyond the tile. An area that becomes too small for the grid stays as one cell of it: every area with a shape is in the
// tiles at every zoom of its layer.
//
// Tiles without areas inside the bounding box are there too, empty: a renderer asks for all of them.
//
// Source: github.com/mapbox/vector-tile-spec 2.1; the grid is that of OGC Two Dimensional Tile Matrix Set, WebMercatorQuad.

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "area/area_set.hpp"
#include "area/shapes.hpp"

namespace trede {

inline constexpr int kTileExtent = 4096;  // cells along a side of a tile
inline constexpr int kTileBuffer = 64;    // cells beyond its side
inline constexpr int kFirstTileZoom = 4, kLastTileZoom = 10;

// The first zoom at which a level is drawn; all are drawn up to the last.
int first_zoom(AreaLevel level);

struct TileAddress {
  AreaLevel level = AreaLevel::buurt;
  std::uint32_t z = 0, x = 0, y = 0;
  friend auto operator<=>(const TileAddress&, const TileAddress&) = default;
};
struct Tile {
  TileAddress address;
  std::string bytes;
};
struct TileLayer {
  AreaLevel level = AreaLevel::buurt;
  std::size_t areas = 0;  // with a shape
};
struct TileSet {
  std::vector<TileLayer> layers;  // gemeente, wijk, buurt: those that have shapes
  std::array<double, 4> bbox{};   // west, south, east, north in degrees, rounded outwards
  std::vector<Tile> tiles;        // by level, zoom, column and row
};

// The same bytes for any number of threads.
TileSet make_tiles(const AreaSet& areas, const std::vector<ShapeLayer>& layers, unsigned threads);

}  // namespace trede
