// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From postcode and house number to buurt, by a table of the municipality (from the BAG): postcode;huisnummer;buurt, UTF-8. The house
// number is its digits: letters and additions of one number lie in one buurt.

#include <string>

#include "area/area_set.hpp"
#include "ingest/duck.hpp"

namespace trede {

// Loads the table into DuckDB as sleutel, buurt, and gives its name. Errors: base.file.*, base.csv.*, ingest.text.*,
// ingest.address.columns, ingest.address.row, ingest.address.twice.
std::string load_addresses(Duck& duck, const std::string& path, const AreaSet& division, const std::string& table, Errors& errors);

// SQL that makes the key of that table from two VARCHAR columns.
std::string address_key_sql(const std::string& postcode, const std::string& number);

}  // namespace trede
