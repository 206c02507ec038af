// SPDX-License-Identifier: EUPL-1.2
#include "signal/leefgebieden.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace trede::signal {
namespace {

bool counts_here(const SignalInput& input, const Indicator& indicator, bool with_modelled) {
  return indicator.in_ladder() && admit(input, indicator, with_modelled).admitted;
}

// Whether the figure behind a z is judged less favourable; nullopt where nothing is judged.
std::optional<bool> judged_worse(const SignalInput& input, const IndicatorScore& score, AreaIndex a) {
  const Comparison& versus = input.estimates.series[score.series].versus[static_cast<std::size_t>(Versus::gemeente)];
  if (a >= versus.judgement.size()) return std::nullopt;
  switch (versus.judgement[a]) {
    case Judgement::worse: return true;
    case Judgement::better:
    case Judgement::similar: return false;
    default: return std::nullopt;
  }
}

}  // namespace

std::vector<LeefgebiedScore> leefgebied_scores(const SignalInput& input, bool with_modelled) {
  const std::size_t n = input.areas.size();
  std::vector<LeefgebiedScore> out;
  for (const Leefgebied& l : input.catalogue.leefgebieden) {
    LeefgebiedScore s;
    s.leefgebied = &l;
    std::vector<double> weight(n, 0), sum(n, 0), worse(n, 0), judged(n, 0), modelled(n, 0);
    std::array<double, 4> all{};  // weight with figures, by level
    for (const IndicatorScore& i : input.scores.indicators) {
      const Indicator* indicator = input.catalogue.indicator(i.indicator);
      if (indicator == nullptr || indicator->leefgebied != l.id || !counts_here(input, *indicator, with_modelled)) continue;
      const bool model = is_modelled(input, *indicator);
      std::array<bool, 4> any{};
      for (AreaIndex a = 0; a < n && a < i.has.size(); ++a) {
        if (i.has[a] == 0) continue;
        any[static_cast<std::size_t>(input.areas.level(a))] = true;
        weight[a] += indicator->weight;
        sum[a] += indicator->weight * i.z[a];
        if (model) modelled[a] += indicator->weight;
        const auto is_worse = judged_worse(input, i, a);
        if (is_worse) judged[a] += indicator->weight;
        if (is_worse.value_or(false)) worse[a] += indicator->weight;
      }
      for (std::size_t level = 0; level < all.size(); ++level)
        if (any[level]) all[level] += indicator->weight;
    }
    s.mean.assign(n, 0);
    s.has.assign(n, 0);
    s.worse.assign(n, 0);
    s.modelled.assign(n, 0);
    bool some = false;
    for (AreaIndex a = 0; a < n; ++a) {
      const double of = all[static_cast<std::size_t>(input.areas.level(a))];
      if (!(weight[a] > 0) || 2.0 * weight[a] < of) continue;
      some = true;
      s.has[a] = 1;
      s.mean[a] = sum[a] / weight[a];
      s.worse[a] = judged[a] > 0 ? worse[a] / judged[a] : -1.0;
      s.modelled[a] = modelled[a] / weight[a];
    }
    if (some) out.push_back(std::move(s));
  }
  return out;
}

std::vector<const IndicatorScore*> least_favourable(const SignalInput& input, const LeefgebiedId& leefgebied, AreaIndex area,
                                                    bool with_modelled) {
  std::vector<const IndicatorScore*> out;
  for (const IndicatorScore& i : input.scores.indicators) {
    const Indicator* indicator = input.catalogue.indicator(i.indicator);
    if (indicator == nullptr || indicator->leefgebied != leefgebied || !counts_here(input, *indicator, with_modelled)) continue;
    if (area < i.has.size() && i.has[area] != 0) out.push_back(&i);
  }
  std::stable_sort(out.begin(), out.end(), [&](const IndicatorScore* a, const IndicatorScore* b) { return a->z[area] > b->z[area]; });
  return out;
}

}  // namespace trede::signal
