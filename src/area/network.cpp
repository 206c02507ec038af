// SPDX-License-Identifier: EUPL-1.2
#include "area/network.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trede {
namespace {

bool before(Point a, Point b) { return a.x != b.x ? a.x < b.x : a.y < b.y; }

double squared_distance(Point a, Point b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

// Consecutive equal vertices become one; a step to a vertex and straight back is taken out; the same across the closing point.
std::vector<VertexIndex> tidy(const std::vector<VertexIndex>& path) {
  std::vector<VertexIndex> out;
  for (const VertexIndex v : path) {
    if (!out.empty() && out.back() == v) continue;
    if (out.size() >= 2 && out[out.size() - 2] == v) {
      out.pop_back();
      continue;
    }
    out.push_back(v);
  }
  std::size_t first = 0, last = out.size();
  while (last - first >= 2) {
    if (out[first] == out[last - 1]) --last;
    else if (last - first >= 3 && out[first] == out[last - 2]) --last;
    else if (last - first >= 3 && out[first + 1] == out[last - 1]) ++first;
    else break;
  }
  return {out.begin() + static_cast<std::ptrdiff_t>(first), out.begin() + static_cast<std::ptrdiff_t>(last)};
}

}  // namespace

PointGrid::PointGrid(const std::vector<Point>& points, double smallest_cell) {
  if (points.empty()) return;
  double x1 = points[0].x, y1 = points[0].y;
  x0_ = x1;
  y0_ = y1;
  for (const Point& p : points) {
    x0_ = std::min(x0_, p.x);
    y0_ = std::min(y0_, p.y);
    x1 = std::max(x1, p.x);
    y1 = std::max(y1, p.y);
  }
  const double count = static_cast<double>(points.size());
  const double width = x1 - x0_, height = y1 - y0_;
  // One point per cell on average; never more cells along one side than points.
  cell_ = std::max({smallest_cell, std::sqrt(width * height / count), std::max(width, height) / count, 1e-9});
  columns_ = static_cast<std::size_t>(width / cell_) + 1;
  rows_ = static_cast<std::size_t>(height / cell_) + 1;
  start_.assign(columns_ * rows_ + 1, 0);
  std::vector<std::uint32_t> cell(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    cell[i] = static_cast<std::uint32_t>(row(points[i].y) * columns_ + column(points[i].x));
    ++start_[cell[i] + 1];
  }
  for (std::size_t c = 1; c < start_.size(); ++c) start_[c] += start_[c - 1];
  item_.resize(points.size());
  std::vector<std::uint32_t> next(start_.begin(), start_.end() - 1);
  for (std::size_t i = 0; i < points.size(); ++i) item_[next[cell[i]]++] = static_cast<std::uint32_t>(i);
}

std::size_t PointGrid::clamped(double value, std::size_t count) {
  if (!(value > 0)) return 0;
  return std::min(static_cast<std::size_t>(std::min(value, 4e18)), count - 1);
}

double PointGrid::y_at(Point a, Point b, double x) {
  if (x <= a.x) return a.y;
  if (x >= b.x) return b.y;
  return a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x);
}

void Network::add(std::uint32_t owner, const MultiPolygon& shape) {
  for (std::uint32_t p = 0; p < shape.size(); ++p) {
    for (std::size_t r = 0; r < shape[p].rings.size(); ++r) pending_.push_back({owner, p, r > 0, shape[p].rings[r]});
  }
}

// For each of the sorted, distinct points its vertex: an earlier one within `snap`, else a new one.
std::vector<VertexIndex> Network::cluster(const std::vector<Point>& points, double snap) {
  const PointGrid grid(points, snap);
  constexpr VertexIndex kNone = UINT32_MAX;
  std::vector<VertexIndex> vertex(points.size(), kNone);
  std::vector<bool> leads(points.size(), false);
  for (std::size_t i = 0; i < points.size(); ++i) {
    double best = snap * snap;
    std::size_t leader = points.size();
    const Point p = points[i];
    grid.visit_box(p.x - snap, p.y - snap, p.x + snap, p.y + snap, [&](std::uint32_t j) {
      if (!leads[j]) return;
      const double d = squared_distance(p, points[j]);
      if (d < best || (d == best && j < leader)) {
        best = d;
        leader = j;
      }
    });
    if (leader < points.size()) {
      vertex[i] = vertex[leader];
      continue;
    }
    leads[i] = true;
    vertex[i] = static_cast<VertexIndex>(vertices_.size());
    vertices_.push_back(p);
  }
  return vertex;
}

std::vector<VertexIndex> Network::with_vertices_on_segments(const std::vector<VertexIndex>& path, const PointGrid& grid,
                                                            double snap) const {
  std::vector<VertexIndex> out;
  std::vector<std::pair<double, VertexIndex>> inserted;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const VertexIndex from = path[i], to = path[(i + 1) % path.size()];
    out.push_back(from);
    if (from == to) continue;
    // The same answer for both directions: always computed from the lower vertex.
    const Point a = vertices_[std::min(from, to)], b = vertices_[std::max(from, to)];
    const double length2 = squared_distance(a, b);
    inserted.clear();
    grid.visit_segment(a, b, snap, [&](VertexIndex v) {
      if (v == from || v == to) return;
      const Point p = vertices_[v];
      const double t = ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length2;
      if (t <= 0 || t >= 1) return;
      const Point foot{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
      if (squared_distance(p, foot) <= snap * snap) inserted.emplace_back(t, v);
    });
    std::sort(inserted.begin(), inserted.end());
    inserted.erase(std::unique(inserted.begin(), inserted.end()), inserted.end());
    if (from > to) std::reverse(inserted.begin(), inserted.end());
    for (const auto& [t, v] : inserted) out.push_back(v);
  }
  return out;
}

void Network::build(double snap) {
  std::vector<Point> points;
  for (const Pending& one : pending_) points.insert(points.end(), one.ring.begin(), one.ring.end());
  std::sort(points.begin(), points.end(), before);
  points.erase(std::unique(points.begin(), points.end()), points.end());
  const std::vector<VertexIndex> vertex = cluster(points, snap);
  const PointGrid grid(vertices_, 2 * snap);
  for (const Pending& one : pending_) {
    std::vector<VertexIndex> path;
    for (const Point& p : one.ring) {
      const auto at = std::lower_bound(points.begin(), points.end(), p, before) - points.begin();
      path.push_back(vertex[static_cast<std::size_t>(at)]);
    }
    path = tidy(path);
    if (path.size() >= 3) path = tidy(with_vertices_on_segments(path, grid, snap));
    if (path.size() >= 3) rings_.push_back({one.owner, one.polygon, one.hole, std::move(path)});
  }
  pending_.clear();
}

}  // namespace trede
