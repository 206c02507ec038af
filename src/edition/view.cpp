// SPDX-License-Identifier: EUPL-1.2
#include "edition/view.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace trede {
namespace {

// Redrawn areas of which the smaller part went over are not the same place.
bool same_place(const Edge& edge) { return edge.kind != EdgeKind::redrawn || edge.share >= 0.5; }

void take_former(EditionView& view) {
  const AreaSet& areas = view.in.areas;
  std::vector<std::set<AreaCode>> codes(areas.size());
  std::vector<std::set<std::string>> names(areas.size());
  for (const Concordance& step : view.in.concordances) {
    if (step.to != areas.vintage()) continue;
    const AreaSet& old = view.division(step.from);
    for (const Edge& edge : step.edges) {
      if (!same_place(edge)) continue;
      if (old.code(edge.from) != areas.code(edge.to)) codes[edge.to].insert(old.code(edge.from));
      if (old.name(edge.from) != areas.name(edge.to)) names[edge.to].insert(old.name(edge.from));
    }
  }
  view.formerly.clear();
  view.former_names.clear();
  for (const auto& some : codes) view.formerly.emplace_back(some.begin(), some.end());
  for (const auto& some : names) view.former_names.emplace_back(some.begin(), some.end());
}

void take_series(EditionView& view) {
  const AreaSet& areas = view.in.areas;
  const std::size_t count = view.in.figures.series().size();
  view.says.resize(count);
  view.says_more.resize(count);
  view.has_values.resize(count);
  view.tallies.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const PublishedSeries& series = view.series(i);
    for (const AreaLevel level : kAreaLevels) {
      const AreaSet::Run run = areas.run(level);
      for (AreaIndex area = run.first; area < run.last; ++area) {
        const Missing reason = series.missing[area];
        if (figure_exists(reason)) view.says[i][at(level)] = true;
        if (figure_exists(reason) && reason != Missing::above_level) view.says_more[i][at(level)] = true;
        if (series.missing[area] == Missing::none) view.has_values[i] = 1;
        view.tallies[i][at(level)].add(series.missing[area]);
      }
      if (view.says[i][at(level)]) view.total.add(view.tallies[i][at(level)]);
    }
  }
}

void take_indicator(EditionView& view, IndicatorView& one) {
  for (const std::size_t i : one.series) {
    for (std::size_t level = 0; level < one.levels.size(); ++level) {
      one.levels[level] = one.levels[level] || view.says[i][level];
      one.own_levels[level] = one.own_levels[level] || view.says_more[i][level];
    }
    one.has_figures = one.has_figures || view.has_values[i] != 0;
    if (view.has_values[i] != 0 || one.series.front() == i) one.latest = i;
  }
  if (one.score != nullptr && std::find(one.series.begin(), one.series.end(), one.score->series) != one.series.end())
    one.latest = one.score->series;
}

void take_indicators(EditionView& view) {
  const Catalogue& catalogue = view.in.catalogue;
  std::map<IndicatorId, std::size_t> place;
  for (const Indicator& indicator : catalogue.indicators) {
    place.emplace(indicator.id, view.indicators.size());
    IndicatorView one;
    one.indicator = &indicator;
    one.position = view.indicators.size();
    view.indicators.push_back(std::move(one));
  }
  const auto of = [&](const IndicatorId& id) -> IndicatorView& {
    const auto found = place.find(id);
    if (found == place.end()) throw std::logic_error("a figure has an indicator that the catalogue does not know: " + id.str());
    return view.indicators[found->second];
  };
  for (std::size_t i = 0; i < view.says.size(); ++i)
    if (std::any_of(view.says[i].begin(), view.says[i].end(), [](bool says) { return says; }))
      of(view.series(i).indicator).series.push_back(i);
  for (const IndicatorScore& score : view.in.scores.indicators) of(score.indicator).score = &score;
  for (const auto& [id, why] : view.in.figures.without()) of(id).why_none = &why;
  for (const PublicationLevel& level : view.in.figures.levels()) of(level.indicator).published_at = &level;
  for (IndicatorView& one : view.indicators) {
    std::stable_sort(one.series.begin(), one.series.end(),
                     [&](std::size_t a, std::size_t b) { return view.series(a).period < view.series(b).period; });
    take_indicator(view, one);
  }
}

}  // namespace

std::string_view level_word(const PublicationLevel& level) { return level.none ? std::string_view("geen") : to_string(level.level); }

void Tally::add(Missing reason) {
  if (reason == Missing::none) ++published;
  else ++without[static_cast<std::size_t>(reason)];
}

void Tally::add(const Tally& other) {
  published += other.published;
  for (std::size_t i = 0; i < without.size(); ++i) without[i] += other.without[i];
}

std::map<std::string, std::int64_t> Tally::by_word() const {
  std::map<std::string, std::int64_t> words;
  for (std::size_t i = 1; i < without.size(); ++i)
    if (without[i] > 0) words[std::string(published_word(static_cast<Missing>(i)))] += without[i];
  return words;
}

EditionView::EditionView(const EditionInput& input) : in(input) {
  land = input.areas.run(AreaLevel::land).first;
  if (const auto found = input.areas.find(input.reference)) reference = *found;
  take_series(*this);
  take_indicators(*this);
  take_former(*this);
}

const AreaSet& EditionView::division(Vintage vintage) const {
  if (vintage == in.areas.vintage()) return in.areas;
  for (const AreaSet& set : in.divisions)
    if (set.vintage() == vintage) return set;
  throw std::logic_error("a concordance names a division that is not given");
}

std::vector<std::string> EditionView::periods() const {
  std::set<Period> found;
  for (std::size_t i = 0; i < has_values.size(); ++i)
    if (has_values[i] != 0) found.insert(series(i).period);
  std::vector<std::string> words;
  for (const Period& period : found) words.push_back(period.str());
  return words;
}

std::size_t EditionView::ladder_with_figures() const {
  return static_cast<std::size_t>(std::count_if(indicators.begin(), indicators.end(),
                                                [](const IndicatorView& one) { return one.has_figures && one.indicator->in_ladder(); }));
}

std::vector<AreaLevel> EditionView::levels() const {
  std::vector<AreaLevel> found;
  for (const AreaLevel level : kPublishedLevels)
    if (in.areas.run(level).first < in.areas.run(level).last) found.push_back(level);
  return found;
}

const std::vector<std::string_view>& reason_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> all;
    for (int i = 0; i < kMissingCount; ++i) {
      const std::string_view word = published_word(static_cast<Missing>(i));
      if (std::find(all.begin(), all.end(), word) == all.end()) all.push_back(word);
    }
    return all;
  }();
  return words;
}

std::size_t reason_index(Missing reason) {
  static const std::array<std::size_t, kMissingCount> places = [] {
    std::array<std::size_t, kMissingCount> all{};
    const auto& words = reason_words();
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = static_cast<std::size_t>(std::find(words.begin(), words.end(), published_word(static_cast<Missing>(i))) - words.begin());
    return all;
  }();
  return places[static_cast<std::size_t>(reason)];
}

const std::vector<std::string_view>& status_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> all;
    for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(Status::not_applicable); ++i)
      all.push_back(published_word(static_cast<Status>(i)));
    return all;
  }();
  return words;
}

}  // namespace trede
