// SPDX-License-Identifier: EUPL-1.2
#include "story/address.hpp"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "base/text.hpp"

namespace trede {
namespace {

constexpr std::size_t kMaxAddress = 2000;
constexpr std::size_t kMaxValue = 300;

// What a parameter may hold.
enum class Holds : std::uint8_t { area, areas, indicator, indicators, level, period, leefgebied, text };
struct Parameter {
  std::string_view name;
  Holds holds;
};
// What follows the page's name.
enum class After : std::uint8_t { nothing, indicator, area, story, text };
struct Page {
  std::string_view name;
  After after = After::nothing;
  bool after_needed = false;
  std::span<const Parameter> parameters = {};
};

constexpr std::array<Parameter, 3> kOverviewParameters = {{{"gebied", Holds::area}, {"gemeente", Holds::area}, {"zicht", Holds::text}}};
constexpr std::array<Parameter, 5> kLadderParameters = {
    {{"gebied", Holds::area}, {"vak", Holds::text}, {"toon", Holds::text}, {"gemeente", Holds::area}, {"zicht", Holds::text}}};
constexpr std::array<Parameter, 9> kMapParameters = {{{"niveau", Holds::level},
                                                      {"gebied", Holds::area},
                                                      {"periode", Holds::period},
                                                      {"naast", Holds::text},
                                                      {"beeld", Holds::text},
                                                      {"cijfer", Holds::text},
                                                      {"met", Holds::text},
                                                      {"gemeente", Holds::area},
                                                      {"zicht", Holds::text}}};
constexpr std::array<Parameter, 7> kAreaParameters = {{{"verloop", Holds::indicators},
                                                       {"rij", Holds::indicator},
                                                       {"vak", Holds::text},
                                                       {"toon", Holds::text},
                                                       {"met", Holds::text},
                                                       {"gemeente", Holds::area},
                                                       {"zicht", Holds::text}}};
constexpr std::array<Parameter, 9> kSignalParameters = {{{"signaal", Holds::text},
                                                         {"soort", Holds::text},
                                                         {"sterkte", Holds::text},
                                                         {"nieuw", Holds::text},
                                                         {"gebied", Holds::area},
                                                         {"leefgebied", Holds::leefgebied},
                                                         {"gemeente", Holds::area},
                                                         {"tot", Holds::text},
                                                         {"zicht", Holds::text}}};
constexpr std::array<Parameter, 10> kCompareParameters = {{{"indicatoren", Holds::indicators},
                                                           {"gebieden", Holds::areas},
                                                           {"assen", Holds::indicators},
                                                           {"gebied", Holds::area},
                                                           {"niveau", Holds::level},
                                                           {"leefgebied", Holds::leefgebied},
                                                           {"volgorde", Holds::text},
                                                           {"toon", Holds::text},
                                                           {"met", Holds::text},
                                                           {"gemeente", Holds::area}}};
constexpr std::array<Parameter, 6> kModelParameters = {{{"weging", Holds::text},
                                                        {"gebied", Holds::area},
                                                        {"niveau", Holds::level},
                                                        {"trede", Holds::text},
                                                        {"leefgebied", Holds::leefgebied},
                                                        {"gemeente", Holds::area}}};
constexpr std::array<Parameter, 7> kSourceParameters = {{{"gebied", Holds::area},
                                                         {"periode", Holds::period},
                                                         {"gemeente", Holds::area},
                                                         {"lijst", Holds::text},
                                                         {"q", Holds::text},
                                                         {"trede", Holds::text},
                                                         {"leefgebied", Holds::leefgebied}}};

constexpr std::array<Page, 13> kPages = {{{"", After::nothing, false, kOverviewParameters},
                                          {"kaart", After::indicator, true, kMapParameters},
                                          {"gebied", After::area, true, kAreaParameters},
                                          {"ladder", After::nothing, false, kLadderParameters},
                                          {"signalen", After::nothing, false, kSignalParameters},
                                          {"vergelijk", After::nothing, false, kCompareParameters},
                                          {"model", After::nothing, false, kModelParameters},
                                          {"bronnen", After::indicator, false, kSourceParameters},
                                          {"verhaal", After::story},
                                          {"methode", After::text},
                                          {"privacy"},
                                          {"toegankelijkheid"},
                                          {"over"}}};

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Percent signs undone; nullopt when one is broken or what comes out is no clean text.
std::optional<std::string> decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size() || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0) return std::nullopt;
      out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  if (first_invalid_utf8(out) != std::string_view::npos || first_forbidden(out) != std::string_view::npos) return std::nullopt;
  return nfc(out);
}

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0;;) {
    const std::size_t to = text.find(by, from);
    parts.push_back(text.substr(from, to == std::string_view::npos ? to : to - from));
    if (to == std::string_view::npos) return parts;
    from = to + 1;
  }
}

