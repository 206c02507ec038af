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

// The list of institutions, postcode;huisnummer;toevoeging;instelling, UTF-8, into DuckDB as sleutel, instelling: every person at that
// postcode and number is then taken to be of that institution. The addition is read and left aside, as in the address table; where one
// number holds several institutions they count as one, the first by name, which can only hide more. Gives the table's name. Errors:
// base.file.*, base.csv.*, ingest.text.*, ingest.institution.columns, ingest.institution.row.
std::string load_institutions(Duck& duck, const std::string& path, const std::string& table, Errors& errors);

// SQL that makes the key of that table from two VARCHAR columns.
std::string address_key_sql(const std::string& postcode, const std::string& number);

}  // namespace trede
