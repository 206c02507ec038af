// SPDX-License-Identifier: EUPL-1.2
#include "estimate/classes.hpp"

#include <algorithm>
#include <cmath>

namespace trede {

std::vector<double> class_breaks(const PublishedFigures& figures, const Indicator& indicator, std::span<const std::size_t> series,
                                 const AreaSet& areas) {
  std::vector<double> values;
  const AreaIndex first = areas.run(AreaLevel::wijk).first;
  for (const std::size_t i : series) {
    const PublishedSeries& s = figures.series()[i];
    for (AreaIndex a = first; a < areas.size(); ++a)
      if (s.missing[a] == Missing::none) values.push_back(s.value[a]);
  }
  std::vector<double> breaks;
  if (values.size() < 5) return breaks;
  const double least = *std::min_element(values.begin(), values.end());
  const double power = std::pow(10.0, indicator.decimals);
  auto from = values.begin();
  for (std::size_t k = 1; k < 5; ++k) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() * k / 5);
    std::nth_element(from, at, values.end());
    from = at;
    const double b = std::round(*at * power) / power;
    if (b > least && (breaks.empty() || b > breaks.back())) breaks.push_back(b);
  }
  return breaks;
}

}  // namespace trede
