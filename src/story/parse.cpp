// SPDX-License-Identifier: EUPL-1.2
#include "story/parse.hpp"

#include <algorithm>
#include <memory>

#include <cmark.h>
#include <fmt/format.h>

#include "base/text.hpp"

namespace trede {
namespace {

constexpr std::size_t kMaxTitle = 200;
constexpr std::size_t kMaxCaption = 400;
constexpr std::string_view kFigureScheme = "cijfer:";

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Tree = std::unique_ptr<cmark_node, FreeNode>;

std::string_view view_of_text(const char* text) { return text == nullptr ? std::string_view() : std::string_view(text); }

// The place of a byte of the file.
StoryPlace place_at(std::string_view bytes, std::size_t at) {
  const std::string_view before = bytes.substr(0, at);
  const std::size_t line = before.rfind('\n');
  return {1 + std::count(before.begin(), before.end(), '\n'),
          static_cast<std::int64_t>(line == std::string_view::npos ? at + 1 : at - line)};
}

// The words of a piece of text, without its marks.
void plain(const std::vector<StoryInline>& in, std::string& out) {
  for (const StoryInline& one : in) {
    if (one.kind == InlineKind::text) out += one.text;
    else if (one.kind == InlineKind::line_break) out += ' ';
    else plain(one.in, out);
  }
}

std::string plain(const std::vector<StoryInline>& in) {
  std::string out;
  plain(in, out);
  return std::string(trim(out));
}

bool has_figure(const std::vector<StoryInline>& in) {
  return std::any_of(in.begin(), in.end(), [](const StoryInline& one) { return one.kind == InlineKind::figure || has_figure(one.in); });
}

class Reader {
 public:
  Reader(const StoryWorld& world, StoryProblems& problems) : world_(world), problems_(problems) {}

  StoryText read(cmark_node* document) {
    StoryText text;
    cmark_node* first = cmark_node_first_child(document);
    if (first != nullptr && is_heading(first) && cmark_node_get_heading_level(first) == 1) {
      text.title = title(first);
      first = cmark_node_next(first);
    } else {
      problems_.add("story.title_missing", first == nullptr ? StoryPlace{1, 1} : place(first),
                    "Begin het verhaal met de titel: een regel die begint met # en een spatie.",
                    "Begin the story with its title: a line that starts with # and a space.");
    }
    for (cmark_node* node = first; node != nullptr; node = cmark_node_next(node)) block(node, 0, text.blocks);
    const auto intro = std::find_if(text.blocks.begin(), text.blocks.end(),
                                    [](const StoryBlock& one) { return one.kind == BlockKind::paragraph && !has_figure(one.in); });
    if (intro != text.blocks.end()) text.introduction = plain(intro->in);
    return text;
  }

 private:
  static bool is_heading(cmark_node* node) { return cmark_node_get_type(node) == CMARK_NODE_HEADING; }

  // cmark gives an inline no place of its own in every version; its paragraph then has one.
  static StoryPlace place(cmark_node* node) {
    for (; node != nullptr; node = cmark_node_parent(node))
      if (cmark_node_get_start_line(node) > 0) return {cmark_node_get_start_line(node), std::max(1, cmark_node_get_start_column(node))};
    return {1, 1};
  }

  std::string title(cmark_node* heading) {
    std::vector<StoryInline> in = inlines(heading, 0);
    std::string text = plain(in);
    if (text.empty()) empty_heading(heading);
    if (text.size() > kMaxTitle)
      problems_.add("story.title_long", place(heading), fmt::format("De titel is te lang. Houd het bij {} tekens.", kMaxTitle),
                    fmt::format("The title is too long. Keep to {} characters.", kMaxTitle));
    if (std::any_of(in.begin(), in.end(), [](const StoryInline& one) {
          return one.kind == InlineKind::figure || one.kind == InlineKind::page_link || one.kind == InlineKind::web_link;
        }))
      problems_.add("story.title_link", place(heading), "In de titel kan geen link of cijfer staan. Zet het in de eerste alinea.",
                    "The title cannot hold a link or a figure. Put it in the first paragraph.");
    return text;
  }

