// SPDX-License-Identifier: EUPL-1.2
// A layer of a tile in bytes (Mapbox Vector Tile 2.1, §4): the messages by protozero, the geometry commands here.

#include <protozero/pbf_builder.hpp>

#include "area/tile_grid.hpp"

namespace trede {
namespace {

// Field numbers of vector_tile.proto.
enum class TileField : protozero::pbf_tag_type { layers = 3 };
enum class LayerField : protozero::pbf_tag_type { name = 1, features = 2, extent = 5, version = 15 };
enum class FeatureField : protozero::pbf_tag_type { id = 1, type = 3, geometry = 4 };
constexpr std::uint32_t kVersion = 2;
constexpr std::int32_t kPolygon = 3;
constexpr std::uint32_t kMoveTo = 1, kLineTo = 2, kClosePath = 7;

std::uint32_t command(std::uint32_t what, std::size_t times) { return what | static_cast<std::uint32_t>(times) << 3U; }

class Pen {
 public:
  std::vector<std::uint32_t> commands;

  void ring(const GridRing& cells) {
    commands.push_back(command(kMoveTo, 1));
    step(cells.front());
    commands.push_back(command(kLineTo, cells.size() - 1));
    for (std::size_t i = 1; i < cells.size(); ++i) step(cells[i]);
    commands.push_back(command(kClosePath, 1));
  }

 private:
  void step(GridCell to) {
    commands.push_back(protozero::encode_zigzag32(to.x - at_.x));
    commands.push_back(protozero::encode_zigzag32(to.y - at_.y));
    at_ = to;
  }
  GridCell at_;
};

}  // namespace

void append_layer(std::string& tile, AreaLevel level, const std::vector<EncodedFeature>& features) {
  if (features.empty()) return;
  protozero::pbf_builder<TileField> root(tile);
  protozero::pbf_builder<LayerField> layer(root, TileField::layers);
  layer.add_uint32(LayerField::version, kVersion);
  layer.add_string(LayerField::name, std::string(to_string(level)));
  layer.add_uint32(LayerField::extent, kTileExtent);
  for (const EncodedFeature& one : features) {
    Pen pen;
    for (const GridPolygon& polygon : one.polygons)
      for (const GridRing& ring : polygon) pen.ring(ring);
    protozero::pbf_builder<FeatureField> feature(layer, LayerField::features);
    feature.add_uint64(FeatureField::id, one.id);
    feature.add_enum(FeatureField::type, kPolygon);
    feature.add_packed_uint32(FeatureField::geometry, pen.commands.begin(), pen.commands.end());
  }
}

}  // namespace trede
