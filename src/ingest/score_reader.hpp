// SPDX-License-Identifier: EUPL-1.2
#pragma once
// [score] of monitor.toml: how the ladder is scored. Used by project.cpp only; docs/formats/project.md lists the keys and their ranges.

#include "base/score_settings.hpp"
#include "base/toml_reader.hpp"

namespace trede {

// A value outside its range is project.value_wrong and leaves the standard value. A mean that needs numbers above 0 on a scale that has
// none is project.score_combination.
ScoreSettings read_score_settings(TomlTable& table);

}  // namespace trede
