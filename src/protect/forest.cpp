// SPDX-License-Identifier: EUPL-1.2
#include "protect/forest.hpp"

namespace trede::protect {
namespace {

// The sign that stands alone in equation e: 0 when both do, nullopt when none does.
std::optional<int> lone_sign(const Equations& equations, std::size_t e) {
  std::size_t plus = 0, minus = 0;
  for (std::uint32_t at = equations.first[e]; at < equations.first[e + 1]; ++at) ++(equations.sign[at] > 0 ? plus : minus);
  if (plus == 1 && minus == 1) return 0;
  if (minus == 1 && plus > 1) return -1;
  if (plus == 1 && minus > 1) return 1;
  return std::nullopt;
}

// The sign of parents in this system, for equations of two terms in which either could be it.
int usual_sign(const Equations& equations) {
  for (std::size_t e = 0; e < equations.size(); ++e)
    if (equations.independent[e] != 0)
      if (const auto sign = lone_sign(equations, e); sign && *sign != 0) return *sign;
  return -1;
}

}  // namespace

std::optional<Forest> forest_of(const System& system) {
  const Equations& equations = system.equations;
  Forest forest;
  forest.parts.resize(system.size());
  std::vector<CellIndex> above(system.size(), kNoNode);
  const int usual = usual_sign(equations);
  for (std::size_t e = 0; e < equations.size(); ++e) {
    if (equations.independent[e] == 0) continue;
    const auto lone = lone_sign(equations, e);
    if (!lone) return std::nullopt;
    const int sign = *lone == 0 ? usual : *lone;
    CellIndex parent = kNoNode;
    for (std::uint32_t at = equations.first[e]; at < equations.first[e + 1]; ++at)
      if (equations.sign[at] == sign) parent = equations.cell[at];
    if (!forest.parts[parent].empty()) return std::nullopt;
    for (std::uint32_t at = equations.first[e]; at < equations.first[e + 1]; ++at) {
      const CellIndex part = equations.cell[at];
      if (equations.sign[at] == sign) continue;
      if (above[part] != kNoNode || part == parent) return std::nullopt;
      above[part] = parent;
      forest.parts[parent].push_back(part);
    }
  }
  // Top down by generations, then turned round.
  for (CellIndex cell = 0; cell < system.size(); ++cell)
    if (above[cell] == kNoNode) forest.roots.push_back(cell);
  forest.bottom_up = forest.roots;
  for (std::size_t at = 0; at < forest.bottom_up.size(); ++at) {
    const std::vector<CellIndex> parts = forest.parts[forest.bottom_up[at]];
    forest.bottom_up.insert(forest.bottom_up.end(), parts.begin(), parts.end());
  }
  if (forest.bottom_up.size() != system.size()) return std::nullopt;  // a circle has no root
  return Forest{std::move(forest.parts), {forest.bottom_up.rbegin(), forest.bottom_up.rend()}, std::move(forest.roots)};
}

}  // namespace trede::protect
