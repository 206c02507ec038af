// SPDX-License-Identifier: EUPL-1.2
// What earlier editions said, as relations with the counts of today. An outsider takes a count that he never saw change for unchanged, so a
// count that was withheld then is the same cell as the one of today; where that cannot be, suppose() finds out.
#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include "disclose/family_cells.hpp"

namespace trede {
namespace {

using protect::CellState;
using Kind = OldFigure::Kind;

std::int64_t whole(double v) { return std::llround(v); }

// The equations of one earlier series: the parent's area and its parts, by position in that edition.
std::vector<std::vector<std::uint32_t>> parts_of(const PublishedAreas& areas) {
  std::vector<std::vector<std::uint32_t>> out(areas.code.size());
  for (std::uint32_t i = 0; i < areas.code.size(); ++i)
    if (areas.parent[i] != PublishedAreas::kNoParent) out[areas.parent[i]].push_back(i);
  return out;
}

// A side of an equation: cells and what is known.
class OldEquations {
 public:
  using FindCell = std::function<std::optional<Cell>(std::uint32_t old_area)>;
  OldEquations(const OldSeries& old, bool own_n, FindCell find) : old_(old), own_n_(own_n), find_(std::move(find)) {}

  // false when the area says nothing, so that no equation can be written.
  bool put(std::uint32_t area, int sign) {
    const OldFigure& f = old_.figure[area];
    if (f.kind == Kind::shown) {
      constant += sign * whole(own_n_ ? f.n : f.x);
      return true;
    }
    if (f.kind == Kind::withheld) {
      if (const auto cell = find_(area)) {
        if (*cell != kNoCell) terms.push_back({*cell, sign});
        return true;
      }
      return false;
    }
    return f.nobody;
  }
  void clear() {
    terms.clear();
    constant = 0;
  }
  std::vector<CountTerm> terms;
  std::int64_t constant = 0;

