// SPDX-License-Identifier: EUPL-1.2
// Intervals against published reference results (columns x, n, value, lower, upper as percentages or rates).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "estimate/estimates.hpp"

namespace trede {
namespace {

std::string reference(const std::string& name) {
  const char* set = std::getenv("TREDE_REFERENCE");
  const std::filesystem::path folder =
      set != nullptr ? std::filesystem::path(set) : std::filesystem::path(TREDE_SOURCE_DIR) / ".." / "shared" / "reference";
  return (folder / "statistics" / name).string();
}

std::vector<std::vector<double>> rows(const std::string& path, std::vector<std::string>& header) {
  std::ifstream in(path);
  std::vector<std::vector<double>> out;
  std::string line;
  while (std::getline(in, line)) {
    std::stringstream cells(line);
    std::string cell;
    std::vector<double> row;
    const bool first = header.empty();
    while (std::getline(cells, cell, ',')) {
      cell.erase(std::remove(cell.begin(), cell.end(), '"'), cell.end());
      if (first) header.push_back(cell);
      else row.push_back(std::strtod(cell.c_str(), nullptr));
    }
    if (!first) out.push_back(row);
  }
  return out;
}

std::size_t at(const std::vector<std::string>& header, const std::string& name) {
  for (std::size_t i = 0; i < header.size(); ++i)
    if (header[i] == name) return i;
  ADD_FAILURE() << "no column " << name;
  return 0;
}

TEST(Intervals, wilson_agrees_with_the_reference_to_one_in_a_billion) {
  std::vector<std::string> header;
  const auto data = rows(reference("proportion_wilson.csv"), header);
  if (data.empty()) GTEST_SKIP() << "REFERENCE RESULTS NOT FOUND: " << reference("proportion_wilson.csv");
  for (const auto& r : data) {
    const Interval i = wilson(r[at(header, "x")], r[at(header, "n")]);
    EXPECT_NEAR(100 * i.lower, r[at(header, "lower95_0cl")], 1e-9);
    EXPECT_NEAR(100 * i.upper, r[at(header, "upper95_0cl")], 1e-9);
  }
}

TEST(Intervals, byar_agrees_with_the_reference_and_is_exact_below_ten) {
  std::vector<std::string> header;
  const auto data = rows(reference("rate_byars_exact.csv"), header);
  if (data.empty()) GTEST_SKIP() << "REFERENCE RESULTS NOT FOUND: " << reference("rate_byars_exact.csv");
  for (const auto& r : data) {
    const double n = r[at(header, "n")];
    const double scale = 1000.0 / n;
    const Interval i = byar(r[at(header, "x")]);
    EXPECT_NEAR(i.lower * scale, r[at(header, "lower95_0cl")], 1e-9 * std::max(1.0, r[at(header, "lower95_0cl")]));
    EXPECT_NEAR(i.upper * scale, r[at(header, "upper95_0cl")], 1e-9 * std::max(1.0, r[at(header, "upper95_0cl")]));
  }
}

TEST(Intervals, cover_their_value_at_nought_and_at_everything) {
  for (const double n : {1.0, 10.0, 500.0}) {
    EXPECT_NEAR(wilson(0, n).lower, 0.0, 1e-15);
    EXPECT_GT(wilson(0, n).upper, 0.0);
    EXPECT_NEAR(wilson(n, n).upper, 1.0, 1e-15);
    EXPECT_LT(wilson(n, n).lower, 1.0);
  }
  EXPECT_EQ(byar(0).lower, 0.0);
  EXPECT_NEAR(byar(0).upper, 3.688879454113936, 1e-12) << "−ln 0.025";
}

}  // namespace
}  // namespace trede
