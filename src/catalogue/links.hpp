// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which counts add up: the [[link]] entries of a catalogue and its overrides, and the links that follow from the catalogue by themselves.

#include <set>
#include <vector>

#include "base/error.hpp"
#include "catalogue/catalogue.hpp"

namespace trede {

// Takes indicators that were switched off out of the links: without a part there is a rest; without total or any part there is no link.
void drop_from_links(std::vector<Link>& links, const std::set<IndicatorId>& off);
// Every term exists and is a count of the municipality, and none is twice. Errors: catalogue.link_unknown, catalogue.link_wrong.
void check_links(const Catalogue& catalogue, Errors& errors);
// A variant lies within its indicator when both are counted from one municipal source; two indicators with one rule are equal.
void add_implied_links(Catalogue& catalogue);

}  // namespace trede
