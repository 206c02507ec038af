// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The pages of an OData table together: none twice, none missing. An OData feed cuts a table in pages and says in each but the last
// that there is a next one; a dump that ends with such a page is incomplete.

#include <string>
#include <vector>

#include "base/error.hpp"
#include "ingest/stage_table.hpp"

namespace trede {

// Errors: ingest.odata.duplicate_id, ingest.odata.incomplete (the last page says that there is more, or a page between is missing).
void check_pages(const std::vector<TableDraft*>& pages, Errors& errors);

// ingest.table.no_selected_rows: an answer without a row for the project's gemeenten, which some servers give instead of an error.
Error no_selected_rows(const std::string& shown);

}  // namespace trede
