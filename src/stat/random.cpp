// SPDX-License-Identifier: EUPL-1.2
#include "stat/random.hpp"

#include <cmath>

namespace trede::stat {

std::uint32_t binomial(Philox& random, std::uint32_t n, double p) {
  if (n == 0 || p <= 0.0) return 0;
  if (p >= 1.0) return n;
  const double trials = n, odds = p / (1.0 - p);
  double u = random.uniform();
  if (trials * p < 30.0) {
    double mass = std::exp(trials * std::log1p(-p));
    std::uint32_t k = 0;
    while (u > mass && k < n) {
      u -= mass;
      mass *= odds * (trials - k) / (k + 1.0);
      ++k;
    }
    return k;
  }
  const auto mode = static_cast<std::uint32_t>((trials + 1.0) * p);
  const double at = mode;
  const double centre = std::exp(std::lgamma(trials + 1.0) - std::lgamma(at + 1.0) - std::lgamma(trials - at + 1.0) + at * std::log(p) +
                                 (trials - at) * std::log1p(-p));
  if (u <= centre) return mode;
  u -= centre;
  // Outwards, one step on either side in turn, so that the expected number of steps is a few standard deviations.
  double up = centre, down = centre;
  std::uint32_t high = mode, low = mode;
  while (high < n || low > 0) {
    if (high < n) {
      up *= odds * (trials - high) / (high + 1.0);
      ++high;
      if (u <= up) return high;
      u -= up;
    }
    if (low > 0) {
      down *= low / (odds * (trials - low + 1.0));
      --low;
      if (u <= down) return low;
      u -= down;
    }
    if (up < 1e-300 && down < 1e-300) break;  // what is left of u is rounding
  }
  return mode;
}

}  // namespace trede::stat
