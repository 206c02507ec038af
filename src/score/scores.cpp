// SPDX-License-Identifier: EUPL-1.2
#include "score/scores.hpp"

#include <algorithm>

#include "base/parallel.hpp"
#include "score/ladder.hpp"
#include "score/overlap.hpp"
#include "score/scale.hpp"
#include "score/uncertainty.hpp"

namespace trede {

std::string_view published_word(NoScore reason) {
  switch (reason) {
    case NoScore::none: return "";
    case NoScore::withheld: return "geheim";
    case NoScore::only_gemeente: return "alleen_gemeente";
    case NoScore::no_data: return "geen_gegevens";
    case NoScore::too_few: return "te_weinig_indicatoren";
    case NoScore::only_wijk: return "alleen_wijk";
  }
  return "";
}

std::string_view published_word(ScoreLevel level) {
  switch (level) {
    case ScoreLevel::domein: return "domein";
    case ScoreLevel::trede: return "trede";
    case ScoreLevel::total: return "totaal";
  }
  return "";
}

std::size_t top_size(std::size_t ranked) { return stat::composite::top_of(ranked); }

namespace {

// Per indicator of the catalogue its last series with figures; series are in time order.
std::vector<std::pair<const Indicator*, std::size_t>> latest_series(const Catalogue& catalogue, const PublishedFigures& figures) {
  std::vector<std::pair<const Indicator*, std::size_t>> out;
  for (const Indicator& i : catalogue.indicators)
    for (std::size_t k = figures.series().size(); k-- > 0;)
      if (figures.series()[k].indicator == i.id) {
        out.emplace_back(&i, k);
        break;
      }
  return out;
}

Scores score_all(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, const Estimates* estimates,
                 AreaIndex reference, const ScoreSettings& settings, unsigned threads) {
  const std::vector<AreaGroup> groups = area_groups(areas, reference);
  const auto latest = latest_series(catalogue, figures);
  std::vector<OnScale> scaled(latest.size());
  parallel_for(latest.size(), threads, [&](std::size_t k) {
    const auto& [indicator, series] = latest[k];
    scaled[k] = on_scale(*indicator, figures.series()[series], series, areas, groups, settings.normalisation);
  });
  Scores out;
  out.settings = settings;
  std::vector<std::vector<Ruler>> rulers;
  for (OnScale& one : scaled) {
    out.indicators.push_back(std::move(one.score));
    rulers.push_back(std::move(one.rulers));
  }
  const Ladder ladder = build_ladder(catalogue, figures, out);
  fill_scores(ladder, catalogue, figures, areas, out);
  if (estimates != nullptr) {
    add_uncertainty({.catalogue = catalogue,
                     .figures = figures,
                     .areas = areas,
                     .estimates = *estimates,
                     .groups = groups,
                     .rulers = rulers,
                     .ladder = ladder,
                     .threads = threads},
                    out);
    out.overlap = find_overlap(catalogue, areas, out, threads);
  }
  return out;
}

}  // namespace

Scores score(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, const Estimates& estimates,
             AreaIndex reference, const ScoreSettings& settings, unsigned threads) {
  return score_all(catalogue, figures, areas, &estimates, reference, settings, threads);
}

Scores score(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, AreaIndex reference, unsigned threads) {
  return score_all(catalogue, figures, areas, nullptr, reference, {}, threads);
}

}  // namespace trede
