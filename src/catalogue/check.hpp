// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The catalogue as a whole: overrides applied, every reference exists, nothing is there twice, rules and examples are complete.

#include "base/error.hpp"
#include "catalogue/read.hpp"

namespace trede {

// Applies overrides and added mappings to the draft, then orders it. Problems go to `errors`.
void apply_overrides(CatalogueDraft& draft, Errors& errors);
// Every cross-reference. Problems go to `errors`, each at the place of the entry that is wrong.
void check_catalogue(const Catalogue& catalogue, Errors& errors);

}  // namespace trede
