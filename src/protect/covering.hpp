// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A covering program over cells: choose cells at least cost such that every row is met. A row says Σ share · x ≥ 1, or, with `needs`,
// Σ share · x ≥ x(needs). Rows come in rounds; the relaxation (0 ≤ x ≤ 1) is solved again from where it was by the dual simplex. The
// whole-number program is solved by parts that share no cell, and a part whose rows did not change keeps its solution.
//
// Every limit counts nodes of the search tree: the result does not depend on the machine or on its load.

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "protect/system.hpp"

namespace trede::protect {

class Covering {
 public:
  struct Term {
    CellIndex cell = 0;
    double share = 1.0;  // 0 < share ≤ 1
    friend auto operator<=>(const Term&, const Term&) = default;
  };
  struct Row {
    std::vector<Term> terms;  // not empty; by cell, each once
    CellIndex needs = kNoNode;
    friend auto operator<=>(const Row&, const Row&) = default;
  };

  // `cost` by cell, > 0. Only the cells of some row take part.
  explicit Covering(const std::vector<double>& cost);
  ~Covering();
  Covering(const Covering&) = delete;
  Covering& operator=(const Covering&) = delete;

  bool add(Row row);  // false when it is there already
  [[nodiscard]] std::size_t rows() const { return rows_.size(); }

  // Optimum of the relaxation over all rows; x by cell is in fractions().
  double relax();
  [[nodiscard]] const std::vector<double>& fractions() const { return x_; }

  struct Whole {
    std::vector<std::uint8_t> chosen;  // by cell
    double cost = 0.0;
    double bound = 0.0;   // no choice that meets the rows costs less
    bool proven = false;  // cost equals the bound
  };
  // Call after relax(). Parts whose relaxation is whole are taken over; others by branch and bound, with nodes times cells of a part at
  // most `effort`.
  Whole solve(long effort);
  [[nodiscard]] long work() const { return work_; }  // simplex iterations times cells of the part, of all searches so far

 private:
  struct Part {
    std::vector<std::uint32_t> rows;
    std::vector<CellIndex> cells;
  };
  struct Solution {
    std::vector<CellIndex> chosen;
    double cost = 0.0, bound = 0.0;
  };
  struct Program;

  [[nodiscard]] std::vector<Part> parts() const;
  [[nodiscard]] Solution branch(const Part& part, long effort);

  const std::vector<double>& cost_;
  std::vector<Row> rows_;
  std::set<Row> seen_;
  std::vector<double> x_;
  std::unique_ptr<Program> program_;
  long work_ = 0;
  std::map<std::vector<std::uint32_t>, Solution> solved_;  // by the rows of a part
};

}  // namespace trede::protect
