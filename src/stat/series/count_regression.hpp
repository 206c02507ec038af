// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Regression of counts on a few columns: log E(y) = Xβ, Poisson or negative binomial (variance μ + α μ², Lawless 1987), by maximum
// likelihood. For the course that a detector compares with: a level, a trend, a season of sines and cosines.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace trede::stat {

struct CountModel {
  std::vector<double> coefficients;
  double overdispersion = 0;  // α
  [[nodiscard]] double mean(std::span<const double> row) const;
};
// `design` by row, design.size() = events.size() × columns. Without `overdispersion` it is estimated (close to 0 when the counts vary no
// more than Poisson counts). nullopt when a column repeats others or the steps do not settle.
std::optional<CountModel> count_regression(std::span<const double> events, std::span<const double> design, std::size_t columns,
                                           std::optional<double> overdispersion);

// One row of such a design at time t = 1, 2 …: 1, t if `trend`, and cos, sin of 2π h t / per_year for h = 1 … harmonics.
std::vector<double> season_row(double t, bool trend, unsigned harmonics, double per_year);

}  // namespace trede::stat
