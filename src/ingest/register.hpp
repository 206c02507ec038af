// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Registers: extracts of registrations of persons, counted by the catalogue's rules. Only counts leave this room.
//
// A count is made for the periods that the register covers, and there every area of the selected gemeenten gets one: no registration is
// zero. Outside them nothing is staged: missing is not zero. Which periods are covered says the file's `period` ("2019-2023" = those five
// years). Without it, and with one file only, it is taken from the dates: from the first year in whose January there is already a
// registration, up to the last year that had ended when the file was retrieved (or, when that is not known, before the last
// registration); this is said in a warning.
//
// Files of different divisions are counted apart, each on the codes it has.

#include "ingest/staged.hpp"

namespace trede {

// Counts every register of the project into staging.tables. Errors: those of register_load.hpp and rule_run.hpp, and
// ingest.register.period_needed, ingest.register.no_period, ingest.register.two_divisions, ingest.rule.unknown, ingest.rule.area,
// ingest.rule.period; warnings ingest.register.coverage_assumed and
// ingest.institution.unused.
void ingest_registers(const Project& project, const Catalogue& catalogue, const IngestOptions& options, Staging& staging, Errors& errors);

}  // namespace trede
