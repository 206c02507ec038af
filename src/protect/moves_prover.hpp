// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A sensitive cell, up or down, near by or further off: the cheapest certificate that is found.

#include <optional>

#include "protect/moves_cover.hpp"
#include "protect/moves_lp.hpp"
#include "protect/moves_proof.hpp"
#include "protect/moves_scope.hpp"

namespace trede::protect::moves {

// How far a search goes. Work, not quality of proof, depends on it.
struct Breadth {
  std::size_t near = 0;   // most equations that a search within a scope may work out
  std::size_t whole = 0;  // the same for a search over everything; 0 = no such search
  double content = 0.0;   // a certificate at this price ends the search; otherwise the next scope is tried as well
};

class Prover {
 public:
  // `withheld_limit`: a cell at no higher price is withheld already.
  Prover(const System& system, const Relations& relations, double withheld_limit)
      : system_(system),
        relations_(relations),
        scope_(system),
        search_(relations, scope_),
        notary_(system),
        limit_withheld_(withheld_limit) {}

  // A move of the cell by its width over cells at a price of at most `limit`; nothing when none is found that is cheaper than `cutoff`.
  std::optional<Certificate> prove(CellIndex cell, const std::vector<double>& price, double limit, double cutoff, const Breadth& breadth);
  [[nodiscard]] std::uint64_t pivots() const { return search_.pivots(); }

 private:
  struct Task {
    CellIndex cell;
    const std::vector<double>& price;
    double limit;
    std::size_t reach;
  };
  void attempt(const Task& task, int direction);
  [[nodiscard]] bool withheld_alone(const Task& task) const;

  const System& system_;
  const Relations& relations_;
  Scope scope_;
  MoveSearch search_;
  Notary notary_;
  std::optional<Certificate> certificate_;
  double best_ = 0.0;
  double limit_withheld_;
};

}  // namespace trede::protect::moves
