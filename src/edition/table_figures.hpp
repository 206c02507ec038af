// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The tables of figures: a row per figure of an area, of an own area, and per cell of an area's ladder.

#include <memory>

#include "edition/rows.hpp"

namespace trede {

std::unique_ptr<TableRows> waarnemingen_rows(const EditionView& view);
std::unique_ptr<TableRows> eigen_gebieden_rows(const EditionView& view);
std::unique_ptr<TableRows> scores_rows(const EditionView& view);

// schattingen, signalen, vergelijkingen and verloop; null for another name.
std::unique_ptr<TableRows> judged_rows(std::string_view table, const EditionView& view);

}  // namespace trede
