// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How sure the scores and the ranks are: Monte Carlo (see scores.hpp for what varies and what does not). A draw of a shown figure is
// normal with the width of its interval, each side with its own; a withheld figure follows withheld.hpp; the weights of indicators and
// leefgebieden vary evenly within ± weight_noise, the same for all areas of a replication. Scores exist in a replication where they exist
// in the edition. Work grows with areas × replications: at more than 10,000 areas the replications are fewer than asked (at least 50).
//
// Source: Saisana, Saltelli & Tarantola (2005), J. R. Statist. Soc. A 168, 307–323, for composite indicators; the rank intervals are those
// of Goldstein & Spiegelhalter (1996), ibid. 159, 385–443.

#include <span>
#include <vector>

#include "score/ladder.hpp"
#include "score/scale.hpp"

namespace trede {

struct UncertaintyInput {
  const Catalogue& catalogue;
  const PublishedFigures& figures;
  const AreaSet& areas;
  const Estimates& estimates;
  std::span<const AreaGroup> groups;
  const std::vector<std::vector<Ruler>>& rulers;  // by indicator, by group
  const Ladder& ladder;
  unsigned threads = 0;
};

// Fills the intervals, the ranks and the tops.
void add_uncertainty(const UncertaintyInput& input, Scores& scores);

}  // namespace trede
