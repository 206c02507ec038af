// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Normal numbers by the thousand million: the quantile function as a table of 4,096 steps of equal chance, straight between them, and
// exact in the outermost eight steps at either end. One 32-bit random number gives one normal number; the mean is 0 to the last bit and
// the variance right to 2 parts in 100,000 (the test shows both). The table is made once, with the quantile function of intervals.hpp.

#include <array>
#include <cstddef>
#include <cstdint>

namespace trede::stat::composite {

class NormalTable {
 public:
  static const NormalTable& get();

  [[nodiscard]] double operator()(std::uint32_t u) const {
    const std::uint32_t step = u >> 20;
    const double within = (static_cast<double>(u & 0xFFFFFU) + 0.5) * 0x1.0p-20;
    if (step < kExact || step >= kSteps - kExact) return tail(u);
    return edge_[step] + within * (edge_[step + 1] - edge_[step]);
  }

 private:
  NormalTable();
  static double tail(std::uint32_t u);
  static constexpr std::uint32_t kSteps = 4096, kExact = 8;
  std::array<double, kSteps + 1> edge_{};
};

}  // namespace trede::stat::composite
