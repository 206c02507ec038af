// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The tests behind clusters.hpp, on the columns of one reading.

#include <cstdint>
#include <vector>

#include "signal/near.hpp"

namespace trede::signal {

// Normal scores of the figures, positive = unfavourable; counts as deviates of their rate first.
std::vector<double> normal_scores(const Reading& reading);

struct HotSpots {
  std::vector<double> z, p;  // Gi*, two-sided; p = 1 for an area without neighbours
};
HotSpots hot_spots(const std::vector<double>& score, const Pairs& pairs);

// By area: local Moran high-high at 5 %, and more unfavourable neighbours than the marks dealt at random give (5 %), where the mark is
// the most unfavourable quarter.
struct LocalMarks {
  std::vector<std::uint8_t> moran, joins;
};
LocalMarks moran_and_joins(const Reading& reading, const std::vector<double>& score, const Pairs& pairs);

// A circle of the scan with p ≤ 5 %, the counts divided by how much more than by chance areas differ anyway: its largest contiguous part,
// ascending positions.
struct Circle {
  std::vector<std::uint32_t> areas;
  double cases = 0, expected = 0, ratio = 0, p = 1;
};
std::vector<Circle> scan_circles_of(const SignalInput& input, const Reading& reading, const Pairs& pairs);

}  // namespace trede::signal
