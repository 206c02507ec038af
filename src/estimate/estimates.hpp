// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What may be said of a published figure: its 95 % interval, and the classes in which it is drawn. From PublishedFigures only, so an
// interval never tells more than the figure beside it.
//
// Intervals: published by the source → as published; shares of a register → Wilson (1927) score interval on the published counts;
// rates and events → Byar's approximation, exact Poisson below 10 (Breslow & Day 1987, vol. II, p. 69); survey shares → Wilson on the
// effective sample size (Kish 1965). A figure without published counts has no interval.
// Source rounding (CBS, base 5 or 10) widens the counts by half a base on both sides first.

#include <cstdint>
#include <vector>

#include "area/area_set.hpp"
#include "catalogue/catalogue.hpp"
#include "disclose/published.hpp"

namespace trede {

struct Interval {
  double lower = 0, upper = 0;
};
// x of n, 0 ≤ x ≤ n, n > 0 (not necessarily whole); as a fraction.
Interval wilson(double x, double n);
// x events, x ≥ 0; as a number of events.
Interval byar(double x);

struct SeriesEstimate {
  std::vector<double> lower, upper;  // by area, in the indicator's unit; empty when no area has one
  std::vector<std::uint8_t> has;     // by area
};

struct Estimates {
  std::vector<SeriesEstimate> series;  // parallel to PublishedFigures::series()
  // By position of the indicator in the catalogue: upper bounds of classes 1..4 (quintiles over all periods and over buurten and
  // wijken together, rounded to the indicator's decimals, distinct); fewer when there are few different values.
  std::vector<std::vector<double>> breaks;
};

Estimates estimate(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, unsigned threads);

}  // namespace trede
