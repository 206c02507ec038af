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

struct Cast {
  std::string wijk, good, bad;  // codes
  std::string wijk_name, good_name, bad_name;
};

// The story in both languages. {wijk}, {good} and {bad} are names, {code_…} codes and {income_…}, {school_…} live figures.
constexpr const char* kDutch =
    "# Eén wijk, twee verhalen\n\n"
    "Over {wijk} kennen we één gemiddelde. Wie naar de buurten kijkt, ziet iets anders. Dit verhaal laat zien wat een gemiddelde kan "
    "verbergen, en wat een cijfer ons niet vertelt.\n\n"
    "## Van ver is een wijk één getal\n\n"
    "We kijken naar huishoudens met een laag inkomen. In {wijk} is dat {income_wijk}. In heel {town} is het {income_town}. Op de kaart van de "
    "wijken is {wijk} één vlak met één kleur. Wie alleen dat getal kent, denkt al snel dat het overal in de wijk ongeveer zo is.\n\n"
    "![Huishoudens met een laag inkomen per wijk: {wijk} is één vlak](/kaart/{income}?niveau=wijk&gebied={code_wijk})\n\n"
    "## Van dichtbij zijn er twee helften\n\n"
    "Nu dezelfde cijfers, maar per buurt. In {good} heeft {income_good} van de huishoudens een laag inkomen. In {bad} is dat {income_bad}. "
    "Deze buurten horen bij dezelfde wijk, en toch lijken ze niet op elkaar.\n\n"
    "![Dezelfde cijfers per buurt](/kaart/{income}?niveau=buurt&gebied={code_bad})\n\n"
    "Het gaat niet alleen om geld. In {bad} heeft {school_bad} van de volwassenen vmbo of mbo-1 als hoogste opleiding, in {good} is dat "
    "{school_good}. De ladder van {bad} laat zien welke leefgebieden er nog meer ongunstiger zijn dan gemiddeld.\n\n"
    "![De ladder van {bad}](/gebied/{code_bad})\n\n"
    "## Is dit nieuw?\n\n"
    "![Huishoudens met een laag inkomen in {bad}, door de jaren](/gebied/{code_bad}?verloop={income})\n\n"
    "De lijn laat zien of het verschil net is ontstaan of al langer bestaat. Kijk ook naar de band eromheen: dat is de marge. Binnen de marge "
    "kan een verschil toeval zijn.\n\n"
    "## Gaat een laag inkomen samen met eenzaamheid?\n\n"
    "![Lage inkomens en sterke eenzaamheid, elke stip is een buurt](/vergelijk?niveau=buurt&indicatoren={income},{lonely})\n\n"
    "Let hier goed op. Eenzaamheid is in deze monitor een **modelschatting**: hij is berekend uit kenmerken van de inwoners, en inkomen is er "
    "daar één van. Dat de twee samengaan, hebben we er dus voor een deel zelf in gestopt. Het bewijst niets over oorzaken, en niets over één "
    "persoon.\n\n"
    "## Wat we niet weten\n\n"
    "- Waarom de helften zo verschillen. Dat staat in geen enkel cijfer.\n"
    "- Hoe het gaat met mensen die nergens om hulp vragen. Zij komen in registraties niet voor.\n"
    "- Of mensen zelf last hebben van wat wij ongunstiger noemen.\n\n"
    "Daarom is dit geen conclusie, maar een begin van een gesprek met bewoners, huisartsen en het wijkteam.\n\n"
    "> Herkent u dit in {wijk}? Wat ziet u daar dat in geen cijfer staat? En wat gaat er juist goed?\n\n"
    "## Zelf verder kijken\n\n"
    "1. Begin bij [het profiel van {wijk}](/gebied/{code_wijk}) en kijk welke buurten erbij horen.\n"
    "2. Bekijk de [signalen over deze wijk](/signalen?gebied={code_wijk}) en lees waarom ze geen oordeel zijn.\n"
    "3. Lees [waar het inkomenscijfer vandaan komt](/bronnen/{income}) en wat u beter niet met dit cijfer doet.\n";

