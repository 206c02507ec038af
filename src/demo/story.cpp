// SPDX-License-Identifier: EUPL-1.2
// One story with live views, about the wijk whose average hides two halves: what a policy adviser could write with the figures. It names
// areas by what the generator called them and holds no figure of its own (docs/formats/stories.md).
#include <algorithm>

#include <fmt/format.h>

#include "demo/project.hpp"

namespace trede::demo {
namespace {

constexpr const char* kIncome = "t1-lage-inkomens";
constexpr const char* kLonely = "t1-sterk-eenzaam";
constexpr const char* kSchool = "t1-laag-opgeleid";

// A name as text in Markdown.
std::string as_text(const std::string& name) {
  std::string out;
  for (const char c : name) {
    if (std::string_view("\\`*_{}[]<>()#!&").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string name_of(const std::vector<Area>& areas, const std::string& code) {
  const auto found = std::find_if(areas.begin(), areas.end(), [&](const Area& area) { return area.code == code; });
  return as_text(found == areas.end() ? code : found->name);
}

std::string figure(std::string_view indicator, std::string_view area) { return fmt::format("[cijfer](cijfer:{}/{})", indicator, area); }
std::string view(std::string_view caption, std::string_view address) { return fmt::format("![{}]({})\n\n", caption, address); }
std::string link(std::string_view text, std::string_view address) { return fmt::format("[{}]({})", text, address); }

struct Cast {
  std::string wijk, good, bad;  // codes
  std::string wijk_name, good_name, bad_name;
  [[nodiscard]] std::string map(std::string_view level, const std::string& area) const {
    return fmt::format("/kaart/{}?niveau={}&gebied={}", kIncome, level, area);
  }
  [[nodiscard]] std::string scatter() const { return fmt::format("/vergelijk?niveau=buurt&indicatoren={},{}", kIncome, kLonely); }
};

std::string dutch(const Cast& c) {
  std::string out = fmt::format(
      "# Eén wijk, twee verhalen\n\n"
      "Over {0} kennen we één gemiddelde. Wie naar de buurten kijkt, ziet iets anders. Dit verhaal laat zien wat een gemiddelde kan verbergen, en wat een "
      "cijfer ons niet vertelt.\n\n"
      "## Van ver is een wijk één getal\n\n"
      "We kijken naar huishoudens met een laag inkomen. In {0} is dat {1}. In heel {2} is het {3}. Op de kaart van de wijken is {0} één vlak met "
      "één kleur. Wie alleen dat getal kent, denkt al snel dat het overal in de wijk ongeveer zo is.\n\n",
      c.wijk_name, figure(kIncome, c.wijk), kGemeenteName, figure(kIncome, kGemeenteCode));
  out += view(fmt::format("Huishoudens met een laag inkomen per wijk: {} is één vlak", c.wijk_name), c.map("wijk", c.wijk));
  out += fmt::format(
      "## Van dichtbij zijn er twee helften\n\n"
      "Nu dezelfde cijfers, maar per buurt. In {0} heeft {1} van de huishoudens een laag inkomen. In {2} is dat {3}. Deze buurten horen bij dezelfde "
      "wijk, en toch lijken ze niet op elkaar.\n\n",
      c.good_name, figure(kIncome, c.good), c.bad_name, figure(kIncome, c.bad));
  out += view("Dezelfde cijfers per buurt", c.map("buurt", c.bad));
  out += fmt::format(
      "Het gaat niet alleen om geld. In {0} heeft {1} van de volwassenen vmbo of mbo-1 als hoogste opleiding, in {2} is dat {3}. De ladder van {0} "
      "laat zien welke leefgebieden er nog meer ongunstiger zijn dan gemiddeld.\n\n",
      c.bad_name, figure(kSchool, c.bad), c.good_name, figure(kSchool, c.good));
  out += view(fmt::format("De ladder van {}", c.bad_name), "/gebied/" + c.bad);
  out += "## Is dit nieuw?\n\n";
  out += view(fmt::format("Huishoudens met een laag inkomen in {}, door de jaren", c.bad_name),
              fmt::format("/gebied/{}?verloop={}", c.bad, kIncome));
  out += fmt::format(
      "De lijn laat zien of het verschil net is ontstaan of al langer bestaat. Kijk ook naar de band eromheen: dat is de marge. Binnen de marge kan een "
      "verschil toeval zijn.\n\n"
      "## Gaat een laag inkomen samen met eenzaamheid?\n\n");
  out += view("Lage inkomens en sterke eenzaamheid, elke stip is een buurt", c.scatter());
  out +=
      "Let hier goed op. Eenzaamheid is in deze monitor een **modelschatting**: hij is berekend uit kenmerken van de inwoners, en inkomen is er daar één van. "
      "Dat de twee samengaan, hebben we er dus voor een deel zelf in gestopt. Het bewijst niets over oorzaken, en niets over één persoon.\n\n";
  out += fmt::format(
      "## Wat we niet weten\n\n"
      "- Waarom de helften zo verschillen. Dat staat in geen enkel cijfer.\n"
      "- Hoe het gaat met mensen die nergens om hulp vragen. Zij komen in registraties niet voor.\n"
      "- Of mensen zelf last hebben van wat wij ongunstiger noemen.\n\n"
      "Daarom is dit geen conclusie, maar een begin van een gesprek met bewoners, huisartsen en het wijkteam.\n\n"
      "> Herkent u dit in {0}? Wat ziet u daar dat in geen cijfer staat? En wat gaat er juist goed?\n\n"
      "## Zelf verder kijken\n\n"
      "1. Begin bij {1} en kijk welke buurten erbij horen.\n"
      "2. Bekijk de {2} en lees waarom ze geen oordeel zijn.\n"
      "3. Lees {3} en wat u beter niet met dit cijfer doet.\n",
      c.wijk_name, link("het profiel van " + c.wijk_name, "/gebied/" + c.wijk),
      link("signalen over deze wijk", "/signalen?gebied=" + c.wijk),
      link("waar het inkomenscijfer vandaan komt", fmt::format("/bronnen/{}", kIncome)));
  return out;
}

std::string english(const Cast& c) {
  std::string out = fmt::format(
      "# One wijk, two stories\n\n"
      "Of {0} we know one average. Those who look at its neighbourhoods see something else. This story shows what an average can hide, and what a "
      "figure does not tell us.\n\n"
      "## From afar a wijk is one number\n\n"
      "We look at households with a low income. In {0} that is {1}. In the whole of {2} it is {3}. On the map of the wijken {0} is one area in one "
      "colour. Those who know only that number may well think that it is about the same everywhere in the wijk.\n\n",
      c.wijk_name, figure(kIncome, c.wijk), kGemeenteName, figure(kIncome, kGemeenteCode));
  out += view(fmt::format("Households with a low income per wijk: {} is one area", c.wijk_name), c.map("wijk", c.wijk));
  out += fmt::format(
      "## From nearby there are two halves\n\n"
      "Now the same figures, per buurt. In {0}, {1} of the households have a low income. In {2} that is {3}. These buurten belong to one wijk, and yet "
      "they are not alike.\n\n",
      c.good_name, figure(kIncome, c.good), c.bad_name, figure(kIncome, c.bad));
  out += view("The same figures per buurt", c.map("buurt", c.bad));
  out += fmt::format(
      "It is not only about money. In {0}, {1} of the adults have no more than lower secondary education, in {2} that is {3}. The ladder of {0} shows in "
      "which other areas of life it is less favourable than average.\n\n",
      c.bad_name, figure(kSchool, c.bad), c.good_name, figure(kSchool, c.good));
  out += view(fmt::format("The ladder of {}", c.bad_name), "/gebied/" + c.bad);
  out += "## Is this new?\n\n";
  out += view(fmt::format("Households with a low income in {}, over the years", c.bad_name),
              fmt::format("/gebied/{}?verloop={}", c.bad, kIncome));
  out +=
      "The line shows whether the difference has just come about or has been there for longer. Look at the band around it too: that is the margin. Within "
      "the margin a difference can be chance.\n\n"
      "## Does a low income go with loneliness?\n\n";
  out += view("Low incomes and severe loneliness, every dot is a buurt", c.scatter());
  out +=
      "Be careful here. Loneliness is a **modelled estimate** in this monitor: it is computed from characteristics of the residents, and income is one of "
      "them. That the two go together is partly something we put in ourselves. It proves nothing about causes, and nothing about any one person.\n\n";
  out += fmt::format(
      "## What we do not know\n\n"
      "- Why the halves differ so much. No figure says that.\n"
      "- How people are doing who ask for help nowhere. They are in no register.\n"
      "- Whether people themselves are troubled by what we call less favourable.\n\n"
      "So this is no conclusion but the beginning of a conversation with residents, general practitioners and the neighbourhood team.\n\n"
      "> Do you recognise this in {0}? What do you see there that is in no figure? And what is going well?\n\n"
      "## Look further yourself\n\n"
      "1. Start at {1} and see which buurten belong to it.\n"
      "2. Look at {2} and read why they are no verdict.\n"
      "3. Read {3} and what this figure had better not be used for.\n",
      c.wijk_name, link("the profile of " + c.wijk_name, "/gebied/" + c.wijk),
      link("the signals about this wijk", "/signalen?gebied=" + c.wijk),
      link("where the income figure comes from", fmt::format("/bronnen/{}", kIncome)));
  return out;
}

}  // namespace

void add_story(Project& project, const Town& town) {
  const Planted& planted = town.planted;
  if (planted.split_good.empty() || planted.split_bad.empty()) return;
  const Cast cast{.wijk = planted.split_wijk,
                  .good = planted.split_good.front(),
                  .bad = planted.split_bad.front(),
                  .wijk_name = name_of(town.after.wijken, planted.split_wijk),
                  .good_name = name_of(town.after.buurten, planted.split_good.front()),
                  .bad_name = name_of(town.after.buurten, planted.split_bad.front())};
  const std::string label = fmt::format("\n---\n\n*{}*\n", kFictional);
  project.files["stories/een-wijk-twee-verhalen.nl.md"] = dutch(cast) + label;
  project.files["stories/een-wijk-twee-verhalen.en.md"] = english(cast) + label;
}

}  // namespace trede::demo
