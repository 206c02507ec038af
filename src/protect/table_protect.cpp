// SPDX-License-Identifier: EUPL-1.2
// Which engine protects a table.
#include "protect/graph.hpp"
#include "protect/table.hpp"
#include "protect/tree.hpp"

namespace trede::protect {
Pattern protect_system(const System& system, const Options& options) {
  if (auto pattern = protect_tree(system)) return std::move(*pattern);
  if (auto pattern = protect_graph(system, options)) return std::move(*pattern);
  return protect_by_moves(system, options);
}

TablePattern protect_table(const Table& table, const TableRule& rule, const Options& options) {
  const TableSystem relations = system_of(table, rule);
  TablePattern out{std::vector<std::uint8_t>(table.size(), 0), protect_system(relations.system, options)};
  for (std::size_t i = 0; i < relations.cells.size(); ++i) {
    if (out.pattern.withheld[i] == 0) continue;
    out.state[relations.cells[i]] = relations.system.state[i] == CellState::sensitive ? 1 : 2;
  }
  return out;
}

}  // namespace trede::protect
