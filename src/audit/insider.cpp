// SPDX-License-Identifier: EUPL-1.2
#include "audit/insider.hpp"

#include <optional>

#include "audit/bounds.hpp"

namespace trede::audit {
namespace {

// The first target that the changes have made known.
std::optional<Unknown> first_known(const Bounds& bounds, const std::vector<BoundChange>& log, const std::vector<std::uint8_t>& target,
                                   Unknown insider) {
  std::optional<Unknown> first;
  for (const BoundChange& change : log) {
    const Unknown u = change.unknown;
    if (u == insider || target[u] == 0 || bounds.lowest[u] != bounds.highest[u]) continue;
    if (!first || u < *first) first = u;
  }
  return first;
}

}  // namespace

std::vector<InsiderFinding> attack_from_inside(const Relations& relations, const std::vector<std::uint8_t>& target) {
  const RowsOfUnknown rows = rows_of_unknowns(relations);
  Bounds bounds = bounds_at_start(relations);
  BoundReasoner reasoner(relations, rows);
  std::vector<InsiderFinding> found;
  if (!reasoner.tighten_all(bounds)) return found;
  std::vector<BoundChange> log;
  for (Unknown u = 0; u < relations.size(); ++u) {
    const bool can_be_one = bounds.lowest[u] <= 1 && bounds.highest[u] >= 1 && bounds.lowest[u] != bounds.highest[u];
    if (!can_be_one) continue;
    log.assign(1, {u, bounds.lowest[u], bounds.highest[u]});
    bounds.lowest[u] = bounds.highest[u] = 1;
    if (reasoner.tighten(bounds, rows.of(u), &log))
      if (const auto known = first_known(bounds, log, target, u)) found.push_back({u, *known});
    undo(bounds, log);
  }
  return found;
}

}  // namespace trede::audit
