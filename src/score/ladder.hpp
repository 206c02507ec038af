// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The ladder as groups of columns for the scoring kernel: indicators in cells (trede × leefgebied), cells in the domains of their trede,
// domains in the trede, and only when asked the treden in one total. A domain weighs as much as its leefgebieden together, so that every
// leefgebied counts the same in its trede unless the project gives it another weight.

#include <cstdint>
#include <vector>

#include "score/scale.hpp"

namespace trede {

struct LadderGroup {
  std::vector<std::uint32_t> child;  // columns
  std::vector<double> weight;
  std::vector<std::uint8_t> modelled;
  [[nodiscard]] stat::composite::Group view() const {
    return {.child = child.data(), .weight = weight.data(), .modelled = modelled.data(), .count = child.size()};
  }
};

// Columns: the indicators of Scores::indicators, one column without any value (for indicators without figures), the cells, the groups.
struct Ladder {
  std::size_t indicators = 0;
  std::size_t cells = 0;
  std::vector<LadderGroup> groups;                     // cells, then those above; group g is column first_group() + g
  std::vector<std::vector<const Indicator*>> counted;  // by cell
  [[nodiscard]] std::size_t nothing() const { return indicators; }
  [[nodiscard]] std::size_t first_group() const { return indicators + 1; }
  [[nodiscard]] std::size_t columns() const { return first_group() + groups.size(); }
};

bool is_modelled(const Catalogue& catalogue, const Indicator& indicator, const PublishedSeries* series);

// Fills scores.cells and scores.groups with what they are (not yet their scores).
Ladder build_ladder(const Catalogue& catalogue, const PublishedFigures& figures, Scores& scores);

// The scores and the reasons where there is none.
void fill_scores(const Ladder& ladder, const Catalogue& catalogue, const PublishedFigures& figures, const AreaSet& areas, Scores& scores);

// The column of a group: a cell or one above.
ScoreColumn& column_of(Scores& scores, std::size_t group);

stat::composite::Aggregate rule_of(const ScoreSettings& settings);

}  // namespace trede
