// SPDX-License-Identifier: EUPL-1.2
#include "demo/lattice.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "demo/random.hpp"

namespace trede::demo {
namespace {

constexpr std::int64_t kOriginX = 420'000;  // RD 42000, 536000: open sea
constexpr std::int64_t kOriginY = 5'360'000;
constexpr std::int64_t kStep = 3'400;  // 340 m
constexpr std::int64_t kJitter = 600;  // a vertex moves at most 60 m: neighbouring edges keep an angle of more than 30 degrees
constexpr std::int64_t kBend = 130;    // and an edge bends at most 13 m, so that edges cannot cross
constexpr int kWarpStep = 6;
constexpr std::int64_t kWarp = 1'800;
constexpr int kStride = kColumns + 1;

// Slow warp: hashed displacements on a coarse lattice, interpolated in between.
std::int64_t warp(std::uint64_t seed, int axis, int column, int row) {
  const int c = column / kWarpStep;
  const int r = row / kWarpStep;
  const std::int64_t u = column % kWarpStep;
  const std::int64_t v = row % kWarpStep;
  const auto knot = [&](int i, int j) { return Random(seed, "warp", {axis, i, j}).between(-kWarp, kWarp); };
  const std::int64_t low = knot(c, r) * (kWarpStep - u) + knot(c + 1, r) * u;
  const std::int64_t high = knot(c, r + 1) * (kWarpStep - u) + knot(c + 1, r + 1) * u;
  return (low * (kWarpStep - v) + high * v) / (kWarpStep * kWarpStep);
}

// Directed border edges leave vertex `from` in direction 0 right, 1 up, 2 left, 3 down.
constexpr std::array<int, 4> kMove = {1, kStride, -1, -kStride};

}  // namespace

int neighbour(int cell, int side) {
  const int column = cell % kColumns;
  const int row = cell / kColumns;
  switch (side) {
    case 0: return column + 1 < kColumns ? cell + 1 : -1;
    case 1: return row + 1 < kRows ? cell + kColumns : -1;
    case 2: return column > 0 ? cell - 1 : -1;
    default: return row > 0 ? cell - kColumns : -1;
  }
}

std::vector<std::vector<bool>> components(const std::vector<bool>& inside) {
  std::vector<std::vector<bool>> parts;
  std::vector<bool> seen(inside.size(), false);
  for (int cell = 0; cell < kCells; ++cell) {
    if (!inside[static_cast<std::size_t>(cell)] || seen[static_cast<std::size_t>(cell)]) continue;
    std::vector<bool> part(inside.size(), false);
    std::vector<int> open = {cell};
    seen[static_cast<std::size_t>(cell)] = true;
    while (!open.empty()) {
      const int at = open.back();
      open.pop_back();
      part[static_cast<std::size_t>(at)] = true;
      for (int side = 0; side < 4; ++side) {
        const int next = neighbour(at, side);
        if (next < 0 || !inside[static_cast<std::size_t>(next)] || seen[static_cast<std::size_t>(next)]) continue;
        seen[static_cast<std::size_t>(next)] = true;
        open.push_back(next);
      }
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

Lattice::Lattice(std::uint64_t seed) : seed_(seed) {
  vertices_.reserve(static_cast<std::size_t>(kStride) * (kRows + 1));
  for (int row = 0; row <= kRows; ++row) {
    for (int column = 0; column <= kColumns; ++column) vertices_.push_back(vertex(column, row));
  }
}

Point Lattice::vertex(int column, int row) const {
  Random random(seed_, "vertex", {column, row});
  return {.x = kOriginX + column * kStep + random.between(-kJitter, kJitter) + warp(seed_, 0, column, row),
          .y = kOriginY + row * kStep + random.between(-kJitter, kJitter) + warp(seed_, 1, column, row)};
}

// Appends the points of an edge without its last one. The bends belong to the edge, not to the direction of walking.
void Lattice::walk(int from, int to, Ring& ring) const {
  const int low = std::min(from, to);
  const int high = std::max(from, to);
  const Point a = vertices_[static_cast<std::size_t>(low)];
  const Point b = vertices_[static_cast<std::size_t>(high)];
  Random random(seed_, "edge", {low, high});
  std::array<Point, 3> bends;
  for (int i = 0; i < 3; ++i) {
    bends[static_cast<std::size_t>(i)] = {.x = a.x + (b.x - a.x) * (i + 1) / 4 + random.between(-kBend, kBend),
                                          .y = a.y + (b.y - a.y) * (i + 1) / 4 + random.between(-kBend, kBend)};
  }
  ring.push_back(vertices_[static_cast<std::size_t>(from)]);
  if (from > to) std::reverse(bends.begin(), bends.end());
  ring.insert(ring.end(), bends.begin(), bends.end());
}

std::vector<Polygon> Lattice::outline(const std::vector<bool>& inside) const {
  std::vector<Polygon> polygons;
  for (const std::vector<bool>& part : components(inside)) polygons.push_back(outline_of_part(part));
  return polygons;
}

// One part hangs together by sides. Where it touches itself in a point, the outer ring and a hole meet there, as the simple features
// standard allows; turning right first keeps them apart as two rings.
Polygon Lattice::outline_of_part(const std::vector<bool>& part) const {
  const auto in = [&](int cell) { return cell >= 0 && part[static_cast<std::size_t>(cell)]; };
  // leaves[v][d]: a border edge leaves vertex v in direction d with the area on its left.
  std::vector<std::array<bool, 4>> leaves(vertices_.size(), {false, false, false, false});
  for (int cell = 0; cell < kCells; ++cell) {
    if (!in(cell)) continue;
    const int corner = (cell / kColumns) * kStride + cell % kColumns;
    const std::array<int, 4> start = {corner + 1, corner + 1 + kStride, corner + kStride, corner};  // of the right, upper, left, lower side
    for (int side = 0; side < 4; ++side) {
      if (in(neighbour(cell, side))) continue;
      leaves[static_cast<std::size_t>(start[static_cast<std::size_t>(side)])][static_cast<std::size_t>((side + 1) % 4)] = true;
    }
  }
  Polygon polygon;
  for (std::size_t first = 0; first < leaves.size(); ++first) {
    for (int begin = 0; begin < 4; ++begin) {
      if (!leaves[first][static_cast<std::size_t>(begin)]) continue;
      Ring ring;
      int at = static_cast<int>(first);
      int direction = begin;
      while (leaves[static_cast<std::size_t>(at)][static_cast<std::size_t>(direction)]) {
        leaves[static_cast<std::size_t>(at)][static_cast<std::size_t>(direction)] = false;
        const int next = at + kMove[static_cast<std::size_t>(direction)];
        walk(at, next, ring);
        at = next;
        for (const int turn : {3, 0, 1}) {
          const int candidate = (direction + turn) % 4;
          if (!leaves[static_cast<std::size_t>(at)][static_cast<std::size_t>(candidate)]) continue;
          direction = candidate;
          break;
        }
      }
      ring.push_back(ring.front());
      if (area2(ring) > 0) polygon.outer = std::move(ring);
      else polygon.holes.push_back(std::move(ring));
    }
  }
  return polygon;
}

std::int64_t Lattice::area2(const Ring& ring) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) sum += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
  return sum;
}

}  // namespace trede::demo