// "https://monitor.voorbeeld.nl:8080/kaart/x" → "/kaart/x"
std::string_view without_host(std::string_view text) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!text.starts_with(scheme)) continue;
    const std::size_t path = text.find('/', scheme.size());
    return path == std::string_view::npos ? std::string_view("/") : text.substr(path);
  }
  return text;
}

std::optional<PageAddress> not_an_address(StoryPlace place, StoryProblems& problems) {
  problems.add("story.address", place,
               "Dit is geen adres van deze monitor. Kopieer het uit de adresbalk, vanaf de eerste / na de naam van de website.",
               "This is no address of this monitor. Copy it from the address bar, from the first / after the name of the website.");
  return std::nullopt;
}

void unknown_indicator(const std::string& id, StoryPlace place, StoryProblems& problems) {
  problems.add(
      "story.indicator_unknown", place,
      fmt::format("De indicator {} staat niet in de catalogus. Neem het kenmerk over uit het adres van de kaart.", display_name(id)),
      fmt::format("The indicator {} is not in the catalogue. Copy its id from the address of the map.", display_name(id)));
}

void unknown_area(const std::string& code, const AreaSet& areas, StoryPlace place, StoryProblems& problems) {
  problems.add("story.area_unknown", place,
               fmt::format("Het gebied {} bestaat niet in de indeling van {}. Zoek het gebied op in de monitor en neem de code over.",
                           display_name(code), areas.vintage().year),
               fmt::format("The area {} does not exist in the division of {}. Look the area up in the monitor and copy its code.",
                           display_name(code), areas.vintage().year));
}

bool known_area(const std::string& code, const AreaSet& areas) {
  const auto parsed = AreaCode::parse(code);
  return parsed && parsed->level() != AreaLevel::land && areas.find(*parsed);
}

// One page of a story against what exists.
class PageCheck {
 public:
  PageCheck(const PageAddress& page, const StoryWorld& world, StoryPlace place, StoryProblems& problems)
      : page_(page), world_(world), place_(place), problems_(problems) {}

  bool run() {
    const std::string name = page_.parts.empty() ? std::string() : page_.parts[0];
    const auto* known = std::find_if(kPages.begin(), kPages.end(), [&](const Page& one) { return one.name == name; });
    const bool deep = known != kPages.end() && page_.parts.size() > (known->after == After::nothing ? 1U : 2U);
    if (known == kPages.end() || deep || (known->after_needed && page_.parts.size() < 2)) {
      problems_.add(
          "story.page_unknown", place_,
          fmt::format("De pagina {} bestaat niet in deze monitor. Kopieer het adres uit de adresbalk.", display_name(page_.path())),
          fmt::format("The page {} does not exist in this monitor. Copy the address from the address bar.", display_name(page_.path())));
      return false;
    }
    if (page_.parts.size() == 2) after(*known, page_.parts[1]);
    for (const auto& [key, value] : page_.query) parameter(*known, key, value);
    return true;
  }

 private:
  void after(const Page& page, const std::string& text) {
    switch (page.after) {
      case After::indicator: indicator(text); break;
      case After::area: area(text); break;
      case After::story:
        if (std::find(world_.ids.begin(), world_.ids.end(), text) == world_.ids.end())
          problems_.add("story.story_unknown", place_,
                        fmt::format("Er is geen verhaal {}. Kijk naar de naam van het bestand.", display_name(text)),
                        fmt::format("There is no story {}. Look at the name of the file.", display_name(text)));
        break;
      default: break;
    }
  }

