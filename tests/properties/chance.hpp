// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Reproducible chance (splitmix64): the same seed gives the same case on every machine.

#include <cmath>
#include <cstdint>

namespace trede::properties {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::uint64_t bits() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }
  // low … high, both included.
  int between(int low, int high) { return low + static_cast<int>(bits() % static_cast<std::uint64_t>(high - low + 1)); }
  double unit() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }
  bool odds(double p) { return unit() < p; }
  // A count with this mean: Poisson by Knuth's product below 30, spread evenly above.
  int count(double mean) {
    if (mean >= 30) return static_cast<int>(mean * (0.8 + 0.4 * unit()));
    const double limit = std::exp(-mean);
    int k = 0;
    for (double p = unit(); p > limit; p *= unit()) ++k;
    return k;
  }

 private:
  std::uint64_t state_;
};

}  // namespace trede::properties
