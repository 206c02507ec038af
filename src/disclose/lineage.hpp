// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where a published figure came from and what was done to it, in words and in codes (docs/formats/edition.md, `behandeling`).

#include <string>

#include "disclose/published.hpp"
#include "observe/observations.hpp"

namespace trede {

// For municipal sources without the number of rows: that is a count too.
PublishedSource published_source(const Provenance& provenance, bool municipal);

// Everything but the steps. The steps of a series never depend on whether something in it was withheld or kept as it was.
PublishedLineage published_lineage(const Series& series, const Source& source, const Catalogue& catalogue);
std::vector<Text> lineage_steps(const Series& series, const Source& source, const Indicator& indicator, const PublishedLineage& line,
                                const DisclosureConfig& rule, const PublicationLevel* level);
std::string treatment_of(const Source& source, const PublishedLineage& line, const DisclosureConfig& rule);

}  // namespace trede
