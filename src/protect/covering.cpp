// SPDX-License-Identifier: EUPL-1.2
#include "protect/covering.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <coin/CbcHeuristic.hpp>
#include <coin/CbcModel.hpp>
#include <coin/CglClique.hpp>
#include <coin/CglGomory.hpp>
#include <coin/CglProbing.hpp>
#include <coin/CglZeroHalf.hpp>
#include <coin/ClpSimplex.hpp>
#include <coin/CoinHelperFunctions.hpp>
#include <coin/OsiClpSolverInterface.hpp>

namespace trede::protect {
namespace {

constexpr double kWhole = 1e-6;
constexpr long kFewestNodes = 20;

// Rows as Clp takes them.
struct Lines {
  std::vector<CoinBigIndex> start = {0};
  std::vector<int> index;
  std::vector<double> element, least, most;

  // `column` gives the column of a cell.
  template <class Column>
  void add(const Covering::Row& row, Column column) {
    for (const Covering::Term& term : row.terms) index.push_back(column(term.cell)), element.push_back(term.share);
    if (row.needs != kNoNode) index.push_back(column(row.needs)), element.push_back(-1.0);
    start.push_back(static_cast<CoinBigIndex>(index.size()));
    least.push_back(row.needs == kNoNode ? 1.0 : 0.0);
    most.push_back(COIN_DBL_MAX);
  }
  [[nodiscard]] int count() const { return static_cast<int>(least.size()); }
};

bool whole(double x) { return std::abs(x - std::round(x)) < kWhole; }

}  // namespace

struct Covering::Program {
  ClpSimplex simplex;
  std::vector<int> column;      // by cell; −1 when it is in no row yet
  std::vector<CellIndex> cell;  // by column
  std::size_t rows = 0;         // rows that are in the program
};

Covering::Covering(const std::vector<double>& cost) : cost_(cost), x_(cost.size(), 0.0), program_(std::make_unique<Program>()) {
  program_->simplex.setLogLevel(0);
  program_->simplex.setPerturbation(100);
  program_->column.assign(cost.size(), -1);
}

Covering::~Covering() = default;

bool Covering::add(Row row) {
  if (!seen_.insert(row).second) return false;
  rows_.push_back(std::move(row));
  return true;
}

double Covering::relax() {
  Program& program = *program_;
  Lines lines;
  const std::size_t before = program.cell.size();
  const auto column = [&](CellIndex cell) {
    int& at = program.column[cell];
    if (at < 0) {
      at = static_cast<int>(program.cell.size());
      program.cell.push_back(cell);
    }
    return at;
  };
  for (; program.rows < rows_.size(); ++program.rows) lines.add(rows_[program.rows], column);
  std::vector<double> cost;
  for (std::size_t c = before; c < program.cell.size(); ++c) cost.push_back(cost_[program.cell[c]]);
  const std::vector<double> zero(cost.size(), 0.0), one(cost.size(), 1.0);
  const std::vector<CoinBigIndex> no_rows(cost.size() + 1, 0);
  if (!cost.empty())
    program.simplex.addColumns(static_cast<int>(cost.size()), zero.data(), one.data(), cost.data(), no_rows.data(), nullptr, nullptr);
  if (lines.count() > 0)
    program.simplex.addRows(lines.count(), lines.least.data(), lines.most.data(), lines.start.data(), lines.index.data(),
                            lines.element.data());
  program.simplex.dual();
  const double* solution = program.simplex.primalColumnSolution();
  for (std::size_t c = 0; c < program.cell.size(); ++c) x_[program.cell[c]] = std::clamp(solution[c], 0.0, 1.0);
  return program.simplex.objectiveValue();
}

std::vector<Covering::Part> Covering::parts() const {
  std::vector<CellIndex> leader(cost_.size());
  std::iota(leader.begin(), leader.end(), CellIndex{0});
  const auto find = [&](CellIndex cell) {
    while (leader[cell] != cell) cell = leader[cell] = leader[leader[cell]];
    return cell;
  };
  for (const Row& row : rows_) {
    for (const Term& term : row.terms) leader[find(term.cell)] = find(row.terms.front().cell);
    if (row.needs != kNoNode) leader[find(row.needs)] = find(row.terms.front().cell);
  }
  std::map<CellIndex, std::size_t> number;
  std::vector<Part> out;
  for (std::uint32_t r = 0; r < rows_.size(); ++r) {
    const auto [at, fresh] = number.emplace(find(rows_[r].terms.front().cell), out.size());
    if (fresh) out.emplace_back();
    out[at->second].rows.push_back(r);
  }
  for (CellIndex cell = 0; cell < cost_.size(); ++cell)
    if (program_->column[cell] >= 0) out[number.at(find(cell))].cells.push_back(cell);
  return out;
}

Covering::Whole Covering::solve(long effort) {
  Whole out{std::vector<std::uint8_t>(cost_.size(), 0), 0.0, 0.0, true};
  std::map<std::vector<std::uint32_t>, Solution> kept;
  for (const Part& part : parts()) {
    Solution solution;
    if (std::all_of(part.cells.begin(), part.cells.end(), [&](CellIndex cell) { return whole(x_[cell]); })) {
      for (const CellIndex cell : part.cells)
        if (x_[cell] > 0.5) solution.chosen.push_back(cell), solution.cost += cost_[cell];
      solution.bound = solution.cost;
    } else {
      const auto found = solved_.find(part.rows);
      solution = found != solved_.end() ? found->second : branch(part, effort);
      kept.emplace(part.rows, solution);
    }
    for (const CellIndex cell : solution.chosen) out.chosen[cell] = 1;
    out.cost += solution.cost;
    out.bound += solution.bound;
  }
  solved_ = std::move(kept);
  out.proven = out.bound >= out.cost - 1e-9 * (1.0 + out.cost);
  return out;
}

Covering::Solution Covering::branch(const Part& part, long effort) {
  std::vector<int> column(cost_.size(), -1);
  std::vector<double> cost;
  for (const CellIndex cell : part.cells) column[cell] = static_cast<int>(cost.size()), cost.push_back(cost_[cell]);
  const std::vector<double> zero(cost.size(), 0.0), one(cost.size(), 1.0);
  Lines lines;
  for (const std::uint32_t r : part.rows) lines.add(rows_[r], [&](CellIndex cell) { return column[cell]; });
  OsiClpSolverInterface solver;
  solver.messageHandler()->setLogLevel(0);
  ClpSimplex& simplex = *solver.getModelPtr();
  simplex.setLogLevel(0);
  const std::vector<CoinBigIndex> no_rows(cost.size() + 1, 0);
  simplex.addColumns(static_cast<int>(cost.size()), zero.data(), one.data(), cost.data(), no_rows.data(), nullptr, nullptr);
  simplex.addRows(lines.count(), lines.least.data(), lines.most.data(), lines.start.data(), lines.index.data(), lines.element.data());
  for (int c = 0; c < static_cast<int>(cost.size()); ++c) solver.setInteger(c);
  solver.initialSolve();
  CoinSeedRandom(1);  // one generator serves the whole process: what was solved before must not matter
  CbcModel model(solver);
  model.setLogLevel(0);
  model.setNumberThreads(0);
  model.setRandomSeed(1);
  const long cells = static_cast<long>(part.cells.size());
  model.setMaximumNodes(static_cast<int>(std::max(kFewestNodes, effort / cells)));
  model.setAllowableGap(1e-9);
  model.setAllowableFractionGap(0.0);
  CglProbing probing;
  probing.setUsingObjective(1);
  probing.setMaxPass(3);
  probing.setMaxLook(50);
  CglGomory gomory;
  gomory.setLimit(200);
  CglZeroHalf zero_half;
  CglClique clique;
  clique.setStarCliqueReport(false);
  clique.setRowCliqueReport(false);
  model.addCutGenerator(&probing, -1, "probing");
  model.addCutGenerator(&gomory, -1, "gomory");
  model.addCutGenerator(&zero_half, -1, "zero-half");
  model.addCutGenerator(&clique, -1, "clique");
  CbcRounding rounding(model);
  model.addHeuristic(&rounding, "rounding");
  model.branchAndBound();
  work_ += cells * model.getIterationCount();
  Solution out;
  const double* best = model.bestSolution();
  for (std::size_t c = 0; c < part.cells.size(); ++c) {
    const double x = best != nullptr ? best[c] : std::ceil(x_[part.cells[c]] - kWhole);  // rounding up meets rows without `needs`
    if (x > 0.5) out.chosen.push_back(part.cells[c]), out.cost += cost_[part.cells[c]];
  }
  out.bound = std::min(out.cost, model.getBestPossibleObjValue());
  return out;
}

}  // namespace trede::protect
