// SPDX-License-Identifier: EUPL-1.2
#include "check.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <set>

#include <fmt/core.h>

#include "audit/attack.hpp"
#include "audit/table_attack.hpp"
#include "audit/table_csv.hpp"
#include "protect/cell_key.hpp"
#include "protect/rounding.hpp"
#include "protect/table_csv.hpp"

namespace trede::properties {
namespace {

using protect::CellIndex;
using protect::CellState;

std::string first_of(const Errors& errors) {
  return errors.list().empty() ? "unknown" : errors.list().front().code + ": " + errors.list().front().en;
}

// The checks of one table.
class TableCheck {
 public:
  explicit TableCheck(const TableCase& table) : case_(table) {}

  Outcome run() {
    std::vector<protect::Dimension> dimensions;
    for (std::size_t d = 0; d < case_.dimensions.size(); ++d) {
      auto dimension = protect::parse_dimension(case_.dimension_text(d), "dim.csv", case_.dimensions[d].name);
      if (!dimension) return unreadable(dimension.error());
      dimensions.push_back(*std::move(dimension));
    }
    auto table = protect::parse_cells(case_.cells_text(), "cells.csv", std::move(dimensions));
    if (!table) return unreadable(table.error());
    table_ = *std::move(table);
    relations_ = protect::system_of(table_, case_.rule);
    const bool done = by_table() && by_moves() && by_rounding() && by_cell_key();
    (void)done;
    return std::move(outcome_);
  }

 private:
  Outcome unreadable(const Errors& errors) {
    outcome_.readable = false;
    outcome_.failure = "the files are refused: " + first_of(errors);
    return std::move(outcome_);
  }
  bool failed(std::string why) {
    outcome_.failure = std::move(why);
    return false;
  }

  bool by_table() {
    const auto one = protect::protect_table(table_, case_.rule, {case_.effort, 1});
    const auto two = protect::protect_table(table_, case_.rule, {case_.effort, 2});
    if (one.state != two.state) return failed("one and two threads give different patterns (" + one.pattern.engine + ")");
    if (one.pattern.lower_bound > one.pattern.cost * (1 + 1e-9) + 1e-6)
      return failed(fmt::format("{}: the pattern costs {}, less than its lower bound {}", one.pattern.engine, one.pattern.cost,
                                one.pattern.lower_bound));
    bound_ = one.pattern.unprotected.empty() ? one.pattern.lower_bound : 0.0;
    return accept(one.pattern, one.state);
  }

  bool by_moves() {
    const protect::Pattern pattern = protect::protect_by_moves(relations_.system, {case_.effort, 2});
    std::vector<std::uint8_t> state(table_.size(), 0);
    for (std::size_t i = 0; i < relations_.cells.size(); ++i)
      if (pattern.withheld[i]) state[relations_.cells[i]] = relations_.system.state[i] == CellState::sensitive ? 1 : 2;
    if (pattern.unprotected.empty() && pattern.cost < bound_ - 1e-6)
      return failed(fmt::format("moves cost {}, less than the lower bound {} of the other engine", pattern.cost, bound_));
    return accept(pattern, state);
  }

  bool accept(const protect::Pattern& pattern, const std::vector<std::uint8_t>& state) {
    ++outcome_.engines[pattern.engine];
    outcome_.sensitive += pattern.sensitive;
    outcome_.impossible += pattern.unprotected.size();
    std::set<std::uint32_t> excused;
    for (const CellIndex i : pattern.unprotected) excused.insert(relations_.cells[i]);
    auto audit = attack(protect::published_csv(table_, state), {.width = case_.rule.width, .minimum = case_.rule.minimum}, false);
    if (!audit) return false;
    if (!audit->below.empty()) return failed(pattern.engine + ": a cell is shown that the rule forbids");
    for (const audit::TableFindings& found : audit->findings) {
      if (!found.possible) return failed(fmt::format("{}: no counts fit the published table (lower {})", pattern.engine, found.lower));
      for (const audit::RecoveredCell& cell : found.recovered)
        if (excused.count(cell.cell) == 0)
          return failed(fmt::format("{}: {} lies between {} and {} (lower {}, width {})", pattern.engine, name_of(cell.cell), cell.lowest,
                                    cell.highest, found.lower, case_.rule.width));
    }
    return excused.empty() || impossible_indeed(pattern.engine, excused);
  }

