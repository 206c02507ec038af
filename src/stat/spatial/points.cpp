// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/points.hpp"

#include <algorithm>
#include <numeric>

#include "base/parallel.hpp"

namespace trede::stat {
namespace {

constexpr std::size_t kBlock = 256;  // points of one piece of parallel work

template <class Find>
Pairs pairs_of(std::size_t points, unsigned threads, const Find& find) {
  const std::size_t blocks = (points + kBlock - 1) / kBlock;
  std::vector<Pairs> found(blocks);
  parallel_for(blocks, threads, [&](std::size_t b) {
    for (std::size_t i = b * kBlock; i < std::min(points, (b + 1) * kBlock); ++i)
      for (const std::uint32_t j : find(static_cast<std::uint32_t>(i))) found[b].emplace_back(static_cast<std::uint32_t>(i), j);
  });
  Pairs out;
  for (const Pairs& block : found) out.insert(out.end(), block.begin(), block.end());
  return out;
}

}  // namespace

PointTree::PointTree(std::span<const double> x, std::span<const double> y)
    : x_(x.begin(), x.end()), y_(y.begin(), y.end()), order_(x.size()) {
  std::iota(order_.begin(), order_.end(), 0U);
  build(0, order_.size(), false);
}

void PointTree::build(std::size_t begin, std::size_t end, bool by_y) {
  if (end - begin < 2) return;
  const std::size_t middle = (begin + end) / 2;
  const std::vector<double>& axis = by_y ? y_ : x_;
  const auto at = [&](std::size_t place) { return order_.begin() + static_cast<std::ptrdiff_t>(place); };
  std::nth_element(at(begin), at(middle), at(end),
                   [&](std::uint32_t a, std::uint32_t b) { return axis[a] != axis[b] ? axis[a] < axis[b] : a < b; });
  build(begin, middle, !by_y);
  build(middle + 1, end, !by_y);
}

void PointTree::search(std::size_t begin, std::size_t end, bool by_y, std::uint32_t i, std::size_t k, std::vector<Near>& heap) const {
  if (begin >= end) return;
  const std::size_t middle = (begin + end) / 2;
  const std::uint32_t here = order_[middle];
  const double gap = by_y ? y_[i] - y_[here] : x_[i] - x_[here];
  // First the half that point i lies in; the other only when it can hold something as near.
  const bool left_first = gap < 0.0;
  if (left_first) search(begin, middle, !by_y, i, k, heap);
  else search(middle + 1, end, !by_y, i, k, heap);
  if (here != i) {
    const Near near{square(i, here), here};
    if (heap.size() < k) {
      heap.push_back(near);
      std::push_heap(heap.begin(), heap.end());
    } else if (near < heap.front()) {
      std::pop_heap(heap.begin(), heap.end());
      heap.back() = near;
      std::push_heap(heap.begin(), heap.end());
    }
  }
  if (heap.size() < k || gap * gap <= heap.front().square) {
    if (left_first) search(middle + 1, end, !by_y, i, k, heap);
    else search(begin, middle, !by_y, i, k, heap);
  }
}

std::vector<std::uint32_t> PointTree::nearest(std::uint32_t i, std::size_t k) const {
  std::vector<Near> heap;
  if (k > 0) search(0, order_.size(), false, i, k, heap);
  std::sort_heap(heap.begin(), heap.end());
  std::vector<std::uint32_t> out;
  out.reserve(heap.size());
  for (const Near& near : heap) out.push_back(near.point);
  return out;
}

void PointTree::gather(std::size_t begin, std::size_t end, bool by_y, std::uint32_t i, double distance,
                       std::vector<std::uint32_t>& out) const {
  if (begin >= end) return;
  const std::size_t middle = (begin + end) / 2;
  const std::uint32_t here = order_[middle];
  const double gap = by_y ? y_[i] - y_[here] : x_[i] - x_[here];
  if (here != i && square(i, here) <= distance * distance) out.push_back(here);
  if (gap <= distance) gather(begin, middle, !by_y, i, distance, out);
  if (-gap <= distance) gather(middle + 1, end, !by_y, i, distance, out);
}

std::vector<std::uint32_t> PointTree::within(std::uint32_t i, double distance) const {
  std::vector<std::uint32_t> out;
  gather(0, order_.size(), false, i, distance, out);
  std::sort(out.begin(), out.end());
  return out;
}

Pairs nearest_pairs(std::span<const double> x, std::span<const double> y, std::size_t k, unsigned threads) {
  const PointTree tree(x, y);
  return pairs_of(tree.size(), threads, [&](std::uint32_t i) { return tree.nearest(i, k); });
}

Pairs pairs_within(std::span<const double> x, std::span<const double> y, double distance, unsigned threads) {
  const PointTree tree(x, y);
  return pairs_of(tree.size(), threads, [&](std::uint32_t i) { return tree.within(i, distance); });
}

}  // namespace trede::stat
