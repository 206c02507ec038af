// SPDX-License-Identifier: EUPL-1.2
#include "audit/table_attack.hpp"

#include <algorithm>

#include "audit/insider.hpp"

namespace trede::audit {
namespace {

// In a rounded table every cell hides a count, whatever its column `primary` says.
bool says_primary(const PublishedTable& table, const TableAttackOptions& options) { return !table.primary.empty() && options.rounded == 0; }

std::vector<std::uint8_t> targets_of(const PublishedTable& table, const TableRelations& made, const TableAttackOptions& options) {
  std::vector<std::uint8_t> target(made.cells.size(), 1);
  if (!says_primary(table, options)) return target;
  for (std::size_t u = 0; u < made.cells.size(); ++u) target[u] = table.primary[made.cells[u]];
  return target;
}

void sort_out(const TableRelations& made, const Findings& findings, const TableAttackOptions& options, TableFindings& out) {
  for (Unknown u = 0; u < made.cells.size(); ++u) {
    const Verdict verdict = findings.verdict[u];
    if (verdict == Verdict::not_asked) continue;
    const RecoveredCell cell{made.cells[u], verdict, findings.lowest[u], findings.highest[u]};
    if (options.intervals) out.intervals.push_back(cell);
    if (verdict != Verdict::wide) out.recovered.push_back(cell);
  }
  out.exact = findings.exact;
  out.narrow = findings.narrow;
  out.open = findings.open;
  out.wide = findings.wide;
  out.wide_in_whole_numbers = findings.wide_in_whole_numbers;
  out.narrowest = findings.narrowest;
  out.narrowest_is_bound = findings.narrowest_is_bound;
}

// Of a rounded table every cell has an interval. What counts is a small count that comes back, not a zero or a large one.
void keep_small_counts(const TableAttackOptions& options, TableFindings& out) {
  const std::int64_t most = options.minimum > 0 ? options.minimum - 1 : kUnbounded;
  std::erase_if(out.recovered, [&](const RecoveredCell& cell) { return cell.highest > most || cell.lowest < 1; });
  const auto count = [&](Verdict verdict) {
    return static_cast<std::size_t>(
        std::count_if(out.recovered.begin(), out.recovered.end(), [&](const RecoveredCell& c) { return c.verdict == verdict; }));
  };
  out.exact = count(Verdict::exact);
  out.narrow = count(Verdict::narrow);
  out.open = count(Verdict::open);
}

TableFindings attack_at(const PublishedTable& table, std::int64_t lower, const TableAttackOptions& options,
                        const std::vector<std::uint8_t>* unsafe) {
  TableFindings out;
  out.lower = lower;
  const std::int64_t radius = options.nearest ? options.rounded / 2 : options.rounded - 1;
  const TableRelations made = options.rounded > 0 ? relations_of_rounded(table, radius) : relations_of(table, lower);
  AttackOptions core;
  core.width = options.width;
  core.intervals = options.intervals;
  core.threads = options.threads;
  core.whole_numbers = options.whole_numbers;
  core.target = targets_of(table, made, options);
  core.known_possible = unsafe != nullptr;
  if (unsafe != nullptr && !options.intervals)
    for (std::size_t u = 0; u < core.target.size(); ++u) core.target[u] = core.target[u] != 0 && (*unsafe)[made.cells[u]] != 0 ? 1 : 0;
  const Findings findings = attack(made.relations, core);
  out.possible = findings.possible;
  if (!out.possible) return out;
  sort_out(made, findings, options, out);
  if (options.rounded > 0) keep_small_counts(options, out);
  if (options.insider && options.rounded == 0) {
    for (const InsiderFinding& found : attack_from_inside(made.relations, targets_of(table, made, options)))
      out.insider.push_back({made.cells[found.insider], made.cells[found.recovers]});
  }
  return out;
}

// The largest lower bound first: what is wide there is wide at every smaller one.
std::vector<std::size_t> hardest_first(const std::vector<std::int64_t>& lower) {
  std::vector<std::size_t> order(lower.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lower[a] > lower[b]; });
  return order;
}

}  // namespace

bool TableAudit::safe() const {
  if (!below.empty()) return false;
  return std::all_of(findings.begin(), findings.end(),
                     [](const TableFindings& at) { return at.possible && at.recovered.empty() && at.insider.empty(); });
}

TableAudit attack_table(const PublishedTable& table, const TableAttackOptions& options) {
  TableAudit out;
  out.cells = table.size();
  out.says_primary = says_primary(table, options);
  for (std::uint32_t cell = 0; cell < table.size(); ++cell) {
    if (table.value[cell] == kGap) {
      ++out.withheld;
      if (!out.says_primary || table.primary[cell] != 0) ++out.primary;
    } else if (options.rounded == 0 && table.value[cell] > 0 && table.value[cell] < options.minimum) {
      out.below.push_back(cell);
    }
  }
  // What is known of a rounded count has nothing to do with zeros being shown: one attack.
  const std::vector<std::int64_t> lower = options.rounded > 0 ? std::vector<std::int64_t>{0} : options.lower;
  out.findings.resize(lower.size());
  std::vector<std::uint8_t> unsafe;
  for (const std::size_t i : hardest_first(lower)) {
    out.findings[i] = attack_at(table, lower[i], options, unsafe.empty() ? nullptr : &unsafe);
    if (!out.findings[i].possible) continue;
    unsafe.assign(table.size(), 0);
    for (const RecoveredCell& cell : out.findings[i].recovered) unsafe[cell.cell] = 1;
  }
  for (TableFindings& at : out.findings) {
    if (at.recovered.empty() && at.possible && !options.intervals && out.primary > 0) {
      at.narrowest = options.width;
      at.narrowest_is_bound = true;
    }
  }
  return out;
}

}  // namespace trede::audit