 private:
  const OldSeries& old_;
  bool own_n_;
  FindCell find_;
};

// Cells that are the same count may stand in an equation once.
bool distinct(std::vector<CountTerm> terms) {
  std::sort(terms.begin(), terms.end(), [](const CountTerm& a, const CountTerm& b) { return a.cell < b.cell; });
  return std::adjacent_find(terms.begin(), terms.end(), [](const CountTerm& a, const CountTerm& b) { return a.cell == b.cell; }) ==
         terms.end();
}

}  // namespace

void FamilyCells::join_earlier(std::size_t m) {
  const Member& member = family_.members[m];
  for (const OldSeries& old : member.old) {
    if (!members_[m].counts.keep) open_what_is_known(m, old);
    join_old(m, old, &CountCells::x);
    if (member.own_denominator) join_old(m, old, &CountCells::n);
  }
  if (member.years.empty()) return;
  std::vector<std::vector<CountTerm>> sums(areas_.size());
  for (AreaIndex a = 0; a < areas_.size(); ++a)
    if (members_[m].there[a] != 0) sums[a] = {{members_[m].cells[a].x, 1}};
  for (const Member::Year& year : member.years) join_year(m, year, sums);
  for (AreaIndex a = 0; a < areas_.size(); ++a)
    if (sums[a].size() == member.years.size() + 1) relations_.relate(std::move(sums[a]));
}

// What an earlier edition shows is no secret any more, so withholding it now protects nothing.
void FamilyCells::open_what_is_known(std::size_t m, const OldSeries& old) {
  const MemberCells& mine = members_[m];
  for (std::uint32_t i = 0; i < old.figure.size(); ++i) {
    const AreaIndex a = old.areas->now[i];
    if (a == kNoArea || old.figure[i].kind != Kind::shown || mine.there[a] != 1) continue;
    for (const Quantity what : {&CountCells::x, &CountCells::n, &CountCells::c}) {
      const Cell c = mine.cells[a].*what;
      if (c != kNoCell && relations_.cells[c].state == CellState::free) relations_.cells[c].state = CellState::open;
    }
  }
}

void FamilyCells::join_old(std::size_t m, const OldSeries& old, Quantity what) {
  const Member& member = family_.members[m];
  const auto& areas = old.areas->edition->areas;
  std::map<std::uint32_t, Cell> made;
  const auto find = [&](std::uint32_t i) -> std::optional<Cell> {
    const AreaIndex a = old.areas->now[i];
    if (a != kNoArea && members_[m].there[a] != 0) return members_[m].cells[a].*what;
    const auto [at, fresh] = made.try_emplace(i, kNoCell);
    if (fresh) {
      CountCell lost;
      lost.value = lost.least = member.sensitive ? 0 : 1;
      lost.state = CellState::sensitive;
      lost.width = member.rule->width;
      at->second = add(m, lost, false);
    }
    return at->second;
  };
  OldEquations equation(old, what == &CountCells::n, find);
  const auto parts = parts_of(areas);
  for (std::uint32_t p = 0; p < parts.size(); ++p) {
    equation.clear();
    if (parts[p].empty() || !equation.put(p, 1)) continue;
    bool complete = true;
    for (const std::uint32_t i : parts[p]) complete = complete && equation.put(i, -1);
    if (complete && !equation.terms.empty() && distinct(equation.terms)) relations_.relate(equation.terms, equation.constant);
  }
  for (const OldAreas::Ground& ground : old.areas->grounds) {
    equation.clear();
    bool complete = true;
    for (const std::uint32_t i : ground.before) complete = complete && equation.put(i, -1);
    for (const AreaIndex a : ground.now) {
      complete = complete && members_[m].there[a] != 0;
      const Cell c = members_[m].cells[a].*what;
      if (c != kNoCell) equation.terms.push_back({c, 1});
    }
    if (complete && !equation.terms.empty() && distinct(equation.terms)) relations_.relate(equation.terms, equation.constant);
  }
}

// One year of a pooled window: known where an earlier edition showed it, otherwise a count that is never shown.
void FamilyCells::join_year(std::size_t m, const Member::Year& year, std::vector<std::vector<CountTerm>>& sums) {
  const Member& member = family_.members[m];
  const Series& s = *year.series;
  std::vector<Cell> cells(areas_.size(), kNoCell);
  std::vector<std::int32_t> known(areas_.size(), -1);
  for (const OldSeries& old : year.old)
    for (std::uint32_t i = 0; i < old.figure.size(); ++i)
      if (const AreaIndex a = old.areas->now[i]; a != kNoArea && known[a] < 0 && old.figure[i].kind == Kind::shown)
        known[a] = static_cast<std::int32_t>(whole(old.figure[i].x));
  for (AreaIndex a = 0; a < areas_.size(); ++a) {
    if (members_[m].there[a] == 0 || (s.missing[a] != Missing::none && s.missing[a] != Missing::above_level)) continue;
    CountCell cell;
    cell.value = static_cast<std::int32_t>(whole(s.numerator[a]));
    cell.node = a;
    cell.width = member.rule->width;
    cell.state = cell.value > 0 && cell.value < member.rule->minimum_count ? CellState::sensitive : CellState::latent;
    if (known[a] >= 0) {
      cell.state = CellState::open;
      cell.value = known[a];
    }
    cells[a] = add(m, cell, false);
    sums[a].push_back({cells[a], -1});
  }
  for (const OldSeries& old : year.old) {
    const auto find = [&](std::uint32_t i) -> std::optional<Cell> {
      const AreaIndex a = old.areas->now[i];
      if (a == kNoArea || cells[a] == kNoCell) return std::nullopt;
      return cells[a];
    };
    OldEquations equation(old, false, find);
    const auto parts = parts_of(old.areas->edition->areas);
    for (std::uint32_t p = 0; p < parts.size(); ++p) {
      equation.clear();
      if (parts[p].empty() || !equation.put(p, 1)) continue;
      bool complete = true;
      for (const std::uint32_t i : parts[p]) complete = complete && equation.put(i, -1);
      if (complete && !equation.terms.empty() && distinct(equation.terms)) relations_.relate(equation.terms, equation.constant);
    }
  }
}

}  // namespace trede
