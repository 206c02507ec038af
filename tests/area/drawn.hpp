// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Maps drawn in letters: every letter is a buurt, every character a cell of 100 × 100 m in RD; a blank or a dot is nowhere.
//
//   drawn({"AAB",
//          "ACB"})
//
// Buurt A is BU00010101, B is BU00010102, …; all lie in wijk WK000101 of gemeente GM0001.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "area/shapes.hpp"
#include "area/support.hpp"

namespace trede::test {

inline constexpr double kCell = 100, kWest = 160'000, kSouth = 380'000;

inline std::string letter_code(char letter) {
  const int number = letter - 'A' + 1;
  return "BU000101" + std::string(number < 10 ? "0" : "") + std::to_string(number);
}

struct Map {
  AreaSet areas;
  ShapeLayer buurten;
  [[nodiscard]] AreaIndex area(char letter) const { return *areas.find(code(letter_code(letter))); }
};

// The rings around a set of cells, with the cells on the left: outer rings counter-clockwise, holes clockwise.
inline std::vector<Ring> trace(const std::set<std::pair<int, int>>& cells) {
  using Corner = std::pair<int, int>;
  std::multimap<Corner, Corner> edges;
  for (const auto& [x, y] : cells) {
    if (!cells.contains({x, y - 1})) edges.insert({{x, y}, {x + 1, y}});
    if (!cells.contains({x + 1, y})) edges.insert({{x + 1, y}, {x + 1, y + 1}});
    if (!cells.contains({x, y + 1})) edges.insert({{x + 1, y + 1}, {x, y + 1}});
    if (!cells.contains({x - 1, y})) edges.insert({{x, y + 1}, {x, y}});
  }
  std::vector<Ring> rings;
  while (!edges.empty()) {
    const Corner start = edges.begin()->first;
    Corner at = start, came{start.first - 1, start.second};
    Ring ring;
    do {
      ring.push_back({kWest + kCell * at.first, kSouth + kCell * at.second});
      auto [first, last] = edges.equal_range(at);
      auto take = first;
      // Where two cells touch by a corner: turn left, so that the ring stays simple.
      for (auto e = first; e != last; ++e) {
        const int dx = at.first - came.first, dy = at.second - came.second;
        if (dx * (e->second.second - at.second) - dy * (e->second.first - at.first) > 0) take = e;
      }
      came = at;
      at = take->second;
      edges.erase(take);
    } while (at != start);
    ring.push_back(ring.front());
    rings.push_back(std::move(ring));
  }
  return rings;
}

inline double twice_area(const Ring& ring) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    sum += (ring[i].x - kWest) * (ring[i + 1].y - kSouth) - (ring[i + 1].x - kWest) * (ring[i].y - kSouth);
  return sum;
}

inline Map drawn(const std::vector<std::string>& rows) {
  std::map<char, std::set<std::pair<int, int>>> cells;
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t c = 0; c < rows[r].size(); ++c)
      if (rows[r][c] >= 'A' && rows[r][c] <= 'Z') cells[rows[r][c]].insert({static_cast<int>(c), static_cast<int>(rows.size() - 1 - r)});
  Rows list = {{"GM0001", "Getekend"}, {"WK000101", "Wijk"}};
  for (const auto& [letter, set] : cells) list.push_back({letter_code(letter), std::string("Buurt ") + letter});
  Map map{areas(2020, list), {}};
  for (const auto& [letter, set] : cells) {
    MultiPolygon polygons;
    std::vector<Ring> holes;
    for (Ring& ring : trace(set)) {
      if (twice_area(ring) > 0) polygons.push_back({{std::move(ring)}});
      else holes.push_back(std::move(ring));
    }
    for (Ring& hole : holes) polygons.front().rings.push_back(std::move(hole));
    map.buurten.shapes.push_back({map.area(letter), std::move(polygons)});
  }
  return map;
}

inline std::string ring_text(const Ring& ring) {
  std::string text = "[";
  for (const Point& p : ring) text += (text.size() > 1 ? "," : "") + ("[" + std::to_string(p.x) + "," + std::to_string(p.y) + "]");
  return text + "]";
}

// One GeoJSON feature with the geometry as given.
inline std::string feature(const std::string& area, const std::string& geometry) {
  return R"({"type":"Feature","properties":{"code":")" + area + R"("},"geometry":)" + geometry + "}";
}
inline std::string polygon_feature(const std::string& area, const Ring& ring) {
  return feature(area, R"({"type":"Polygon","coordinates":[)" + ring_text(ring) + "]}");
}
inline std::string collection(const std::vector<std::string>& features) {
  std::string text = R"({"type":"FeatureCollection","features":[)";
  for (std::size_t i = 0; i < features.size(); ++i) text += (i > 0 ? "," : "") + features[i];
  return text + "]}";
}

}  // namespace trede::test
