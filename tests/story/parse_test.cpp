// SPDX-License-Identifier: EUPL-1.2
#include "story/parse.hpp"

#include <fstream>
#include <map>
#include <regex>

#include <gtest/gtest.h>

#include "story/support.hpp"

namespace trede {
namespace {

using test::tell;
using test::wrong;
using Codes = std::vector<std::string>;

TEST(Story, BecomesATreeOfTitleTextViewsAndFigures) {
  const auto told = tell(
      "# De *titel*\n\n"
      "Een inleiding in\ntwee regels.\n\n"
      "## Kop\n\n"
      "Het is [cijfer](cijfer:t1-rust/WK000101) en was [cijfer](cijfer:t1-rust/WK000101/2021), **heel** [bekend](/bronnen/t1-rust).\n\n"
      "![Een *onderschrift*](/kaart/t1-rust?niveau=buurt&gebied=BU00010101&taal=en)\n\n"
      "1. een\n2. twee [elders](https://www.voorbeeld.nl/a?b=c#d)\n\n"
      "> Wat ziet u?\n\n---\n");
  ASSERT_EQ(told.codes(), Codes{});
  EXPECT_EQ(told.text.title, "De titel");
  EXPECT_EQ(told.text.introduction, "Een inleiding in twee regels.");
  const auto& blocks = told.text.blocks;
  ASSERT_EQ(blocks.size(), 7U);
  EXPECT_EQ(blocks[1].kind, BlockKind::heading);
  const auto& line = blocks[2].in;
  ASSERT_EQ(line.size(), 9U);
  EXPECT_EQ(line[1].kind, InlineKind::figure);
  EXPECT_EQ(line[1].figure.indicator.str(), "t1-rust");
  EXPECT_TRUE(line[1].figure.period.empty());
  EXPECT_EQ(line[3].figure.period.str(), "2021");
  EXPECT_EQ(line[5].kind, InlineKind::strong);
  EXPECT_EQ(line[6].text, " ");
  EXPECT_EQ(line[7].kind, InlineKind::page_link);
  EXPECT_EQ(line[7].page.path(), "/bronnen/t1-rust");
  const StoryView& view = blocks[3].view;
  EXPECT_EQ(view.kind, ViewKind::map);
  EXPECT_EQ(view.caption, "Een onderschrift");
  EXPECT_EQ(view.address.path(), "/kaart/t1-rust");
  ASSERT_EQ(view.address.query.size(), 2U) << "the language of a copied address is the reader's";
  EXPECT_EQ(*view.address.value("gebied"), "BU00010101");
  EXPECT_TRUE(blocks[4].ordered);
  ASSERT_EQ(blocks[4].parts.size(), 2U);
  EXPECT_EQ(blocks[4].parts[1][0].in.back().web, "https://www.voorbeeld.nl/a?b=c#d");
  EXPECT_EQ(blocks[5].kind, BlockKind::quote);
  EXPECT_EQ(blocks[6].kind, BlockKind::rule);
}

TEST(Story, EveryKindOfViewIsKnownByItsAddress) {
  const auto kind = [](const std::string& address) {
    const auto told = tell("# T\n\n![o](" + address + ")\n");
    EXPECT_EQ(told.codes(), Codes{}) << address;
    return told.text.blocks.empty() ? std::string() : std::string(published_word(told.text.blocks[0].view.kind));
  };
  EXPECT_EQ(kind("/kaart/t1-rust"), "kaart");
  EXPECT_EQ(kind("/gebied/BU00010101"), "ladder");
  EXPECT_EQ(kind("/gebied/BU00010101?verloop=t1-rust"), "trend");
  EXPECT_EQ(kind("/ladder?gebied=WK000101"), "ladder");
  EXPECT_EQ(kind("/signalen?signaal=breuk-t1-rust-WK000101"), "signaal");
  EXPECT_EQ(kind("/signalen?soort=breuk"), "signalen");
  EXPECT_EQ(kind("/signalen?leefgebied=huisvesting"), "signalen");
  EXPECT_EQ(kind("/vergelijk?assen=t1-rust,t1-ruimte&niveau=buurt"), "spreiding");
  EXPECT_EQ(kind("https://monitor.voorbeeld.nl:8443/kaart/t1-rust?niveau=wijk"), "kaart") << "the name of the website is dropped";
  EXPECT_EQ(kind("/vergelijk?indicatoren=t1-rust%2Ct1-ruimte&gebieden=WK000101%2CWK000102"), "spreiding")
      << "as the address bar writes a comma";
}

TEST(Story, AProblemHasItsPlaceAndSaysWhatToDoInTwoLanguages) {
  const auto told = tell("# Titel\n\nEen regel\nmet <b>vet</b> erin.\n\n  ![](/kaart/t1-onbekend?gebied=BU00010199)\n");
  ASSERT_EQ(told.codes(),
            (Codes{"story.no_html", "story.no_html", "story.caption_missing", "story.indicator_unknown", "story.area_unknown"}));
  EXPECT_EQ(told.problems[0].where.file, "stories/een.nl.md");
  EXPECT_EQ(told.problems[0].where.line, 4);
  EXPECT_EQ(told.problems[0].where.column, 5);
  EXPECT_EQ(told.problems[3].where.line, 6);
  EXPECT_NE(told.problems[4].nl.find("indeling van 2024"), std::string::npos);
  EXPECT_NE(told.problems[4].en.find("division of 2024"), std::string::npos);
}

TEST(Story, HtmlAndCodeAreRefusedWhereverTheyStand) {
  EXPECT_EQ(wrong("<script>alert(1)</script>"), Codes{"story.no_html"});
  EXPECT_EQ(wrong("<!-- stil -->"), Codes{"story.no_html"});
  EXPECT_EQ(wrong("- een\n\n  <iframe src=\"/x\"></iframe>"), Codes{"story.no_html"});
  EXPECT_EQ(wrong("> tekst <img src=x onerror=alert(1)>"), Codes{"story.no_html"});
  EXPECT_EQ(wrong("tekst `code`"), Codes{"story.no_code"});
  EXPECT_EQ(wrong("    vier spaties"), Codes{"story.no_code"});
  EXPECT_EQ(wrong("```\ncode\n```"), Codes{"story.no_code"});
  EXPECT_EQ(wrong("kleiner \\< dan"), Codes{}) << "the character itself may be written";
}

TEST(Story, LinksLeadToPagesOfThisMonitorOrToHttpsAndNowhereElse) {
  for (const char* bad : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "http://voorbeeld.nl", "mailto:a@b.nl",
                          "//elders.nl/x", "#kop", "kaart/t1-rust", "https://", "https://naam@elders.nl/", "https:\\\\elders.nl"})
    EXPECT_NE(wrong(std::string("[tekst](<") + bad + ">)"), Codes{}) << bad;
  EXPECT_EQ(wrong("[tekst](&#106;avascript:alert(1))"), Codes{"story.link"}) << "an entity is what it spells";
  EXPECT_EQ(wrong("[tekst](/kaart/t1-rust)"), Codes{});
  EXPECT_EQ(wrong("[tekst](/verhaal/ander-verhaal)"), Codes{});
  EXPECT_EQ(wrong("[tekst](/verhaal/geen)"), Codes{"story.story_unknown"});
  EXPECT_EQ(wrong("[tekst](/nergens)"), Codes{"story.page_unknown"});
  EXPECT_EQ(wrong("[](/privacy)"), Codes{"story.link_text"});
  EXPECT_EQ(wrong("[tekst](/kaart/t1-rust/../../v1)"), Codes{"story.address"});
  EXPECT_EQ(wrong("[tekst](/kaart/%2e%2e%2fv1)"), Codes{"story.address"});
}

TEST(Story, AddressesAreCheckedAgainstThePagesAndTheEdition) {
  EXPECT_EQ(wrong("![o](/kaart/t1-rust?niveau=straat)"), Codes{"story.value_wrong"});
  EXPECT_EQ(wrong("![o](/kaart/t1-rust?kleur=rood)"), Codes{"story.parameter_unknown"});
  EXPECT_EQ(wrong("![o](/kaart/t1-rust?periode=gisteren)"), Codes{"story.value_wrong"});
  EXPECT_EQ(wrong("![o](/kaart/t1-rust?niveau=wijk&niveau=buurt)"), Codes{"story.parameter_twice"});
  EXPECT_EQ(wrong("![o](/kaart/t1-rust?editie=dorp-2024-0123456789ab)"), Codes{"story.edition"});
  EXPECT_EQ(wrong("![o](/kaart)"), Codes{"story.page_unknown"});
  EXPECT_EQ(wrong("![o](/gebied/NL00)"), Codes{"story.area_unknown"});
  EXPECT_EQ(wrong("![o](/privacy)"), Codes{"story.not_a_view"});
  EXPECT_EQ(wrong("![o](/vergelijk?assen=t1-rust)"), Codes{"story.two_indicators"});
  EXPECT_EQ(wrong("![o](https://elders.nl/plaatje.png)"), Codes{"story.page_unknown"});
  EXPECT_EQ(wrong("![o](foto.jpg)"), Codes{"story.address"});
  EXPECT_EQ(wrong("![o](/kaart/t1-rust?gebied=%ZZ)"), Codes{"story.address"});
  EXPECT_EQ(wrong("tekst ![o](/kaart/t1-rust)"), Codes{"story.view_place"});
  EXPECT_EQ(wrong("- ![o](/kaart/t1-rust)"), Codes{"story.view_place"});
}

// The table of docs/formats/stories.md is what an adviser reads: every parameter in it is taken by the page of its row.
TEST(Story, EveryParameterThatTheManualListsIsTaken) {
  std::ifstream file(std::string(TREDE_SOURCE_DIR) + "/docs/formats/stories.md");
  const std::string page = "^\\| `/(kaart|gebied|ladder|signalen|vergelijk)[^`]*` \\|[^|]*\\|([^|]*)\\|$";
  const std::map<std::string, std::string> path = {{"kaart", "/kaart/t1-rust"}, {"gebied", "/gebied/GM0001"}};
  std::size_t count = 0;
  for (std::string line; std::getline(file, line);) {
    std::smatch row;
    if (!std::regex_match(line, row, std::regex(page))) continue;
    const std::string list = row[2], name = row[1];
    const std::regex word("`([a-z]+)`");
    for (std::sregex_iterator at(list.begin(), list.end(), word), end; at != end; ++at) {
      const std::string address = (path.contains(name) ? path.at(name) : "/" + name) + "?" + (*at)[1].str() + "=x";
      for (const std::string& code : wrong("[tekst](" + address + ")")) EXPECT_NE(code, "story.parameter_unknown") << address;
      ++count;
    }
  }
  EXPECT_GT(count, 30U);
}

TEST(Story, AFigureNamesAnIndicatorAnAreaAndPerhapsAPeriodAndNeverANumber) {
  EXPECT_EQ(wrong("[cijfer](cijfer:t1-rust/BU00010101/2019-2021)"), Codes{});
  EXPECT_EQ(wrong("[cijfer](cijfer:t1-rust)"), Codes{"story.figure"});
  EXPECT_EQ(wrong("[cijfer](cijfer:t1-rust/BU00010101/ooit)"), Codes{"story.figure"});
  EXPECT_EQ(wrong("[cijfer](cijfer:t1-rust/BU00010101/2020/2021)"), Codes{"story.figure"});
  EXPECT_EQ(wrong("[cijfer](cijfer:t9-niets/BU00019999)"), (Codes{"story.indicator_unknown", "story.area_unknown"}));
  EXPECT_EQ(wrong("[12 procent](cijfer:t1-rust/BU00010101)"), Codes{"story.figure_text"});
}

TEST(Story, HeadingsHaveOneTitleAndNoGaps) {
  EXPECT_EQ(tell("").codes(), Codes{"story.title_missing"});
  EXPECT_EQ(tell("Gewoon tekst.\n").codes(), Codes{"story.title_missing"});
  EXPECT_EQ(wrong("# Nog een"), Codes{"story.title_twice"});
  EXPECT_EQ(wrong("### Te diep"), Codes{"story.heading_skipped"});
  EXPECT_EQ(wrong("## Een\n\n### Twee\n\n## Drie"), Codes{});
  EXPECT_EQ(wrong("#### Vier"), Codes{"story.heading_deep"});
  EXPECT_EQ(wrong("##"), Codes{"story.heading_empty"});
  EXPECT_EQ(wrong("> ## Kop"), Codes{"story.heading_place"});
  EXPECT_EQ(tell("# [x](/privacy)\n").codes(), Codes{"story.title_link"});
  EXPECT_EQ(tell("# " + std::string(201, 'a') + "\n").codes(), Codes{"story.title_long"});
}

TEST(Story, OnlyCleanTextOfAReasonableSizeIsRead) {
  EXPECT_EQ(tell(std::string(kMaxStoryBytes + 1, 'a')).codes(), Codes{"story.too_large"});
  const auto broken = tell("# Titel\n\nab\xFF\n");
  ASSERT_EQ(broken.codes(), Codes{"story.encoding"});
  EXPECT_EQ(broken.problems[0].where.line, 3);
  EXPECT_EQ(broken.problems[0].where.column, 3);
  EXPECT_EQ(wrong("a\xE2\x80\xAE"
                  "b"),
            Codes{"story.character"})
      << "right-to-left override";
  EXPECT_EQ(wrong("a&#x202E;b"), Codes{"story.character"}) << "the same, spelled as an entity";
  EXPECT_EQ(tell("\xEF\xBB\xBF# Titel\n").text.title, "Titel") << "a byte order mark is no text";
}

TEST(Story, DeepNestingIsRefusedAndDoesNotExhaustTheStack) {
  EXPECT_EQ(tell("# T\n\n" + std::string(20000, '>') + " x\n").codes(), Codes{"story.too_deep"});
  std::string stars = "# T\n\n";
  for (int i = 0; i < 40; ++i) stars += "*a **b ";
  for (int i = 0; i < 40; ++i) stars += "** *";
  EXPECT_LE(tell(stars + "\n").codes().size(), 1U);
}

}  // namespace
}  // namespace trede
