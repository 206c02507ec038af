// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Addresses in a story: pages of this monitor as an adviser copies them from the address bar, and links to elsewhere.
//
// The pages, their parameters and what each parameter may hold stand in one table (address.cpp), which docs/formats/stories.md repeats
// for people. The language of an address is dropped, because the reader chooses it. An edition is refused, because a story always shows the
// figures of its own edition.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "area/area_set.hpp"
#include "base/error.hpp"
#include "catalogue/catalogue.hpp"
#include "story/story.hpp"

namespace trede {

// What a story may speak of.
struct StoryWorld {
  const Catalogue& catalogue;
  const AreaSet& areas;                 // of the edition's division
  const std::vector<std::string>& ids;  // of all stories of the project
};

// Collects problems of one file.
class StoryProblems {
 public:
  explicit StoryProblems(std::string file) : file_(std::move(file)) {}
  void add(std::string code, StoryPlace place, std::string nl, std::string en);
  [[nodiscard]] Errors take() { return std::move(errors_); }

 private:
  std::string file_;
  Errors errors_;
};

// Takes an address apart: path and query without percent signs. A scheme and host before it are dropped when `any_host` (the address of a
// view can only be a page of this monitor). nullopt, with the problem added, when it is no such address.
// Codes: story.address, story.parameter_twice, story.edition.
std::optional<PageAddress> parse_page(std::string_view text, bool any_host, StoryPlace place, StoryProblems& problems);

// Adds what is wrong with a page: that it does not exist (then the answer is false), or that an indicator, area or parameter does not.
// Codes: story.page_unknown, story.parameter_unknown, story.value_wrong, story.indicator_unknown, story.area_unknown, story.story_unknown.
bool check_page(const PageAddress& page, const StoryWorld& world, StoryPlace place, StoryProblems& problems);

// Which view draws this page; nullopt, with story.not_a_view added, for a page that cannot stand in a story.
std::optional<ViewKind> view_of(const PageAddress& page, StoryPlace place, StoryProblems& problems);

// "t1-x/BU00010101" or "t1-x/BU00010101/2023". Codes: story.figure, story.indicator_unknown, story.area_unknown.
std::optional<StoryFigure> parse_figure(std::string_view text, const StoryWorld& world, StoryPlace place, StoryProblems& problems);

// https://host/…, without a user name and without characters that do not belong in an address.
bool is_web_link(std::string_view text);

}  // namespace trede
