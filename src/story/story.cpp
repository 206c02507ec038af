// SPDX-License-Identifier: EUPL-1.2
#include "story/story.hpp"

#include <algorithm>

namespace trede {

std::string PageAddress::path() const {
  std::string path;
  for (const std::string& part : parts) path += "/" + part;
  return path.empty() ? "/" : path;
}

const std::string* PageAddress::value(std::string_view name) const {
  for (const auto& [key, text] : query)
    if (key == name) return &text;
  return nullptr;
}

std::string_view published_word(ViewKind kind) {
  switch (kind) {
    case ViewKind::map: return "kaart";
    case ViewKind::trend: return "trend";
    case ViewKind::ladder: return "ladder";
    case ViewKind::signal: return "signaal";
    case ViewKind::signals: return "signalen";
    case ViewKind::scatter: return "spreiding";
  }
  return "";
}

std::size_t Story::views() const {
  return static_cast<std::size_t>(
      std::count_if(nl.blocks.begin(), nl.blocks.end(), [](const StoryBlock& block) { return block.kind == BlockKind::view; }));
}

}  // namespace trede
