// SPDX-License-Identifier: EUPL-1.2
#include "observe/carry.hpp"

#include <algorithm>
#include <cmath>

namespace trede {
namespace {
constexpr double kAlmostWhole = 1e-9;  // a share of 0.3 times 10 is three
}

Carrier::Carrier(const Concordance& concordance, const AreaSet& from, const AreaSet& to)
    : to_(to), from_vintage_(concordance.from), in_(to.size()), certain_(from.size(), kNoArea) {
  std::vector<int> leaving(from.size(), 0);
  for (const Edge& e : concordance.edges) ++leaving[e.from];
  for (const Edge& e : concordance.edges) {
    const bool same_place = e.kind == EdgeKind::same || e.kind == EdgeKind::recoded || e.kind == EdgeKind::renamed;
    const bool whole = leaving[e.from] == 1 && e.kind != EdgeKind::redrawn;
    const bool share_known = whole || e.basis == EdgeBasis::official || e.basis == EdgeBasis::polygons;
    in_[e.to].push_back({e.from, whole ? 1.0 : e.share, same_place, share_known, whole});
    if (whole) certain_[e.from] = e.to;
  }
}

Quantity Carrier::counts(const Quantity& old) const {
  Quantity out = Quantity::none(to_.size(), Missing::boundary_changed);
  out.carried.assign(to_.size(), 0);
  for (AreaIndex a = 0; a < to_.size(); ++a) {
    const auto& parts = in_[a];
    if (parts.empty()) continue;
    double sum = 0.0;
    Missing reason = Missing::none;
    bool crossed = parts.size() > 1;
    for (const In& part : parts) {
      if (!part.share_known) reason = Missing::boundary_changed;
      else if (old.missing[part.from] != Missing::none && reason == Missing::none) reason = old.missing[part.from];
      sum += old.value[part.from] * part.share;
      crossed = crossed || !part.same_place;
    }
    out.missing[a] = reason;
    out.value[a] = reason == Missing::none ? sum : 0.0;
    out.carried[a] = crossed ? 1 : 0;
  }
  wijken_from_buurten(out);
  return out;
}

bool Carrier::of_whole_parts(AreaIndex area) const {
  return !in_[area].empty() && std::all_of(in_[area].begin(), in_[area].end(), [](const In& p) { return p.whole; });
}

Quantity Carrier::most(const Quantity& old) const {
  Quantity out = Quantity::none(to_.size(), Missing::none);
  for (auto a = static_cast<AreaIndex>(to_.size()); a-- > 0;) {  // buurten before their wijken
    if (to_.level(a) == AreaLevel::wijk && !of_whole_parts(a)) continue;
    for (const In& part : in_[a]) out.value[a] += old.value[part.from];
    if (to_.level(a) != AreaLevel::buurt) continue;
    const AreaIndex wijk = to_.parent(a);
    if (!of_whole_parts(wijk)) out.value[wijk] += out.value[a];
  }
  return out;
}

Quantity Carrier::least(const Quantity& old) const {
  Quantity out = Quantity::none(to_.size(), Missing::none);
  for (auto a = static_cast<AreaIndex>(to_.size()); a-- > 0;) {
    if (to_.level(a) == AreaLevel::wijk && !of_whole_parts(a)) continue;
    for (const In& part : in_[a]) out.value[a] = std::max(out.value[a], std::floor(part.share * old.value[part.from] + kAlmostWhole));
    if (to_.level(a) != AreaLevel::buurt) continue;
    const AreaIndex wijk = to_.parent(a);
    if (!of_whole_parts(wijk)) out.value[wijk] = std::max(out.value[wijk], out.value[a]);
  }
  return out;
}

// A wijk that is not one or more whole old ones is the sum of its buurten, when those are all known.
void Carrier::wijken_from_buurten(Quantity& out) const {
  const auto buurten = to_.run(AreaLevel::buurt);
  const auto wijken = to_.run(AreaLevel::wijk);
  std::vector<double> sum(to_.size(), 0.0);
  std::vector<Missing> reason(to_.size(), Missing::none);
  std::vector<std::uint8_t> any(to_.size(), 0);
  for (AreaIndex b = buurten.first; b < buurten.last; ++b) {
    const AreaIndex w = to_.parent(b);
    any[w] = 1;
    sum[w] += out.value[b];
    if (out.missing[b] != Missing::none && reason[w] == Missing::none) reason[w] = out.missing[b];
  }
  for (AreaIndex w = wijken.first; w < wijken.last; ++w) {
    if (of_whole_parts(w) || !any[w]) continue;
    out.missing[w] = reason[w];
    out.value[w] = reason[w] == Missing::none ? sum[w] : 0.0;
    out.carried[w] = 1;
  }
}

Quantity Carrier::values(const Quantity& old, const Quantity* weights) const {
  Quantity out = Quantity::none(to_.size(), Missing::boundary_changed);
  out.carried.assign(to_.size(), 0);
  for (AreaIndex a = 0; a < to_.size(); ++a) {
    const auto& parts = in_[a];
    if (parts.size() == 1 && parts[0].same_place) {
      out.value[a] = old.value[parts[0].from];
      out.missing[a] = old.missing[parts[0].from];
      continue;
    }
    const bool merged = parts.size() > 1 && weights != nullptr && std::all_of(parts.begin(), parts.end(), [&](const In& p) {
                          return p.whole && old.missing[p.from] == Missing::none && weights->missing[p.from] == Missing::none;
                        });
    if (!merged) continue;
    double top = 0.0, bottom = 0.0;
    for (const In& p : parts) {
      top += weights->value[p.from] * old.value[p.from];
      bottom += weights->value[p.from];
    }
    if (bottom <= 0.0) continue;
    out.value[a] = top / bottom;
    out.missing[a] = Missing::none;
    out.carried[a] = 1;
  }
  return out;
}

}  // namespace trede
