// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The methods that change counts instead of withholding them: controlled rounding and the cell key. What is withheld by a rule that is not
// about size (few inhabitants, a dominated count, nearly everybody) stays withheld. A rate is computed from the changed count and nothing
// else. Errors: those of protect/rounding.hpp and protect/cell_key.hpp.

#include <string>
#include <vector>

#include "disclose/family.hpp"

namespace trede {

// `secret` keeps the cell keys from being computed by an outsider.
Checked<Protection> add_noise(const Member& member, const AreaSet& areas, const std::vector<OwnAreaParts>& own, const std::string& secret);

}  // namespace trede
