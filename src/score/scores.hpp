// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The ladder of an area: for each cell (trede × leefgebied) how far its indicators lie from the reference, in robust standard
// deviations over the areas of the same level in the same gemeente. Positive = less favourable. Context figures and variants stay out.
//
// z = direction × (value − reference) / s, with s = 1.4826 × median absolute deviation of the level's published values (Rousseeuw &
// Croux 1993); no z when fewer than five areas have a figure or s is 0. A cell's score is the weighted mean of its indicators' z and
// is given when at least half of its indicators (by weight) have one; nothing is imputed.

#include <cstdint>
#include <vector>

#include "area/area_set.hpp"
#include "catalogue/catalogue.hpp"
#include "disclose/published.hpp"

namespace trede {

enum class NoScore : std::uint8_t { none = 0, withheld = 1, only_gemeente = 2, no_data = 3, too_few = 4, only_wijk = 5 };
// "", "geheim", "alleen_gemeente", "geen_gegevens", "te_weinig_indicatoren", "alleen_wijk"
std::string_view published_word(NoScore reason);

struct IndicatorScore {
  IndicatorId indicator;
  std::size_t series = 0;         // latest series with figures, index into PublishedFigures::series()
  std::vector<double> z;          // by area
  std::vector<std::uint8_t> has;  // by area
};

struct CellScore {
  TredeId trede;
  LeefgebiedId leefgebied;
  bool applicable = true;
  int of = 0;                        // indicators of the cell that count
  std::vector<double> score;         // by area
  std::vector<std::uint16_t> count;  // by area: indicators with a z
  std::vector<NoScore> reason;       // by area; none = there is a score
};

struct Scores {
  std::vector<IndicatorScore> indicators;  // those with figures, catalogue order
  std::vector<CellScore> cells;            // leefgebied order, then trede order; all 36, also the ones that do not apply
};

Scores score(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, AreaIndex reference, unsigned threads);

}  // namespace trede
