// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the families of intervals, charts and small areas share when they read a table.

#include <limits>
#include <vector>

#include "method/method.hpp"

namespace trede::method {

inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// The value, or `otherwise` with the error kept.
template <class T>
T taken(const Result<T>& read, Errors& errors, T otherwise) {
  if (read) return *read;
  errors.add(read.error());
  return otherwise;
}

// z of the setting "level", a two-sided level of confidence.
Result<double> level_of(const Call& call);

// Adds stat.more_than_all for every row with x above n.
void refuse_more_than_all(const Table& table, const std::vector<double>& x, const std::vector<double>& n, Errors& errors);
// Adds stat.events_without_persons for every row with events and n = 0.
void refuse_events_without_persons(const Table& table, const std::vector<double>& x, const std::vector<double>& n, Errors& errors);

// "a,b" as names; empty for "".
std::vector<std::string> names_of(const std::string& list);

// Members of families that have a file of their own.
void add_chart_methods(std::vector<Method>& list);        // funnel, spc
void add_fay_herriot_methods(std::vector<Method>& list);  // fay-herriot and its relatives

}  // namespace trede::method
