// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Random numbers by counter: the numbers of (seed, replication, item) are a function of these three alone, so results do not depend on the
// number of threads or on the order of work. Philox 4×32-10 (Salmon, Moraes, Dror & Shaw 2011).

#include <array>
#include <cstdint>

namespace trede::stat {

class Philox {
 public:
  Philox(std::uint64_t seed, std::uint32_t replication, std::uint32_t item)
      : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}, counter_{0, 0, item, replication} {}

  std::uint32_t next() {
    if (left_ == 0) refill();
    return block_[--left_];
  }
  // Uniform on (0, 1), 53 bits, never 0 or 1.
  double uniform() {
    const std::uint64_t high = next(), low = next();
    return (static_cast<double>(((high << 32) | low) >> 11) + 0.5) * 0x1.0p-53;
  }

 private:
  void refill() {
    std::array<std::uint32_t, 4> c = counter_;
    std::array<std::uint32_t, 2> k = key_;
    for (int round = 0; round < 10; ++round) {
      const std::uint64_t a = std::uint64_t{0xD2511F53U} * c[0], b = std::uint64_t{0xCD9E8D57U} * c[2];
      c = {static_cast<std::uint32_t>(b >> 32) ^ c[1] ^ k[0], static_cast<std::uint32_t>(b),
           static_cast<std::uint32_t>(a >> 32) ^ c[3] ^ k[1], static_cast<std::uint32_t>(a)};
      k[0] += 0x9E3779B9U;
      k[1] += 0xBB67AE85U;
    }
    block_ = c;
    left_ = 4;
    if (++counter_[0] == 0) ++counter_[1];
  }

  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_, block_{};
  unsigned left_ = 0;
};

// A binomial number of n trials with chance p, by inversion from the mode; exact to the precision of the uniform.
std::uint32_t binomial(Philox& random, std::uint32_t n, double p);

}  // namespace trede::stat
