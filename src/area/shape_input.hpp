// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Inside the room: features as they come out of a file, before anything is known of them but their shape.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "area/geometry.hpp"
#include "area/shapes.hpp"
#include "base/error.hpp"

namespace trede::shape_input {

inline constexpr std::size_t kMaxDepth = 64;
inline constexpr std::size_t kMaxVertices = 10'000'000;
inline constexpr std::size_t kMaxGeoJsonBytes = std::size_t{512} << 20;
inline constexpr std::size_t kMaxGeoPackageBytes = std::size_t{1} << 30;

struct Feature {
  std::int64_t row = 0;   // from 1
  std::string code;       // trimmed
  std::string name;       // trimmed; empty when not asked
  MultiPolygon polygons;  // as delivered
};

// Features in the order of the file. CBS's water features (property `water` or `H2O` with value "JA") are left out: they carry the code
// of a land area a second time.
Checked<std::vector<Feature>> read_geojson(std::string_view text, const ShapeSpec& spec);
Checked<std::vector<Feature>> read_geopackage(std::string bytes, const ShapeSpec& spec);

inline Error problem(const char* code, std::string nl, std::string en, const ShapeSpec& spec, std::int64_t row = 0,
                     Failure failure = Failure::input) {
  Error error;
  error.code = code;
  error.failure = failure;
  error.nl = std::move(nl);
  error.en = std::move(en);
  error.where.file = spec.path;
  error.where.row = row;
  return error;
}

inline Error too_many_vertices(const ShapeSpec& spec) {
  return problem("area.geojson.too_large", "Het bestand heeft meer dan 10.000.000 punten. Gebruik gegeneraliseerde grenzen.",
                 "The file has more than 10,000,000 points. Use generalised boundaries.", spec, 0, Failure::limit);
}

}  // namespace trede::shape_input
