// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Rows of draws without replacement from 0 … n − 1, each a function of (seed, replication, item) alone. Every position is equally likely
// (Lemire 2019: multiply, and draw again in the few cases that would favour some).

#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "stat/random.hpp"

namespace trede::stat {

inline std::uint32_t below(Philox& random, std::uint32_t bound) {
  std::uint64_t product = std::uint64_t{random.next()} * bound;
  if (static_cast<std::uint32_t>(product) < bound) {
    const std::uint32_t refused = (0U - bound) % bound;
    while (static_cast<std::uint32_t>(product) < refused) product = std::uint64_t{random.next()} * bound;
  }
  return static_cast<std::uint32_t>(product >> 32);
}

class Draws {
 public:
  Draws(std::size_t n, std::size_t width) : deck_(n), swapped_(width), row_(width) { std::iota(deck_.begin(), deck_.end(), 0U); }

  // The first `width` cards of a shuffled deck. Valid until the next call.
  std::span<const std::uint32_t> row(std::uint64_t seed, std::uint32_t replication, std::uint32_t item) {
    Philox random(seed, replication, item);
    const auto n = static_cast<std::uint32_t>(deck_.size());
    for (std::uint32_t m = 0; m < row_.size(); ++m) {
      swapped_[m] = m + below(random, n - m);
      std::swap(deck_[m], deck_[swapped_[m]]);
      row_[m] = deck_[m];
    }
    for (std::size_t m = row_.size(); m > 0; --m) std::swap(deck_[m - 1], deck_[swapped_[m - 1]]);  // the deck as it was
    return row_;
  }

 private:
  std::vector<std::uint32_t> deck_, swapped_, row_;
};

}  // namespace trede::stat
