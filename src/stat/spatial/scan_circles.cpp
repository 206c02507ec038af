// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/scan_circles.hpp"

#include <algorithm>
#include <cmath>

#include "base/parallel.hpp"

namespace trede::stat {
namespace {

struct Near {
  double distance = 0;
  std::uint32_t area = 0;
  friend bool operator<(const Near& a, const Near& b) { return a.distance != b.distance ? a.distance < b.distance : a.area < b.area; }
};

// Points in square cells, to look around a point without looking at all others.
class Grid {
 public:
  Grid(std::span<const double> x, std::span<const double> y) : x_(x), y_(y) {
    const auto [left, right] = std::minmax_element(x.begin(), x.end());
    const auto [low, high] = std::minmax_element(y.begin(), y.end());
    left_ = *left;
    low_ = *low;
    const double size = std::max({*right - *left, *high - *low, 1e-9});
    side_ = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::sqrt(static_cast<double>(x.size()) / 4.0)));
    step_ = size / static_cast<double>(side_) * (1.0 + 1e-12);
    start_.assign(static_cast<std::size_t>(side_ * side_) + 1, 0);
    for (std::size_t i = 0; i < x.size(); ++i) ++start_[cell_of(i) + 1];
    for (std::size_t c = 1; c < start_.size(); ++c) start_[c] += start_[c - 1];
    points_.resize(x.size());
    std::vector<std::uint32_t> next(start_.begin(), start_.end() - 1);
    for (std::size_t i = 0; i < x.size(); ++i) points_[next[cell_of(i)]++] = static_cast<std::uint32_t>(i);
  }

  // Adds the points of the ring of cells at `ring` steps around point i; false when there is no such ring any more.
  bool add_ring(std::size_t i, std::int64_t ring, std::vector<Near>& out) const {
    const std::int64_t column = column_of(x_[i], left_), row = column_of(y_[i], low_);
    if (ring > std::max(std::max(column, side_ - 1 - column), std::max(row, side_ - 1 - row))) return false;
    for (std::int64_t r = std::max<std::int64_t>(0, row - ring); r <= std::min(side_ - 1, row + ring); ++r) {
      const bool whole = r == row - ring || r == row + ring;
      const std::int64_t stride = whole ? 1 : std::max<std::int64_t>(1, 2 * ring);
      for (std::int64_t c = column - ring; c <= column + ring; c += stride) {
        if (c < 0 || c >= side_) continue;
        const auto cell = static_cast<std::size_t>(r * side_ + c);
        for (std::uint32_t k = start_[cell]; k < start_[cell + 1]; ++k) {
          const std::uint32_t j = points_[k];
          out.push_back({std::hypot(x_[j] - x_[i], y_[j] - y_[i]), j});
        }
      }
    }
    return true;
  }
  // Every point nearer than this is in the rings up to `ring`.
  [[nodiscard]] double complete(std::size_t i, std::int64_t ring) const {
    const double dx = x_[i] - left_ - step_ * static_cast<double>(column_of(x_[i], left_));
    const double dy = y_[i] - low_ - step_ * static_cast<double>(column_of(y_[i], low_));
    return step_ * static_cast<double>(ring) + std::min(std::min(dx, step_ - dx), std::min(dy, step_ - dy));
  }

 private:
  [[nodiscard]] std::int64_t column_of(double v, double from) const {
    return std::clamp<std::int64_t>(static_cast<std::int64_t>((v - from) / step_), 0, side_ - 1);
  }
  [[nodiscard]] std::size_t cell_of(std::size_t i) const {
    return static_cast<std::size_t>(column_of(y_[i], low_) * side_ + column_of(x_[i], left_));
  }

  std::span<const double> x_, y_;
  double left_ = 0, low_ = 0, step_ = 1;
  std::int64_t side_ = 1;
  std::vector<std::uint32_t> start_, points_;
};

// The areas of the largest circle around `centre`, in the order in which it takes them in.
std::vector<std::uint32_t> around(const Grid& grid, std::size_t centre, std::span<const double> population, double most) {
  std::vector<Near> near;
  std::vector<std::uint32_t> out;
  double inside = 0.0;
  std::size_t done = 0;
  for (std::int64_t ring = 0;; ++ring) {
    const bool more = grid.add_ring(centre, ring, near);
    const double sure = more ? grid.complete(centre, ring) : std::numeric_limits<double>::infinity();
    const auto begin = near.begin() + static_cast<std::ptrdiff_t>(done);
    const auto end = std::partition(begin, near.end(), [&](const Near& n) { return n.distance < sure; });
    std::sort(begin, end);
    for (auto n = begin; n != end; ++n) {
      inside += population[n->area];
      if (inside > most) return out;
      out.push_back(n->area);
    }
    done = static_cast<std::size_t>(end - near.begin());
    if (!more) return out;
  }
}

}  // namespace

Circles circles(std::span<const double> x, std::span<const double> y, std::span<const double> population, std::span<const double> expected,
                double most_population, unsigned threads) {
  const Grid grid(x, y);
  std::vector<std::vector<std::uint32_t>> orders(x.size());
  parallel_for(x.size(), threads, [&](std::size_t i) { orders[i] = around(grid, i, population, most_population); });
  Circles out;
  out.first.assign(1, 0);
  std::size_t total = 0;
  for (const auto& order : orders) total += order.size();
  out.area.reserve(total);
  out.expected.reserve(total);
  for (const auto& order : orders) {
    double inside = 0.0;
    for (const std::uint32_t a : order) {
      inside += expected[a];
      out.area.push_back(a);
      out.expected.push_back(inside);
    }
    out.first.push_back(static_cast<std::uint32_t>(out.area.size()));
  }
  return out;
}

}  // namespace trede::stat
