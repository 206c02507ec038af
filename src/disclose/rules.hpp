// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the rules say of one figure by itself, number by number. Which further figures must be withheld so that nobody computes a
// withheld one back is decided over whole systems of relations (family.hpp).
//
// Minimum count and group disclosure follow the handbook of Hundepool et al. (2012, ch. 4–5): a count from 1 to minimum_count − 1 is
// withheld, its complement likewise, and a count above group_share of its denominator says something about everybody in it. Dominance is
// the (1, k) rule with one institution as the unit. Unit: persons, households or whatever the indicator counts.

#include <cstdint>

#include "base/disclosure_rule.hpp"
#include "catalogue/catalogue.hpp"
#include "observe/observations.hpp"

namespace trede {

enum class Verdict : std::uint8_t {
  show,
  too_small,
  complement_too_small,
  everybody,
  group,
  denominator_too_small,
  sensitive_zero,
  few_households,
  dominated
};

// One count, and what is known about who is behind it.
struct CountFacts {
  double x = 0.0;
  double n = 0.0;  // read when relative
  bool relative = false;
  bool sensitive = false;
  double minimum_denominator = 0.0;
  double households = -1.0;  // -1 = the register does not say
  double largest = -1.0;     // of x, what the largest single institution provides; -1 = no list of institutions
  double persons = -1.0;     // behind x, when one person can be counted more than once; -1 = not known
  int years = 1;             // of a pooled window: x and n are person-years, the minima of n and of n − x are about persons
};
Verdict judge_count(const CountFacts& facts, const DisclosureConfig& rule);

// The floor of an indicator's denominator. Persons: minimum_denominator. Households and dwellings: minimum_denominator_dwellings. A
// denominator that is itself a count of a register: the minimum count, at least minimum_denominator_dwellings.
double minimum_denominator(const DisclosureConfig& rule, const Catalogue& catalogue, const Indicator& indicator);

// What a series says of an area; sensitive and minimum_denominator are the indicator's.
CountFacts facts_of(const Series& series, AreaIndex area, bool sensitive, double minimum_denominator);

// The facts of a sum of areas, one more area at a time. Persons and institutions may be the same ones in two areas, so theirs is that of
// the largest area. What is not known (-1) of an area adds nothing, and stays not known when no area knows it.
void add_facts(CountFacts& sum, const CountFacts& part);

// The least width of an outsider's interval: the rule's, and for a dominated count a fifth of it.
std::int32_t required_width(Verdict verdict, double x, const DisclosureConfig& rule);

// A survey share p (0..1) of n answers that is shown as `shown` after rounding; `effective` of the answers count after weighting. Both
// sides must have enough answers, in truth and by what is shown; the half-width is Wilson's (1927) of what is shown.
enum class SurveyVerdict : std::uint8_t { show, too_few, too_uncertain };
SurveyVerdict judge_share(double p, double shown, double n, double effective, const DisclosureConfig& rule);

// The step to which the share of n answers is rounded, in percentage points: 1, 2 or 5 times a power of ten and at least 100 / n, so
// that no number of answers follows from it.
double share_step(double n);

}  // namespace trede
