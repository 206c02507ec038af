// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A grid of one parameter that closes in on where its likelihood is: nine points, drawn together in rounds until what is left between the
// outermost points that count is most of the grid. The likelihood must have one top.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace trede::stat {

inline constexpr std::size_t kSpreadPoints = 9;

// `at(t)` gives a value with a member log_likelihood. Afterwards `weight` of each point by the trapezium rule, the largest about 1.
template <class Value>
struct SpreadGrid {
  std::array<Value, kSpreadPoints> value = {};
  std::array<double, kSpreadPoints> weight = {};
};

template <class Value, class At>
SpreadGrid<Value> spread_grid(double least, double most, const At& at) {
  constexpr int kRounds = 6;
  constexpr double kNegligible = 12.0;  // log-likelihoods this far below the best no longer count
  SpreadGrid<Value> out;
  double low = least, high = most, best = 0.0;
  for (int round = 0; round < kRounds; ++round) {
    const double step = (high - low) / static_cast<double>(kSpreadPoints - 1);
    for (std::size_t k = 0; k < kSpreadPoints; ++k) {
      out.value[k] = at(low + step * static_cast<double>(k));
      if (k == 0 || out.value[k].log_likelihood > best) best = out.value[k].log_likelihood;
    }
    std::size_t first = 0, last = kSpreadPoints - 1;
    while (out.value[first].log_likelihood < best - kNegligible) ++first;
    while (out.value[last].log_likelihood < best - kNegligible) --last;
    const double from = std::max(least, low + step * (static_cast<double>(first) - 1.0));
    const double to = std::min(most, low + step * (static_cast<double>(last) + 1.0));
    if (to - from > 0.7 * (high - low)) break;
    low = from;
    high = to;
  }
  for (std::size_t k = 0; k < kSpreadPoints; ++k)
    out.weight[k] = std::exp(out.value[k].log_likelihood - best) * (k == 0 || k == kSpreadPoints - 1 ? 0.5 : 1.0);
  return out;
}

}  // namespace trede::stat
