// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Surveys: one row per respondent with a weight and the answers to the questions that mappings ask for. Microdata: no message holds a
// value, and only weighted shares above the minimum of respondents leave the program.

#include "ingest/staged.hpp"

namespace trede {

// Reads every survey of the project into staging.surveys, ordered by (period, respondent). Errors: those of row_source.hpp,
// ingest.header.missing, ingest.pii.*, ingest.area.*, ingest.period.*, ingest.survey.no_respondent, ingest.survey.respondent_twice,
// ingest.survey.weight (missing, not a number, zero or negative), ingest.survey.weight_huge (over 100 times the median),
// ingest.survey.unknown_answer, ingest.survey.no_rows, ingest.survey.outside (an area of another gemeente).
void ingest_surveys(const Project& project, const Catalogue& catalogue, const IngestOptions& options, Staging& staging, Errors& errors);

}  // namespace trede
