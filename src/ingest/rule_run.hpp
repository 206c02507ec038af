// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Counting rules over registrations: the three views of docs/formats/catalogue.md, and one SELECT that comes from the catalogue.

#include <string>
#include <vector>

#include "area/area_set.hpp"
#include "ingest/duck.hpp"
#include "ingest/staged.hpp"

namespace trede {

// CREATE TABLE periode. Periods must be distinct.
void make_periods(Duck& duck, const std::vector<Period>& periods);

// CREATE TABLE ligging for one gemeente of a division with its wijken and buurten; rows with buurt '' lie in the gemeente. The second
// is for a division that has one gemeente.
void make_ligging(Duck& duck, const AreaSet& division, AreaIndex gemeente);
void make_ligging(Duck& duck, const AreaSet& division);

// Why a rule could not be run; never with a word of the data.
Error rule_failed(const Rule& rule, const DuckError& error);

// Runs a rule in a locked database and checks its shape: the columns niveau, gebied, periode, aantal and perhaps noemer; whole numbers
// from 0 to 2^53; no key twice; noemer not smaller than aantal. Ordered by (niveau, gebied, periode). Errors: ingest.rule.failed,
// ingest.rule.memory (limit), ingest.rule.columns, ingest.rule.not_whole, ingest.rule.duplicate, ingest.rule.numerator_larger.
// `fictional`: the rows are a worked example, so DuckDB's own words may be shown.
Checked<std::vector<RuleCount>> run_rule(Duck& duck, const Rule& rule, bool fictional);

}  // namespace trede