  void parameter(const Page& page, const std::string& key, const std::string& value) {
    const auto known = std::find_if(page.parameters.begin(), page.parameters.end(), [&](const Parameter& one) { return one.name == key; });
    if (known == page.parameters.end()) {
      std::string names;
      for (const Parameter& one : page.parameters) names += fmt::format("{}{}", names.empty() ? "" : ", ", one.name);
      if (names.empty()) names = "–";
      problems_.add("story.parameter_unknown", place_,
                    fmt::format("De pagina {} kent {} niet. Wel: {}.", display_name(page_.path()), display_name(key), names),
                    fmt::format("The page {} does not know {}. It knows: {}.", display_name(page_.path()), display_name(key), names));
      return;
    }
    if (value.empty() || value.size() > kMaxValue) return wrong(key);
    switch (known->holds) {
      case Holds::area: area(value); break;
      case Holds::areas: each(value, [this](const std::string& one) { area(one); }); break;
      case Holds::indicator: indicator(value); break;
      case Holds::indicators: each(value, [this](const std::string& one) { indicator(one); }); break;
      case Holds::level:
        if (value != "buurt" && value != "wijk" && value != "gemeente") wrong(key);
        break;
      case Holds::period:
        if (!Period::parse(value)) wrong(key);
        break;
      case Holds::leefgebied:
        if (world_.catalogue.leefgebied(LeefgebiedId(value)) == nullptr) wrong(key);
        break;
      case Holds::text: break;
    }
  }

  template <class Check>
  void each(const std::string& list, Check check) {
    for (const std::string_view one : split(list, ',')) check(std::string(one));
  }
  void indicator(const std::string& id) {
    if (world_.catalogue.indicator(IndicatorId(id)) == nullptr) unknown_indicator(id, place_, problems_);
  }
  void area(const std::string& code) {
    if (!known_area(code, world_.areas)) unknown_area(code, world_.areas, place_, problems_);
  }
  void wrong(const std::string& key) {
    problems_.add("story.value_wrong", place_,
                  fmt::format("Wat er achter {}= staat, kan niet. Kopieer het adres opnieuw.", display_name(key)),
                  fmt::format("What stands after {}= cannot be. Copy the address again.", display_name(key)));
  }

  const PageAddress& page_;
  const StoryWorld& world_;
  StoryPlace place_;
  StoryProblems& problems_;
};

}  // namespace

void StoryProblems::add(std::string code, StoryPlace place, std::string nl, std::string en) {
  errors_.add({.code = std::move(code),
               .failure = Failure::input,
               .nl = std::move(nl),
               .en = std::move(en),
               .where = {.file = file_, .line = place.line, .column = place.column}});
}

std::optional<PageAddress> parse_page(std::string_view text, bool any_host, StoryPlace place, StoryProblems& problems) {
  if (any_host) text = without_host(text);
  if (text.size() > kMaxAddress || !text.starts_with('/') || text.starts_with("//") || text.find('\\') != std::string_view::npos)
    return not_an_address(place, problems);
  text = text.substr(0, text.find('#'));
  const std::size_t mark = text.find('?');
  PageAddress page;
  for (const std::string_view part : split(text.substr(1, mark == std::string_view::npos ? mark : mark - 1), '/')) {
    if (part.empty()) continue;
    auto name = decoded(part, false);
    if (!name || *name == "." || *name == ".." || name->find('/') != std::string::npos) return not_an_address(place, problems);
    page.parts.push_back(std::move(*name));
  }
  if (mark == std::string_view::npos) return page;
  for (const std::string_view pair : split(text.substr(mark + 1), '&')) {
    if (pair.empty()) continue;
    const std::size_t is = pair.find('=');
    auto name = decoded(pair.substr(0, is), true);
    auto value = decoded(is == std::string_view::npos ? std::string_view() : pair.substr(is + 1), true);
    if (!name || !value) return not_an_address(place, problems);
    if (*name == "taal") continue;
    if (*name == "editie") {
      problems.add("story.edition", place,
                   "Haal editie uit dit adres. Een verhaal toont altijd de cijfers van de editie waar het in staat.",
                   "Take editie out of this address. A story always shows the figures of the edition that it is in.");
      continue;
    }
    if (page.value(*name) != nullptr)
      problems.add("story.parameter_twice", place,
                   fmt::format("{} staat twee keer in dit adres. Kopieer het adres opnieuw.", display_name(*name)),
                   fmt::format("{} stands twice in this address. Copy the address again.", display_name(*name)));
    else page.query.emplace_back(std::move(*name), std::move(*value));
  }
  return page;
}

