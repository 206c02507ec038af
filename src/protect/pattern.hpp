// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The figures of a pattern.

#include <vector>

#include "protect/system.hpp"

namespace trede::protect {

// Counts what is withheld. `withheld` is by cell. lower_bound, optimal, unprotected and engine are left to the caller.
Pattern pattern_of(const System& system, std::vector<std::uint8_t> withheld);

}  // namespace trede::protect
