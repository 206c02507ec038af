// SPDX-License-Identifier: EUPL-1.2
#include "disclose/family_cells.hpp"

#include <algorithm>
#include <cmath>

#include "disclose/level.hpp"

namespace trede {
namespace {

using protect::CellState;

// What it costs to withhold: a figure more, and a little for its size. Totals are what a reader needs first, so they are dearer.
constexpr double kOfSize = 0.25;
constexpr double kDearer[] = {60.0, 20.0, 3.0, 1.0};  // by level: land, gemeente, wijk, buurt
constexpr double kOwnArea = 6.0;
constexpr double kThird = 1.0 / 3.0;  // x, n and c of one area go together

std::int32_t whole(double v) { return static_cast<std::int32_t>(std::llround(v)); }

double cost_of(double dearness, double value) { return dearness * (1.0 + kOfSize * std::log2(1.0 + std::max(0.0, value) / 5.0)); }

}  // namespace

std::vector<std::uint8_t> presence(const Member& m, const AreaSet& areas) {
  std::vector<std::uint8_t> out(areas.size(), 0);
  for (AreaIndex a = 0; a < areas.size(); ++a) {
    if (m.series->missing[a] == Missing::none) out[a] = !m.none && areas.level(a) <= m.level ? 1 : 2;
  }
  return out;
}

FamilyCells::FamilyCells(const Family& family, const AreaSet& areas, const std::vector<OwnAreaParts>& own,
                         const std::vector<std::uint8_t>& keep, bool earlier)
    : family_(family), areas_(areas), own_(own), keep_(keep), below_(areas.size()) {
  for (AreaIndex a = 0; a < areas.size(); ++a) {
    relations_.node_parent.push_back(areas.parent(a) == kNoArea ? protect::kNoNode : areas.parent(a));
    if (areas.parent(a) != kNoArea) below_[areas.parent(a)].push_back(a);
  }
  members_.resize(family.members.size());
  for (std::size_t m = 0; m < members_.size(); ++m) {
    judge(m);
    members_[m].cells.resize(areas.size());
    for (AreaIndex a = 0; a < areas.size(); ++a) add_area(m, a);
    harmless_zeros(m);
    trees(m);
    own_areas(m);
    stay(m);
  }
  for (const MemberLink& l : family.links) link(l);
  if (!earlier) return;
  for (std::size_t m = 0; m < members_.size(); ++m) join_earlier(m);
}

// The counts that will be published, and what the rules say of each.
void FamilyCells::judge(std::size_t m) {
  const Member& member = family_.members[m];
  MemberCells& out = members_[m];
  out.there = presence(member, areas_);
  const OldSeries* newest = nullptr;
  for (const OldSeries& old : member.old)
    if (newest == nullptr && old.areas->same_division) newest = &old;
  const Series& s = *member.series;
  const Allowed allowed = [&](AreaIndex a, double x, double n) {
    CountFacts f = facts_of(s, a, member.sensitive, member.least_n);
    f.x = x;
    if (f.relative) f.n = n;
    return judge_count(f, *member.rule) == Verdict::show;
  };
  out.counts = steady(areas_, s.numerator, s.denominator, member.own_denominator, out.there, newest, member.rule->minimum_count, allowed);
  if (!keep_[m]) out.counts.keep = false;  // the counts stay, the pattern is made anew
  out.verdict.assign(areas_.size(), Verdict::show);
  for (AreaIndex a = 0; a < areas_.size(); ++a) {
    if (out.there[a] == 0) continue;
    CountFacts f = facts_of(s, a, member.sensitive, member.least_n);
    f.x = out.counts.x[a];
    if (f.relative) f.n = out.counts.n[a];
    out.verdict[a] = judge_count(f, *member.rule);
  }
}

double FamilyCells::dearness(AreaIndex a) const { return kDearer[static_cast<std::size_t>(areas_.level(a))]; }

Cell FamilyCells::add(std::size_t m, CountCell cell, bool publishable) {
  cell.value = std::max(cell.value, cell.least);
  cell.most = std::max(cell.most, cell.value);
  owner_.push_back(m);
  publishable_.push_back(publishable ? 1 : 0);
  return relations_.add(cell);
}

// Where so few live that a count may be withheld for that alone, nobody takes a withheld count to be at least one.
bool FamilyCells::few_people(const Member& member, AreaIndex a) const {
  if (member.inhabitants == nullptr || member.inhabitants->size() != areas_.size()) return true;
  const double people = (*member.inhabitants)[a];
  return people < 0.0 || people < 2.0 * member.least_n;
}

// `unseen`: a count that is never shown whatever happens.
CountCells FamilyCells::add_count(std::size_t m, const CountFacts& f, Verdict verdict, AreaIndex node, double dear, bool unseen) {
  const Member& member = family_.members[m];
  const bool own = member.own_denominator && f.relative;
  CountCells out;
  // A shown nought is known to all.
  if (f.x == 0.0 && verdict == Verdict::show && !own && !unseen) return out;
  const bool hidden = verdict != Verdict::show;
  const bool floor = verdict == Verdict::denominator_too_small;
  CountCell x;
  x.value = whole(f.x);
  x.least = f.x == 0.0 || member.sensitive || floor || unseen ? 0 : 1;
  // An outsider does not see that this n is small, and takes the withheld nought for a count of one or more.
  if (own && floor && !member.sensitive && !unseen && !few_people(member, node)) x.least = 1;
  if (f.relative && !own && member.bounded) x.most = std::max(whole(f.n), x.value);
  x.node = node;
  x.cost = cost_of(dear, f.x) * (own ? kThird : 1.0);
  x.width = required_width(verdict, f.x, *member.rule);
  x.state = hidden ? CellState::sensitive : unseen ? CellState::latent : CellState::free;
  if (unseen && f.x == 0.0 && !member.sensitive) x.state = CellState::latent;
  if (!own) {
    out.x = add(m, x, !unseen);
    return out;
  }
  const double complement = std::max(0.0, f.n - f.x);
  CountCell n = x, c = x;
  n.value = whole(f.n);
  c.value = n.value - x.value;
  n.least = c.least = 0;
  n.cost = cost_of(dear, f.n) * kThird;
  c.cost = cost_of(dear, complement) * kThird;
  n.width = c.width = member.rule->width;
  if (hidden) {
    const bool about_rest = verdict == Verdict::complement_too_small || verdict == Verdict::everybody || verdict == Verdict::group;
    n.state = floor && f.n > 0.0 ? CellState::sensitive : CellState::latent;
    c.state = about_rest || (floor && complement > 0.0) ? CellState::sensitive : CellState::latent;
    if (floor && f.x == 0.0 && !member.sensitive) x.state = CellState::latent;
  } else if (f.x == 0.0 && !unseen) {
    // The nought stays shown, so the whole area does.
    x.state = n.state = c.state = CellState::open;
  }
  if (c.value < 0) c.least = c.value;
  out.x = add(m, x, !unseen);
  out.n = add(m, n, !unseen);
  out.c = add(m, c, !unseen);
  relations_.relate({{out.x, 1}, {out.c, 1}, {out.n, -1}});
  return out;
}

void FamilyCells::add_area(std::size_t m, AreaIndex a) {
  MemberCells& out = members_[m];
  const Series& s = *family_.members[m].series;
  if (out.there[a] == 0) return;
  CountFacts f;
  f.x = out.counts.x[a];
  f.relative = !s.denominator.empty();
  f.n = f.relative ? out.counts.n[a] : 0.0;
  out.cells[a] = add_count(m, f, out.verdict[a], a, dearness(a), out.there[a] == 2);
  if (out.verdict[a] != Verdict::show || !out.counts.shy[a]) return;
  // Its parts show large changes that add up to a small one. The total is left out; it needs no protection of its own.
  out.verdict[a] = Verdict::too_small;
  for (const Quantity what : {&CountCells::x, &CountCells::n, &CountCells::c})
    if (out.cells[a].*what != kNoCell) relations_.cells[out.cells[a].*what].state = CellState::latent;
}

// The areas whose counts add up to the parent's: one level below, or two where that level has no figures.
std::vector<AreaIndex> FamilyCells::children(std::size_t m, AreaIndex parent) const {
  const auto& there = members_[m].there;
  std::vector<AreaIndex> level = below_[parent];
  const auto any = [&] { return std::any_of(level.begin(), level.end(), [&](AreaIndex a) { return there[a] != 0; }); };
  if (!any()) {
    std::vector<AreaIndex> finer;
    for (const AreaIndex a : level) finer.insert(finer.end(), below_[a].begin(), below_[a].end());
    level = std::move(finer);
    if (!any()) return {};
  }
  return level;
}

// A nought in an area that is withheld for its few inhabitants alone hides nothing, and needs no partner; unless people whose buurt is
// not known are left over in its total, who could then be taken for its own.
void FamilyCells::harmless_zeros(std::size_t m) {
  const MemberCells& mine = members_[m];
  const Member& member = family_.members[m];
  if (member.own_denominator || member.sensitive) return;
  for (AreaIndex p = 0; p < areas_.size(); ++p) {
    if (mine.there[p] == 0) continue;
    double rest = mine.counts.x[p];
    const auto parts = children(m, p);
    for (const AreaIndex a : parts)
      if (mine.there[a] != 0) rest -= mine.counts.x[a];
    if (whole(rest) != 0) continue;
    for (const AreaIndex a : parts) {
      const Cell c = mine.cells[a].x;
      if (c != kNoCell && mine.verdict[a] == Verdict::denominator_too_small && mine.counts.x[a] == 0.0)
        relations_.cells[c].state = CellState::latent;
    }
  }
}

void FamilyCells::trees(std::size_t m) {
  const MemberCells& mine = members_[m];
  for (AreaIndex p = 0; p < areas_.size(); ++p) {
    if (mine.there[p] == 0) continue;
    const auto parts = children(m, p);
    if (parts.empty()) continue;
    tree(m, p, parts, &CountCells::x);
    if (!family_.members[m].own_denominator) continue;
    tree(m, p, parts, &CountCells::n);
    tree(m, p, parts, &CountCells::c);
  }
}

void FamilyCells::tree(std::size_t m, AreaIndex parent, const std::vector<AreaIndex>& parts, Quantity what) {
  const MemberCells& mine = members_[m];
  const Series& s = *family_.members[m].series;
  std::vector<CountTerm> terms = {{mine.cells[parent].*what, 1}};
  double rest = 0.0;
  int absent = 0;
  const auto number = [&](AreaIndex a) {
    const double x = mine.counts.x[a];
    const double n = s.denominator.empty() ? 0.0 : mine.counts.n[a];
    return what == &CountCells::x ? x : what == &CountCells::n ? n : std::max(0.0, n - x);
  };
  rest = number(parent);
  for (const AreaIndex a : parts) {
    if (mine.there[a] != 0) {
      terms.push_back({mine.cells[a].*what, -1});
      rest -= number(a);
    } else if (s.missing[a] != Missing::not_applicable) {
      ++absent;
    }
  }
  if (absent > 0) {
    // Counts that the source did not give: an outsider takes what is left over for theirs.
    if (rest < 0.0) return;
    CountCell lost;
    lost.value = whole(rest);
    lost.node = parent;
    lost.width = family_.members[m].rule->width;
    const bool tells = absent == 1 && lost.value > 0 && lost.value < family_.members[m].rule->minimum_count;
    lost.state = tells ? CellState::sensitive : CellState::latent;
    terms.push_back({add(m, lost, false), -1});
  }
  relations_.relate(std::move(terms), 0, what == &CountCells::c);
}

void FamilyCells::own_areas(std::size_t m) {
  const Member& member = family_.members[m];
  MemberCells& mine = members_[m];
  const Series& s = *member.series;
  for (const OwnAreaParts& own : own_) {
    CountFacts f;
    f.relative = !s.denominator.empty();
    f.sensitive = member.sensitive;
    f.minimum_denominator = member.least_n;
    f.years = years_in(s.period);
    Missing missing = own.areas.empty() ? Missing::no_source : Missing::none;
    for (const AreaIndex a : own.areas) {
      if (mine.there[a] == 0) {
        if (s.missing[a] != Missing::not_applicable) missing = s.missing[a];
        continue;
      }
      CountFacts part = facts_of(s, a, member.sensitive, member.least_n);
      part.x = mine.counts.x[a];
      if (f.relative) part.n = mine.counts.n[a];
      add_facts(f, part);
    }
    if (missing == Missing::none && f.relative && f.n <= 0.0) missing = Missing::not_applicable;
    const Verdict verdict = missing == Missing::none ? judge_count(f, *member.rule) : Verdict::show;
    CountCells cells;
    if (missing == Missing::none) {
      cells = add_count(m, f, verdict, areas_.gemeente(own.areas.front()), kOwnArea, false);
      for (const Quantity what : {&CountCells::x, &CountCells::n, &CountCells::c}) {
        if (what != &CountCells::x && !member.own_denominator) break;
        std::vector<CountTerm> terms = {{cells.*what, 1}};
        for (const AreaIndex a : own.areas) terms.push_back({mine.cells[a].*what, -1});
        relations_.relate(std::move(terms), 0, what == &CountCells::c);
      }
    }
    mine.own_facts.push_back(f);
    mine.own_verdict.push_back(verdict);
    mine.own_missing.push_back(missing);
    mine.own_cells.push_back(cells);
  }
}

// A series that stays as it was: what was shown is public, what was withheld stays so.
void FamilyCells::stay(std::size_t m) {
  const MemberCells& mine = members_[m];
  if (!mine.counts.keep) return;
  for (AreaIndex a = 0; a < areas_.size(); ++a)
    for (const Quantity what : {&CountCells::x, &CountCells::n, &CountCells::c}) {
      const Cell c = mine.cells[a].*what;
      if (c == kNoCell || mine.there[a] != 1) continue;
      CellState& state = relations_.cells[c].state;
      if (mine.counts.as_before[a] == 0) state = CellState::open;
      else if (state != CellState::sensitive) state = CellState::latent;
    }
}

void FamilyCells::remainder(const MemberLink& l, bool left_over, const std::vector<Cell>& parts, Cell total, double rest,
                            std::uint32_t node) {
  std::vector<CountTerm> terms = {{total, 1}};
  for (const Cell part : parts) terms.push_back({part, -1});
  if (left_over) {
    if (rest < 0.0) return;  // the parts are not parts of this total here; the difference says nothing
    const Member& owner = family_.members[l.total.member];
    CountCell left;
    left.value = whole(rest);
    left.node = node;
    left.width = owner.rule->width;
    const bool small = rest > 0.0 && rest < owner.rule->minimum_count;
    const bool nobody = rest == 0.0 && owner.sensitive;
    left.state = small || nobody ? CellState::sensitive : CellState::latent;
    terms.push_back({add(l.total.member, left, false), -1});
  }
  relations_.relate(std::move(terms));
}

// The same for every area, own areas included, where a term is to be published. A part that is never shown there takes part with its count;
// a part without a figure is left over with the remainder.
void FamilyCells::link(const MemberLink& l) {
  const auto usable = [&](const MemberLink::Term& t) { return !t.denominator || family_.members[t.member].own_denominator; };
  if (!usable(l.total) || !std::all_of(l.parts.begin(), l.parts.end(), usable)) return;
  const auto relate = [&](auto there, auto nobody, auto number, auto cells, std::uint32_t node) {
    if (there(l.total.member) == 0) return;
    bool shown = there(l.total.member) == 1, left_over = l.remainder, absent = false;
    double rest = number(l.total);
    std::vector<Cell> parts;
    for (const MemberLink::Term& t : l.parts) {
      if (there(t.member) == 0) {
        absent = true;
        left_over = left_over || !nobody(t.member);
        continue;
      }
      shown = shown || there(t.member) == 1;
      rest -= number(t);
      parts.push_back(t.denominator ? cells(t.member).n : cells(t.member).x);
    }
    if (!shown) return;
    left_over = left_over || (absent && rest > 0.0);
    remainder(l, left_over, parts, l.total.denominator ? cells(l.total.member).n : cells(l.total.member).x, rest, node);
  };
  for (AreaIndex a = 0; a < areas_.size(); ++a)
    relate([&](std::size_t m) { return members_[m].there[a]; },
           [&](std::size_t m) { return family_.members[m].series->missing[a] == Missing::not_applicable; },
           [&](const MemberLink::Term& t) {
             const SteadyCounts& c = members_[t.member].counts;
             return t.denominator ? c.n[a] : c.x[a];
           },
           [&](std::size_t m) { return members_[m].cells[a]; }, a);
  for (std::size_t o = 0; o < own_.size(); ++o)
    relate([&](std::size_t m) { return members_[m].own_missing[o] == Missing::none ? 1 : 0; },
           [&](std::size_t m) { return members_[m].own_missing[o] == Missing::not_applicable; },
           [&](const MemberLink::Term& t) {
             const CountFacts& f = members_[t.member].own_facts[o];
             return t.denominator ? f.n : f.x;
           },
           [&](std::size_t m) { return members_[m].own_cells[o]; }, areas_.gemeente(own_[o].areas.front()));
}

}  // namespace trede
