// SPDX-License-Identifier: EUPL-1.2
#pragma once
// All table sources of a project: files in parallel, then what can only be judged over files together.

#include "ingest/staged.hpp"

namespace trede {

// Reads the files of every source of kind table into staging.tables and finds the areas without inhabitants. staging.divisions must be
// filled. Problems go to `errors`, warnings too.
void ingest_tables(const Project& project, const Catalogue& catalogue, const IngestOptions& options, Staging& staging, Errors& errors);

// The table of a file: as named, or the only one of its source. Null when the catalogue lists no tables for the source. Errors:
// ingest.table.unknown, ingest.table.unnamed.
const SourceTable* table_of(const Source& source, const SourceFileConfig& file, Errors& errors);

// The division of a file. Errors: ingest.vintage.missing, ingest.vintage.unknown.
const AreaSet* division_of(const Staging& staging, const SourceTable* table, const SourceFileConfig& file, Errors& errors);

}  // namespace trede
