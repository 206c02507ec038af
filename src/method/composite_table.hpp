// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the methods on composite scores read: a table with one row per unit and one column per indicator, and a table of structure with one
// row per indicator or group: indicator, group, and where there are such columns weight (1), direction 1 or −1 (1) and modelled 0 or 1 (0).
// A group is a row as well; a row without a group is at the top. An empty cell in an optional column is the value in brackets.
//
// Errors: stat.with_needed (no --with), stat.structure_twice, stat.structure_unknown (an indicator that is no column and has nothing
// below it, or a group without a row), stat.structure_circle, stat.structure_value (a weight, direction or modelled that cannot be),
// stat.structure_tops (a method needs one top), stat.not_positive (a geometric or harmonic mean of a value that is not above 0).

#include <optional>
#include <string>
#include <vector>

#include "method/method.hpp"
#include "stat/composite/uncertainty.hpp"

namespace trede::method {

// Columns of numbers with what is there; and the columns that go along untouched (--set id=…).
struct UnitColumns {
  std::vector<std::string> name;
  std::vector<std::vector<double>> value;
  std::vector<std::vector<std::uint8_t>> has;
  std::vector<std::pair<std::string, std::vector<std::string>>> id;
  std::size_t rows = 0;
  [[nodiscard]] std::vector<stat::composite::Column> columns() const;
};

struct Structure {
  std::vector<std::string> indicators;  // in the order of the structure; columns of the table
  std::vector<double> sign;
  std::vector<std::string> groups;  // children before parents
  stat::composite::Levels levels;   // vary: as noise-from says, see read_structure
  std::size_t tops = 0;
};

// `noise_from`: weights of rows at this level or above vary; 1 = indicators too.
Checked<Structure> read_structure(const Call& call, std::size_t noise_from = 1);

// The columns named; without names all columns of the table but those of --set id.
Checked<UnitColumns> read_units(const Call& call, const std::vector<std::string>& names = {});

// A list of words or whole numbers in a setting: "z-score,min-max".
Checked<std::vector<stat::composite::Normalise>> scales_of(const Call& call);
Checked<std::vector<stat::composite::Aggregation>> means_of(const Call& call);
// Errors: stat.setting, when a mean needs values above 0 and a scale has others.
void check_means(const std::vector<stat::composite::Normalise>& scales, const std::vector<stat::composite::Aggregation>& means,
                 Errors& errors);
Checked<std::vector<std::size_t>> points_of(const Call& call);
Checked<bool> yes_of(const Call& call, const std::string& name);

// Numbers for the output: NaN where there is none.
std::vector<double> shown(const stat::composite::Column& column, std::size_t n);
void add_id(const UnitColumns& units, Output& out);

extern const Setting kId, kScales, kMeans, kPoints, kLow, kHigh, kCentre, kSpread, kCoverage, kModelledShare, kTreat, kSkewness, kKurtosis;

void add_composite_uncertainty_methods(std::vector<Method>& list);
void add_composite_correlation_methods(std::vector<Method>& list);

}  // namespace trede::method
