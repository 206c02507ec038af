// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A family: figures of one window (period) that are protected together because relations tie them: an indicator and its variants, an
// indicator and its parts, every figure and its own areas, and what earlier editions said of them. A family of one is the rule.
//
// Relations of a member: gemeente ▸ wijk ▸ buurt for the count x; the same for n and for the complement c where n is itself a count of the
// register (x + c = n); own area = Σ buurten; and between members total = Σ parts + remainder, in which the remainder, which nobody
// publishes, is judged like a count. An area is shown or withheld as a whole: when one of x, n and c is withheld, all are.
//
// Families do not depend on each other, so they may be protected at the same time.

#include <string>
#include <vector>

#include "disclose/earlier.hpp"
#include "disclose/published.hpp"
#include "disclose/rules.hpp"
#include "observe/observations.hpp"

namespace trede {

// An own area by index; the buurten that it consists of.
struct OwnAreaParts {
  std::vector<AreaIndex> areas;
};

struct Member {
  const Series* series = nullptr;  // all levels; counts in numerator and denominator
  const Indicator* indicator = nullptr;
  const DisclosureConfig* rule = nullptr;
  bool own_denominator = false;
  bool bounded = false;  // x and n count the same units, so x ≤ n
  bool sensitive = false;
  double least_n = 0.0;
  AreaLevel level = AreaLevel::buurt;
  bool none = false;                                 // not even the coarsest level is shown
  const std::vector<double>* inhabitants = nullptr;  // public, by area; -1 = not known
  std::vector<OldSeries> old;                        // of this indicator and window, newest first
  // Single years of a pooled window that an earlier edition has shown: the year's counts now, and what was said of it.
  struct Year {
    const Series* series = nullptr;
    std::vector<OldSeries> old;
  };
  std::vector<Year> years;
};

// total = Σ parts + remainder, by position in the family.
struct MemberLink {
  struct Term {
    std::size_t member = 0;
    bool denominator = false;  // its n, which is a count of the register; else its x
  };
  Term total;
  std::vector<Term> parts;
  bool remainder = true;
};

struct Family {
  std::vector<Member> members;
  std::vector<MemberLink> links;
};

// What is to be published of a member.
struct Protection {
  std::vector<double> x, n;          // counts, steadied; by area
  std::vector<std::uint8_t> hidden;  // by area: 0 shown, 1 withheld by a rule, 2 withheld to protect another
  struct Own {
    double x = 0.0, n = 0.0;
    std::uint8_t hidden = 0;
    Missing missing = Missing::none;  // no figure for another reason
    bool carried = false;
  };
  std::vector<Own> own;       // by own area
  bool gave_up = false;       // nothing of this member can be shown safely: everything is withheld
  bool known_before = false;  // an earlier edition gives something away that no pattern can take back
};

std::vector<Protection> protect_family(const Family& family, const AreaSet& areas, const std::vector<OwnAreaParts>& own);

}  // namespace trede
