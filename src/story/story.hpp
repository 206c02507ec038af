// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A story: text with live views, written by an adviser as Markdown in the project folder (docs/formats/stories.md) and published as part
// of the edition. It holds no figure of its own: a view is an address of the web app, a live figure names indicator, area and period, and
// the page that shows the story reads both from the same edition.
//
// A StoryText is one language of it as a tree. Everything in it is plain text in NFC: there is no HTML, and an address is either a page of
// this monitor, taken apart, or an https link.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.hpp"
#include "base/period.hpp"

namespace trede {

// A place in the Markdown file, from 1; 0 when not known.
struct StoryPlace {
  std::int64_t line = 0;
  std::int64_t column = 0;
};

// An address within the web app: "/kaart/t1-x?niveau=buurt" → {"kaart","t1-x"} and {{"niveau","buurt"}}, both decoded.
struct PageAddress {
  std::vector<std::string> parts;
  std::vector<std::pair<std::string, std::string>> query;  // in the order written; a name stands once
  [[nodiscard]] std::string path() const;                  // "/kaart/t1-x"
  [[nodiscard]] const std::string* value(std::string_view name) const;
};

enum class ViewKind : std::uint8_t { map, trend, ladder, signal, signals, scatter };
std::string_view published_word(ViewKind kind);  // "kaart", "trend", "ladder", "signaal", "signalen", "spreiding"

struct StoryView {
  ViewKind kind = ViewKind::map;
  PageAddress address;
  std::string caption;
};

struct StoryFigure {
  IndicatorId indicator;
  AreaCode area;
  Period period;  // empty = the latest of the edition
};

enum class InlineKind : std::uint8_t { text, line_break, emphasis, strong, page_link, web_link, figure };

struct StoryInline {
  InlineKind kind = InlineKind::text;
  StoryPlace place = {};
  std::string text = {};             // text
  std::string web = {};              // web_link: https://…
  PageAddress page = {};             // page_link
  StoryFigure figure = {};           // figure
  std::vector<StoryInline> in = {};  // emphasis, strong, links
};

enum class BlockKind : std::uint8_t { heading, paragraph, list, quote, rule, view };

struct StoryBlock {
  BlockKind kind = BlockKind::paragraph;
  StoryPlace place = {};
  int level = 0;                                    // heading: 2 or 3
  bool ordered = false;                             // list
  int start = 1;                                    // ordered list
  StoryView view = {};                              // view
  std::vector<StoryInline> in = {};                 // heading, paragraph
  std::vector<std::vector<StoryBlock>> parts = {};  // list: its items; quote: one part
};

struct StoryText {
  std::string title;
  std::string introduction;  // the first paragraph without a live figure, as plain text; may be empty
  std::vector<StoryBlock> blocks;
};

struct Story {
  std::string id;  // ^[a-z][a-z0-9-]{1,63}$
  StoryText nl;
  std::optional<StoryText> en;
  [[nodiscard]] std::size_t views() const;  // in the Dutch text
};

}  // namespace trede
