// SPDX-License-Identifier: EUPL-1.2
#include "story/resource.hpp"

#include "base/json_writer.hpp"

namespace trede {
namespace {

void write_page(JsonWriter& json, const PageAddress& page) {
  json.field("pad", page.path()).key("vraag").begin_object();
  for (const auto& [name, value] : page.query) json.field(name, value);
  json.end_object();
}

void write_inlines(JsonWriter& json, const std::vector<StoryInline>& in);

void write_inline(JsonWriter& json, const StoryInline& one) {
  json.begin_object();
  switch (one.kind) {
    case InlineKind::text: json.field("soort", "tekst").field("tekst", one.text); break;
    case InlineKind::line_break: json.field("soort", "regeleinde"); break;
    case InlineKind::emphasis: json.field("soort", "nadruk"); break;
    case InlineKind::strong: json.field("soort", "sterk"); break;
    case InlineKind::page_link:
      json.field("soort", "link");
      write_page(json, one.page);
      break;
    case InlineKind::web_link: json.field("soort", "extern").field("adres", one.web); break;
    case InlineKind::figure:
      json.field("soort", "cijfer").field("indicator", one.figure.indicator.str()).field("gebied", one.figure.area.view()).key("periode");
      if (one.figure.period.empty()) json.null();
      else json.string(one.figure.period.str());
      break;
  }
  const bool holds_more = one.kind == InlineKind::emphasis || one.kind == InlineKind::strong || one.kind == InlineKind::page_link ||
                          one.kind == InlineKind::web_link;
  if (holds_more) {
    json.key("inhoud");
    write_inlines(json, one.in);
  }
  json.end_object();
}

void write_inlines(JsonWriter& json, const std::vector<StoryInline>& in) {
  json.begin_array();
  for (const StoryInline& one : in) write_inline(json, one);
  json.end_array();
}

void write_blocks(JsonWriter& json, const std::vector<StoryBlock>& blocks);

void write_block(JsonWriter& json, const StoryBlock& block) {
  json.begin_object();
  switch (block.kind) {
    case BlockKind::heading:
      json.field("soort", "kop").field_int("niveau", block.level).key("inhoud");
      write_inlines(json, block.in);
      break;
    case BlockKind::paragraph:
      json.field("soort", "alinea").key("inhoud");
      write_inlines(json, block.in);
      break;
    case BlockKind::list:
      json.field("soort", "lijst").field_bool("genummerd", block.ordered).field_int("begin", block.start).key("punten").begin_array();
      for (const auto& part : block.parts) write_blocks(json, part);
      json.end_array();
      break;
    case BlockKind::quote:
      json.field("soort", "citaat").key("blokken");
      write_blocks(json, block.parts.front());
      break;
    case BlockKind::rule: json.field("soort", "lijn"); break;
    case BlockKind::view:
      json.field("soort", "beeld").field("beeld", published_word(block.view.kind));
      write_page(json, block.view.address);
      json.field("bijschrift", block.view.caption);
      break;
  }
  json.end_object();
}

void write_blocks(JsonWriter& json, const std::vector<StoryBlock>& blocks) {
  json.begin_array();
  for (const StoryBlock& block : blocks) write_block(json, block);
  json.end_array();
}

// A story without English text has its Dutch title in both languages; `talen` says so.
void write_head(JsonWriter& json, const Story& story) {
  const StoryText& en = story.en ? *story.en : story.nl;
  json.field("id", story.id).field("titel", Text{story.nl.title, en.title});
  json.field("inleiding", Text{story.nl.introduction, en.introduction}).key("talen").begin_array().string("nl");
  if (story.en) json.string("en");
  json.end_array().field_int("beelden", static_cast<std::int64_t>(story.views()));
}

}  // namespace

std::string verhalen_resource(std::span<const Story> stories) {
  JsonWriter json;
  json.begin_object().key("verhalen").begin_array();
  for (const Story& story : stories) {
    json.begin_object();
    write_head(json, story);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string verhaal_resource(const Story& story) {
  JsonWriter json;
  json.begin_object();
  write_head(json, story);
  json.key("tekst").begin_object().key("nl");
  write_blocks(json, story.nl.blocks);
  json.key("en");
  if (story.en) write_blocks(json, story.en->blocks);
  else json.null();
  json.end_object().end_object();
  return json.take();
}

}  // namespace trede
