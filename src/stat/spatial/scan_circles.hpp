// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The circles of a scan: around every area the nearest areas, one more at a time, while the population fits. Used by scan.cpp alone.

#include <cstdint>
#include <span>
#include <vector>

namespace trede::stat {

struct Circles {
  std::vector<std::uint32_t> first;  // by centre, and the end
  std::vector<std::uint32_t> area;   // the area that the circle takes in
  std::vector<double> expected;      // inside, up to and with that area
};

// Areas at the same distance come in the order of their index.
Circles circles(std::span<const double> x, std::span<const double> y, std::span<const double> population, std::span<const double> expected,
                double most_population, unsigned threads);

}  // namespace trede::stat
