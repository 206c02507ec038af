// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where a figure came from, as it may be published: open sources with base name and SHA-256 of the file; municipal ones with a label
// and the hash of salt and hash, so that nobody can test whether a file they hold is the one that was used.

#include <string>

#include "catalogue/catalogue.hpp"
#include "ingest/staged.hpp"

namespace trede {

// Everything but the label of a municipal file, which needs the order of all files: see number_files().
Provenance provenance_of(const Project& project, const Source& source, const SourceFileConfig& file, const TableId& table, Vintage vintage,
                         std::string sha256, std::int64_t rows);

// The table's stamp: `modified` as written, else "Modified" of the metadata JSON. Errors: base.file.*, ingest.metadata.damaged.
Result<std::string> modified_stamp(const SourceFileConfig& file);

// Gives the files of municipal sources their label "<source> #k": k counts the files of a source by their (salted) hash, so that the
// order in monitor.toml does not matter.
void number_files(Staging& staging, const Catalogue& catalogue);

}  // namespace trede
