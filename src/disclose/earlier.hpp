// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What earlier editions have shown, by indicator, period and area, and how it ties to the areas of the edition that is being made.
//
// Two editions together can give away what neither gives away alone: a corrected record changes one figure by one, and buurten that
// moved to another wijk turn two totals into a difference. So everything that an earlier edition said about a series joins its
// relations (family.hpp), and small changes are not published at all (steady.hpp). Unit: counts as published.

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "area/area_set.hpp"
#include "area/concordance.hpp"
#include "disclose/published.hpp"
#include "edition/read/figures.hpp"

namespace trede {

// What one edition said of one area in one series.
struct OldFigure {
  enum class Kind : std::uint8_t { nothing, shown, withheld, deeper };  // deeper: shown at a coarser level only
  Kind kind = Kind::nothing;
  bool nobody = false;  // of `nothing`: no one lives there, so nothing was counted
  double x = 0.0, n = 0.0;
};

// How the areas of one edition lie in the division of the new one.
struct OldAreas {
  const EditionFigures* edition = nullptr;
  bool same_division = false;
  std::vector<AreaIndex> now;  // by old area: the same place now; kNoArea when there is none
  // Old areas that were cut up or joined, with the new ones on the same ground: together they hold the same people.
  struct Ground {
    std::vector<std::uint32_t> before;
    std::vector<AreaIndex> now;
  };
  std::vector<Ground> grounds;
};

struct OldSeries {
  const OldAreas* areas = nullptr;
  std::vector<OldFigure> figure;  // by old area
  bool operator==(const OldSeries& other) const;
};

class EarlierEditions {
 public:
  // Newest first. `divisions` and `concordances` tell about editions of another division; those without a concordance are left out
  // where their areas have no area of the same code.
  EarlierEditions(std::span<const EditionFigures> editions, const AreaSet& areas, std::span<const AreaSet> divisions,
                  std::span<const Concordance> concordances);
  EarlierEditions(const EarlierEditions&) = delete;
  EarlierEditions& operator=(const EarlierEditions&) = delete;

  [[nodiscard]] bool empty() const { return areas_.empty(); }
  // What was said of a series, newest edition first; the same said again is left out.
  [[nodiscard]] std::vector<OldSeries> of(const IndicatorId& indicator, const Period& period) const;
  // The levels of the newest edition, as far as its figures show them.
  [[nodiscard]] std::vector<PublicationLevel> levels() const;

 private:
  using Key = std::pair<std::string, std::string>;
  std::vector<OldAreas> areas_;
  std::vector<std::map<Key, std::vector<std::uint32_t>>> rows_;  // by edition
};

}  // namespace trede
