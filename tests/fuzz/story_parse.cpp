// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a story: no crash, every problem has a sentence and a place within the file, and what is let through holds no address but
// pages of this site and https, and no control characters.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"
#include "story/parse.hpp"
#include "story/resource.hpp"

namespace {

using namespace trede;

const Catalogue& catalogue() {
  static const Catalogue one = [] {
    Catalogue made;
    Indicator indicator;
    indicator.id = IndicatorId("t1-a");
    made.indicators.push_back(indicator);
    return made;
  }();
  return one;
}

const AreaSet& areas() {
  static const AreaSet one = *AreaSet::build(Vintage{2024}, {{*AreaCode::parse("GM0001"), "Dorp"}, {*AreaCode::parse("WK000101"), "Kom"}});
  return one;
}

void clean(std::string_view text) {
  if (first_invalid_utf8(text) != std::string_view::npos || first_forbidden(text) != std::string_view::npos) std::abort();
}

void look(const std::vector<StoryInline>& in) {
  for (const StoryInline& one : in) {
    clean(one.text);
    if (one.kind == InlineKind::web_link && !one.web.starts_with("https://")) std::abort();
    if (one.kind == InlineKind::page_link && one.page.path().starts_with("//")) std::abort();
    look(one.in);
  }
}

void look(const std::vector<StoryBlock>& blocks) {
  for (const StoryBlock& block : blocks) {
    look(block.in);
    for (const auto& part : block.parts) look(part);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::vector<std::string> ids = {"ander"};
  StoryProblems problems("f");
  Story story{"een", parse_story(bytes, {catalogue(), areas(), ids}, problems), {}};
  const Errors found = problems.take();
  const auto lines = 1 + std::count(bytes.begin(), bytes.end(), '\n') + std::count(bytes.begin(), bytes.end(), '\r');
  for (const Error& error : found.list())
    if (error.nl.empty() || error.en.empty() || error.where.line > lines) std::abort();
  if (!found.empty()) return 0;
  clean(story.nl.title);
  look(story.nl.blocks);
  verhaal_resource(story);
  return 0;
}
