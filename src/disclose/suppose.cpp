// SPDX-License-Identifier: EUPL-1.2
// What an outsider supposes: an elastic linear program per part of the relations that shares no withheld cell with the others. Breaking
// an equation costs more than any change of the cells, so that no more is dropped than must be.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <CbcModel.hpp>
#include <ClpSimplex.hpp>
#include <CoinPackedMatrix.hpp>
#include <OsiClpSolverInterface.hpp>

#include "disclose/relations.hpp"
#include "protect/one_solver.hpp"

namespace trede {
namespace {

constexpr double kBroken = 1e6;   // cost of one unit that an equation is off
constexpr double kWhole = 1e-6;   // nearer to a whole number than this is whole
constexpr int kMostNodes = 2000;  // of the integer program that settles fractions

// One part: its equations that hold a withheld cell, and those cells.
struct Part {
  std::vector<std::uint32_t> equations;
  std::vector<Cell> cells;
};

class Parts {
 public:
  Parts(const CountRelations& r, const std::vector<std::uint8_t>& withheld) : root_(r.cells.size()) {
    std::iota(root_.begin(), root_.end(), 0U);
    for (const CountEquation& e : r.equations) {
      Cell first = kNoCell;
      for (const CountTerm& t : e.terms) {
        if (!withheld[t.cell]) continue;
        if (first == kNoCell) first = t.cell;
        else join(first, t.cell);
      }
    }
  }
  Cell root(Cell c) {
    while (root_[c] != c) c = root_[c] = root_[root_[c]];
    return c;
  }

 private:
  void join(Cell a, Cell b) {
    a = root(a);
    b = root(b);
    root_[std::max(a, b)] = std::min(a, b);
  }
  std::vector<Cell> root_;
};

std::vector<Part> parts_of(const CountRelations& r, const std::vector<std::uint8_t>& withheld) {
  Parts parts(r, withheld);
  std::map<Cell, Part> found;
  for (std::uint32_t e = 0; e < r.equations.size(); ++e)
    for (const CountTerm& t : r.equations[e].terms)
      if (withheld[t.cell]) {
        found[parts.root(t.cell)].equations.push_back(e);
        break;
      }
  for (Cell c = 0; c < r.cells.size(); ++c)
    if (withheld[c])
      if (const auto at = found.find(parts.root(c)); at != found.end()) at->second.cells.push_back(c);
  std::vector<Part> out;
  for (auto& [root, part] : found) out.push_back(std::move(part));
  return out;
}

// Columns: per cell up and down, then per equation over and under.
struct Program {
  std::vector<double> lower, upper, cost, right;
  CoinPackedMatrix matrix;
};

Program program_of(const CountRelations& r, const Part& part, const std::vector<std::int32_t>& value) {
  Program p;
  std::map<Cell, int> position;
  for (const Cell c : part.cells) {
    position[c] = static_cast<int>(p.cost.size());
    const CountCell& cell = r.cells[c];
    // Larger counts take a change first: it changes least of what can be told about them.
    const double cost = 1.0 + 1.0 / (1.0 + value[c]);
    for (const bool up : {true, false}) {
      p.lower.push_back(0.0);
      if (!up) p.upper.push_back(static_cast<double>(value[c]) - cell.least);
      else p.upper.push_back(cell.most == protect::kNoBound ? COIN_DBL_MAX : static_cast<double>(cell.most) - value[c]);
      p.cost.push_back(cost);
    }
  }
  std::vector<int> rows, columns;
  std::vector<double> elements;
  const auto put = [&](int row, int column, double element) {
    rows.push_back(row);
    columns.push_back(column);
    elements.push_back(element);
  };
  for (int e = 0; e < static_cast<int>(part.equations.size()); ++e) {
    const CountEquation& equation = r.equations[part.equations[static_cast<std::size_t>(e)]];
    for (const CountTerm& t : equation.terms)
      if (const auto at = position.find(t.cell); at != position.end()) {
        put(e, at->second, t.sign);
        put(e, at->second + 1, -t.sign);
      }
    for (const double element : {1.0, -1.0}) {
      put(e, static_cast<int>(p.cost.size()), element);
      p.lower.push_back(0.0);
      p.upper.push_back(COIN_DBL_MAX);
      p.cost.push_back(kBroken);
    }
    p.right.push_back(-static_cast<double>(rest_of(equation, value)));
  }
  p.matrix = CoinPackedMatrix(true, rows.data(), columns.data(), elements.data(), static_cast<int>(elements.size()));
  p.matrix.setDimensions(static_cast<int>(part.equations.size()), static_cast<int>(p.cost.size()));
  return p;
}

bool whole(const std::vector<double>& solution, std::size_t columns) {
  return std::all_of(solution.begin(), solution.begin() + static_cast<std::ptrdiff_t>(columns),
                     [](double v) { return std::abs(v - std::round(v)) < kWhole; });
}

// Empty when the solver finds nothing.
std::vector<double> solve(const Program& p, std::size_t cell_columns) {
  const protect::OneSolver alone;
  OsiClpSolverInterface solver;
  solver.messageHandler()->setLogLevel(0);
  solver.getModelPtr()->setLogLevel(0);
  solver.loadProblem(p.matrix, p.lower.data(), p.upper.data(), p.cost.data(), p.right.data(), p.right.data());
  solver.initialSolve();
  if (!solver.isProvenOptimal()) return {};
  const auto columns = static_cast<std::size_t>(solver.getNumCols());
  std::vector<double> solution(solver.getColSolution(), solver.getColSolution() + columns);
  if (whole(solution, cell_columns)) return solution;
  for (int c = 0; c < static_cast<int>(columns); ++c) solver.setInteger(c);
  CbcModel model(solver);
  model.setLogLevel(0);
  model.setNumberThreads(0);
  model.setRandomSeed(1);
  model.setMaximumNodes(kMostNodes);
  model.branchAndBound();
  if (model.bestSolution() == nullptr) return {};
  return {model.bestSolution(), model.bestSolution() + columns};
}

}  // namespace

Supposed suppose(const CountRelations& r, const std::vector<std::int32_t>& value, const std::vector<std::uint8_t>& withheld) {
  Supposed out{value, std::vector<std::uint8_t>(r.equations.size(), 0)};
  for (const Part& part : parts_of(r, withheld)) {
    const bool fits =
        std::all_of(part.equations.begin(), part.equations.end(), [&](std::uint32_t e) { return rest_of(r.equations[e], value) == 0; });
    if (fits) continue;
    out.changed = true;
    const std::size_t cell_columns = 2 * part.cells.size();
    const std::vector<double> solution = solve(program_of(r, part, value), cell_columns);
    if (solution.empty()) {
      out.whole = false;
      continue;
    }
    for (std::size_t i = 0; i < part.cells.size(); ++i)
      out.value[part.cells[i]] += static_cast<std::int32_t>(std::lround(solution[2 * i]) - std::lround(solution[2 * i + 1]));
    for (const std::uint32_t e : part.equations)
      if (rest_of(r.equations[e], out.value) != 0) out.dropped[e] = 1;
  }
  return out;
}

}  // namespace trede
