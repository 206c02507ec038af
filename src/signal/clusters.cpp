// SPDX-License-Identifier: EUPL-1.2
#include "signal/clusters.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "signal/cluster_methods.hpp"
#include "signal/cluster_words.hpp"
#include "stat/spatial/autocorrelation.hpp"

namespace trede::signal {
namespace {

constexpr double kJoins = 0.5;         // share of a cluster's areas in which another method must agree
constexpr double kClearly = 1.0;       // normal score (of the most unfavourable sixth): who joins at the border of a cluster
constexpr double kMostTogether = 0.1;  // of the areas, measured together with others
constexpr std::size_t kSmallest = 2;   // areas in a cluster

NotLookedAt why_not(const Indicator& indicator, const char* nl, const char* en) {
  return {.kind = SignalKind::cluster, .indicator = indicator.id, .why = {nl, en}};
}

// Areas found, with the bordering areas that are clearly on the unfavourable side themselves.
std::vector<std::uint32_t> widened(const std::vector<std::uint32_t>& cores, const Pairs& pairs, const std::vector<double>& score) {
  std::vector<std::uint8_t> in(score.size(), 0), core(score.size(), 0);
  for (const std::uint32_t i : cores) in[i] = core[i] = 1;
  for (const auto& [a, b] : pairs) {
    if (core[a] != 0 && score[b] >= kClearly) in[b] = 1;
    if (core[b] != 0 && score[a] >= kClearly) in[a] = 1;
  }
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < in.size(); ++i)
    if (in[i] != 0 && score[i] > 0.0) out.push_back(i);
  return out;
}

struct Tested {
  Reading reading;
  std::vector<double> score;  // normal scores, positive = unfavourable
  Pairs pairs;
  HotSpots hot;
  std::vector<double> q;
  std::vector<Circle> circles;
};

// What every cluster of an indicator is held against, computed once for all of its clusters: a country has hundreds.
struct OtherViews {
  LocalMarks marks;  // local Moran and join counts
  HotSpots nearest;  // Gi* with the nearest areas as neighbours
  Reading per_wijk;  // the same series; without areas where the clusters are of wijken
};

OtherViews other_views(const SignalInput& input, const Tested& t, const Near& near) {
  OtherViews out;
  out.marks = moran_and_joins(t.reading, t.score, t.pairs);
  out.nearest = hot_spots(t.score, near.nearest(t.reading));
  if (t.reading.level == AreaLevel::buurt) out.per_wijk = read(input, t.reading.series, AreaLevel::wijk);
  return out;
}

bool share_holds(const std::vector<std::uint32_t>& members, const std::function<bool(std::uint32_t)>& holds) {
  const auto n = std::count_if(members.begin(), members.end(), holds);
  return static_cast<double>(n) >= kJoins * static_cast<double>(members.size());
}

bool overlaps(const std::vector<std::uint32_t>& members, const Circle& circle) {
  return share_holds(members, [&](std::uint32_t i) { return std::binary_search(circle.areas.begin(), circle.areas.end(), i); });
}

// Whether local Moran, join counts or the scan see the same place.
Stability by_method(const Tested& t, const LocalMarks& marks, const std::vector<std::uint32_t>& members, bool by_scan) {
  std::vector<std::string> which;
  if (!by_scan || share_holds(members, [&](std::uint32_t i) { return t.hot.p[i] <= kRate && t.hot.z[i] > 0; })) {
    if (by_scan) which.emplace_back("Gi*");
  }
  if (share_holds(members, [&](std::uint32_t i) { return marks.moran[i] != 0; })) which.emplace_back("Moran");
  if (share_holds(members, [&](std::uint32_t i) { return marks.joins[i] != 0; })) which.emplace_back("join count");
  const bool scanned = std::any_of(t.circles.begin(), t.circles.end(), [&](const Circle& c) { return overlaps(members, c); });
  if (!by_scan && scanned) which.emplace_back("Kulldorff");
  return method_words(which);
}

Stability by_neighbours(const HotSpots& other, const std::vector<std::uint32_t>& members) {
  return neighbour_words(share_holds(members, [&](std::uint32_t i) { return other.p[i] <= kRate && other.z[i] > 0; }));
}

// The wijk (of wijken: the gemeente) in which most of the cluster lies. Which buurt is its first one changes from year to year by chance.
AreaIndex heart(const SignalInput& input, const std::vector<AreaIndex>& areas) {
  std::map<AreaIndex, std::size_t> count;
  for (const AreaIndex a : areas) ++count[input.areas.parent(a)];
  const auto most = std::max_element(count.begin(), count.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most->first;
}

Signal signal_of(const SignalInput& input, const Tested& t, const OtherViews& other, const std::vector<std::uint32_t>& members, double p,
                 double q, const Circle* circle) {
  Signal s;
  s.kind = SignalKind::cluster;
  s.indicators = {t.reading.indicator->id};
  s.level = t.reading.level;
  s.period = t.reading.period;
  s.p = p;
  s.q = q;
  for (const std::uint32_t i : members) {
    s.areas.push_back(t.reading.areas[i]);
    s.cells.push_back({.indicator = t.reading.indicator->id, .period = t.reading.period, .area = t.reading.areas[i]});
  }
  s.id = signal_id(s.kind, s.indicators, input.areas.code(heart(input, s.areas)));
  const Contrast contrast = contrast_of(input, t.reading, members);
  describe(input, t.reading, contrast, s);
  if (circle != nullptr) add_circle(*circle, s);
  if (s.level == AreaLevel::buurt) check(s, by_wijk(input, other.per_wijk, s.areas));
  check(s, by_neighbours(other.nearest, members));
  check(s, by_method(t, other.marks, members, circle != nullptr));
  s.strength = strength_of(q, s.stability);
  return s;
}

// "-2" for the second cluster with the same heart.
std::string nth(const Found& found, const std::string& id) {
  const auto same_place = std::count_if(found.list.begin(), found.list.end(), [&](const Signal& s) { return s.id.rfind(id, 0) == 0; });
  return same_place == 0 ? "" : "-" + std::to_string(same_place + 1);
}

// What Gi* finds, in contiguous sets.
std::vector<std::vector<std::uint32_t>> sets(const Tested& t) {
  std::vector<std::uint32_t> cores;
  for (std::uint32_t i = 0; i < t.q.size(); ++i)
    if (t.q[i] <= kRate && t.hot.z[i] > 0 && t.score[i] > 0) cores.push_back(i);
  std::vector<std::vector<std::uint32_t>> out = contiguous(widened(cores, t.pairs, t.score), t.pairs, t.score.size());
  out.erase(std::remove_if(out.begin(), out.end(), [](const auto& set) { return set.size() < kSmallest; }), out.end());
  return out;
}

Found test(const SignalInput& input, Reading reading, const Near& near) {
  Found found;
  Tested t;
  t.pairs = near.bordering(reading);
  t.score = normal_scores(reading);
  t.hot = hot_spots(t.score, t.pairs);
  const Indicator& indicator = *reading.indicator;
  t.reading = std::move(reading);
  t.q = family(found, SignalKind::cluster, family_id(SignalKind::cluster, indicator, t.reading.period, t.reading.level), t.hot.p);
  if (t.reading.counts) t.circles = scan_circles_of(input, t.reading, t.pairs);
  const auto found_sets = sets(t);
  OtherViews other;
  if (!found_sets.empty() || !t.circles.empty()) other = other_views(input, t, near);
  std::vector<std::uint8_t> taken(t.score.size(), 0);
  for (const auto& members : found_sets) {
    double p = 1.0, q = 1.0;
    for (const std::uint32_t i : members) {
      taken[i] = 1;
      p = std::min(p, t.hot.p[i]);
      q = std::min(q, t.q[i]);
    }
    Signal s = signal_of(input, t, other, members, p, q, nullptr);
    s.id += nth(found, s.id);
    found.list.push_back(std::move(s));
    ++found.families.back().found;
  }
  if (!t.reading.counts) return found;
  SignalFamily scanned;
  scanned.kind = SignalKind::cluster;
  scanned.id = family_id(SignalKind::cluster, indicator, t.reading.period, t.reading.level) + "/scan";
  scanned.tests = 1;
  scanned.rate = kRate;
  for (const Circle& c : t.circles) scanned.best = std::min(scanned.best, c.p);
  for (const Circle& c : t.circles) {
    const bool known = std::any_of(c.areas.begin(), c.areas.end(), [&](std::uint32_t i) { return taken[i] != 0; });
    if (known || c.areas.size() < kSmallest) continue;
    Signal s = signal_of(input, t, other, c.areas, c.p, c.p, &c);
    s.strength = Strength::weak;
    s.id += nth(found, s.id);
    found.list.push_back(std::move(s));
    ++scanned.found;
  }
  found.families.push_back(std::move(scanned));
  return found;
}

}  // namespace

Found clusters(const SignalInput& input, const Indicator& indicator, const Near& buurten, const Near& wijken) {
  Found found;
  const Admission admission = admit(input, indicator, false);
  if (!admission.admitted) {
    if (!admission.silent) found.not_looked_at.push_back({.kind = SignalKind::cluster, .indicator = indicator.id, .why = admission.why});
    return found;
  }
  if (buurten.empty() && wijken.empty()) {
    found.not_looked_at.push_back(why_not(indicator, "Er is geen kaart, dus niet bekend wat aan elkaar grenst.",
                                          "There is no map, so it is not known which areas share a border."));
    return found;
  }
  for (const AreaLevel level : {AreaLevel::buurt, AreaLevel::wijk}) {
    const Near& near = level == AreaLevel::buurt ? buurten : wijken;
    if (near.empty()) continue;
    auto reading = latest(input, indicator.id, level, kFewest);
    if (!reading) continue;
    if (share_measured_together(input, *reading) > kMostTogether) {
      found.not_looked_at.push_back(why_not(
          indicator, "De bron geeft groepen gebieden samen één cijfer. Dat gebieden naast elkaar op elkaar lijken, zegt hier dus niets.",
          "The source gives groups of areas one figure together. So it says nothing here that neighbours look alike."));
      return found;
    }
    found.add(test(input, std::move(*reading), near));
    return found;
  }
  found.not_looked_at.push_back(why_not(indicator, "Te weinig gebieden hebben een cijfer om naar buren te kijken.",
                                        "Too few areas have a figure to look at neighbours."));
  return found;
}

}  // namespace trede::signal
