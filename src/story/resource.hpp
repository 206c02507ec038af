// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Stories as resources of the API: the list, and each story as a tree of JSON per language (docs/formats/stories.md).

#include <span>
#include <string>

#include "story/story.hpp"

namespace trede {

std::string verhalen_resource(std::span<const Story> stories);
std::string verhaal_resource(const Story& story);

}  // namespace trede
