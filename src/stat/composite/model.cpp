// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cmath>

#include "stat/composite/draws.hpp"
#include "stat/composite/uncertainty.hpp"

namespace trede::stat::composite {

std::string_view name_of(Factor factor) {
  switch (factor) {
    case Factor::figures: return "figures";
    case Factor::outliers: return "outliers";
    case Factor::scale: return "normalisation";
    case Factor::mean: return "aggregation";
    case Factor::weights: return "weights";
  }
  return "";
}

std::vector<Factor> varying(const Indicators& indicators, const Levels& levels, const Choices& choices) {
  std::vector<Factor> out;
  if (choices.sampling && !indicators.lower.empty()) out.push_back(Factor::figures);
  if (choices.treat && choices.most_points.size() > 1) out.push_back(Factor::outliers);
  if (choices.scales.size() > 1) out.push_back(Factor::scale);
  if (choices.means.size() > 1) out.push_back(Factor::mean);
  const bool vary = std::any_of(levels.groups.begin(), levels.groups.end(), [](const Levels::Level& level) {
    return std::find(level.vary.begin(), level.vary.end(), 1) != level.vary.end();
  });
  if (choices.weight_noise > 0.0 && vary) out.push_back(Factor::weights);
  return out;
}

namespace {

std::uint32_t key_from(double u) { return static_cast<std::uint32_t>(u * 4294967296.0); }

template <class T>
const T& pick(const std::vector<T>& list, double u) {
  return list[std::min(list.size() - 1, static_cast<std::size_t>(u * static_cast<double>(list.size())))];
}

}  // namespace

Model::Model(const Indicators& indicators, const Levels& levels, const Choices& choices)
    : indicators_(indicators), levels_(levels), choices_(choices) {
  const std::size_t n = indicators.n, columns = indicators.value.size() + levels.groups.size();
  value_.assign(columns, std::vector<double>(n, 0.0));
  has_.assign(columns, std::vector<std::uint8_t>(n, 0));
  for (std::size_t c = 0; c < columns; ++c) columns_.push_back({value_[c].data(), has_[c].data()});
  view_.resize(columns);
  for (const Levels::Level& level : levels.groups) weight_.push_back(level.weight);
  for (std::size_t g = 0; g < levels.groups.size(); ++g)
    groups_.push_back({.child = levels.groups[g].child.data(),
                       .weight = weight_[g].data(),
                       .modelled = levels.groups[g].modelled.data(),
                       .count = levels.groups[g].child.size()});
  key_.resize(2 * n);
  order_.resize(2 * n);
  rank_.resize(n);
  work_.resize(n);
}

void Model::nominal() {
  for (std::size_t i = 0; i < indicators_.value.size(); ++i)
    for (std::size_t a = 0; a < indicators_.n; ++a) {
      has_[i][a] = there(indicators_.value[i], a) ? 1 : 0;
      value_[i][a] = has_[i][a] ? indicators_.value[i].value[a] : 0.0;
    }
  for (std::size_t g = 0; g < weight_.size(); ++g)
    std::copy(levels_.groups[g].weight.begin(), levels_.groups[g].weight.end(), weight_[g].begin());
  compute(choices_.most_points.front(), choices_.scales.front(), choices_.means.front());
}

void Model::run(const std::array<double, kFactors>& u) {
  draw_figures(key_from(u[static_cast<std::size_t>(Factor::figures)]));
  vary_weights(key_from(u[static_cast<std::size_t>(Factor::weights)]));
  compute(pick(choices_.most_points, u[static_cast<std::size_t>(Factor::outliers)]),
          pick(choices_.scales, u[static_cast<std::size_t>(Factor::scale)]),
          pick(choices_.means, u[static_cast<std::size_t>(Factor::mean)]));
}

void Model::draw_figures(std::uint32_t key) {
  const double* normal = NormalTable::get().data();
  const bool draw = choices_.sampling && !indicators_.lower.empty();
  constexpr std::size_t kUnits = 64;  // units at once, so that a column's neighbours are written together
  std::vector<std::uint32_t> random(draw ? kUnits * indicators_.value.size() : 0);
  for (std::size_t begin = 0; begin < indicators_.n; begin += kUnits) {
    const std::size_t size = std::min(kUnits, indicators_.n - begin);
    if (draw) draw_random(choices_.seed, key, static_cast<std::uint32_t>(begin), size, indicators_.value.size(), random.data());
    for (std::size_t i = 0; i < indicators_.value.size(); ++i) {
      const Column& middle = indicators_.value[i];
      for (std::size_t k = 0; k < size; ++k) {
        const std::size_t a = begin + k;
        if (draw) {
          has_[i][a] =
              within_bounds(middle, indicators_.lower[i], indicators_.upper[i], a, normal, random[i * size + k], value_[i][a]) ? 1 : 0;
          continue;
        }
        has_[i][a] = there(middle, a) ? 1 : 0;
        value_[i][a] = has_[i][a] != 0 ? middle.value[a] : 0.0;
      }
    }
  }
}

void Model::vary_weights(std::uint32_t key) {
  for (std::size_t g = 0; g < weight_.size(); ++g) {
    const Levels::Level& level = levels_.groups[g];
    draw_weights(choices_.seed, key, static_cast<std::uint32_t>(g), level.weight.data(), level.vary.data(), level.weight.size(),
                 choices_.weight_noise, weight_[g].data());
  }
}

void Model::compute(std::size_t points, Normalise scale, Aggregation mean) {
  const std::size_t n = indicators_.n;
  const Scratch scratch{key_.data(), order_.data()};
  TreatmentLimits limits = choices_.limits;
  limits.most_points = points;
  for (std::size_t i = 0; i < indicators_.value.size(); ++i) {
    if (choices_.treat) treat(value_[i].data(), has_[i].data(), n, limits, work_);
    scale.sign = indicators_.sign[i];
    normalise(scale, {value_[i].data(), has_[i].data()}, n, scratch, rank_.data(), columns_[i]);
  }
  compose(groups_.data(), groups_.size(), columns_.data(), view_.data(), indicators_.value.size(), n,
          {.how = mean, .minimum_coverage = choices_.minimum_coverage, .modelled_share = choices_.modelled_share});
}

Column Model::column(std::size_t group) const {
  const std::size_t c = indicators_.value.size() + group;
  return {value_[c].data(), has_[c].data()};
}

std::span<const std::uint32_t> Model::ranks() {
  ranks_from_lowest(score(), indicators_.n, -1.0, {key_.data(), order_.data()}, rank_.data());
  return rank_;
}

}  // namespace trede::stat::composite