  // With everything withheld that may be, no move of the width exists for the cells that an engine gave up.
  bool impossible_indeed(const std::string& engine, const std::set<std::uint32_t>& excused) {
    std::vector<std::uint8_t> state(table_.size(), 0);
    for (std::size_t i = 0; i < relations_.cells.size(); ++i) state[relations_.cells[i]] = excused.count(relations_.cells[i]) != 0 ? 1 : 2;
    auto audit = attack(protect::published_csv(table_, state), {.lower = {1}, .width = case_.rule.width, .intervals = true}, false);
    if (!audit) return false;
    for (const audit::RecoveredCell& cell : audit->findings.front().intervals) {
      const std::int64_t value = table_.value[cell.cell];
      if (excused.count(cell.cell) != 0 && (cell.highest - value >= case_.rule.width || value - cell.lowest >= case_.rule.width))
        return failed(engine + ": " + name_of(cell.cell) + " is called impossible to protect, and is not");
    }
    return true;
  }

  bool by_rounding() {
    const auto rounded = protect::round_table(table_, case_.base);
    if (!rounded) return failed("rounding: " + first_of(rounded.error()));
    ++outcome_.engines["rounding: " + rounded->engine];
    const std::int32_t reach = case_.base * (rounded->steps + 1);
    for (std::size_t cell = 0; cell < table_.size(); ++cell) {
      const std::int32_t printed = rounded->value[cell];
      const std::int32_t value = table_.value[cell];
      if (printed % case_.base != 0 || printed < 0 || std::abs(printed - value) >= reach || (value == 0 && printed != 0) ||
          (rounded->steps == 0 && value % case_.base == 0 && printed != value))
        return failed(
            fmt::format("rounding: {} of {} became {} (base {}, {} steps)", name_of(cell), value, printed, case_.base, rounded->steps));
    }
    if (rounded->lower_bound > rounded->change) return failed("rounding: the change is below its bound");
    auto audit = attack(protect::perturbed_csv(table_, rounded->value), {.lower = {0}, .rounded = reach, .intervals = true}, false);
    if (!audit) return false;
    if (audit->findings.front().intervals.size() != table_.size()) return failed("rounding: the attacker did not try every cell");
    for (const audit::RecoveredCell& cell : audit->findings.front().intervals) {
      const std::int64_t printed = rounded->value[cell.cell];
      if (cell.lowest > std::max<std::int64_t>(0, printed - reach + 1) || cell.highest < printed + reach - 1)
        return failed(fmt::format("rounding: {} printed as {} lies between {} and {} (base {}, {} steps)", name_of(cell.cell), printed,
                                  cell.lowest, cell.highest, case_.base, rounded->steps));
    }
    return true;
  }

  bool by_cell_key() {
    const protect::CellKeyRule rule;
    const auto perturbation = protect::Perturbation::make(rule);
    if (!perturbation) return failed("cell key: " + first_of(perturbation.error()));
    const auto printed = protect::perturb_table(table_, *perturbation, "secret");
    ++outcome_.engines["cell key"];
    for (std::size_t cell = 0; cell < table_.size(); ++cell) {
      const std::int32_t value = table_.value[cell];
      if (printed[cell] < 0 || std::abs(printed[cell] - value) > rule.max_change || (value == 0 && printed[cell] != 0) ||
          (printed[cell] > 0 && printed[cell] <= rule.hidden))
        return failed(fmt::format("cell key: {} of {} became {}", name_of(cell), value, printed[cell]));
    }
    return true;
  }

