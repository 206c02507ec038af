// SPDX-License-Identifier: EUPL-1.2
// Simplification of arcs (arcs.hpp).

#include <algorithm>
#include <cmath>
#include <queue>
#include <set>
#include <tuple>
#include <utility>

#include "area/arcs.hpp"

namespace trede {
namespace {

constexpr std::size_t kLongestRun = 2'000;  // original vertices that one segment may replace: bounds the work

double twice_surface(Point a, Point b, Point c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

double squared_distance_to_segment(Point p, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
  double t = length2 > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2 : 0;
  t = std::clamp(t, 0.0, 1.0);
  const double ex = p.x - a.x - t * dx, ey = p.y - a.y - t * dy;
  return ex * ex + ey * ey;
}

class Simplifier {
 public:
  Simplifier(Arcs& arcs, const std::vector<Point>& vertices, double tolerance)
      : arcs_(arcs), vertices_(vertices), grid_(vertices, tolerance), tolerance_(tolerance), users_(vertices.size(), 0) {
    previous_.resize(arcs.arcs.size());
    next_.resize(arcs.arcs.size());
    left_.resize(arcs.arcs.size());
  }

  void run() {
    for (std::uint32_t a = 0; a < arcs_.arcs.size(); ++a) prepare(a);
    while (!queue_.empty()) {
      const Candidate candidate = queue_.top();
      queue_.pop();
      const auto [surface, arc, at] = candidate;
      if (next_[arc][at] == kGone || surface != surface_at(arc, at) || !may_go(arc, at)) continue;
      remove(arc, at);
    }
    for (std::uint32_t a = 0; a < arcs_.arcs.size(); ++a) collect(a);
  }

 private:
  static constexpr std::uint32_t kGone = UINT32_MAX;
  using Candidate = std::tuple<double, std::uint32_t, std::uint32_t>;  // surface, arc, position

  [[nodiscard]] Point point(std::uint32_t arc, std::uint32_t at) const { return vertices_[arcs_.arcs[arc][at]]; }
  [[nodiscard]] bool closed(std::uint32_t arc) const { return arcs_.arcs[arc].front() == arcs_.arcs[arc].back(); }

  void prepare(std::uint32_t arc) {
    const auto size = static_cast<std::uint32_t>(arcs_.arcs[arc].size());
    left_[arc] = size;
    previous_[arc].resize(size);
    next_[arc].resize(size);
    for (std::uint32_t i = 0; i < size; ++i) {
      previous_[arc][i] = i == 0 ? 0 : i - 1;
      next_[arc][i] = std::min(i + 1, size - 1);
      if (i + 1 < size || !closed(arc)) ++users_[arcs_.arcs[arc][i]];
    }
    if (size == 2) straight_.insert(ends(arc));
    for (std::uint32_t i = 1; i + 1 < size; ++i) offer(arc, i);
  }

  [[nodiscard]] std::pair<VertexIndex, VertexIndex> ends(std::uint32_t arc) const {
    return std::minmax({arcs_.arcs[arc].front(), arcs_.arcs[arc].back()});
  }

  [[nodiscard]] double surface_at(std::uint32_t arc, std::uint32_t at) const {
    return std::abs(twice_surface(point(arc, previous_[arc][at]), point(arc, at), point(arc, next_[arc][at]))) / 2;
  }

  void offer(std::uint32_t arc, std::uint32_t at) {
    if (at == 0 || at + 1 == arcs_.arcs[arc].size()) return;
    const double surface = surface_at(arc, at);
    if (surface < tolerance_ * tolerance_) queue_.emplace(surface, arc, at);
  }

  [[nodiscard]] bool may_go(std::uint32_t arc, std::uint32_t at) const {
    if (left_[arc] <= (closed(arc) ? 4U : 2U)) return false;
    if (left_[arc] == 3 && straight_.contains(ends(arc))) return false;  // two arcs would fall onto one line
    const std::uint32_t before = previous_[arc][at], after = next_[arc][at];
    if (after - before > kLongestRun) return false;
    const Point a = point(arc, before), b = point(arc, at), c = point(arc, after);
    for (std::uint32_t i = before + 1; i < after; ++i)
      if (squared_distance_to_segment(point(arc, i), a, c) > tolerance_ * tolerance_) return false;
    return triangle_is_empty(arc, a, b, c, before, at, after);
  }

  [[nodiscard]] bool triangle_is_empty(std::uint32_t arc, Point a, Point b, Point c, std::uint32_t before, std::uint32_t at,
                                       std::uint32_t after) const {
    const auto& path = arcs_.arcs[arc];
    const double x0 = std::min({a.x, b.x, c.x}), x1 = std::max({a.x, b.x, c.x}), y0 = std::min({a.y, b.y, c.y}),
                 y1 = std::max({a.y, b.y, c.y});
    bool empty = true;
    grid_.visit_segment(a, c, tolerance_, [&](std::uint32_t v) {  // the whole triangle lies that near to its new side
      if (!empty || users_[v] == 0 || v == path[before] || v == path[at] || v == path[after]) return;
      const Point p = vertices_[v];
      if (p.x < x0 || p.x > x1 || p.y < y0 || p.y > y1) return;
      const double s = twice_surface(a, b, p), t = twice_surface(b, c, p), u = twice_surface(c, a, p);
      if ((s >= 0 && t >= 0 && u >= 0) || (s <= 0 && t <= 0 && u <= 0)) empty = false;
    });
    return empty;
  }

  void remove(std::uint32_t arc, std::uint32_t at) {
    const std::uint32_t before = previous_[arc][at], after = next_[arc][at];
    next_[arc][before] = after;
    previous_[arc][after] = before;
    next_[arc][at] = kGone;
    --users_[arcs_.arcs[arc][at]];
    if (--left_[arc] == 2) straight_.insert(ends(arc));
    offer(arc, before);
    offer(arc, after);
  }

  void collect(std::uint32_t arc) {
    std::vector<VertexIndex> kept;
    for (std::uint32_t i = 0; i < arcs_.arcs[arc].size(); ++i)
      if (next_[arc][i] != kGone) kept.push_back(arcs_.arcs[arc][i]);
    arcs_.arcs[arc] = std::move(kept);
  }

  Arcs& arcs_;
  const std::vector<Point>& vertices_;
  PointGrid grid_;
  double tolerance_;
  std::vector<std::uint32_t> users_;                         // by vertex: in how many arcs it still stands
  std::vector<std::vector<std::uint32_t>> previous_, next_;  // by arc and position
  std::vector<std::uint32_t> left_;
  std::set<std::pair<VertexIndex, VertexIndex>> straight_;  // ends of arcs of two points
  std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> queue_;
};

}  // namespace

void simplify(Arcs& arcs, const std::vector<Point>& vertices, double tolerance) {
  if (tolerance > 0) Simplifier(arcs, vertices, tolerance).run();
}

}  // namespace trede
