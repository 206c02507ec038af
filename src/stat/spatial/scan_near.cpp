// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/scan_near.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace trede::stat {
namespace {

constexpr std::uint32_t kLeaf = 16;
constexpr double kGlobe = 6371.0088;  // mean radius in km

double square_between(const std::array<double, 3>& a, const std::array<double, 3>& b) {
  const double x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];
  return x * x + y * y + z * z;
}

}  // namespace

NearTree::NearTree(std::span<const double> x, std::span<const double> y, bool degrees) : degrees_(degrees), area_(x.size()) {
  point_.reserve(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double east = x[i] * std::numbers::pi / 180.0, north = y[i] * std::numbers::pi / 180.0;
    point_.push_back(
        degrees ? Point{kGlobe * std::cos(north) * std::cos(east), kGlobe * std::cos(north) * std::sin(east), kGlobe * std::sin(north)}
                : Point{x[i], y[i], 0.0});
  }
  std::iota(area_.begin(), area_.end(), 0U);
  build(0, size());
  std::vector<Point> by_place(point_.size());
  for (std::uint32_t place = 0; place < size(); ++place) by_place[place] = point_[area_[place]];
  point_ = std::move(by_place);
}

std::uint32_t NearTree::build(std::uint32_t first, std::uint32_t end) {
  Box box{point_[area_[first]], point_[area_[first]], first, end};
  for (std::uint32_t k = first; k < end; ++k)
    for (std::size_t d = 0; d < 3; ++d) {
      box.low[d] = std::min(box.low[d], point_[area_[k]][d]);
      box.high[d] = std::max(box.high[d], point_[area_[k]][d]);
    }
  const auto mine = static_cast<std::uint32_t>(boxes_.size());
  boxes_.push_back(box);
  if (end - first <= kLeaf) return mine;
  std::size_t widest = 0;
  for (std::size_t d = 1; d < 3; ++d)
    if (box.high[d] - box.low[d] > box.high[widest] - box.low[widest]) widest = d;
  const std::uint32_t middle = first + (end - first) / 2;
  std::nth_element(area_.begin() + first, area_.begin() + middle, area_.begin() + end, [&](std::uint32_t a, std::uint32_t b) {
    return point_[a][widest] != point_[b][widest] ? point_[a][widest] < point_[b][widest] : a < b;
  });
  const std::uint32_t left = build(first, middle), right = build(middle, end);
  boxes_[mine].left = left;
  boxes_[mine].right = right;
  return mine;
}

double NearTree::square(std::uint32_t a, std::uint32_t b) const { return square_between(point_[a], point_[b]); }

double NearTree::distance(double square) const {
  const double straight = std::sqrt(square);
  return degrees_ ? 2.0 * kGlobe * std::asin(std::min(1.0, straight / (2.0 * kGlobe))) : straight;
}

double NearTree::square_of(double distance) const {
  if (!degrees_) return distance * distance;
  const double half = std::min(distance / (2.0 * kGlobe), std::numbers::pi / 2.0);
  const double straight = 2.0 * kGlobe * std::sin(half);
  return straight * straight;
}

double NearTree::first_square(std::uint32_t place) const {
  std::uint32_t at = 0;
  while (boxes_[at].left != 0) {
    const std::uint32_t next = place < boxes_[boxes_[at].left].end ? boxes_[at].left : boxes_[at].right;
    if (boxes_[next].end - boxes_[next].first < 4 * kLeaf) break;
    at = next;
  }
  return square_between(boxes_[at].low, boxes_[at].high) / 4.0;
}

void NearTree::ring(std::uint32_t place, double from, double below, std::vector<Near>& out) const {
  const Point centre = point_[place];
  std::array<std::uint32_t, 64> open{};
  std::size_t count = 1;
  while (count > 0) {
    const Box& box = boxes_[open[--count]];
    double nearest = 0.0, farthest = 0.0;
    for (std::size_t d = 0; d < 3; ++d) {
      const double outside = std::max({box.low[d] - centre[d], 0.0, centre[d] - box.high[d]});
      const double across = std::max(centre[d] - box.low[d], box.high[d] - centre[d]);
      nearest += outside * outside;
      farthest += across * across;
    }
    // The squares here and of the points round alike only up to a little.
    if (nearest * (1.0 - 1e-12) >= below || farthest * (1.0 + 1e-12) < from) continue;
    if (box.left != 0) {
      open[count++] = box.left;
      open[count++] = box.right;
      continue;
    }
    for (std::uint32_t k = box.first; k < box.end; ++k) {
      const double square = square_between(centre, point_[k]);
      if (square >= from && square < below) out.push_back({square, area_[k], k});
    }
  }
}

}  // namespace trede::stat