  std::optional<audit::TableAudit> attack(const std::string& text, const audit::TableAttackOptions& options, bool need_not_add_up) {
    std::vector<audit::Axis> axes;
    for (std::size_t d = 0; d < case_.dimensions.size(); ++d) {
      auto axis = audit::parse_axis(case_.dimension_text(d), "dim.csv", case_.dimensions[d].name);
      if (!axis) {
        failed("the attacker cannot read a dimension: " + first_of(axis.error()));
        return std::nullopt;
      }
      axes.push_back(*std::move(axis));
    }
    auto table = audit::parse_published(text, "pub.csv", std::move(axes), need_not_add_up);
    if (!table) {
      failed("the attacker cannot read the published table: " + first_of(table.error()));
      return std::nullopt;
    }
    if (options.rounded > 0) table->primary.clear();  // every cell of a rounded table is to stay uncertain
    // Both rooms number the cells by their own order of codes; names tell them apart.
    translate(*table);
    audit::TableAudit audit = audit::attack_table(*table, options);
    for (audit::TableFindings& found : audit.findings) {
      for (audit::RecoveredCell& cell : found.recovered) cell.cell = ours_[cell.cell];
      for (audit::RecoveredCell& cell : found.intervals) cell.cell = ours_[cell.cell];
    }
    return audit;
  }

  void translate(const audit::PublishedTable& theirs) {
    ours_.assign(theirs.size(), 0);
    std::vector<std::vector<std::uint32_t>> number(theirs.axes.size());
    for (std::size_t d = 0; d < number.size(); ++d) {
      std::map<std::string, std::uint32_t> place;
      for (std::uint32_t c = 0; c < table_.dimensions[d].size(); ++c) place[table_.dimensions[d].code[c]] = c;
      for (const std::string& code : theirs.axes[d].code) number[d].push_back(place.at(code));
    }
    for (std::size_t cell = 0; cell < theirs.size(); ++cell) {
      std::size_t left = cell;
      std::size_t stride = 1;
      for (std::size_t d = number.size(); d-- > 0;) {
        ours_[cell] += static_cast<std::uint32_t>(number[d][left % number[d].size()] * stride);
        left /= number[d].size();
        stride *= number[d].size();
      }
    }
  }

  std::string name_of(std::size_t cell) const {
    std::string name;
    for (std::size_t d = table_.dimensions.size(); d-- > 0;) {
      const protect::Dimension& dimension = table_.dimensions[d];
      name = dimension.code[cell % dimension.size()] + (name.empty() ? "" : "|" + name);
      cell /= dimension.size();
    }
    return name;
  }

