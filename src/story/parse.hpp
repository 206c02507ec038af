// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Markdown to a story. CommonMark 0.30 read by cmark, of which a subset is let through: one title (#), headings ## and ###, paragraphs,
// lists, quotes, lines, emphasis and links; a view is an image alone in a paragraph, a live figure a link to cijfer:. Everything else is a
// problem with its place; nothing is left out silently.
//
// All problems of the file are found at once; the text that comes back is whole only when there are none.

#include <cstddef>
#include <string_view>

#include "story/address.hpp"
#include "story/story.hpp"

namespace trede {

inline constexpr std::size_t kMaxStoryBytes = 64 * 1024;
inline constexpr int kMaxStoryDepth = 8;  // lists and quotes in each other, and emphasis and links in each other

// Codes beside those of address.hpp: story.too_large, story.encoding, story.character, story.title_missing, story.title_twice,
// story.title_long, story.heading_deep, story.heading_skipped, story.heading_empty, story.heading_place, story.no_html, story.no_code,
// story.view_place, story.caption_missing, story.caption_long, story.link, story.figure_text, story.link_text, story.too_deep.
StoryText parse_story(std::string_view bytes, const StoryWorld& world, StoryProblems& problems);

}  // namespace trede
