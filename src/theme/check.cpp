// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "theme/colour.hpp"
#include "theme/css.hpp"
#include "theme/theme.hpp"

namespace trede {

namespace {

constexpr double kReadable = 4.5;  // WCAG 2.2, 1.4.3, text of normal size

// The colours of web/src/stijl/thema.css that a theme is laid upon.
struct Page {
  std::string_view nl, en;
  Colour background, ink, ink_soft;
};
constexpr Page kLight{"lichte", "light", {{0xff, 0xff, 0xff}}, {{0x16, 0x20, 0x2b}}, {{0x4a, 0x55, 0x63}}};
constexpr Page kDark{"donkere", "dark", {{0x14, 0x1b, 0x22}}, {{0xee, 0xf1, 0xf4}}, {{0xb9, 0xc2, 0xcc}}};

constexpr std::string_view kAccent = "--basis-color-accent-1-color-default";
constexpr std::string_view kAccentHover = "--basis-color-accent-1-color-hover";
constexpr std::string_view kAccentSoft = "--basis-color-accent-1-bg-subtle";
constexpr std::string_view kLogoGround = "--trede-logo-background-color";
constexpr std::string_view kLogoSize = "--trede-logo-block-size";
constexpr std::string_view kHeadingWeight = "--basis-heading-font-weight";
constexpr std::array<std::string_view, 2> kFamilies = {"--basis-text-font-family-default", "--basis-heading-font-family"};
constexpr std::array<std::string_view, 4> kColours = {kAccent, kAccentHover, kAccentSoft, kLogoGround};
constexpr std::array<std::string_view, 8> kFontFace = {"font-family",  "src",          "font-weight",   "font-style",
                                                       "font-display", "font-stretch", "unicode-range", "size-adjust"};

template <class List>
bool holds(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

class ThemeCheck {
 public:
  explicit ThemeCheck(const std::vector<ThemeFile>& files) {
    for (const ThemeFile& file : files) names_.insert(file.name);
  }

  Errors run(std::string_view css) {
    auto rules = parse_css(css, "thema/thema.css");
    if (!rules) return std::move(rules.error());
    for (const CssRule& rule : *rules) check_rule(rule);
    check_contrasts();
    errors_.sort();
    return std::move(errors_);
  }

 private:
  void wrong(std::string_view code, const Where& where, std::string nl, std::string en) {
    errors_.add({std::string(code), Failure::input, std::move(nl), std::move(en), where});
  }

  void check_rule(const CssRule& rule) {
    const bool dark = rule.prelude == "@media (prefers-color-scheme: dark)" || rule.prelude == "@media (prefers-color-scheme:dark)";
    if (dark) {
      for (const CssRule& inner : rule.rules) {
        if (is_root(inner.prelude)) check_tokens(inner, true);
        else not_allowed(inner);
      }
    } else if (rule.prelude == "@font-face") {
      check_font(rule);
    } else if (rule.has_block && is_root(rule.prelude)) {
      check_tokens(rule, false);
    } else {
      not_allowed(rule);
    }
  }

  static bool is_root(std::string_view prelude) {
    return prelude == ":root" || prelude == ".trede-theme" || prelude == ":root, .trede-theme" || prelude == ".trede-theme, :root";
  }

  void not_allowed(const CssRule& rule) {
    wrong("theme.css.rule", rule.where,
          "Een thema heeft alleen :root of .trede-theme, @font-face en @media (prefers-color-scheme: dark). Haal deze regel weg.",
          "A theme has :root or .trede-theme, @font-face and @media (prefers-color-scheme: dark) only. Take this rule away.");
  }

  void check_tokens(const CssRule& rule, bool dark) {
    for (const CssDeclaration& d : rule.declarations) {
      if (holds(kColours, d.name)) check_colour(d, dark);
      else if (holds(kFamilies, d.name)) check_family(d);
      else if (d.name == kHeadingWeight) check_number(d, 300, 900, "");
      else if (d.name == kLogoSize) check_number(d, 16, 56, "px");
      else
        wrong("theme.css.property", d.where,
              fmt::format("Een thema mag {} niet veranderen. De lijst staat in docs/guides/theme.md.", d.name),
              fmt::format("A theme may not change {}. The list is in docs/guides/theme.md.", d.name));
    }
  }

  void check_colour(const CssDeclaration& d, bool dark) {
    const auto colour = parse_colour(d.value);
    if (!colour) {
      if (d.name != kLogoGround || d.value != "transparent")
        wrong("theme.css.value", d.where, "Schrijf deze kleur als #rrggbb.", "Write this colour as #rrggbb.");
      return;
    }
    // Without a rule of its own a dark page takes the light value; what comes later in the file wins.
    if (!dark) light_[d.name] = {*colour, d.where};
    dark_[d.name] = {*colour, d.where};
  }

  void check_family(const CssDeclaration& d) {
    const bool harmful = d.value.empty() || d.value.find("url(") != std::string::npos || d.value.find('!') != std::string::npos;
    if (harmful) wrong("theme.css.value", d.where, "Noem hier letters bij hun naam.", "Name typefaces here.");
  }

  void check_number(const CssDeclaration& d, int least, int most, std::string_view unit) {
    int value = 0;
    bool good = d.value.ends_with(unit) && d.value.size() > unit.size() && d.value.size() <= 3 + unit.size();
    for (std::size_t i = 0; good && i + unit.size() < d.value.size(); ++i) {
      good = d.value[i] >= '0' && d.value[i] <= '9';
      value = 10 * value + (d.value[i] - '0');
    }
    if (!good || value < least || value > most)
      wrong("theme.css.value", d.where, fmt::format("Schrijf een heel getal van {0}{2} tot en met {1}{2}.", least, most, unit),
            fmt::format("Write a whole number from {0}{2} to {1}{2}.", least, most, unit));
  }

  void check_font(const CssRule& rule) {
    for (const CssDeclaration& d : rule.declarations) {
      if (!holds(kFontFace, d.name))
        wrong("theme.css.property", d.where, fmt::format("In @font-face mag {} niet.", d.name),
              fmt::format("{} is not allowed in @font-face.", d.name));
      if (d.name == "src") check_source(d);
    }
  }

  // url("naam.woff2") format("woff2"), one or more
  void check_source(const CssDeclaration& d) {
    std::size_t found = 0;
    bool good = d.value.find("local(") == std::string::npos;
    for (std::size_t at = d.value.find("url("); good && at != std::string::npos; at = d.value.find("url(", at + 4)) {
      const std::size_t end = d.value.find(')', at);
      std::string name = end == std::string::npos ? "" : d.value.substr(at + 4, end - at - 4);
      std::erase_if(name, [](char c) { return c == '"' || c == '\'' || c == ' '; });
      if (name.starts_with("./")) name.erase(0, 2);
      good = name.ends_with(".woff2") && names_.contains(name);
      ++found;
    }
    if (!good || found == 0)
      wrong("theme.css.font", d.where, "Noem een bestand uit de map thema: src: url(\"naam.woff2\").",
            "Name a file of the folder thema: src: url(\"name.woff2\").");
  }

  struct Set {
    Colour colour;
    Where where;
  };
  using Colours = std::map<std::string, Set, std::less<>>;

  void check_contrasts() {
    check_page(light_, kLight, true);
    check_page(dark_, kDark, false);
  }

  void check_page(const Colours& colours, const Page& page, bool light) {
    for (const std::string_view name : {kAccent, kAccentHover}) compare(colours, name, page.background, page, light);
    compare(colours, kAccentSoft, page.ink, page, light);
    compare(colours, kAccentSoft, page.ink_soft, page, light);
  }

  void compare(const Colours& colours, std::string_view name, const Colour& with, const Page& page, bool light) {
    const auto found = colours.find(name);
    if (found == colours.end()) return;
    const double ratio = contrast(found->second.colour, with);
    if (ratio >= kReadable) return;
    const bool text_on_it = name == kAccentSoft;
    wrong(
        "theme.contrast", found->second.where,
        fmt::format("Contrast {:.2f} met {} op de {} pagina; 4,5 is nodig. {}", ratio, text_on_it ? "de tekst" : "de achtergrond", page.nl,
                    light ? "Kies een donkerder kleur (voor een vlak: een lichtere)."
                          : "Geef onder @media (prefers-color-scheme: dark) een kleur die daar past."),
        fmt::format("Contrast {:.2f} with {} on the {} page; 4.5 is needed. {}", ratio, text_on_it ? "the text" : "the background", page.en,
                    light ? "Choose a darker colour (for a surface: a lighter one)."
                          : "Give a colour that fits there under @media (prefers-color-scheme: dark)."));
  }

  std::set<std::string, std::less<>> names_;
  Colours light_, dark_;
  Errors errors_;
};

}  // namespace

Errors check_theme(const std::vector<ThemeFile>& files) {
  for (const ThemeFile& file : files)
    if (file.name == "thema.css") return ThemeCheck(files).run(file.bytes);
  return {};
}

}  // namespace trede
