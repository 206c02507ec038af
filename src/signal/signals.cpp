// SPDX-License-Identifier: EUPL-1.2
#include "signal/signals.hpp"

#include <algorithm>
#include <functional>
#include <tuple>

#include "base/parallel.hpp"
#include "signal/breaks.hpp"
#include "signal/clusters.hpp"
#include "signal/families.hpp"
#include "signal/pairs.hpp"
#include "signal/reading.hpp"
#include "signal/split_wijk.hpp"
#include "signal/stacking.hpp"
#include "signal/worsening.hpp"

namespace trede {
namespace {

// Each piece of work gives its own findings; they are joined in the order of this list, whatever thread did them.
using Work = std::function<signal::Found()>;

std::vector<Work> all_work(const SignalInput& input, const signal::Near& buurten, const signal::Near& wijken) {
  std::vector<Work> work;
  const auto& indicators = input.catalogue.indicators;
  for (std::size_t i = 0; i < indicators.size(); ++i) work.emplace_back([&, i] { return signal::worse_and_worsening(input, i); });
  for (const Indicator& indicator : indicators) work.emplace_back([&] { return signal::clusters(input, indicator, buurten, wijken); });
  for (const Indicator& indicator : indicators) work.emplace_back([&] { return signal::series_breaks(input, indicator); });
  work.emplace_back([&] { return signal::stacking(input); });
  for (const Indicator& indicator : indicators) work.emplace_back([&] { return signal::reach_gaps(input, indicator); });
  for (const Indicator& indicator : indicators) work.emplace_back([&] { return signal::perception_gaps(input, indicator); });
  work.emplace_back([&] { return signal::split_wijken(input); });
  return work;
}

// Strongest first: the class, then q, then p; then by kind, place, indicators.
bool before(const Signal& a, const Signal& b) {
  if (a.strength != b.strength) return a.strength > b.strength;
  const auto key = [](const Signal& s) { return std::tuple(s.q, s.p, s.kind); };
  if (key(a) != key(b)) return key(a) < key(b);
  if (a.areas != b.areas) return a.areas < b.areas;
  return a.id < b.id;
}

}  // namespace

std::string_view published_word(SignalKind kind) {
  switch (kind) {
    case SignalKind::worse_and_worsening: return "ongunstig_en_ongunstiger";
    case SignalKind::cluster: return "cluster";
    case SignalKind::series_break: return "breuk";
    case SignalKind::stacking: return "stapeling";
    case SignalKind::reach_gap: return "bereikkloof";
    case SignalKind::perception_gap: return "registratie_en_beleving";
    case SignalKind::split_wijk: return "gespleten_wijk";
  }
  return {};
}

Text name_of(SignalKind kind) {
  switch (kind) {
    case SignalKind::worse_and_worsening: return {"Ongunstig en ongunstiger", "Unfavourable and becoming more so"};
    case SignalKind::cluster: return {"Cluster", "Cluster"};
    case SignalKind::series_break: return {"Breuk in de reeks", "Break in the series"};
    case SignalKind::stacking: return {"Stapeling", "Stacking"};
    case SignalKind::reach_gap: return {"Bereikkloof", "Reach gap"};
    case SignalKind::perception_gap: return {"Registratie en beleving", "Registered and perceived"};
    case SignalKind::split_wijk: return {"Gespleten wijk", "Split wijk"};
  }
  return {};
}

std::string_view published_word(Strength strength) {
  switch (strength) {
    case Strength::weak: return "zwak";
    case Strength::clear: return "duidelijk";
    case Strength::strong: return "sterk";
  }
  return {};
}

Signals find_signals(const SignalInput& input) {
  const signal::Near buurten(input, AreaLevel::buurt), wijken(input, AreaLevel::wijk);
  const std::vector<Work> work = all_work(input, buurten, wijken);
  std::vector<signal::Found> found(work.size());
  parallel_for(work.size(), input.threads, [&](std::size_t i) { found[i] = work[i](); });
  signal::Found all;
  for (signal::Found& f : found) all.add(std::move(f));
  signal::choose_families(all);
  std::stable_sort(all.list.begin(), all.list.end(), before);
  return {std::move(all.list), std::move(all.families), std::move(all.not_looked_at)};
}

}  // namespace trede
