// SPDX-License-Identifier: EUPL-1.2
#pragma once
// May the counts of this set of buurten be published? A verdict from published files alone, for any set that somebody draws.
//
// A count of the set can be subtracted from everything published before: the gemeente, its wijken, the buurten that are shown, the named
// own areas. What is left over must never be a group of fewer inhabitants than the minimum, nor a single buurt that is withheld. So the
// set is cut along each of those, and every piece that follows by subtraction is looked at, for every pattern of withheld buurten that
// some indicator and period has. The counts themselves play no part: the verdict tells nothing about them. A count of the set that is
// small by itself is still withheld by the rule on counts.
//
// A pure function of facts: the server may ask it too.

#include <string>
#include <vector>

#include "audit/edition_facts.hpp"

namespace trede::audit {

struct OwnAreaReason {
  std::string kind;               // few_people, few_people_left, single_buurt, few_people_withheld
  std::string other;              // the published area that it is subtracted from; empty = the set itself
  std::string indicator, period;  // the figures by which it shows; empty = all
  std::size_t buurten = 0;        // in the piece that is left over
  Text why;
};

struct OwnAreaVerdict {
  bool allowed = false;
  std::vector<OwnAreaReason> reasons;    // one per kind and published area
  bool alternative = false;              // a nearest safe set was found
  std::vector<std::string> add, remove;  // what to change to come to it
};

// Errors: audit.area_unknown (input) for each code that is not a buurt of the edition, audit.area_empty.
Checked<OwnAreaVerdict> judge_own_area(const EditionFacts& facts, const std::vector<std::string>& codes);

}  // namespace trede::audit
