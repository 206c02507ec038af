// SPDX-License-Identifier: EUPL-1.2
#include "audit/attack.hpp"

#include <algorithm>
#include <atomic>

#include "audit/blocks.hpp"
#include "audit/bounds.hpp"
#include "audit/evidence.hpp"
#include "audit/parts.hpp"
#include "audit/proofs.hpp"
#include "base/parallel.hpp"

namespace trede::audit {
namespace {

constexpr int kRounds = 8;
constexpr std::size_t kMostLanes = 64;

struct Scene {
  const Relations& relations;
  const Bounds& bounds;
  const std::vector<double>& settled_value;  // by unknown; of those that bounds have settled
};

// False when the part has no solution.
bool attack_whole(const Scene& scene, const Part& part, bool whole_numbers, std::vector<int>& column, Evidence& evidence) {
  Prover prover(program_of(scene.relations, scene.bounds, part.unknowns, part.rows, column, scene.settled_value), part.unknowns, evidence,
                part.unknowns.front());
  if (!prover.start()) return false;
  prover.together(kRounds);
  prover.one_by_one(true);
  if (whole_numbers) prover.in_whole_numbers();
  return true;
}

bool all_settled(const Part& part, const Evidence& evidence) {
  return std::all_of(part.unknowns.begin(), part.unknowns.end(), [&](Unknown u) { return !evidence.asked(u) || evidence.settled(u); });
}

}  // namespace

Findings attack(const Relations& relations, const AttackOptions& options) {
  const RowsOfUnknown rows = rows_of_unknowns(relations);
  Bounds bounds = bounds_at_start(relations);
  Findings impossible;
  impossible.possible = false;
  impossible.contradiction = relations.rows();
  for (Unknown u = 0; u < relations.size(); ++u)
    if (bounds.lowest[u] > bounds.highest[u]) return impossible;
  BoundReasoner reasoner(relations, rows);
  if (!reasoner.tighten_all(bounds)) {
    impossible.contradiction = reasoner.contradiction();
    return impossible;
  }
  std::vector<double> settled_value(relations.size());
  for (Unknown u = 0; u < relations.size(); ++u) settled_value[u] = static_cast<double>(bounds.lowest[u]);
  const Scene scene{relations, bounds, settled_value};
  Evidence evidence(bounds, options);
  std::vector<Part> parts = parts_of(relations, rows, bounds);
  if (options.known_possible) std::erase_if(parts, [&](const Part& part) { return all_settled(part, evidence); });

  // Parts share no unknown, so the evidence of one is not touched by another. Large ones use all threads by themselves.
  std::vector<const Part*> small;
  for (const Part& part : parts) {
    const auto cut = cut_of(relations, bounds, part, options.largest_block);
    if (!cut) small.push_back(&part);
    else if (!attack_blocks(relations, bounds, settled_value, *cut, options.threads, evidence)) return impossible;
  }
  std::atomic<bool> possible = true;
  const std::size_t lanes = std::min<std::size_t>(small.size(), kMostLanes);
  parallel_for(lanes, options.threads, [&](std::size_t lane) {
    std::vector<int> column(relations.size(), -1);
    for (std::size_t p = lane; p < small.size() && possible; p += lanes)
      if (!attack_whole(scene, *small[p], options.whole_numbers, column, evidence)) possible = false;
  });
  if (!possible) return impossible;
  return evidence.findings();
}

}  // namespace trede::audit
