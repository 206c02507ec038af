// SPDX-License-Identifier: EUPL-1.2
#include "score/overlap.hpp"

#include <algorithm>
#include <cmath>

#include "stat/composite/correlation.hpp"

namespace trede {
namespace {

constexpr std::size_t kFewestPairs = 20;

}  // namespace

Overlap find_overlap(const Catalogue& catalogue, const AreaSet& areas, const Scores& scores, unsigned threads) {
  Overlap out;
  for (const AreaLevel level : {AreaLevel::buurt, AreaLevel::wijk, AreaLevel::gemeente}) {
    const auto run = areas.run(level);
    const std::size_t n = run.last - run.first;
    std::vector<stat::composite::Column> columns;
    std::vector<const IndicatorScore*> which;
    for (const IndicatorScore& s : scores.indicators) {
      const Indicator* indicator = catalogue.indicator(s.indicator);
      if (!indicator->in_ladder() || indicator->direction == Direction::context) continue;
      if (static_cast<std::size_t>(std::count(s.has.begin() + run.first, s.has.begin() + run.last, 1)) < kFewestPairs) continue;
      columns.push_back({s.z.data() + run.first, s.has.data() + run.first});
      which.push_back(&s);
    }
    if (columns.size() < 2) continue;
    const auto correlations = stat::composite::correlations(columns, n, kFewestPairs, threads);
    out.areas = level;
    out.indicators = static_cast<int>(columns.size());
    out.effective = stat::composite::effective_number(correlations);
    for (const auto& pair : stat::composite::collinear_pairs(correlations, kCollinear))
      out.pairs.push_back({which[pair.first]->indicator, which[pair.second]->indicator, pair.correlation, pair.count});
    break;
  }
  return out;
}

}  // namespace trede
