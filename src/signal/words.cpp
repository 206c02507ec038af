// SPDX-License-Identifier: EUPL-1.2
#include "signal/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/json_writer.hpp"

namespace trede::signal {
namespace {

constexpr std::array<const char*, 12> kMonths = {"januari", "februari", "maart",     "april",   "mei",      "juni",
                                                 "juli",    "augustus", "september", "oktober", "november", "december"};
constexpr std::array<const char*, 12> kMonthsEnglish = {"January", "February", "March",     "April",   "May",      "June",
                                                        "July",    "August",   "September", "October", "November", "December"};

// Groups of three digits, and the decimal sign of the language; rounded as the figure itself is published.
std::string grouped(double value, int decimals, char thousands, char point) {
  std::string digits = fmt::format("{:.{}f}", std::abs(rounded_decimal(value, decimals)), decimals);
  const std::size_t dot = digits.find('.');
  std::string fraction = dot == std::string::npos ? "" : digits.substr(dot + 1);
  std::string whole = digits.substr(0, dot);
  for (std::size_t at = whole.size(); at > 3; at -= 3) whole.insert(at - 3, 1, thousands);
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  return (value < 0 && !zero ? "-" : "") + whole + (fraction.empty() ? "" : point + fraction);
}

const char* noun(AreaLevel level, bool several) {
  switch (level) {
    case AreaLevel::land: return "land";
    case AreaLevel::gemeente: return several ? "gemeenten" : "gemeente";
    case AreaLevel::wijk: return several ? "wijken" : "wijk";
    case AreaLevel::buurt: return several ? "buurten" : "buurt";
  }
  return "";
}

}  // namespace

Text number(double value, int decimals) { return {grouped(value, decimals, '.', ','), grouped(value, decimals, ',', '.')}; }

Text figure(const Indicator& indicator, double value) {
  Text out = number(value, indicator.decimals);
  const auto after = [&](const char* nl, const char* en) {
    out.nl += nl;
    out.en += en;
  };
  switch (indicator.unit) {
    case Unit::percent: after("%", "%"); break;
    case Unit::per_1000: after(" per 1.000", " per 1,000"); break;
    case Unit::per_10000: after(" per 10.000", " per 10,000"); break;
    case Unit::euro_1000: after(" duizend euro", " thousand euros"); break;
    case Unit::km: after(" km", " km"); break;
    case Unit::per_km2: after(" per km²", " per km²"); break;
    case Unit::number:
    case Unit::score: break;
  }
  return out;
}

Text names(const AreaSet& areas, const std::vector<AreaIndex>& list, std::size_t most) {
  const std::size_t shown = list.size() > most ? most - 1 : list.size();
  Text out;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == list.size();
    const bool first = i == 0;
    out.nl += (first ? "" : last ? " en " : ", ") + areas.name(list[i]);
    out.en += (first ? "" : last ? " and " : ", ") + areas.name(list[i]);
  }
  if (shown < list.size()) {
    out.nl += fmt::format(" en nog {}", list.size() - shown);
    out.en += fmt::format(" and {} more", list.size() - shown);
  }
  return out;
}

Text counted(std::size_t count, AreaLevel level) { return same(fmt::format("{} {}", count, noun(level, count != 1))); }

Text words_of(const Period& p) {
  switch (p.kind()) {
    case PeriodKind::year: return same(fmt::format("{}", p.first_year()));
    case PeriodKind::school_year: return {"schooljaar " + p.str(), "school year " + p.str()};
    case PeriodKind::quarter:
      return {fmt::format("het {}e kwartaal van {}", p.part(), p.first_year()), fmt::format("quarter {} of {}", p.part(), p.first_year())};
    case PeriodKind::month: {
      const auto m = static_cast<std::size_t>(std::clamp(p.part(), 1, 12) - 1);
      return {fmt::format("{} {}", kMonths[m], p.first_year()), fmt::format("{} {}", kMonthsEnglish[m], p.first_year())};
    }
    case PeriodKind::span:
      return {fmt::format("{} tot en met {}", p.first_year(), p.last_year()), fmt::format("{} to {}", p.first_year(), p.last_year())};
  }
  return {};
}

Text place(const AreaSet& areas, AreaIndex area) {
  if (areas.level(area) == AreaLevel::land) return {"heel Nederland", "the whole of the Netherlands"};
  return same(areas.name(area));
}

Text worse_word(const Indicator& indicator) {
  return indicator.direction == Direction::lower_worse ? Text{"lager", "lower"} : Text{"hoger", "higher"};
}

Text fill(const Text& pattern, const std::vector<Text>& parts) {
  const auto one = [&](const std::string& text, bool dutch) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '{') {
        out += text[i];
        continue;
      }
      std::size_t index = 0;
      for (++i; i < text.size() && text[i] != '}'; ++i) index = index * 10 + static_cast<std::size_t>(text[i] - '0');
      if (index < parts.size()) out += dutch ? parts[index].nl : parts[index].en;
    }
    return out;
  };
  return {one(pattern.nl, true), one(pattern.en, false)};
}

}  // namespace trede::signal
