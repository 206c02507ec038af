// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What files say beside their rows: statistics, dictionaries and pages of Parquet files, headers of gzip files, properties of maps.
//
// A Parquet file must hold nothing that its CSV twin does not: every value in its statistics, dictionaries and plain pages stands in the
// same column of the CSV, and the number of rows is the same. A gzip header has no name and no time. A map has codes and nothing else.

#include <filesystem>
#include <string>
#include <vector>

#include "audit/edition_findings.hpp"

namespace trede::audit {

struct MetadataSeen {
  std::vector<EditionFinding> findings;
  std::vector<EditionAttempt> attempts;
};
// Without anything withheld (an edition of open data) Parquet files are passed over: there is nothing that they could give away.
MetadataSeen look_at_metadata(const std::filesystem::path& edition, bool something_withheld, unsigned threads);

}  // namespace trede::audit
