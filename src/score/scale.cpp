// SPDX-License-Identifier: EUPL-1.2
#include "score/scale.hpp"

#include <algorithm>

namespace trede {

namespace kernel = stat::composite;

std::vector<AreaGroup> area_groups(const AreaSet& areas, AreaIndex reference) {
  std::vector<AreaGroup> out;
  for (const AreaLevel level : {AreaLevel::wijk, AreaLevel::buurt}) {
    const auto run = areas.run(level);
    for (AreaIndex a = run.first; a < run.last; ++a) {
      const AreaIndex gemeente = areas.gemeente(a);
      if (a == run.first || gemeente != out.back().gemeente) {
        // One gemeente is compared with the reference of the edition; in a national edition each gemeente's areas with that gemeente.
        const AreaIndex against = areas.level(reference) == AreaLevel::gemeente ? gemeente : reference;
        out.push_back({.first = a, .last = a, .level = level, .gemeente = gemeente, .reference = against});
      }
      out.back().last = a + 1;
    }
  }
  const auto gemeenten = areas.run(AreaLevel::gemeente);
  if (gemeenten.first < gemeenten.last)
    out.push_back({.first = gemeenten.first, .last = gemeenten.last, .level = AreaLevel::gemeente, .reference = reference});
  return out;
}

kernel::DrawScale Ruler::view() const {
  return {.linear = linear, .sorted = sorted.data(), .size = sorted.size(), .low = kScaleLow, .high = kScaleHigh};
}

namespace {

class Measurer {
 public:
  Measurer(const PublishedSeries& series, ScoreScale scale, double sign, const AreaSet& areas)
      : series_(series), scale_(scale), sign_(sign), has_(areas.size()) {
    for (std::size_t a = 0; a < areas.size(); ++a) has_[a] = series.missing[a] == Missing::none ? 1 : 0;
  }

  Ruler ruler(const AreaGroup& group) {
    Ruler out;
    out.linear.sign = sign_;
    const std::size_t n = group.size();
    const auto count = static_cast<std::size_t>(std::count(has_.begin() + group.first, has_.begin() + group.last, 1));
    if (count < kFewestAreas) return out;
    if (key_.size() < 2 * n) {
      key_.resize(2 * n);
      order_.resize(2 * n);
    }
    const kernel::Scratch scratch{key_.data(), order_.data()};
    const kernel::Column column{series_.value.data() + group.first, has_.data() + group.first};
    if (scale_ == ScoreScale::robust_z) {
      if (series_.missing[group.reference] != Missing::none) return out;
      double centre = 0.0;
      out.usable = kernel::robust_centre_and_scale(column, n, scratch, centre, out.linear.spread) && out.linear.spread > 0.0;
      out.linear.centre = sign_ * series_.value[group.reference];
    } else if (scale_ == ScoreScale::percentile) {
      for (AreaIndex a = group.first; a < group.last; ++a)
        if (has_[a]) out.sorted.push_back(sign_ * series_.value[a]);
      std::sort(out.sorted.begin(), out.sorted.end());
      out.usable = out.sorted.front() < out.sorted.back();
    } else {
      const bool z = scale_ == ScoreScale::z;
      const kernel::Normalise how{.method = z ? kernel::Normalisation::z_score : kernel::Normalisation::min_max,
                                  .sign = sign_,
                                  .a = z ? 0.0 : kScaleLow,
                                  .b = z ? 1.0 : kScaleHigh,
                                  .fewest = kFewestAreas};
      out.usable = kernel::find_scale(how, column, n, scratch, out.linear);
    }
    return out;
  }

 private:
  const PublishedSeries& series_;
  ScoreScale scale_;
  double sign_;
  std::vector<std::uint8_t> has_;
  std::vector<std::uint64_t> key_;
  std::vector<std::uint32_t> order_;
};

}  // namespace

OnScale on_scale(const Indicator& indicator, const PublishedSeries& series, std::size_t index, const AreaSet& areas,
                 std::span<const AreaGroup> groups, ScoreScale scale) {
  OnScale out;
  out.score = {indicator.id, index, std::vector<double>(areas.size(), 0.0), std::vector<std::uint8_t>(areas.size(), 0)};
  out.rulers.resize(groups.size());
  if (indicator.direction == Direction::context) return out;
  Measurer measure(series, scale, indicator.direction == Direction::higher_worse ? 1.0 : -1.0, areas);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    out.rulers[g] = measure.ruler(groups[g]);
    if (!out.rulers[g].usable) continue;
    for (AreaIndex a = groups[g].first; a < groups[g].last; ++a) {
      if (series.missing[a] != Missing::none) continue;
      out.score.z[a] = out.rulers[g](series.value[a]);
      out.score.has[a] = 1;
    }
  }
  return out;
}

}  // namespace trede