  void empty_heading(cmark_node* node) {
    problems_.add("story.heading_empty", place(node), "Deze kop is leeg. Schrijf er tekst achter of haal hem weg.",
                  "This heading is empty. Write its text or remove it.");
  }

  void heading(cmark_node* node, int depth, std::vector<StoryBlock>& out) {
    const int level = cmark_node_get_heading_level(node);
    if (depth > 0) {
      problems_.add("story.heading_place", place(node), "Een kop kan niet in een lijst of citaat staan.",
                    "A heading cannot stand in a list or a quote.");
      return;
    }
    if (level == 1)
      problems_.add("story.title_twice", place(node), "Een verhaal heeft één titel. Gebruik ## voor een kop in de tekst.",
                    "A story has one title. Use ## for a heading in the text.");
    else if (level > 3)
      problems_.add("story.heading_deep", place(node), "Gebruik alleen ## en ### voor koppen.", "Use only ## and ### for headings.");
    else if (level > level_ + 1)
      problems_.add("story.heading_skipped", place(node),
                    "Hier is een kopniveau overgeslagen. Gebruik ## voor een kop direct onder de titel.",
                    "A heading level is skipped here. Use ## for a heading right under the title.");
    if (level >= 2 && level <= 3) level_ = level;
    StoryBlock block{.kind = BlockKind::heading, .place = place(node), .level = level, .in = inlines(node, 0)};
    if (plain(block.in).empty() && !has_figure(block.in)) empty_heading(node);
    out.push_back(std::move(block));
  }

  void block(cmark_node* node, int depth, std::vector<StoryBlock>& out) {
    if (depth > kMaxStoryDepth) return too_deep(node);
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_HEADING: return heading(node, depth, out);
      case CMARK_NODE_PARAGRAPH: return paragraph(node, depth, out);
      case CMARK_NODE_THEMATIC_BREAK: out.push_back({.kind = BlockKind::rule, .place = place(node)}); return;
      case CMARK_NODE_BLOCK_QUOTE: {
        StoryBlock quote{.kind = BlockKind::quote, .place = place(node)};
        quote.parts.push_back(children(node, depth));
        out.push_back(std::move(quote));
        return;
      }
      case CMARK_NODE_LIST: {
        StoryBlock list{.kind = BlockKind::list, .place = place(node)};
        list.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
        list.start = list.ordered ? cmark_node_get_list_start(node) : 1;
        for (cmark_node* item = cmark_node_first_child(node); item != nullptr; item = cmark_node_next(item))
          list.parts.push_back(children(item, depth));
        out.push_back(std::move(list));
        return;
      }
      case CMARK_NODE_HTML_BLOCK: return html(node);
      case CMARK_NODE_CODE_BLOCK: return code(node);
      default: return;
    }
  }

  std::vector<StoryBlock> children(cmark_node* node, int depth) {
    std::vector<StoryBlock> out;
    for (cmark_node* child = cmark_node_first_child(node); child != nullptr; child = cmark_node_next(child)) block(child, depth + 1, out);
    return out;
  }

  void paragraph(cmark_node* node, int depth, std::vector<StoryBlock>& out) {
    cmark_node* first = cmark_node_first_child(node);
    const bool alone = first != nullptr && cmark_node_next(first) == nullptr && cmark_node_get_type(first) == CMARK_NODE_IMAGE;
    if (alone && depth == 0) {
      if (auto view = read_view(first)) out.push_back({.kind = BlockKind::view, .place = place(node), .view = std::move(*view)});
      return;
    }
    StoryBlock block{.kind = BlockKind::paragraph, .place = place(node), .in = inlines(node, 0)};
    if (!block.in.empty()) out.push_back(std::move(block));
  }

