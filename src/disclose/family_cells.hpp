// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From the members of a family to the relations between their counts. Used by family.cpp alone.

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "disclose/family.hpp"
#include "disclose/relations.hpp"
#include "disclose/steady.hpp"

namespace trede {

// 0 = no figure, 1 = to be published, 2 = finer than the publication level: a count that exists and is never shown.
std::vector<std::uint8_t> presence(const Member& member, const AreaSet& areas);

// A count with its denominator and complement as cells; all kNoCell where there is none.
struct CountCells {
  Cell x = kNoCell, n = kNoCell, c = kNoCell;
};

struct MemberCells {
  SteadyCounts counts;
  std::vector<std::uint8_t> there;
  std::vector<Verdict> verdict;       // by area, where there
  std::vector<CountCells> cells;      // by area
  std::vector<CountFacts> own_facts;  // by own area
  std::vector<Verdict> own_verdict;
  std::vector<Missing> own_missing;
  std::vector<CountCells> own_cells;
};

class FamilyCells {
 public:
  // `keep` by member: may a series stay as it was? `earlier`: do earlier editions join?
  FamilyCells(const Family& family, const AreaSet& areas, const std::vector<OwnAreaParts>& own, const std::vector<std::uint8_t>& keep,
              bool earlier);

  [[nodiscard]] const CountRelations& relations() const { return relations_; }
  CountRelations& relations() { return relations_; }
  [[nodiscard]] const std::vector<MemberCells>& members() const { return members_; }
  // The member that a cell belongs to and whether it is one that may be published (not a remainder or an old count).
  [[nodiscard]] std::size_t member_of(Cell c) const { return owner_[c]; }
  [[nodiscard]] bool publishable(Cell c) const { return publishable_[c] != 0; }

 private:
  using Quantity = Cell CountCells::*;
  void judge(std::size_t m);
  void add_area(std::size_t m, AreaIndex a);
  CountCells add_count(std::size_t m, const CountFacts& facts, Verdict verdict, AreaIndex node, double dearness, bool unseen);
  [[nodiscard]] bool few_people(const Member& member, AreaIndex a) const;
  Cell add(std::size_t m, CountCell cell, bool publishable);
  void trees(std::size_t m);
  void tree(std::size_t m, AreaIndex parent, const std::vector<AreaIndex>& children, Quantity what);
  void harmless_zeros(std::size_t m);
  void own_areas(std::size_t m);
  void link(const MemberLink& l);
  void remainder(const MemberLink& l, bool left_over, const std::vector<Cell>& parts, Cell total, double rest, std::uint32_t node);
  void stay(std::size_t m);
  void join_earlier(std::size_t m);
  void join_old(std::size_t m, const OldSeries& old, Quantity what);
  void join_year(std::size_t m, const Member::Year& year, std::vector<std::vector<CountTerm>>& sums);
  void open_what_is_known(std::size_t m, const OldSeries& old);
  [[nodiscard]] std::vector<AreaIndex> children(std::size_t m, AreaIndex parent) const;
  [[nodiscard]] double dearness(AreaIndex a) const;

  const Family& family_;
  const AreaSet& areas_;
  const std::vector<OwnAreaParts>& own_;
  const std::vector<std::uint8_t>& keep_;
  CountRelations relations_;
  std::vector<MemberCells> members_;
  std::vector<std::size_t> owner_;
  std::vector<std::uint8_t> publishable_;
  std::vector<std::vector<AreaIndex>> below_;  // children by area
};

}  // namespace trede
