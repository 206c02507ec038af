// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The times of trede's statistics on a country of 14,500 areas. One Task is one line of the table of bench/statistics.sh. To add a line:
// add a Task in the file of its subject (a new file: declare its add_… below and call it in main.cpp).

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace trede::bench {

struct Country {
  std::vector<double> x, y;           // metres
  std::vector<double> pop;            // inhabitants
  std::vector<double> obs, expected;  // events, and what the inhabitants would give at the country's rate
  std::vector<double> risk;           // log of the true relative risk, planted clusters included
  std::vector<std::uint32_t> hot;     // 0, or the number of the planted cluster
  std::vector<std::pair<std::uint32_t, std::uint32_t>> borders;

  [[nodiscard]] std::size_t size() const { return x.size(); }
  [[nodiscard]] std::vector<std::uint32_t> inhabited() const;               // positions with inhabitants
  [[nodiscard]] std::vector<double> indicator(std::uint32_t number) const;  // smooth risk and noise in other shares for every number
};

struct Task {
  std::string name;                                // "local-moran-999"
  std::string what;                                // the line of the table
  double target = 0.0;                             // seconds
  std::function<std::string(const Country&)> run;  // gives a short note: what came out
  int repeats = 3;                                 // the median counts
  bool simulation = false;                         // minutes instead of seconds: only with --simulate
};

void add_spatial_tasks(std::vector<Task>& tasks);
void add_spatial_simulations(std::vector<Task>& tasks);
void add_series_tasks(std::vector<Task>& tasks);
void add_scan_tasks(std::vector<Task>& tasks);
void add_small_area_tasks(std::vector<Task>& tasks);
void add_composite_tasks(std::vector<Task>& tasks);

}  // namespace trede::bench
