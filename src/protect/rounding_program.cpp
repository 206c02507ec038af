// SPDX-License-Identifier: EUPL-1.2
#include "protect/rounding_program.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>

#include <coin/CbcHeuristic.hpp>
#include <coin/CbcHeuristicDiveCoefficient.hpp>
#include <coin/CbcHeuristicFPump.hpp>
#include <coin/CbcModel.hpp>
#include <coin/CglGomory.hpp>
#include <coin/CglMixedIntegerRounding2.hpp>
#include <coin/CglZeroHalf.hpp>
#include <coin/OsiClpSolverInterface.hpp>

#include "protect/one_solver.hpp"

namespace trede::protect {
namespace {

constexpr double kWhole = 1e-6;        // a value this near to a whole number is that number
constexpr double kLatentSteps = 1000;  // up, of a latent cell
constexpr double kStepCost = 10;       // of a further step, in bases

struct Column {
  CellIndex cell = 0;
  int direction = 1;  // +1, or −1 for steps down
  double most = 0.0;
  double cost = 0.0;
};

struct Program {
  std::vector<Column> columns;
  std::vector<double> rhs;  // by row
  std::unique_ptr<CoinPackedMatrix> matrix;
  double change_below = 0.0;  // Σ f: the change when everything goes down
};

// The number of steps away from q that the bounds allow, rounded outwards.
double room_above(const System& system, CellIndex i, int base) {
  if (system.most[i] == kNoBound) return COIN_DBL_MAX;
  return std::ceil(static_cast<double>(system.most[i]) / base) - system.value[i] / base;
}
double room_below(const System& system, CellIndex i, int base) { return system.value[i] / base - std::max(system.least[i], 0) / base; }

void add_columns(const System& system, CellIndex cell, int base, int steps, Program& program) {
  const auto add = [&](int direction, double most, double cost) {
    if (most > 0.0) program.columns.push_back({cell, direction, most, cost});
  };
  const int quotient = system.value[cell] / base;
  const int rest = system.value[cell] % base;
  if (system.state[cell] == CellState::open) return;
  if (system.state[cell] == CellState::latent) {
    add(1, kLatentSteps, 0.0);
    add(-1, quotient, 0.0);
    return;
  }
  program.change_below += rest;
  if (rest != 0) add(1, 1.0, base - 2.0 * rest);
  add(1, std::min<double>(steps, room_above(system, cell, base) - (rest != 0 ? 1.0 : 0.0)), kStepCost * base);
  add(-1, std::min<double>(steps, room_below(system, cell, base)), kStepCost * base);
}

Program program_of(const System& system, const RoundingPart& part, int base, int steps, const std::vector<std::int32_t>& value) {
  Program program;
  std::vector<std::uint32_t> first;
  for (const CellIndex cell : part.cells) {
    first.push_back(static_cast<std::uint32_t>(program.columns.size()));
    add_columns(system, cell, base, steps, program);
  }
  first.push_back(static_cast<std::uint32_t>(program.columns.size()));
  std::vector<int> row, column;
  std::vector<double> element;
  const Equations& equations = system.equations;
  for (const std::uint32_t e : part.equations) {
    double sum = 0.0;
    for (std::uint32_t t = equations.first[e]; t < equations.first[e + 1]; ++t) {
      const CellIndex cell = equations.cell[t];
      const auto place = std::lower_bound(part.cells.begin(), part.cells.end(), cell);
      const bool decided = place == part.cells.end() || *place != cell;
      sum += static_cast<double>(equations.sign[t]) * ((decided ? value[cell] : system.value[cell]) / base);
      if (decided) continue;
      const auto at = static_cast<std::size_t>(place - part.cells.begin());
      for (std::uint32_t c = first[at]; c < first[at + 1]; ++c) {
        row.push_back(static_cast<int>(program.rhs.size()));
        column.push_back(static_cast<int>(c));
        element.push_back(static_cast<double>(equations.sign[t]) * program.columns[c].direction);
      }
    }
    program.rhs.push_back(-sum);
  }
  program.matrix =
      std::make_unique<CoinPackedMatrix>(true, row.data(), column.data(), element.data(), static_cast<CoinBigIndex>(row.size()));
  program.matrix->setDimensions(static_cast<int>(program.rhs.size()), static_cast<int>(program.columns.size()));
  return program;
}

void load(const Program& program, OsiClpSolverInterface& solver) {
  std::vector<double> lower(program.columns.size(), 0.0);
  std::vector<double> upper, cost;
  for (const Column& column : program.columns) {
    upper.push_back(column.most);
    cost.push_back(column.cost);
  }
  solver.messageHandler()->setLogLevel(0);
  solver.getModelPtr()->setLogLevel(0);
  solver.loadProblem(*program.matrix, lower.data(), upper.data(), cost.data(), program.rhs.data(), program.rhs.data());
}

// Branch and bound in one thread, with limits that count nodes; the best solution or nothing.
std::vector<double> branch(OsiClpSolverInterface& relaxation, int nodes, double& bound) {
  for (int c = 0; c < relaxation.getNumCols(); ++c) relaxation.setInteger(c);
  CbcModel model(relaxation);
  model.setLogLevel(0);
  model.messageHandler()->setLogLevel(0);
  model.setNumberThreads(0);
  model.setRandomSeed(1);
  model.setMaximumNodes(nodes);
  model.setAllowableFractionGap(5e-3);
  CglZeroHalf zero_half;
  CglGomory gomory;
  gomory.setLimit(100);
  CglMixedIntegerRounding2 mixed;
  model.addCutGenerator(&zero_half, -1, "zero-half");
  model.addCutGenerator(&gomory, -1, "gomory");
  model.addCutGenerator(&mixed, -1, "rounding");
  CbcRounding simple(model);
  CbcHeuristicFPump pump(model);
  CbcHeuristicDiveCoefficient dive(model);
  model.addHeuristic(&simple, "rounding");
  model.addHeuristic(&pump, "pump");
  model.addHeuristic(&dive, "dive");
  model.branchAndBound();
  const double best_bound = model.getBestPossibleObjValue();
  if (std::isfinite(best_bound) && best_bound < 1e30) bound = std::max(bound, best_bound);
  const double* best = model.bestSolution();
  if (best == nullptr) return {};
  return {best, best + model.getNumCols()};
}

bool whole(double x) { return std::abs(x - std::round(x)) <= kWhole; }

bool fulfilled(const System& system, const RoundingPart& part, const std::vector<std::int32_t>& value) {
  const Equations& equations = system.equations;
  return std::all_of(part.equations.begin(), part.equations.end(), [&](std::uint32_t e) {
    std::int64_t sum = 0;
    for (std::uint32_t t = equations.first[e]; t < equations.first[e + 1]; ++t)
      sum += static_cast<std::int64_t>(equations.sign[t]) * value[equations.cell[t]];
    return sum == 0;
  });
}

}  // namespace

std::int64_t change_of(const System& system, const std::vector<std::int32_t>& value) {
  std::int64_t change = 0;
  for (std::size_t i = 0; i < system.size(); ++i)
    if (system.state[i] != CellState::latent) change += std::abs(static_cast<std::int64_t>(value[i]) - system.value[i]);
  return change;
}

RoundingAnswer round_part(const System& system, const RoundingPart& part, int base, int steps, const RoundingLimits& limits,
                          std::vector<std::int32_t>& value) {
  const Program program = program_of(system, part, base, steps, value);
  const OneSolver alone;
  OsiClpSolverInterface solver;
  load(program, solver);
  solver.initialSolve();
  RoundingAnswer answer;
  answer.feasible = solver.isProvenOptimal();
  if (!answer.feasible) return answer;
  answer.bound = solver.getObjValue();
  std::vector<double> solution(solver.getColSolution(), solver.getColSolution() + solver.getNumCols());
  answer.relaxed = std::all_of(solution.begin(), solution.end(), whole);
  if (!answer.relaxed) {
    solution = limits.branch ? branch(solver, limits.nodes, answer.bound) : std::vector<double>();
    if (solution.empty()) {
      answer.bound += program.change_below;
      return answer;
    }
  }
  answer.bound += program.change_below;
  for (const CellIndex cell : part.cells) value[cell] = system.value[cell] / base * base;
  for (std::size_t c = 0; c < solution.size(); ++c) {
    const Column& column = program.columns[c];
    value[column.cell] += base * column.direction * static_cast<std::int32_t>(std::lround(solution[c]));
  }
  answer.solved = fulfilled(system, part, value);
  return answer;
}

}  // namespace trede::protect
