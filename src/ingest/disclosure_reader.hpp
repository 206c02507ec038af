// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The parts of monitor.toml that decide what may be published: [disclosure], [disclosure.source."…"] and [[own_area]]. Used by
// project.cpp only. docs/formats/project.md lists the keys, their defaults and their ranges.

#include "base/toml_reader.hpp"
#include "ingest/project.hpp"

namespace trede {

// One table of rules on top of `start`. A value outside its range is project.value_wrong. A value that protects less than `start` is
// project.disclosure_weakened at that key (Failure::disclosure), unless the table gives a reason and the name of who approved it: both
// written out, and not the same words. Every weakened key is named. `start` without its reason and name is given back when anything is
// wrong, so that a fault never weakens.
DisclosureConfig read_disclosure_rule(TomlTable& table, const DisclosureConfig& start, Errors& errors);

// One [[own_area]]: an id, a name in two languages, and buurten, each once.
OwnAreaConfig read_own_area(TomlTable& table);

}  // namespace trede
