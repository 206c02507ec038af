// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Stacking: an area that is less favourable in more leefgebieden at once than chance would bring together.
//
// A leefgebied is marked for an area when its score lies at least half a robust standard deviation on the unfavourable side and at least
// half of what can be judged there is judged less favourable than the gemeente; where no figure has a margin to judge by, when its score
// lies a whole standard deviation on that side. Deal the marks of each leefgebied at random over the areas
// that have a score in it: then the number of marks of an area is a sum of independent chances (Poisson–binomial), and the chance of at
// least as many follows exactly, without simulation. Benjamini–Hochberg over the areas of a level. At least three marks.
//
// Leefgebieden go together in most towns; that they do is what a stacking shows, and its size is told as "expected by chance".

#include <span>

#include "signal/leefgebieden.hpp"

namespace trede::signal {

// P(at least k of independent chances come true).
double at_least(std::span<const double> chances, std::size_t k);

Found stacking(const SignalInput& input);

}  // namespace trede::signal
