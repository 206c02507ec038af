// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <stdexcept>

#include "protect/moves_bound.hpp"
#include "protect/moves_plan.hpp"
#include "protect/moves_steps.hpp"
#include "protect/pattern.hpp"
#include "protect/system.hpp"

namespace trede::protect {
namespace moves {
namespace {

constexpr std::size_t kTiny = 1'000;                       // cells; below it everything is near
constexpr std::size_t kLarge = 50'000;                     // cells; above it one pass over the secondary cells is enough
constexpr std::size_t kFurthest = 6'000;                   // equations that one search may ever work out
constexpr std::uint64_t kMostRearranging = 5'000'000'000;  // pivots times cells: a pivot costs more in a larger system
constexpr double kEqual = 1e-9;                            // costs that differ by less are equal
constexpr double kShortMoves = 0.1;                        // price share of a withheld cell when the first search got lost

// Cells in few equations have few ways out, and small ones can go down least: they choose first.
std::vector<CellIndex> hardest_first(const System& system, const Relations& relations) {
  std::vector<CellIndex> out;
  for (CellIndex i = 0; i < system.size(); ++i) {
    if (system.state[i] == CellState::sensitive) out.push_back(i);
  }
  const auto degree = [&](CellIndex i) { return relations.column_first[i + 1] - relations.column_first[i]; };
  std::stable_sort(out.begin(), out.end(), [&](CellIndex a, CellIndex b) {
    if (degree(a) != degree(b)) return degree(a) < degree(b);
    return system.value[a] < system.value[b];
  });
  return out;
}

std::vector<CellIndex> dearest_first(const System& system, const Cover& cover) {
  std::vector<CellIndex> out;
  for (CellIndex i = 0; i < system.size(); ++i) {
    if (cover.secondary(i)) out.push_back(i);
  }
  std::stable_sort(out.begin(), out.end(), [&](CellIndex a, CellIndex b) {
    if (system.cost[a] != system.cost[b]) return system.cost[a] > system.cost[b];
    return system.value[a] > system.value[b];
  });
  return out;
}

// Every sensitive cell but those named has a certificate that moves it far enough over withheld cells, in integers.
void check(const System& system, const Cover& cover, const std::vector<CellIndex>& unprotected) {
  Notary notary(system);
  for (CellIndex p = 0; p < system.size(); ++p) {
    if (system.state[p] != CellState::sensitive || std::binary_search(unprotected.begin(), unprotected.end(), p)) continue;
    if (!cover.proven(p)) throw std::logic_error("a sensitive cell has no certificate");
    const Certificate& proof = cover.proof_of(p);
    const bool over_withheld =
        std::all_of(proof.shifts.begin(), proof.shifts.end(), [&](const Shift& shift) { return cover.withheld(shift.cell); });
    const bool far = std::any_of(proof.shifts.begin(), proof.shifts.end(),
                                 [&](const Shift& shift) { return shift.cell == p && proof.moves_by(shift, system.width[p]); });
    if (!over_withheld || !far || !notary.holds(proof)) throw std::logic_error("a certificate does not hold");
  }
}

}  // namespace

Plan plan_of(const System& system, Effort effort) {
  Plan plan;
  const bool tiny = system.size() <= kTiny;
  const bool large = system.size() > kLarge;
  plan.first = tiny ? Breadth{0, 1'000, 0.0} : Breadth{1'000, 400, 3.0};
  plan.trials = large ? 1 : 2;
  plan.trial = tiny ? Breadth{0, 400, 0.0} : Breadth{300, 100, 0.0};
  plan.rearrange = tiny ? Breadth{0, 150, 0.0} : Breadth{300, 100, 3.0};
  plan.rearrange_pivots = tiny ? 700 : 0;
  if (effort == Effort::fast) return plan;
  if (system.size() <= 2 * kTiny) {
    plan.first = {0, 3'000, 0.0};
    plan.trial.whole = 1'500;
  }
  plan.trials = 2;
  plan.rearrange_pivots = 40'000;
  return plan;
}

Pattern protect_by_plan(const System& system, const Plan& plan, unsigned /*threads*/) {
  const Relations relations = relations_of(system);
  Cover cover(system);
  Prover prover(system, relations, cover.free_limit());

  auto left = hardest_first(system, relations);
  Breadth breadth = plan.first;
  cover.set_withheld_share(plan.share);
  while (!left.empty()) {
    left = withhold_for(left, breadth, cover, prover);
    cover.keep();
    if (breadth.whole >= kFurthest) break;
    cover.set_withheld_share(kShortMoves);
    breadth.near = std::min(4 * breadth.near, kFurthest);
    breadth.whole = std::min(4 * breadth.whole, kFurthest);
  }
  for (int pass = 0; pass < plan.trials && prune(dearest_first(system, cover), plan.trial, cover, prover); ++pass) {}
  cover.set_withheld_share(plan.rearrange_share);
  const std::uint64_t most = kMostRearranging / std::max<std::uint64_t>(1, system.size());
  rearrange(system, relations, std::min(most, plan.rearrange_pivots * cover.secondaries()), 1, plan.rearrange, cover, prover);
  if (plan.rearrange_pivots > 0) prune(dearest_first(system, cover), plan.trial, cover, prover);

  std::sort(left.begin(), left.end());
  check(system, cover, left);
  Pattern out = pattern_of(system, cover.pattern());
  out.lower_bound = covering_bound(system, left);
  out.optimal = out.cost <= out.lower_bound + kEqual;
  out.unprotected = std::move(left);
  out.engine = "moves";
  return out;
}

}  // namespace moves

Pattern protect_by_moves(const System& system, const Options& options) {
  return moves::protect_by_plan(system, moves::plan_of(system, options.effort), options.threads);
}

}  // namespace trede::protect
