// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The ladder of an area: for each cell (trede × leefgebied) how far its indicators lie from the reference, in robust standard
// deviations over the areas of the same level in the same gemeente. Positive = less favourable. Context figures and variants stay out.
// Above the cells: the domains of a trede, the trede, and only when the project asks for it one total over the treden.
//
// z = direction × (value − reference) / s, with s = 1.4826 × median absolute deviation of the level's published values (Rousseeuw &
// Croux 1993); no z when fewer than five areas have a figure or s is 0. The project may choose another scale (ScoreSettings). A score is
// the weighted mean of what lies below it and is given when at least the declared part of that (by weight) has one; nothing is imputed.
// Modelled figures together weigh at most the declared share of a cell, as soon as the cell has others.
//
// How sure a score and a rank are: Monte Carlo over the published intervals, over what a reader can know of the withheld figures
// (withheld.hpp) and over the weights. The scales stay as they are in the edition, so the interval is about the figures and not about the
// ruler. Random numbers are keyed on (seed, replication, area and indicator): the same for any number of threads.

#include <cstdint>
#include <string_view>
#include <vector>

#include "area/area_set.hpp"
#include "base/score_settings.hpp"
#include "catalogue/catalogue.hpp"
#include "disclose/published.hpp"
#include "estimate/estimates.hpp"

namespace trede {

enum class NoScore : std::uint8_t { none = 0, withheld = 1, only_gemeente = 2, no_data = 3, too_few = 4, only_wijk = 5 };
// "", "geheim", "alleen_gemeente", "geen_gegevens", "te_weinig_indicatoren", "alleen_wijk"
std::string_view published_word(NoScore reason);

struct IndicatorScore {
  IndicatorId indicator;
  std::size_t series = 0;         // latest series with figures, index into PublishedFigures::series()
  std::vector<double> z;          // by area, on the edition's scale
  std::vector<std::uint8_t> has;  // by area
};

// A column of scores, by area, with what is known about its certainty.
struct ScoreColumn {
  std::vector<double> score;
  std::vector<NoScore> reason;              // none = there is a score
  std::vector<std::uint8_t> only_modelled;  // the score rests on modelled figures alone

  // From 5 to 95 % of the replications. Empty when no replications were asked; not to be read where there is no score. NaN, without a rank,
  // where more than half of the score rests on figures of which no error is known.
  std::vector<float> lower, upper;
  // Among the areas of the same level in the same gemeente that have a score (gemeenten: among the gemeenten); 1 = least favourable.
  // 0 where there is no score, and where fewer than five areas have one: then a rank would say too much.
  std::vector<std::uint32_t> rank, rank_lower, rank_upper;
  std::vector<std::uint32_t> ranked;  // how many areas were ranked together; 0 where there is no rank
  std::vector<float> in_top;          // share of the replications in which the area is among the top_size(ranked) least favourable
};

// How many areas the top of a ranking holds: a tenth, at least 3 and at most 10.
std::size_t top_size(std::size_t ranked);

struct CellScore : ScoreColumn {
  TredeId trede;
  LeefgebiedId leefgebied;
  bool applicable = true;
  int of = 0;                        // indicators of the cell that count
  int of_modelled = 0;               // of which modelled
  std::vector<std::uint16_t> count;  // by area: indicators with a z
};

enum class ScoreLevel : std::uint8_t { domein, trede, total };
std::string_view published_word(ScoreLevel level);  // "domein", "trede", "totaal"

struct GroupScore : ScoreColumn {
  ScoreLevel level = ScoreLevel::trede;
  TredeId trede;                     // empty for the total
  DomeinId domein;                   // of a domain, else empty
  int of = 0;                        // scores directly below that count: cells for a domain, domains for a trede, treden for the total
  std::vector<std::uint16_t> count;  // by area: those with a score
};

// How much the top of a ranking would change by chance: for the areas of one level, all gemeenten together.
struct TopStability {
  ScoreLevel level = ScoreLevel::trede;
  TredeId trede;
  DomeinId domein;
  AreaLevel areas = AreaLevel::buurt;
  std::size_t rankings = 0;  // gemeenten with a ranking
  double kept = 0.0;         // mean share of the top that is still the top in a replication
};

struct CollinearPair {
  IndicatorId first, second;  // in catalogue order
  double correlation = 0.0;
  std::size_t areas = 0;
};

// How much the indicators say the same, over the areas of the finest level with enough of them.
struct Overlap {
  AreaLevel areas = AreaLevel::buurt;
  int indicators = 0;                // that could be compared
  double effective = 0.0;            // Galwey (2009): (Σ√λ)² / Σλ over the eigenvalues of their correlations; 0 = not computed
  std::vector<CollinearPair> pairs;  // |r| ≥ kCollinear, strongest first
};
inline constexpr double kCollinear = 0.9;

struct Scores {
  std::vector<IndicatorScore> indicators;  // those with figures, catalogue order
  std::vector<CellScore> cells;            // leefgebied order, then trede order; all 36, also the ones that do not apply
  std::vector<GroupScore> groups;          // per trede its domains and then the trede, in catalogue order; last the total, if asked
  std::vector<TopStability> tops;          // per group and level of areas that has a ranking
  Overlap overlap;
  ScoreSettings settings;
  int replications = 0;  // done; fewer than asked when there are many areas
};

// `estimates`: the published intervals. `reference`: see Estimates.
Scores score(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, const Estimates& estimates,
             AreaIndex reference, const ScoreSettings& settings, unsigned threads);

// The scores alone, on the standard settings: without intervals, ranks and overlap.
Scores score(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, AreaIndex reference, unsigned threads);

}  // namespace trede
