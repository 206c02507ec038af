// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The stories of a project: stories/<id>.nl.md, and stories/<id>.en.md where there is one. Names that start with a point or end with ~
// are left alone; any other file is a problem, so that a story with a slip in its name is not forgotten.
//
// Every problem of every story at once, by file and line. Codes beside those of parse.hpp: story.file_name, story.dutch_missing,
// story.folder, those of base/files.hpp.

#include <filesystem>
#include <vector>

#include "area/area_set.hpp"
#include "base/error.hpp"
#include "catalogue/catalogue.hpp"
#include "story/story.hpp"

namespace trede {

// By id. No folder stories/ is no story.
Checked<std::vector<Story>> read_stories(const std::filesystem::path& project, const Catalogue& catalogue, const AreaSet& areas);

}  // namespace trede
