// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Invented names of wijken and buurten. None of them is meant to be a real place.

#include <cstdint>
#include <string>
#include <vector>

namespace trede::demo {

// `count` different names; among the first are some that are hard on a reader of files: accents, an apostrophe, commas.
std::vector<std::string> buurt_names(std::uint64_t seed, std::size_t count);
std::string wijk_name(std::size_t index);

}  // namespace trede::demo