constexpr const char* kEnglish =
    "# One wijk, two stories\n\n"
    "Of {wijk} we know one average. Those who look at its neighbourhoods see something else. This story shows what an average can hide, and "
    "what a figure does not tell us.\n\n"
    "## From afar a wijk is one number\n\n"
    "We look at households with a low income. In {wijk} that is {income_wijk}. In the whole of {town} it is {income_town}. On the map of the "
    "wijken {wijk} is one area in one colour. Those who know only that number may well think that it is about the same everywhere in the wijk.\n\n"
    "![Households with a low income per wijk: {wijk} is one area](/kaart/{income}?niveau=wijk&gebied={code_wijk})\n\n"
    "## From nearby there are two halves\n\n"
    "Now the same figures, per buurt. In {good}, {income_good} of the households have a low income. In {bad} that is {income_bad}. These "
    "buurten belong to one wijk, and yet they are not alike.\n\n"
    "![The same figures per buurt](/kaart/{income}?niveau=buurt&gebied={code_bad})\n\n"
    "It is not only about money. In {bad}, {school_bad} of the adults have no more than lower secondary education, in {good} that is "
    "{school_good}. The ladder of {bad} shows in which other areas of life it is less favourable than average.\n\n"
    "![The ladder of {bad}](/gebied/{code_bad})\n\n"
    "## Is this new?\n\n"
    "![Households with a low income in {bad}, over the years](/gebied/{code_bad}?verloop={income})\n\n"
    "The line shows whether the difference has just come about or has been there for longer. Look at the band around it too: that is the "
    "margin. Within the margin a difference can be chance.\n\n"
    "## Does a low income go with loneliness?\n\n"
    "![Low incomes and severe loneliness, every dot is a buurt](/vergelijk?niveau=buurt&indicatoren={income},{lonely})\n\n"
    "Be careful here. Loneliness is a **modelled estimate** in this monitor: it is computed from characteristics of the residents, and income "
    "is one of them. That the two go together is partly something we put in ourselves. It proves nothing about causes, and nothing about any "
    "one person.\n\n"
    "## What we do not know\n\n"
    "- Why the halves differ so much. No figure says that.\n"
    "- How people are doing who ask for help nowhere. They are in no register.\n"
    "- Whether people themselves are troubled by what we call less favourable.\n\n"
    "So this is no conclusion but the beginning of a conversation with residents, general practitioners and the neighbourhood team.\n\n"
    "> Do you recognise this in {wijk}? What do you see there that is in no figure? And what is going well?\n\n"
    "## Look further yourself\n\n"
    "1. Start at [the profile of {wijk}](/gebied/{code_wijk}) and see which buurten belong to it.\n"
    "2. Look at [the signals about this wijk](/signalen?gebied={code_wijk}) and read why they are no verdict.\n"
    "3. Read [where the income figure comes from](/bronnen/{income}) and what this figure had better not be used for.\n";

std::string told(const char* text, const Cast& c) {
  return fmt::format(fmt::runtime(text), fmt::arg("town", kGemeenteName), fmt::arg("wijk", c.wijk_name), fmt::arg("good", c.good_name),
                     fmt::arg("bad", c.bad_name), fmt::arg("code_wijk", c.wijk), fmt::arg("code_bad", c.bad), fmt::arg("income", kIncome),
                     fmt::arg("lonely", kLonely), fmt::arg("income_town", figure(kIncome, kGemeenteCode)),
                     fmt::arg("income_wijk", figure(kIncome, c.wijk)), fmt::arg("income_good", figure(kIncome, c.good)),
                     fmt::arg("income_bad", figure(kIncome, c.bad)), fmt::arg("school_good", figure(kSchool, c.good)),
                     fmt::arg("school_bad", figure(kSchool, c.bad)));
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
  project.files["stories/een-wijk-twee-verhalen.nl.md"] = told(kDutch, cast) + label;
  project.files["stories/een-wijk-twee-verhalen.en.md"] = told(kEnglish, cast) + label;
}

}  // namespace trede::demo
