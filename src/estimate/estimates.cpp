// SPDX-License-Identifier: EUPL-1.2
#include "estimate/estimates.hpp"

#include <map>

#include "base/parallel.hpp"
#include "estimate/classes.hpp"
#include "estimate/comparable.hpp"
#include "estimate/comparison.hpp"
#include "estimate/course.hpp"
#include "estimate/funnel.hpp"
#include "estimate/interval.hpp"
#include "estimate/reliability.hpp"
#include "estimate/smoothed.hpp"
#include "estimate/synthetic.hpp"

namespace trede {
namespace {

SeriesEstimate series_estimate(const Surroundings& around, const Units& units, std::size_t i) {
  const PublishedSeries& s = around.figures.series()[i];
  const Indicator& indicator = *around.catalogue.indicator(s.indicator);
  const Basis basis(around.catalogue, around.figures, units, s);
  SeriesEstimate out;
  SeriesIntervals intervals = intervals_of(basis);
  out.reliability.assign(s.value.size(), Reliability::none);
  for (AreaIndex a = 0; a < intervals.has.size(); ++a)
    if (intervals.has[a] != 0) out.reliability[a] = reliability_of(basis, a, intervals.lower[a], intervals.upper[a]);
  out.lower = std::move(intervals.lower);
  out.upper = std::move(intervals.upper);
  out.has = std::move(intervals.has);
  out.interval_method = interval_words(basis);
  const Before previous = before(around.catalogue, around.figures, i);
  std::optional<Basis> earlier;
  if (previous.series != nullptr) earlier.emplace(around.catalogue, around.figures, units, *previous.series);
  out.versus = comparisons_of(around, basis, earlier ? &*earlier : nullptr, previous.barred);
  place_in_funnel(basis, around.areas, out);
  smooth(basis, indicator, around.areas, out);
  return out;
}

}  // namespace

std::string_view published_word(Reliability r) {
  switch (r) {
    case Reliability::none: return "geen_uitspraak";
    case Reliability::low: return "laag";
    case Reliability::moderate: return "matig";
    case Reliability::good: return "goed";
  }
  return {};
}

std::string_view published_word(Versus v) {
  switch (v) {
    case Versus::gemeente: return "gemeente";
    case Versus::land: return "land";
    case Versus::wijk: return "wijk";
    case Versus::comparable: return "vergelijkbaar";
    case Versus::earlier: return "eerder";
  }
  return {};
}

std::string_view published_word(Judgement j) {
  switch (j) {
    case Judgement::unknown: return "";
    case Judgement::none: return "geen_oordeel";
    case Judgement::better: return "gunstiger";
    case Judgement::similar: return "vergelijkbaar";
    case Judgement::worse: return "ongunstiger";
    case Judgement::higher: return "hoger";
    case Judgement::lower: return "lager";
  }
  return {};
}

std::string_view published_word(Course c) {
  switch (c) {
    case Course::unknown: return "";
    case Course::stable: return "geen_duidelijke_trend";
    case Course::rising: return "stijgend";
    case Course::falling: return "dalend";
    case Course::refused: return "niet_bepaald";
  }
  return {};
}

std::string_view published_word(NoCourse n) {
  switch (n) {
    case NoCourse::none: return "";
    case NoCourse::modelled: return "modelschatting";
    case NoCourse::definition_break: return "definitiebreuk";
    case NoCourse::too_few_periods: return "te_weinig_perioden";
    case NoCourse::gaps: return "onderbroken";
  }
  return {};
}

Estimates estimate(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, AreaIndex reference,
                   unsigned threads) {
  Estimates out;
  out.comparable = comparable_areas(catalogue, figures, areas, threads);
  const Units units(catalogue, figures);
  const AreaSet::Run gemeenten = areas.run(AreaLevel::gemeente);
  const Surroundings around{catalogue, figures, areas, out.comparable, reference, gemeenten.last - gemeenten.first > 1};
  out.series.resize(figures.series().size());
  parallel_for(out.series.size(), threads, [&](std::size_t i) { out.series[i] = series_estimate(around, units, i); });

  std::map<IndicatorId, std::vector<std::size_t>> by_indicator;
  for (std::size_t i = 0; i < figures.series().size(); ++i) by_indicator[figures.series()[i].indicator].push_back(i);
  static const std::vector<std::size_t> kNone;
  const auto series_of = [&](const Indicator& indicator) -> const std::vector<std::size_t>& {
    const auto found = by_indicator.find(indicator.id);
    return found == by_indicator.end() ? kNone : found->second;
  };
  const std::size_t count = catalogue.indicators.size();
  out.breaks.resize(count);
  out.courses.resize(count);
  std::vector<std::optional<Synthetic>> synthetic(count);
  parallel_for(count, threads, [&](std::size_t i) {
    const Indicator& indicator = catalogue.indicators[i];
    const auto& series = series_of(indicator);
    out.breaks[i] = class_breaks(figures, indicator, series, areas);
    out.courses[i] = course_of(catalogue, figures, units, indicator, series);
    synthetic[i] = synthetic_of(catalogue, figures, areas, units, indicator, series);
  });
  for (auto& one : synthetic)
    if (one) out.synthetic.push_back(std::move(*one));
  return out;
}

}  // namespace trede
