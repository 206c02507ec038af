// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Observations: indicator × period × area, in columns, before disclosure control. Only observe and disclose may hold this type.
//
// One Series is one indicator in one period over all areas of the edition's division (position = AreaIndex). Means, rates and
// variances are computed here in C++ over ordered rows.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "area/concordance.hpp"
#include "base/missing.hpp"
#include "base/period.hpp"
#include "catalogue/catalogue.hpp"
#include "ingest/staged.hpp"

namespace trede {

// How a figure came about, for the lineage page; the same for all areas of a series unless `carried` says otherwise.
struct Lineage {
  Provenance numerator;  // or the published value
  std::optional<Provenance> denominator;
  std::vector<std::string> columns;  // keys as in the file
  std::vector<std::string> denominator_columns;
  Selection rows;  // dimension keys kept
  std::string rule;
  bool complement = false;
  std::optional<Vintage> carried_from;  // another division than the edition's
};

struct Series {
  IndicatorId indicator;
  Period period;
  Lineage lineage;
  std::vector<double> value, numerator, denominator, lower, upper;  // by area; the last four may be empty as a whole
  std::vector<double> respondents;                                  // unweighted n of a survey, else empty
  std::vector<double> effective_n;                                  // n / design effect (Kish 1965), surveys only
  std::vector<double> largest;     // of the numerator: what the largest single institution provides; empty when not known
  std::vector<double> households;  // behind the numerator, counted once; empty when the register does not say
  // How many different persons are behind the numerator, at least. Of a pooled window (disclose/level.hpp), whose persons may come back
  // in a next year; and of counts of registrations where the register could tell; else empty.
  std::vector<double> persons;
  // Of a year: the different persons of the whole window that the year lies in, when the register could tell; else empty.
  std::vector<double> window_persons;
  std::vector<Missing> missing;
  std::vector<Status> status;
};

struct Observations {
  Vintage vintage;
  std::vector<Series> series;             // by (catalogue order of the indicator, period)
  std::vector<double> inhabitants;        // by area; -1 = not known
  std::vector<std::uint8_t> uninhabited;  // by area
  // Indicators without any figure, with the reason in words.
  std::vector<std::pair<IndicatorId, Text>> without;
};

// `carry[v]` brings division v to the edition's division; the edition's own needs none.
Checked<Observations> observe(const Project& project, const Catalogue& catalogue, const Staging& staging, const AreaSet& areas,
                              const std::vector<Concordance>& carry, unsigned threads);

}  // namespace trede
