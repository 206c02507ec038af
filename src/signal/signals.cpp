// SPDX-License-Identifier: EUPL-1.2
#include "signal/signals.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

#include "base/parallel.hpp"
#include "signal/breaks.hpp"
#include "signal/clusters.hpp"
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

// Where many families are searched, some find something although nothing is there, and within those all is chance. So the families of a
// kind are chosen first, by their least q-value (Benjamini & Hochberg over the families), and what is found in a chosen family is judged at
// rate × chosen / families (Benjamini & Bogomolov 2014): then the part that is chance, averaged over the chosen families, stays within the
// rate. Signals stand in the order of their families.
void choose_families(signal::Found& all) {
  std::vector<Signal> kept;
  std::size_t at = 0;
  for (std::size_t k = 0; k < kSignalKinds; ++k) {
    const auto kind = static_cast<SignalKind>(k);
    std::vector<double> best;
    for (const SignalFamily& f : all.families)
      if (f.kind == kind && f.tests > 0) best.push_back(f.best);
    std::sort(best.begin(), best.end());
    std::size_t chosen = 0;
    for (std::size_t r = 0; r < best.size(); ++r)
      if (best[r] <= signal::kRate * static_cast<double>(r + 1) / static_cast<double>(best.size())) chosen = r + 1;
    const double part = best.empty() ? 1.0 : static_cast<double>(chosen) / static_cast<double>(best.size());
    for (SignalFamily& f : all.families)
      if (f.kind == kind) f.level = f.rate * part;
  }
  for (SignalFamily& f : all.families) {
    std::int64_t found = 0;
    for (std::int64_t i = 0; i < f.found; ++i, ++at) {
      Signal& s = all.list[at];
      if (s.q > f.level) continue;
      s.q = std::min(1.0, s.q * f.rate / f.level);
      s.strength = std::min(s.strength, signal::strength_of(s.q, s.stability));
      kept.push_back(std::move(s));
      ++found;
    }
    f.found = found;
    f.expected_false = f.rate * static_cast<double>(found);
  }
  all.list = std::move(kept);
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
  choose_families(all);
  std::stable_sort(all.list.begin(), all.list.end(), before);
  return {std::move(all.list), std::move(all.families), std::move(all.not_looked_at)};
}

}  // namespace trede
