// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Tables that came in several files: a page each, or wijken in one and buurten in another. A reader of figures takes a period and a
// selection from one table, so files that each hold a part of the same ones are made one.
//
// Files with other periods, or with other keys of the dimensions (18+ in one, 65+ in the other), stay apart: a figure then names the
// one file that it came from.

#include <vector>

#include "ingest/staged.hpp"

namespace trede {

// `parts`: of one source, table, vintage and rule, with equal values wherever two have the same figure (ingest.table.duplicate otherwise).
// Gives them back with those united that hold rows of the same period and dimension keys: rows sorted by (period, area, dimension keys),
// once each; the columns of all, Missing::unknown where no file has a value. See Provenance for what a united table says of itself.
std::vector<StagedTable> unite_parts(std::vector<StagedTable> parts);

// The provenance of figures that stand in several files (staged.hpp).
Provenance unite_provenance(std::vector<Provenance> parts);

}  // namespace trede
