// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What may be said of a published figure: its interval, how it compares, how reliable it is, whether it moves. Everything from
// PublishedFigures only, so nothing here tells more than the figures beside it. What each part does stands in its own header:
// interval.hpp, comparison.hpp, course.hpp (trend and breaks), reliability.hpp, smoothed.hpp, comparable.hpp.
//
// All vectors "by area" follow AreaSet; series follow PublishedFigures::series().

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "area/area_set.hpp"
#include "catalogue/catalogue.hpp"
#include "disclose/published.hpp"

namespace trede {

// --- interval ----------------------------------------------------------------------------------------------------------------------

// How sure the figure is: the width of its interval against the figure (the rule in words: docs/concepts/reliability.md).
enum class Reliability : std::uint8_t { none, low, moderate, good };
std::string_view published_word(Reliability);       // "geen_uitspraak", "laag", "matig", "goed"
Text reliability_rule(const Indicator& indicator);  // the rule in words for people

// --- comparison --------------------------------------------------------------------------------------------------------------------

enum class Versus : std::uint8_t { gemeente, land, wijk, comparable, earlier };  // earlier = the same area, the period before
inline constexpr std::size_t kVersus = 5;
std::string_view published_word(Versus);  // "gemeente", "land", "wijk", "vergelijkbaar", "eerder"

// `unknown`: one of the two has no figure. `none` = "geen oordeel": a context figure, or a figure of which a difference cannot be
// judged (no interval, another definition). higher/lower are for context figures whose difference is beyond chance.
enum class Judgement : std::uint8_t { unknown, none, better, similar, worse, higher, lower };
std::string_view published_word(Judgement);  // "", "geen_oordeel", "gunstiger", "vergelijkbaar", "ongunstiger", "hoger", "lager"

struct Comparison {
  std::vector<Judgement> judgement;  // by area; empty when nothing can be compared
  std::vector<float> reference;      // by area: the value compared with, in the indicator's unit; NaN where judgement is unknown
  Text why;                          // why no area of this series is judged; empty when some are
};

// Where an area lies in the funnel around the figure of its gemeente, at 95 % and 99.8 %, widened by the usual spread of its level.
enum class FunnelPlace : std::int8_t { far_below = -2, below = -1, inside = 0, above = 1, far_above = 2, unknown = 127 };
struct Funnel {
  double overdispersion = 1.0;  // φ: the square of the factor by which the limits are widened, at least 1
  std::size_t areas = 0;        // on which φ rests; 0 = no funnel
};

struct SeriesEstimate {
  std::vector<double> lower, upper;      // by area, 95 %, in the indicator's unit; empty when no area has one
  std::vector<std::uint8_t> has;         // by area
  std::vector<Reliability> reliability;  // by area; never empty
  Text interval_method;                  // how the interval was made, or why there is none
  std::array<Comparison, kVersus> versus;
  std::array<Funnel, 4> funnel;                    // by level; wijk and buurt, of counts only
  std::vector<FunnelPlace> funnel_place;           // by area; empty without a funnel
  std::vector<double> funnel_size;                 // by area: n, the persons or households that the figure is of; empty without a funnel
  std::vector<double> funnel_around, funnel_step;  // by area: the middle of the funnel, and √φ standard errors there, in the unit
  // Drawn towards the whole by empirical Bayes; for showing, never for testing. Empty when not made (modelled figures, context, no counts).
  std::vector<double> smoothed, smoothed_lower, smoothed_upper;
  std::vector<std::uint8_t> has_smoothed;
};

// --- course over the years -----------------------------------------------------------------------------------------------------------

enum class Course : std::uint8_t { unknown, stable, rising, falling, refused };
std::string_view published_word(Course);  // "", "geen_duidelijke_trend", "stijgend", "dalend", "niet_bepaald"
enum class NoCourse : std::uint8_t { none, modelled, definition_break, too_few_periods, gaps };
std::string_view published_word(NoCourse);  // "", "modelschatting", "definitiebreuk", "te_weinig_perioden", "onderbroken"

// Of one indicator, by area, over its series with figures since the last break of definition.
struct IndicatorCourse {
  NoCourse refused = NoCourse::none;  // of the indicator as a whole
  Text why;                           // why refused, in words
  std::vector<Course> course;         // by area
  std::vector<NoCourse> reason;       // by area, where course is refused
  std::vector<float> slope;           // Theil–Sen, indicator's unit per year; NaN where there is none
  std::vector<float> p;               // two-sided; NaN where there is none
  std::vector<Judgement> judgement;   // better = moves the favourable way, beyond chance; similar = no clear trend
};

// --- small areas and comparable buurten ----------------------------------------------------------------------------------------------

// A model estimate for areas below the publication level, or without a figure of their own: from the wijk's published figure and open
// covariates. Always with its interval, never input for tests. Only the latest series of an indicator.
struct Synthetic {
  IndicatorId indicator;
  std::size_t series = 0;
  std::vector<double> value, lower, upper;  // by area
  std::vector<std::uint8_t> has;
  std::vector<IndicatorId> covariates;
  Text method;
};

// The nearest areas in population structure and urbanity, nearest first; of buurten and wijken, each among its own level.
struct Comparable {
  std::vector<std::vector<AreaIndex>> nearest;  // by area; empty when the features are not known
  std::vector<IndicatorId> features;            // what was compared
  Text method;
};

struct Estimates {
  std::vector<SeriesEstimate> series;  // parallel to PublishedFigures::series()
  // By position of the indicator in the catalogue: upper bounds of classes 1..4 (quintiles over all periods and over buurten and
  // wijken together, rounded to the indicator's decimals, distinct); fewer when there are few different values.
  std::vector<std::vector<double>> breaks;
  std::vector<IndicatorCourse> courses;  // by position of the indicator in the catalogue
  std::vector<Synthetic> synthetic;      // in catalogue order
  Comparable comparable;
};

// `reference`: the area against which Versus::gemeente is judged in a monitor of one gemeente; in a national one each area's own gemeente.
Estimates estimate(const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, AreaIndex reference,
                   unsigned threads);

}  // namespace trede
