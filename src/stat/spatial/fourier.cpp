// SPDX-License-Identifier: EUPL-1.2
#include "stat/spatial/fourier.hpp"

#include <cmath>
#include <numbers>
#include <utility>

namespace trede::stat {

Fourier::Fourier(unsigned bits) : size_(std::size_t{1} << bits), turn_(size_ / 2), swap_(size_, 0) {
  for (std::size_t k = 0; k < turn_.size(); ++k) {
    const double angle = -2.0 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(size_);
    turn_[k] = {std::cos(angle), std::sin(angle)};
  }
  for (std::size_t i = 1; i < size_; ++i) swap_[i] = (swap_[i >> 1] >> 1) | ((i & 1) != 0 ? static_cast<std::uint32_t>(size_ >> 1) : 0U);
}

void Fourier::run(std::vector<Complex>& x, bool back) const {
  for (std::size_t i = 0; i < size_; ++i)
    if (i < swap_[i]) std::swap(x[i], x[swap_[i]]);
  for (std::size_t half = 1; half < size_; half *= 2) {
    const std::size_t step = size_ / (2 * half);
    for (std::size_t begin = 0; begin < size_; begin += 2 * half)
      for (std::size_t k = 0; k < half; ++k) {
        Complex turn = turn_[k * step];
        if (back) turn.im = -turn.im;
        const Complex a = x[begin + k], b = turn * x[begin + k + half];
        x[begin + k] = a + b;
        x[begin + k + half] = a - b;
      }
  }
}

}  // namespace trede::stat
