// SPDX-License-Identifier: EUPL-1.2
// The middle value of at least one value, without weights: of an even number the mean of the middle two.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace trede::stat {

inline double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2.0;
}

}  // namespace trede::stat
