// SPDX-License-Identifier: EUPL-1.2
#include "audit/linear_program.hpp"

#include <ClpSimplex.hpp>

namespace trede::audit {
namespace {

constexpr int kMostPivots = 2'000'000;
constexpr int kKeepFactors = 1 | 2;  // do not throw the factorization away at the end; start with the one that is there

}  // namespace

struct LinearProgram::Model {
  ClpSimplex clp;
};

LinearProgram::LinearProgram(std::span<const double> lower, std::span<const double> upper, const LinearRows& rows)
    : model_(std::make_unique<Model>()) {
  const std::size_t columns = lower.size();
  // Clp wants the matrix by column.
  std::vector<CoinBigIndex> start(columns + 1, 0);
  for (const int c : rows.column) ++start[static_cast<std::size_t>(c) + 1];
  for (std::size_t c = 0; c < columns; ++c) start[c + 1] += start[c];
  std::vector<int> index(rows.column.size());
  std::vector<double> element(rows.column.size());
  std::vector<CoinBigIndex> next(start.begin(), start.end() - 1);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t t = rows.first[r]; t < rows.first[r + 1]; ++t) {
      const auto at = static_cast<std::size_t>(next[static_cast<std::size_t>(rows.column[t])]++);
      index[at] = static_cast<int>(r);
      element[at] = rows.coefficient[t];
    }
  }
  ClpSimplex& clp = model_->clp;
  clp.setLogLevel(0);
  clp.loadProblem(static_cast<int>(columns), static_cast<int>(rows.size()), start.data(), index.data(), element.data(), lower.data(),
                  upper.data(), nullptr, rows.low.data(), rows.high.data());
  clp.setOptimizationDirection(1.0);
  clp.setMaximumIterations(kMostPivots);
  clp.scaling(0);
}

LinearProgram::~LinearProgram() = default;
LinearProgram::LinearProgram(LinearProgram&&) noexcept = default;
LinearProgram& LinearProgram::operator=(LinearProgram&&) noexcept = default;

void LinearProgram::set_bounds(std::size_t column, double lower, double upper) {
  model_->clp.setColumnBounds(static_cast<int>(column), lower, upper);
}

std::pair<double, double> LinearProgram::bounds(std::size_t column) const {
  return {model_->clp.columnLower()[column], model_->clp.columnUpper()[column]};
}

std::size_t LinearProgram::add_column(double lower, double upper, std::span<const int> rows, std::span<const double> coefficients) {
  const auto position = static_cast<std::size_t>(model_->clp.numberColumns());
  model_->clp.addColumn(static_cast<int>(rows.size()), rows.data(), coefficients.data(), lower, upper, 0.0);
  return position;
}

void LinearProgram::set_aim(std::size_t column, double aim) {
  model_->clp.setObjectiveCoefficient(static_cast<int>(column), aim);
  aimed_.push_back(column);
}

void LinearProgram::clear_aims() {
  for (const std::size_t column : aimed_) model_->clp.setObjectiveCoefficient(static_cast<int>(column), 0.0);
  aimed_.clear();
}

LinearProgram::Outcome LinearProgram::solve() {
  ClpSimplex& clp = model_->clp;
  clp.primal(0, kKeepFactors);
  switch (clp.status()) {
    case 0: return Outcome::optimal;
    case 1: return Outcome::infeasible;
    case 2: return Outcome::unbounded;
    default: return Outcome::gave_up;
  }
}

std::span<const double> LinearProgram::solution() const {
  return {model_->clp.primalColumnSolution(), static_cast<std::size_t>(model_->clp.numberColumns())};
}

std::span<const double> LinearProgram::row_prices() const {
  return {model_->clp.dualRowSolution(), static_cast<std::size_t>(model_->clp.numberRows())};
}

double LinearProgram::value() const { return model_->clp.objectiveValue(); }

}  // namespace trede::audit
