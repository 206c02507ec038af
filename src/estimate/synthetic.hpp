// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What may be expected in buurten without a figure of their own: the published figure of their wijk, spread over its buurten by open
// figures of those buurten (stat/small_area/synthetic.hpp). Only the latest series with figures; always with its interval; never input for
// a test, a score or a signal.
//
// It cannot give away what is withheld: everything it uses is in the edition, and whoever reads the edition can compute it too. The figures
// of buurten that are published are never taken off their wijk.
//
// Covariates: a fixed order (kCovariates in the .cpp), from the open figures of the catalogue: those that this edition has for nearly
// all buurten, at most one for every kWijkenEach wijken. Nothing is chosen by how well it fits, which would overstate the fit.
//
// Only what is counted of people where they live: treden 0-1 and 2, and no events. Where an institution or a night shelter stands, or where
// people make a nuisance, does not follow from who lives there.
//
// Not made: where the source is a model; without an interval of the wijk's figure; for context figures; for buurten with fewer than
// kFewestToEstimate residents.

#include <optional>

#include "estimate/basis.hpp"
#include "estimate/estimates.hpp"

namespace trede {

inline constexpr std::size_t kWijkenEach = 4;
inline constexpr double kFewestToEstimate = 50.0;
inline constexpr double kMostlyKnown = 0.95;  // of the persons of a wijk, and of the buurten with persons of a covariate

// `series`: those of one indicator, in time order.
std::optional<Synthetic> synthetic_of(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, const Units& units,
                                      const Indicator& indicator, std::span<const std::size_t> series);

}  // namespace trede
