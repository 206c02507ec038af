// SPDX-License-Identifier: EUPL-1.2
#include "protect/graph.hpp"

#include <algorithm>

#include "protect/covering.hpp"
#include "protect/graph_cuts.hpp"
#include "protect/graph_repair.hpp"
#include "protect/graph_shape.hpp"
#include "protect/graph_walk.hpp"
#include "protect/pattern.hpp"

namespace trede::protect {
namespace {

constexpr int kRounds = 200;       // of cuts on the relaxation
constexpr int kWholeRounds = 100;  // of cuts on whole-number solutions
constexpr int kNodes = 20'000;     // of the search tree of one part

bool of_this_kind(const System& system) {
  for (std::size_t i = 0; i < system.size(); ++i)
    if (system.state[i] == CellState::sensitive && system.width[i] != 1) return false;
  return true;
}

class Search {
 public:
  Search(const System& system, const CellGraph& graph)
      : system_(system), graph_(graph), covering_(system.cost), cuts_(system, graph, covering_) {}

  Pattern run() {
    cuts_.add_first_rows();
    relax();
    std::vector<std::uint8_t> best;
    bool proven = solve(best);
    Pattern pattern = pattern_of(system_, std::move(best));
    pattern.unprotected = unsafe_cells(system_, graph_, pattern.withheld);
    pattern.lower_bound = std::min(bound_, pattern.cost);
    pattern.optimal = proven;
    if (proven) pattern.lower_bound = pattern.cost;
    pattern.engine = "graph";
    return pattern;
  }

 private:
  // The cells that are withheld in any case, and those with at least `share`.
  [[nodiscard]] std::vector<std::uint8_t> pattern_at(double share) const {
    std::vector<std::uint8_t> withheld(system_.size(), 0);
    for (std::size_t i = 0; i < withheld.size(); ++i) {
      const CellState state = system_.state[i];
      const bool always = state == CellState::sensitive || state == CellState::latent;
      withheld[i] = always || (state == CellState::free && covering_.fractions()[i] >= share) ? 1 : 0;
    }
    return withheld;
  }

  // Cuts on the relaxation: where half a cell counts as withheld while that finds any, then where nearly all of it must be.
  void relax() {
    for (int round = 0; round < kRounds; ++round) {
      bound_ = std::max(bound_, covering_.relax());
      if (cuts_.separate(pattern_at(0.5), covering_.fractions()) > 0) continue;
      if (cuts_.separate(pattern_at(0.999), covering_.fractions()) == 0) return;
    }
  }

  // True when the pattern is proven to be the best.
  bool solve(std::vector<std::uint8_t>& best) {
    for (int round = 0; round < kWholeRounds; ++round) {
      bound_ = std::max(bound_, covering_.relax());
      const Covering::Whole whole = covering_.solve(kNodes);
      bound_ = std::max(bound_, whole.bound);
      best = with_always(whole.chosen);
      std::vector<double> x(whole.chosen.begin(), whole.chosen.end());
      if (cuts_.separate(best, x) == 0) {
        const bool safe = cuts_.impossible().empty();
        if (!whole.proven) prune(system_, graph_, best);
        return safe && whole.proven;
      }
    }
    complete(system_, graph_, best);
    prune(system_, graph_, best);
    return false;
  }

  [[nodiscard]] std::vector<std::uint8_t> with_always(std::vector<std::uint8_t> chosen) const {
    for (std::size_t i = 0; i < chosen.size(); ++i)
      if (system_.state[i] == CellState::sensitive || system_.state[i] == CellState::latent) chosen[i] = 1;
    return chosen;
  }

  const System& system_;
  const CellGraph& graph_;
  Covering covering_;
  GraphCuts cuts_;
  double bound_ = 0.0;
};

}  // namespace

std::optional<Pattern> protect_graph(const System& system, const Options&) {
  if (!of_this_kind(system)) return std::nullopt;
  const auto graph = graph_of(system);
  if (!graph) return std::nullopt;
  return Search(system, *graph).run();
}

}  // namespace trede::protect
