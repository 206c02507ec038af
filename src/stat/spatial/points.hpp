// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Neighbours from places instead of borders: the k nearest points, or all points within a distance. Distances are straight lines in the
// unit of the coordinates (metres in RD). Points at the same distance are taken in the order of their position, so the result is always the
// same. The search is a k-d tree (Bentley 1975): a few hundred nanoseconds a point instead of a look at all others.

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace trede::stat {

class PointTree {
 public:
  PointTree(std::span<const double> x, std::span<const double> y);  // of equal length, finite

  // The k points nearest to point i, nearest first, without i itself; fewer when there are fewer.
  [[nodiscard]] std::vector<std::uint32_t> nearest(std::uint32_t i, std::size_t k) const;
  // The points at most `distance` from point i, in ascending position, without i itself.
  [[nodiscard]] std::vector<std::uint32_t> within(std::uint32_t i, double distance) const;

  [[nodiscard]] std::size_t size() const { return x_.size(); }

 private:
  struct Near {
    double square = 0;
    std::uint32_t point = 0;
    bool operator<(const Near& o) const { return square != o.square ? square < o.square : point < o.point; }
  };
  void build(std::size_t begin, std::size_t end, bool by_y);
  void search(std::size_t begin, std::size_t end, bool by_y, std::uint32_t i, std::size_t k, std::vector<Near>& heap) const;
  void gather(std::size_t begin, std::size_t end, bool by_y, std::uint32_t i, double distance, std::vector<std::uint32_t>& out) const;
  [[nodiscard]] double square(std::uint32_t a, std::uint32_t b) const {
    const double dx = x_[a] - x_[b], dy = y_[a] - y_[b];
    return dx * dx + dy * dy;
  }

  std::vector<double> x_, y_;
  std::vector<std::uint32_t> order_;  // the middle of [begin, end) divides it; halves alternate between x and y
};

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
// (i, j) for each j among the k nearest of i: not always both ways round. By i, then nearest first.
Pairs nearest_pairs(std::span<const double> x, std::span<const double> y, std::size_t k, unsigned threads = 1);
// (i, j) with i ≠ j at most `distance` apart, both ways round. By i, then j.
Pairs pairs_within(std::span<const double> x, std::span<const double> y, double distance, unsigned threads = 1);

}  // namespace trede::stat
