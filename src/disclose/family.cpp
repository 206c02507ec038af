// SPDX-License-Identifier: EUPL-1.2
#include "disclose/family.hpp"

#include <algorithm>
#include <utility>

#include "disclose/family_cells.hpp"

namespace trede {
namespace {

using protect::CellState;

// The family with the patterns that were tried on it.
class FamilyProtection {
 public:
  FamilyProtection(const Family& family, const AreaSet& areas, const std::vector<OwnAreaParts>& own)
      : family_(family), areas_(areas), own_(own), keep_(family.members.size(), 1), gave_up_(keep_.size(), 0), known_(keep_.size(), 0) {}

  std::vector<Protection> run() {
    const bool earlier =
        std::any_of(family_.members.begin(), family_.members.end(), [](const Member& m) { return !m.old.empty() || !m.years.empty(); });
    FamilyCells cells(family_, areas_, own_, keep_, earlier);
    SafePattern pattern = protect_relations(cells.relations());
    if (!pattern.unprotected.empty() && any_kept(cells)) {
      // What was shown before does not protect what must be withheld now: the series is made anew.
      keep_.assign(keep_.size(), 0);
      return again(earlier);
    }
    return settle(cells, std::move(pattern), earlier);
  }

 private:
  static bool any_kept(const FamilyCells& cells) {
    return std::any_of(cells.members().begin(), cells.members().end(), [](const MemberCells& m) { return m.counts.keep; });
  }

  std::vector<Protection> again(bool earlier) {
    FamilyCells cells(family_, areas_, own_, keep_, earlier);
    return settle(cells, protect_relations(cells.relations()), earlier);
  }

  // Cells that no pattern protects: what an earlier edition gives away is past changing; anything else is withheld with all above it.
  std::vector<Protection> settle(FamilyCells& cells, SafePattern pattern, bool earlier) {
    if (!pattern.unprotected.empty() && earlier) {
      for (const Cell c : pattern.unprotected) known_[cells.member_of(c)] = 1;
      FamilyCells alone(family_, areas_, own_, keep_, false);
      // The cells of `alone` come first in `cells`, in the same order.
      for (Cell c = 0; c < alone.relations().cells.size(); ++c)
        if (pattern.withheld[c] && alone.relations().cells[c].state != CellState::sensitive)
          alone.relations().cells[c].state = CellState::latent;
      const SafePattern more = protect_relations(alone.relations());
      for (Cell c = 0; c < alone.relations().cells.size(); ++c)
        if (more.withheld[c]) pattern.withheld[c] = 1;
      pattern.unprotected = more.unprotected;
    }
    if (!pattern.unprotected.empty()) withhold_chains(cells, pattern);
    for (const Cell c : pattern.unprotected) gave_up_[cells.member_of(c)] = 1;
    spread_giving_up();
    std::vector<Protection> out;
    for (std::size_t m = 0; m < family_.members.size(); ++m) out.push_back(result(cells.members()[m], m, pattern));
    return out;
  }

  // Everything in the equations of an unprotected cell, and all totals above it, goes too; then once more.
  void withhold_chains(FamilyCells& cells, SafePattern& pattern) {
    CountRelations& r = cells.relations();
    for (Cell c = 0; c < r.cells.size(); ++c)
      if (pattern.withheld[c] && r.cells[c].state == CellState::free) r.cells[c].state = CellState::latent;
    const auto hide = [&](Cell c) {
      if (cells.publishable(c) && r.cells[c].state != CellState::sensitive) r.cells[c].state = CellState::latent;
    };
    std::vector<std::uint8_t> reached(r.cells.size(), 0);
    for (const Cell c : pattern.unprotected) reached[c] = 1;
    for (int step = 0; step < 3; ++step) {
      std::vector<std::uint8_t> next = reached;
      for (const CountEquation& e : r.equations)
        if (std::any_of(e.terms.begin(), e.terms.end(), [&](const CountTerm& t) { return reached[t.cell] != 0; }))
          for (const CountTerm& t : e.terms) next[t.cell] = 1;
      reached = std::move(next);
    }
    for (Cell c = 0; c < r.cells.size(); ++c)
      if (reached[c]) hide(c);
    pattern = protect_relations(r);
  }

  // A series that is withheld as a whole takes its relatives along: what ties them was part of the proof.
  void spread_giving_up() {
    for (bool more = true; more;) {
      more = false;
      for (const MemberLink& l : family_.links) {
        bool any = gave_up_[l.total.member] != 0;
        for (const MemberLink::Term& t : l.parts) any = any || gave_up_[t.member] != 0;
        if (!any) continue;
        for (const MemberLink::Term& t : l.parts) more = !std::exchange(gave_up_[t.member], 1) || more;
        more = !std::exchange(gave_up_[l.total.member], 1) || more;
      }
    }
  }

  [[nodiscard]] Protection result(const MemberCells& mine, std::size_t m, const SafePattern& pattern) const {
    Protection out;
    out.x = mine.counts.x;
    out.n = mine.counts.n;
    out.gave_up = gave_up_[m] != 0;
    out.known_before = known_[m] != 0;
    out.hidden.assign(areas_.size(), 0);
    const auto hidden = [&](const CountCells& cells, Verdict verdict) -> std::uint8_t {
      if (verdict != Verdict::show) return 1;
      for (const Cell c : {cells.x, cells.n, cells.c})
        if (c != kNoCell && pattern.withheld[c]) return 2;
      return out.gave_up ? 1 : 0;
    };
    for (AreaIndex a = 0; a < areas_.size(); ++a) {
      if (mine.there[a] != 1) continue;
      if (mine.counts.keep && !out.gave_up) out.hidden[a] = mine.counts.as_before[a];
      else out.hidden[a] = hidden(mine.cells[a], mine.verdict[a]);
    }
    for (std::size_t o = 0; o < own_.size(); ++o) {
      const CountFacts& f = mine.own_facts[o];
      Protection::Own own{f.x, f.n, 0, mine.own_missing[o], false};
      if (own.missing == Missing::none) own.hidden = hidden(mine.own_cells[o], mine.own_verdict[o]);
      for (const AreaIndex a : own_[o].areas) own.carried = own.carried || family_.members[m].series->status[a] == Status::carried_over;
      out.own.push_back(own);
    }
    return out;
  }

  const Family& family_;
  const AreaSet& areas_;
  const std::vector<OwnAreaParts>& own_;
  std::vector<std::uint8_t> keep_, gave_up_, known_;
};

}  // namespace

std::vector<Protection> protect_family(const Family& family, const AreaSet& areas, const std::vector<OwnAreaParts>& own) {
  return FamilyProtection(family, areas, own).run();
}

}  // namespace trede
