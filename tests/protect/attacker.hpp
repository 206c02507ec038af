// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What an outsider can work out about each withheld cell of a System, by a linear program of its own (Clp) over every equation. Nothing of
// it is shared with the methods that it checks.

#include <ClpSimplex.hpp>
#include <CoinPackedMatrix.hpp>
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "protect/system.hpp"

namespace trede::protect::testing {

class Attacker {
 public:
  Attacker(const System& system, const std::vector<std::uint8_t>& withheld, int least_known = 0) : system_(system) {
    const int cells = static_cast<int>(system.size());
    const int rows = static_cast<int>(system.equations.size());
    std::vector<int> row;
    std::vector<int> column;
    std::vector<double> sign;
    for (int e = 0; e < rows; ++e) {
      const auto at = static_cast<std::size_t>(e);
      for (auto t = system.equations.first[at]; t < system.equations.first[at + 1]; ++t) {
        row.push_back(e);
        column.push_back(static_cast<int>(system.equations.cell[t]));
        sign.push_back(system.equations.sign[t]);
      }
    }
    const CoinPackedMatrix matrix(true, row.data(), column.data(), sign.data(), static_cast<CoinBigIndex>(row.size()));
    CoinPackedMatrix full = matrix;
    full.setDimensions(rows, cells);
    std::vector<double> low(system.size());
    std::vector<double> high(system.size());
    for (std::size_t i = 0; i < system.size(); ++i) {
      const bool secret = withheld[i] != 0;
      low[i] = secret ? system.least[i] - least_known : system.value[i];
      high[i] = !secret ? system.value[i] : system.most[i] == kNoBound ? COIN_DBL_MAX : system.most[i];
    }
    const std::vector<double> cost(system.size(), 0.0);
    const std::vector<double> zero(static_cast<std::size_t>(rows), 0.0);
    model_.setLogLevel(0);
    model_.loadProblem(full, low.data(), high.data(), cost.data(), zero.data(), zero.data());
  }

  std::pair<double, double> interval(CellIndex cell) { return {end(cell, 1.0), end(cell, -1.0)}; }

  // A move of the cell's width, up or down, exists.
  bool safe(CellIndex cell) {
    const auto [low, high] = interval(cell);
    const double value = system_.value[cell];
    const double width = system_.width[cell];
    return high >= value + width - 1e-6 || low <= value - width + 1e-6;
  }

  // The sensitive cells that are not safe, but those named.
  std::vector<CellIndex> bare(const std::vector<CellIndex>& except) {
    std::vector<CellIndex> out;
    for (CellIndex i = 0; i < system_.size(); ++i) {
      if (system_.state[i] != CellState::sensitive || std::find(except.begin(), except.end(), i) != except.end()) continue;
      if (!safe(i)) out.push_back(i);
    }
    return out;
  }

 private:
  double end(CellIndex cell, double direction) {
    const int column = static_cast<int>(cell);
    model_.setObjectiveCoefficient(column, direction);
    model_.primal(1);
    const bool endless = model_.status() == 2;
    const double value = model_.primalColumnSolution()[column];
    model_.setObjectiveCoefficient(column, 0.0);
    return endless ? -direction * std::numeric_limits<double>::infinity() : value;
  }

  const System& system_;
  ClpSimplex model_;
};

}  // namespace trede::protect::testing
