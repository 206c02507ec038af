// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The table of normal numbers of kernel_draws.hpp, made once per process.

#include <array>
#include <cstdint>

#include "stat/composite/kernel_draws.hpp"

namespace trede::stat::composite {

class NormalTable {
 public:
  static const NormalTable& get();

  [[nodiscard]] double operator()(std::uint32_t u) const { return normal_number(edge_.data(), u); }
  [[nodiscard]] const double* data() const { return edge_.data(); }

 private:
  NormalTable() { fill_normal_steps(edge_.data()); }
  std::array<double, kNormalSteps + 1> edge_{};
};

}  // namespace trede::stat::composite
