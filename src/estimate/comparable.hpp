// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which buurten (and wijken) are alike? The ten nearest in population structure and urbanity, among the areas of the same level in this
// monitor. No outcome counts: no income, care, safety or health, else a comparison would explain away what it should show.
//
// Features are the catalogue's context figures of the groups bevolking, herkomst and huishoudens that are shares or means, and those of
// omgeving that are densities (in logarithms: 500 and 1,000 addresses differ as much as 5,000 and 10,000). Of each the mean of the last
// kFeatureYears periods, so that the likes of an area hardly change from one edition to the next.
// Scale: the distance to the median over 1.4826 times the median absolute deviation, cut at ± kFurthest, so that one odd area does not set
// the scale; each group weighs the same, however many figures it has. Distance: Euclid's. Equal distances: the lower code first. Areas
// without one of the features have no likes and are no like, and a monitor with fewer than kFewestToCompare areas of a level gives none.

#include "estimate/estimates.hpp"

namespace trede {

inline constexpr std::size_t kLikes = 10;
inline constexpr std::size_t kFeatureYears = 3;
inline constexpr std::size_t kFewestToCompare = 20;
inline constexpr double kFurthest = 4.0;
inline constexpr double kFewestInhabitants = 50.0;  // below this shares are those of a few households

Comparable comparable_areas(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, unsigned threads);

}  // namespace trede
