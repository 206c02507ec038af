// SPDX-License-Identifier: EUPL-1.2
#include "observe/survey.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace trede {
namespace {

struct Tally {
  double weight = 0, positive = 0, squares = 0;
  std::uint32_t n = 0;
};

const StagedSurvey::Item* item_of(const StagedSurvey& survey, const std::string& name) {
  for (const auto& item : survey.items)
    if (item.name == name) return &item;
  return nullptr;
}

// By answer index: 1 when its code is in the list.
std::vector<std::uint8_t> in_list(const StagedSurvey::Item& item, const std::vector<std::string>& list) {
  std::vector<std::uint8_t> out(item.codes.size(), 0);
  for (std::size_t i = 0; i < item.codes.size(); ++i) out[i] = std::find(list.begin(), list.end(), item.codes[i]) != list.end() ? 1 : 0;
  return out;
}

Series to_series(const Sources& sources, const Indicator& indicator, const StagedSurvey& survey, const Figures& f, Period period,
                 const std::vector<Tally>& tallies) {
  const std::size_t n = sources.areas().size();
  Series s;
  s.indicator = indicator.id;
  s.period = period;
  s.lineage.numerator = survey.from;
  s.lineage.columns = {f.item};
  if (!f.filter_item.empty()) s.lineage.columns.push_back(f.filter_item);
  if (survey.from.vintage != sources.areas().vintage()) s.lineage.carried_from = survey.from.vintage;
  s.value.assign(n, 0.0);
  s.respondents.assign(n, 0.0);
  s.effective_n.assign(n, 0.0);
  s.missing.assign(n, Missing::too_few);
  s.status.assign(n, Status::measured);
  for (AreaIndex a = 0; a < n; ++a) {
    const Tally& t = tallies[a];
    if (t.n == 0) {
      const AreaIndex gemeente = sources.areas().gemeente(a);
      if (gemeente == kNoArea) s.missing[a] = Missing::no_source;
      else if (tallies[gemeente].n == 0) s.missing[a] = Missing::not_surveyed;
      continue;
    }
    s.missing[a] = Missing::none;
    s.value[a] = unit_scale(indicator.unit) * t.positive / t.weight;
    s.respondents[a] = t.n;
    s.effective_n[a] = t.weight * t.weight / t.squares;
  }
  return s;
}

}  // namespace

std::vector<Series> survey_series(const Sources& sources, const Indicator& indicator, const Figures& f) {
  std::vector<Series> out;
  std::set<Period> done;
  for (const StagedSurvey& survey : sources.staging().surveys) {
    if (survey.from.source != f.source || !sources.reachable(survey.from.vintage)) continue;
    const auto* item = item_of(survey, f.item);
    const auto* filter = f.filter_item.empty() ? nullptr : item_of(survey, f.filter_item);
    if (item == nullptr || (!f.filter_item.empty() && filter == nullptr)) continue;
    const auto positive = in_list(*item, f.positive);
    const auto valid = in_list(*item, f.valid);
    const auto pass = filter == nullptr ? std::vector<std::uint8_t>{} : in_list(*filter, f.filter_in);
    const AreaSet& to = sources.areas();
    const Carrier* carrier = sources.carrier(survey.from.vintage);
    std::map<Period, std::vector<Tally>> by_period;
    for (std::size_t r = 0; r < survey.period.size(); ++r) {
      const auto answer = item->answer[r];
      if (answer < 0 || !valid[static_cast<std::size_t>(answer)]) continue;
      if (filter != nullptr && (filter->answer[r] < 0 || !pass[static_cast<std::size_t>(filter->answer[r])])) continue;
      auto& tallies = by_period[survey.period[r]];
      if (tallies.empty()) tallies.resize(to.size());
      const auto add = [&](AreaIndex a) {
        Tally& t = tallies[a];
        const double w = survey.weight[r];
        t.weight += w;
        t.squares += w * w;
        if (positive[static_cast<std::size_t>(answer)]) t.positive += w;
        ++t.n;
      };
      AreaIndex a = survey.area[r];
      if (a != kNoArea && carrier != nullptr) a = carrier->place(a);
      if (a == kNoArea) {
        // The buurt is not known (or was cut up): the answer counts for the gemeente when there is only one.
        const auto run = to.run(AreaLevel::gemeente);
        if (run.last - run.first == 1) add(run.first);
        continue;
      }
      for (; a != kNoArea && to.level(a) != AreaLevel::land; a = to.parent(a)) add(a);
    }
    for (const auto& [period, tallies] : by_period)
      if (done.insert(period).second) out.push_back(to_series(sources, indicator, survey, f, period, tallies));
  }
  return out;
}

}  // namespace trede
