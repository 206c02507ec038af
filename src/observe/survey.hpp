// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Weighted shares from survey answers.
//
// p = Σ w·y / Σ w over respondents with a valid answer, in the order of (period, respondent); the design effect of unequal weights is
// n Σ w² / (Σ w)² (Kish 1965, §11.7), so that the effective sample size is (Σ w)² / Σ w². Respondents are persons: a wijk's share is
// that of all respondents in the wijk, never the mean of its buurten.

#include <vector>

#include "observe/quantities.hpp"

namespace trede {

// The series of one survey question, one per period of the survey's files.
std::vector<Series> survey_series(const Sources& sources, const Indicator& indicator, const Figures& figures);

}  // namespace trede
