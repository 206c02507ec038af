// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The publication level: at which area level, and over how many years together, an indicator of municipal counts is shown.
//
// It is chosen for the indicator as a whole and before any cell is withheld, so that the pattern of levels tells nothing about one area.
// The ladder, finest first: buurt-year, buurt-window, wijk-year, wijk-window, gemeente-year, none. The finest rung is taken on which at
// least `level_share` of the inhabitants, and at least `level_share` of what is counted, lie in areas whose figure passes the rule on
// single counts, over all years or windows together. Every area of the chosen level and of the coarser ones is shown in the same
// window; finer areas get Missing::above_level.
//
// Indicators that a link of the catalogue ties (a total and its parts, directly or through others) have one level: the coarsest area level
// and the longest window among theirs, and coarser until all of them reach the share there; without windows when one of them cannot be
// pooled. When one of them cannot be shown at all, the others are shown by gemeente and year, where its count takes part in the relations.
// Only where their windows do not differ and every total leaves something over besides its parts, each keeps its own level: a part that is
// not shown at a finer level hides in what is left over.
//
// A window is `pool_years` whole calendar years on fixed borders (window_of in base/period.hpp). So windows never overlap and are the
// same in every edition: the difference of two sliding windows would give a single year away. School years, spans and months are not
// pooled, nor are surveys and open tables.
//
// Steadiness: the level of an earlier edition stays as long as it reaches level_share less ten points and no finer rung reaches
// level_share plus ten points.

#include <functional>
#include <optional>
#include <vector>

#include "disclose/published.hpp"
#include "observe/observations.hpp"

namespace trede {

// Does one count of a series pass the rule by itself? Asked only where a figure is there (missing = none). The rule is the gate's.
using CountPasses = std::function<bool(const Series& series, AreaIndex area)>;

// The numbers that the choice needs, per source of the numerator.
using RuleOfSource = std::function<const DisclosureConfig&(const SourceId& source)>;

// The whole windows of `years` years of a series of yearly figures, in order. A window is there when at least one of its years is.
// Numerators and denominators are added up (person-years); value is their quotient, on the unit's scale. A year that is absent, or
// missing in an area, makes the window missing there with that reason (an absent year: not_published_yet when it is still to
// come, else no_source); a break in the
// indicator's series after the window's first year makes it missing everywhere (impossible: no such figure can exist).
//
// Conservative where persons may return in a next year: `persons` of the window is what the register counted once when it says so
// (Series::window_persons), else the largest single year; `households` is the largest single year; `largest` is the sum over the years
// (one institution may be the largest in each). Series of other periods than calendar years are not in the result.
std::vector<Series> pool(const Indicator& indicator, const std::vector<const Series*>& yearly, int years, const AreaSet& areas);

// How many years of persons a figure adds up: 3 for a window of three years, 1 for a year. Denominator and complement of a window are
// person-years; the minima of the rule are about persons, so compare them with n / years_in and (n − x) / years_in.
int years_in(const Period& period);

// One level per indicator of a municipal count (SourceDisclosure::counts), in the order of the series (catalogue order). `earlier`:
// the levels of the previous edition, empty when there is none.
std::vector<PublicationLevel> choose_levels(const Catalogue& catalogue, const Observations& observations, const AreaSet& areas,
                                            const RuleOfSource& rule_of, const CountPasses& passes,
                                            const std::vector<PublicationLevel>& earlier);

// The series of one indicator as the level shows them: pooled when level.years > 1, otherwise as they are; areas finer than the level
// get Missing::above_level, and with level.none all do. `series` are all those of the indicator, by period.
std::vector<Series> at_level(const Catalogue& catalogue, const PublicationLevel& level, std::vector<Series> series, const AreaSet& areas);

}  // namespace trede
