// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The only way from Observations to PublishedFigures.
//
// Open sources pass through; what the source did itself (rounding, secrecy, modelling) is recorded as their treatment. Municipal
// counts x of n get the minimum-count rule: a cell is withheld when 0 < x < minimum_count, when 0 < n − x < minimum_count, when x = n
// (everybody: group disclosure), when x > 90 % of n, when n is below the minimum denominator, or when x = 0 and the indicator is
// sensitive. Everything about a withheld cell goes with it: value, count, denominator, interval.
//
// Then the tree gemeente ▸ wijk ▸ buurt: no equation "parent = sum of children" keeps exactly one unknown, and what a shown parent
// leaves over for its withheld cells is at least the minimum above the one that each of them must be. The smallest shown child is
// withheld too, or, when there is none, the parent. The same for the complement n − x, and for n where n is itself a count of the
// register. The rule takes counts as additive over areas; persons counted in two areas only blur what can be subtracted.
//
// Survey shares need a minimum of unweighted respondents, at least five answers on either side of the question, and the tree on the
// number of respondents; that number is published rounded to tens.

#include "base/error.hpp"
#include "disclose/published.hpp"
#include "ingest/project.hpp"
#include "observe/observations.hpp"

namespace trede {

class Gate {
 public:
  static Checked<PublishedFigures> publish(const Project& project, const Catalogue& catalogue, Observations&& observations,
                                           const AreaSet& areas);

 private:
  static PublishedSeries protect(const DisclosureConfig& rule, const Catalogue& catalogue, Series&& series, const AreaSet& areas);
};

// What the rule on one count says; exposed so that every number of the rule can be tested by itself.
enum class Verdict : std::uint8_t { show, too_small, complement_too_small, everybody, group, denominator_too_small, sensitive_zero };
Verdict judge_count(double x, double n, bool has_denominator, double minimum_denominator, int minimum_count, bool sensitive);

// Withholds further cells until no parent gives one away; true when it withheld any. `hidden` by area: 0 shown, 1 withheld by the
// rule, 2 withheld to protect, 3 withheld for its denominator while its count is a zero that may be known; `count` by area; `there`
// says which areas have a figure at all.
bool protect_tree(const AreaSet& areas, const std::vector<double>& count, const std::vector<std::uint8_t>& there, int minimum_count,
                  std::vector<std::uint8_t>& hidden);

}  // namespace trede
