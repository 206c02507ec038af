// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Does a figure differ from that of the gemeente, the country, its wijk, comparable areas, or of the same area a period earlier?
//
// The test. An area is a part of its wijk, gemeente and country, so it is tested against the rest of it: the whole minus the area
// (stat/two_samples.hpp). For published intervals the part's share in the whole is taken off as covariance, since a source gives no rest.
// A figure and itself a period earlier are taken as independent; in a register many persons are in both, which makes the test careful.
// Comparable areas: against the figure of the nearest together, weighted as they are measured. They differ among one another beyond chance;
// that spread (DerSimonian & Laird 1986) makes their figure together less sure, and counts. The area's own distance to it is not excused.
// Totals (residents, households) are compared over time only: of a larger area there are simply more.
//
// Many tests. Per series, level and `versus` the false-discovery rate is held at 5 % (Benjamini & Hochberg 1995): of the areas that get a
// colour about one in twenty at most has it by chance, and a map of pure noise shows none in nineteen of twenty cases. A test of each area
// at 95 % would colour one in twenty areas of every map. An interval can therefore leave out the reference while the judgement is
// "similar".
//
// No judgement ("geen oordeel") where either has no interval; over time: for modelled figures, across a break of definition, with another
// source, another kind or length of period, or where the area's borders changed. Equal after rounding to what is shown is "similar".

#include <array>
#include <span>
#include <vector>

#include "estimate/basis.hpp"
#include "estimate/estimates.hpp"

namespace trede {

// What all comparisons of an edition have in common.
struct Surroundings {
  const Catalogue& catalogue;
  const PublishedFigures& figures;
  const AreaSet& areas;
  const Comparable& comparable;
  AreaIndex reference = kNoArea;
  bool own_gemeente = false;  // Versus::gemeente is each area's own gemeente

  [[nodiscard]] AreaIndex whole_of(Versus versus, AreaIndex area) const;  // kNoArea when there is none
  // The part of the inhabitants of `whole` that lives in `area`; 0 when not known or when `area` is not in it.
  [[nodiscard]] double part_of(AreaIndex area, AreaIndex whole) const;
};

// The series of the same indicator before this one, and why a difference with it may not be judged (empty = it may).
struct Before {
  const PublishedSeries* series = nullptr;
  Text barred;
};
Before before(const Catalogue& catalogue, const PublishedFigures& figures, std::size_t series);

std::array<Comparison, kVersus> comparisons_of(const Surroundings& around, const Basis& basis, const Basis* earlier, const Text& barred);

// Largest p that Benjamini & Hochberg's procedure at rate q lets through; negative when there is none. NaN = not tested.
double discovery_threshold(std::span<const double> p, double q);

Judgement judged(Direction direction, double difference);

}  // namespace trede