  std::optional<StoryView> read_view(cmark_node* image) {
    const StoryPlace at = place(image);
    StoryView view;
    std::vector<StoryInline> in = inlines(image, 1);
    view.caption = plain(in);
    if (view.caption.empty())
      problems_.add("story.caption_missing", at,
                    "Dit beeld heeft geen onderschrift. Schrijf tussen de haken wat er te zien is: ![onderschrift](adres).",
                    "This view has no caption. Write between the brackets what it shows: ![caption](address).");
    if (view.caption.size() > kMaxCaption)
      problems_.add("story.caption_long", at, fmt::format("Dit onderschrift is te lang. Houd het bij {} tekens.", kMaxCaption),
                    fmt::format("This caption is too long. Keep to {} characters.", kMaxCaption));
    auto page = parse_page(address(image), true, at, problems_);
    if (!page) return std::nullopt;
    if (!check_page(*page, world_, at, problems_)) return std::nullopt;
    const auto kind = view_of(*page, at, problems_);
    if (!kind) return std::nullopt;
    view.kind = *kind;
    view.address = std::move(*page);
    return view;
  }

  std::string address(cmark_node* node) { return clean(view_of_text(cmark_node_get_url(node)), node); }

  // Entities can spell characters that the file itself may not hold.
  std::string clean(std::string_view text, cmark_node* node) {
    if (first_forbidden(text) != std::string_view::npos) {
      forbidden(place(node));
      return {};
    }
    return nfc(text);
  }

  void forbidden(StoryPlace at) {
    problems_.add("story.character", at, "Hier staat een onzichtbaar teken of een stuurteken. Haal het weg.",
                  "There is an invisible or control character here. Remove it.");
  }

  std::vector<StoryInline> inlines(cmark_node* node, int depth) {
    std::vector<StoryInline> out;
    for (cmark_node* child = cmark_node_first_child(node); child != nullptr; child = cmark_node_next(child)) one_inline(child, depth, out);
    return out;
  }

  static void add_text(std::string text, StoryPlace at, std::vector<StoryInline>& out) {
    if (!out.empty() && out.back().kind == InlineKind::text) out.back().text += text;
    else out.push_back({.kind = InlineKind::text, .place = at, .text = std::move(text)});
  }

  void one_inline(cmark_node* node, int depth, std::vector<StoryInline>& out) {
    if (depth > kMaxStoryDepth) return too_deep(node);
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_TEXT: return add_text(clean(view_of_text(cmark_node_get_literal(node)), node), place(node), out);
      case CMARK_NODE_SOFTBREAK: return add_text(" ", place(node), out);
      case CMARK_NODE_LINEBREAK: out.push_back({.kind = InlineKind::line_break, .place = place(node)}); return;
      case CMARK_NODE_EMPH:
      case CMARK_NODE_STRONG: {
        const bool strong = cmark_node_get_type(node) == CMARK_NODE_STRONG;
        out.push_back({.kind = strong ? InlineKind::strong : InlineKind::emphasis, .place = place(node), .in = inlines(node, depth + 1)});
        return;
      }
      case CMARK_NODE_LINK: return link(node, depth, out);
      case CMARK_NODE_IMAGE:
        problems_.add("story.view_place", place(node),
                      "Zet een beeld alleen in een alinea: een lege regel ervoor en erna, en niet in een lijst of citaat.",
                      "Put a view in a paragraph of its own: an empty line before and after it, and not in a list or a quote.");
        return;
      case CMARK_NODE_HTML_INLINE: return html(node);
      case CMARK_NODE_CODE: return code(node);
      default: return;
    }
  }

