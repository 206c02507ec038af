// SPDX-License-Identifier: EUPL-1.2
#include "protect/graph.hpp"

#include <algorithm>
#include <limits>

#include "protect/covering.hpp"
#include "protect/graph_cuts.hpp"
#include "protect/graph_flow.hpp"
#include "protect/graph_repair.hpp"
#include "protect/graph_shape.hpp"
#include "protect/pattern.hpp"

namespace trede::protect {
namespace {

constexpr int kIdleRounds = 4;  // of cuts on the relaxation without
constexpr double kLift = 2e-5;  // this share more of the bound

// When to stop short of the proof; in the measure of Covering::work, never in seconds.
struct Budget {
  long enough;    // work after which a gap of `nearly` will do
  double nearly;  // share of the cost
  long all;       // work after which the best pattern so far is taken
  long effort;    // for one part (Covering::solve)
};
constexpr Budget kFast{10'000'000, 0.02, 24'000'000, 500'000};
constexpr Budget kThorough{200'000'000, 0.002, 2'000'000'000, 10'000'000};

class Search {
 public:
  Search(const System& system, const CellGraph& graph, const Budget& budget)
      : system_(system), graph_(graph), budget_(budget), covering_(system.cost), cuts_(system, graph, covering_) {}

  Pattern run() {
    cuts_.add_first_rows();
    std::vector<std::uint8_t> best;
    const bool proven = solve(best);
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

  // Cuts on the relaxation: where half a cell counts as withheld while that finds any, then where nearly all of it must be. Ends when they
  // stop lifting the bound.
  void relax() {
    double before = bound_;
    for (int idle = 0; idle < kIdleRounds;) {
      bound_ = std::max(bound_, covering_.relax());
      idle = bound_ > before + kLift * bound_ ? 0 : idle + 1;
      before = bound_;
      if (cuts_.separate(pattern_at(0.5), covering_.fractions()) > 0) continue;
      if (cuts_.separate(pattern_at(0.999), covering_.fractions()) == 0) return;
    }
    bound_ = std::max(bound_, covering_.relax());
  }

  // Whole-number rounds; `best` is the cheapest safe pattern met. True when it is proven to be the best.
  bool solve(std::vector<std::uint8_t>& best) {
    double least = std::numeric_limits<double>::infinity();
    for (;;) {
      relax();
      const Covering::Whole whole = covering_.solve(budget_.effort);
      bound_ = std::max(bound_, whole.bound);
      std::vector<std::uint8_t> pattern = with_always(whole.chosen);
      const std::size_t added = cuts_.separate(pattern, {whole.chosen.begin(), whole.chosen.end()});
      complete(system_, graph_, pattern);
      prune(system_, graph_, pattern);
      const double cost = pattern_of(system_, pattern).cost;
      if (cost < least) least = cost, best = std::move(pattern);
      if (added == 0) return whole.proven && cuts_.impossible().empty();
      const long work = covering_.work();
      if (work > budget_.all || (work > budget_.enough && least - bound_ <= budget_.nearly * least)) return false;
    }
  }

  [[nodiscard]] std::vector<std::uint8_t> with_always(std::vector<std::uint8_t> chosen) const {
    for (std::size_t i = 0; i < chosen.size(); ++i)
      if (system_.state[i] == CellState::sensitive || system_.state[i] == CellState::latent) chosen[i] = 1;
    return chosen;
  }

  const System& system_;
  const CellGraph& graph_;
  const Budget& budget_;
  Covering covering_;
  GraphCuts cuts_;
  double bound_ = 0.0;
};

}  // namespace

std::optional<Pattern> protect_graph(const System& system, const Options& options) {
  const auto graph = graph_of(system);
  if (!graph) return std::nullopt;
  return Search(system, *graph, options.effort == Effort::thorough ? kThorough : kFast).run();
}

}  // namespace trede::protect
