// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A random system of linked tables over one forest of areas: indicators that add up to another, complements in a published number of
// inhabitants, cells that are public already or never shown, bounds that everybody knows, zeros that may not be shown.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "protect/system.hpp"

namespace trede::properties {

struct SystemCase {
  protect::System system;
  protect::Effort effort = protect::Effort::fast;
};

SystemCase random_system(std::uint64_t seed);

// Every case that is one step smaller: an equation less, a cell without equations less, a bound wider, a state milder, a width less.
std::vector<SystemCase> smaller(const SystemCase& system);

void write_case(const SystemCase& system, const std::filesystem::path& folder, const std::string& note);
std::optional<SystemCase> read_system(const std::filesystem::path& folder);

}  // namespace trede::properties
