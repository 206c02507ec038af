// SPDX-License-Identifier: EUPL-1.2
#include "score/withheld.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace trede {

bool is_withheld(const PublishedSeries& series, AreaIndex area) {
  const Missing missing = series.missing[area];
  return (series.status[area] == Status::withheld && missing != Missing::none && missing != Missing::above_level) ||
         missing == Missing::confidential;
}

WithheldFigures::WithheldFigures(const Indicator& indicator, const PublishedSeries& series, const PublishedFigures& figures,
                                 const AreaSet& areas, const AreaGroup& group)
    : scale_(unit_scale(indicator.unit)), most_(indicator.unit == Unit::percent ? 100.0 : std::numeric_limits<double>::max()) {
  for (AreaIndex a = group.first; a < group.last; ++a) {
    if (series.missing[a] == Missing::none) shown_.push_back(series.value[a]);
    else if (is_withheld(series, a)) places_.push_back(a - group.first);
  }
  std::vector<AreaIndex> parents;
  for (const std::uint32_t place : places_) {
    const AreaIndex parent = areas.parent(group.first + place);
    if (std::find(parents.begin(), parents.end(), parent) != parents.end()) continue;
    parents.push_back(parent);
    Joint joint;
    if (known_together(series, figures, areas, group, parent, joint)) joint_.push_back(std::move(joint));
    else
      for (const std::uint32_t other : places_)
        if (areas.parent(group.first + other) == parent) alone_.push_back(other);
  }
  for (const Joint& joint : joint_)
    joint_view_.push_back({.count = joint.count, .share = joint.shares.data(), .size = joint.shares.size()});
}

bool WithheldFigures::known_together(const PublishedSeries& series, const PublishedFigures& figures, const AreaSet& areas,
                                     const AreaGroup& group, AreaIndex parent, Joint& out) const {
  if (parent == kNoArea || series.numerator.empty() || series.denominator.empty() || series.missing[parent] != Missing::none) return false;
  out.count = series.numerator[parent];
  double persons = series.denominator[parent];
  if (!(persons > 0.0) || std::abs(scale_ * out.count / persons - series.value[parent]) > 1e-6 * std::max(1.0, series.value[parent]))
    return false;  // not a plain count of a plain denominator
  const auto inhabitants_of = [&](AreaIndex a) { return a < figures.inhabitants().size() ? figures.inhabitants()[a] : -1.0; };
  double inhabitants = 0.0;
  for (AreaIndex a = group.first; a < group.last; ++a) {
    if (areas.parent(a) != parent) continue;
    if (series.missing[a] == Missing::none) {
      out.count -= series.numerator[a];
      persons -= series.denominator[a];
    } else if (is_withheld(series, a)) {
      const double here = inhabitants_of(a);
      if (!(here > 0.0)) return false;
      out.shares.push_back({a - group.first, here});
      inhabitants += here;
    } else if (series.missing[a] != Missing::not_applicable && inhabitants_of(a) != 0.0) {
      return false;
    }
  }
  if (out.count < 0.0 || !(persons > 0.0) || out.shares.empty()) return false;
  for (auto& share : out.shares) share.persons *= persons / inhabitants;
  return true;
}

stat::composite::WithheldPlaces WithheldFigures::view() const {
  return {.place = places_.data(),
          .size = places_.size(),
          .joint = joint_view_.data(),
          .joints = joint_view_.size(),
          .alone = alone_.data(),
          .alones = alone_.size(),
          .shown = shown_.data(),
          .shown_size = shown_.size(),
          .unit = scale_,
          .most = most_};
}

}  // namespace trede
