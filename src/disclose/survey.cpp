// SPDX-License-Identifier: EUPL-1.2
#include "disclose/survey.hpp"

#include <algorithm>
#include <cmath>

#include "disclose/relations.hpp"
#include "disclose/rules.hpp"
#include "disclose/withhold.hpp"

namespace trede {
namespace {

using protect::CellState;

constexpr double kRespondentBase = 10.0;  // the published number of respondents is rounded to this

double rounded_answers(double n) { return std::max(kRespondentBase, kRespondentBase * std::round(n / kRespondentBase)); }

double shown_share(const PublishedSeries& s, AreaIndex a) {
  const double step = share_step(s.respondents[a]);
  return std::clamp(step * std::round(s.value[a] / step), 0.0, 100.0);
}

// The respondents as cells, and parent = Σ children.
CountRelations respondents(const PublishedSeries& s, const std::vector<Missing>& reason, const DisclosureConfig& rule, const AreaSet& areas,
                           std::vector<Cell>& cells) {
  CountRelations r;
  std::vector<std::vector<CountTerm>> sums(areas.size());
  for (AreaIndex a = 0; a < areas.size(); ++a) {
    r.node_parent.push_back(areas.parent(a) == kNoArea ? protect::kNoNode : areas.parent(a));
    if (s.missing[a] != Missing::none) continue;
    CountCell cell;
    cell.value = static_cast<std::int32_t>(std::lround(s.respondents[a]));
    cell.least = 0;
    cell.node = a;
    cell.width = rule.minimum_respondents;
    cell.cost = 1.0 + std::log2(1.0 + s.respondents[a]);
    if (reason[a] != Missing::none) cell.state = CellState::sensitive;
    cells[a] = r.add(cell);
    sums[a].push_back({cells[a], 1});
  }
  for (AreaIndex a = 0; a < areas.size(); ++a)
    if (cells[a] != kNoCell && areas.parent(a) != kNoArea && cells[areas.parent(a)] != kNoCell)
      sums[areas.parent(a)].push_back({cells[a], -1});
  for (auto& sum : sums)
    if (sum.size() > 1) r.relate(std::move(sum));
  return r;
}

}  // namespace

void protect_survey(PublishedSeries& s, const DisclosureConfig& rule, const AreaSet& areas) {
  std::vector<Missing> reason(areas.size(), Missing::none);
  for (AreaIndex a = 0; a < areas.size(); ++a) {
    if (s.missing[a] != Missing::none) continue;
    const double effective = rounded_answers(s.effective_n.empty() ? s.respondents[a] : s.effective_n[a]);
    const SurveyVerdict verdict = judge_share(s.value[a] / 100.0, shown_share(s, a) / 100.0, s.respondents[a], effective, rule);
    if (verdict == SurveyVerdict::too_few) reason[a] = Missing::too_few;
    if (verdict == SurveyVerdict::too_uncertain) reason[a] = Missing::unreliable;
  }
  std::vector<Cell> cells(areas.size(), kNoCell);
  const CountRelations relations = respondents(s, reason, rule, areas, cells);
  const SafePattern pattern = protect_relations(relations);
  for (AreaIndex a = 0; a < areas.size(); ++a) {
    if (cells[a] == kNoCell) continue;
    if (reason[a] == Missing::none && (pattern.withheld[cells[a]] != 0 || !pattern.unprotected.empty()))
      reason[a] = Missing::suppressed_secondary;
    if (reason[a] != Missing::none) {
      withhold(s, a, reason[a]);
      continue;
    }
    s.value[a] = shown_share(s, a);
    for (auto* column : {&s.respondents, &s.effective_n})
      if (!column->empty()) (*column)[a] = rounded_answers((*column)[a]);
  }
}

}  // namespace trede
