// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The ground under the town: a warped lattice of cells. Every polygon of the town is a set of cells, and every border runs along lattice
// edges whose bends are a function of the edge alone. So two areas that touch have the same coordinates along their border, whichever
// of them is drawn, and areas can never overlap.
//
// Coordinates are Dutch RD (EPSG:28992) in whole decimetres, at a place in the North Sea where there is no town.

#include <cstdint>
#include <vector>

namespace trede::demo {

inline constexpr int kColumns = 34;
inline constexpr int kRows = 30;
inline constexpr int kCells = kColumns * kRows;

struct Point {
  std::int64_t x = 0;  // decimetres
  std::int64_t y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

using Ring = std::vector<Point>;  // closed: the last point equals the first

// A polygon: an outer ring (counterclockwise) and holes (clockwise).
struct Polygon {
  Ring outer;
  std::vector<Ring> holes;
};

class Lattice {
 public:
  explicit Lattice(std::uint64_t seed);

  // The polygons of a set of cells, one for each part that hangs together by sides; `inside` has kCells entries.
  [[nodiscard]] std::vector<Polygon> outline(const std::vector<bool>& inside) const;
  // Twice the area of a ring in square decimetres, positive when counterclockwise.
  static std::int64_t area2(const Ring& ring);

 private:
  [[nodiscard]] Point vertex(int column, int row) const;
  [[nodiscard]] Polygon outline_of_part(const std::vector<bool>& part) const;
  void walk(int from, int to, Ring& ring) const;

  std::uint64_t seed_;
  std::vector<Point> vertices_;
};

// The cells beside a cell, by side: right, up, left, down; -1 outside the lattice.
int neighbour(int cell, int side);

// The parts of a set of cells that hang together by sides, in order of their first cell.
std::vector<std::vector<bool>> components(const std::vector<bool>& inside);

}  // namespace trede::demo
