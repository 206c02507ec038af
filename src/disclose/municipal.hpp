// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The counts of the municipality, from observation to protection: publication levels, families, and what is to be shown of each series.

#include <span>
#include <vector>

#include "disclose/family.hpp"
#include "disclose/gate.hpp"

namespace trede {

const DisclosureConfig& rule_for(const Project& project, const SourceId& source);
bool is_municipal_count(const Catalogue& catalogue, const Series& series);

struct ProtectedSeries {
  Series series;  // all levels, in the windows of the publication level, with raw counts
  Protection protection;
};
struct MunicipalCounts {
  std::vector<PublicationLevel> levels;  // in catalogue order
  std::vector<ProtectedSeries> series;   // by (catalogue order, period)
  Errors warnings;
};

// Takes the municipal counts out of `observations`.
Checked<MunicipalCounts> protect_municipal(const Project& project, const Catalogue& catalogue, Observations& observations,
                                           const AreaSet& areas, const std::vector<OwnAreaParts>& own, const PublishedBefore& before,
                                           unsigned threads);

}  // namespace trede
