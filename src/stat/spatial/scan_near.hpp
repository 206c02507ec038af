// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which areas are nearest to a point: a tree of boxes over the points (in the plane, or on the globe in three dimensions). The order of the
// points in the tree, their "place", keeps neighbours together in memory. Used by the scan alone.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace trede::stat {

struct Near {
  double square = 0;  // of the distance
  std::uint32_t area = 0, place = 0;
  friend bool operator<(const Near& a, const Near& b) { return a.square != b.square ? a.square < b.square : a.area < b.area; }
};

class NearTree {
 public:
  NearTree(std::span<const double> x, std::span<const double> y, bool degrees);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(area_.size()); }
  [[nodiscard]] std::uint32_t area(std::uint32_t place) const { return area_[place]; }
  [[nodiscard]] double square(std::uint32_t a, std::uint32_t b) const;  // by place
  // Between a square of a distance through the globe and a distance along it, in km; in the plane between a square and its root.
  [[nodiscard]] double distance(double square) const;
  [[nodiscard]] double square_of(double distance) const;

  // A first radius (squared) around a place that holds a few dozen points.
  [[nodiscard]] double first_square(std::uint32_t place) const;
  // Adds the points with from ≤ square < below, in no order.
  void ring(std::uint32_t place, double from, double below, std::vector<Near>& out) const;

 private:
  using Point = std::array<double, 3>;
  struct Box {
    Point low{}, high{};
    std::uint32_t first = 0, end = 0;   // places
    std::uint32_t left = 0, right = 0;  // boxes; 0 = leaf
  };
  std::uint32_t build(std::uint32_t first, std::uint32_t end);

  bool degrees_ = false;
  std::vector<Point> point_;         // by place
  std::vector<std::uint32_t> area_;  // by place
  std::vector<Box> boxes_;
};

}  // namespace trede::stat