  const TableCase& case_;
  protect::Table table_;
  protect::TableSystem relations_;
  std::vector<std::uint32_t> ours_;
  double bound_ = 0.0;
  Outcome outcome_;
};

// What an outsider sees of a system: gaps between bounds, and equations with the shown cells filled in. Unknown u is cell gaps[u].
audit::Relations outside(const protect::System& system, const std::vector<std::uint8_t>& withheld, int lower,
                         std::vector<CellIndex>& gaps) {
  audit::Relations seen;
  std::vector<audit::Unknown> number(system.size(), 0);
  gaps.clear();
  for (std::size_t i = 0; i < system.size(); ++i) {
    if (!withheld[i]) continue;
    number[i] = seen.add_unknown(lower == 0 ? std::min(system.least[i], 0) : system.least[i],
                                 system.most[i] == protect::kNoBound ? audit::kUnbounded : system.most[i]);
    gaps.push_back(static_cast<CellIndex>(i));
  }
  const protect::Equations& equations = system.equations;
  for (std::size_t e = 0; e < equations.size(); ++e) {
    std::vector<audit::Term> terms;
    std::int64_t total = 0;
    for (std::uint32_t t = equations.first[e]; t < equations.first[e + 1]; ++t) {
      const CellIndex cell = equations.cell[t];
      if (withheld[cell]) {
        terms.push_back({number[cell], equations.sign[t]});
      } else {
        total -= static_cast<std::int64_t>(equations.sign[t]) * system.value[cell];
      }
    }
    if (!terms.empty()) seen.add_equation(terms, total, equations.independent[e] != 0);
  }
  return seen;
}

std::string check_withheld(const protect::System& system, const protect::Pattern& pattern) {
  for (std::size_t i = 0; i < system.size(); ++i) {
    if (system.state[i] == CellState::open && pattern.withheld[i]) return fmt::format("cell {} is public and called withheld", i);
    if ((system.state[i] == CellState::sensitive || system.state[i] == CellState::latent) && !pattern.withheld[i])
      return fmt::format("cell {} must be withheld and is not", i);
  }
  return {};
}

std::string attack_system(const protect::System& system, const protect::Pattern& pattern) {
  const std::set<CellIndex> excused(pattern.unprotected.begin(), pattern.unprotected.end());
  std::vector<CellIndex> gaps;
  for (const int lower : {0, 1}) {
    const audit::Relations seen = outside(system, pattern.withheld, lower, gaps);
    std::vector<std::uint8_t> target;
    for (const CellIndex cell : gaps) target.push_back(system.state[cell] == CellState::sensitive ? 1 : 0);
    const audit::Findings found = audit::attack(seen, {.intervals = true, .threads = 2, .target = target});
    if (!found.possible) return fmt::format("no counts fit what is shown (lower {})", lower);
    for (std::size_t u = 0; u < gaps.size(); ++u) {
      if (target[u] == 0 || excused.count(gaps[u]) != 0) continue;
      if (found.highest[u] != audit::kUnbounded && found.highest[u] - found.lowest[u] < system.width[gaps[u]])
        return fmt::format("cell {} lies between {} and {} (lower {}, width {})", gaps[u], found.lowest[u], found.highest[u], lower,
                           system.width[gaps[u]]);
    }
  }
  if (excused.empty()) return {};
  std::vector<std::uint8_t> all(system.size(), 0);
  for (std::size_t i = 0; i < system.size(); ++i) all[i] = system.state[i] != CellState::open ? 1 : 0;
  const audit::Relations seen = outside(system, all, 1, gaps);
  const audit::Findings found = audit::attack(seen, {.intervals = true, .threads = 2});
  for (std::size_t u = 0; u < gaps.size(); ++u) {
    const CellIndex cell = gaps[u];
    const std::int64_t value = system.value[cell];
    if (excused.count(cell) != 0 && (found.highest[u] == audit::kUnbounded || found.highest[u] - value >= system.width[cell] ||
                                     value - found.lowest[u] >= system.width[cell]))
      return fmt::format("cell {} is called impossible to protect, and is not", cell);
  }
  return {};
}

template <class Check>
Outcome guarded(const Check& run) {
  try {
    return run();
  } catch (const std::exception& error) {
    Outcome outcome;
    outcome.failure = std::string("exception: ") + error.what();
    return outcome;
  }
}

}  // namespace

Outcome check(const TableCase& table) {
  return guarded([&] { return TableCheck(table).run(); });
}

Outcome check(const SystemCase& system) {
  return guarded([&] {
    Outcome outcome;
    if (!protect::consistent(system.system)) {
      outcome.readable = false;
      outcome.failure = "the system does not fit its own values";
      return outcome;
    }
    const protect::Pattern one = protect::protect_by_moves(system.system, {system.effort, 1});
    const protect::Pattern two = protect::protect_by_moves(system.system, {system.effort, 2});
    ++outcome.engines["linked tables"];
    outcome.sensitive = one.sensitive;
    outcome.impossible = one.unprotected.size();
    if (one.withheld != two.withheld || one.unprotected != two.unprotected) {
      outcome.failure = "one and two threads give different patterns";
    } else {
      outcome.failure = check_withheld(system.system, one);
      if (outcome.failure.empty()) outcome.failure = attack_system(system.system, one);
    }
    return outcome;
  });
}

}  // namespace trede::properties