bool check_page(const PageAddress& page, const StoryWorld& world, StoryPlace place, StoryProblems& problems) {
  return PageCheck(page, world, place, problems).run();
}

std::optional<ViewKind> view_of(const PageAddress& page, StoryPlace place, StoryProblems& problems) {
  const std::string name = page.parts.empty() ? std::string() : page.parts[0];
  if (name == "kaart") return ViewKind::map;
  if (name == "gebied") return page.value("verloop") != nullptr ? ViewKind::trend : ViewKind::ladder;
  if (name == "ladder") return ViewKind::ladder;
  if (name == "signalen") return page.value("signaal") != nullptr ? ViewKind::signal : ViewKind::signals;
  if (name == "vergelijk") {
    const std::string* axes = page.value("indicatoren");
    if (axes == nullptr) axes = page.value("assen");
    if (axes != nullptr && split(*axes, ',').size() == 2) return ViewKind::scatter;
    problems.add("story.two_indicators", place,
                 "Kies op de pagina Vergelijk eerst twee indicatoren; dan staat in het adres indicatoren=…,…",
                 "First choose two indicators on the page Vergelijk; the address then has indicatoren=…,…");
    return std::nullopt;
  }
  problems.add(
      "story.not_a_view", place,
      fmt::format("De pagina {} kan niet als beeld in een verhaal staan. Een beeld is een kaart, gebied, ladder, signaal of vergelijking. "
                  "Maak er een gewone link van.",
                  display_name(page.path())),
      fmt::format("The page {} cannot be a view in a story. A view is a map, an area, a ladder, a signal or a comparison. Make it an "
                  "ordinary link.",
                  display_name(page.path())));
  return std::nullopt;
}

std::optional<StoryFigure> parse_figure(std::string_view text, const StoryWorld& world, StoryPlace place, StoryProblems& problems) {
  const auto parts = split(text, '/');
  const auto period = parts.size() == 3 ? Period::parse(parts[2]) : std::optional<Period>(Period());
  if (parts.size() < 2 || parts.size() > 3 || !period) {
    problems.add("story.figure", place,
                 "Schrijf een cijfer als [cijfer](cijfer:indicator/gebied) of [cijfer](cijfer:indicator/gebied/periode).",
                 "Write a figure as [cijfer](cijfer:indicator/area) or [cijfer](cijfer:indicator/area/period).");
    return std::nullopt;
  }
  const std::string indicator(parts[0]), area(parts[1]);
  const bool known = world.catalogue.indicator(IndicatorId(indicator)) != nullptr;
  if (!known) unknown_indicator(indicator, place, problems);
  if (!known_area(area, world.areas)) {
    unknown_area(area, world.areas, place, problems);
    return std::nullopt;
  }
  if (!known) return std::nullopt;
  return StoryFigure{IndicatorId(indicator), *AreaCode::parse(area), *period};
}

bool is_web_link(std::string_view text) {
  constexpr std::string_view kScheme = "https://";
  if (!text.starts_with(kScheme) || text.size() > kMaxAddress) return false;
  const std::string_view rest = text.substr(kScheme.size());
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  if (host.empty() || host.front() == '.' || host.front() == '-') return false;
  const auto in_host = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':';
  };
  if (!std::all_of(host.begin(), host.end(), in_host)) return false;
  return std::all_of(rest.begin(), rest.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte < 0x7F && c != '\\' && c != '"' && c != '<' && c != '>' && c != '`';
  });
}

}  // namespace trede