  void link(cmark_node* node, int depth, std::vector<StoryInline>& out) {
    const StoryPlace at = place(node);
    const std::string to = address(node);
    StoryInline one{.place = at, .in = inlines(node, depth + 1)};
    const std::string words = plain(one.in);
    if (to.starts_with(kFigureScheme)) {
      if (std::any_of(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; }))
        problems_.add("story.figure_text", at,
                      "Typ hier geen getal: de pagina zet het cijfer uit de editie neer. Schrijf [cijfer](cijfer:…).",
                      "Type no number here: the page puts the figure of the edition. Write [cijfer](cijfer:…).");
      auto figure = parse_figure(std::string_view(to).substr(kFigureScheme.size()), world_, at, problems_);
      if (figure) out.push_back({.kind = InlineKind::figure, .place = at, .figure = std::move(*figure)});
      return;
    }
    if (words.empty())
      problems_.add("story.link_text", at, "Deze link heeft geen tekst. Schrijf tussen de haken waar hij naartoe gaat.",
                    "This link has no text. Write between the brackets where it leads.");
    if (to.starts_with('/')) {
      auto page = parse_page(to, false, at, problems_);
      if (!page) return;
      check_page(*page, world_, at, problems_);
      one.kind = InlineKind::page_link;
      one.page = std::move(*page);
    } else if (is_web_link(to)) {
      one.kind = InlineKind::web_link;
      one.web = to;
    } else {
      problems_.add("story.link", at,
                    "Een link gaat naar een pagina van deze monitor (/kaart/…) of naar een adres dat met https:// begint.",
                    "A link goes to a page of this monitor (/kaart/…) or to an address that starts with https://.");
      return;
    }
    out.push_back(std::move(one));
  }

  void html(cmark_node* node) {
    problems_.add("story.no_html", place(node), "In een verhaal kan geen HTML. Schrijf gewone tekst, of zet een \\ voor het teken <.",
                  "A story cannot hold HTML. Write plain text, or put a \\ before the character <.");
  }
  void code(cmark_node* node) {
    problems_.add("story.no_code", place(node), "In een verhaal kan geen code. Haal de ` weg, en begin een alinea niet met vier spaties.",
                  "A story cannot hold code. Remove the `, and do not start a paragraph with four spaces.");
  }
  void too_deep(cmark_node* node) {
    if (told_deep_) return;
    told_deep_ = true;
    problems_.add("story.too_deep", place(node),
                  fmt::format("Hier staat te veel in elkaar (meer dan {} keer). Maak het eenvoudiger.", kMaxStoryDepth),
                  fmt::format("Too much stands in each other here (more than {} times). Make it simpler.", kMaxStoryDepth));
  }

  const StoryWorld& world_;
  StoryProblems& problems_;
  int level_ = 1;
  bool told_deep_ = false;
};

}  // namespace

StoryText parse_story(std::string_view bytes, const StoryWorld& world, StoryProblems& problems) {
  if (bytes.size() > kMaxStoryBytes) {
    problems.add("story.too_large", {},
                 fmt::format("Dit verhaal is te groot. Houd het onder {} kB, of maak er twee van.", kMaxStoryBytes / 1024),
                 fmt::format("This story is too large. Keep it below {} kB, or make two of it.", kMaxStoryBytes / 1024));
    return {};
  }
  if (const std::size_t at = first_invalid_utf8(bytes); at != std::string_view::npos) {
    problems.add("story.encoding", place_at(bytes, at), "Dit is geen UTF-8. Bewaar het bestand opnieuw, met de codering UTF-8.",
                 "This is no UTF-8. Save the file again, with the encoding UTF-8.");
    return {};
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (const std::size_t at = first_forbidden(bytes); at != std::string_view::npos) {
    problems.add("story.character", place_at(bytes, at), "Hier staat een onzichtbaar teken of een stuurteken. Haal het weg.",
                 "There is an invisible or control character here. Remove it.");
    return {};
  }
  const Tree tree(cmark_parse_document(bytes.data(), bytes.size(), CMARK_OPT_DEFAULT));
  if (!tree) return {};
  return Reader(world, problems).read(tree.get());
}

}  // namespace trede
