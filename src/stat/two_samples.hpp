// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Do two groups that have nobody in common differ beyond chance? `z` is signed (positive: the first is higher), `p` two-sided.
//
// Statistic: the signed root of the likelihood ratio. Where an expected number is small the tail is counted out instead: binomial for two
// rates (Przyborowski & Wilenski 1940), hypergeometric for two shares (Fisher 1935), each with half the chance of what was seen (mid-p:
// Lancaster 1961), because the full tail is far too careful with few cases.
//
// `error` is the variance of what went wrong in measuring a count (a source that rounds), in counts squared; it widens the variance.

#include <optional>

namespace trede::stat {

struct TwoSamples {
  double z = 0, p = 1;
};
struct Counted {
  double x = 0, n = 0;  // events and persons (or person-years); x of n for shares
  double error = 0;     // variance of the error in x
};

// n > 0 and x ≥ 0 of both; nullopt otherwise.
std::optional<TwoSamples> compare_rates(const Counted& first, const Counted& second);
// 0 ≤ x ≤ n. Effective numbers of a survey need not be whole; then the tail is not counted out.
std::optional<TwoSamples> compare_shares(const Counted& first, const Counted& second);

}  // namespace trede::stat
