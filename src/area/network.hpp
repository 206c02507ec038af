// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Inside the room: the rings of one or more layers as paths over common vertices, so that "the same border" is a fact about numbers.
//
// Points closer than `snap` become one vertex (the first by x, then y); a vertex that lies within `snap` of another ring's segment is
// put into that segment. Borders that were drawn twice, cut at other points or rounded otherwise then run over the same vertices. Where
// polygons overlap or leave a gap wider than `snap` their borders stay apart. The outcome does not depend on the order of the shapes.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "area/geometry.hpp"

namespace trede {

using VertexIndex = std::uint32_t;

// Points in square cells of about one point each.
class PointGrid {
 public:
  PointGrid(const std::vector<Point>& points, double smallest_cell);
  // Calls visit(index) for every point in the cells that meet the box; some lie outside the box.
  template <class Visit>
  void visit_box(double x0, double y0, double x1, double y1, Visit visit) const {
    if (start_.empty()) return;
    const std::size_t c0 = column(x0), c1 = column(x1), r0 = row(y0), r1 = row(y1);
    for (std::size_t r = r0; r <= r1; ++r) {
      for (std::uint32_t i = start_[r * columns_ + c0]; i < start_[r * columns_ + c1 + 1]; ++i) visit(item_[i]);
    }
  }
  // As visit_box for the points that may lie within `reach` of the segment a–b.
  template <class Visit>
  void visit_segment(Point a, Point b, double reach, Visit visit) const {
    if (start_.empty()) return;
    if (a.x > b.x) std::swap(a, b);
    const std::size_t c0 = column(a.x - reach), c1 = column(b.x + reach);
    for (std::size_t c = c0; c <= c1; ++c) {
      const double left = x0_ + static_cast<double>(c) * cell_ - reach, right = left + cell_ + 2 * reach;
      const double ya = y_at(a, b, left), yb = y_at(a, b, right);
      const std::size_t r0 = row((ya < yb ? ya : yb) - reach), r1 = row((ya < yb ? yb : ya) + reach);
      for (std::size_t r = r0; r <= r1; ++r) {
        for (std::uint32_t i = start_[r * columns_ + c]; i < start_[r * columns_ + c + 1]; ++i) visit(item_[i]);
      }
    }
  }

 private:
  [[nodiscard]] std::size_t column(double x) const { return clamped((x - x0_) / cell_, columns_); }
  [[nodiscard]] std::size_t row(double y) const { return clamped((y - y0_) / cell_, rows_); }
  static std::size_t clamped(double value, std::size_t count);
  static double y_at(Point a, Point b, double x);

  double x0_ = 0, y0_ = 0, cell_ = 1;
  std::size_t columns_ = 0, rows_ = 0;
  std::vector<std::uint32_t> start_, item_;
};

struct RingPath {
  std::uint32_t owner = 0;    // the number of the shape, as given to add()
  std::uint32_t polygon = 0;  // within the shape
  bool hole = false;
  std::vector<VertexIndex> path;  // each vertex once per visit, the closing one not repeated; at least three
};

class Network {
 public:
  void add(std::uint32_t owner, const MultiPolygon& shape);
  // To be called once, after all shapes. Rings smaller than `snap` are left out.
  void build(double snap);

  [[nodiscard]] const std::vector<Point>& vertices() const { return vertices_; }
  [[nodiscard]] const std::vector<RingPath>& rings() const { return rings_; }  // in the order in which the shapes were added

 private:
  std::vector<VertexIndex> cluster(const std::vector<Point>& points, double snap);
  std::vector<VertexIndex> with_vertices_on_segments(const std::vector<VertexIndex>& path, const PointGrid& grid, double snap) const;

  struct Pending {
    std::uint32_t owner, polygon;
    bool hole;
    Ring ring;
  };
  std::vector<Pending> pending_;
  std::vector<Point> vertices_;
  std::vector<RingPath> rings_;
};

}  // namespace trede
