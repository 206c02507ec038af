// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The cheapest safe pattern of a small system by trying everything, and small random systems to try it on. Knows nothing of graphs or
// programs: a move is any change of −1, 0 or +1 of the leaf cells.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <set>
#include <vector>

#include "protect/system.hpp"
#include "protect/table.hpp"

namespace trede::protect::test {

// The moves with changes of at most one per leaf: the cells they change, as bits. `leaf_sums[c]` lists the leaves that add up to cell c.
inline std::vector<std::uint32_t> supports(const System& system, const std::vector<std::vector<CellIndex>>& leaf_sums,
                                           const std::vector<CellIndex>& leaves) {
  std::set<std::uint32_t> found;
  std::vector<int> delta(leaves.size(), -1);
  for (;;) {
    std::uint32_t support = 0;
    bool fits = true;
    for (CellIndex cell = 0; fits && cell < system.size(); ++cell) {
      int sum = 0;
      for (const CellIndex leaf : leaf_sums[cell]) sum += delta[leaf];
      if (sum == 0) continue;
      support |= 1U << cell;
      const std::int64_t changed = std::int64_t{system.value[cell]} + sum;
      fits = changed >= system.least[cell] && changed <= system.most[cell];
    }
    if (fits && support != 0) found.insert(support);
    std::size_t at = 0;
    while (at < delta.size() && ++delta[at] > 1) delta[at++] = -1;
    if (at == delta.size()) break;
  }
  return {found.begin(), found.end()};
}

inline bool safe(const System& system, const std::vector<std::uint32_t>& moves, std::uint32_t withheld) {
  std::uint32_t proven = 0;
  for (const std::uint32_t move : moves)
    if ((move & ~withheld) == 0) proven |= move;
  for (CellIndex cell = 0; cell < system.size(); ++cell)
    if (system.state[cell] == CellState::sensitive && (proven >> cell & 1U) == 0) return false;
  return true;
}

// The cost of the cheapest safe pattern; nullopt when no pattern is safe.
inline std::optional<double> cheapest(const System& system, const std::vector<std::uint32_t>& moves) {
  std::uint32_t always = 0;
  std::vector<CellIndex> free;
  for (CellIndex cell = 0; cell < system.size(); ++cell) {
    if (system.state[cell] == CellState::free) free.push_back(cell);
    if (system.state[cell] == CellState::sensitive || system.state[cell] == CellState::latent) always |= 1U << cell;
  }
  std::optional<double> best;
  for (std::uint32_t choice = 0; choice < (1U << free.size()); ++choice) {
    std::uint32_t withheld = always;
    double cost = 0.0;
    for (std::size_t i = 0; i < free.size(); ++i)
      if ((choice >> i & 1U) != 0) withheld |= 1U << free[i], cost += system.cost[free[i]];
    if ((!best || cost < *best) && safe(system, moves, withheld)) best = cost;
  }
  return best;
}

inline std::uint32_t bits(const std::vector<std::uint8_t>& withheld) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < withheld.size(); ++i)
    if (withheld[i] != 0) out |= 1U << i;
  return out;
}

struct Case {
  System system;
  std::vector<std::vector<CellIndex>> leaf_sums;  // by cell: positions in `leaves`
  std::vector<CellIndex> leaves;
};

// A table as a case: every cell with the positive leaf cells below it.
inline Case case_of(const Table& table, const TableRule& rule) {
  Case out;
  TableSystem made = system_of(table, rule);
  out.system = std::move(made.system);
  std::vector<Outline> outlines;
  for (const Dimension& dimension : table.dimensions) outlines.push_back(outline_of(dimension));
  const std::vector<std::size_t> strides = strides_of(table);
  const auto code = [&](std::uint32_t cell, std::size_t d) {
    return static_cast<std::uint32_t>(cell / strides[d] % table.dimensions[d].size());
  };
  for (CellIndex i = 0; i < made.cells.size(); ++i) {
    bool leaf = true;
    for (std::size_t d = 0; d < outlines.size(); ++d) leaf = leaf && outlines[d].leaf(code(made.cells[i], d));
    if (leaf) out.leaves.push_back(i);
  }
  const auto below = [&](std::size_t d, std::uint32_t low, std::uint32_t high) {
    std::vector<std::uint32_t> open = {low};
    while (!open.empty()) {
      const std::uint32_t at = open.back();
      open.pop_back();
      if (at == high) return true;
      for (const auto& [child, parent] : table.dimensions[d].edges)
        if (child == at) open.push_back(parent);
    }
    return false;
  };
  out.leaf_sums.resize(made.cells.size());
  for (CellIndex i = 0; i < made.cells.size(); ++i)
    for (CellIndex l = 0; l < out.leaves.size(); ++l) {
      bool under = true;
      for (std::size_t d = 0; d < outlines.size(); ++d)
        under = under && below(d, code(made.cells[out.leaves[l]], d), code(made.cells[i], d));
      if (under) out.leaf_sums[i].push_back(l);
    }
  return out;
}

class Chance {
 public:
  explicit Chance(std::uint32_t seed) : engine_(seed) {}
  int upto(int most) { return static_cast<int>(engine_() % static_cast<std::uint32_t>(most + 1)); }
  int count() {  // mostly small
    static constexpr int kCounts[] = {0, 1, 1, 1, 2, 2, 3, 4, 5, 6, 8, 12};
    return kCounts[upto(11)];
  }

 private:
  std::mt19937 engine_;
};

inline std::string code_name(int i) { return std::string(i < 10 ? "c0" : "c") + std::to_string(i); }

// A random tree of `size` codes.
inline Dimension random_tree(Chance& chance, int size, const std::string& name) {
  std::vector<DimensionRow> rows = {{code_name(0), ""}};
  for (int i = 1; i < size; ++i) rows.push_back({code_name(i), code_name(chance.upto(std::min(i - 1, 4)))});
  return dimension_of(name, rows);
}

// Random leaf cells.
inline Table random_table(Chance& chance, std::vector<Dimension> dimensions) {
  std::size_t cells = 1;
  for (const Dimension& dimension : dimensions) cells *= dimension.size();
  Table table{std::move(dimensions), std::vector<std::int32_t>(cells, 0)};
  for (std::int32_t& value : table.value) value = chance.count();
  add_totals(table);  // replaces what chance put into the totals
  return table;
}

}  // namespace trede::protect::test
