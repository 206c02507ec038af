// SPDX-License-Identifier: EUPL-1.2
#include "disclose/relations.hpp"

#include <algorithm>
#include <cstdlib>

namespace trede {
namespace {

constexpr int kMostRounds = 50;  // each one withholds at least one cell more, so few are needed

using protect::CellState;

// One round: the relations at supposed values as a protect::System. A rest is a cell that everybody knows.
class Round {
 public:
  Round(const CountRelations& r, const Supposed& supposed, const std::vector<std::uint8_t>& withheld) : r_(r) {
    for (Cell c = 0; c < r.cells.size(); ++c) add_cell(r.cells[c], supposed.value[c], withheld[c] != 0);
    const bool any_dropped = std::any_of(supposed.dropped.begin(), supposed.dropped.end(), [](std::uint8_t d) { return d != 0; });
    for (std::size_t e = 0; e < r.equations.size(); ++e)
      if (!supposed.dropped[e]) add_equation(r.equations[e], supposed.value, r.equations[e].follows && !any_dropped);
    system_.node_parent = r.node_parent;
    if (system_.node_parent.empty()) system_.node.clear();
  }
  [[nodiscard]] const protect::System& system() const { return system_; }

 private:
  void add_cell(const CountCell& cell, std::int32_t value, bool withheld) {
    CellState state = cell.state;
    if (withheld && state == CellState::free) state = CellState::latent;
    // What everybody knows beforehand may be narrower than the width: then no more can be asked than that knowledge leaves.
    const std::int32_t up = cell.most == protect::kNoBound ? cell.width : std::max(0, cell.most - value);
    const std::int32_t width = std::min(cell.width, std::max(up, value - cell.least));
    if (state == CellState::sensitive && width < 1) state = CellState::latent;
    put(value, cell.least, cell.most, state, std::max(width, 1), cell.cost, cell.node);
  }
  void put(std::int32_t value, std::int32_t least, std::int32_t most, CellState state, std::int32_t width, double cost,
           std::uint32_t node) {
    system_.value.push_back(value);
    system_.least.push_back(least);
    system_.most.push_back(most);
    system_.state.push_back(state);
    system_.width.push_back(width);
    system_.cost.push_back(cost);
    system_.node.push_back(node);
  }
  void add_equation(const CountEquation& equation, const std::vector<std::int32_t>& value, bool follows) {
    auto& out = system_.equations;
    for (const CountTerm& t : equation.terms) {
      out.cell.push_back(t.cell);
      out.sign.push_back(static_cast<std::int8_t>(t.sign));
    }
    // Σ sign · value, which the known cell undoes: the constant and whatever does not add up.
    const std::int64_t known = rest_of(equation, value) - equation.constant;
    if (known != 0) {
      const auto amount = static_cast<std::int32_t>(std::abs(known));
      out.cell.push_back(static_cast<Cell>(system_.value.size()));
      out.sign.push_back(known > 0 ? std::int8_t{-1} : std::int8_t{1});
      put(amount, amount, amount, CellState::open, 1, 1.0, r_.cells[equation.terms.front().cell].node);
    }
    out.first.push_back(static_cast<std::uint32_t>(out.cell.size()));
    out.independent.push_back(follows ? 0 : 1);
  }

  const CountRelations& r_;
  protect::System system_;
};

}  // namespace

void CountRelations::relate(std::vector<CountTerm> terms, std::int64_t constant, bool follows) {
  std::erase_if(terms, [](const CountTerm& t) { return t.cell == kNoCell; });
  if (!terms.empty()) equations.push_back({std::move(terms), constant, follows});
}

std::int64_t rest_of(const CountEquation& equation, const std::vector<std::int32_t>& value) {
  std::int64_t sum = equation.constant;
  for (const CountTerm& t : equation.terms) sum += std::int64_t{t.sign} * value[t.cell];
  return sum;
}

SafePattern protect_relations(const CountRelations& r) {
  SafePattern out;
  out.withheld.assign(r.cells.size(), 0);
  bool any = false;
  std::vector<std::int32_t> truth(r.cells.size());
  for (Cell c = 0; c < r.cells.size(); ++c) {
    truth[c] = r.cells[c].value;
    const bool hidden = r.cells[c].state == CellState::sensitive || r.cells[c].state == CellState::latent;
    out.withheld[c] = hidden ? 1 : 0;
    any = any || r.cells[c].state == CellState::sensitive;
  }
  if (!any) return out;
  for (int round = 0; round < kMostRounds; ++round) {
    const Supposed supposed = suppose(r, truth, out.withheld);
    const Round now(r, supposed, out.withheld);
    protect::Options options;
    options.threads = 1;  // families run beside each other
    const protect::Pattern pattern = protect::protect_by_moves(now.system(), options);
    bool more = false;
    for (Cell c = 0; c < r.cells.size(); ++c) {
      if (!pattern.withheld[c] || out.withheld[c]) continue;
      out.withheld[c] = 1;
      more = true;
    }
    out.unprotected.clear();
    for (const Cell c : pattern.unprotected)
      if (c < r.cells.size()) out.unprotected.push_back(c);
    if (!supposed.whole)
      for (Cell c = 0; c < r.cells.size(); ++c)
        if (r.cells[c].state == CellState::sensitive) out.unprotected.push_back(c);
    std::sort(out.unprotected.begin(), out.unprotected.end());
    out.unprotected.erase(std::unique(out.unprotected.begin(), out.unprotected.end()), out.unprotected.end());
    if (!more) return out;
    // Whether the equations that have just got a withheld cell have a rest decides whether another round is needed.
    const bool settled = std::all_of(r.equations.begin(), r.equations.end(), [&](const CountEquation& e) {
      const bool live = std::any_of(e.terms.begin(), e.terms.end(), [&](const CountTerm& t) { return out.withheld[t.cell] != 0; });
      return !live || rest_of(e, supposed.value) == 0;
    });
    if (settled && !supposed.changed) return out;
  }
  for (Cell c = 0; c < r.cells.size(); ++c)
    if (r.cells[c].state == CellState::sensitive) out.unprotected.push_back(c);
  return out;
}

}  // namespace trede
