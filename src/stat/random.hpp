// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Random numbers by counter (philox.hpp), and numbers of other shapes made from them.

#include <cstdint>

#include "stat/philox.hpp"

namespace trede::stat {

// A binomial number of n trials with chance p, by inversion from the mode; exact to the precision of the uniform.
std::uint32_t binomial(Philox& random, std::uint32_t n, double p);

}  // namespace trede::stat
