// SPDX-License-Identifier: EUPL-1.2
// A table as a system of equations over its positive cells.
#include <algorithm>
#include <cmath>

#include "protect/table.hpp"

namespace trede::protect {
namespace {

constexpr std::size_t kSmall = 20'000;  // cells; a system of this size is one region when there are several versions
constexpr double kTie = 1e-6;           // share of a cell that its value may tip
constexpr std::int32_t kTieAt = 1000;   // value beyond which the tie-break does not look

double cost_of(std::int32_t value, const TableRule& rule) {
  switch (rule.objective) {
    case Objective::value: return value;
    case Objective::mixed: return 1.0 + 0.3 * std::log2(1.0 + static_cast<double>(value) / std::max(1, rule.minimum));
    case Objective::count: break;
  }
  return 1.0 + kTie * std::min(value, kTieAt);
}

// The codes of one cell, counted along with the cells in order.
class Codes {
 public:
  explicit Codes(const Table& table) : table_(table), code_(table.dimensions.size(), 0) {}
  std::uint32_t operator[](std::size_t dimension) const { return code_[dimension]; }
  void advance() {
    for (std::size_t d = code_.size(); d-- > 0;) {
      if (++code_[d] < table_.dimensions[d].size()) return;
      code_[d] = 0;
    }
  }

 private:
  const Table& table_;
  std::vector<std::uint32_t> code_;
};

class Builder {
 public:
  Builder(const Table& table, const TableRule& rule) : table_(table), rule_(rule), strides_(strides_of(table)) {
    for (const Dimension& dimension : table.dimensions) outlines_.push_back(outline_of(dimension));
  }

  TableSystem build() {
    add_cells();
    Codes codes(table_);
    for (std::size_t cell = 0; cell < table_.size(); ++cell, codes.advance())
      if (table_.value[cell] > 0) add_equations(cell, codes);
    add_regions();
    return std::move(out_);
  }

 private:
  void add_cells() {
    System& s = out_.system;
    number_.assign(table_.size(), kNoNode);
    for (std::size_t cell = 0; cell < table_.size(); ++cell) {
      const std::int32_t value = table_.value[cell];
      if (value <= 0) continue;
      number_[cell] = static_cast<std::uint32_t>(s.value.size());
      out_.cells.push_back(static_cast<std::uint32_t>(cell));
      s.value.push_back(value);
      s.state.push_back(value < rule_.minimum ? CellState::sensitive : CellState::free);
      s.cost.push_back(cost_of(value, rule_));
    }
    s.least.assign(s.size(), 1);
    s.most.assign(s.size(), kNoBound);
    s.width.assign(s.size(), rule_.width);
  }

  void add_equations(std::size_t cell, const Codes& codes) {
    Equations& equations = out_.system.equations;
    bool independent = true;
    for (std::size_t d = 0; d < outlines_.size(); ++d) {
      const Outline& outline = outlines_[d];
      const std::uint32_t code = codes[d];
      if (outline.leaf(code)) continue;
      add_term(cell, -1);
      const std::size_t base = cell - code * strides_[d];
      for (std::uint32_t at = outline.first[code]; at < outline.first[code + 1]; ++at) {
        const std::size_t child = base + outline.child[at] * strides_[d];
        if (number_[child] != kNoNode) add_term(child, 1);
      }
      equations.first.push_back(static_cast<std::uint32_t>(equations.cell.size()));
      equations.independent.push_back(independent ? 1 : 0);
      independent = false;
    }
  }

  void add_term(std::size_t cell, std::int8_t sign) {
    out_.system.equations.cell.push_back(number_[cell]);
    out_.system.equations.sign.push_back(sign);
  }

  // The largest dimension that has inner codes below its roots; none = npos.
  [[nodiscard]] std::size_t area_like() const {
    std::size_t best = SIZE_MAX;
    for (std::size_t d = 0; d < outlines_.size(); ++d) {
      const Outline& outline = outlines_[d];
      bool deep = false;
      for (std::uint32_t code = 0; code < outline.parent.size(); ++code)
        deep = deep || (outline.parent[code] != kNoNode && !outline.leaf(code));
      if (deep && (best == SIZE_MAX || outline.parent.size() > outlines_[best].parent.size())) best = d;
    }
    return best;
  }

  [[nodiscard]] bool versions(std::size_t d) const {
    const auto& edges = table_.dimensions[d].edges;
    return std::adjacent_find(edges.begin(), edges.end(), [](const auto& a, const auto& b) { return a.first == b.first; }) != edges.end();
  }

  void add_regions() {
    const std::size_t d = area_like();
    if (d == SIZE_MAX || (versions(d) && out_.system.size() < kSmall)) return;
    out_.system.node_parent = outlines_[d].parent;
    out_.system.node.reserve(out_.cells.size());
    for (const std::uint32_t cell : out_.cells)
      out_.system.node.push_back(static_cast<std::uint32_t>(cell / strides_[d] % table_.dimensions[d].size()));
  }

  const Table& table_;
  const TableRule& rule_;
  std::vector<std::size_t> strides_;
  std::vector<Outline> outlines_;
  std::vector<std::uint32_t> number_;  // table cell → system cell
  TableSystem out_;
};

}  // namespace

TableSystem system_of(const Table& table, const TableRule& rule) { return Builder(table, rule).build(); }

bool consistent(const System& system) {
  for (std::size_t i = 0; i < system.size(); ++i)
    if (system.value[i] < system.least[i] || system.value[i] > system.most[i]) return false;
  const Equations& equations = system.equations;
  for (std::size_t e = 0; e < equations.size(); ++e) {
    std::int64_t sum = 0;
    for (std::uint32_t at = equations.first[e]; at < equations.first[e + 1]; ++at)
      sum += std::int64_t{equations.sign[at]} * system.value[equations.cell[at]];
    if (sum != 0) return false;
  }
  return true;
}

}  // namespace trede::protect
