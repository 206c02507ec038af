// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The tables of a scan. Either one table with a row per area (and period), or a table of cases and, with --with, a table of places.
//
//   one table        id, x, y, cases, pop and/or expected, and t when there is time
//   cases + places   id, cases, t … and id, x, y, pop: an area and period without a row has no cases
//
// t is a whole number (year, week), a month 2024-05 or a day 2024-05-31; the study lasts from the first to the last without gaps. Errors:
// stat.scan_twice, stat.scan_area, stat.scan_place, stat.scan_period, stat.scan_missing, stat.scan_persons and those of Table.

#include <cstdint>
#include <string>
#include <vector>

#include "method/method.hpp"
#include "stat/spatial/scan.hpp"

namespace trede::method {

struct ScanTable {
  std::vector<std::string> id;       // by area, in the order of first appearance
  std::vector<double> x, y;          // by area
  std::vector<std::uint32_t> cases;  // by area and period
  std::vector<double> expected;      // by area and period; Bernoulli: persons
  std::vector<double> population;    // by area
  std::vector<std::string> period;   // as the user writes it; one empty one without time
  bool persons = false;              // whether the population is persons (else what is expected, or cases)
  [[nodiscard]] stat::ScanInput input(bool degrees) const;
};

Checked<ScanTable> read_scan(const Call& call, stat::ScanModel model, bool time);

}  // namespace trede::method
