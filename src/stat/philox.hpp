// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Random numbers by counter: the numbers of (seed, replication, item) are a function of these three alone, so results do not depend on the
// number of threads or on the order of work. Philox 4×32-10 (Salmon, Moraes, Dror & Shaw 2011). C headers only: the scoring kernel that
// runs in the page draws with the same code.

#include <stdint.h>

namespace trede::stat {

class Philox {
 public:
  Philox(uint64_t seed, uint32_t replication, uint32_t item)
      : key_{static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)}, counter_{0, 0, item, replication} {}

  uint32_t next() {
    if (left_ == 0) refill();
    return block_[--left_];
  }
  // Uniform on (0, 1), 53 bits, never 0 or 1.
  double uniform() {
    const uint64_t high = next(), low = next();
    return (static_cast<double>(((high << 32) | low) >> 11) + 0.5) * 0x1.0p-53;
  }

 private:
  void refill() {
    uint32_t c[4] = {counter_[0], counter_[1], counter_[2], counter_[3]};
    uint32_t k[2] = {key_[0], key_[1]};
    for (int round = 0; round < 10; ++round) {
      const uint64_t a = uint64_t{0xD2511F53U} * c[0], b = uint64_t{0xCD9E8D57U} * c[2];
      const uint32_t from1 = c[1], from3 = c[3];
      c[0] = static_cast<uint32_t>(b >> 32) ^ from1 ^ k[0];
      c[1] = static_cast<uint32_t>(b);
      c[2] = static_cast<uint32_t>(a >> 32) ^ from3 ^ k[1];
      c[3] = static_cast<uint32_t>(a);
      k[0] += 0x9E3779B9U;
      k[1] += 0xBB67AE85U;
    }
    for (int i = 0; i < 4; ++i) block_[i] = c[i];
    left_ = 4;
    if (++counter_[0] == 0) ++counter_[1];
  }

  uint32_t key_[2];
  uint32_t counter_[4], block_[4] = {};
  unsigned left_ = 0;
};

}  // namespace trede::stat
